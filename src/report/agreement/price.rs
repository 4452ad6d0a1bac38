//! What a credit is worth on the agreement's example fee: an exact fraction, printed rounded up, in the customer's favour.

use super::part::Part;
use crate::model::{Credit, Fee, FeePer, Period};
use crate::report::Availability;
use crate::report::natural::Natural;

/// Currencies without a smaller unit (ISO 4217).
const WHOLE: [&str; 16] = [
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND",
    "VUV", "XAF", "XOF",
];
/// Currencies whose smaller unit is a thousandth.
const THOUSANDTHS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

/// An amount of money as an exact fraction: a price, and the part of it. Their product may be finer than 128 bits hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    of: Part,
    part: Part,
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
        Self::new((year.0, year.1), (part.0, part.1), fee)
    }

    /// So large a part of a price, both a numerator and a denominator, in the currency of `fee`; `None` where a denominator is 0, and
    /// where the numbers are too large to be money.
    pub(in crate::report) fn new(
        (price, one): (u128, u128),
        (part, whole): (u128, u128),
        fee: &Fee,
    ) -> Option<Self> {
        (one > 0 && whole > 0).then_some(())?;
        let amount = Self {
            of: Part(price, one).reduced(),
            part: Part(part, whole).reduced(),
            currency: fee.money.currency.clone(),
        };
        amount.smallest_units().is_some().then_some(amount)
    }

    /// The amount with the currency's own decimals, rounded up: `0.42`.
    #[must_use]
    pub fn rounded_up(&self) -> String {
        let places = self.places();
        let power = power(places);
        let units = self.smallest_units().unwrap_or(u128::MAX);
        match places {
            0 => units.to_string(),
            _ => format!("{}.{:0>places$}", units / power, units % power),
        }
    }

    /// The exact amount, as numerator and denominator; `None` where it is too fine for them.
    #[must_use]
    pub fn fraction(&self) -> Option<(u128, u128)> {
        let Part(numerator, denominator) = self.of.times(self.part)?;
        Some((numerator, denominator))
    }

    /// How many of the currency's smallest units it takes; `None` where that is not a number of 128 bits.
    fn smallest_units(&self) -> Option<u128> {
        let product = |a: u128, b: u128| Natural::new(a).times(&Natural::new(b));
        let amount = product(self.of.0, self.part.0);
        let units = amount.times(&Natural::new(power(self.places())));
        units.over(&product(self.of.1, self.part.1))
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

fn power(places: usize) -> u128 {
    10_u128.pow(u32::try_from(places).unwrap_or(2))
}
