//! The time that begins the heading of an update, and the words after it.
//!
//! Written in a hurry, on a phone, or pasted out of a chat: so any kind of space will do, and a sign that only looks like the
//! right one is named.

use super::Wrong;
use super::time::{approximate, clock, instant, time};
use crate::model::Moment;
use crate::timeline::{Instant, LocalTime, Zone};

/// The time at the start of an update's heading, and the words after it.
///
/// A time without a date belongs to the day of `previous`, or to the day after where it would run backwards.
pub(crate) fn heading_time<'a>(
    heading: &'a str,
    zone: &Zone,
    previous: Instant,
) -> Result<(Moment, &'a str), Wrong> {
    let (text, approximate) = approximate(heading);
    let (written, state) = split(text);
    let words = written.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(odd) = odd(written, text) {
        return Err(mistyped(&words, odd));
    }
    let clock_only = !words.contains('-') || words.len() < 8;
    if !clock_only {
        let at = time(&words, zone).map_err(|wrong| {
            if wrong.code == "time-without-clock" {
                no_time(&words)
            } else {
                wrong
            }
        })?;
        return Ok((Moment { approximate, ..at }, state));
    }
    let (hour, minute, second) = clock(&words).ok_or_else(|| no_time(&words))?;
    let mut day = zone.day_of(previous);
    for _ in 0..2 {
        let local = LocalTime::new(day, hour, minute, second).ok_or_else(|| no_time(&words))?;
        let at = instant(local, zone, || format!("{day} {words}"))?;
        if at >= minute_of(previous, second) {
            return Ok((Moment { at, approximate }, state));
        }
        day = day.plus_days(1);
    }
    Err(no_time(&words))
}

/// `previous` without its seconds where the heading gives none: an update at `12:30` may follow one at `12:30:20`.
fn minute_of(previous: Instant, second: u8) -> Instant {
    if second == 0 {
        previous.plus(-(previous.seconds().rem_euclid(60)))
    } else {
        previous
    }
}

fn no_time(time: &str) -> Wrong {
    Wrong::new(
        "update-time",
        format!("`{time}` is not the time of an update"),
    )
    .help("begin the heading with `14:10`, or with a day and a time: `2009-09-01 14:10`")
}

/// The answer to a time with a sign in it that nobody types into one.
fn mistyped(time: &str, odd: char) -> Wrong {
    let meant: String = time.chars().map(plain).collect();
    let name = format!("`{}` (U+{:04X})", odd.escape_debug(), u32::from(odd));
    let wrong = Wrong::new(
        "update-time",
        format!("the time of this update holds {name}"),
    );
    if meant.is_ascii() && !meant.is_empty() {
        wrong.help(format!(
            "it only looks like the sign that belongs there: write `{meant}`"
        ))
    } else {
        wrong.help("delete it, and begin the heading with a time such as `14:10`")
    }
}

/// The first sign of the time that is not what a time is typed with; of all the text, where no time is seen in it.
fn odd(time: &str, text: &str) -> Option<char> {
    if time.is_empty() {
        return text.chars().next();
    }
    time.chars()
        .find(|one| !one.is_ascii() && !one.is_whitespace())
}

/// The plain sign that `one` looks like.
fn plain(one: char) -> char {
    match one {
        '０'..='９' => char::from_digit(u32::from(one) - u32::from('０'), 10).unwrap_or(one),
        '：' | '﹕' | '∶' | '꞉' => ':',
        '‐' | '‑' | '‒' | '–' | '—' | '−' | '－' => '-',
        '．' => '.',
        other => other,
    }
}

/// Splits `2009-09-01 12:53 Investigating` before the first word that has no part in the time.
fn split(text: &str) -> (&str, &str) {
    let mut end = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let part = word.trim_end();
        let of_time = part.starts_with(char::is_numeric)
            && part
                .chars()
                .any(|one| matches!(plain(one), ':' | '-' | '.'));
        if !of_time && (end == 0 || !part.is_empty()) {
            break;
        }
        end += word.len();
    }
    let dashes = |one: char| one.is_whitespace() || matches!(one, '-' | '–' | '—' | '·');
    (text[..end].trim(), text[end..].trim_matches(dashes))
}

#[cfg(test)]
mod tests {
    use super::heading_time;
    use crate::resolve::value::time;
    use crate::timeline::{Instant, Zone};

    fn pacific() -> Zone {
        Zone::named("America/Los_Angeles").expect("is in the database")
    }

    fn at(text: &str) -> Instant {
        time(text, &pacific()).expect("is a time").at
    }

    #[test]
    fn a_heading_without_a_date_follows_the_entry_before_it() {
        let start = at("2009-09-01 23:40");
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
    fn any_kind_of_space_parts_the_time_from_the_state() {
        let start = at("2009-09-01 12:30");
        for heading in [
            "14:10\u{a0}Resolved",
            "2009-09-01\u{202f}14:10\u{a0}Resolved",
            "14:10\u{3000}Resolved",
        ] {
            let (read, state) = heading_time(heading, &pacific(), start).expect("is a time");
            assert_eq!((read.at - start, state), (6_000, "Resolved"), "{heading}");
        }
    }

    #[test]
    fn a_heading_whose_clock_is_wrong_is_refused() {
        let start = at("2009-09-01 12:30");
        for heading in ["25:61 Resolved", "12：30 Resolved", "2009-09-01 Resolved"] {
            assert!(
                heading_time(heading, &pacific(), start).is_err(),
                "{heading}"
            );
        }
    }

    #[test]
    fn a_sign_that_only_looks_right_is_named_with_the_right_one() {
        let start = at("2009-09-01 12:30");
        let wrong = heading_time("２００９–09–01 14：10 Resolved", &pacific(), start)
            .expect_err("nobody types this");
        assert_eq!(wrong.message, "the time of this update holds `２` (U+FF12)");
        assert_eq!(
            wrong.help,
            ["it only looks like the sign that belongs there: write `2009-09-01 14:10`"]
        );
        let hidden = heading_time("\u{200b}14:10 Resolved", &pacific(), start)
            .expect_err("begins with what cannot be seen");
        assert_eq!(
            hidden.message,
            "the time of this update holds `\\u{200b}` (U+200B)"
        );
    }
}
