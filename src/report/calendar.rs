//! The days, months and quarters that every component is looked at through, worked out once for the whole site.

use super::evidence;
use crate::model::{Period, Site};
use crate::timeline::{CivilPeriod, Day, Instant, Interval, Month, Quarter, Zone};

/// How many days have a cell.
const DAYS: i32 = 365;
/// How many months have a figure.
const MONTHS: usize = 24;
/// How many quarters have a figure.
const QUARTERS: usize = 8;
/// How many periods of one kind have a report: the months of forty years.
const MOST: usize = 480;

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
    /// Months from the first that the site says anything about to the running one, newest first.
    pub(super) all_months: Vec<CivilPeriod>,
    /// Quarters, likewise.
    pub(super) all_quarters: Vec<CivilPeriod>,
    /// Years, likewise.
    pub(super) all_years: Vec<CivilPeriod>,
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
        let since = zone.day_of(evidence::record(site, as_of)).min(running);
        Self {
            running,
            all_months: reported(
                CivilPeriod::Month(Month::of(running)),
                CivilPeriod::Month(Month::of(since)),
            ),
            all_quarters: reported(
                CivilPeriod::Quarter(Quarter::of(running)),
                CivilPeriod::Quarter(Quarter::of(since)),
            ),
            all_years: reported(
                CivilPeriod::Year(running.year()),
                CivilPeriod::Year(since.year()),
            ),
            record: record(site, running, as_of),
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

/// From `last` back to `first`.
fn reported(last: CivilPeriod, first: CivilPeriod) -> Vec<CivilPeriod> {
    let earlier = |period: &CivilPeriod| Some(period.previous()).filter(|other| other < period);
    std::iter::successors(Some(last), earlier)
        .take_while(|period| *period >= first)
        .take(MOST)
        .collect()
}

/// Every month from the first that the site tells harm of to the running one.
fn record(site: &Site, running: Day, as_of: Instant) -> Vec<(Month, Interval)> {
    let impacts = site.incidents.iter().flat_map(|incident| &incident.impacts);
    let first = impacts.map(|impact| impact.from).min().unwrap_or(as_of);
    let first = Month::of(site.zone.day_of(first.min(as_of)));
    std::iter::successors(Some(first), |month| {
        Some(month.next()).filter(|next| next > month)
    })
    .take_while(|month| *month <= Month::of(running))
    .map(|month| (month, site.zone.month(month)))
    .collect()
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
pub(super) fn rolling(zone: &Zone, last: Day, days: u32) -> Interval {
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
