//! Exact quantities: percentages, shares, money. No floating point anywhere.

use crate::timeline::Instant;

/// An exact decimal number: `digits / 10^scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    /// All digits without the point.
    pub digits: u64,
    /// How many of them stand after the point; at most 9.
    pub scale: u32,
}

impl Decimal {
    /// The number as it was written, such as `99.95`.
    #[must_use]
    pub fn text(self) -> String {
        let scale = self.scale as usize;
        let digits = format!("{:0>width$}", self.digits, width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        if fraction.is_empty() {
            whole.to_owned()
        } else {
            format!("{whole}.{fraction}")
        }
    }
}

/// An exact percentage from 0 to 100, such as an objective of `99.95%`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Percent(pub Decimal);

impl Percent {
    /// The percentage as a fraction: numerator and denominator.
    #[must_use]
    pub fn fraction(self) -> (u128, u128) {
        (u128::from(self.0.digits), 100 * 10_u128.pow(self.0.scale))
    }
}

/// How much of a component's users or requests an impact hits, or how much a level weighs, in basis points: 10,000 is all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct BasisPoints(pub u16);

impl BasisPoints {
    /// All of it.
    pub const WHOLE: Self = Self(10_000);
}

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Money {
    /// The amount, in the currency's main unit.
    pub amount: Decimal,
    /// ISO 4217 code, three capital letters.
    pub currency: String,
}

/// A moment as somebody reported it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// When.
    pub at: Instant,
    /// Written with `~`: about then, and shown so.
    pub approximate: bool,
}
