//! The days, months and quarters that every component is looked at through, worked out once for the whole site.

use crate::model::{Period, Site};
use crate::timeline::{Day, Instant, Interval, Month, Quarter, Zone};

/// How many days have a cell.
const DAYS: i32 = 365;
/// How many months have a figure.
const MONTHS: usize = 24;
/// How many quarters have a figure.
const QUARTERS: usize = 8;

/// Civil windows before one instant, in the site's zone.
#[derive(Debug)]
pub(super) struct Calendar {
    /// The day that holds the last second before as-of. At midnight that is the day which just ended, whole.
    pub(super) running: Day,
    /// The last 365 days, oldest first, without those that the zone skipped.
    pub(super) days: Vec<(Day, Interval)>,
    /// The last 24 months, newest first.
    pub(super) months: Vec<(Month, Interval)>,
    /// The last 8 quarters, newest first.
    pub(super) quarters: Vec<(Quarter, Interval)>,
    /// Every month from the first that the site tells harm of to the running one, in order.
    pub(super) record: Vec<(Month, Interval)>,
    /// The site's rolling windows, in its order.
    pub(super) windows: Vec<(u32, Interval)>,
}

impl Calendar {
    /// The windows of `site` at `as_of`.
    pub(super) fn new(site: &Site, as_of: Instant) -> Self {
        let zone = &site.zone;
        let running = zone.day_of(as_of.plus(-1));
        let day = |back: i32| {
            let day = running.plus_days(-back);
            zone.day(day).map(|window| (day, window))
        };
        let months =
            std::iter::successors(Some(Month::of(running)), |month| Some(month.previous()));
        let quarters = std::iter::successors(Some(Quarter::of(running)), |quarter| {
            Some(quarter.previous())
        });
        let impacts = site.incidents.iter().flat_map(|incident| &incident.impacts);
        let first = impacts
            .map(|impact| impact.from)
            .min()
            .unwrap_or(as_of)
            .min(as_of);
        let record = std::iter::successors(Some(Month::of(zone.day_of(first))), |month| {
            Some(month.next()).filter(|next| next > month)
        });
        let record = record.take_while(|month| *month <= Month::of(running));
        Self {
            running,
            record: record.map(|month| (month, zone.month(month))).collect(),
            days: (0..DAYS).rev().filter_map(day).collect(),
            months: months
                .take(MONTHS)
                .map(|month| (month, zone.month(month)))
                .collect(),
            quarters: quarters
                .take(QUARTERS)
                .map(|quarter| (quarter, zone.quarter(quarter)))
                .collect(),
            windows: site
                .counting
                .windows
                .iter()
                .map(|days| (*days, rolling(zone, running, *days)))
                .collect(),
        }
    }
}

/// The period that holds `at`; a rolling one ends with its day.
pub(super) fn period(zone: &Zone, period: Period, at: Instant) -> Interval {
    let day = zone.day_of(at);
    match period {
        Period::CalendarMonth => zone.month(Month::of(day)),
        Period::CalendarQuarter => zone.quarter(Quarter::of(day)),
        Period::Rolling { days } => rolling(zone, day, days),
    }
}

/// The `days` days that end with `last`.
fn rolling(zone: &Zone, last: Day, days: u32) -> Interval {
    let back = i32::try_from(days.max(1) - 1).unwrap_or(i32::MAX);
    let end = zone.start(last.next());
    Interval::new(zone.start(last.plus_days(-back)), end)
        .unwrap_or_else(|| zone.month(Month::of(last)))
}

#[cfg(test)]
mod tests {
    use super::Calendar;
    use crate::report::builder::{at, site};

    #[test]
    fn at_midnight_the_running_day_is_the_one_that_just_ended() {
        let calendar = Calendar::new(&site("UTC"), at("2009-09-02T00:00:00Z"));
        assert_eq!(calendar.running.to_string(), "2009-09-01");
        assert_eq!(calendar.windows[0].1.seconds(), 30 * 86_400);
        assert_eq!(calendar.windows[0].1.to(), at("2009-09-02T00:00:00Z"));
    }

    #[test]
    fn a_day_that_the_zone_skipped_has_no_cell() {
        let calendar = Calendar::new(&site("Pacific/Apia"), at("2012-01-15T00:00:00Z"));
        assert_eq!(calendar.days.len(), 364);
        let days = calendar.days.windows(2);
        assert!(
            days.into_iter()
                .all(|pair| pair[0].1.to() == pair[1].1.from())
        );
    }
}
