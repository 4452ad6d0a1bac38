//! Small sites for tests, built by hand.

use std::path::Path;

use crate::model::{
    Agreement, BasisPoints, Component, ComponentKey, Counting, Credit, Decimal, Identity, Impact,
    Incident, Level, Maintenance, Measured, Moment, Percent, Period, Phrases, PlannedPolicy, Prose,
    Rollup, Site, Tier,
};
use crate::source::SourceFile;
use crate::timeline::{Instant, Interval, Zone};

/// An instant out of its text.
pub(super) fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap_or_else(|| panic!("no instant: {text}"))
}

/// An interval out of two texts.
pub(super) fn span(from: &str, to: &str) -> Interval {
    Interval::new(at(from), at(to)).unwrap()
}

/// A moment that is exact.
pub(super) fn moment(at: Instant) -> Moment {
    Moment {
        at,
        approximate: false,
    }
}

/// Prose that says nothing.
pub(super) fn silence() -> Prose {
    Prose {
        file: SourceFile::new(Path::new("x").display().to_string().as_str(), ""),
        body: 0..0,
        cuts: Vec::new(),
    }
}

/// A site without anything, with the default way to count.
pub(super) fn site(zone: &str) -> Site {
    Site {
        identity: Identity::default(),
        zone: Zone::named(zone).unwrap(),
        components: Vec::new(),
        counting: Counting {
            windows: vec![30, 90, 365],
            major: BasisPoints::WHOLE,
            partial: BasisPoints(3_000),
            degraded: BasisPoints(0),
            planned: PlannedPolicy::NotCounted,
            notice: 0,
            planned_cap: None,
        },
        grace: 0,
        severities: Vec::new(),
        agreements: Vec::new(),
        incidents: Vec::new(),
        maintenances: Vec::new(),
        notices: Vec::new(),
        apologies: Vec::new(),
        phrases: Phrases::default(),
        pages: Vec::new(),
        statics: Vec::new(),
        left_out: Vec::new(),
    }
}

/// A component that lives from `introduced` on.
pub(super) fn component(id: &str, introduced: Option<Instant>) -> Component {
    Component {
        id: id.to_owned(),
        name: id.to_owned(),
        description: None,
        parent: None,
        depth: 0,
        members: Vec::new(),
        rollup: Rollup::AnyDown,
        weight: 1,
        introduced,
        retired: None,
        objective: None,
        agreement: None,
        measured: None,
    }
}

/// A group of the components at `members`, which must be added after it.
pub(super) fn group(id: &str, rollup: Rollup, members: &[usize]) -> Component {
    let members = members.iter().copied().map(ComponentKey).collect();
    Component {
        members,
        rollup,
        ..component(id, None)
    }
}

/// Tells members their group and their depth.
pub(super) fn link(site: &mut Site) {
    for position in 0..site.components.len() {
        let depth = site.components[position].depth;
        for member in site.components[position].members.clone() {
            site.components[member.0].parent = Some(ComponentKey(position));
            site.components[member.0].depth = depth + 1;
        }
    }
}

/// An agreement about calendar months that owes so many percent below each availability, given in tenths of a percent.
pub(super) fn agreement(tiers: &[(u64, u64)]) -> Agreement {
    let percent = |digits, scale| Percent(Decimal { digits, scale });
    let tiers = tiers.iter().map(|(below, credit)| Tier {
        below: percent(*below, 1),
        credit: Credit::Percent(percent(*credit, 0)),
    });
    Agreement {
        id: "standard".to_owned(),
        period: Period::CalendarMonth,
        zone: None,
        min_outage: None,
        tiers: tiers.collect(),
        cap: None,
        fee: None,
        claim: None,
    }
}

/// An incident with one impact.
pub(super) fn incident(
    component: usize,
    level: Level,
    from: Instant,
    to: Option<Instant>,
) -> Incident {
    Incident {
        id: format!("incident-{}", from.seconds()),
        title: String::new(),
        started: moment(from),
        resolved: to.map(moment),
        updates: Vec::new(),
        severity: None,
        impacts: vec![Impact {
            component: ComponentKey(component),
            level,
            from,
            to,
            share: None,
        }],
        affected: None,
        detected: None,
        cause: None,
        apologies: Vec::new(),
        allow: Vec::new(),
        prose: silence(),
    }
}

/// Planned work on one component, announced long before.
pub(super) fn work(component: usize, level: Level, planned: Interval) -> Maintenance {
    Maintenance {
        id: String::new(),
        title: String::new(),
        announced: Some(moment(Instant::EARLIEST)),
        planned,
        touches: vec![(ComponentKey(component), level)],
        updates: Vec::new(),
        prose: silence(),
    }
}

/// Measurements of all the component's life.
pub(super) fn measured() -> Measured {
    Measured::default()
}
