//! How things are at one instant, and since when.

use super::Overall;
use super::ledger::{Ledger, Piece};
use crate::model::{Level, Site};
use crate::timeline::{Instant, Interval, IntervalSet};

/// The level of a component at `as_of`, and since when it has it without a break; `None` where its record does not reach back.
pub(super) fn now(ledger: &Ledger, as_of: Instant) -> (Level, Option<Instant>) {
    let Some(current) = ledger.at(as_of) else {
        return (Level::Operational, None);
    };
    if level_at(ledger, as_of) != Some(current.level) {
        return (Level::Unknown, None);
    }
    let earlier = ledger
        .pieces()
        .iter()
        .rev()
        .skip_while(|piece| piece.span.from() > as_of);
    let other = earlier.clone().find(|piece| piece.level != current.level);
    // A gap in a group's record, when none of its members lived, is a break as well.
    let mut connected = earlier.clone().zip(earlier.skip(1));
    let gap = connected.find(|(later, before)| before.span.to() < later.span.from());
    let since = other
        .map(|piece| piece.span.to())
        .max(gap.map(|(later, _)| later.span.from()));
    (current.level, since)
}

/// The level of a component at `as_of`: unknown where nothing is known to be wrong, but something that was written about it could not be read. `None` where
/// it does not live.
fn level_at(ledger: &Ledger, as_of: Instant) -> Option<Level> {
    let known = ledger.at(as_of)?.level;
    let uncertain = known < Level::DegradedPerformance && ledger.is_unread(as_of.plus(1));
    Some(if uncertain { Level::Unknown } else { known })
}

/// How the site is as a whole: the worst of `leaves`, the ledgers of all components that are no group.
pub(super) fn overall(site: &Site, leaves: &[&Ledger], as_of: Instant) -> Overall {
    let current: Vec<_> = leaves
        .iter()
        .filter_map(|ledger| level_at(ledger, as_of))
        .collect();
    let level = Level::worst(current.iter().copied());
    let unread = leaves.iter().any(|ledger| ledger.is_unread(as_of.plus(1)));
    let lasting = |position: &usize| {
        let incident = &site.incidents[*position];
        incident.started.at <= as_of && incident.resolved.is_none_or(|resolved| resolved.at > as_of)
    };
    Overall {
        level,
        at_level: current.iter().filter(|one| **one == level).count(),
        alive: current.len(),
        since: since(leaves, level, as_of).filter(|_| level != Level::Unknown || !unread),
        open: (0..site.incidents.len()).filter(lasting).collect(),
        running: Vec::new(),
        coming: Vec::new(),
    }
}

/// Since when the worst of all is `level`: nobody was worse, and always somebody that bad.
fn since(leaves: &[&Ledger], level: Level, as_of: Instant) -> Option<Instant> {
    let pieces = || {
        leaves
            .iter()
            .flat_map(|ledger| ledger.pieces())
            .filter(|piece| piece.span.from() <= as_of)
    };
    let ended = |piece: &Piece| piece.span.to().min(as_of);
    let worse = pieces()
        .filter(|piece| piece.level > level)
        .map(ended)
        .max();
    if level == Level::Operational {
        return worse;
    }
    let spans: IntervalSet = pieces()
        .filter(|piece| piece.level == level)
        .map(|piece| piece.span)
        .collect();
    worse.max(spans.around(as_of).map(Interval::from))
}

#[cfg(test)]
mod tests {
    use crate::model::{Level, Outage, Rollup};
    use crate::report::builder::{at, component, group, incident, link, measured, site, span};
    use crate::report::report;

    #[test]
    fn a_component_is_as_bad_as_the_worst_that_goes_on() {
        let mut site = site("UTC");
        site.components
            .push(component("mail", Some(at("2009-01-01T00:00Z"))));
        site.incidents
            .push(incident(0, Level::PartialOutage, at("2009-09-01T10:00Z"), None).into());
        let mut monitor = measured();
        monitor.outages.push(Outage {
            from: at("2009-09-01T11:00Z"),
            to: None,
            level: Level::MajorOutage,
            share: None,
        });
        site.components[0].measured = Some(monitor);
        let level = |as_of: &str| {
            let report = report(&site, at(as_of));
            (report.components[0].level, report.components[0].since)
        };
        assert_eq!(level("2009-09-01T09:59:59Z"), (Level::Operational, None));
        assert_eq!(
            level("2009-09-01T10:00Z"),
            (Level::PartialOutage, Some(at("2009-09-01T10:00Z")))
        );
        assert_eq!(
            level("2009-09-01T12:00Z"),
            (Level::MajorOutage, Some(at("2009-09-01T11:00Z")))
        );
    }

    #[test]
    fn a_component_is_unknown_only_while_the_data_says_so() {
        let mut site = site("UTC");
        let mut monitor = measured();
        monitor.to = Some(at("2009-09-02T00:00Z"));
        monitor
            .unknown
            .push(span("2009-09-01T10:00Z", "2009-09-01T11:00Z"));
        site.components
            .push(component("mail", Some(at("2009-01-01T00:00Z"))));
        site.components[0].measured = Some(monitor);
        let level = |as_of: &str| report(&site, at(as_of)).components[0].level;
        assert_eq!(level("2009-09-01T10:30Z"), Level::Unknown);
        assert_eq!(level("2009-09-01T11:00Z"), Level::Operational);
        assert_eq!(
            level("2009-09-03T00:00Z"),
            Level::Operational,
            "no data is no word on the present"
        );
    }

    #[test]
    fn groups_are_as_their_members_make_them() {
        let level = |rollup, levels: [Level; 2]| {
            let mut site = site("UTC");
            site.components = vec![
                group("mail", rollup, &[1, 2]),
                component("web", None),
                component("imap", None),
            ];
            link(&mut site);
            for (member, level) in levels.into_iter().enumerate() {
                site.incidents
                    .push(incident(member + 1, level, at("2009-09-01T10:00Z"), None).into());
            }
            report(&site, at("2009-09-01T12:00Z")).components[0].level
        };
        let (fine, slow, down) = (
            Level::Operational,
            Level::DegradedPerformance,
            Level::MajorOutage,
        );
        assert_eq!(level(Rollup::AnyDown, [down, fine]), down);
        assert_eq!(level(Rollup::AllDown, [down, fine]), fine);
        assert_eq!(level(Rollup::AllDown, [down, slow]), slow);
        assert_eq!(level(Rollup::Mean, [down, fine]), Level::PartialOutage);
        assert_eq!(level(Rollup::Mean, [slow, fine]), slow);
        assert_eq!(level(Rollup::Weighted, [down, slow]), down);
    }

    #[test]
    fn the_site_is_at_its_level_since_the_first_of_a_chain_of_harm() {
        let mut site = site("UTC");
        site.components = vec![
            component("web", None),
            component("imap", None),
            component("calendar", None),
        ];
        let hour = |hour: u8| at(&format!("2009-09-01T{hour:02}:00Z"));
        site.incidents
            .push(incident(2, Level::MajorOutage, hour(6), Some(hour(7))).into());
        site.incidents
            .push(incident(0, Level::PartialOutage, hour(8), Some(hour(10))).into());
        site.incidents
            .push(incident(1, Level::PartialOutage, hour(9), None).into());
        let seen = report(&site, hour(12)).overall;
        assert_eq!(
            (seen.level, seen.at_level, seen.alive),
            (Level::PartialOutage, 1, 3)
        );
        assert_eq!(seen.since, Some(hour(8)));
        assert_eq!(seen.open, [2]);
        std::sync::Arc::make_mut(&mut site.incidents[2]).impacts[0].to = Some(hour(11));
        assert_eq!(report(&site, hour(12)).overall.since, Some(hour(11)));
    }
}
