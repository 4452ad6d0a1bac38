//! Outages that are too short for an agreement: they happened, stand in every public figure, and do not count towards what it owes.
//!
//! An outage, here, is a run of time in which the component weighs down at all, whatever it weighs. Its length is judged whole: a border
//! of a month cuts what of it counts in which month, not how long it was. Planned work and time of which nothing is known do not end an
//! outage that goes on behind them, and belong to its length: what is not known is not held against the customer. Google Apps (2008) and
//! Google Cloud have such terms: "one or more consecutive minutes".
//!
//! Of a group, such time is all in which what is known of its members leaves room for an outage: of `any_down` and means, that of any one
//! of them (the rest may be up, the group may be down all the same); of `all_down`, that in which none of them is known to be up.
//!
//! What the total of a day adds to the outages of the day has no place in time and so no length. It counts.

use crate::model::Site;
use crate::report::blame::Blames;
use crate::report::facts::LeftOut;
use crate::report::ledger::Ledger;
use crate::timeline::{Instant, Interval};

/// The outages of one component that are shorter than its agreement counts, in order and apart, with running sums.
#[derive(Debug)]
pub(in crate::report) struct Brief {
    limit: i64,
    outages: Vec<Interval>,
    /// What the outages before each hold, and after the last.
    before: Vec<Held>,
}

/// What outages hold: downtime in the unit of a ledger, and seconds on the clock that were down.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Held {
    down: u128,
    seconds: i64,
}

impl Held {
    fn plus(self, other: Self) -> Self {
        Self {
            down: self.down + other.down,
            seconds: self.seconds + other.seconds,
        }
    }

    fn minus(self, other: Self) -> Self {
        Self {
            down: self.down.saturating_sub(other.down),
            seconds: self.seconds - other.seconds,
        }
    }

    /// What `span` of `ledger` holds.
    fn within(ledger: &Ledger, span: Option<Interval>) -> Self {
        let Some(span) = span else {
            return Self::default();
        };
        let weighing = ledger.touching(span).iter().filter(|one| one.weighs());
        let spans = weighing.filter_map(|piece| piece.span.intersect(span));
        Self {
            down: ledger.placed(span).down[0],
            seconds: spans.map(Interval::seconds).sum(),
        }
    }
}

/// For each component whose agreement has a shortest outage, those that are shorter.
pub(in crate::report) fn all(site: &Site, ledgers: &[(Ledger, Blames)]) -> Vec<Option<Brief>> {
    let components = site.components.iter().zip(ledgers);
    let brief = components.map(|(component, (ledger, _))| {
        let limit = site.agreements.get(component.agreement?)?.min_outage?;
        Some(Brief::new(ledger, limit))
    });
    brief.collect()
}

impl Brief {
    /// The outages of `ledger` that are shorter than `limit` seconds.
    fn new(ledger: &Ledger, limit: i64) -> Self {
        let mut outages = outages(ledger);
        outages.retain(|outage| outage.seconds() < limit);
        let mut before = Vec::with_capacity(outages.len() + 1);
        let mut sum = Held::default();
        before.push(sum);
        for outage in &outages {
            sum = sum.plus(Held::within(ledger, Some(*outage)));
            before.push(sum);
        }
        Self {
            limit,
            outages,
            before,
        }
    }

    /// What lies in `window` of the outages of `ledger` that are too short: the downtime in the ledger's unit, and what to say of it.
    pub(super) fn within(&self, ledger: &Ledger, window: Interval) -> (u128, LeftOut) {
        let first = self
            .outages
            .partition_point(|one| one.to() <= window.from());
        let length = self.outages[first..].partition_point(|one| one.from() < window.to());
        let inside = &self.outages[first..first + length];
        let mut held = self.before[first + length].minus(self.before[first]);
        if let (Some(start), Some(end)) = (inside.first(), inside.last()) {
            let early = Interval::new(start.from(), window.from());
            let late = Interval::new(window.to(), end.to());
            for outside in [early, late] {
                held = held.minus(Held::within(ledger, outside));
            }
        }
        let told = LeftOut {
            shorter_than: self.limit,
            outages: inside.len(),
            seconds: held.seconds,
        };
        (held.down, told)
    }

    /// Whether an outage of so many seconds would be too short.
    pub(super) fn leaves_out(&self, seconds: i64) -> bool {
        seconds < self.limit
    }

    /// What is left out, with one outage of so many seconds more.
    pub(super) fn and_one(&self, told: Option<LeftOut>, seconds: i64) -> Option<LeftOut> {
        let one = LeftOut {
            shorter_than: self.limit,
            outages: 1,
            seconds,
        };
        let both = told.map_or(one, |told| LeftOut {
            outages: told.outages + 1,
            seconds: told.seconds.saturating_add(seconds),
            ..told
        });
        if seconds > 0 { Some(both) } else { told }
    }
}

/// The outages of `ledger` up to as-of, in order and apart.
fn outages(ledger: &Ledger) -> Vec<Interval> {
    let mut outages: Vec<Interval> = Vec::new();
    // Where an outage that has begun may still go on.
    let mut open: Option<Instant> = None;
    for piece in ledger.pieces() {
        let to = piece.span.to().min(ledger.as_of());
        let Some(span) = Interval::new(piece.span.from(), to) else {
            continue;
        };
        let goes_on = open == Some(span.from());
        match outages.last_mut() {
            Some(last) if piece.weighs() && goes_on => *last = last.hull(span),
            _ if piece.weighs() => outages.push(span),
            _ if goes_on && piece.unseen => {}
            _ => continue,
        }
        open = Some(span.to());
    }
    outages
}

#[cfg(test)]
mod tests {
    use crate::model::{Agreement, Component, ComponentKey, DayTotal, Level, Outage, Rollup, Site};
    use crate::report::builder::{
        agreement, at, component, group, incident, link, measured, site, span, work,
    };
    use crate::report::{Owed, report};

    /// A site whose agreement counts no outage under ten minutes, with outages of so many seconds from these times on.
    fn mail(outages: &[(&str, i64)]) -> Site {
        let mut site = site("UTC");
        let mut mail = component("mail", Some(at("2009-01-01T00:00Z")));
        mail.agreement = Some(0);
        site.components.push(mail);
        site.agreements.push(Agreement {
            min_outage: Some(600),
            ..agreement(&[(999, 10)])
        });
        for (from, seconds) in outages {
            let (from, end) = (at(from), at(from).plus(*seconds));
            let harm = incident(0, Level::MajorOutage, from, Some(end));
            site.incidents.insert(0, harm.into());
        }
        site
    }

    /// What the month that holds `at` owes, at the end of October.
    fn month(site: &Site, of: &str) -> Owed {
        let report = report(site, at("2009-11-01T00:00Z"));
        report.owed(site, ComponentKey(0), at(of)).unwrap()
    }

    /// Seconds that count, and those that are left out.
    fn counted(owed: &Owed) -> (i64, i64) {
        let left_out = owed.left_out.map_or(0, |left_out| left_out.seconds);
        (owed.availability.down_seconds(), left_out)
    }

    #[test]
    fn an_outage_across_the_border_of_a_month_is_judged_whole() {
        let site = mail(&[("2009-09-30T23:54Z", 600)]);
        let told = ["2009-09-30T00:00Z", "2009-10-01T00:00Z"].map(|of| counted(&month(&site, of)));
        assert_eq!(told, [(360, 0), (240, 0)]);
        let site = mail(&[("2009-09-30T23:54Z", 599)]);
        let told = ["2009-09-30T00:00Z", "2009-10-01T00:00Z"].map(|of| counted(&month(&site, of)));
        assert_eq!(told, [(0, 360), (0, 239)]);
    }

    #[test]
    fn an_outage_that_goes_on_is_as_long_as_it_is_so_far() {
        let site = mail(&[("2009-10-31T23:50:01Z", 6_000)]);
        assert_eq!(counted(&month(&site, "2009-10-31T00:00Z")), (0, 599));
        let site = mail(&[("2009-10-31T23:50:00Z", 6_000)]);
        assert_eq!(counted(&month(&site, "2009-10-31T00:00Z")), (600, 0));
    }

    #[test]
    fn planned_work_in_the_middle_does_not_make_two_short_outages_of_a_long_one() {
        let mut site = mail(&[("2009-09-01T10:00Z", 1_200)]);
        let planned = span("2009-09-01T10:05Z", "2009-09-01T10:15Z");
        site.maintenances
            .push(work(0, Level::UnderMaintenance, planned));
        assert_eq!(counted(&month(&site, "2009-09-01T00:00Z")), (600, 0));
    }

    #[test]
    fn outages_with_a_second_of_service_between_them_are_two() {
        let site = mail(&[("2009-09-01T10:00:00Z", 599), ("2009-09-01T10:10:00Z", 599)]);
        let owed = month(&site, "2009-09-01T00:00Z");
        assert_eq!(
            (counted(&owed), owed.left_out.unwrap().outages),
            ((0, 1_198), 2)
        );
    }

    #[test]
    fn what_is_known_by_the_total_of_a_day_alone_counts() {
        let mut site = mail(&[("2009-09-01T10:00Z", 240)]);
        let mut monitor = measured();
        monitor.days = vec![DayTotal {
            day: span("2009-09-01T00:00Z", "2009-09-02T00:00Z"),
            down: 300,
            partial: 0,
            degraded: 0,
            unknown: 0,
        }];
        site.components[0].measured = Some(monitor);
        assert_eq!(counted(&month(&site, "2009-09-01T00:00Z")), (60, 240));
    }

    #[test]
    fn one_outage_more_counts_once_it_is_long_enough() {
        let site = mail(&[]);
        let report = report(&site, at("2009-10-02T00:00Z"));
        let told =
            [599, 600].map(|more| counted(&report.owed_if(&site, ComponentKey(0), more).unwrap()));
        assert_eq!(told, [(0, 599), (600, 0)]);
    }

    /// A group whose first member is down for six minutes, not known for ten, and down for six once more; the other is down at the
    /// times given.
    fn halves(rollup: Rollup, other: &[(&str, &str)]) -> Site {
        let mut site = mail(&[]);
        let outages = |all: &[(&str, &str)]| -> Vec<Outage> {
            let spans = all.iter().map(|(from, to)| span(from, to));
            let outages = spans.map(|span| Outage {
                from: span.from(),
                to: Some(span.to()),
                level: Level::MajorOutage,
                share: None,
            });
            outages.collect()
        };
        let member = |outages, unknown| -> Component {
            let mut member = component("member", Some(at("2009-01-01T00:00Z")));
            let mut monitor = measured();
            (monitor.outages, monitor.unknown) = (outages, unknown);
            member.measured = Some(monitor);
            member
        };
        let first = [
            ("2009-09-01T10:00Z", "2009-09-01T10:06Z"),
            ("2009-09-01T10:16Z", "2009-09-01T10:22Z"),
        ];
        let dark = vec![span("2009-09-01T10:06Z", "2009-09-01T10:16Z")];
        site.components = vec![
            group("all", rollup, &[1, 2]),
            member(outages(&first), dark),
            member(outages(other), vec![]),
        ];
        link(&mut site);
        site.components[0].agreement = Some(0);
        site
    }

    #[test]
    fn what_is_not_known_of_one_member_does_not_make_two_short_outages_of_a_groups() {
        let september = |rollup| counted(&month(&halves(rollup, &[]), "2009-09-01T00:00Z"));
        assert_eq!(september(Rollup::AnyDown), (720, 0));
        assert_eq!(september(Rollup::Mean), (360, 0));
        assert_eq!(september(Rollup::Weighted), (360, 0));
    }

    #[test]
    fn a_member_that_is_up_ends_the_outage_of_those_that_stand_in_for_one_another() {
        let september =
            |other: &[_]| counted(&month(&halves(Rollup::AllDown, other), "2009-09-01T00:00Z"));
        let throughout = ("2009-09-01T10:00Z", "2009-09-01T10:22Z");
        assert_eq!(
            september(&[throughout]),
            (1_320, 0),
            "down by what is known"
        );
        let first = ("2009-09-01T10:00Z", "2009-09-01T10:06Z");
        let last = ("2009-09-01T10:16Z", "2009-09-01T10:22Z");
        assert_eq!(september(&[first, last]), (0, 720));
    }
}
