//! What makes a figure, added up by cause: few enough lines for a reader to add again, however many stretches there were.

use std::collections::BTreeMap;

use super::{Cause, Statement, WhyLeftOut};
use crate::timeline::Instant;

/// All that one cause adds to the downtime at one weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Why.
    pub cause: Cause,
    /// What one second of it weighs, in basis points times [`Availability::members`](super::super::Availability::members).
    pub weight: u64,
    /// When the first of it began.
    pub since: Instant,
    /// How many stretches there are.
    pub count: usize,
    /// Seconds on the clock.
    pub seconds: i64,
}

impl Part {
    /// What it adds to the downtime.
    #[must_use]
    pub fn down(&self) -> u128 {
        u128::from(self.weight) * u128::try_from(self.seconds).unwrap_or(0)
    }
}

impl Statement {
    /// The stretches by cause and weight, in the order in which each cause first counts; what only was measured comes last. Together with
    /// the [days](Statement::by_days) they are the whole downtime.
    #[must_use]
    pub fn parts(&self) -> Vec<Part> {
        let mut parts: BTreeMap<(Cause, u64), Part> = BTreeMap::new();
        let mut first: BTreeMap<Cause, Instant> = BTreeMap::new();
        for stretch in &self.stretches {
            let since = stretch.span.from();
            first.entry(stretch.cause).or_insert(since);
            let part = parts
                .entry((stretch.cause, stretch.weight))
                .or_insert(Part {
                    cause: stretch.cause,
                    weight: stretch.weight,
                    since,
                    count: 0,
                    seconds: 0,
                });
            part.count += 1;
            part.seconds += stretch.span.seconds();
        }
        let mut parts: Vec<_> = parts.into_values().collect();
        parts.sort_by_key(|part| {
            let measured = part.cause == Cause::Measured;
            (measured, first.get(&part.cause).copied(), part.since)
        });
        parts
    }

    /// How many days are known to hold more downtime than their stretches, and how much more.
    #[must_use]
    pub fn by_days(&self) -> (usize, u128) {
        let days = self.days.iter().filter(|day| day.down > 0);
        days.fold((0, 0), |(count, down), day| (count + 1, down + day.down))
    }

    /// Seconds that are not observed for this reason, as members count; the totals of days are in those without data.
    #[must_use]
    pub fn missing(&self, why: WhyLeftOut) -> i64 {
        let parts = self.left_out.iter().filter(|part| part.why == why);
        let placed: i64 = parts.map(|part| part.amount).sum();
        let by_days: i64 = self.days.iter().map(|day| day.unknown).sum();
        match why {
            WhyLeftOut::NoData => placed + by_days,
            WhyLeftOut::NotAlive | WhyLeftOut::Planned => placed,
        }
    }

    /// Seconds of the window that have passed, as members count.
    #[must_use]
    pub fn passed_seconds(&self) -> i64 {
        let members = self.figure.availability.members.max(1);
        self.passed.map_or(0, |passed| passed.seconds() * members)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::model::{
        BasisPoints, ComponentKey, DayTotal, Impact, Level, Measured, Outage, Site,
    };
    use crate::report::builder::{at, component, incident, site, span};
    use crate::report::{Cause, Statement, WhyLeftOut, report};

    /// September: an incident that is partial for an hour and whole for another, two measured outages, a day with a total, a day unknown.
    fn september() -> (Site, Statement) {
        let mut site = site("UTC");
        site.components
            .push(component("mail", Some(at("2009-01-01T00:00Z"))));
        let mut told = incident(
            0,
            Level::PartialOutage,
            at("2009-09-03T10:00Z"),
            Some(at("2009-09-03T11:00Z")),
        );
        told.impacts.push(Impact {
            level: Level::MajorOutage,
            from: at("2009-09-03T11:00Z"),
            to: Some(at("2009-09-03T12:00Z")),
            ..told.impacts[0]
        });
        let outage = |from: &str, to: &str| Outage {
            from: at(from),
            to: Some(at(to)),
            level: Level::MajorOutage,
            share: None::<BasisPoints>,
        };
        site.components[0].measured = Some(Measured {
            from: Some(at("2009-01-01T00:00Z")),
            outages: vec![
                outage("2009-09-01T00:00Z", "2009-09-01T00:01Z"),
                outage("2009-09-02T00:00Z", "2009-09-02T00:02Z"),
            ],
            days: vec![DayTotal {
                day: span("2009-09-10T00:00Z", "2009-09-11T00:00Z"),
                down: 30,
                partial: 0,
                degraded: 0,
                unknown: 0,
            }],
            unknown: vec![span("2009-09-20T00:00Z", "2009-09-21T00:00Z")],
            ..Measured::default()
        });
        site.incidents.push(Arc::new(told));
        let report = report(&site, at("2009-10-01T00:00Z"));
        let window = span("2009-09-01T00:00Z", "2009-10-01T00:00Z");
        let statement = report.statement(&site, ComponentKey(0), window).unwrap();
        (site, statement)
    }

    #[test]
    fn stretches_add_up_by_cause_and_weight_and_what_was_only_measured_comes_last() {
        let (_, statement) = september();
        let parts = statement.parts();
        let told: Vec<_> = parts
            .iter()
            .map(|part| (part.cause, part.weight, part.count, part.seconds))
            .collect();
        assert_eq!(
            told,
            [
                (Cause::Incident(0), 3_000, 1, 3_600),
                (Cause::Incident(0), 10_000, 1, 3_600),
                (Cause::Measured, 10_000, 2, 180),
            ]
        );
        let (days, by_days) = statement.by_days();
        assert_eq!((days, by_days), (1, 300_000));
        let sum: u128 = parts.iter().map(super::Part::down).sum();
        assert_eq!(sum + by_days, statement.figure.availability.down);
    }

    #[test]
    fn what_is_not_observed_is_what_is_missing_from_the_time_that_passed() {
        let (_, statement) = september();
        assert_eq!(statement.missing(WhyLeftOut::NoData), 86_400);
        assert_eq!(statement.missing(WhyLeftOut::NotAlive), 0);
        let observed = statement.passed_seconds() - statement.missing(WhyLeftOut::NoData);
        assert_eq!(observed, statement.figure.availability.observed);
        assert_eq!(statement.figure.coverage(2).as_deref(), Some("96.66%"));
    }
}
