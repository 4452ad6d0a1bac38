//! Parts of the price of a year, as exact fractions: what credits of every kind can be compared and added in.
//!
//! A month is the twelfth of a year, and a day the 365th part of one, as price lists mean it.

use std::cmp::Ordering;

use crate::model::{Credit, Decimal, Percent, Period};
use crate::report::Availability;

/// Sums whose exact fraction is too fine for 128 bits are rounded up to parts of this.
const FINE: u128 = 1 << 60;

/// A numerator and a denominator, which is not 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part(pub(super) u128, pub(super) u128);

impl Part {
    /// Nothing.
    pub(super) const NONE: Self = Self(0, 1);

    /// What `credit` is of a year's price, for a period of which `availability` tells the downtime. `None` without anything observed, and
    /// where the numbers are too large to be credits.
    pub(super) fn of(period: Period, credit: Credit, availability: Availability) -> Option<Self> {
        match credit {
            Credit::Days(days) => Self::decimal(days).times(Self(1, 365)),
            Credit::Percent(percent) => {
                let (numerator, denominator) = percent.fraction();
                Self(numerator, denominator).times(Self::period(period))
            }
            Credit::Multiple(multiple) => {
                let (down, total) = availability.parts();
                let share = (total > 0).then(|| Self(down, total).reduced())?;
                Self::decimal(multiple)
                    .times(share)?
                    .times(Self::period(period))
            }
        }
    }

    /// What a period is of a year.
    pub(super) fn period(period: Period) -> Self {
        match period {
            Period::CalendarMonth => Self(1, 12),
            Period::CalendarQuarter => Self(1, 4),
            Period::Rolling { days } => Self(u128::from(days.max(1)), 365),
        }
    }

    pub(super) fn decimal(number: Decimal) -> Self {
        Self(u128::from(number.digits), 10_u128.pow(number.scale.min(9)))
    }

    pub(super) fn times(self, other: Self) -> Option<Self> {
        let (numerator, denominator) = (self.0.checked_mul(other.0)?, self.1.checked_mul(other.1)?);
        Some(Self(numerator, denominator).reduced())
    }

    /// The sum: exact, or, where its denominator is too large, a trace more. The same in whatever order they stand.
    pub(super) fn sum(parts: &[Self]) -> Option<Self> {
        let mut sorted = parts.to_vec();
        sorted.sort_unstable_by_key(|part| (part.1, part.0));
        let exact = sorted
            .iter()
            .try_fold(Self::NONE, |sum, part| sum.plus(*part));
        let traced = || {
            let numerators = sorted.iter().map(|part| part.of_fine());
            let sum = numerators.reduce(|sum, next| sum?.checked_add(next?))??;
            Some(Self(sum, FINE).reduced())
        };
        exact.or_else(traced)
    }

    fn plus(self, other: Self) -> Option<Self> {
        let common = divisor(self.1, other.1);
        let (mine, its) = (other.1 / common, self.1 / common);
        let numerator = self
            .0
            .checked_mul(mine)?
            .checked_add(other.0.checked_mul(its)?)?;
        Some(Self(numerator, self.1.checked_mul(mine)?).reduced())
    }

    /// How many parts of [`FINE`] it is, rounded up.
    fn of_fine(self) -> Option<u128> {
        let Self(mut numerator, mut denominator) = self;
        while denominator > FINE {
            (numerator, denominator) = (numerator.div_ceil(2), denominator / 2);
        }
        Some(numerator.checked_mul(FINE)?.div_ceil(denominator))
    }

    /// In days of service, rounded up to a billionth of one.
    pub(super) fn in_days(self) -> Option<Credit> {
        self.scaled(Self(365, 1), 9).map(Credit::Days)
    }

    /// In percent of the price of `period`, rounded up to hundredths.
    pub(super) fn in_percent(self, period: Period) -> Option<Credit> {
        let Self(part, of) = Self::period(period);
        let percent = self.scaled(Self(100 * of, part), 2)?;
        Some(Credit::Percent(Percent(percent)))
    }

    /// So many times this, rounded up to so many decimals.
    fn scaled(self, by: Self, scale: u32) -> Option<Decimal> {
        let fine = || Some(Self(self.of_fine()?, FINE).reduced());
        let scaled = self.times(by).or_else(|| fine()?.times(by))?;
        let ten = Self(10_u128.pow(scale), 1);
        let fine = || Some(Self(scaled.of_fine()?, FINE).reduced());
        let Self(numerator, denominator) = scaled.times(ten).or_else(|| fine()?.times(ten))?;
        let mut digits = u64::try_from(numerator.div_ceil(denominator)).ok()?;
        let mut scale = scale;
        while scale > 0 && digits % 10 == 0 {
            (digits, scale) = (digits / 10, scale - 1);
        }
        Some(Decimal { digits, scale })
    }

    pub(super) fn reduced(self) -> Self {
        let common = divisor(self.0, self.1).max(1);
        Self(self.0 / common, self.1 / common)
    }
}

impl PartialOrd for Part {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Part {
    /// By size, exactly: whole parts first, then what is left of both turned upside down.
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut one, mut two) = (*self, *other);
        loop {
            let wholes = (one.0 / one.1).cmp(&(two.0 / two.1));
            let rests = (one.0 % one.1, two.0 % two.1);
            if wholes.is_ne() || rests.0 == 0 || rests.1 == 0 {
                return wholes.then(rests.0.min(1).cmp(&rests.1.min(1)));
            }
            (one, two) = (Self(two.1, rests.1), Self(one.1, rests.0));
        }
    }
}

fn divisor(mut a: u128, mut b: u128) -> u128 {
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}
