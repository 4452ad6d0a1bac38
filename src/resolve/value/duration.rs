//! Durations: `100m`, `1h40m`, `3d`.

use super::Wrong;

const DAY: i64 = 86_400;

/// Seconds in `text`.
pub(crate) fn duration(text: &str) -> Result<i64, Wrong> {
    days_and_rest(text).map(|(days, rest)| days * DAY + rest)
}

/// Days in `text`, and the seconds of its smaller units: `7d` are seven days, and `168h` none, for whom a day is one of the calendar.
pub(crate) fn days_and_rest(text: &str) -> Result<(i64, i64), Wrong> {
    let mut rest = text.trim();
    let mut days = 0;
    let mut seconds = 0_i64;
    let mut smallest = i64::MAX;
    let wrong = || {
        Wrong::new("invalid-duration", format!("`{text}` is not a duration"))
            .help("write whole days, hours, minutes and seconds: `3d`, `1h40m`, `90s`")
    };
    if rest.is_empty() {
        return Err(wrong());
    }
    if rest.contains(['.', ',']) {
        return Err(
            wrong().help("a part of a unit is written in the smaller one: `1h30m`, not `1.5h`")
        );
    }
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number: i64 = rest[..digits].parse().map_err(|_| wrong())?;
        let letters = rest[digits..]
            .bytes()
            .take_while(u8::is_ascii_alphabetic)
            .count();
        let unit = match &rest[digits..digits + letters] {
            "d" => DAY,
            "h" => 3_600,
            "m" | "min" => 60,
            "s" => 1,
            _ => return Err(wrong()),
        };
        let follows = smallest != i64::MAX;
        if unit >= smallest || (follows && number.saturating_mul(unit) >= smallest) {
            return Err(
                wrong().help("the largest unit comes first, and a smaller one stays below it")
            );
        }
        smallest = unit;
        days = if unit == DAY { number } else { days };
        seconds = number
            .checked_mul(unit)
            .and_then(|part| seconds.checked_add(part))
            .ok_or_else(wrong)?;
        rest = rest[digits + letters..].trim_start();
    }
    if seconds > 400 * 366 * DAY {
        return Err(Wrong::new(
            "invalid-duration",
            format!("`{text}` is longer than four hundred years"),
        )
        .help("check the number and its unit: `3d`, `1h40m`, `90s`"));
    }
    Ok((days, seconds - days * DAY))
}

#[cfg(test)]
mod tests {
    use super::{days_and_rest, duration};

    #[test]
    fn reads_units_from_large_to_small() {
        assert_eq!(duration("100m"), Ok(6_000));
        assert_eq!(duration("1h40m"), Ok(6_000));
        assert_eq!(duration("3d"), Ok(259_200));
        assert_eq!(duration("0s"), Ok(0));
    }

    #[test]
    fn only_written_days_are_days_of_the_calendar() {
        assert_eq!(days_and_rest("7d"), Ok((7, 0)));
        assert_eq!(days_and_rest("168h"), Ok((0, 604_800)));
        assert_eq!(days_and_rest("1d12h"), Ok((1, 43_200)));
    }

    #[test]
    fn refuses_what_could_be_read_two_ways() {
        for text in [
            "",
            "100",
            "-5m",
            "1h90m",
            "1.5h",
            "5 minuts",
            "P1D",
            "5m1h",
            "99999999999d",
            "m",
            "5mm",
            "5\u{b5}",
        ] {
            assert!(duration(text).is_err(), "{text}");
        }
    }
}
