//! The worked cases of `tests/vectors/availability.json`, each kind by the code that readers' figures come from.

mod asked;
mod counted;
mod priced;
mod printed;

use serde_json::Value;

use super::Availability;
use crate::model::Decimal;

/// Runs `check` on the inputs and expectations of every case of one kind, and demands that there are `count` of them.
fn each(kind: &str, count: usize, check: impl Fn(&Value, &Value, &str)) {
    let all: Value =
        serde_json::from_str(include_str!("../../../tests/vectors/availability.json")).unwrap();
    let cases: Vec<_> = all["cases"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|case| case["fn"] == kind)
        .collect();
    assert_eq!(cases.len(), count, "cases of {kind}");
    for case in cases {
        check(
            &case["inputs"],
            &case["expected"],
            case["name"].as_str().unwrap(),
        );
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

/// Whole numbers may be written with `.0`.
fn number(value: &Value) -> i64 {
    value
        .to_string()
        .trim_end_matches(".0")
        .parse()
        .unwrap_or_else(|_| panic!("no whole number: {value}"))
}

fn decimal(text: &str) -> Decimal {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    Decimal {
        digits: format!("{whole}{fraction}").parse().unwrap(),
        scale: u32::try_from(fraction.len()).unwrap(),
    }
}

/// The exact percentage with all its decimals, as the cases have it: theirs keep `100.00`.
fn percent(availability: Availability, decimals: u32) -> String {
    let text = availability.percent(decimals).unwrap();
    let zeros = "0".repeat(decimals as usize);
    match text.as_str() {
        "100%" => format!("100.{zeros}"),
        "0%" => format!("0.{zeros}"),
        other => other.trim_end_matches('%').to_owned(),
    }
}

fn availability(down: u128, observed: i64) -> Availability {
    Availability {
        down,
        observed,
        members: 1,
    }
}

/// The digits of a percentage.
fn digits(percent: &str) -> i64 {
    percent.replace(['.', '%'], "").parse().unwrap()
}
