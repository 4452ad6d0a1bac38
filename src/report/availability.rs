//! An availability: an exact fraction of time, printed without ever promising more than it holds.

use super::Nines;
use crate::model::Percent;

/// Parts of a second that downtime is counted in: a second of a partial outage that weighs 0.3 is 3,000 of them.
const PARTS: u128 = 10_000;

/// How much of the time observed something was down.
///
/// Of a `mean` or `weighted` group, `down` and `observed` are sums over the members, each as often as it weighs: a mean in whole
/// seconds would have to be rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Availability {
    /// Time down, each second times its weight in basis points.
    pub down: u128,
    /// Seconds observed. Where it is 0, there is no data, and no figure.
    pub observed: i64,
    /// How many seconds of `observed` make a second on the clock while everything is observed: 1, but for mean and weighted groups.
    pub members: i64,
}

impl Default for Availability {
    /// No data.
    fn default() -> Self {
        Self {
            down: 0,
            observed: 0,
            members: 1,
        }
    }
}

impl Availability {
    /// Whether anything was observed.
    #[must_use]
    pub fn has_data(self) -> bool {
        self.observed > 0
    }

    /// The percentage cut off after `decimals` (at most 9): `99.76%`; `100%` only without any downtime, `<0.01%` where `0.00%`
    /// would hide that it was up at all; `None` without data.
    #[must_use]
    pub fn percent(self, decimals: u32) -> Option<String> {
        let (up, total) = self.fraction()?;
        if self.down == 0 {
            return Some("100%".to_owned());
        }
        if up == 0 {
            return Some("0%".to_owned());
        }
        let power = 10_u128.pow(decimals.min(9));
        let text = match up.saturating_mul(100 * power) / total {
            0 => format!("<{}", decimal(1, power)),
            floor => decimal(floor, power),
        };
        Some(text + "%")
    }

    /// Whether it is strictly below `limit`, compared exactly; `None` without data.
    #[must_use]
    pub fn is_below(self, limit: Percent) -> Option<bool> {
        let (up, total) = self.fraction()?;
        let (numerator, denominator) = limit.fraction();
        Some(up.saturating_mul(denominator) < total.saturating_mul(numerator))
    }

    /// Seconds down on the clock, as they are counted, rounded up.
    #[must_use]
    pub fn down_seconds(self) -> i64 {
        let members = u128::try_from(self.members).unwrap_or(1).max(1);
        i64::try_from(self.down.div_ceil(PARTS.saturating_mul(members))).unwrap_or(i64::MAX)
    }

    /// Seconds observed on the clock, cut off.
    #[must_use]
    pub fn observed_seconds(self) -> i64 {
        self.observed / self.members.max(1)
    }

    /// Its nines; `None` without data or without downtime.
    #[must_use]
    pub fn nines(self) -> Option<Nines> {
        let (up, total) = self.fraction()?;
        Nines::new(total - up, total)
    }

    /// The same with `seconds` more of it down on the clock, as far as it was up.
    #[must_use]
    pub fn worse_by(self, seconds: i64) -> Self {
        let members = u128::try_from(self.members).unwrap_or(1).max(1);
        let more = u128::try_from(seconds)
            .unwrap_or(0)
            .saturating_mul(PARTS * members);
        let down = self.down.saturating_add(more).min(self.total());
        Self { down, ..self }
    }

    /// Time down and time observed, in one unit; both 0 without data.
    #[must_use]
    pub fn parts(self) -> (u128, u128) {
        (self.down, self.total())
    }

    /// Time up and time observed, in one unit; `None` without data.
    fn fraction(self) -> Option<(u128, u128)> {
        let total = self.total();
        (total > 0).then(|| (total.saturating_sub(self.down), total))
    }

    fn total(self) -> u128 {
        u128::try_from(self.observed).unwrap_or(0) * PARTS
    }
}

/// `digits / power` with all its decimals.
pub(super) fn decimal(digits: u128, power: u128) -> String {
    match power.ilog10() as usize {
        0 => digits.to_string(),
        places => format!("{}.{:0>places$}", digits / power, digits % power),
    }
}

#[cfg(test)]
mod tests {
    use super::Availability;
    use crate::model::{Decimal, Percent};

    #[test]
    fn without_data_there_is_no_figure() {
        let nothing = Availability::default();
        assert_eq!(nothing.percent(2), None);
        assert_eq!(nothing.nines(), None);
        assert_eq!(
            nothing.is_below(Percent(Decimal {
                digits: 999,
                scale: 1
            })),
            None
        );
    }

    #[test]
    fn a_trace_of_downtime_is_never_a_hundred() {
        let trace = Availability {
            down: 1,
            observed: i64::MAX,
            ..Availability::default()
        };
        assert_eq!(trace.percent(2).unwrap(), "99.99%");
        assert_eq!(trace.percent(9).unwrap(), "99.999999999%");
        assert_eq!(trace.percent(0).unwrap(), "99%");
    }
}
