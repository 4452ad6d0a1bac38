//! Days, months and quarters of the proleptic Gregorian calendar, without a zone: plain integers.
//!
//! A [`Day`] says nothing about seconds; only a [`Zone`](super::Zone) knows when it begins and whether it exists there.

use std::fmt;
use std::ops::RangeInclusive;

/// Days from 0000-03-01 to 1970-01-01. Counting years from March puts the leap day last, which makes the arithmetic even.
const MARCH_TO_EPOCH: i32 = 719_468;
/// Days in 400 years.
const ERA: i32 = 146_097;

/// A calendar day, from 0001-01-01 to 9999-12-31.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// 0001-01-01.
    pub const FIRST: Self = Self(-719_162);
    /// 9999-12-31.
    pub const LAST: Self = Self(2_932_896);
    /// The years that a site may speak of.
    pub const YEARS: RangeInclusive<i16> = 1970..=2199;

    /// The day of that date; `None` where the calendar has no such date.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        let month_exists = (1..=9999).contains(&year) && (1..=12).contains(&month);
        (month_exists && (1..=days_in_month(year, month)).contains(&day))
            .then(|| Self::from_date(i32::from(year), i32::from(month), i32::from(day)))
    }

    /// Reads `2009-09-01`, and nothing else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 10
            && bytes.iter().enumerate().all(|(at, byte)| {
                if at == 4 || at == 7 {
                    *byte == b'-'
                } else {
                    byte.is_ascii_digit()
                }
            });
        if !shaped {
            return None;
        }
        Self::new(
            text[..4].parse().ok()?,
            text[5..7].parse().ok()?,
            text[8..].parse().ok()?,
        )
    }

    /// Year, 1 to 9999.
    #[must_use]
    pub fn year(self) -> i16 {
        self.date().0
    }

    /// Month, 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.date().1
    }

    /// Day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> i8 {
        self.date().2
    }

    /// The day `days` later (earlier when negative), held within [`Day::FIRST`] and [`Day::LAST`].
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
            .max(Self::FIRST)
            .min(Self::LAST)
    }

    /// The day after.
    #[must_use]
    pub fn next(self) -> Self {
        self.plus_days(1)
    }

    /// The day before.
    #[must_use]
    pub fn previous(self) -> Self {
        self.plus_days(-1)
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub fn since_epoch(self) -> i64 {
        i64::from(self.0)
    }

    /// The day that begins `days` after 1970-01-01, held within the calendar.
    pub(super) fn from_epoch(days: i64) -> Self {
        let held = days.clamp(Self::FIRST.since_epoch(), Self::LAST.since_epoch());
        Self(i32::try_from(held).unwrap_or(0))
    }

    /// A date that exists.
    pub(super) fn from_date(year: i32, month: i32, day: i32) -> Self {
        let march_year = if month <= 2 { year - 1 } else { year };
        let march_month = (month + 9) % 12;
        let day_of_year = (153 * march_month + 2) / 5 + day - 1;
        let era = march_year.div_euclid(400);
        let year_of_era = march_year.rem_euclid(400);
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Self(era * ERA + day_of_era - MARCH_TO_EPOCH)
    }

    /// Year, month and day of the month.
    pub(super) fn date(self) -> (i16, i8, i8) {
        let shifted = self.0 + MARCH_TO_EPOCH;
        let day_of_era = shifted.rem_euclid(ERA);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * march_month + 2) / 5 + 1;
        let month = (march_month + 2) % 12 + 1;
        let year = shifted.div_euclid(ERA) * 400 + year_of_era + i32::from(month <= 2);
        (i16::try_from(year).unwrap_or(1), small(month), small(day))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// A calendar month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    /// Month `month` (1 to 12) of `year` (1 to 9999).
    #[must_use]
    pub fn new(year: i16, month: i8) -> Option<Self> {
        Day::new(year, month, 1).map(Self::of)
    }

    /// The month that holds that day.
    #[must_use]
    pub fn of(day: Day) -> Self {
        let (year, month, _) = day.date();
        Self(i32::from(year) * 12 + i32::from(month) - 1)
    }

    /// Year.
    #[must_use]
    pub fn year(self) -> i16 {
        i16::try_from(self.0.div_euclid(12)).unwrap_or(1)
    }

    /// Month of the year, 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        small(self.0.rem_euclid(12) + 1)
    }

    /// Its first day.
    #[must_use]
    pub fn first(self) -> Day {
        Day::from_date(i32::from(self.year()), i32::from(self.month()), 1)
    }

    /// Its last day.
    #[must_use]
    pub fn last(self) -> Day {
        self.first()
            .plus_days(i32::from(days_in_month(self.year(), self.month())) - 1)
    }

    /// The month after; December 9999 is its own.
    #[must_use]
    pub fn next(self) -> Self {
        Self((self.0 + 1).min(Self::of(Day::LAST).0))
    }

    /// The month before; January 1 is its own.
    #[must_use]
    pub fn previous(self) -> Self {
        Self((self.0 - 1).max(Self::of(Day::FIRST).0))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}

/// Three calendar months, from January, April, July or October.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter(i32);

impl Quarter {
    /// Quarter `quarter` (1 to 4) of `year` (1 to 9999).
    #[must_use]
    pub fn new(year: i16, quarter: i8) -> Option<Self> {
        let exists = (1..=9999).contains(&year) && (1..=4).contains(&quarter);
        exists.then(|| Self(i32::from(year) * 4 + i32::from(quarter) - 1))
    }

    /// The quarter that holds that day.
    #[must_use]
    pub fn of(day: Day) -> Self {
        Self(Month::of(day).0.div_euclid(3))
    }

    /// Year.
    #[must_use]
    pub fn year(self) -> i16 {
        i16::try_from(self.0.div_euclid(4)).unwrap_or(1)
    }

    /// Quarter of the year, 1 to 4.
    #[must_use]
    pub fn quarter(self) -> i8 {
        small(self.0.rem_euclid(4) + 1)
    }

    /// Its first day.
    #[must_use]
    pub fn first(self) -> Day {
        Month(self.0 * 3).first()
    }

    /// Its last day.
    #[must_use]
    pub fn last(self) -> Day {
        Month(self.0 * 3 + 2).last()
    }

    /// The quarter after; the last of 9999 is its own.
    #[must_use]
    pub fn next(self) -> Self {
        Self((self.0 + 1).min(Self::of(Day::LAST).0))
    }

    /// The quarter before; the first of year 1 is its own.
    #[must_use]
    pub fn previous(self) -> Self {
        Self((self.0 - 1).max(Self::of(Day::FIRST).0))
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-Q{}", self.year(), self.quarter())
    }
}

/// How many days a month of the calendar has.
fn days_in_month(year: i16, month: i8) -> i8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A number of the calendar that is known to lie between 0 and 59.
pub(super) fn small(number: i32) -> i8 {
    i8::try_from(number).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Day, Month, Quarter};

    #[test]
    fn every_day_of_four_centuries_follows_the_one_before() {
        let mut day = Day::new(1799, 12, 31).unwrap();
        while day < Day::new(2200, 1, 1).unwrap() {
            let next = day.next();
            let (year, month, number) = day.date();
            assert_eq!(Day::new(year, month, number), Some(day));
            let first_of_next = Day::new(year, month, number + 1).is_none();
            assert_eq!(next.day() == 1, first_of_next, "{day}");
            assert_eq!(Day::parse(&day.to_string()), Some(day));
            day = next;
        }
    }

    #[test]
    fn the_calendar_begins_and_ends_where_it_says() {
        assert_eq!(Day::new(1970, 1, 1).map(Day::since_epoch), Some(0));
        assert_eq!(Day::new(1, 1, 1), Some(Day::FIRST));
        assert_eq!(Day::new(9999, 12, 31), Some(Day::LAST));
        assert_eq!(Day::LAST.plus_days(i32::MAX), Day::LAST);
        assert_eq!(Day::FIRST.previous(), Day::FIRST);
    }

    #[test]
    fn a_date_that_does_not_exist_is_none() {
        for text in [
            "2009-02-29",
            "2009-13-01",
            "2009-00-10",
            "2009-1-01",
            "0000-01-01",
            "+009-01-01",
            "2009-01-32",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    #[test]
    fn months_and_quarters_count_across_years() {
        let december = Month::new(2009, 12).unwrap();
        assert_eq!(december.next().to_string(), "2010-01");
        assert_eq!(december.next().previous(), december);
        assert_eq!(december.last().to_string(), "2009-12-31");
        let quarter = Quarter::of(december.first());
        assert_eq!(quarter, Quarter::new(2009, 4).unwrap());
        assert_eq!(quarter.to_string(), "2009-Q4");
        assert_eq!(quarter.next().first().to_string(), "2010-01-01");
        assert_eq!(quarter.last().to_string(), "2009-12-31");
    }
}
