//! Names of periods and exact amounts, as the pages of availability print them.

use crate::model::Period;
use crate::timeline::{CivilPeriod, Interval, Month, Quarter, Zone, duration_text};
use crate::view::Scene;

/// Parts of a second that downtime is counted in.
const PARTS: u128 = 10_000;

impl Scene<'_> {
    /// "September 2009", "Q3 2009", "2009"; with "so far" behind it while it runs.
    pub(in crate::view) fn period(&self, period: CivilPeriod) -> String {
        let name = self.period_name(period);
        if self.runs(period.window(&self.site.zone)) {
            return self.words.fill("month_so_far", &[("month", &name)]);
        }
        name
    }

    /// The same, whether it runs or not.
    pub(in crate::view) fn period_name(&self, period: CivilPeriod) -> String {
        match period {
            CivilPeriod::Month(month) => self.calendar().month(month),
            CivilPeriod::Quarter(quarter) => self.calendar().quarter(quarter),
            CivilPeriod::Year(_) => period.to_string(),
        }
    }

    /// The name of a `window` of aims or agreements, whose days are those of `zone`: "September 2009", "the 30 days to 1 October 2009".
    pub(in crate::view) fn window_name(
        &self,
        period: Period,
        window: Interval,
        zone: &Zone,
    ) -> String {
        let first = zone.day_of(window.from());
        match period {
            Period::CalendarMonth => self.calendar().month(Month::of(first)),
            Period::CalendarQuarter => self.calendar().quarter(Quarter::of(first)),
            Period::Rolling { days } => {
                let last = zone.day_of(window.to().plus(-1));
                let last = self.calendar().date(last).text;
                let days = usize::try_from(days).unwrap_or(0);
                let named = self.words.count("window_to", days);
                named.replace("{date}", &last)
            }
        }
    }

    /// Whether `window` has not passed yet.
    pub(in crate::view) fn runs(&self, window: Interval) -> bool {
        window.to() > self.report.as_of
    }

    /// Whether there is a report of `period`.
    pub(in crate::view) fn is_reported(&self, period: CivilPeriod) -> bool {
        let periods = self.report.periods();
        let of_its_kind = match period {
            CivilPeriod::Month(_) => periods.months,
            CivilPeriod::Quarter(_) => periods.quarters,
            CivilPeriod::Year(_) => periods.years,
        };
        of_its_kind
            .binary_search_by(|known| period.cmp(known))
            .is_ok()
    }

    /// A number of seconds, counted in ten-thousandths, in full: "6,000", "18.3".
    pub(in crate::view) fn seconds(&self, down: u128) -> String {
        let whole = u64::try_from(down / PARTS).unwrap_or(u64::MAX);
        self.number(whole) + &decimals(down % PARTS)
    }
}

/// A length of time, counted in ten-thousandths of a second, in words and exact: "3 h", "1 min 18.3 s".
pub(super) fn exact_text(down: u128) -> String {
    let whole = i64::try_from(down / PARTS).unwrap_or(i64::MAX);
    let rest = decimals(down % PARTS);
    if rest.is_empty() {
        return duration_text(whole);
    }
    let seconds = whole % 60;
    match whole - seconds {
        0 => format!("{seconds}{rest} s"),
        minutes => format!("{} {seconds}{rest} s", duration_text(minutes)),
    }
}

/// A weight in ten-thousandths: "1", "0.3".
pub(in crate::view) fn weight_text(weight: u64) -> String {
    let weight = u128::from(weight);
    (weight / PARTS).to_string() + &decimals(weight % PARTS)
}

/// ".3" of 3,000 ten-thousandths; nothing of none.
fn decimals(parts: u128) -> String {
    if parts == 0 {
        return String::new();
    }
    let digits = format!("{parts:04}");
    format!(".{}", digits.trim_end_matches('0'))
}

/// "43 min 12 s" and the like out of the texts of the report: a narrow no-break space before the sign of a percentage.
pub(super) fn spaced(percent: &str) -> String {
    percent.replace('%', "\u{202f}%")
}

#[cfg(test)]
mod tests {
    use super::{exact_text, weight_text};

    #[test]
    fn an_exact_length_loses_no_part_of_a_second() {
        let cases = [
            (0, "0 s"),
            (183_000, "18.3 s"),
            (36_000_000, "1 h"),
            (36_003_000, "1 h 0.3 s"),
            (600_001, "1 min 0.0001 s"),
        ];
        for (down, text) in cases {
            assert_eq!(exact_text(down), text);
        }
    }

    #[test]
    fn a_weight_is_a_plain_decimal() {
        let weights = [10_000, 3_000, 805, 20_000].map(weight_text);
        assert_eq!(weights, ["1", "0.3", "0.0805", "2"]);
    }
}
