//! Nines: how many nines an availability has, cut off after a digit, never rounded up, and never through a floating point number.
//!
//! The nines of a fraction are `log10(total / down)`. Through a 64-bit float, 99.9 % becomes 2.9999999999999996 and one of three nines
//! is lost; here each digit is found by comparing whole numbers, so the boundaries are where they belong.

use std::fmt;

use super::natural::Natural;
use crate::model::Percent;

/// How many nines an availability has. Exists only where there was downtime: without it, they have no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nines {
    /// At least 1.
    down: u128,
    /// At least `down`.
    total: u128,
}

impl Nines {
    /// The nines of `down` out of `total`; `None` without downtime.
    pub(super) fn new(down: u128, total: u128) -> Option<Self> {
        let divisor = greatest_common_divisor(down, total).max(1);
        (down > 0 && down <= total).then_some(Self {
            down: down / divisor,
            total: total / divisor,
        })
    }

    /// The whole nines: 3 from 99.9 % on.
    #[must_use]
    pub fn whole(self) -> u32 {
        let (mut nines, mut down) = (0, self.down);
        while let Some(next) = down.checked_mul(10).filter(|next| *next <= self.total) {
            (nines, down) = (nines + 1, next);
        }
        nines
    }

    /// The nines cut off after 0, 1 or 2 decimals: `2`, `2.6`, `2.63`.
    #[must_use]
    pub fn text(self, decimals: u32) -> String {
        let whole = self.whole();
        let mut text = whole.to_string();
        if decimals == 1
            && let Some(digit) = self.tenths(whole)
        {
            text.push('.');
            text.push(char::from(b'0' + digit));
            return text;
        }
        // What is left is a ratio from 1 up to 10. Its tenth power is a ratio from 1 up to 10^10, whose whole nines are the next digit.
        let mut down = Natural::new(self.down.saturating_mul(10_u128.saturating_pow(whole)));
        let mut total = Natural::new(self.total);
        for place in 0..decimals.min(2) {
            (down, total) = (down.tenth_power(), total.tenth_power());
            let mut digit = 0_u8;
            loop {
                let next = down.times(&Natural::new(10));
                if next > total {
                    break;
                }
                (digit, down) = (digit + 1, next);
            }
            text += if place == 0 { "." } else { "" };
            text += &digit.to_string();
        }
        text
    }

    /// The first decimal behind `whole` nines, where numbers of the machine's own size settle it; `None` where it is too close to call,
    /// or the numbers are too large.
    fn tenths(self, whole: u32) -> Option<u8> {
        let down = self.down.checked_mul(10_u128.checked_pow(whole)?)?;
        let total = self.total.checked_mul(1 << 32)?;
        let mut digit = 0;
        for bound in TENTHS {
            let below = down.checked_mul(bound)?;
            if total <= below {
                return Some(digit);
            }
            if total < below.checked_add(down)? {
                return None;
            }
            digit += 1;
        }
        Some(digit)
    }
}

/// The whole parts of 10^(1/10), 10^(2/10) and so on up to 10^(9/10), each times 2^32. None of these roots is a fraction, so each lies
/// strictly between the number here and the next.
const TENTHS: [u128; 9] = [
    5_407_043_471,
    6_807_064_429,
    8_569_586_389,
    10_788_470_074,
    13_581_879_131,
    17_098_572_778,
    21_525_827_776,
    27_099_411_597,
    34_116_137_904,
];

impl fmt::Display for Nines {
    /// One decimal: `2.6`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(1))
    }
}

/// The class of a percentage by its digits, as people write it in contracts: `3N5` for 99.95 %; `None` for 100 %, which has no end of nines.
///
/// This is not the logarithm: 99.95 % has 3.3 nines, not three and a half.
#[must_use]
pub fn nines_notation(percent: Percent) -> Option<String> {
    let (numerator, denominator) = percent.fraction();
    if numerator >= denominator {
        return None;
    }
    let (mut nines, mut rest) = (0, numerator);
    loop {
        let digit = rest * 10 / denominator;
        if digit != 9 {
            return Some(if digit == 0 {
                format!("{nines}N")
            } else {
                format!("{nines}N{digit}")
            });
        }
        (nines, rest) = (nines + 1, rest * 10 % denominator);
    }
}

fn greatest_common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::Nines;

    #[test]
    fn one_second_more_at_a_power_of_ten_costs_the_nine() {
        for power in 2..=15 {
            let total = 10_u128.pow(power);
            assert_eq!(Nines::new(1, total).unwrap().text(2), format!("{power}.00"));
            assert_eq!(
                Nines::new(1, total - 1).unwrap().text(2),
                format!("{}.99", power - 1)
            );
        }
    }

    #[test]
    fn the_short_way_to_a_tenth_agrees_with_the_long_one() {
        for (down, total) in (1..2_000).flat_map(|down| [(down, 86_400 * 365), (down, 2_000)]) {
            let nines = Nines::new(down, total).unwrap();
            let exact = nines.text(2);
            assert_eq!(nines.text(1), exact[..exact.len() - 1], "{down} of {total}");
        }
    }

    #[test]
    fn the_short_way_passes_on_what_is_too_close_for_it() {
        // Neighbours of 10^(1/10), as fractions finer than the short way tells apart.
        for (total, text) in [(1_258_925_411_794, "0.0"), (1_258_925_411_795, "0.1")] {
            let nines = Nines::new(1_000_000_000_000, total).unwrap();
            assert_eq!(nines.tenths(0), None);
            assert_eq!(nines.text(1), text);
        }
    }

    #[test]
    fn nothing_up_is_no_nine_and_nothing_down_has_no_number() {
        assert_eq!(Nines::new(7, 7).unwrap().to_string(), "0.0");
        assert_eq!(Nines::new(0, 7), None);
        assert_eq!(Nines::new(0, 0), None);
    }

    #[test]
    fn the_largest_fractions_have_nines() {
        assert_eq!(Nines::new(1, u128::MAX).unwrap().text(2), "38.53");
        assert_eq!(
            Nines::new(u128::MAX - 1, u128::MAX).unwrap().text(2),
            "0.00"
        );
    }
}
