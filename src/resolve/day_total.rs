//! Whether a day is long enough for its totals, and for what is placed in time beside them.
//!
//! Totals of harm exclude one another, and so do harm and time without data. An outage with a place in time may be part of a
//! total, so the longer of the two is what the day has to hold.

use super::value::Wrong;
use crate::model::{DayTotal, Outage};
use crate::timeline::{Day, Instant, Interval, IntervalSet, Zone};

/// What is placed in time: outages, and time without data outside them.
#[derive(Debug, Default)]
pub(crate) struct Held {
    outages: IntervalSet,
    unknown: IntervalSet,
}

impl Held {
    pub(crate) fn new(outages: &[Outage], unknown: &[Interval]) -> Self {
        let span =
            |outage: &Outage| Interval::new(outage.from, outage.to.unwrap_or(Instant::LATEST));
        let outages = IntervalSet::new(outages.iter().filter_map(span));
        let unknown = IntervalSet::new(unknown.iter().copied()).subtract(&outages);
        Self { outages, unknown }
    }

    /// Why `day` cannot hold its totals beside what is placed in it; nothing where it can.
    pub(crate) fn check(&self, day: Day, total: &DayTotal, zone: &Zone) -> Option<Wrong> {
        let whole = total.day.seconds();
        let harm = [total.down, total.partial, total.degraded]
            .into_iter()
            .fold(0, i64::saturating_add);
        let sum = harm.saturating_add(total.unknown);
        let length = format!("the day {day} has only {} in {}", clock(whole), zone.name());
        if sum > whole {
            let message = format!("totals of {}, but {length}", clock(sum));
            return Some(
                Wrong::new("day-too-long", message)
                    .help("lower the totals, or spread them over the days that they belong to"),
            );
        }
        let placed = |set: &IntervalSet| set.clip(total.day).seconds();
        let (outages, unknown) = (
            harm.max(placed(&self.outages)),
            total.unknown.max(placed(&self.unknown)),
        );
        (outages.saturating_add(unknown) > whole).then(|| {
            let message = format!(
                "{} of outages and {} without data, but {length}",
                clock(outages),
                clock(unknown)
            );
            Wrong::new("day-too-long", message)
                .help("what `outages` and `unknown` place in this day counts too: what is down cannot be unknown")
        })
    }
}

/// Hours, as people think of a day: `25 h`, not `1 d 1 h`.
fn clock(seconds: i64) -> String {
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let parts = [(hours, "h"), (minutes, "min"), (rest, "s")];
    let parts = parts.iter().filter(|(number, _)| *number > 0);
    let parts: Vec<String> = parts
        .map(|(number, unit)| format!("{number} {unit}"))
        .collect();
    if parts.is_empty() {
        "0 s".to_owned()
    } else {
        parts.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::Held;
    use crate::model::{DayTotal, Level, Outage};
    use crate::timeline::{Day, Interval, Zone};

    const HOUR: i64 = 3_600;

    /// Whether a day of 24 hours with an outage of that many has room for these totals, all in hours.
    fn fits(outage: i64, down: i64, unknown: i64) -> bool {
        let day = Day::new(2009, 8, 3).expect("is a day");
        let whole = Zone::utc().day(day).expect("was not skipped");
        let outages = [Outage {
            from: whole.from(),
            to: Some(whole.from().plus(outage * HOUR)),
            level: Level::MajorOutage,
            share: None,
        }];
        let total = DayTotal {
            day: whole,
            down: down * HOUR,
            partial: 0,
            degraded: 0,
            unknown: unknown * HOUR,
        };
        Held::new(&outages, &[])
            .check(day, &total, &Zone::utc())
            .is_none()
    }

    #[test]
    fn an_outage_may_be_part_of_a_total_but_not_of_the_time_without_data() {
        assert!(fits(20, 20, 4));
        assert!(fits(4, 20, 4));
        assert!(!fits(20, 0, 5));
        assert!(!fits(0, 20, 5));
    }

    #[test]
    fn what_is_placed_without_data_counts_once() {
        let day = Day::new(2009, 8, 3).expect("is a day");
        let whole = Zone::utc().day(day).expect("was not skipped");
        let gap = Interval::new(whole.from(), whole.from().plus(20 * HOUR)).expect("has a length");
        let total = |down: i64| DayTotal {
            day: whole,
            down: down * HOUR,
            partial: 0,
            degraded: 0,
            unknown: 20 * HOUR,
        };
        let held = Held::new(&[], &[gap]);
        assert_eq!(held.check(day, &total(4), &Zone::utc()), None);
        assert!(held.check(day, &total(5), &Zone::utc()).is_some());
    }
}
