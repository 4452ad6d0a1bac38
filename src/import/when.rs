//! Times as people type them into other systems: read tolerantly, written as RFC 3339 with the offset that was meant.
//!
//! Status pages in the wild hold hours of one digit and of three, offsets of `-00:00`, no offset at all. Each is read when there is only
//! one thing it can mean, and what was odd about it is said. It must never make up a time where there is none.

use std::ops::Range;

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};

use super::remark::RemarkKind;
use crate::timeline::Day;

/// A moment that was written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct When {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub(super) seconds: i64,
    /// RFC 3339, with the offset as written.
    pub(super) text: String,
    /// Whether an offset was written; without one the time was read in the zone given.
    pub(super) zoned: bool,
    /// Whether a time of day was written.
    pub(super) clock: bool,
    /// What was odd about the writing, for people.
    pub(super) odd: Option<Odd>,
}

/// Something odd about a writing: what it means is certain (`Changed`) or a guess.
pub(super) type Odd = (RemarkKind, &'static str);

/// The moment that `text` is, if it is one and nothing else.
pub(super) fn read(text: &str, zone: &TimeZone) -> Option<When> {
    let text = text.trim();
    let (when, length) = prefix(text, zone)?;
    text[length..].trim().is_empty().then_some(when)
}

/// The first date with a time of day in `text`, and where it stands.
pub(super) fn find(text: &str, zone: &TimeZone) -> Option<(Range<usize>, When)> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    (0..bytes.len())
        .filter(|at| digit(*at) && (*at == 0 || !digit(at - 1)) && bytes.get(at + 4) == Some(&b'-'))
        .find_map(|at| {
            let (when, length) = prefix(&text[at..], zone)?;
            when.clock.then_some((at..at + length, when))
        })
}

/// The moment that `text` begins with, and how long it is.
fn prefix(text: &str, zone: &TimeZone) -> Option<(When, usize)> {
    let mut reader = Reader {
        rest: text,
        odd: None,
    };
    let (year, month, day) = (
        reader.number(4..=4)?,
        reader.after("-")?.number(1..=2)?,
        reader.after("-")?.number(1..=2)?,
    );
    let day_end = text.len() - reader.rest.len();
    let clock = reader.clock();
    if clock.is_none() {
        reader = Reader {
            rest: &text[day_end..],
            odd: Some((RemarkKind::Guessed, "no time of day: read as midnight")),
        };
    }
    let (hour, minute, second) = clock.unwrap_or_default();
    let small = |number: i64| i8::try_from(number).ok();
    let year = i16::try_from(year).ok();
    let year = year.filter(|year| Day::YEARS.contains(year))?;
    let civil = DateTime::new(
        year,
        small(month)?,
        small(day)?,
        small(hour)?,
        small(minute)?,
        small(second)?,
        0,
    )
    .ok()?;
    let written = if clock.is_some() {
        reader.offset()
    } else {
        None
    };
    let (offset, odd) = match written {
        Some(seconds) => (Offset::from_seconds(seconds).ok()?, None),
        None => in_zone(civil, zone),
    };
    // Offsets are written without seconds: what is written is what counts.
    let offset = Offset::from_seconds(offset.seconds() / 60 * 60).ok()?;
    let when = When {
        seconds: offset.to_timestamp(civil).ok()?.as_second(),
        text: rfc3339(civil, offset.seconds()),
        zoned: written.is_some(),
        clock: clock.is_some(),
        odd: reader.odd.or(odd),
    };
    Some((when, text.len() - reader.rest.len()))
}

/// The offset of a local time in `zone`: the earlier reading where the clock shows it twice, the later where it never does.
fn in_zone(civil: DateTime, zone: &TimeZone) -> (Offset, Option<Odd>) {
    match zone.to_ambiguous_timestamp(civil).offset() {
        AmbiguousOffset::Unambiguous { offset } => (offset, None),
        AmbiguousOffset::Gap { before, .. } => (
            before,
            Some((
                RemarkKind::Guessed,
                "clocks skipped this time: read by the offset before",
            )),
        ),
        AmbiguousOffset::Fold { before, .. } => (
            before,
            Some((
                RemarkKind::Guessed,
                "clocks showed this time twice: read as the first",
            )),
        ),
    }
}

fn rfc3339(civil: DateTime, offset: i32) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let minutes = offset.unsigned_abs() / 60;
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{sign}{:02}:{:02}",
        civil.year(),
        civil.month(),
        civil.day(),
        civil.hour(),
        civil.minute(),
        civil.second(),
        minutes / 60,
        minutes % 60
    )
}

/// Takes a time apart from the front.
struct Reader<'a> {
    rest: &'a str,
    odd: Option<Odd>,
}

impl Reader<'_> {
    /// A number of so many digits.
    fn number(&mut self, digits: std::ops::RangeInclusive<usize>) -> Option<i64> {
        let length = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if !digits.contains(&length) {
            return None;
        }
        let (number, rest) = self.rest.split_at(length);
        self.rest = rest;
        number.parse().ok()
    }

    fn after(&mut self, mark: &str) -> Option<&mut Self> {
        self.rest = self.rest.strip_prefix(mark)?;
        Some(self)
    }

    /// ` 9:30`, `T09:30:00.000`, ` 15h50`.
    fn clock(&mut self) -> Option<(i64, i64, i64)> {
        let rest = self.rest.strip_prefix(['T', 't']).or_else(|| {
            let rest = self.rest.trim_start_matches([' ', '\t']);
            let rest = rest.strip_prefix("- ").unwrap_or(rest);
            (rest.len() < self.rest.len()).then_some(rest)
        })?;
        self.rest = rest;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let hour = self.number(1..=3)?;
        self.rest = self.rest.strip_prefix([':', 'h'])?;
        let minute = self.number(2..=2)?;
        let second = match self.rest.strip_prefix(':') {
            Some(rest) => {
                self.rest = rest;
                self.number(2..=2)?
            }
            None => 0,
        };
        match digits {
            1 => self.odd = Some((RemarkKind::Changed, "an hour of one digit")),
            3 => {
                self.odd = Some((
                    RemarkKind::Guessed,
                    "an hour of three digits: read as the number it is",
                ));
            }
            _ => {}
        }
        self.fraction();
        Some((hour, minute, second))
    }

    /// Takes a fraction of a second away: our times are whole seconds.
    fn fraction(&mut self) {
        let Some(rest) = self.rest.strip_prefix('.') else {
            return;
        };
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            if rest[..digits].bytes().any(|byte| byte != b'0') {
                self.odd = Some((RemarkKind::Changed, "a fraction of a second, cut off"));
            }
            self.rest = &rest[digits..];
        }
    }

    /// `Z`, ` UTC`, ` GMT`, `+02:00`, ` +0200`, `-07`, `+0000 UTC`, in seconds; the text stays where it is when there is none.
    fn offset(&mut self) -> Option<i32> {
        let rest = self.rest.trim_start_matches([' ', '\t']);
        let words = ["UTC", "GMT", "Z", "z"];
        if let Some(after) = words.iter().find_map(|word| end_of_word(rest, word)) {
            self.rest = after;
            return Some(0);
        }
        let sign = if rest.starts_with('-') { -1 } else { 1 };
        let mut reader = Reader {
            rest: rest.strip_prefix(['+', '-'])?,
            odd: None,
        };
        let (hours, minutes) = reader.offset_digits()?;
        self.rest = words
            .iter()
            .find_map(|word| end_of_word(reader.rest.trim_start(), word))
            .unwrap_or(reader.rest);
        (hours <= 15 && minutes <= 59).then_some(sign * (hours * 3_600 + minutes * 60))
    }

    fn offset_digits(&mut self) -> Option<(i32, i32)> {
        let small = |number: i64| i32::try_from(number).ok();
        if let Some(both) = self.number(4..=4) {
            return Some((small(both / 100)?, small(both % 100)?));
        }
        let hours = small(self.number(1..=2)?)?;
        match self.rest.strip_prefix(':') {
            Some(rest) => {
                self.rest = rest;
                Some((hours, small(self.number(2..=2)?)?))
            }
            None => Some((hours, 0)),
        }
    }
}

/// What follows `word` at the start of `text`, unless the word goes on.
fn end_of_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    text.strip_prefix(word)
        .filter(|rest| !rest.starts_with(|next: char| next.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::{find, read};

    fn text(written: &str) -> Option<String> {
        read(written, &TimeZone::UTC).map(|when| when.text)
    }

    #[test]
    fn forms_found_in_the_wild_are_read() {
        for (written, wanted) in [
            ("2022-06-13T08:30:00-00:00", "2022-06-13T08:30:00+00:00"),
            ("2024-05-07 9:00:00 ", "2024-05-07T09:00:00+00:00"),
            ("2023-05-10T015:00:00+02:00", "2023-05-10T15:00:00+02:00"),
            ("2021-06-04 09:10:40+00:00", "2021-06-04T09:10:40+00:00"),
            ("2020-01-02T03:04:05.678Z", "2020-01-02T03:04:05+00:00"),
            ("2018-04-13 16:30:00 -0730 UTC", "2018-04-13T16:30:00-07:30"),
            ("2018-04-13", "2018-04-13T00:00:00+00:00"),
            ("2018-4-3T1:02", "2018-04-03T01:02:00+00:00"),
        ] {
            assert_eq!(text(written).as_deref(), Some(wanted), "{written}");
        }
    }

    #[test]
    fn what_is_no_time_is_not_read() {
        for written in [
            "",
            "soon",
            "2021-02-30",
            "2021-01-01T25:00:00Z",
            "2021-01-01T10:99",
            "2021-01-01 10:00 Denver",
            "0000-01-01",
            "4044-08-30T07:00:00Z",
        ] {
            assert_eq!(text(written), None, "{written}");
        }
    }

    #[test]
    fn a_time_without_offset_is_read_in_the_zone() {
        let zone = TimeZone::get("America/Winnipeg").unwrap();
        assert_eq!(
            read("2024-05-07 9:00", &zone).unwrap().text,
            "2024-05-07T09:00:00-05:00"
        );
    }

    #[test]
    fn times_are_found_inside_a_heading() {
        let (range, when) = find("Update - 2023-03-29 15h50 UTC]", &TimeZone::UTC).unwrap();
        assert_eq!(
            (range, when.text.as_str()),
            (9..29, "2023-03-29T15:50:00+00:00")
        );
    }
}
