//! What a clock on the wall shows, without a zone.
//!
//! Only a [`Zone`](super::Zone) makes an instant of it, because some local times happen twice and some never.

use std::fmt;

use super::civil::small;
use super::{Day, Instant};

/// A date and a time of day. Made by [`LocalTime::new`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalTime {
    /// Year, 1 to 9999.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: i8,
    /// Day of the month, 1 to 31.
    pub day: i8,
    /// Hour, 0 to 23.
    pub hour: i8,
    /// Minute, 0 to 59.
    pub minute: i8,
    /// Second, 0 to 59.
    pub second: i8,
}

impl LocalTime {
    /// That time of that day; `None` where a clock never shows it.
    #[must_use]
    pub fn new(day: Day, hour: u8, minute: u8, second: u8) -> Option<Self> {
        let second_of_day = i64::from(hour) * 3_600 + i64::from(minute) * 60 + i64::from(second);
        (hour < 24 && minute < 60 && second < 60).then(|| Self::of_day(day, second_of_day))
    }

    /// 00:00 of that day.
    #[must_use]
    pub fn midnight(day: Day) -> Self {
        Self::of_day(day, 0)
    }

    /// The day.
    #[must_use]
    pub fn date(self) -> Day {
        Day::from_date(
            i32::from(self.year),
            i32::from(self.month),
            i32::from(self.day),
        )
    }

    /// The same time of another day.
    #[must_use]
    pub fn on(self, day: Day) -> Self {
        Self::of_day(day, self.since_epoch().rem_euclid(86_400))
    }

    /// The instant at which a clock that is `offset` seconds east of UTC shows it.
    #[must_use]
    pub fn at_offset(self, offset: i32) -> Instant {
        Instant::from_seconds(self.since_epoch() - i64::from(offset))
    }

    /// What a clock that is `offset` seconds east of UTC shows at that instant.
    pub(super) fn from_offset(at: Instant, offset: i32) -> Self {
        let seconds = at.seconds() + i64::from(offset);
        Self::of_day(
            Day::from_epoch(seconds.div_euclid(86_400)),
            seconds.rem_euclid(86_400),
        )
    }

    /// Seconds since 1970-01-01T00:00:00 on the same clock.
    pub(super) fn since_epoch(self) -> i64 {
        let (hour, minute) = (i64::from(self.hour), i64::from(self.minute));
        self.date().since_epoch() * 86_400 + hour * 3_600 + minute * 60 + i64::from(self.second)
    }

    /// That second of that day.
    fn of_day(date: Day, second_of_day: i64) -> Self {
        let (year, month, day) = date.date();
        let second_of_day = i32::try_from(second_of_day).unwrap_or(0);
        let (hour, minute) = (small(second_of_day / 3_600), small(second_of_day / 60 % 60));
        Self {
            year,
            month,
            day,
            hour,
            minute,
            second: small(second_of_day % 60),
        }
    }
}

impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {:02}:{:02}:{:02}",
            self.date(),
            self.hour,
            self.minute,
            self.second
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{Day, Instant, LocalTime};

    #[test]
    fn a_local_time_survives_the_way_to_seconds_and_back() {
        let time = LocalTime::new(Day::parse("1969-12-31").unwrap(), 23, 59, 58).unwrap();
        assert_eq!(time.at_offset(0), Instant::from_seconds(-2));
        assert_eq!(LocalTime::from_offset(Instant::from_seconds(-2), 0), time);
        assert_eq!(LocalTime::new(time.date(), 24, 0, 0), None);
    }
}
