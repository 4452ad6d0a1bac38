//! A time zone: the only place where civil time and instants meet.
//!
//! The rules come from the database inside the program, never from the machine, so that two machines give the same bytes.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};

use super::{Clock, Day, Instant, Interval, LocalTime, Month, Quarter};

/// Rules that say which instant a wall clock's time is. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    rules: TimeZone,
}

/// Why a wall clock's time is no instant. Offsets are seconds east of UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZoneError {
    /// The clock skipped it.
    Gap {
        /// Offset until the clock jumped.
        before_offset: i32,
        /// Offset from then on.
        after_offset: i32,
    },
    /// The clock showed it twice.
    Fold {
        /// Offset of the first time.
        first: i32,
        /// Offset of the second time.
        second: i32,
    },
}

impl Zone {
    /// The zone of that IANA name, such as `America/Los_Angeles`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        TimeZoneDatabase::bundled()
            .get(name)
            .ok()
            .map(|rules| Self { rules })
    }

    /// Coordinated universal time.
    #[must_use]
    pub fn utc() -> Self {
        Self {
            rules: TimeZone::UTC,
        }
    }

    /// Its IANA name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.rules.iana_name().unwrap_or("UTC")
    }

    /// Every name that [`Zone::named`] knows, sorted.
    #[must_use]
    pub fn all_names() -> Vec<String> {
        let mut names: Vec<_> = TimeZoneDatabase::bundled()
            .available()
            .map(|name| name.as_str().to_owned())
            .collect();
        names.sort_unstable();
        names
    }

    /// Seconds east of UTC at that instant.
    #[must_use]
    pub fn offset_at(&self, at: Instant) -> i32 {
        self.rules.to_offset(timestamp(at)).seconds()
    }

    /// The clock on the wall at that instant, with all that can be said of it.
    #[must_use]
    pub fn clock(&self, at: Instant) -> Clock<'_> {
        Clock::new(self, at, self.rules.to_offset_info(timestamp(at)))
    }

    /// What the clock on the wall shows at that instant.
    #[must_use]
    pub fn local(&self, at: Instant) -> LocalTime {
        LocalTime::from_offset(at, self.offset_at(at))
    }

    /// The instant at which the clock on the wall shows that, held within the reach of instants.
    pub fn instant(&self, local: LocalTime) -> Result<Instant, ZoneError> {
        match self.rules.to_ambiguous_timestamp(civil(local)).offset() {
            AmbiguousOffset::Unambiguous { offset } => Ok(local.at_offset(offset.seconds())),
            AmbiguousOffset::Gap { before, after } => Err(ZoneError::Gap {
                before_offset: before.seconds(),
                after_offset: after.seconds(),
            }),
            AmbiguousOffset::Fold { before, after } => Err(ZoneError::Fold {
                first: before.seconds(),
                second: after.seconds(),
            }),
        }
    }

    /// The day that holds that instant: [`Zone::day`] of it contains `at`.
    #[must_use]
    pub fn day_of(&self, at: Instant) -> Day {
        let day = self.local(at).date();
        // Where the clock falls back over midnight, it shows the evening once more after the next day has begun.
        if self.start(day.next()) <= at {
            day.next()
        } else {
            day
        }
    }

    /// All of that day; `None` where it was skipped (30 December 2011 in Samoa).
    #[must_use]
    pub fn day(&self, day: Day) -> Option<Interval> {
        Interval::new(self.start(day), self.start(day.next()))
    }

    /// All of that month.
    #[must_use]
    pub fn month(&self, month: Month) -> Interval {
        self.between(month.first(), month.next().first())
    }

    /// All of that quarter.
    #[must_use]
    pub fn quarter(&self, quarter: Quarter) -> Interval {
        self.between(quarter.first(), quarter.next().first())
    }

    /// All of that year, held within 1 to 9998.
    #[must_use]
    pub fn year(&self, year: i16) -> Interval {
        let held = year.clamp(1, 9_998);
        let first = |year| Day::new(year, 1, 1).unwrap_or(Day::FIRST);
        self.between(first(held), first(held + 1))
    }

    /// From the start of one day to the start of another.
    fn between(&self, from: Day, to: Day) -> Interval {
        let from = self.start(from);
        // Months at the very end of time are cut short by the reach of instants; an interval is never empty.
        let to = self.start(to).max(from.plus(1));
        Interval::new(from, to).unwrap_or(Interval::LAST_SECOND)
    }

    /// First instant of that day. Of a day that was skipped, the first instant of the next that was not.
    #[must_use]
    pub fn start(&self, day: Day) -> Instant {
        let midnight = LocalTime::midnight(day);
        match self.rules.to_ambiguous_timestamp(civil(midnight)).offset() {
            AmbiguousOffset::Unambiguous { offset } => midnight.at_offset(offset.seconds()),
            AmbiguousOffset::Fold { before, .. } => midnight.at_offset(before.seconds()),
            // Midnight may lie inside the gap (23:30 to 00:30), so the day begins where the clock jumped.
            AmbiguousOffset::Gap { before, .. } => {
                let past = midnight.at_offset(before.seconds());
                let jump = self.rules.preceding(timestamp(past.plus(1))).next();
                jump.map_or(past, |jump| {
                    Instant::from_seconds(jump.timestamp().as_second())
                })
            }
        }
    }
}

/// Instants reach less far than `jiff`'s, so this cannot miss.
fn timestamp(at: Instant) -> Timestamp {
    Timestamp::from_second(at.seconds()).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Every local time is one that `jiff` knows, so this cannot miss.
fn civil(local: LocalTime) -> DateTime {
    let LocalTime {
        year,
        month,
        day,
        hour,
        minute,
        second,
    } = local;
    DateTime::new(year, month, day, hour, minute, second, 0).unwrap_or(DateTime::MIN)
}

#[cfg(test)]
mod tests {
    use super::{Zone, ZoneError};
    use crate::timeline::{Day, Instant, LocalTime, Month, Quarter};

    fn zone(name: &str) -> Zone {
        Zone::named(name).unwrap()
    }

    fn local(text: &str, hour: u8, minute: u8) -> LocalTime {
        LocalTime::new(Day::parse(text).unwrap(), hour, minute, 0).unwrap()
    }

    #[test]
    fn a_time_that_the_clock_skips_is_a_gap_with_both_offsets() {
        let error = zone("America/New_York")
            .instant(local("2026-03-08", 2, 30))
            .unwrap_err();
        assert_eq!(
            error,
            ZoneError::Gap {
                before_offset: -18_000,
                after_offset: -14_400
            }
        );
    }

    #[test]
    fn a_time_that_the_clock_shows_twice_is_a_fold_with_both_offsets() {
        let error = zone("America/New_York")
            .instant(local("2026-11-01", 1, 30))
            .unwrap_err();
        assert_eq!(
            error,
            ZoneError::Fold {
                first: -14_400,
                second: -18_000
            }
        );
    }

    #[test]
    fn an_instant_and_its_local_time_belong_together() {
        let pacific = zone("America/Los_Angeles");
        let at = pacific.instant(local("2009-09-01", 12, 30)).unwrap();
        assert_eq!(
            Some(at),
            Instant::parse_rfc3339("2009-09-01T12:30:00-07:00")
        );
        assert_eq!(pacific.local(at), local("2009-09-01", 12, 30));
        assert_eq!(pacific.clock(at).abbreviation(), "PDT");
        assert_eq!(pacific.offset_at(at), -25_200);
    }

    #[test]
    fn a_skipped_day_is_none_and_no_instant_belongs_to_it() {
        let samoa = zone("Pacific/Apia");
        let skipped = Day::parse("2011-12-30").unwrap();
        assert_eq!(samoa.day(skipped), None);
        let end = samoa.day(skipped.previous()).unwrap().to();
        assert_eq!(samoa.day_of(end), skipped.next());
        assert_eq!(samoa.day_of(end.plus(-1)), skipped.previous());
    }

    #[test]
    fn a_day_whose_midnight_was_skipped_begins_where_the_clock_jumped() {
        let brazil = zone("America/Sao_Paulo");
        let day = brazil.day(Day::parse("2018-11-04").unwrap()).unwrap();
        assert_eq!(brazil.local(day.from()), local("2018-11-04", 1, 0));
        assert_eq!(day.seconds(), 23 * 3_600);
    }

    #[test]
    fn days_follow_each_other_without_gap_in_every_zone() {
        // St. John's fell back over midnight, Toronto of 1919 sprang over it from 23:30, Lord Howe turns by half an hour.
        for (name, from) in [
            ("America/St_Johns", "2009-10-20"),
            ("America/Toronto", "1919-03-20"),
            ("Australia/Lord_Howe", "2026-03-30"),
            ("Africa/Casablanca", "2019-05-01"),
            ("Pacific/Apia", "2011-12-25"),
        ] {
            let zone = zone(name);
            let mut day = Day::parse(from).unwrap();
            let mut end = zone.day(day).unwrap().from();
            for _ in 0..30 {
                if let Some(interval) = zone.day(day) {
                    assert_eq!(interval.from(), end, "{name} {day}");
                    for at in [
                        interval.from(),
                        interval.from().plus(70),
                        interval.to().plus(-70),
                        interval.to().plus(-1),
                    ] {
                        assert_eq!(zone.day_of(at), day, "{name} {at:?}");
                    }
                    end = interval.to();
                }
                day = day.next();
            }
        }
    }

    #[test]
    fn years_and_quarters_hold_their_months() {
        let london = zone("Europe/London");
        let quarter = london.quarter(Quarter::new(2026, 4).unwrap());
        assert_eq!(
            quarter.from(),
            london.month(Month::new(2026, 10).unwrap()).from()
        );
        assert_eq!(quarter.to(), london.year(2026).to());
        assert_eq!(london.year(2028).seconds(), 366 * 86_400);
    }

    #[test]
    fn the_ends_of_time_have_days_and_months() {
        for name in ["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"] {
            let zone = zone(name);
            for at in [Instant::EARLIEST, Instant::LATEST] {
                let day = zone.day_of(at);
                let _ = zone.day(day);
                assert!(zone.month(Month::of(day)).seconds() > 0);
                assert!(zone.quarter(Quarter::of(day)).seconds() > 0);
                let _ = zone.year(day.year());
            }
        }
    }

    #[test]
    fn names_are_found_and_told() {
        assert_eq!(zone("America/Los_Angeles").name(), "America/Los_Angeles");
        assert!(Zone::named("America/Los_Angles").is_none());
        assert!(Zone::all_names().contains(&"Europe/Berlin".to_owned()));
        assert_eq!(Zone::utc().name(), "UTC");
    }
}
