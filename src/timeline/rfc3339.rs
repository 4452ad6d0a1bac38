//! Instants as text with an offset: `2009-09-01T12:30:00-07:00`.
//!
//! Written exactly, read strictly: a text without an offset is no instant and is never guessed into one.

use super::{Day, Instant, LocalTime, Zone};

impl Instant {
    /// Reads RFC 3339, where the seconds may be left out and a space may stand for the `T`. A fraction of a second is cut off;
    /// a leap second is the second after it, as POSIX counts.
    #[must_use]
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        let day = Day::parse(text.get(..10)?)?;
        let rest = text.get(10..)?.strip_prefix(['T', 't', ' '])?;
        let (hour, rest) = (two_digits(rest)?, rest.get(2..)?.strip_prefix(':')?);
        let (minute, rest) = (two_digits(rest)?, rest.get(2..)?);
        let (second, rest) = seconds(rest)?;
        let local = LocalTime::new(day, hour, minute, second.min(59))?;
        let at = local.since_epoch() + i64::from(second / 60) - offset(rest)?;
        let held = Self::from_seconds(at);
        (held.seconds() == at && second <= 60).then_some(held)
    }

    /// The instant with the offset of `zone`, such as `2009-09-01T12:30:00-07:00`; `Z` in UTC.
    #[must_use]
    pub fn to_rfc3339(self, zone: &Zone) -> String {
        zone.clock(self).rfc3339()
    }
}

/// The number that the first two bytes spell.
fn two_digits(text: &str) -> Option<u8> {
    let digits = text.get(..2)?;
    digits
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| digits.parse().ok())?
}

/// Seconds where they are written, and what follows them and their fraction.
fn seconds(text: &str) -> Option<(u8, &str)> {
    let Some(text) = text.strip_prefix(':') else {
        return Some((0, text));
    };
    let (second, rest) = (two_digits(text)?, text.get(2..)?);
    let Some(fraction) = rest.strip_prefix('.') else {
        return Some((second, rest));
    };
    let rest = fraction.trim_start_matches(|letter: char| letter.is_ascii_digit());
    (rest.len() < fraction.len()).then_some((second, rest))
}

/// Seconds east of UTC.
fn offset(text: &str) -> Option<i64> {
    if text == "Z" || text == "z" {
        return Some(0);
    }
    let (sign, digits) = match (text.strip_prefix('+'), text.strip_prefix('-')) {
        (Some(digits), _) => (1, digits),
        (None, Some(digits)) => (-1, digits),
        (None, None) => return None,
    };
    let (hours, minutes) = (
        two_digits(digits)?,
        two_digits(digits.get(2..)?.strip_prefix(':')?)?,
    );
    (digits.len() == 5 && hours < 24 && minutes < 60)
        .then(|| sign * (i64::from(hours) * 3_600 + i64::from(minutes) * 60))
}

#[cfg(test)]
mod tests {
    use super::{Instant, Zone};

    #[test]
    fn an_instant_is_read_with_its_offset() {
        for text in [
            "2009-09-01T12:30:00-07:00",
            "2009-09-01T12:30-07:00",
            "2009-09-01 19:30Z",
            "2009-09-01t19:30:00.999z",
            "2009-09-02T01:00:00+05:30",
        ] {
            assert_eq!(
                Instant::parse_rfc3339(text).map(Instant::seconds),
                Some(1_251_833_400),
                "{text}"
            );
        }
    }

    #[test]
    fn a_text_that_is_no_instant_is_none() {
        for text in [
            "",
            "2009-09-01",
            "2009-09-01T12:30:00",
            "2009-09-01T24:00:00Z",
            "2009-09-01T12:60:00Z",
            "2009-09-01T12:30:61Z",
            "2009-09-01T12:30:00.Z",
            "2009-09-01T12:30:00-0700",
            "2009-09-01T12:30:00-07:00 ",
            "2009-09-01T+2:30:00Z",
            "2009-09-01T12:30:00+24:00",
            "2009-09-01Tä2:30:00Z",
            "0001-01-01T00:00:00+10:00",
        ] {
            assert_eq!(Instant::parse_rfc3339(text), None, "{text}");
        }
    }

    #[test]
    fn a_leap_second_is_the_second_after_it() {
        assert_eq!(
            Instant::parse_rfc3339("2016-12-31T23:59:60Z"),
            Instant::parse_rfc3339("2017-01-01T00:00:00Z")
        );
    }

    #[test]
    fn an_instant_is_written_with_the_offset_of_the_zone() {
        let at = Instant::from_seconds(1_251_833_400);
        let told = |name: &str| at.to_rfc3339(&Zone::named(name).unwrap());
        assert_eq!(told("America/Los_Angeles"), "2009-09-01T12:30:00-07:00");
        assert_eq!(told("Asia/Kolkata"), "2009-09-02T01:00:00+05:30");
        assert_eq!(told("UTC"), "2009-09-01T19:30:00Z");
        assert_eq!(told("Africa/Abidjan"), "2009-09-01T19:30:00+00:00");
    }

    #[test]
    fn an_offset_with_seconds_is_told_in_utc() {
        let at = Instant::parse_rfc3339("1850-01-01T00:00:00Z").unwrap();
        assert_eq!(
            at.to_rfc3339(&Zone::named("Europe/Berlin").unwrap()),
            "1850-01-01T00:00:00Z"
        );
    }
}
