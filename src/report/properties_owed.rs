//! What agreements owe, held against the slow formula: short outages left out, sums under one cap.

use super::properties::{running, some_sites};
use crate::model::{Agreement, Credit, Percent, Site};
use crate::report::dice::day;
use crate::report::reference::{FINE, Slow, World, one_day, outages};
use crate::report::report;
use crate::timeline::Interval;

/// The days of a random site that begin in `window`, up to the one at `last`.
fn days_in(site: &Site, window: Interval, last: usize) -> impl Iterator<Item = usize> {
    let inside = move |index: &usize| {
        let day = day(&site.zone, *index);
        day.is_some_and(|day| window.contains(day.from()))
    };
    (0..=last).filter(inside)
}

/// The credit of the deepest tier that a period falls below.
fn slow_credit(agreement: &Agreement, down: i128, observed: i128) -> Option<Credit> {
    let below = |Percent(limit): Percent| {
        let (limit, whole) = (i128::from(limit.digits), 100 * 10_i128.pow(limit.scale));
        observed > 0 && (observed * 10_000 - down) * whole < limit * observed * 10_000
    };
    let mut hit = agreement.tiers.iter().filter(|tier| below(tier.below));
    hit.next_back().map(|tier| tier.credit)
}

#[test]
fn what_is_owed_is_what_looking_at_every_moment_gives() {
    some_sites(3, |_, site, as_of, seed| {
        let (report, world) = (report(&site, as_of), World::new(&site, as_of));
        let last = running(&site, as_of);
        for key in site.component_keys() {
            let Some(agreement) = site.component(key).agreement else {
                continue;
            };
            let agreement = &site.agreements[agreement];
            let days: Vec<_> = (0..=last).map(|day| one_day(&world, key.0, day)).collect();
            let mut short = outages(&world, key.0, last);
            short.retain(|one| {
                agreement
                    .min_outage
                    .is_some_and(|most| one.seconds() < most)
            });
            for index in (0..=last).filter(|index| day(&site.zone, *index).is_some()) {
                let name = format!("seed {seed}, component {}, day {index}", key.0);
                let end = day(&site.zone, index).unwrap().to().min(as_of);
                let owed = report.owed(&site, key, end.plus(-1)).unwrap();
                let slow: Slow = days_in(&site, owed.window, last).map(|day| days[day]).sum();
                let inside = short.iter().filter_map(|one| one.within(owed.window));
                let (left, seconds) = inside
                    .clone()
                    .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
                let told = owed
                    .left_out
                    .map_or((0, 0), |told| (told.outages, told.seconds));
                assert_eq!(told, (inside.count(), seconds), "left out, {name}");
                let rest = (owed.window.to() - as_of.max(owed.window.from())).max(0);
                let (down, observed) =
                    (slow.down[0] - left, slow.observed + i128::from(rest) * FINE);
                let members = i128::from(owed.availability.members);
                assert_eq!(
                    i128::try_from(owed.availability.down).unwrap() * FINE,
                    down * members,
                    "down, {name}"
                );
                assert_eq!(
                    i128::from(owed.availability.observed) * FINE,
                    observed * members,
                    "observed, {name}"
                );
                assert_eq!(
                    owed.credit,
                    slow_credit(agreement, down, observed),
                    "credit, {name}"
                );
            }
        }
    });
}
