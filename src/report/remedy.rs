//! What a remedy is worth against the time that was lost: the sum that a reader would do.
//!
//! A person who was hit lost the whole time of the incident, whatever share of all people that was. So the value of it is that part of the
//! month in which it began; and a remedy of that part, in the same measure, gives back exactly what was lost.

use super::agreement::Price;
use super::{Owed, Report};
use crate::model::{Amount, Apology, Credit, Decimal, Fee, FeePer, Site};
use crate::timeline::{Month, Zone};

/// A remedy against the time that was lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Against {
    /// Seconds that were lost: of the incident that lasted longest.
    pub lost: i64,
    /// The month in which it began.
    pub month: Month,
    /// Seconds of that month.
    pub whole: i64,
    /// What is given, as a part of a month's price.
    given: (u128, u128),
    /// What the lost time cost on the example fee of the agreement, where there is one.
    pub cost: Option<Price>,
    /// What is given, on the same fee.
    pub worth: Option<Price>,
}

impl Against {
    /// The lost time as a part of the month, in percent, cut off after `decimals`: `0.268%`.
    #[must_use]
    pub fn lost_percent(&self, decimals: u32) -> String {
        let (lost, whole) = (part(self.lost), part(self.whole));
        text(lost * 100, whole, decimals) + "%"
    }

    /// How many times what is given is what was lost, cut off after `decimals`: `11.16`. `None` where nothing was lost.
    #[must_use]
    pub fn times(&self, decimals: u32) -> Option<String> {
        let (numerator, denominator) = self.ratio()?;
        Some(text(numerator, denominator, decimals))
    }

    /// Whether less is given than was lost, compared exactly.
    #[must_use]
    pub fn is_below(&self) -> bool {
        self.ratio()
            .is_some_and(|(numerator, denominator)| numerator < denominator)
    }

    fn ratio(&self) -> Option<(u128, u128)> {
        let (numerator, denominator) = self.given;
        let lost = denominator
            .checked_mul(part(self.lost))
            .filter(|lost| *lost > 0)?;
        Some((numerator.checked_mul(part(self.whole))?, lost))
    }
}

impl Report {
    /// The remedy of the apology at `position` against the time that was lost; `None` without a remedy whose size is known, or while
    /// nothing is over yet.
    #[must_use]
    pub fn against(&self, site: &Site, position: usize) -> Option<Against> {
        let apology = site.apologies.get(position)?;
        let amount = apology.remedy.as_ref()?.amount.as_ref()?;
        let owed = self.apologies.get(position)?.owed.as_ref();
        let (lost, month) = self.longest(site, apology)?;
        against(amount, owed, fee(site, owed), (lost, month), &site.zone)
    }

    /// Seconds of the incident that lasted longest, and the month in which it began.
    fn longest(&self, site: &Site, apology: &Apology) -> Option<(i64, Month)> {
        let lasted = apology.incidents.iter().filter_map(|position| {
            let known = self.incidents.get(*position)?;
            let started = site.incidents.get(*position)?.started.at;
            Some((known.duration, Month::of(site.zone.day_of(started))))
        });
        lasted
            .max_by_key(|(duration, _)| *duration)
            .filter(|(duration, _)| *duration > 0)
    }
}

fn fee<'s>(site: &'s Site, owed: Option<&Owed>) -> Option<&'s Fee> {
    site.agreements.get(owed?.agreement)?.fee.as_ref()
}

/// `amount` against `lost` seconds of a month.
pub(super) fn against(
    amount: &Amount,
    owed: Option<&Owed>,
    fee: Option<&Fee>,
    (lost, month): (i64, Month),
    zone: &Zone,
) -> Option<Against> {
    let whole = zone.month(month).seconds();
    let given = match amount {
        Amount::Share { percent, .. } => percent.fraction(),
        Amount::Days(days) => of_days(*days, whole),
        Amount::Money(money) => {
            let fee = fee.filter(|fee| fee.money.currency == money.currency)?;
            let (paid, one) = monthly(fee);
            (
                u128::from(money.amount.digits) * one,
                paid.checked_mul(10_u128.pow(money.amount.scale.min(9)))?,
            )
        }
        Amount::Agreement => match owed?.credit? {
            Credit::Days(days) => of_days(days, whole),
            Credit::Percent(percent) => percent.fraction(),
            // So many times the price of what was lost is its own ratio.
            Credit::Multiple(times) => (
                u128::from(times.digits) * part(lost),
                10_u128.pow(times.scale.min(9)) * part(whole),
            ),
        },
    };
    let price = |part: (u128, u128)| Price::new(monthly(fee?), part, fee?);
    Some(Against {
        lost,
        month,
        whole,
        given,
        cost: price((part(lost), part(whole))),
        worth: price(given),
    })
}

fn of_days(days: Decimal, whole: i64) -> (u128, u128) {
    (
        u128::from(days.digits) * 86_400,
        10_u128.pow(days.scale.min(9)) * part(whole),
    )
}

/// The price of a month.
fn monthly(fee: &Fee) -> (u128, u128) {
    let money = fee.money.amount;
    let one = 10_u128.pow(money.scale.min(9));
    match fee.per {
        FeePer::Month => (u128::from(money.digits), one),
        FeePer::Year => (u128::from(money.digits), one * 12),
    }
}

fn part(seconds: i64) -> u128 {
    u128::try_from(seconds).unwrap_or(0)
}

/// A fraction cut off after so many decimals.
fn text(numerator: u128, denominator: u128, decimals: u32) -> String {
    let places = decimals.min(6) as usize;
    let power = 10_u128.pow(decimals.min(6));
    let cut = numerator.saturating_mul(power) / denominator.max(1);
    match places {
        0 => cut.to_string(),
        _ => format!("{}.{:0>places$}", cut / power, cut % power),
    }
}

#[cfg(test)]
mod tests {
    use super::{Against, against};
    use crate::model::{Amount, Decimal, Fee, FeePer, Money, Percent};
    use crate::timeline::{Month, Zone};

    fn decimal(digits: u64, scale: u32) -> Decimal {
        Decimal { digits, scale }
    }

    fn share(percent: u64) -> Amount {
        Amount::Share {
            percent: Percent(decimal(percent, 0)),
            of: "the next bill".to_owned(),
        }
    }

    /// So many minutes of a month of 31 days, or of 30.
    fn told(amount: &Amount, minutes: i64, month: i8) -> Against {
        let fee = Fee {
            money: Money {
                amount: decimal(799, 2),
                currency: "USD".to_owned(),
            },
            per: FeePer::Month,
        };
        let month = Month::new(2011, month).unwrap();
        against(
            amount,
            None,
            Some(&fee),
            (minutes * 60, month),
            &Zone::utc(),
        )
        .unwrap()
    }

    #[test]
    fn three_percent_for_two_hours_are_eleven_times_what_was_lost() {
        let told = told(&share(3), 120, 3);
        assert_eq!(told.times(2).as_deref(), Some("11.16"));
        assert_eq!(told.lost_percent(3), "0.268%");
        let prices =
            [told.cost.clone(), told.worth.clone()].map(|price| price.unwrap().rounded_up());
        assert_eq!(prices, ["0.03", "0.24"]);
        assert!(!told.is_below());
    }

    #[test]
    fn three_percent_for_a_whole_day_are_less_than_it() {
        let told = told(&share(3), 1_440, 9);
        assert_eq!(
            (told.times(2).as_deref(), told.is_below()),
            (Some("0.90"), true)
        );
    }

    #[test]
    fn days_and_money_are_measured_in_the_same_way() {
        let days = told(&Amount::Days(decimal(3, 0)), 100, 9);
        assert_eq!(days.times(1).as_deref(), Some("43.2"));
        let money = Amount::Money(Money {
            amount: decimal(500, 2),
            currency: "USD".to_owned(),
        });
        assert_eq!(told(&money, 1_440, 9).times(2).as_deref(), Some("18.77"));
    }
}
