//! From what is meant to what is known at one instant: status, availability, nines, history, promises. It cannot fail, and it reads no clock.
//!
//! # How a figure comes about
//!
//! ```text
//! evidence ─► sweep ─► ledger ─► group ─► windows, days, months
//!                        ▲ totals (days without places)
//! ```
//!
//! All that speaks about a component (`evidence`) becomes one step function over its life (`sweep`, `ledger`), once; groups are made
//! from their members' (`group`); every window, month and day cell is then two look-ups in running sums. So the cost is that of the
//! incidents and the days, never their product, and the figure of a window is exactly the sum of its day cells.
//!
//! # What counts
//!
//! - Observed is the time in the window, in the component's life, before as-of, that is not unknown. Without any, there is no figure.
//! - At each instant the worst counts of what was declared, what was measured, and work that kept no promise; never their sum.
//! - A rolling window of N days is the last N days of the site's zone, the running one included: the same days as the cells.
//! - Nothing is rounded but in print, and there always down.

mod agreement;
mod apology;
mod availability;
mod blame;
mod budget;
mod calendar;
mod component;
mod due;
mod durations;
mod evidence;
mod facts;
mod group;
mod incident;
mod independent;
mod ledger;
mod maintenance;
mod natural;
mod nines;
mod planned;
mod promise;
mod query;
mod remedy;
mod sampled;
mod statement;
mod status;
mod sweep;
mod tally;
mod totals;
mod unread;
mod weights;
mod worst;

#[cfg(test)]
mod builder;
#[cfg(test)]
mod dice;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod properties_owed;
#[cfg(test)]
mod reference;
#[cfg(test)]
mod vectors;

pub use agreement::{Price, Sum, Together, together};
pub use availability::Availability;
pub use budget::Budget;
pub use due::next_change;
pub use durations::{Durations, Handled};
pub use facts::{
    ApologyReport, BudgetCost, ClaimState, ComponentReport, DayCell, DayState, Figure,
    IncidentReport, LeftOut, MaintenanceReport, MaintenanceState, MonthEffect, Overall, Owed,
    PromiseState, Report, Standing,
};
pub use independent::Independent;
pub use nines::{Nines, nines_notation};
pub use promise::{Promise, Promises};
pub use query::Periods;
pub use remedy::Against;
pub use sampled::Sampled;
pub use statement::{Cause, DayAmount, LeftOutTime, Part, Statement, Stretch, WhyLeftOut};
pub use worst::Worst;

use std::sync::Arc;

use rayon::prelude::*;

use self::blame::Blames;
use self::calendar::Calendar;
use self::evidence::Evidence;
use self::facts::Books;
use self::group::Member;
use self::ledger::{HARMS, Ledger};
use self::sweep::Rules;
use crate::model::{Component, ComponentKey, Site};
use crate::timeline::{Instant, Interval};

/// Everything known about `site` at `as_of`. What the site says of later times is not known yet.
#[must_use]
pub fn report(site: &Site, as_of: Instant) -> Report {
    let (calendar, evidence) = rayon::join(
        || Calendar::new(site, as_of),
        || evidence::gather(site, as_of),
    );
    let ledgers = ledgers(site, &evidence, as_of);
    let books = Books {
        calendar,
        brief: agreement::brief(site, &ledgers),
        ledgers,
    };
    let measured = measured(site);
    let components = site.components.par_iter().zip(&evidence);
    let components = components.zip(books.ledgers.par_iter().zip(&measured));
    let components = components.map(|((component, evidence), ((ledger, _), measured))| {
        component::component(
            site,
            &books.calendar,
            (component, evidence),
            (ledger, *measured),
            as_of,
        )
    });
    let components: Vec<_> = components.collect();
    let incidents = site.incidents.par_iter();
    let apologies = site.apologies.par_iter();
    let apologies = apologies.map(|letter| apology::apology(site, letter, &books, as_of));
    let apologies = apologies.collect();
    let maintenances = works(site, &evidence, as_of);
    Report {
        as_of,
        overall: overall(site, &books.ledgers, &maintenances, as_of),
        components,
        incidents: incidents
            .map(|incident| incident::incident(site, incident, as_of))
            .collect(),
        apologies,
        maintenances,
        books: Arc::new(books),
    }
}

/// What is known of each piece of planned work.
fn works(site: &Site, evidence: &[Evidence<'_>], as_of: Instant) -> Vec<MaintenanceReport> {
    let works = site.maintenances.iter();
    let mut works: Vec<_> = works
        .map(|work| maintenance::maintenance(work, site.counting.notice, as_of))
        .collect();
    for evidence in evidence.iter().filter(|one| !one.over_cap.is_empty()) {
        let mut over = vec![0; works.len()];
        for part in &evidence.over_cap {
            let passed = Interval::new(part.span.from(), part.span.to().min(as_of));
            over[part.work] += passed.map_or(0, Interval::seconds);
        }
        for (work, seconds) in works.iter_mut().zip(over) {
            work.over_cap = work.over_cap.max(seconds);
        }
    }
    works
}

/// The ledger of each component: first of those that are no group, then of groups from the inside out.
fn ledgers(site: &Site, evidence: &[Evidence<'_>], as_of: Instant) -> Vec<(Ledger, Blames)> {
    let rates = HARMS.map(|level| weights::weights(&site.counting, level, None));
    let rules = Rules {
        planned: site.counting.planned,
        rates,
        as_of,
    };
    let leaf = |(component, evidence): (&Component, &Evidence<'_>)| {
        let nothing = || (Ledger::new(Vec::new(), 1, as_of), Blames::default());
        if component.is_group() {
            nothing()
        } else {
            sweep::ledger(evidence, &rules)
        }
    };
    let mut all: Vec<_> = site.components.par_iter().zip(evidence).map(leaf).collect();
    let groups = || {
        site.components
            .iter()
            .enumerate()
            .filter(|(_, component)| component.is_group())
    };
    let deepest = groups()
        .map(|(_, component)| component.depth)
        .max()
        .unwrap_or(0);
    for depth in (0..=deepest).rev() {
        let level: Vec<_> = groups()
            .filter(|(_, component)| component.depth == depth)
            .collect();
        let made = level.into_par_iter().map(|(position, component)| {
            let member = |key: &ComponentKey| {
                let (ledger, _) = all.get(key.0)?;
                Some(Member {
                    ledger,
                    weight: site.components[key.0].weight,
                })
            };
            let members: Vec<_> = component.members.iter().filter_map(member).collect();
            (
                position,
                group::ledger(&members, component.rollup, evidence[position].life, &rules),
            )
        });
        for (position, ledger) in made.collect::<Vec<_>>() {
            all[position].0 = ledger;
        }
    }
    for ((ledger, _), since) in all.iter_mut().zip(unread::since(site)) {
        ledger.unread_since(since);
    }
    all
}

/// Whether each component was measured; a group, whether all its members were.
fn measured(site: &Site) -> Vec<bool> {
    let mut measured: Vec<_> = site
        .components
        .iter()
        .map(|component| component.measured.is_some())
        .collect();
    for (position, component) in site
        .components
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, component)| component.is_group())
    {
        measured[position] = component
            .members
            .iter()
            .all(|key| measured.get(key.0).copied().unwrap_or(false));
    }
    measured
}

fn overall(
    site: &Site,
    all: &[(Ledger, Blames)],
    works: &[MaintenanceReport],
    as_of: Instant,
) -> Overall {
    let leaves = site
        .components
        .iter()
        .zip(all)
        .filter(|(component, _)| !component.is_group());
    let leaves: Vec<_> = leaves.map(|(_, (ledger, _))| ledger).collect();
    let in_state = |states: &[MaintenanceState]| {
        let mut found: Vec<_> = (0..works.len())
            .filter(|position| states.contains(&works[*position].state))
            .collect();
        found.sort_by_key(|position| site.maintenances[*position].planned.from());
        found
    };
    Overall {
        running: in_state(&[MaintenanceState::InProgress, MaintenanceState::Overrun]),
        coming: in_state(&[MaintenanceState::Scheduled]),
        ..status::overall(site, &leaves, as_of)
    }
}
