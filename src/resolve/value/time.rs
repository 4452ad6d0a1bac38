//! Times as people write them: RFC 3339, or local in the site's zone; days; and the times that begin an update.
//!
//! A local time that does not exist, or exists twice, is an error that shows both readings: a library that picks one
//! silently would move an outage by an hour.

use super::Wrong;
use crate::model::Moment;
use crate::timeline::{Day, Instant, LocalTime, Zone, ZoneError};

/// A time as written, before the site's zone is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Written {
    /// With an offset: an instant.
    Absolute(Instant),
    /// Without: to be read in a zone.
    Local(LocalTime),
    /// Only a day.
    Day(Day),
}

/// A time: `2009-09-01T12:30:00-07:00`, or `2009-09-01 12:30` in `zone`; `~` before it makes it approximate.
pub(crate) fn time(text: &str, zone: &Zone) -> Result<Moment, Wrong> {
    let (rest, approximate) = approximate(text);
    let at = match parse(rest)? {
        Written::Absolute(at) => at,
        Written::Local(local) => instant(local, zone, || rest.to_owned())?,
        Written::Day(_) => {
            return Err(Wrong::new(
                "time-without-clock",
                format!("`{text}` is a day without a time"),
            )
            .help(format!(
                "add the time: `{rest} 12:30`; where it is not known well, write `~{rest} 12:30`"
            )));
        }
    };
    Ok(Moment { at, approximate })
}

/// A day: `2009-09-01`.
pub(crate) fn day(text: &str) -> Result<Day, Wrong> {
    let parsed = parse(text.trim()).map_err(|wrong| match wrong.code {
        "invalid-time" => Wrong::new("invalid-date", format!("`{text}` is not a day"))
            .help("days are written `2009-09-01`: year, month, day"),
        _ => wrong,
    })?;
    match parsed {
        Written::Day(day) => Ok(day),
        Written::Absolute(_) | Written::Local(_) => Err(Wrong::new(
            "invalid-date",
            format!("`{text}` has a time where a day belongs"),
        )
        .help("write only the day: `2009-09-01`")),
    }
}

/// A time, or a day, which stands for its first instant in `zone`.
pub(crate) fn day_or_time(text: &str, zone: &Zone) -> Result<Instant, Wrong> {
    match parse(text.trim())? {
        Written::Day(day) => whole_day(day, zone, text).map(|(first, _)| first),
        Written::Absolute(_) | Written::Local(_) => time(text, zone).map(|moment| moment.at),
    }
}

/// A time, or a day, which is included: it stands for the first instant after it in `zone`.
pub(crate) fn day_end(text: &str, zone: &Zone) -> Result<Instant, Wrong> {
    match parse(text.trim())? {
        Written::Day(day) => whole_day(day, zone, text).map(|(_, end)| end),
        Written::Absolute(_) | Written::Local(_) => time(text, zone).map(|moment| moment.at),
    }
}

/// The time at the start of an update's heading, and the words after it.
///
/// A time without a date belongs to the day of `previous`, or to the day after where it would run backwards.
pub(crate) fn heading_time<'a>(
    heading: &'a str,
    zone: &Zone,
    previous: Instant,
) -> Result<(Moment, &'a str), Wrong> {
    let heading = heading.trim();
    let (text, approximate) = approximate(heading);
    let (time, state) = split_heading(text);
    if time.contains(['：', '\u{a0}', '\u{2236}']) {
        return Err(update_time(time).help(
            "the time holds a character that only looks like `:` or a space: type it again",
        ));
    }
    let clock_only = !time.contains('-') || time.len() < 8;
    if !clock_only {
        let at = self::time(time, zone).map_err(|wrong| {
            if wrong.code == "time-without-clock" {
                update_time(time)
            } else {
                wrong
            }
        })?;
        return Ok((Moment { approximate, ..at }, state));
    }
    let (hour, minute, second) = clock(time).ok_or_else(|| update_time(time))?;
    let mut day = zone.day_of(previous);
    for _ in 0..2 {
        let local = LocalTime::new(day, hour, minute, second).ok_or_else(|| update_time(time))?;
        let at = instant(local, zone, || format!("{day} {time}"))?;
        if at >= minute_of(previous, second) {
            return Ok((Moment { at, approximate }, state));
        }
        day = day.plus_days(1);
    }
    Err(update_time(time))
}

/// `previous` without its seconds where the heading gives none: an update at `12:30` may follow one at `12:30:20`.
fn minute_of(previous: Instant, second: u8) -> Instant {
    if second == 0 {
        previous.plus(-(previous.seconds().rem_euclid(60)))
    } else {
        previous
    }
}

fn update_time(time: &str) -> Wrong {
    Wrong::new(
        "update-time",
        format!("`{time}` is not the time of an update"),
    )
    .help("begin the heading with `14:10`, or with a day and a time: `2009-09-01 14:10`")
}

/// Splits `2009-09-01 12:53 Investigating` before the first word that has no part in the time.
fn split_heading(text: &str) -> (&str, &str) {
    let mut end = 0;
    for word in text.split_inclusive(' ') {
        let part = word.trim_end();
        let of_time = part.starts_with(|one: char| one.is_ascii_digit())
            && part.contains([':', '-', '.', '：', '\u{2236}']);
        if !of_time && (end == 0 || !part.is_empty()) {
            break;
        }
        end += word.len();
    }
    let dashes = |one: char| one.is_whitespace() || matches!(one, '-' | '–' | '—' | '·');
    (text[..end].trim(), text[end..].trim_matches(dashes))
}

fn approximate(text: &str) -> (&str, bool) {
    let text = text.trim();
    text.strip_prefix('~')
        .map_or((text, false), |rest| (rest.trim_start(), true))
}

fn parse(text: &str) -> Result<Written, Wrong> {
    let day = text
        .get(..10)
        .filter(|day| is_day_shaped(day))
        .ok_or_else(|| unreadable(text))?;
    let day = Day::parse(day)
        .filter(|day| Day::YEARS.contains(&day.year()))
        .ok_or_else(|| {
            Wrong::new("invalid-date", format!("there is no day `{day}`"))
                .help("days are written `2009-09-01`: year, month, day")
        })?;
    let rest = &text[10..];
    if rest.is_empty() {
        return Ok(Written::Day(day));
    }
    let rest = rest
        .strip_prefix(['T', 't', ' '])
        .ok_or_else(|| unreadable(text))?
        .trim_start();
    let length = rest
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || *byte == b':')
        .count();
    let (hour, minute, second) = clock(&rest[..length]).ok_or_else(|| {
        Wrong::new(
            "invalid-time",
            format!("there is no time `{}`", &rest[..length]),
        )
        .help("times run from `00:00` to `23:59`, with seconds if need be: `12:30:05`")
    })?;
    let local = LocalTime::new(day, hour, minute, second).ok_or_else(|| unreadable(text))?;
    match rest[length..].trim_start() {
        "" => Ok(Written::Local(local)),
        offset => offset_seconds(offset).map(|seconds| Written::Absolute(local.at_offset(seconds))).ok_or_else(|| {
            Wrong::new("invalid-time", format!("`{offset}` is not an offset from UTC"))
                .help("write the offset as `Z`, `+02:00` or `-07:00`, or leave it away to mean the site's time zone")
        }),
    }
}

fn is_day_shaped(text: &str) -> bool {
    text.bytes().enumerate().all(|(at, byte)| {
        if at == 4 || at == 7 {
            byte == b'-'
        } else {
            byte.is_ascii_digit()
        }
    })
}

fn unreadable(text: &str) -> Wrong {
    Wrong::new("invalid-time", format!("`{text}` is not a time"))
        .help("write `2009-09-01 12:30` in the site's time zone, or `2009-09-01T12:30:00-07:00`")
}

/// `12:30` or `12:30:05`.
fn clock(text: &str) -> Option<(u8, u8, u8)> {
    let mut parts = text
        .split(':')
        .map(|part| (part.len() == 2).then(|| part.parse::<u8>().ok()).flatten());
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().map_or(Some(0), |part| part)?;
    (parts.next().is_none() && hour < 24 && minute < 60 && second < 60)
        .then_some((hour, minute, second))
}

/// `Z`, `+02:00` or `-07:00` in seconds.
fn offset_seconds(text: &str) -> Option<i32> {
    if matches!(text, "Z" | "z") {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, minutes, _) = clock(text.strip_prefix(['+', '-'])?)?;
    (text.len() == 6).then(|| sign * (i32::from(hours) * 3_600 + i32::from(minutes) * 60))
}

fn instant(local: LocalTime, zone: &Zone, text: impl FnOnce() -> String) -> Result<Instant, Wrong> {
    zone.instant(local)
        .map_err(|error| not_once(&error, zone, &text()))
}

/// The answer to a local time, written as `text`, that does not happen just once.
fn not_once(error: &ZoneError, zone: &Zone, text: &str) -> Wrong {
    let zoned = |offset: i32| format!("`{}{}`", text.replacen(' ', "T", 1), offset_text(offset));
    match *error {
        ZoneError::Gap {
            before_offset,
            after_offset,
        } => Wrong::new(
            "local-time-missing",
            format!(
                "`{text}` does not exist in {}: the clock is set forward then",
                zone.name()
            ),
        )
        .help(format!(
            "give the offset: {} or {}",
            zoned(before_offset),
            zoned(after_offset)
        )),
        ZoneError::Fold { first, second } => Wrong::new(
            "local-time-twice",
            format!(
                "`{text}` happens twice in {}: the clock is set back then",
                zone.name()
            ),
        )
        .help(format!(
            "give the offset: {} the first time, {} the second",
            zoned(first),
            zoned(second)
        )),
    }
}

fn offset_text(offset: i32) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    format!(
        "{sign}{:02}:{:02}",
        offset.abs() / 3_600,
        offset.abs() / 60 % 60
    )
}

fn whole_day(day: Day, zone: &Zone, text: &str) -> Result<(Instant, Instant), Wrong> {
    let missing = || {
        Wrong::new(
            "invalid-date",
            format!("`{text}` was skipped in {}", zone.name()),
        )
    };
    zone.day(day)
        .map(|whole| (whole.from(), whole.to()))
        .ok_or_else(missing)
}

#[cfg(test)]
mod tests {
    use super::{day, heading_time, time};
    use crate::timeline::Zone;

    fn pacific() -> Zone {
        Zone::named("America/Los_Angeles").expect("is in the database")
    }

    fn seconds(text: &str) -> Result<i64, &'static str> {
        time(text, &pacific())
            .map(|moment| moment.at.seconds())
            .map_err(|wrong| wrong.code)
    }

    #[test]
    fn local_and_absolute_times_agree() {
        assert_eq!(seconds("2009-09-01 12:30"), Ok(1_251_833_400));
        assert_eq!(seconds("2009-09-01T12:30:00-07:00"), Ok(1_251_833_400));
        assert_eq!(seconds("2009-09-01T19:30Z"), Ok(1_251_833_400));
        assert_eq!(seconds("~2009-09-01 12:30"), Ok(1_251_833_400));
    }

    #[test]
    fn each_unreadable_time_has_its_own_answer() {
        for (text, code) in [
            ("2009-02-30 10:00", "invalid-date"),
            ("2009-13-01 10:00", "invalid-date"),
            ("0001-01-01 10:00", "invalid-date"),
            ("2009-09-01 24:00", "invalid-time"),
            ("2009-09-01 9:30", "invalid-time"),
            ("2009-09-01 12:30:60", "invalid-time"),
            ("2009-09-01 12:30 +0200", "invalid-time"),
            ("2009-09-01 12:30 UTC+2", "invalid-time"),
            ("2009-09-01", "time-without-clock"),
            ("1 March", "invalid-time"),
            ("1251833400", "invalid-time"),
            ("2009-03-08 02:30", "local-time-missing"),
            ("2009-11-01 01:30", "local-time-twice"),
            ("", "invalid-time"),
            ("2009-09-0\u{661}", "invalid-time"),
        ] {
            assert_eq!(seconds(text), Err(code), "{text}");
        }
    }

    #[test]
    fn a_clock_change_shows_both_readings() {
        let wrong = time("2009-11-01 01:30", &pacific()).expect_err("happens twice");
        assert_eq!(
            wrong.help,
            [
                "give the offset: `2009-11-01T01:30-07:00` the first time, `2009-11-01T01:30-08:00` the second"
            ]
        );
    }

    #[test]
    fn a_heading_without_a_date_follows_the_entry_before_it() {
        let start = time("2009-09-01 23:40", &pacific()).expect("is a time").at;
        let (next, state) = heading_time("00:10 Resolved", &pacific(), start).expect("is a time");
        assert_eq!((next.at - start, state), (1_800, "Resolved"));
        let (same, state) =
            heading_time("~23:40 – In progress", &pacific(), start).expect("is a time");
        assert_eq!(
            (same.at - start, same.approximate, state),
            (0, true, "In progress")
        );
    }

    #[test]
    fn a_heading_whose_clock_is_wrong_is_refused() {
        let start = time("2009-09-01 12:30", &pacific()).expect("is a time").at;
        for heading in ["25:61 Resolved", "12：30 Resolved", "2009-09-01 Resolved"] {
            assert!(
                heading_time(heading, &pacific(), start).is_err(),
                "{heading}"
            );
        }
    }

    #[test]
    fn a_day_is_only_a_day() {
        assert!(day("2009-09-01").is_ok());
        assert!(day("2009-09-01 12:00").is_err());
    }
}
