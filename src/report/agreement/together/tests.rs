//! Sums by hand, and what holds for any sum.

use super::super::part::Part;
use super::{Sum, Together, together};
use crate::model::{Agreement, ComponentKey, Credit, Decimal, Fee, FeePer, Level, Money, Percent};
use crate::model::{Period, Rollup};
use crate::report::builder::{agreement, at, component, group, incident, link, site};
use crate::report::dice::Dice;
use crate::report::{Availability, Price, report};
use crate::timeline::CivilPeriod;

fn number(digits: usize, scale: u32) -> Decimal {
    let digits = u64::try_from(digits).unwrap();
    Decimal { digits, scale }
}

fn percent(hundredths: usize) -> Credit {
    Credit::Percent(Percent(number(hundredths, 2)))
}

fn days(count: usize) -> Credit {
    Credit::Days(number(count, 0))
}

/// A month of a day down.
fn month(down: usize) -> Availability {
    Availability {
        down: 10_000 * u128::try_from(down).unwrap(),
        observed: 30 * 86_400,
        members: 1,
    }
}

fn priced(cap: Option<Credit>, cents: usize) -> Agreement {
    let money = Money {
        amount: number(cents, 2),
        currency: "USD".to_owned(),
    };
    Agreement {
        cap,
        fee: Some(Fee {
            money,
            per: FeePer::Month,
        }),
        ..agreement(&[(999, 10)])
    }
}

fn told(sum: &Sum) -> (String, String, bool) {
    let worth = sum.worth.as_ref().unwrap().rounded_up();
    (sum.credit.to_string(), worth, sum.capped)
}

fn sum(agreement: &Agreement, credits: &[Credit]) -> Sum {
    let credits: Vec<_> = credits
        .iter()
        .map(|credit| (*credit, month(86_400)))
        .collect();
    together(agreement, 30, &credits).unwrap()
}

#[test]
fn percentages_add_up_to_no_more_than_the_cap_or_the_fee() {
    let of = |cap, credits: &[Credit]| told(&sum(&priced(cap, 10_000), credits));
    let (sixty, seventy) = (percent(6_000), percent(7_000));
    let text = |credit: &str, worth: &str, capped| (credit.to_owned(), worth.to_owned(), capped);
    assert_eq!(of(None, &[sixty, seventy]), text("100%", "100.00", true));
    assert_eq!(
        of(None, &[sixty, percent(4_000)]),
        text("100%", "100.00", false)
    );
    assert_eq!(
        of(Some(percent(8_050)), &[sixty, seventy]),
        text("80.5%", "80.50", true)
    );
    assert_eq!(
        of(None, &[percent(1), percent(2)]),
        text("0.03%", "0.03", false)
    );
}

#[test]
fn days_add_up_to_no_more_than_the_cap_or_the_days_of_the_month() {
    let of = |cap, credits: &[Credit]| told(&sum(&priced(cap, 3_000), credits)).0;
    assert_eq!(of(Some(days(15)), &[days(3), days(7)]), "10 days");
    assert_eq!(of(Some(days(15)), &[days(15), days(3)]), "15 days");
    assert_eq!(of(None, &[days(15), days(15), days(3)]), "30 days");
    // By the agreement's own word one component alone is owed more than that.
    assert_eq!(of(None, &[days(45), days(3)]), "45 days");
}

#[test]
fn prices_of_the_downtime_add_up_to_no_more_than_the_fee() {
    let times = |count| Credit::Multiple(number(count, 0));
    let of = |credits: &[Credit]| told(&sum(&priced(None, 3_000), credits)).1;
    // Each was down for a day of thirty.
    assert_eq!(of(&[times(1), times(1)]), "2.00");
    assert_eq!(of(&[times(10), times(10)]), "20.00");
    assert_eq!(of(&[times(20), times(20)]), "30.00");
    assert_eq!(
        of(&[times(1), days(1)]),
        "1.99",
        "a day is the 365th part of a year"
    );
}

fn random(dice: &mut Dice) -> Credit {
    match dice.below(3) {
        0 => days(dice.below(20)),
        1 => percent(dice.below(10_001)),
        _ => Credit::Multiple(number(dice.below(200), 1)),
    }
}

/// An agreement and up to six credits under it.
fn case(dice: &mut Dice) -> (Agreement, Vec<(Credit, Availability)>) {
    let cap = (dice.below(2) == 0).then(|| random(dice));
    let periods = [
        Period::CalendarMonth,
        Period::CalendarQuarter,
        Period::Rolling { days: 30 },
    ];
    let agreement = Agreement {
        period: periods[dice.below(3)],
        ..priced(cap, dice.below(20_000) + 1)
    };
    let credits = (0..=dice.below(6)).map(|_| (random(dice), month(dice.below(30 * 86_400) + 1)));
    let credits = credits.collect();
    (agreement, credits)
}

/// What a part of a year's price is on the fee of `agreement`.
fn exact(agreement: &Agreement, part: Part) -> Part {
    fraction(Price::of_year(agreement.fee.as_ref().unwrap(), part).as_ref())
}

fn fraction(price: Option<&Price>) -> Part {
    let (numerator, denominator) = price.unwrap().fraction().unwrap();
    Part(numerator, denominator)
}

#[test]
fn a_sum_lies_between_the_greatest_credit_and_its_bounds() {
    for seed in 1..=2_000 {
        let (agreement, credits) = case(&mut Dice::new(seed));
        let sum = together(&agreement, 30, &credits).unwrap();
        let (worth, most) = (
            fraction(sum.worth.as_ref()),
            fraction(sum.most_worth.as_ref()),
        );
        let part = |(credit, figure)| Part::of(agreement.period, credit, figure).unwrap();
        let parts: Vec<_> = credits.iter().copied().map(part).collect();
        let greatest = *parts.iter().max().unwrap();
        assert!(
            worth >= exact(&agreement, greatest),
            "seed {seed}: below the greatest"
        );
        assert!(worth <= most, "seed {seed}: above the most");
        let mut credits = credits.iter();
        let whole = if credits.all(|(credit, _)| matches!(credit, Credit::Days(_))) {
            Part(30, 365)
        } else {
            Part::period(agreement.period)
        };
        assert!(
            most <= exact(&agreement, whole.max(greatest)),
            "seed {seed}: above the fee"
        );
        if let Some(cap @ (Credit::Days(_) | Credit::Percent(_))) = agreement.cap {
            let cap = part((cap, month(0))).max(greatest);
            assert!(most <= exact(&agreement, cap), "seed {seed}: above the cap");
        }
        let plain = exact(&agreement, Part::sum(&parts).unwrap());
        assert_eq!(
            (worth, sum.capped),
            (plain.min(most), plain > most),
            "seed {seed}"
        );
    }
}

#[test]
fn a_sum_is_the_same_in_any_order() {
    for seed in 1..=2_000 {
        let mut dice = Dice::new(seed);
        let (agreement, mut credits) = case(&mut dice);
        let sum = together(&agreement, 30, &credits);
        let turn = dice.below(credits.len());
        credits.rotate_left(turn);
        credits.reverse();
        assert_eq!(together(&agreement, 30, &credits), sum, "seed {seed}");
    }
}

#[test]
fn a_sum_too_fine_for_its_exact_fraction_is_a_trace_above_it_in_any_order() {
    let figure = |observed| Availability {
        down: 7_919,
        observed,
        members: 1,
    };
    let seconds = [
        2_591_999, 2_591_981, 2_591_963, 2_591_957, 2_591_951, 2_591_933,
    ];
    let mut credits: Vec<_> = seconds
        .map(|observed| (Credit::Multiple(number(1, 0)), figure(observed)))
        .into();
    let sum = together(&priced(None, 10_000), 30, &credits).unwrap();
    credits.reverse();
    assert_eq!(together(&priced(None, 10_000), 30, &credits).unwrap(), sum);
    let (numerator, denominator) = sum.worth.as_ref().unwrap().fraction().unwrap();
    // Six times 7,919 ten-thousandths of a second, of a month a little shorter than thirty days, at 100.00.
    assert!(numerator * 2_592_000 * 10_000 > denominator * 6 * 7_919 * 100);
    assert!(numerator * 2_591_900 * 10_000 < denominator * 6 * 7_919 * 100);
}

#[test]
fn a_sum_of_five_fine_parts_is_worth_what_they_are_worth_each() {
    // Five components, down for five and a half hours of a quarter of which some seconds are not known.
    let seconds = [
        (20_001, 31),
        (20_008, 37),
        (20_015, 43),
        (20_022, 77),
        (20_029, 109),
    ];
    let figure = |down: u128, unknown: i64| Availability {
        down: down * 10_000,
        observed: 92 * 86_400 - unknown,
        members: 1,
    };
    let credits =
        seconds.map(|(down, unknown)| (Credit::Multiple(number(5, 0)), figure(down, unknown)));
    let told = |cents| {
        let agreement = Agreement {
            period: Period::CalendarQuarter,
            ..priced(None, cents)
        };
        told(&together(&agreement, 92, &credits).unwrap())
    };
    let text = |worth: &str| ("6.3%".to_owned(), worth.to_owned(), false);
    assert_eq!(told(9_999), text("18.89"));
    assert_eq!(told(199_999), text("377.70"));
}

/// A group and its two members, all under one agreement, whose members were down one after the other.
fn mail(rollup: Rollup, alone: bool) -> Option<Together> {
    let mut site = site("UTC");
    site.components = vec![
        group("mail", rollup, &[1, 2]),
        component("web", Some(at("2009-01-01T00:00Z"))),
        component("imap", Some(at("2009-01-01T00:00Z"))),
    ];
    link(&mut site);
    for component in site.components.iter_mut().skip(usize::from(alone)) {
        component.agreement = Some(0);
    }
    site.agreements.push(agreement(&[(999, 10), (998, 25)]));
    for (key, day) in [(1, "2009-09-01T00:00Z"), (2, "2009-09-02T00:00Z")] {
        let harm = incident(key, Level::MajorOutage, at(day), Some(at(day).plus(3_600)));
        site.incidents.insert(0, harm.into());
    }
    let month = CivilPeriod::parse("2009-09").unwrap();
    report(&site, at("2009-10-02T00:00Z")).owed_together_in(&site, 0, month)
}

#[test]
fn credits_of_two_components_add_up() {
    let told = mail(Rollup::AnyDown, true).unwrap();
    assert_eq!(told.components, [ComponentKey(1), ComponentKey(2)]);
    assert_eq!(
        (told.sum.credit.to_string(), told.at_least()),
        ("20%".to_owned(), false)
    );
}

#[test]
fn the_time_of_a_group_is_not_owed_for_twice() {
    // 25% for two hours of the group are more than twice 10% for one hour of each member; an hour of either alone is none of a pool.
    assert_eq!(mail(Rollup::AnyDown, false), None, "the group alone");
    let told = mail(Rollup::AllDown, false).unwrap();
    assert_eq!(told.components, [ComponentKey(1), ComponentKey(2)]);
}
