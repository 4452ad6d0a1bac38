//! Everything known of one component: its ledger looked at through the site's windows.

use super::calendar::{Calendar, period};
use super::evidence::Evidence;
use super::ledger::{Ledger, Sums, Walk};
use super::{Budget, ComponentReport, DayCell, DayState, Standing, agreement, status};
use crate::model::{Component, Objective, Site};
use crate::timeline::{Day, Instant, Interval};

/// The report of `component` at `as_of`. Whether it was `measured` is for the caller to know: a group is as its members are.
pub(super) fn component(
    site: &Site,
    calendar: &Calendar,
    (component, evidence): (&Component, &Evidence<'_>),
    (ledger, measured): (&Ledger, bool),
    as_of: Instant,
) -> ComponentReport {
    let (level, since) = status::now(ledger, as_of);
    let lived = |window: Interval| ledger.placed(window).alive > 0;
    ComponentReport {
        level,
        since,
        alive: ledger.at(as_of).is_some(),
        measured,
        windows: calendar
            .windows
            .iter()
            .map(|(days, window)| (*days, ledger.figure(*window)))
            .collect(),
        months: figures(&calendar.months, ledger, lived),
        quarters: figures(&calendar.quarters, ledger, lived),
        objective: component.objective.map(|objective| {
            let running = site.zone.start(calendar.running);
            let window = period(&site.zone, objective.period, running);
            standing(objective, ledger, window, as_of)
        }),
        days: days(calendar, ledger, evidence, as_of),
        incidents: incidents(evidence),
    }
}

fn figures<T: Copy>(
    windows: &[(T, Interval)],
    ledger: &Ledger,
    lived: impl Fn(Interval) -> bool,
) -> Vec<(T, super::Figure)> {
    let windows = windows.iter().filter(|(_, window)| lived(*window));
    windows
        .map(|(name, window)| (*name, ledger.figure(*window)))
        .collect()
}

pub(super) fn standing(
    objective: Objective,
    ledger: &Ledger,
    window: Interval,
    as_of: Instant,
) -> Standing {
    let figure = ledger.figure(window);
    Standing {
        kept: figure
            .availability
            .is_below(objective.target)
            .map(|below| !below),
        budget: Budget {
            target: objective.target,
            availability: agreement::whole(figure.availability, figure.window, as_of),
        },
        figure,
    }
}

fn days(
    calendar: &Calendar,
    ledger: &Ledger,
    evidence: &Evidence<'_>,
    as_of: Instant,
) -> Vec<DayCell> {
    let mut walk = Walk::new(ledger);
    let days = calendar.days.iter();
    let mut cells: Vec<_> = days
        .map(|(day, window)| cell(ledger, walk.sums(*window), *day, *window))
        .collect();
    let Some(seen) = seen(calendar, as_of) else {
        return cells;
    };
    for (impact, incident) in &evidence.impacts {
        let Some(span) = impact.intersect(seen) else {
            continue;
        };
        let first = calendar
            .days
            .partition_point(|(_, window)| window.to() <= span.from());
        for cell in cells[first..]
            .iter_mut()
            .take_while(|cell| cell.figure.window.from() < span.to())
        {
            cell.incidents.push(*incident);
        }
    }
    for cell in &mut cells {
        // The site's incidents stand newest first, so the greatest position is the oldest.
        cell.incidents.sort_unstable_by(|a, b| b.cmp(a));
        cell.incidents.dedup();
    }
    cells
}

/// From the first day that has a cell up to as-of.
fn seen(calendar: &Calendar, as_of: Instant) -> Option<Interval> {
    let (_, first) = calendar.days.first()?;
    Interval::new(first.from(), as_of)
}

fn cell(ledger: &Ledger, sums: Sums, day: Day, window: Interval) -> DayCell {
    let figure = ledger.figure_of(window, &sums);
    let [major, partial, degraded] = sums.harm.map(|seconds| seconds > 0);
    let state = match () {
        () if sums.alive == 0 => DayState::NotAlive,
        () if major => DayState::Major,
        () if partial => DayState::Partial,
        () if degraded => DayState::Degraded,
        () if sums.planned > 0 => DayState::Planned,
        () if sums.observed <= 0 || figure.incomplete => DayState::NoData,
        () => DayState::Up,
    };
    DayCell {
        day,
        figure,
        state,
        harm: sums.harm,
        incidents: Vec::new(),
    }
}

/// Positions of the incidents that hit it, newest first.
fn incidents(evidence: &Evidence<'_>) -> Vec<usize> {
    let mut incidents: Vec<_> = evidence
        .impacts
        .iter()
        .map(|(_, incident)| *incident)
        .collect();
    incidents.sort_unstable();
    incidents.dedup();
    incidents
}
