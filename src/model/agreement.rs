//! What a provider owes when it falls short.

use std::fmt;

use super::{Decimal, Money, Percent, Period};
use crate::timeline::Zone;

/// A service level agreement.
#[derive(Debug, Clone)]
pub struct Agreement {
    /// Stable id.
    pub id: String,
    /// The window it is measured over.
    pub period: Period,
    /// Zone of that window; the site's own where it is not written.
    pub zone: Option<Zone>,
    /// Seconds: outages that are shorter do not count towards what is owed.
    pub min_outage: Option<i64>,
    /// From the mildest to the deepest: strictly falling thresholds.
    pub tiers: Vec<Tier>,
    /// The most that is owed.
    pub cap: Option<Credit>,
    /// The price that examples are worked out on: an amount of money `per` a time.
    pub fee: Option<Fee>,
    /// How to claim.
    pub claim: Option<AgreementClaim>,
}

/// One step of an agreement: strictly below this, that is owed.
#[derive(Debug, Clone)]
pub struct Tier {
    /// Availability strictly below this hits the tier.
    pub below: Percent,
    /// What is owed then.
    pub credit: Credit,
}

/// What is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credit {
    /// Days of service.
    Days(Decimal),
    /// Percent of the period's fee.
    Percent(Percent),
    /// So many times the price of the time that was down. Once is a credit in proportion.
    Multiple(Decimal),
}

impl fmt::Display for Credit {
    /// As it is written in the site file: `3 days`, `10%`, `10 times the downtime`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(days) if (days.digits, days.scale) == (1, 0) => f.write_str("1 day"),
            Self::Days(days) => write!(f, "{} days", days.text()),
            Self::Percent(percent) => write!(f, "{}%", percent.0.text()),
            Self::Multiple(times) if (times.digits, times.scale) == (1, 0) => {
                f.write_str("proportional")
            }
            Self::Multiple(times) => write!(f, "{} times the downtime", times.text()),
        }
    }
}

/// A price for a time.
#[derive(Debug, Clone)]
pub struct Fee {
    /// How much.
    pub money: Money,
    /// For how long.
    pub per: FeePer,
}

/// The time that a price is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeePer {
    /// A month.
    Month,
    /// A year.
    Year,
}

/// How a credit is claimed.
#[derive(Debug, Clone)]
pub struct AgreementClaim {
    /// Given by itself, or on request.
    pub automatic: bool,
    /// Within how many seconds of the period's end.
    pub within: Option<i64>,
    /// Whom to ask.
    pub contact: Option<String>,
}
