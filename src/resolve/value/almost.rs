//! Times in the form of other places, and what they would be in ours: a way out to show, never a value to go on with.
//!
//! Two readings of `03/04/2009` are both shown. To pick one would move an incident by a month.

use crate::timeline::{Day, Instant, Zone};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// `did you mean …?` with every reading of `text`; nothing where there is none.
pub(super) fn help(text: &str) -> Option<String> {
    let readings = readings(text);
    let quoted: Vec<String> = readings.iter().map(|one| format!("`{one}`")).collect();
    (!quoted.is_empty()).then(|| format!("did you mean {}?", quoted.join(" or ")))
}

/// `+02:00` for `+0200`, `+2` and `UTC+2`; `Z` for `UTC` and `GMT`.
pub(super) fn offset(text: &str) -> Option<String> {
    let upper = text.to_ascii_uppercase();
    let named = upper
        .strip_prefix("UTC")
        .or_else(|| upper.strip_prefix("GMT"));
    let rest = named.unwrap_or(&upper).trim();
    if rest.is_empty() && named.is_some() {
        return Some("Z".to_owned());
    }
    let sign = rest.chars().next().filter(|one| matches!(one, '+' | '-'))?;
    let digits = &rest[1..];
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.is_ascii() && digits.len() == 4 => digits.split_at(2),
        None => (digits, "0"),
    };
    let (hours, minutes) = (small(hours)?, small(minutes)?);
    (hours <= 14 && minutes < 60).then(|| format!("{sign}{hours:02}:{minutes:02}"))
}

fn readings(text: &str) -> Vec<String> {
    let text = text.trim();
    if let Some(at) = since_epoch(text) {
        return vec![at.to_rfc3339(&Zone::utc())];
    }
    let words: Vec<&str> = text
        .split(|one: char| one.is_whitespace() || one == ',')
        .filter(|word| !word.is_empty())
        .collect();
    let clock = words
        .iter()
        .find_map(|word| clock(word))
        .map_or_else(String::new, |clock| format!(" {clock}"));
    let numbers = words.first().map_or_else(Vec::new, |word| in_numbers(word));
    let days = numbers.into_iter().chain(in_words(&words));
    days.map(|day| format!("{day}{clock}")).collect()
}

/// Seconds or milliseconds since 1970, as computers write them.
fn since_epoch(text: &str) -> Option<Instant> {
    let number: i64 = text.parse().ok().filter(|number| *number > 0)?;
    match text.len() {
        9..=10 => Some(Instant::from_seconds(number)),
        12..=13 => Some(Instant::from_seconds(number / 1_000)),
        _ => None,
    }
}

/// `2009/9/1` is one day; `03/04/2009` may be two.
fn in_numbers(word: &str) -> Vec<Day> {
    let parts: Vec<&str> = word.split(['/', '.', '-']).collect();
    let [first, second, third] = parts.as_slice() else {
        return Vec::new();
    };
    let mut days: Vec<Day> = if first.len() == 4 {
        day(first, second, third).into_iter().collect()
    } else {
        let (british, american) = (day(third, second, first), day(third, first, second));
        british.into_iter().chain(american).collect()
    };
    days.dedup();
    days
}

/// `1 March 2009`, `March 1st, 2009`.
fn in_words(words: &[&str]) -> Option<Day> {
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let month = lower.iter().find_map(|word| {
        let is = |name: &&str| word.len() >= 3 && name.starts_with(word.trim_end_matches('.'));
        MONTHS.iter().position(is)
    })?;
    let year = lower
        .iter()
        .find(|word| word.len() == 4 && small(word).is_some())?;
    let date = lower.iter().find_map(|word| {
        let digits = word.trim_end_matches(|one: char| one.is_ascii_alphabetic());
        (digits.len() <= 2 && small(digits).is_some()).then_some(digits)
    })?;
    day(year, &(month + 1).to_string(), date)
}

fn day(year: &str, month: &str, day: &str) -> Option<Day> {
    let number = |text: &str| small(text).and_then(|number| i8::try_from(number).ok());
    let year = small(year).and_then(|year| i16::try_from(year).ok());
    Day::new(
        year.filter(|year| *year >= 1_970)?,
        number(month)?,
        number(day)?,
    )
}

/// `9:30` as `09:30`.
fn clock(word: &str) -> Option<String> {
    let parts: Option<Vec<u16>> = word.split(':').map(small).collect();
    match parts?.as_slice() {
        [hour @ 0..24, minute @ 0..60] => Some(format!("{hour:02}:{minute:02}")),
        [hour @ 0..24, minute @ 0..60, second @ 0..60] => {
            Some(format!("{hour:02}:{minute:02}:{second:02}"))
        }
        _ => None,
    }
}

/// A number of at most four digits.
fn small(text: &str) -> Option<u16> {
    let digits = text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{offset, readings};

    #[test]
    fn other_forms_are_read_and_every_reading_is_shown() {
        for (text, expected) in [
            (
                "03/04/2009 10:00",
                vec!["2009-04-03 10:00", "2009-03-04 10:00"],
            ),
            ("13/04/2009", vec!["2009-04-13"]),
            ("2009/9/1 9:30", vec!["2009-09-01 09:30"]),
            ("1.9.2009", vec!["2009-09-01", "2009-01-09"]),
            ("1 March 2009", vec!["2009-03-01"]),
            ("Sept. 1st, 2009 09:30:05", vec!["2009-09-01 09:30:05"]),
            ("yesterday", vec![]),
            ("99/99/2009", vec![]),
            ("٣/٤/2009", vec![]),
        ] {
            assert_eq!(readings(text), expected, "{text}");
        }
        assert!(readings("1251833400")[0].starts_with("2009-09-01T19:30:00"));
        assert_eq!(readings("1251833400000"), readings("1251833400"));
    }

    #[test]
    fn offsets_of_other_forms_are_read() {
        for (text, expected) in [
            ("+0200", Some("+02:00")),
            ("UTC+2", Some("+02:00")),
            ("GMT-7:30", Some("-07:30")),
            ("utc", Some("Z")),
            ("PDT", None),
            ("+99", None),
            ("", None),
            ("+", None),
        ] {
            assert_eq!(offset(text).as_deref(), expected, "{text}");
        }
    }
}
