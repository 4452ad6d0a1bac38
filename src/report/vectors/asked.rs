//! Cases about what is asked of a report: budgets, worst windows, what samples can tell.

use serde_json::Value;

use super::{availability, decimal, digits, each, number, percent, text};
use crate::model::{BasisPoints, Level, Outage, Percent, Rollup, Site};
use crate::report::builder::{at, component, group, incident, link, measured, site, span, work};
use crate::report::{Availability, Budget, Durations, Sampled, report};
use crate::timeline::{Instant, Interval};

fn target(value: &Value) -> Percent {
    Percent(decimal(text(value)))
}

/// A number with at most three decimals, in thousandths.
fn thousandths(value: &Value) -> i64 {
    let number = value.to_string();
    let (whole, fraction) = number.split_once('.').unwrap_or((&number, ""));
    format!("{whole}{fraction:0<3}").parse().unwrap()
}

#[test]
fn budgets_are_as_worked_by_hand() {
    each("error_budget", 3, |inputs, expected, name| {
        let down = u128::try_from(number(&inputs["down_s"])).unwrap() * 10_000;
        let budget = Budget {
            target: target(&inputs["slo_percent"]),
            availability: availability(down, number(&inputs["window_s"])),
        };
        assert_eq!(
            budget.allowed_seconds(),
            number(&expected["budget_s"]),
            "{name}"
        );
        assert_eq!(
            budget.left_seconds(),
            number(&expected["remaining_s"]),
            "{name}"
        );
        let spent = budget.spent(2).unwrap();
        assert_eq!(
            spent.trim_end_matches('%'),
            text(&expected["consumed_pct_floor_2"]),
            "{name}"
        );
    });
}

#[test]
fn what_a_target_allows_is_as_worked_by_hand() {
    let lengths = [
        ("day", 86_400),
        ("week", 604_800),
        ("month_30d", 2_592_000),
        ("month_mean_gregorian", 2_629_746),
        ("quarter_91d", 7_862_400),
        ("year_365d", 31_536_000),
        ("year_mean_gregorian", 31_556_952),
    ];
    each("allowance_seconds", 10, |inputs, expected, name| {
        for (key, seconds) in lengths {
            let budget = Budget {
                target: target(&inputs["percent"]),
                availability: availability(0, seconds * 1_000),
            };
            // The cases are rounded to thousandths of a second.
            let apart = budget.allowed_seconds() - thousandths(&expected[key]);
            assert!(apart.abs() <= 1, "{name}, {key}: {apart}");
        }
    });
}

#[test]
fn a_burn_rate_is_the_budget_spent_of_the_time_that_passed() {
    each("burn_rate", 3, |inputs, expected, name| {
        let (hours, period) = (
            number(&inputs["over_hours"]),
            number(&inputs["period_hours"]),
        );
        let share: i64 = text(&inputs["budget_spent_percent"]).parse().unwrap();
        let down = u128::try_from(period * 3_600 * 10_000 / 1_000 * share / 100).unwrap();
        let budget = Budget {
            target: Percent(decimal("99.9")),
            availability: availability(down, hours * 3_600),
        };
        let spent = digits(&budget.spent(1).unwrap());
        assert_eq!(spent, thousandths(&expected["burn_rate"]), "{name}");
    });
    each("burn_rate_of_error_ratio", 1, |inputs, expected, name| {
        let budget = Budget {
            target: target(&inputs["slo_percent"]),
            availability: availability(10_000, 1),
        };
        let spent = digits(&budget.spent(1).unwrap());
        assert_eq!(spent, thousandths(&expected["burn_rate"]), "{name}");
    });
}

#[test]
fn a_number_of_nines_is_the_availability_worked_by_hand() {
    each("availability_from_nines", 6, |inputs, expected, name| {
        let wanted = format!("{:.1}", text(&inputs["nines"]).parse::<f32>().unwrap());
        let up = digits(text(&expected["percent_6dp"]));
        let nines = |up: i64| {
            let down = u128::try_from(100_000_000 - up).unwrap() * 10_000;
            availability(down, 100_000_000).nines().unwrap().text(1)
        };
        assert_eq!(nines(up + 1), wanted, "{name}");
        assert!(nines(up - 1) < wanted, "{name}");
    });
}

/// A site with one component that lives from `from` on.
fn one(from: Instant) -> Site {
    let mut site = site("UTC");
    site.components.push(component("it", Some(from)));
    site
}

#[test]
fn worst_windows_are_as_worked_by_hand() {
    each("worst_window", 5, |inputs, expected, name| {
        let range = span(text(&inputs["range"][0]), text(&inputs["range"][1]));
        let mut site = one(range.from());
        for outage in inputs["outages"].as_array().unwrap() {
            let (from, to) = (at(text(&outage[0])), at(text(&outage[1])));
            site.incidents
                .push(incident(0, Level::MajorOutage, from, Some(to)).into());
        }
        let key = site.component_keys().next().unwrap();
        let report = report(&site, range.to());
        let worst = report
            .worst(key, range, number(&inputs["window_s"]))
            .unwrap();
        let availability = worst.availability;
        assert_eq!(
            availability.down_seconds(),
            number(&expected["max_down_s"]),
            "{name}"
        );
        assert_eq!(
            percent(availability, 2),
            text(&expected["pct_floor_2"]),
            "{name}"
        );
    });
}

#[test]
fn what_samples_can_tell_is_as_worked_by_hand() {
    let near = |told: &str, expected: &Value, name: &str| {
        let apart = digits(told) - digits(text(expected));
        assert!(apart.abs() <= 1, "{name}: {told} for {expected}");
    };
    each("zero_failures_bound", 2, |inputs, expected, name| {
        let checks = number(&inputs["samples"]).unsigned_abs();
        let sampled = Sampled::new(300, checks, 0).unwrap();
        near(&sampled.low(5), &expected["exact_percent_5dp"], name);
        let nines = sampled.provable().unwrap().text(2);
        assert_eq!(nines, text(&expected["max_provable_nines_2dp"]), "{name}");
    });
    each("wilson", 4, |inputs, expected, name| {
        let checks = number(&inputs["samples"]).unsigned_abs();
        let sampled = Sampled::scored(
            300,
            checks,
            checks - number(&inputs["successes"]).unsigned_abs(),
        );
        let sampled = sampled.unwrap();
        near(&sampled.low(4), &expected["low_percent_4dp"], name);
        near(&sampled.high(4), &expected["high_percent_4dp"], name);
    });
}

#[test]
fn planned_work_beyond_the_yearly_limit_counts_as_worked_by_hand() {
    each("maintenance_cap", 1, |inputs, expected, name| {
        let mut site = one(at("2026-01-01T00:00Z"));
        site.counting.planned_cap = Some(number(&inputs["cap_minutes"]) * 60);
        let mut from = at("2026-02-01T00:00Z");
        for minutes in inputs["planned_minutes"].as_array().unwrap() {
            let planned = Interval::new(from, from.plus(number(minutes) * 60)).unwrap();
            site.maintenances
                .push(work(0, Level::UnderMaintenance, planned));
            from = from.plus(30 * 86_400);
        }
        let year = span("2026-01-01T00:00Z", "2027-01-01T00:00Z");
        let report = report(&site, year.to());
        let figure = report
            .figure(site.component_keys().next().unwrap(), year)
            .unwrap();
        assert_eq!(
            figure.planned,
            number(&expected["not_counted_minutes"]) * 60,
            "{name}"
        );
        let down = figure.availability.down_seconds();
        assert_eq!(
            down,
            number(&expected["counts_as_downtime_minutes"]) * 60,
            "{name}"
        );
        let over: Vec<_> = report
            .maintenances
            .iter()
            .map(|work| work.over_cap)
            .collect();
        assert_eq!(over, [0, 0, down], "{name}");
    });
}

/// A group of members that were down for the shares of one hour, in basis points, each with its weight.
fn shared(rollup: Rollup, members: &[(u16, u32)]) -> Availability {
    let hour = span("2026-06-01T00:00Z", "2026-06-01T01:00Z");
    let mut site = site("UTC");
    let positions: Vec<_> = (1..=members.len()).collect();
    site.components.push(group("all", rollup, &positions));
    for (share, weight) in members {
        let mut member = component("one", Some(hour.from()));
        member.weight = *weight;
        let outage = (*share > 0).then(|| Outage {
            from: hour.from(),
            to: Some(hour.to()),
            level: Level::PartialOutage,
            share: Some(BasisPoints(*share)),
        });
        member.measured = Some(measured());
        if let Some(measured) = &mut member.measured {
            measured.outages.extend(outage);
        }
        site.components.push(member);
    }
    link(&mut site);
    let group = site.component_keys().next().unwrap();
    report(&site, hour.to())
        .figure(group, hour)
        .unwrap()
        .availability
}

#[test]
fn requests_are_shares_of_a_mean_or_of_a_weighted_group() {
    each("request_availability", 3, |inputs, expected, name| {
        let intervals = inputs["intervals_total_failed"].as_array().unwrap();
        let members: Vec<(u16, u32)> = intervals
            .iter()
            .map(|pair| {
                let (total, failed) = (number(&pair[0]), number(&pair[1]));
                let share = failed * 10_000 / total.max(1);
                (share.try_into().unwrap(), total.max(1).try_into().unwrap())
            })
            .collect();
        let rollup = match text(&inputs["method"]) {
            "aggregate" => Rollup::Weighted,
            _ => Rollup::Mean,
        };
        let told = percent(shared(rollup, &members), 6);
        assert_eq!(told, text(&expected["percent_6dp"]), "{name}");
    });
}

#[test]
fn uptime_by_user_is_the_mean_of_a_group() {
    each("user_uptime", 1, |inputs, expected, name| {
        let users = inputs["users_up_down_minutes"].as_array().unwrap();
        let day = span("2026-06-01T00:00Z", "2026-06-02T00:00Z");
        let mut site = site("UTC");
        let positions: Vec<_> = (1..=users.len()).collect();
        site.components
            .push(group("users", Rollup::Mean, &positions));
        for (position, user) in users.iter().enumerate() {
            site.components.push(component("user", Some(day.from())));
            let end = day.from().plus(number(&user[1]) * 60);
            let harm = Interval::new(day.from(), end);
            site.incidents.extend(harm.map(|harm| {
                incident(
                    position + 1,
                    Level::MajorOutage,
                    harm.from(),
                    Some(harm.to()),
                )
                .into()
            }));
        }
        link(&mut site);
        let group = site.component_keys().next().unwrap();
        let told = report(&site, day.to())
            .figure(group, day)
            .unwrap()
            .availability;
        // The case is rounded to the nearest millionth.
        let apart = digits(&percent(told, 6)) - digits(text(&expected["percent_6dp"]));
        assert!((-1..=0).contains(&apart), "{name}: {apart}");
    });
}

#[test]
fn durations_are_summed_up_as_worked_by_hand() {
    each("duration_stats", 2, |inputs, expected, name| {
        let minutes = inputs["minutes"].as_array().unwrap();
        let seconds = minutes.iter().map(|minutes| number(minutes) * 60).collect();
        let told = Durations::of(seconds);
        if expected["list_instead"] == true {
            assert_eq!(told, None, "{name}");
            return;
        }
        let told = told.unwrap();
        assert_eq!(
            told.median * 1_000 / 60,
            thousandths(&expected["median"]),
            "{name}"
        );
        assert_eq!(
            told.ninetieth,
            number(&expected["p90_nearest_rank"]) * 60,
            "{name}"
        );
        assert_eq!(told.longest, number(&expected["max"]) * 60, "{name}");
    });
}

#[test]
fn a_month_that_was_down_is_at_nothing() {
    each("reference_bug", 1, |inputs, expected, name| {
        let down = u128::try_from(number(&inputs["down_s"])).unwrap() * 10_000;
        let told = availability(down, number(&inputs["true_window_s"]))
            .percent(2)
            .unwrap();
        assert_eq!(
            told.trim_end_matches('%'),
            text(&expected["true_percent"]),
            "{name}"
        );
    });
}
