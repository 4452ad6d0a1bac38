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
}

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
