use super::super::builder::{at, component, incident, site};
use super::super::dice::Dice;
use super::super::natural::Natural;
use super::part::Part;
use crate::model::{
    Agreement, AgreementClaim, Credit, Decimal, Fee, FeePer, Level, Money, Percent, Period, Site,
    Tier,
};
use crate::report::{Availability, Owed, Price, report};
use crate::timeline::{CivilPeriod, Instant};

fn number(digits: u64, scale: u32) -> Decimal {
    Decimal { digits, scale }
}

fn tier(below: u64, credit: Credit) -> Tier {
    Tier {
        below: Percent(number(below, 1)),
        credit,
    }
}

fn days(count: u64) -> Credit {
    Credit::Days(number(count, 0))
}

/// The demo's agreement, on a site whose one component was down for so many seconds in September 2009.
fn mail(seconds: i64, change: impl Fn(&mut Agreement)) -> Site {
    let mut site = site("America/Los_Angeles");
    let mut web = component("mail-web", Some(at("2004-04-01T00:00-08:00")));
    web.agreement = Some(0);
    site.components.push(web);
    let from = at("2009-09-01T12:30-07:00");
    let harm = incident(0, Level::MajorOutage, from, Some(from.plus(seconds)));
    site.incidents.push(harm.into());
    let mut premier = Agreement {
        id: "premier".to_owned(),
        period: Period::CalendarMonth,
        zone: None,
        min_outage: None,
        tiers: vec![tier(999, days(3)), tier(990, days(7)), tier(950, days(15))],
        cap: Some(days(15)),
        fee: Some(Fee {
            money: Money {
                amount: number(5_000, 2),
                currency: "USD".to_owned(),
            },
            per: FeePer::Year,
        }),
        claim: Some(AgreementClaim {
            automatic: false,
            within: Some(30 * 86_400),
            contact: None,
        }),
    };
    change(&mut premier);
    site.agreements.push(premier);
    site
}

fn owed(site: &Site, as_of: Instant, period: &str) -> Owed {
    let key = site.component_keys().next().unwrap();
    let period = CivilPeriod::parse(period).unwrap();
    report(site, as_of).owed_in(site, key, period).unwrap()
}

fn october() -> Instant {
    at("2009-10-02T00:00-07:00")
}

#[test]
fn at_the_exact_boundary_nothing_is_owed_and_one_second_more_owes_the_tier() {
    let boundary = 43 * 60 + 12;
    let owed = |seconds| owed(&mail(seconds, |_| ()), october(), "2009-09").credit;
    assert_eq!(owed(boundary), None);
    assert_eq!(owed(boundary + 1), Some(days(3)));
}

#[test]
fn a_hundred_minutes_owe_three_days_until_the_end_of_october() {
    let owed = owed(&mail(6_000, |_| ()), october(), "2009-09");
    assert_eq!((owed.credit, owed.tier), (Some(days(3)), Some(0)));
    let worth = owed.worth.unwrap();
    assert_eq!(
        (worth.rounded_up().as_str(), worth.currency.as_str()),
        ("0.42", "USD")
    );
    assert_eq!(worth.fraction(), Some((30, 73)));
    assert_eq!(owed.claim_by, Some(at("2009-10-31T00:00-07:00")));
}

#[test]
fn what_comes_by_itself_has_no_deadline() {
    let site = mail(6_000, |agreement| {
        if let Some(claim) = &mut agreement.claim {
            claim.automatic = true;
        }
    });
    assert_eq!(owed(&site, october(), "2009-09").claim_by, None);
}

#[test]
fn the_price_of_the_downtime_is_owed_so_many_times_and_no_more_than_the_cap() {
    let credit = |times, cap: Option<u64>| {
        let site = mail(43_200, |agreement| {
            agreement.tiers = vec![tier(999, Credit::Multiple(number(times, 0)))];
            agreement.cap = cap.map(|cap| Credit::Percent(Percent(number(cap, 0))));
        });
        let owed = owed(&site, october(), "2009-09");
        (
            owed.credit.unwrap(),
            owed.worth.unwrap().fraction().unwrap(),
        )
    };
    // Half a day of thirty, ten times, is a sixth of the month: 50 / 12 / 6.
    assert_eq!(
        credit(10, Some(17)),
        (Credit::Multiple(number(10, 0)), (25, 36))
    );
    assert_eq!(
        credit(10, Some(16)),
        (Credit::Percent(Percent(number(16, 0))), (2, 3))
    );
    assert_eq!(credit(1, None).1, (5, 72));
}

#[test]
fn a_period_that_runs_is_judged_on_its_whole_length() {
    let site = mail(1_200, |_| ());
    let owed = owed(&site, at("2009-09-02T00:00-07:00"), "2009-09");
    assert!(owed.running);
    assert_eq!(
        (owed.credit, owed.availability.observed),
        (None, 30 * 86_400)
    );
}

#[test]
fn an_agreement_counts_in_its_own_periods_and_zone() {
    let site = mail(6_000, |agreement| {
        agreement.zone = Some(crate::timeline::Zone::utc());
    });
    let owed = owed(&site, october(), "2009-09");
    assert_eq!(owed.window.from(), at("2009-09-01T00:00Z"));
    let key = site.component_keys().next().unwrap();
    let quarter = CivilPeriod::parse("2009-Q3").unwrap();
    assert!(
        report(&site, october())
            .owed_in(&site, key, quarter)
            .is_none()
    );
}

#[test]
fn money_without_a_smaller_unit_is_rounded_up_to_a_whole_one() {
    let site = mail(6_000, |agreement| {
        if let Some(fee) = &mut agreement.fee {
            fee.money.currency = "JPY".to_owned();
        }
    });
    assert_eq!(
        owed(&site, october(), "2009-09")
            .worth
            .unwrap()
            .rounded_up(),
        "1"
    );
}

/// Ten thousand sums: by length of the outage, by how often its price is owed, in currencies of 0, 2 and 3 decimals.
#[test]
fn money_is_never_below_the_exact_sum_nor_a_whole_unit_above_it() {
    let month = Availability {
        down: 0,
        observed: 30 * 86_400,
        members: 1,
    };
    for (currency, decimals) in [("USD", 2), ("JPY", 0), ("KWD", 3)] {
        for case in 0..3_400_u64 {
            let fee = Fee {
                money: Money {
                    amount: number(case * 7_919 + 1, 2),
                    currency: currency.to_owned(),
                },
                per: FeePer::Month,
            };
            let credit = Credit::Multiple(number(case % 11 + 1, 0));
            let figure = month.worse_by(i64::try_from(case * 761 + 1).unwrap() % month.observed);
            let price = Price::of(&fee, Period::CalendarMonth, credit, figure).unwrap();
            let printed: u128 = price.rounded_up().replace('.', "").parse().unwrap();
            let (numerator, denominator) = price.fraction().unwrap();
            let exact = numerator * 10_u128.pow(decimals);
            assert!(printed * denominator >= exact, "{case} {currency}");
            assert!(
                (printed - u128::from(printed > 0)) * denominator < exact.max(1),
                "{case} {currency}"
            );
        }
    }
}

#[test]
fn money_of_parts_too_fine_for_the_machine_is_the_least_that_is_not_below_them() {
    let mut dice = Dice::new(17);
    let mut wide = || {
        let digits = (0..4).map(|_| u128::try_from(dice.below(1 << 31)).unwrap());
        digits.fold(1, |wide: u128, digit| (wide << 31) | digit)
    };
    for case in 0..2_000 {
        let fee = Fee {
            money: Money {
                amount: number(case * 7_919 + 1, 2),
                currency: "USD".to_owned(),
            },
            per: FeePer::Month,
        };
        let (one, two) = (wide(), wide());
        let part = Part(one.min(two), one.max(two)).reduced();
        let text = Price::of_year(&fee, part).unwrap().rounded_up();
        let cents: u128 = text.replace('.', "").parse().unwrap();
        let product = |a: u128, b: u128| Natural::new(a).times(&Natural::new(b));
        let exact = product(u128::from(case * 7_919 + 1) * 12, part.0);
        assert!(product(cents, part.1) >= exact, "{case}: {text}");
        assert!(product(cents - 1, part.1) < exact, "{case}: {text}");
    }
}

#[test]
fn each_tier_begins_one_part_below_its_threshold() {
    let site = mail(0, |_| ());
    let month = |down| Availability {
        down,
        observed: 30 * 86_400,
        members: 1,
    };
    let agreement = &site.agreements[0];
    let total = 30 * 86_400 * 10_000_u128;
    for (position, allowed) in [total / 1_000, total / 100, total / 20]
        .into_iter()
        .enumerate()
    {
        let before = position.checked_sub(1);
        assert_eq!(super::tier(agreement, month(allowed)), before);
        assert_eq!(super::tier(agreement, month(allowed + 1)), Some(position));
    }
}
