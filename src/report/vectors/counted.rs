//! Cases about what is counted.

use serde_json::Value;

use super::{decimal, each, number, percent, text};
use crate::model::{
    Agreement, BasisPoints, Credit, Level, Percent, Period, PlannedPolicy, Rollup, Site, Tier,
};
use crate::report::builder::{
    self, at, component, group, incident, link, measured, site, span, work,
};
use crate::report::{Availability, Figure, agreement, evidence, ledgers, report};
use crate::timeline::{Instant, Interval};

fn interval(value: &Value) -> Interval {
    span(text(&value["from"]), text(&value["to"]))
}

fn points(value: &Value) -> BasisPoints {
    BasisPoints(value.as_u64().unwrap().try_into().unwrap())
}

fn level(value: &Value) -> Level {
    match text(value) {
        "outage" => Level::MajorOutage,
        "partial" => Level::PartialOutage,
        "degraded" => Level::DegradedPerformance,
        other => panic!("no level: {other}"),
    }
}

/// The site of an availability case, and the instant to look at it.
fn described(inputs: &Value) -> (Site, Interval, Instant) {
    let window = span(text(&inputs["window"][0]), text(&inputs["window"][1]));
    let instant = |key: &str| inputs.get(key).map(|value| at(text(value)));
    let mut site = site("UTC");
    let weights = &inputs["weights_bp"];
    let counting = &mut site.counting;
    (counting.major, counting.partial, counting.degraded) = (
        points(&weights["outage"]),
        points(&weights["partial"]),
        points(&weights["degraded"]),
    );
    counting.planned = match text(&inputs["policy"]) {
        "planned_not_counted" => PlannedPolicy::NotCounted,
        "exclude_window" => PlannedPolicy::ExcludeWindow,
        "counts_as_outage" => PlannedPolicy::CountsAsOutage,
        other => panic!("no policy: {other}"),
    };
    let mut subject = component(
        "subject",
        Some(instant("introduced").unwrap_or(window.from())),
    );
    subject.retired = instant("retired");
    let mut measured = measured();
    measured.unknown = inputs["unknown"]
        .as_array()
        .unwrap()
        .iter()
        .map(interval)
        .collect();
    subject.measured = Some(measured);
    site.components.push(subject);
    for case in inputs["incidents"].as_array().unwrap() {
        let to = case.get("to").map(|to| at(text(to)));
        let mut incident = incident(0, level(&case["level"]), at(text(&case["from"])), to);
        incident.impacts[0].share = case.get("weight_bp").map(points);
        site.incidents.push(incident.into());
    }
    for case in inputs["maintenance"].as_array().unwrap() {
        // The case without notice says nothing of the work itself: only what was declared is harm there.
        let announced = case.get("announced") != Some(&Value::Bool(false));
        let level = if announced {
            Level::UnderMaintenance
        } else {
            Level::Operational
        };
        let mut work = work(0, level, interval(case));
        work.announced = work.announced.filter(|_| announced);
        site.maintenances.push(work);
    }
    (site, window, instant("now").unwrap_or(window.to()))
}

/// The figure of the first component over any window.
fn figure(site: &Site, window: Interval, as_of: Instant) -> Figure {
    let evidence = evidence::gather(site, as_of);
    let (ledger, _) = ledgers(site, &evidence, as_of).swap_remove(0);
    ledger.figure(window)
}

#[test]
fn availabilities_are_as_worked_by_hand() {
    each("availability", 35, |inputs, expected, name| {
        let (site, window, as_of) = described(inputs);
        let figure = figure(&site, window, as_of);
        let availability = figure.availability;
        assert_eq!(
            availability.observed,
            number(&expected["observed_s"]),
            "{name}"
        );
        assert_eq!(
            availability.down.to_string(),
            expected["weighted_down_e4"].to_string(),
            "{name}"
        );
        assert_eq!(
            figure.planned,
            number(&expected["planned_maintenance_s"]),
            "{name}"
        );
        if expected.get("display").is_some() {
            assert_eq!(availability.percent(2), None, "{name}");
            return;
        }
        for (decimals, key) in [(2, "pct_floor_2"), (3, "pct_floor_3"), (4, "pct_floor_4")] {
            assert_eq!(
                percent(availability, decimals),
                text(&expected[key]),
                "{name}"
            );
        }
        let nines = availability.nines();
        assert_eq!(
            nines.map(|nines| i64::from(nines.whole())),
            expected["nines_whole"].as_i64(),
            "{name}"
        );
        for (decimals, key) in [(1, "nines_1dp"), (2, "nines_2dp")] {
            assert_eq!(
                nines.map(|nines| nines.text(decimals)).as_deref(),
                expected[key].as_str(),
                "{name}"
            );
        }
    });
}

#[test]
fn groups_are_as_worked_by_hand() {
    each("group_availability", 7, |inputs, expected, name| {
        let window = span(text(&inputs["window"][0]), text(&inputs["window"][1]));
        let outages = inputs["components"].as_array().unwrap();
        let rollup = match text(&inputs["mode"]) {
            "any_down" => Rollup::AnyDown,
            "all_down" => Rollup::AllDown,
            "mean" => Rollup::Mean,
            "weighted" => Rollup::Weighted,
            other => panic!("no roll-up: {other}"),
        };
        let mut site = site("UTC");
        let members: Vec<_> = (1..=outages.len()).collect();
        site.components.push(group("group", rollup, &members));
        for (position, outages) in outages.iter().enumerate() {
            let mut member = component(&format!("member-{position}"), Some(window.from()));
            member.weight = inputs["weights"][position]
                .as_u64()
                .map_or(1, |weight| weight.try_into().unwrap());
            site.components.push(member);
            for outage in outages.as_array().unwrap() {
                let (from, to) = (at(text(&outage[0])), at(text(&outage[1])));
                site.incidents
                    .push(incident(position + 1, Level::MajorOutage, from, Some(to)).into());
            }
        }
        link(&mut site);
        let availability = figure(&site, window, window.to()).availability;
        assert_eq!(
            availability.observed_seconds(),
            number(&expected["observed_s"]),
            "{name}"
        );
        assert_eq!(
            availability.down_seconds(),
            number(&expected["down_s"]),
            "{name}"
        );
        assert_eq!(
            percent(availability, 4),
            text(&expected["pct_floor_4"]),
            "{name}"
        );
    });
}

#[test]
fn tiers_are_hit_as_worked_by_hand() {
    each("credit_tier", 15, |inputs, expected, name| {
        let days = inputs["table"]["unit"] == "days";
        let credit = |value: &Value| {
            let amount = decimal(&value.to_string());
            if days {
                Credit::Days(amount)
            } else {
                Credit::Percent(Percent(amount))
            }
        };
        let tiers = inputs["table"]["tiers"].as_array().unwrap().iter();
        let agreement = Agreement {
            id: String::new(),
            period: Period::CalendarMonth,
            zone: None,
            min_outage: None,
            tiers: tiers
                .map(|tier| Tier {
                    below: Percent(decimal(text(&tier[0]))),
                    credit: credit(&tier[1]),
                })
                .collect(),
            cap: None,
            fee: None,
            claim: None,
        };
        let down = u128::try_from(number(&inputs["down_minutes"])).unwrap() * 600_000;
        let availability = Availability {
            down,
            observed: number(&inputs["total_minutes"]) * 60,
            members: 1,
        };
        assert_eq!(
            percent(availability, 4),
            text(&expected["availability_pct_floor_4"]),
            "{name}"
        );
        let tier = agreement::tier(&agreement, availability);
        let hit = tier.and_then(|tier| agreement::credit(&agreement, tier, availability));
        let owed = (expected["credit"] != 0).then(|| credit(&expected["credit"]));
        assert_eq!(hit, owed, "{name}");
    });
}

#[test]
fn outages_that_are_too_short_for_an_agreement_are_left_out_as_worked_by_hand() {
    each("min_period", 1, |inputs, expected, name| {
        let mut site = site("UTC");
        let mut subject = component("subject", Some(at("2008-01-01T00:00Z")));
        subject.agreement = Some(0);
        site.components.push(subject);
        site.agreements.push(Agreement {
            min_outage: Some(number(&inputs["min_minutes"]) * 60),
            ..builder::agreement(&[(999, 10)])
        });
        let mut from = at("2008-08-01T00:00Z");
        for minutes in inputs["outage_minutes"].as_array().unwrap() {
            let end = from.plus(number(minutes) * 60);
            let harm = incident(0, Level::MajorOutage, from, Some(end));
            site.incidents.insert(0, harm.into());
            from = end.plus(86_400);
        }
        let report = report(&site, at("2008-09-01T00:00Z"));
        let key = crate::model::ComponentKey(0);
        let owed = report.owed(&site, key, at("2008-08-31T00:00Z")).unwrap();
        let public = report.figure(key, owed.window).unwrap().availability;
        let told = [owed.availability, public].map(|one| one.down_seconds() / 60);
        let worked = ["counted_minutes", "plain_minutes"].map(|of| number(&expected[of]));
        assert_eq!(told, worked, "{name}");
        let left_out = owed
            .left_out
            .map(|left_out| (left_out.outages, left_out.seconds / 60));
        assert_eq!(left_out, Some((3, worked[1] - worked[0])), "{name}");
    });
}

#[test]
fn the_day_of_the_mail_outage_has_its_nines_in_every_window() {
    let mut site = site("America/Los_Angeles");
    site.components
        .push(component("mail-web", Some(at("2004-04-01T00:00:00-08:00"))));
    let (from, to) = (
        at("2009-09-01T12:30:00-07:00"),
        at("2009-09-01T14:10:00-07:00"),
    );
    site.incidents
        .push(incident(0, Level::MajorOutage, from, Some(to)).into());
    let report = report(&site, at("2009-10-02T00:00:00-07:00"));
    let [thirty, ninety, year] = &report.components[0].windows[..] else {
        panic!("three windows")
    };
    assert_eq!(thirty.1.availability.percent(3).as_deref(), Some("100%"));
    assert_eq!(ninety.1.availability.percent(3).as_deref(), Some("99.922%"));
    assert_eq!(
        ninety.1.nines().map(|nines| nines.text(2)).as_deref(),
        Some("3.11")
    );
    assert_eq!(year.1.window.seconds(), 365 * 86_400);
    let september = report.components[0]
        .months
        .iter()
        .find(|(month, _)| month.to_string() == "2009-09")
        .unwrap();
    assert_eq!(
        september.1.availability.percent(2).as_deref(),
        Some("99.76%")
    );
}
