//! All that speaks about each component, gathered in one walk through the site: what was declared, what was measured, what was planned.
//!
//! The rules that decide what is harm stand here:
//! - An impact on a group is an impact on each of its members.
//! - Planned work that was announced in time is planned time. Under `counts_as_outage` that time weighs as well.
//! - Planned work that was announced late, and all work past its planned end, is harm at the level written for it; `under_maintenance`
//!   promises nothing, so it is a major outage. Work at `operational` is not felt: it neither harms nor excuses anything.
//! - Planned time beyond what the site allows itself in a year is harm in the same way.
//! - A component's life begins when it was introduced. Where that is not written, it begins where its measurements say they begin, or with
//!   the first harm declared for it, whichever is earlier; without such measurements, on the first day that the site says anything about.

use super::maintenance::course;
use super::planned::{Announced, split};
use super::weights::{Weights, weights};
use crate::model::{
    Component, ComponentKey, Counting, DayTotal, Level, Measured, PlannedPolicy, Site,
};
use crate::timeline::{Instant, Interval};

/// What speaks about one component. A group's ledger is made from its members, so of its own only `life` and `impacts` count.
#[derive(Debug, Default)]
pub(super) struct Evidence<'a> {
    /// Its life up to just past as-of; `None` where it has not begun.
    pub(super) life: Option<Interval>,
    /// Intervals of harm.
    pub(super) harms: Vec<Harm>,
    /// Planned time, announced in time, as far as a year may hold it.
    pub(super) planned: Vec<Announced>,
    /// What of it is more than a year may hold.
    pub(super) over_cap: Vec<Announced>,
    /// What was measured.
    pub(super) measured: Option<&'a Measured>,
    /// Impacts of incidents up to as-of: when, and the position of the incident. Newest incident first.
    pub(super) impacts: Vec<(Interval, usize)>,
}

impl Evidence<'_> {
    /// Totals of whole days.
    pub(super) fn totals(&self) -> &[DayTotal] {
        self.measured.map_or(&[], |measured| &measured.days)
    }
}

/// An interval of harm to one component.
#[derive(Debug, Clone, Copy)]
pub(super) struct Harm {
    /// When.
    pub(super) span: Interval,
    /// What it weighs.
    pub(super) weights: Weights,
    /// How bad it is to see.
    pub(super) level: Level,
    /// Who says so.
    pub(super) source: Source,
}

/// Who says that there was harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// The incident at this position.
    Incident(usize),
    /// Planned work that kept no promise.
    Work,
    /// A monitor.
    Monitor,
}

/// Evidence for every component, in the site's order.
pub(super) fn gather(site: &Site, as_of: Instant) -> Vec<Evidence<'_>> {
    let horizon = as_of.plus(1);
    let mut all: Vec<_> = site
        .components
        .iter()
        .map(|_| Evidence::default())
        .collect();
    let families = families(site);
    declared(site, horizon, &families, &mut all);
    planned(site, as_of, &families, &mut all);
    let record = record(site, as_of);
    let record = site.zone.start(site.zone.day_of(record));
    for (component, evidence) in site.components.iter().zip(&mut all) {
        if component.is_group() {
            let from = component.introduced.unwrap_or(Instant::EARLIEST);
            evidence.life = Interval::new(from, component.retired.unwrap_or(horizon).min(horizon));
            continue;
        }
        evidence.measured = component.measured.as_ref();
        measured(
            &site.counting,
            component.measured.as_ref(),
            horizon,
            &mut evidence.harms,
        );
        let begin = component
            .introduced
            .unwrap_or_else(|| life_begin(component, evidence, record));
        evidence.life = Interval::new(begin, component.retired.unwrap_or(horizon).min(horizon));
    }
    all
}

/// For each component, itself and all that is in it.
fn families(site: &Site) -> Vec<Vec<usize>> {
    let mut families: Vec<Vec<usize>> = vec![Vec::new(); site.components.len()];
    // Groups stand before their members, so from the end each member is known before its group.
    for (position, component) in site.components.iter().enumerate().rev() {
        let later = component
            .members
            .iter()
            .filter(|member| member.0 > position);
        let inside = later
            .filter_map(|member| families.get(member.0))
            .flatten()
            .copied();
        families[position] = std::iter::once(position).chain(inside).collect();
    }
    families
}

fn declared(site: &Site, horizon: Instant, families: &[Vec<usize>], all: &mut [Evidence<'_>]) {
    for (position, incident) in site.incidents.iter().enumerate() {
        for impact in &incident.impacts {
            let Some(span) = Interval::new(impact.from, impact.to.unwrap_or(horizon).min(horizon))
            else {
                continue;
            };
            let weights = weights(&site.counting, impact.level, impact.share);
            let harm = Harm {
                span,
                weights,
                level: impact.level,
                source: Source::Incident(position),
            };
            for inside in families.get(impact.component.0).into_iter().flatten() {
                all[*inside].harms.push(harm);
                all[*inside].impacts.push((span, position));
            }
            for group in with_groups(site, impact.component).skip(1) {
                all[group].impacts.push((span, position));
            }
        }
    }
}

/// The component and the groups that it is in, from the inside out.
pub(super) fn with_groups(site: &Site, key: ComponentKey) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(key), |key| site.components.get(key.0)?.parent)
        .take(site.components.len())
        .map(|key| key.0)
        .filter(|position| *position < site.components.len())
}

fn planned(site: &Site, as_of: Instant, families: &[Vec<usize>], all: &mut [Evidence<'_>]) {
    let counting = &site.counting;
    for (position, work) in site.maintenances.iter().enumerate() {
        let course = course(work, counting.notice, as_of, as_of.plus(1));
        let felt = work.touches.iter();
        for (key, level) in felt.filter(|(_, level)| *level != Level::Operational) {
            let announced = |span| Announced {
                span,
                level: if *level == Level::UnderMaintenance {
                    Level::MajorOutage
                } else {
                    *level
                },
                work: position,
            };
            for inside in families.get(key.0).into_iter().flatten() {
                let evidence = &mut all[*inside];
                let late = course.planned.filter(|_| !course.in_time);
                for span in course.overrun.into_iter().chain(late) {
                    evidence.harms.push(broken(counting, announced(span)));
                }
                let promised = course.planned.filter(|_| course.in_time);
                evidence.planned.extend(promised.map(announced));
            }
        }
    }
    for evidence in all
        .iter_mut()
        .filter(|evidence| !evidence.planned.is_empty())
    {
        forgive(site, evidence);
    }
}

/// What of the announced work is forgiven.
fn forgive(site: &Site, evidence: &mut Evidence<'_>) {
    let counting = &site.counting;
    if counting.planned == PlannedPolicy::CountsAsOutage {
        // It weighs, but readers were told: it is called planned work, not an outage.
        let told = evidence.planned.iter().map(|work| Harm {
            level: Level::UnderMaintenance,
            ..broken(counting, *work)
        });
        evidence.harms.extend(told);
        return;
    }
    let (held, over) = split(&evidence.planned, counting.planned_cap, &site.zone);
    let harms = over.iter().map(|work| broken(counting, *work));
    evidence.harms.extend(harms);
    (evidence.planned, evidence.over_cap) = (held, over);
}

/// Work that kept no promise.
fn broken(counting: &Counting, work: Announced) -> Harm {
    Harm {
        span: work.span,
        weights: weights(counting, work.level, None),
        level: work.level,
        source: Source::Work,
    }
}

fn measured(
    counting: &Counting,
    measured: Option<&Measured>,
    horizon: Instant,
    harms: &mut Vec<Harm>,
) {
    for outage in measured.iter().flat_map(|measured| &measured.outages) {
        let weights = weights(counting, outage.level, outage.share);
        let span = Interval::new(outage.from, outage.to.unwrap_or(horizon).min(horizon));
        harms.extend(span.map(|span| Harm {
            span,
            weights,
            level: outage.level,
            source: Source::Monitor,
        }));
    }
}

fn life_begin(component: &Component, evidence: &Evidence<'_>, record: Instant) -> Instant {
    let Some(from) = component
        .measured
        .as_ref()
        .and_then(|measured| measured.from)
    else {
        return record;
    };
    evidence
        .harms
        .iter()
        .map(|harm| harm.span.from())
        .fold(from, Instant::min)
}

/// The first instant that the site says anything about; where it says nothing of the time before as-of, the second before that.
pub(super) fn record(site: &Site, as_of: Instant) -> Instant {
    let known = first_word(site).filter(|first| *first <= as_of);
    known.unwrap_or(as_of.plus(-1))
}

/// The first instant that the site says anything about.
fn first_word(site: &Site) -> Option<Instant> {
    let incidents = site.incidents.iter().flat_map(|incident| {
        let impacts = incident.impacts.iter().map(|impact| impact.from);
        impacts.chain([incident.started.at])
    });
    let works = site.maintenances.iter().map(|work| work.planned.from());
    let notices = site.notices.iter().map(|notice| notice.published.at);
    let apologies = site.apologies.iter().map(|apology| apology.published.at);
    let monitors = site
        .components
        .iter()
        .filter_map(|component| component.measured.as_ref())
        .flat_map(|measured| {
            let outages = measured.outages.iter().map(|outage| outage.from);
            let days = measured.days.first().map(|total| total.day.from());
            let unknown = measured.unknown.iter().map(|interval| interval.from());
            outages.chain(unknown).chain(days).chain(measured.from)
        });
    incidents
        .chain(works)
        .chain(notices)
        .chain(apologies)
        .chain(monitors)
        .min()
}

#[cfg(test)]
mod tests {
    use super::gather;
    use crate::model::{Level, Measured, Site};
    use crate::report::builder::{at, component, incident, measured, site};
    use crate::report::report;
    use crate::timeline::Instant;

    fn begin(site: &Site) -> Instant {
        gather(site, at("2009-10-01T00:00Z"))[0]
            .life
            .unwrap()
            .from()
    }

    #[test]
    fn a_life_begins_with_the_first_thing_that_is_known_of_it() {
        let mut site = site("America/Los_Angeles");
        site.components = vec![component("mail", None), component("storage", None)];
        assert_eq!(
            begin(&site),
            at("2009-09-30T00:00-07:00"),
            "nothing is known but today"
        );
        site.incidents
            .push(incident(1, Level::MajorOutage, at("2009-05-05T12:00-07:00"), None).into());
        assert_eq!(
            begin(&site),
            at("2009-05-05T00:00-07:00"),
            "the day of the first word on anything"
        );
        site.components[0].measured = Some(Measured {
            from: Some(at("2009-07-01T00:00-07:00")),
            ..measured()
        });
        assert_eq!(
            begin(&site),
            at("2009-07-01T00:00-07:00"),
            "its own measurements"
        );
        site.incidents
            .push(incident(0, Level::MajorOutage, at("2009-06-01T12:00-07:00"), None).into());
        assert_eq!(
            begin(&site),
            at("2009-06-01T12:00-07:00"),
            "harm declared before them"
        );
        site.components[0].introduced = Some(at("2004-04-01T00:00-08:00"));
        assert_eq!(
            begin(&site),
            at("2004-04-01T00:00-08:00"),
            "its introduction"
        );
    }

    #[test]
    fn declared_harm_outside_the_data_is_observed_and_down() {
        let mut site = site("UTC");
        site.components
            .push(component("mail", Some(at("2009-09-01T00:00Z"))));
        site.components[0].measured = Some(Measured {
            from: Some(at("2009-09-03T00:00Z")),
            ..measured()
        });
        let harm = incident(
            0,
            Level::MajorOutage,
            at("2009-09-02T10:00Z"),
            Some(at("2009-09-02T11:00Z")),
        );
        site.incidents.push(harm.into());
        let slow = incident(
            0,
            Level::DegradedPerformance,
            at("2009-09-02T12:00Z"),
            Some(at("2009-09-02T13:00Z")),
        );
        site.incidents.push(slow.into());
        let report = report(&site, at("2009-09-04T00:00Z"));
        let figure = &report.components[0].months[0].1;
        assert_eq!(
            (
                figure.availability.observed,
                figure.availability.down_seconds()
            ),
            (86_400 + 3_600, 3_600)
        );
        assert_eq!(figure.unknown, 2 * 86_400 - 3_600);
    }
}
