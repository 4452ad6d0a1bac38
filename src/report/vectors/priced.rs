//! Cases about money: what credits are worth, and what a remedy is against what was lost.

use serde_json::Value;

use super::{availability, decimal, digits, each, number, text};
use crate::model::{Agreement, Amount, Credit, Fee, FeePer, Money, Percent, Period};
use crate::report::builder::agreement;
use crate::report::{Price, remedy, together};
use crate::timeline::{Month, Zone};

fn fee(amount: &Value, per: FeePer) -> Fee {
    let money = Money {
        amount: decimal(text(amount)),
        currency: "USD".to_owned(),
    };
    Fee { money, per }
}

/// The exact price with two decimals, cut off as the press did.
fn cut(price: &Price) -> String {
    let (numerator, denominator) = price.fraction().unwrap();
    let cents = numerator * 100 / denominator;
    format!("{}.{:02}", cents / 100, cents % 100)
}

#[test]
fn what_credits_are_worth_is_as_worked_by_hand() {
    let month = Period::CalendarMonth;
    each("extension_value", 2, |inputs, expected, name| {
        let credit = Credit::Days(decimal(&inputs["days"].to_string()));
        let fee = fee(&inputs["annual_fee"], FeePer::Year);
        let price = Price::of(&fee, month, credit, availability(0, 1)).unwrap();
        assert_eq!(cut(&price), text(&expected["value"]), "{name}");
    });
    each("multiple_credit", 2, |inputs, expected, name| {
        let credit = Credit::Multiple(decimal(&inputs["multiple"].to_string()));
        let fee = fee(&inputs["monthly_fee"], FeePer::Month);
        let down = u128::try_from(number(&inputs["down_hours"])).unwrap() * 3_600 * 10_000;
        let figure = availability(down, number(&inputs["period_hours"]) * 3_600);
        let price = Price::of(&fee, month, credit, figure).unwrap();
        assert_eq!(cut(&price), text(&expected["credit"]), "{name}");
    });
    each("ratio_credit", 1, |inputs, expected, name| {
        let credit = Credit::Multiple(decimal("1"));
        let fee = fee(&inputs["fee"], FeePer::Month);
        let down = u128::try_from(number(&inputs["outage_minutes"])).unwrap() * 60 * 10_000;
        let figure = availability(down, number(&inputs["scheduled_minutes"]) * 60);
        let price = Price::of(&fee, month, credit, figure).unwrap();
        assert_eq!(price.rounded_up(), text(&expected["credit"]), "{name}");
    });
}

#[test]
fn credits_under_one_agreement_end_at_the_fee_as_worked_by_hand() {
    each("cap", 1, |inputs, expected, name| {
        let credits = inputs["credits"].as_array().unwrap().iter();
        let credits = credits.map(|credit| Credit::Percent(Percent(decimal(text(credit)))));
        let credits: Vec<_> = credits.map(|credit| (credit, availability(0, 1))).collect();
        let agreement = Agreement {
            fee: Some(fee(&inputs["fee"], FeePer::Month)),
            ..agreement(&[])
        };
        let sum = together(&agreement, 30, &credits).unwrap();
        let worth = sum.worth.unwrap().rounded_up();
        assert_eq!(worth, text(&expected["credit"]), "{name}");
        assert!(sum.capped, "{name}");
    });
}

#[test]
fn goodwill_is_held_against_what_was_lost_as_worked_by_hand() {
    each("goodwill_vs_prorata", 5, |inputs, expected, name| {
        let amount = Amount::Share {
            percent: Percent(decimal(text(&inputs["credit_percent"]))),
            of: "the next bill".to_owned(),
        };
        let month = match number(&inputs["period_minutes"]) {
            44_640 => Month::new(2011, 3),
            _ => Month::new(2011, 9),
        };
        let lost = number(&inputs["down_minutes"]) * 60;
        let fee = fee(&inputs["fee"], FeePer::Month);
        let told = remedy::against(
            &amount,
            None,
            Some(&fee),
            (lost, month.unwrap()),
            &Zone::utc(),
        );
        let told = told.unwrap();
        let worth = told.worth.as_ref().unwrap().rounded_up();
        assert_eq!(worth, text(&expected["credit"]), "{name}");
        assert_eq!(
            told.times(2).as_deref(),
            expected["ratio_2dp"].as_str(),
            "{name}"
        );
        assert_eq!(
            Some(told.is_below()),
            expected["below_pro_rata"].as_bool(),
            "{name}"
        );
        let (numerator, denominator) = told.cost.unwrap().fraction().unwrap();
        let millionths = i64::try_from(numerator * 1_000_000 / denominator).unwrap();
        let apart = millionths - digits(text(&expected["pro_rata_6dp"]));
        assert!((-1..=0).contains(&apart), "{name}: {apart}");
    });
}
