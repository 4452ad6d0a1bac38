//! What a command asks for in words: a stretch of time, or a length of it.

use super::WrongOption;
use super::value::{self, Wrong};
use crate::timeline::{CivilPeriod, Day, Interval, Month, Quarter, Zone};

/// A stretch of time that somebody asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The last so many days, the running one included.
    Days(u32),
    /// A month, a quarter or a year.
    Period(CivilPeriod),
    /// From one instant to another.
    Between(Interval),
}

/// Reads `30d`, `2009-09`, `2009-Q3`, `2009`, `month`, `quarter`, `year` (those that run on the day `running`), and
/// `2009-09-01..2009-09-07`, from a day or a time to a day, which is included, or a time.
pub fn window(text: &str, zone: &Zone, running: Day) -> Result<Asked, WrongOption> {
    if let Some(period) = CivilPeriod::parse(text) {
        return Ok(Asked::Period(period));
    }
    if let Some((from, to)) = text.split_once("..") {
        return between(text, (from.trim(), to.trim()), zone);
    }
    let days = text.strip_suffix('d').and_then(|days| days.parse().ok());
    match (text, days) {
        ("month", _) => Ok(Asked::Period(CivilPeriod::Month(Month::of(running)))),
        ("quarter", _) => Ok(Asked::Period(CivilPeriod::Quarter(Quarter::of(running)))),
        ("year", _) => Ok(Asked::Period(CivilPeriod::Year(running.year()))),
        (_, Some(days @ 1..=3_660)) => Ok(Asked::Days(days)),
        _ => Err(wrong(
            text,
            format!("`{text}` is not a window"),
            "write days (`30d`), a month (`2009-09`), a quarter (`2009-Q3`), a year (`2009`), `month`, `quarter` or `year` for the running one, or `2009-09-01..2009-09-07`",
        )),
    }
}

fn between(text: &str, (from, to): (&str, &str), zone: &Zone) -> Result<Asked, WrongOption> {
    let told = |wrong| WrongOption::new("window", text, wrong);
    let from = value::day_or_time(from, zone).map_err(told)?;
    let to = value::day_end(to, zone).map_err(told)?;
    Interval::new(from, to).map(Asked::Between).ok_or_else(|| {
        let message = format!("`{text}` ends before it begins");
        wrong(text, message, "write the earlier end first")
    })
}

/// Reads the length of an outage, in seconds: `20m`, `1h40m`.
pub fn length(option: &'static str, text: &str) -> Result<i64, WrongOption> {
    value::duration(text).map_err(|wrong| WrongOption::new(option, text, wrong))
}

fn wrong(text: &str, message: String, help: &str) -> WrongOption {
    let wrong = Wrong::new("invalid-time", message).help(help);
    WrongOption::new("window", text, wrong)
}

#[cfg(test)]
mod tests {
    use super::{Asked, window};
    use crate::timeline::{CivilPeriod, Day, Zone};

    fn asked(text: &str) -> Option<Asked> {
        let running = Day::parse("2009-10-02").unwrap();
        window(text, &Zone::utc(), running).ok()
    }

    #[test]
    fn windows_are_days_periods_and_stretches() {
        let period = |text| CivilPeriod::parse(text).map(Asked::Period);
        assert_eq!(asked("30d"), Some(Asked::Days(30)));
        assert_eq!(asked("2009-Q3"), period("2009-Q3"));
        assert_eq!(asked("month"), period("2009-10"));
        assert_eq!(asked("quarter"), period("2009-Q4"));
        let Some(Asked::Between(week)) = asked("2009-09-01..2009-09-07") else {
            panic!("a week")
        };
        assert_eq!(week.seconds(), 7 * 86_400);
    }

    #[test]
    fn what_is_no_window_is_refused() {
        for text in [
            "",
            "d",
            "0d",
            "9999d",
            "30",
            "2009-13",
            "..",
            "2009-09-02..2009-09-01",
        ] {
            assert_eq!(asked(text), None, "{text}");
        }
    }
}
