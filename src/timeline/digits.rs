//! Whole numbers in decimal digits, written by hand.
//!
//! A page holds dozens of times and each is ten numbers; the general way through `format!` costs several times as much.

/// The digits of one number.
#[derive(Debug, Clone, Copy)]
pub struct Digits {
    bytes: [u8; Self::MOST],
    from: usize,
}

impl Digits {
    /// Digits of the largest number.
    const MOST: usize = 20;

    /// As many digits as the number has.
    #[must_use]
    pub fn of(number: u64) -> Self {
        Self::padded(number, 1)
    }

    /// At least `width` digits, with zeros in front.
    #[must_use]
    pub fn padded(number: u64, width: usize) -> Self {
        let (mut bytes, mut from, mut rest) = ([b'0'; Self::MOST], Self::MOST, number);
        while rest > 0 {
            from -= 1;
            bytes[from] += u8::try_from(rest % 10).unwrap_or(0);
            rest /= 10;
        }
        Self {
            bytes,
            from: from.min(Self::MOST.saturating_sub(width)),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.bytes[self.from..]).unwrap_or_default()
    }
}

/// Appends a number of the calendar, which is never negative, with at least `width` digits.
pub(super) fn push(text: &mut String, number: impl Into<i64>, width: usize) {
    text.push_str(Digits::padded(number.into().unsigned_abs(), width).as_str());
}

#[cfg(test)]
mod tests {
    use super::Digits;

    #[test]
    fn a_number_has_its_digits_and_no_more() {
        for number in [0, 7, 10, 1_000, u64::MAX] {
            assert_eq!(Digits::of(number).as_str(), number.to_string());
        }
    }

    #[test]
    fn a_short_number_is_padded_and_a_long_one_stays_whole() {
        assert_eq!(Digits::padded(9, 4).as_str(), "0009");
        assert_eq!(Digits::padded(12_345, 2).as_str(), "12345");
    }
}
