//! The formula once more, slowly: a second implementation that looks at every moment by itself, against which random sites are held.
//!
//! All times of a random site are multiples of ten minutes, so a moment every ten minutes is every moment there is.

mod days;
mod outages;

pub(super) use days::{Slow, one_day};
pub(super) use outages::outages;

use std::collections::{BTreeMap, BTreeSet};

use super::dice::{DAYS, STEP, moments};
use crate::model::{
    BasisPoints, ComponentKey, Level, Maintenance, MaintenancePhase, PlannedPolicy, Rollup, Site,
};
use crate::timeline::Instant;

/// Makes the means of means whole numbers.
pub(super) const FINE: i128 = 5_040 * 5_040;

/// What one moment is like for one component.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own"
)]
#[derive(Clone, Copy, Default)]
struct Look {
    alive: bool,
    /// In parts of [`FINE`].
    observed: i128,
    /// In basis points times [`FINE`].
    weights: [i128; 3],
    /// 3 for a major outage, 0 for no harm.
    harm: usize,
    planned: bool,
    excluded: bool,
    /// Observed only because harm was declared where nothing was measured.
    dark: bool,
    /// It is down, or may be: nothing is known of it, or work is planned.
    open: bool,
}

/// A random site seen from one instant.
pub(super) struct World<'s> {
    site: &'s Site,
    as_of: Instant,
    /// For each component, the moments at which planned work goes on that a year cannot hold.
    over: Vec<BTreeSet<Instant>>,
}

impl<'s> World<'s> {
    pub(super) fn new(site: &'s Site, as_of: Instant) -> Self {
        let none = vec![BTreeSet::new(); site.components.len()];
        let mut world = Self {
            site,
            as_of,
            over: none,
        };
        let cap = site.counting.planned_cap;
        // Where planned work counts as an outage, there is nothing to limit.
        if let Some(cap) = cap.filter(|_| site.counting.planned != PlannedPolicy::CountsAsOutage) {
            world.over = site
                .component_keys()
                .map(|key| world.beyond(key.0, cap))
                .collect();
        }
        world
    }

    fn beyond(&self, key: usize, cap: i64) -> BTreeSet<Instant> {
        let mut used: BTreeMap<i16, i64> = BTreeMap::new();
        // Work may last two days past the last day of a site.
        let all = (0..=DAYS + 2).flat_map(|day| moments(&self.site.zone, day));
        let planned = all.filter(|at| !said(self, key, *at).promised.is_empty());
        let beyond = planned.filter(|at| {
            let used = used.entry(self.site.zone.day_of(*at).year()).or_default();
            *used += STEP;
            *used > cap
        });
        beyond.collect()
    }
}

fn look(world: &World<'_>, key: usize, at: Instant) -> Look {
    let (site, as_of) = (world.site, world.as_of);
    let component = &site.components[key];
    if component.is_group() {
        let member = |key: &ComponentKey| (look(world, key.0, at), site.component(*key).weight);
        return mix(
            component.rollup,
            &component.members.iter().map(member).collect::<Vec<_>>(),
        );
    }
    let born = component.introduced.is_none_or(|from| from <= at);
    if !born || component.retired.is_some_and(|to| to <= at) || at >= as_of {
        return Look::default();
    }
    let said = said(world, key, at);
    let policy = site.counting.planned;
    let planned = !said.promised.is_empty();
    let excused = planned && policy != PlannedPolicy::CountsAsOutage;
    let weights = worst_of(&said, site, excused);
    let felt = said
        .declared
        .iter()
        .chain(said.seen.iter().filter(|_| !planned));
    let harm = felt.map(|(level, _)| rank(*level)).max().unwrap_or(0);
    let excluded = planned && policy == PlannedPolicy::ExcludeWindow;
    let down = !excused && (harm >= 2 || weights[0] > 0);
    let blind = blind(site, key, at);
    let observed = !excluded && (!blind || down);
    let weights = weights.map(|weight| if observed { weight * FINE } else { 0 });
    Look {
        alive: true,
        observed: if observed { FINE } else { 0 },
        weights,
        harm,
        planned,
        excluded,
        dark: blind && observed,
        open: weights[0] > 0 || planned || !observed,
    }
}

/// What one moment weighs, as the site counts, strictly, leniently.
fn worst_of(said: &Said, site: &Site, excused: bool) -> [i128; 3] {
    let weigh = |(level, share): &Harm| {
        let own = i128::from(site.counting.weight(*level).0);
        let counted = if *level == Level::PartialOutage {
            [own, 10_000, 0]
        } else {
            [own; 3]
        };
        share.map_or(counted, |share| [i128::from(share.0); 3])
    };
    let promised = said.promised.iter().filter(|_| !excused);
    let all: Vec<_> = said
        .declared
        .iter()
        .chain(&said.seen)
        .chain(promised)
        .map(weigh)
        .collect();
    let worst = |kind: usize| {
        all.iter()
            .map(|weights| weights[kind])
            .max()
            .filter(|_| !excused)
            .unwrap_or(0)
    };
    [0, 1, 2].map(worst)
}

/// A level, and the share where it was measured.
type Harm = (Level, Option<BasisPoints>);

/// All that is said about one moment of a component.
#[derive(Default)]
struct Said {
    declared: Vec<Harm>,
    seen: Vec<Harm>,
    promised: Vec<Harm>,
}

fn said(world: &World<'_>, key: usize, at: Instant) -> Said {
    let (site, as_of) = (world.site, world.as_of);
    let mut said = Said::default();
    let within = |other: ComponentKey| other.0 == key || parents(site, key).contains(&other.0);
    let goes_on = |from: Instant, to: Option<Instant>| from <= at && to.is_none_or(|to| at < to);
    for impact in site.incidents.iter().flat_map(|incident| &incident.impacts) {
        if within(impact.component) && goes_on(impact.from, impact.to) {
            said.declared.push((impact.level, impact.share));
        }
    }
    for outage in site.components[key]
        .measured
        .iter()
        .flat_map(|measured| &measured.outages)
    {
        if goes_on(outage.from, outage.to) {
            said.seen.push((outage.level, outage.share));
        }
    }
    for work in &site.maintenances {
        for (_, level) in work
            .touches
            .iter()
            .filter(|(other, level)| within(*other) && *level != Level::Operational)
        {
            let felt = if *level == Level::UnderMaintenance {
                Level::MajorOutage
            } else {
                *level
            };
            match works(work, site, at, as_of) {
                Some(true) if world.over[key].contains(&at) => said.declared.push((felt, None)),
                Some(true) => said.promised.push((felt, None)),
                Some(false) => said.declared.push((felt, None)),
                None => {}
            }
        }
    }
    said
}

fn blind(site: &Site, key: usize, at: Instant) -> bool {
    site.components[key]
        .measured
        .as_ref()
        .is_some_and(|measured| {
            let before = measured.from.is_some_and(|from| at < from);
            let after = measured.to.is_some_and(|to| at >= to);
            before || after || measured.unknown.iter().any(|unknown| unknown.contains(at))
        })
}

/// Whether the work goes on: as promised, or not as promised.
fn works(work: &Maintenance, site: &Site, at: Instant, as_of: Instant) -> Option<bool> {
    let told = work
        .updates
        .iter()
        .rfind(|update| update.at.at <= as_of && update.announces.is_some());
    let end = match told.map(|update| (update.announces.unwrap(), update.at.at)) {
        Some((MaintenancePhase::Completed | MaintenancePhase::Cancelled, end)) => end,
        Some((MaintenancePhase::InProgress | MaintenancePhase::Verifying, _)) => Instant::LATEST,
        _ => work.planned.to(),
    };
    let promised = work
        .announced
        .is_some_and(|told| work.planned.from() - told.at >= site.counting.notice);
    let goes_on = work.planned.from() <= at && at < end;
    goes_on.then(|| promised && at < work.planned.to())
}

fn parents(site: &Site, key: usize) -> Vec<usize> {
    let mut parents = Vec::new();
    let mut next = site.components[key].parent;
    while let Some(parent) = next {
        parents.push(parent.0);
        next = site.component(parent).parent;
    }
    parents
}

fn rank(level: Level) -> usize {
    match level {
        Level::MajorOutage => 3,
        Level::PartialOutage => 2,
        Level::DegradedPerformance => 1,
        Level::Operational | Level::Unknown | Level::UnderMaintenance => 0,
    }
}

fn mix(rollup: Rollup, all: &[(Look, u32)]) -> Look {
    let members: Vec<_> = all
        .iter()
        .map(|(look, _)| look)
        .filter(|look| look.alive)
        .collect();
    let known: Vec<_> = members.iter().filter(|look| look.observed > 0).collect();
    // Basis points of one member, up to the next whole one.
    let own = |look: &Look, kind: usize| (look.weights[kind] + look.observed - 1) / look.observed;
    let weights = |pick: &dyn Fn(Vec<i128>) -> Option<i128>| {
        [0, 1, 2].map(|kind| {
            FINE * pick(known.iter().map(|look| own(look, kind)).collect()).unwrap_or(0)
        })
    };
    let shared = |part: &dyn Fn(&Look) -> i128| {
        let share = |weight: u32| {
            if rollup == Rollup::Weighted {
                i128::from(weight)
            } else {
                1
            }
        };
        let whole: i128 = all.iter().map(|(_, weight)| share(*weight)).sum();
        all.iter()
            .map(|(look, weight)| part(look) * share(*weight))
            .sum::<i128>()
            / whole
    };
    let harms = || members.iter().map(|look| look.harm);
    let worst = harms().max().unwrap_or(0);
    let some = if known.is_empty() { 0 } else { FINE };
    let (observed, weights, harm) = match rollup {
        Rollup::AnyDown => (some, weights(&|all| all.into_iter().max()), worst),
        Rollup::AllDown => (
            some,
            weights(&|all| all.into_iter().min()),
            harms().min().unwrap_or(0),
        ),
        Rollup::Mean | Rollup::Weighted => (
            shared(&|look| look.observed),
            [0, 1, 2].map(|kind| shared(&|look| look.weights[kind])),
            if harms().any(|harm| harm == 0) {
                worst.min(2)
            } else {
                worst
            },
        ),
    };
    Look {
        alive: !members.is_empty(),
        observed,
        weights,
        harm,
        planned: so(rollup, &members, |look| look.planned),
        excluded: known.is_empty() && members.iter().any(|look| look.excluded),
        dark: false,
        open: so(rollup, &members, |look| look.open),
    }
}

/// Whether the group is so: those that stand in for one another are as the best of them.
fn so(rollup: Rollup, members: &[&Look], is: impl Fn(&Look) -> bool) -> bool {
    let mut each = members.iter().map(|look| is(look));
    match rollup {
        Rollup::AllDown => !members.is_empty() && each.all(|is| is),
        Rollup::AnyDown | Rollup::Mean | Rollup::Weighted => each.any(|is| is),
    }
}
