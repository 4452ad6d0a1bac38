//! What a credit is worth on the agreement's example fee: an exact fraction, printed rounded up, in the customer's favour.
//!
//! A month is the twelfth of a year, and a day the 365th part of one, as price lists mean it.

use crate::model::{Credit, Decimal, Fee, FeePer, Period};
use crate::report::Availability;

/// Currencies without a smaller unit (ISO 4217).
const WHOLE: [&str; 16] = [
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND",
    "VUV", "XAF", "XOF",
];
/// Currencies whose smaller unit is a thousandth.
const THOUSANDTHS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

/// An amount of money as an exact fraction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    numerator: u128,
    denominator: u128,
    /// ISO 4217 code.
    pub currency: String,
}

impl Price {
    /// What `credit` is worth where `fee` is paid, for a period of which `availability` tells the downtime. `None` without anything
    /// observed, and where the numbers are too large to be money.
    #[must_use]
    pub fn of(
        fee: &Fee,
        period: Period,
        credit: Credit,
        availability: Availability,
    ) -> Option<Self> {
        let (year, one) = decimal(fee.money.amount);
        // The price of a year, as a fraction.
        let year = match fee.per {
            FeePer::Year => (year, one),
            FeePer::Month => (year * 12, one),
        };
        let period = match period {
            Period::CalendarMonth => (1, 12),
            Period::CalendarQuarter => (1, 4),
            Period::Rolling { days } => (u128::from(days), 365),
        };
        let part = match credit {
            Credit::Days(days) => times(decimal(days), (1, 365))?,
            Credit::Percent(percent) => times(percent.fraction(), period)?,
            Credit::Multiple(multiple) => {
                let (down, total) = availability.parts();
                let share = (total > 0).then(|| reduced(down, total))?;
                times(times(decimal(multiple), share)?, period)?
            }
        };
        Self::new(times(year, part)?, fee)
    }

    /// This amount in the currency of `fee`; `None` of nothing.
    pub(in crate::report) fn new(
        (numerator, denominator): (u128, u128),
        fee: &Fee,
    ) -> Option<Self> {
        let (numerator, denominator) = reduced(numerator, denominator);
        (denominator > 0).then(|| Self {
            numerator,
            denominator,
            currency: fee.money.currency.clone(),
        })
    }

    /// The amount with the currency's own decimals, rounded up: `0.42`.
    #[must_use]
    pub fn rounded_up(&self) -> String {
        let places = self.places();
        let power = 10_u128.pow(u32::try_from(places).unwrap_or(2));
        let parts = self
            .numerator
            .saturating_mul(power)
            .div_ceil(self.denominator.max(1));
        match places {
            0 => parts.to_string(),
            _ => format!("{}.{:0>places$}", parts / power, parts % power),
        }
    }

    /// The exact amount, as numerator and denominator.
    #[must_use]
    pub fn fraction(&self) -> (u128, u128) {
        (self.numerator, self.denominator)
    }

    fn places(&self) -> usize {
        let code = self.currency.as_str();
        match () {
            () if WHOLE.contains(&code) => 0,
            () if THOUSANDTHS.contains(&code) => 3,
            () => 2,
        }
    }
}

fn decimal(number: Decimal) -> (u128, u128) {
    (u128::from(number.digits), 10_u128.pow(number.scale.min(9)))
}

fn times(one: (u128, u128), other: (u128, u128)) -> Option<(u128, u128)> {
    let (numerator, denominator) = (one.0.checked_mul(other.0)?, one.1.checked_mul(other.1)?);
    Some(reduced(numerator, denominator))
}

fn reduced(numerator: u128, denominator: u128) -> (u128, u128) {
    let (mut a, mut b) = (numerator, denominator);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    (numerator / a.max(1), denominator / a.max(1))
}
