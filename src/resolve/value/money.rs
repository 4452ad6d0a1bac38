//! Money, fees, credits and the amounts of a remedy.

use super::Wrong;
use super::number::{decimal, percent};
use crate::model::{Amount, Credit, Decimal, Fee, FeePer, Money};

/// `5.00 USD`.
fn money(text: &str) -> Result<Money, Wrong> {
    let wrong = || {
        Wrong::new(
            "invalid-money",
            format!("`{text}` is not an amount of money"),
        )
        .help("write the amount, with at most two digits after the point, and the three letters of one currency: `5.00 USD`")
    };
    let (number, currency) = text.trim().split_once(' ').ok_or_else(wrong)?;
    let amount = decimal(number)
        .filter(|amount| amount.scale <= 2)
        .ok_or_else(wrong)?;
    let code = currency.trim();
    let letters = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    letters
        .then(|| Money {
            amount,
            currency: code.to_owned(),
        })
        .ok_or_else(wrong)
}

/// `50.00 USD per year`.
pub(crate) fn fee(text: &str) -> Result<Fee, Wrong> {
    let wrong = || {
        Wrong::new("invalid-money", format!("`{text}` is not a price"))
            .help("write it like `50.00 USD per year`, or `per month`")
    };
    let (sum, per) = text.split_once(" per ").ok_or_else(wrong)?;
    let per = match per.trim() {
        "month" => FeePer::Month,
        "year" => FeePer::Year,
        _ => return Err(wrong()),
    };
    Ok(Fee {
        money: money(sum)?,
        per,
    })
}

/// `3 days`.
fn days(text: &str) -> Option<Decimal> {
    let (number, unit) = text.trim().split_once(' ')?;
    matches!(unit.trim(), "day" | "days")
        .then(|| decimal(number))
        .flatten()
}

/// What an agreement owes: `3 days`, `10%` of the period's fee, `10 times the downtime`, or `proportional`, which is once.
pub(crate) fn credit(text: &str) -> Result<Credit, Wrong> {
    if let Some(days) = days(text) {
        return Ok(Credit::Days(days));
    }
    if let Some(times) = multiple(text.trim()) {
        return Ok(Credit::Multiple(times));
    }
    percent(text).map(Credit::Percent).map_err(|_| {
        Wrong::new("invalid-amount", format!("`{text}` is not a credit")).help(
            "write `3 days`, `10%` of the period's fee, or `10 times the downtime` for its price; `proportional` is that price once",
        )
    })
}

/// `10 times the downtime`, `proportional`.
fn multiple(text: &str) -> Option<Decimal> {
    const ONCE: Decimal = Decimal {
        digits: 1,
        scale: 0,
    };
    if text == "proportional" {
        return Some(ONCE);
    }
    let number = text.strip_suffix("the downtime")?.trim_end();
    decimal(number.strip_suffix("times")?.trim_end())
}

/// What a remedy gives: `3% of the next bill`, `5.00 USD`, `3 days` or `agreement`.
pub(crate) fn amount(text: &str) -> Result<Amount, Wrong> {
    let trimmed = text.trim();
    if trimmed == "agreement" {
        return Ok(Amount::Agreement);
    }
    if let Some(days) = days(trimmed) {
        return Ok(Amount::Days(days));
    }
    if let Some((share, of)) = trimmed.split_once(" of ")
        && let Ok(percent) = percent(share)
    {
        return Ok(Amount::Share {
            percent,
            of: of.trim().to_owned(),
        });
    }
    money(trimmed).map(Amount::Money).map_err(|_| {
        Wrong::new("invalid-amount", format!("`{text}` is not an amount"))
            .help("write `3% of the next bill`, `5.00 USD`, `3 days`, or `agreement` for what the agreement owes")
    })
}

#[cfg(test)]
mod tests {
    use super::{amount, credit, fee, money};
    use crate::model::{Amount, Credit, Decimal};

    #[test]
    fn money_needs_a_currency_and_whole_cents() {
        assert_eq!(
            money("5.00 USD").map(|money| money.amount.text()),
            Ok("5.00".to_owned())
        );
        for text in ["5.001 USD", "$5", "5 usd", "5", "USD 5", "-5 USD", "5 USDX"] {
            assert!(money(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_fee_is_for_a_month_or_a_year() {
        assert!(fee("50.00 USD per year").is_ok());
        assert!(fee("50.00 USD per week").is_err());
    }

    #[test]
    fn amounts_have_four_forms() {
        assert_eq!(amount("agreement"), Ok(Amount::Agreement));
        assert_eq!(
            amount("3 days"),
            Ok(Amount::Days(Decimal {
                digits: 3,
                scale: 0
            }))
        );
        assert!(matches!(
            amount("3% of the next bill"),
            Ok(Amount::Share { .. })
        ));
        assert!(matches!(amount("5.00 USD"), Ok(Amount::Money(_))));
        assert!(amount("a lot").is_err());
        assert_eq!(
            credit("10 times the downtime"),
            Ok(Credit::Multiple(Decimal {
                digits: 10,
                scale: 0
            }))
        );
        assert_eq!(credit("1 times the downtime"), credit("proportional"));
        assert!(credit("10 times").is_err());
        assert_eq!(
            credit("7 days"),
            Ok(Credit::Days(Decimal {
                digits: 7,
                scale: 0
            }))
        );
    }
}
