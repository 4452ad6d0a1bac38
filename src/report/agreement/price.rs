//! What a credit is worth on the agreement's example fee: an exact fraction, printed rounded up, in the customer's favour.

use super::part::Part;
use crate::model::{Credit, Fee, FeePer, Period};
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
        Self::of_year(fee, Part::of(period, credit, availability)?)
    }

    /// What this part of a year's price is worth where `fee` is paid; `None` where the numbers are too large to be money.
    pub(super) fn of_year(fee: &Fee, part: Part) -> Option<Self> {
        let year = match fee.per {
            FeePer::Year => Part::decimal(fee.money.amount),
            FeePer::Month => Part::decimal(fee.money.amount).times(Part(12, 1))?,
        };
        let Part(numerator, denominator) = year.times(part)?;
        Self::new((numerator, denominator), fee)
    }

    /// This amount in the currency of `fee`; `None` of nothing.
    pub(in crate::report) fn new(
        (numerator, denominator): (u128, u128),
        fee: &Fee,
    ) -> Option<Self> {
        let Part(numerator, denominator) = Part(numerator, denominator).reduced();
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
