//! Natural numbers of any size, with what the nines and the estimates of groups need: times, minus, over, power and order.
//!
//! A hundredth of a nine asks for the hundredth power of a second count: some 4,500 bits. Multiplication and comparison are sixty
//! lines; a library for them would be the larger thing to trust.

use std::cmp::Ordering;

/// A natural number, in digits of 64 bits, lowest first, without zeros at the high end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Natural(Vec<u64>);

impl Natural {
    /// The number as it is.
    pub(super) fn new(number: u128) -> Self {
        Self::trimmed(vec![low(number), low(number >> 64)])
    }

    /// The product.
    pub(super) fn times(&self, other: &Self) -> Self {
        let mut product = vec![0; self.0.len() + other.0.len()];
        for (place, digit) in self.0.iter().enumerate() {
            let mut carry = 0;
            for (sum, factor) in product[place..].iter_mut().zip(&other.0) {
                // (2^64 - 1)^2 + 2 (2^64 - 1) = 2^128 - 1: this always fits.
                let wide = u128::from(*digit) * u128::from(*factor) + u128::from(*sum) + carry;
                *sum = low(wide);
                carry = wide >> 64;
            }
            product[place + other.0.len()] = low(carry);
        }
        Self::trimmed(product)
    }

    /// What is left without `other`; 0 where that is more.
    pub(super) fn minus(&self, other: &Self) -> Self {
        if self <= other {
            return Self(Vec::new());
        }
        let mut digits = self.0.clone();
        let mut borrowed = false;
        for (place, digit) in digits.iter_mut().enumerate() {
            let taken = other.0.get(place).copied().unwrap_or(0);
            let (less, first) = digit.overflowing_sub(taken);
            let (less, second) = less.overflowing_sub(u64::from(borrowed));
            (*digit, borrowed) = (less, first || second);
        }
        Self::trimmed(digits)
    }

    /// The quotient, rounded up; `None` by 0, and where it is not a number of 128 bits.
    pub(super) fn over(&self, other: &Self) -> Option<u128> {
        let reaches = |count: u128| other.times(&Self::new(count)) >= *self;
        let (mut least, mut enough) = (0, u128::MAX);
        (!other.0.is_empty() && reaches(enough)).then_some(())?;
        while least < enough {
            let middle = least + (enough - least) / 2;
            if reaches(middle) {
                enough = middle;
            } else {
                least = middle + 1;
            }
        }
        Some(enough)
    }

    /// The tenth power.
    pub(super) fn tenth_power(&self) -> Self {
        let square = self.times(self);
        let fifth = square.times(&square).times(self);
        fifth.times(&fifth)
    }

    fn trimmed(mut digits: Vec<u64>) -> Self {
        while digits.last() == Some(&0) {
            digits.pop();
        }
        Self(digits)
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Natural {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_length = self.0.len().cmp(&other.0.len());
        by_length.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

/// The lowest 64 bits.
fn low(number: u128) -> u64 {
    u64::try_from(number & u128::from(u64::MAX)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Natural;

    #[test]
    fn products_agree_with_the_machine_where_it_reaches() {
        for (a, b) in [
            (0, 7),
            (1, u64::MAX),
            (u64::MAX, u64::MAX),
            (1 << 63, 2),
            (123_456_789, 987_654_321),
        ] {
            let product = Natural::new(u128::from(a)).times(&Natural::new(u128::from(b)));
            assert_eq!(
                product,
                Natural::new(u128::from(a) * u128::from(b)),
                "{a} {b}"
            );
        }
    }

    #[test]
    fn differences_agree_with_the_machine_where_it_reaches() {
        for (a, b) in [
            (7, 7),
            (0, 1),
            (1 << 64, 1),
            (u128::MAX, u128::from(u64::MAX)),
            (u128::MAX - 1, u128::MAX),
        ] {
            let difference = Natural::new(a).minus(&Natural::new(b));
            assert_eq!(difference, Natural::new(a.saturating_sub(b)), "{a} {b}");
        }
    }

    #[test]
    fn quotients_agree_with_the_machine_and_are_rounded_up() {
        for (a, b) in [
            (0, 7),
            (7, 7),
            (8, 7),
            (u128::MAX, 1),
            (u128::MAX, 2),
            (u128::MAX - 1, u128::MAX),
        ] {
            let quotient = Natural::new(a).over(&Natural::new(b));
            assert_eq!(quotient, Some(a.div_ceil(b)), "{a} {b}");
        }
        let square = Natural::new(u128::MAX).times(&Natural::new(u128::MAX));
        assert_eq!(square.over(&Natural::new(u128::MAX)), Some(u128::MAX));
        assert_eq!(square.over(&Natural::new(u128::MAX - 1)), None, "too large");
        assert_eq!(square.over(&Natural::new(0)), None, "by nothing");
    }

    #[test]
    fn powers_of_ten_beyond_the_machine_are_in_order() {
        let ten = Natural::new(10);
        let mut power = Natural::new(1);
        for _ in 0..100 {
            let next = power.times(&ten);
            assert!(power < next);
            power = next;
        }
        assert_eq!(power, ten.tenth_power().tenth_power());
    }

    #[test]
    fn a_full_carry_reaches_the_highest_digit() {
        let largest = Natural::new(u128::MAX);
        let square = largest.times(&largest);
        assert!(square > largest);
        assert_eq!(square.0, [1, 0, u64::MAX - 1, u64::MAX]);
    }
}
