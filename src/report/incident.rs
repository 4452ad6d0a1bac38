//! What is known of one incident at one instant: how long it lasts, how soon it was spoken of, and what it did to the month.

use std::collections::BTreeMap;

use super::agreement::whole;
use super::calendar::period;
use super::facts::{Books, BudgetCost};
use super::{Budget, IncidentReport, MonthEffect};
use crate::model::{ComponentKey, Impact, Incident, Level, Period, Phase, Site};
use crate::timeline::{Instant, Interval, IntervalSet, Month};

/// The report of an incident.
pub(super) fn incident(site: &Site, incident: &Incident, as_of: Instant) -> IncidentReport {
    let end = incident
        .resolved
        .map_or(as_of, |resolved| resolved.at.min(as_of));
    let started = incident.started.at;
    let over = incident
        .resolved
        .is_some_and(|resolved| resolved.at <= as_of);
    let last = incident
        .updates
        .iter()
        .take_while(|update| update.at.at <= as_of)
        .last();
    let told = incident
        .updates
        .first()
        .map(|update| update.at.at)
        .filter(|at| *at <= as_of);
    let letters = incident
        .apologies
        .iter()
        .filter_map(|apology| site.apologies.get(*apology));
    let explained = letters
        .map(|letter| letter.published.at)
        .filter(|at| *at <= as_of)
        .min();
    IncidentReport {
        open: started <= as_of && !over,
        phase: if over {
            Phase::Resolved
        } else {
            last.map_or(Phase::Investigating, |update| update.phase)
        },
        level: Level::worst(incident.impacts.iter().map(|impact| impact.level)),
        duration: (end - started).max(0),
        first_word: told.map(|at| at - started),
        mitigated: mitigated(incident, as_of).map(|at| at - started),
        explanation: explained.map(|at| at - started),
        impacts: incident
            .impacts
            .iter()
            .map(|impact| span(impact, as_of).map_or(0, Interval::seconds))
            .collect(),
    }
}

/// When the word was given that the harm was mended, though not over: the first update of the last run that says so. What was said before
/// it started was not about this harm.
fn mitigated(incident: &Incident, as_of: Instant) -> Option<Instant> {
    let end = incident
        .resolved
        .map_or(Instant::LATEST, |resolved| resolved.at);
    let known = incident
        .updates
        .iter()
        .take_while(|update| update.at.at <= as_of);
    let said = known.filter(|update| update.at.at >= incident.started.at);
    let mut mended = None;
    for update in said {
        match update.phase {
            Phase::Investigating | Phase::Identified => mended = None,
            Phase::Monitoring => mended = mended.or(Some(update.at.at)),
            Phase::Resolved => {}
        }
    }
    mended.filter(|at| *at < end)
}

/// The harm of an impact up to as-of.
pub(super) fn span(impact: &Impact, as_of: Instant) -> Option<Interval> {
    Interval::new(impact.from, impact.to.map_or(as_of, |to| to.min(as_of)))
}

/// What the incident at `position` did to the months that it touches.
pub(super) fn months(
    site: &Site,
    position: usize,
    incident: &Incident,
    books: &Books,
    as_of: Instant,
) -> Vec<MonthEffect> {
    let mut effects = Vec::new();
    for (key, of_it) in hit(site, incident) {
        let spans = of_it.into_iter().filter_map(|impact| span(impact, as_of));
        let impacts: IntervalSet = spans.collect();
        let Some((ledger, blames)) = books.ledgers.get(key.0) else {
            continue;
        };
        for (month, window) in touched(&books.calendar.record, &impacts) {
            let effect = blames.effect(position, &impacts, window, ledger);
            effects.extend(effect.map(|(with, without)| MonthEffect {
                component: key,
                month,
                with,
                without,
                incomplete: ledger.is_unread(window.to()),
            }));
        }
    }
    effects
}

/// What the incident at `position` took from error budgets.
pub(super) fn costs(
    site: &Site,
    position: usize,
    incident: &Incident,
    books: &Books,
    as_of: Instant,
) -> Vec<BudgetCost> {
    let mut costs = Vec::new();
    for (key, of_it) in hit(site, incident) {
        let spans = of_it.into_iter().filter_map(|impact| span(impact, as_of));
        let impacts: IntervalSet = spans.collect();
        let objective = site.component(key).objective;
        let (Some(first), Some(last)) = (impacts.as_slice().first(), impacts.as_slice().last())
        else {
            continue;
        };
        let (Some(objective), Some((ledger, blames))) = (objective, books.ledgers.get(key.0))
        else {
            continue;
        };
        let at = match objective.period {
            Period::CalendarMonth | Period::CalendarQuarter => first.from(),
            // A window that rolls must hold the harm, so it ends with it.
            Period::Rolling { .. } => last.to().plus(-1),
        };
        let window = period(&site.zone, objective.period, at);
        let effect = blames.effect(position, &impacts, window, ledger);
        costs.extend(effect.map(|(with, without)| BudgetCost {
            component: key,
            window,
            own: with.down.saturating_sub(without.down),
            budget: Budget {
                target: objective.target,
                availability: whole(with, window, as_of),
            },
            incomplete: ledger.is_unread(window.to()),
        }));
    }
    costs
}

/// The components that are no group, in the order of the impacts, each once with all its impacts.
fn hit<'i>(site: &Site, incident: &'i Incident) -> Vec<(ComponentKey, Vec<&'i Impact>)> {
    let mut hit: Vec<(ComponentKey, Vec<&Impact>)> = Vec::new();
    let mut places = BTreeMap::new();
    for impact in &incident.impacts {
        let mut next = vec![impact.component];
        while let Some(key) = next.pop() {
            let Some(component) = site.components.get(key.0) else {
                continue;
            };
            next.extend(component.members.iter().rev());
            if !component.is_group() {
                let place = *places.entry(key).or_insert(hit.len());
                if place == hit.len() {
                    hit.push((key, Vec::new()));
                }
                hit[place].1.push(impact);
            }
        }
    }
    hit
}

/// The months that `impacts` touch, in order.
fn touched<'m>(
    record: &'m [(Month, Interval)],
    impacts: &'m IntervalSet,
) -> impl Iterator<Item = (Month, Interval)> + use<'m> {
    let from = impacts.as_slice().first().map_or(record.len(), |first| {
        record.partition_point(|(_, window)| window.to() <= first.from())
    });
    let end = impacts.as_slice().last().map(|last| last.to());
    let months = record[from..]
        .iter()
        .copied()
        .take_while(move |(_, window)| end.is_some_and(|end| window.from() < end));
    months.filter(|(_, window)| !impacts.touching(*window).is_empty())
}

#[cfg(test)]
mod tests {
    use crate::model::{Incident, Level, Outage, Phase, Rollup, Site, Update};
    use crate::report::builder::{at, component, group, incident, link, measured, moment, site};
    use crate::report::report;

    fn story() -> (Site, Incident) {
        let mut site = site("UTC");
        site.components
            .push(component("mail", Some(at("2009-01-01T00:00Z"))));
        let mut incident = incident(
            0,
            Level::MajorOutage,
            at("2009-09-01T10:00Z"),
            Some(at("2009-09-01T12:00Z")),
        );
        let update = |when: &str, phase| Update {
            at: moment(at(when)),
            announces: Some(phase),
            phase,
        };
        incident.updates = vec![
            update("2009-09-01T10:20Z", Phase::Investigating),
            update("2009-09-01T12:30Z", Phase::Resolved),
        ];
        (site, incident)
    }

    #[test]
    fn an_incident_is_told_as_far_as_it_is_known() {
        let (mut site, incident) = story();
        site.incidents.push(incident.into());
        let told = |as_of: &str| report(&site, at(as_of)).incidents.swap_remove(0);
        let early = told("2009-09-01T10:10Z");
        assert_eq!(
            (early.open, early.phase, early.duration, early.first_word),
            (true, Phase::Investigating, 600, None)
        );
        let late = told("2009-09-01T13:00Z");
        assert_eq!(
            (late.open, late.phase, late.duration),
            (false, Phase::Resolved, 7_200)
        );
        assert_eq!((late.first_word, late.impacts), (Some(1_200), vec![7_200]));
        assert!(!told("2009-09-01T09:00Z").open);
    }

    #[test]
    fn harm_is_mended_with_the_first_word_of_it_that_held() {
        let (mut site, mut incident) = story();
        let update = |when: &str, phase| Update {
            at: moment(at(when)),
            announces: Some(phase),
            phase,
        };
        incident.updates = vec![
            update("2009-09-01T10:20Z", Phase::Monitoring),
            update("2009-09-01T10:40Z", Phase::Identified),
            update("2009-09-01T11:00Z", Phase::Monitoring),
            update("2009-09-01T11:10Z", Phase::Monitoring),
        ];
        site.incidents.push(incident.into());
        let told = |as_of: &str| report(&site, at(as_of)).incidents[0].mitigated;
        assert_eq!(told("2009-09-01T10:30Z"), Some(1_200));
        assert_eq!(told("2009-09-01T10:50Z"), None);
        assert_eq!(told("2009-09-01T13:00Z"), Some(3_600));
    }

    #[test]
    fn what_was_watched_before_the_harm_did_not_mend_it() {
        let (mut site, mut incident) = story();
        incident.updates[0].at = moment(at("2009-09-01T09:50Z"));
        incident.updates[0].phase = Phase::Monitoring;
        site.incidents.push(incident.clone().into());
        let told = |site: &Site| report(site, at("2009-09-02T00:00Z")).incidents[0].mitigated;
        assert_eq!(told(&site), None);
        incident.updates[1].at = moment(at("2009-09-01T11:00Z"));
        incident.updates[1].phase = Phase::Monitoring;
        site.incidents[0] = incident.into();
        assert_eq!(told(&site), Some(3_600));
    }

    #[test]
    fn what_is_watched_only_after_the_harm_has_no_time_of_mending() {
        let (mut site, mut incident) = story();
        incident.updates[1].phase = Phase::Monitoring;
        site.incidents.push(incident.into());
        let told = report(&site, at("2009-09-02T00:00Z"));
        assert_eq!(told.incidents[0].mitigated, None);
    }

    #[test]
    fn a_month_without_an_incident_is_without_what_was_measured_in_its_time() {
        let (mut site, incident) = story();
        let mut monitor = measured();
        let outage = |from, to| Outage {
            from: at(from),
            to: Some(at(to)),
            level: Level::MajorOutage,
            share: None,
        };
        monitor.outages = vec![
            outage("2009-09-01T10:01Z", "2009-09-01T12:10Z"),
            outage("2009-09-05T10:00Z", "2009-09-05T10:30Z"),
        ];
        site.components[0].measured = Some(monitor);
        site.incidents.push(incident.into());
        let told = report(&site, at("2009-10-01T00:00Z"));
        let [effect] = &told.effects(&site, 0)[..] else {
            panic!("one month")
        };
        assert_eq!(effect.with.down_seconds(), 7_800 + 1_800);
        assert_eq!(effect.without.down_seconds(), 600 + 1_800);
    }

    #[test]
    fn an_incident_of_a_group_is_told_for_each_of_its_members() {
        let (_, story) = story();
        let mut site = site("UTC");
        site.components = vec![
            group("mail", Rollup::AllDown, &[1, 2]),
            component("web", None),
            component("imap", None),
        ];
        link(&mut site);
        site.incidents.push(story.into());
        let told = report(&site, at("2009-10-01T00:00Z"));
        let hit: Vec<_> = told
            .effects(&site, 0)
            .iter()
            .map(|effect| effect.component.0)
            .collect();
        assert_eq!(hit, [1, 2]);
        assert!(
            told.components
                .iter()
                .all(|component| component.incidents == [0])
        );
        assert_eq!(
            told.components[0].months[0].1.availability.down_seconds(),
            7_200
        );
    }

    #[test]
    fn an_incident_over_two_months_counts_in_each() {
        let (mut site, mut incident) = story();
        incident.impacts[0].to = Some(at("2009-11-01T01:00Z"));
        site.incidents.push(incident.into());
        let told = report(&site, at("2009-12-01T00:00Z"));
        let months: Vec<_> = told
            .effects(&site, 0)
            .iter()
            .map(|effect| effect.month.to_string())
            .collect();
        assert_eq!(months, ["2009-09", "2009-10", "2009-11"]);
        assert_eq!(
            told.effects(&site, 0)[1].with.percent(2).as_deref(),
            Some("0%")
        );
    }
}
