//! What must hold for any site: random small ones, held against the slow formula and against themselves.

use super::dice::{DAY, DAYS, Dice, STEP, random, with_totals};
use super::reference::{FINE, Slow, World, one_day};
use super::{Availability, Report, report};
use crate::model::{Level, Site};
use crate::report::builder::incident;
use crate::timeline::{Instant, Interval};

/// How many sites each property is tried on, unless `FORTHRIGHT_SITES` says more.
const SITES: u64 = 100;

fn each_site(check: impl Fn(&mut Dice, Site, Instant, u64)) {
    some_sites(1, check);
}

/// `share` times as many sites, from the seed that `FORTHRIGHT_SEED` names on.
pub(super) fn some_sites(share: u64, check: impl Fn(&mut Dice, Site, Instant, u64)) {
    let asked = |name: &str, otherwise| {
        let text = std::env::var(name).ok();
        text.map_or(otherwise, |text| text.parse().expect(name))
    };
    let (count, first) = (
        asked("FORTHRIGHT_SITES", SITES) * share,
        asked("FORTHRIGHT_SEED", 1),
    );
    #[expect(clippy::print_stdout, reason = "who sees it fail must know the seed")]
    {
        println!("{count} sites from seed {first} on");
    }
    for seed in first..first + count {
        let mut dice = Dice::new(seed);
        let (mut site, as_of) = random(&mut dice);
        if seed % 2 == 0 {
            with_totals(&mut site, &mut dice);
        }
        check(&mut dice, site, as_of, seed);
    }
}

/// The running day of a random site.
pub(super) fn running(site: &Site, as_of: Instant) -> usize {
    let runs = |index: &usize| {
        let day = super::dice::day(&site.zone, *index);
        day.is_some_and(|day| day.contains(as_of.plus(-1)))
    };
    (0..=2 * DAYS).find(runs).unwrap()
}

/// Every availability of a report that a reader may see.
fn all(report: &Report) -> impl Iterator<Item = Availability> {
    report.components.iter().flat_map(|component| {
        let windows = component.windows.iter().map(|(_, figure)| figure);
        let months = component.months.iter().map(|(_, figure)| figure);
        let figures = windows
            .chain(months)
            .chain(component.days.iter().map(|cell| &cell.figure));
        figures.flat_map(|figure| [figure.availability, figure.strict, figure.lenient])
    })
}

#[test]
fn every_figure_is_what_looking_at_every_moment_gives() {
    some_sites(3, |_, site, as_of, seed| {
        let report = report(&site, as_of);
        let running = running(&site, as_of);
        let world = World::new(&site, as_of);
        for (key, component) in report.components.iter().enumerate() {
            let days: Vec<_> = (0..=running).map(|day| one_day(&world, key, day)).collect();
            for (length, figure) in &component.windows {
                let slow: Slow = days.iter().rev().take(*length as usize).copied().sum();
                let told = [figure.availability, figure.strict, figure.lenient];
                let name = format!("seed {seed}, component {key}, {length} days");
                for (told, down) in told.into_iter().zip(slow.down) {
                    let members = i128::from(told.members);
                    assert_eq!(
                        i128::try_from(told.down).unwrap() * FINE,
                        down * members,
                        "down, {name}"
                    );
                    assert_eq!(
                        i128::from(told.observed) * FINE,
                        slow.observed * members,
                        "observed, {name}"
                    );
                }
                assert_eq!(figure.planned, slow.planned, "planned, {name}");
                assert_eq!(figure.unknown, slow.unknown, "unknown, {name}");
            }
            let cells = component.days.iter().rev().map(|cell| cell.harm);
            let there = |day: &usize| super::dice::day(&site.zone, *day).is_some();
            let there: Vec<_> = (0..=running).filter(there).collect();
            let harms = there.iter().rev().map(|day| days[*day].harm);
            assert!(
                cells.take(there.len()).eq(harms),
                "harm, seed {seed}, component {key}"
            );
        }
    });
}

#[test]
fn a_window_is_the_sum_of_its_days() {
    each_site(|_, site, as_of, seed| {
        for component in report(&site, as_of).components {
            for (_, figure) in &component.windows {
                let cells = component.days.iter().map(|cell| &cell.figure);
                let cells = cells.filter(|cell| figure.window.contains(cell.window.from()));
                let down: u128 = cells.clone().map(|cell| cell.availability.down).sum();
                let observed: i64 = cells.map(|cell| cell.availability.observed).sum();
                assert_eq!(
                    (figure.availability.down, figure.availability.observed),
                    (down, observed),
                    "seed {seed}"
                );
            }
        }
    });
}

#[test]
fn no_figure_is_printed_above_what_it_is() {
    each_site(|_, site, as_of, seed| {
        for availability in all(&report(&site, as_of)) {
            let Some(text) = availability.percent(3) else {
                continue;
            };
            let total = u128::try_from(availability.observed).unwrap() * 10_000;
            let digits = text.trim_start_matches('<').trim_end_matches('%');
            let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "000"));
            let printed: u128 = format!("{whole}{fraction}").parse().unwrap();
            let exact = (total - availability.down) * 100_000;
            assert!(
                text.starts_with('<') || printed * total <= exact,
                "seed {seed}: {text} of {availability:?}"
            );
            assert_eq!(text == "100%", availability.down == 0, "seed {seed}");
        }
    });
}

#[test]
fn strict_is_never_above_and_lenient_never_below_the_figure() {
    each_site(|_, site, as_of, seed| {
        for component in report(&site, as_of).components {
            for (_, figure) in component.windows {
                let [strict, counted, lenient] =
                    [figure.strict, figure.availability, figure.lenient].map(|one| one.down);
                assert!(lenient <= counted && counted <= strict, "seed {seed}");
            }
        }
    });
}

#[test]
fn more_downtime_never_raises_a_figure() {
    each_site(|dice, mut site, as_of, seed| {
        let before = report(&site, as_of);
        let (component, span) = (dice.below(6), dice.interval());
        site.incidents
            .push(incident(component, Level::MajorOutage, span.from(), Some(span.to())).into());
        let after = report(&site, as_of);
        for (old, new) in all(&before)
            .zip(all(&after))
            .filter(|(old, _)| old.has_data())
        {
            let (old, new) = ((old.down, old.observed), (new.down, new.observed));
            let up =
                |(down, observed): (u128, i64)| u128::try_from(observed).unwrap() * 10_000 - down;
            let total = |(_, observed): (u128, i64)| u128::try_from(observed).unwrap();
            assert!(
                up(new) * total(old) <= up(old) * total(new),
                "seed {seed}: {old:?} became {new:?}"
            );
        }
    });
}

#[test]
fn an_interval_that_is_split_changes_nothing() {
    each_site(|dice, site, as_of, seed| {
        let mut split = site.clone();
        for incident in &mut split.incidents {
            let incident = std::sync::Arc::make_mut(incident);
            let impact = incident.impacts[0];
            let middle = impact
                .from
                .plus(i64::try_from(dice.below(30)).unwrap() * STEP);
            if impact.to.is_none_or(|to| middle < to) && impact.from < middle {
                incident.impacts[0].to = Some(middle);
                incident.impacts.push(crate::model::Impact {
                    from: middle,
                    ..impact
                });
            }
        }
        let (told, told_split) = (report(&site, as_of), report(&split, as_of));
        assert!(all(&told).eq(all(&told_split)), "seed {seed}");
        for position in 0..site.incidents.len() {
            let figures = |effects: Vec<super::MonthEffect>| {
                let figures = effects.iter().map(|effect| (effect.with, effect.without));
                figures.collect::<Vec<_>>()
            };
            let whole = figures(told.effects(&site, position));
            let split = figures(told_split.effects(&split, position));
            assert_eq!(whole, split, "seed {seed}");
        }
    });
}

#[test]
fn a_month_without_an_incident_is_that_of_a_site_without_it() {
    each_site(|_, mut site, as_of, seed| {
        for component in &mut site.components {
            // What was measured in its time goes with an incident, so only sites without outages compare.
            if let Some(measured) = &mut component.measured {
                measured.outages.clear();
                measured.days.clear();
            }
        }
        let with = report(&site, as_of);
        for position in 0..site.incidents.len() {
            let mut other = site.clone();
            other.incidents.remove(position);
            let without = report(&other, as_of);
            for effect in with.effects(&site, position) {
                let months = &without.components[effect.component.0].months;
                let month = months
                    .iter()
                    .find(|(month, _)| *month == effect.month)
                    .unwrap();
                assert_eq!(
                    effect.without, month.1.availability,
                    "seed {seed}, incident {position}"
                );
            }
        }
    });
}

#[test]
fn what_makes_a_figure_adds_up_to_it() {
    some_sites(3, |_, site, as_of, seed| {
        let report = report(&site, as_of);
        for key in site.component_keys() {
            for (days, figure) in &report.components[key.0].windows {
                let told = report.statement(&site, key, figure.window).unwrap();
                let name = format!("seed {seed}, component {}, {days} days", key.0);
                let placed: u128 = told.stretches.iter().map(super::Stretch::down).sum();
                let by_day: u128 = told.days.iter().map(|day| day.down).sum();
                assert_eq!(placed + by_day, figure.availability.down, "down, {name}");
                let passed = told.passed.map_or(0, Interval::seconds);
                let left_out: i64 = told.left_out.iter().map(|part| part.amount).sum();
                let unknown: i64 = told.days.iter().map(|day| day.unknown).sum();
                let missing = told.missing(super::WhyLeftOut::NoData);
                assert_eq!(missing, figure.missing, "no data, {name}");
                assert_eq!(
                    passed * figure.availability.members - left_out - unknown,
                    figure.availability.observed,
                    "observed, {name}"
                );
                let apart = told.stretches.windows(2);
                assert!(
                    apart
                        .into_iter()
                        .all(|pair| pair[0].span.to() <= pair[1].span.from()),
                    "order, {name}"
                );
            }
        }
    });
}

#[test]
fn the_worst_window_is_the_worst_of_all() {
    each_site(|_, site, as_of, seed| {
        let report = report(&site, as_of);
        for key in site.component_keys() {
            let Some((_, figure)) = report.components[key.0].windows.last() else {
                continue;
            };
            let (range, length) = (figure.window, 6 * STEP);
            let starts = (0..).map(|step| range.from().plus(step * STEP));
            let end = range.to().min(as_of);
            let windows = starts
                .map(|from| Interval::new(from, from.plus(length)).unwrap())
                .take_while(|window| window.to() <= end);
            let down = |window| report.figure(key, window).unwrap().availability.down;
            let most = windows.map(down).max().unwrap_or(0);
            let told = report.worst(key, range, length);
            let told = told.map_or(0, |worst| worst.availability.down);
            // A day's total lies on one instant, which a window may hold at its very end as well.
            assert!(told >= most, "seed {seed}, component {}", key.0);
            let totals = site.components[key.0].measured.as_ref();
            if !site.components[key.0].is_group() && totals.is_none_or(|one| one.days.is_empty()) {
                assert_eq!(told, most, "seed {seed}, component {}", key.0);
            }
        }
    });
}

#[test]
fn a_month_that_is_over_stays_as_it_is() {
    each_site(|dice, mut site, as_of, seed| {
        // What is said of work later may change what is known of it; everything else may not.
        for work in &mut site.maintenances {
            work.updates.retain(|update| update.at.at <= as_of);
        }
        let later = as_of.plus(i64::try_from(dice.below(3 * DAY)).unwrap() * STEP);
        let (early, late) = (report(&site, as_of), report(&site, later));
        let days = 0..running(&site, as_of);
        for key in site.component_keys() {
            for day in days.clone() {
                let Some(window) = super::dice::day(&site.zone, day) else {
                    continue;
                };
                let told = |report: &Report| report.figure(key, window).unwrap();
                assert_eq!(
                    told(&early),
                    told(&late),
                    "seed {seed}, component {}, day {day}",
                    key.0
                );
            }
        }
    });
}

#[test]
fn nothing_after_as_of_is_known() {
    each_site(|dice, mut site, as_of, seed| {
        let before = report(&site, as_of);
        let later = Interval::new(as_of.plus(STEP), as_of.plus(2 * STEP)).unwrap();
        site.incidents.insert(
            0,
            incident(
                dice.below(6),
                Level::MajorOutage,
                later.from(),
                Some(later.to()),
            )
            .into(),
        );
        let after = report(&site, as_of);
        assert!(all(&before).eq(all(&after)), "seed {seed}");
        assert!(
            after
                .components
                .iter()
                .all(|component| !component.incidents.contains(&0)),
            "seed {seed}"
        );
    });
}

#[test]
fn the_ends_of_time_make_a_report() {
    for seed in 1..=10 {
        let mut dice = Dice::new(seed);
        let (mut site, _) = random(&mut dice);
        for component in &mut site.components {
            (component.introduced, component.weight) = (None, u32::MAX - component.weight);
        }
        let early = Some(Instant::EARLIEST.plus(86_400));
        site.incidents
            .push(incident(0, Level::PartialOutage, Instant::EARLIEST, early).into());
        for as_of in [
            Instant::EARLIEST,
            Instant::EARLIEST.plus(1),
            Instant::LATEST,
        ] {
            let report = report(&site, as_of);
            assert_eq!(report.components.len(), site.components.len());
        }
    }
}
