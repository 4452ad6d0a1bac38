//! A length of time in words.
//!
//! The text is exact: it goes from the largest unit that is not zero to the smallest, and nothing is rounded away.

use super::Digits;

/// The units, largest first: seconds in one of it, and its sign.
const UNITS: [(u64, &str); 4] = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")];

/// `seconds` as `1 h 40 min`, `1 d 0 h 11 min` or `59 s`; with a minus sign in front where it is negative.
#[must_use]
pub fn duration_text(seconds: i64) -> String {
    let mut text = String::with_capacity(24);
    if seconds < 0 {
        text.push('−');
    }
    let bare = text.len();
    let mut rest = seconds.unsigned_abs();
    for (length, sign) in UNITS {
        if text.len() > bare && rest == 0 {
            break;
        }
        if rest >= length || text.len() > bare || length == 1 {
            if text.len() > bare {
                text.push(' ');
            }
            text.push_str(Digits::of(rest / length).as_str());
            text.push(' ');
            text.push_str(sign);
        }
        rest %= length;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::duration_text;

    #[test]
    fn a_duration_names_its_units_from_the_largest_to_the_last_that_is_not_zero() {
        let cases = [
            (0, "0 s"),
            (61, "1 min 1 s"),
            (3_601, "1 h 0 min 1 s"),
            (86_400, "1 d"),
            (90_000, "1 d 1 h"),
            (-300, "−5 min"),
        ];
        for (seconds, text) in cases {
            assert_eq!(duration_text(seconds), text);
        }
    }

    #[test]
    fn the_longest_duration_has_a_text() {
        assert!(duration_text(i64::MIN).ends_with(" s"));
    }
}
