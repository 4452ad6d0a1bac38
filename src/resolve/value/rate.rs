//! Error rates: the part of requests that failed, as monitors write it: `0.051`, `5.1%`, `5.1e-2`.
//!
//! Monitors write more digits than mean anything, and one of them may decide whether a minute was down. So none is rounded: eighteen
//! decimals are kept, and whether anything stands behind them.

use super::Wrong;
use crate::model::Percent;

/// Decimals that are kept.
const DECIMALS: i32 = 18;
/// The whole.
const ONE: u64 = 1_000_000_000_000_000_000;

/// A part of the whole, from nothing to all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rate {
    /// Cut off, in parts of [`ONE`].
    parts: u64,
    /// Whether it is more than that.
    more: bool,
}

impl Rate {
    /// Whether it is strictly above `threshold`, compared exactly.
    pub(crate) fn is_above(self, threshold: Percent) -> bool {
        let (numerator, denominator) = threshold.fraction();
        // At most 10^18 x 10^11 on both sides.
        let rate = u128::from(self.parts) * denominator;
        let limit = numerator * u128::from(ONE);
        rate > limit || (rate == limit && self.more)
    }
}

/// An error rate: a fraction from 0 to 1, or a percentage.
pub(crate) fn rate(text: &str) -> Result<Rate, Wrong> {
    let (number, shift) = match text.strip_suffix('%') {
        Some(number) => (number.trim_end(), -2),
        None => (text, 0),
    };
    let (digits, exponent) = match number.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i8>().map_err(|_| wrong(text))?),
        None => (number, 0),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let well_formed = |part: &str| !part.is_empty() && part.bytes().all(|one| one.is_ascii_digit());
    if !well_formed(whole) || !well_formed(fraction) || digits.len() > 40 {
        return Err(wrong(text));
    }
    // The decimal place of the first digit: 0 of the ones, -1 of the tenths.
    let first = whole.len().try_into().unwrap_or(i32::MAX) - 1 + i32::from(exponent) + shift;
    let digits = whole.bytes().chain(fraction.bytes());
    let digits = (-first..).zip(digits.map(|digit| u64::from(digit - b'0')));
    let mut rate = Rate {
        parts: 0,
        more: false,
    };
    for (decimal, digit) in digits.filter(|(_, digit)| *digit > 0) {
        if decimal < 0 {
            return Err(too_much(text));
        }
        if decimal > DECIMALS {
            rate.more = true;
        } else {
            rate.parts += digit * 10_u64.pow((DECIMALS - decimal).unsigned_abs());
        }
    }
    if rate.parts > ONE || (rate.parts == ONE && rate.more) {
        return Err(too_much(text));
    }
    Ok(rate)
}

fn wrong(text: &str) -> Wrong {
    let wrong = Wrong::new("invalid-rate", format!("`{text}` is not an error rate"));
    if text.contains(',') {
        return wrong.help("decimals come after a point: `0.051` or `5.1%`");
    }
    let wrong = wrong.help("write a fraction from 0 to 1, or a percentage: `0.051` or `5.1%`");
    if text.bytes().any(|one| one.is_ascii_digit()) {
        return wrong;
    }
    wrong.help("where nothing was measured, leave the row away: time without one counts as unknown")
}

fn too_much(text: &str) -> Wrong {
    Wrong::new("invalid-rate", format!("`{text}` is more than the whole"))
        .help("a fraction goes from 0 to 1; write a percentage with its sign: `5.1%`")
}

#[cfg(test)]
mod tests {
    use super::rate;
    use crate::resolve::value::percent;

    fn above(text: &str, threshold: &str) -> bool {
        rate(text).unwrap().is_above(percent(threshold).unwrap())
    }

    #[test]
    fn only_what_is_strictly_above_the_threshold_is_above_it() {
        assert!(!above("0.05", "5%") && !above("5%", "5.0%") && !above("5e-2", "5%"));
        assert!(above("0.051", "5%") && above("5.000000001%", "5%") && above("1", "99.9%"));
        assert!(!above("0", "0%") && above("1e-100", "0%"));
    }

    #[test]
    fn a_digit_far_behind_the_point_decides() {
        assert!(above("0.0500000000000000000000000001", "5%"));
        assert!(!above("0.0499999999999999999999999999", "5%"));
        assert!(!above("0.0500000000000000000000000000", "5%"));
    }

    #[test]
    fn the_same_rate_can_be_written_in_many_ways() {
        let rates = [
            "0.051", "5.1%", "5.1 %", "5.1e-2", "51E-3", "0.51e-1", "00.0510",
        ];
        for text in rates {
            assert_eq!(rate(text), rate("0.051"), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_part_of_the_whole() {
        for text in [
            "",
            "-0.1",
            "+0.1",
            "1.1",
            "101%",
            "5",
            "0,05",
            ".5",
            "5.",
            "NaN",
            "null",
            "1e1",
            "1e",
            "e-5",
            "0.05x",
            "1e-999",
            "0x1",
            "100.0000000000000000001%",
            "%",
            "∞",
            "½",
        ] {
            assert!(rate(text).is_err(), "{text}");
        }
        assert!(rate("1").is_ok() && rate("100%").is_ok() && rate("0").is_ok());
    }
}
