//! Calendar periods: a month, a quarter or a year, under the names that people and file names give them.

use std::fmt;

use super::{Day, Interval, Month, Quarter, Zone};

/// One month, quarter or year of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CivilPeriod {
    /// `2009-09`
    Month(Month),
    /// `2009-Q3`
    Quarter(Quarter),
    /// `2009`
    Year(i16),
}

impl CivilPeriod {
    /// Reads `2009-09`, `2009-Q3` or `2009`, and nothing else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let (year, rest) = (text.get(..4)?, text.get(4..)?);
        let number = year.parse().ok().filter(|_| digits(year))?;
        if rest.is_empty() {
            return Day::new(number, 1, 1).map(|_| Self::Year(number));
        }
        let part = rest.strip_prefix('-')?;
        if let Some(quarter) = part.strip_prefix('Q') {
            let quarter = quarter
                .parse()
                .ok()
                .filter(|_| digits(quarter) && quarter.len() == 1);
            return Quarter::new(number, quarter?).map(Self::Quarter);
        }
        let month = part
            .parse()
            .ok()
            .filter(|_| digits(part) && part.len() == 2);
        Month::new(number, month?).map(Self::Month)
    }

    /// All of it, in `zone`.
    #[must_use]
    pub fn window(self, zone: &Zone) -> Interval {
        match self {
            Self::Month(month) => zone.month(month),
            Self::Quarter(quarter) => zone.quarter(quarter),
            Self::Year(year) => zone.year(year),
        }
    }

    /// Its first day.
    #[must_use]
    pub fn first(self) -> Day {
        match self {
            Self::Month(month) => month.first(),
            Self::Quarter(quarter) => quarter.first(),
            Self::Year(year) => Day::new(year, 1, 1).unwrap_or(Day::FIRST),
        }
    }

    /// Its last day.
    #[must_use]
    pub fn last(self) -> Day {
        match self {
            Self::Month(month) => month.last(),
            Self::Quarter(quarter) => quarter.last(),
            Self::Year(year) => Day::new(year, 12, 31).unwrap_or(Day::LAST),
        }
    }

    /// The period of the same length before it.
    #[must_use]
    pub fn previous(self) -> Self {
        match self {
            Self::Month(month) => Self::Month(month.previous()),
            Self::Quarter(quarter) => Self::Quarter(quarter.previous()),
            Self::Year(year) => Self::Year((year - 1).max(1)),
        }
    }

    /// The period of the same length after it.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Month(month) => Self::Month(month.next()),
            Self::Quarter(quarter) => Self::Quarter(quarter.next()),
            Self::Year(year) => Self::Year((year + 1).min(9_999)),
        }
    }
}

impl fmt::Display for CivilPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Month(month) => month.fmt(f),
            Self::Quarter(quarter) => quarter.fmt(f),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CivilPeriod;
    use crate::timeline::Zone;

    #[test]
    fn a_period_is_read_as_it_is_written() {
        for text in ["2009-09", "2009-Q3", "2009", "0001-01", "9999-Q4"] {
            let period = CivilPeriod::parse(text).unwrap();
            assert_eq!(period.to_string(), text);
        }
    }

    #[test]
    fn what_is_no_period_is_none() {
        for text in [
            "",
            "209",
            "2009-",
            "2009-13",
            "2009-9",
            "2009-Q5",
            "2009-q3",
            "2009-09-01",
            "+009",
            "0000",
            "ä009",
        ] {
            assert_eq!(CivilPeriod::parse(text), None, "{text}");
        }
    }

    #[test]
    fn periods_follow_each_other_without_a_gap() {
        let zone = Zone::named("Europe/London").unwrap();
        for text in ["2009-10", "2009-Q4", "2009"] {
            let period = CivilPeriod::parse(text).unwrap();
            assert_eq!(
                period.window(&zone).to(),
                period.next().window(&zone).from()
            );
            assert_eq!(period.next().previous(), period);
            assert_eq!(period.last().next(), period.next().first());
        }
    }
}
