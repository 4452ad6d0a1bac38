//! Planned work on one component: what of it a year may hold, and what is more than that.
//!
//! A site may promise that planned work takes no more than so many hours a calendar year (Slack's terms have ten). Counted is the time
//! that any work was planned for, in order; from the second on that is over the limit, work is an outage at the level written for it.

use std::collections::BTreeMap;

use crate::model::Level;
use crate::timeline::{Interval, IntervalSet, Zone};

/// Work that was announced in time: when, what it does, and its position in the site's list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Announced {
    pub(super) span: Interval,
    pub(super) level: Level,
    pub(super) work: usize,
}

/// Splits `works` at the limit of `cap` seconds in each calendar year of `zone`: what a year may hold, and what is more.
pub(super) fn split(
    works: &[Announced],
    cap: Option<i64>,
    zone: &Zone,
) -> (Vec<Announced>, Vec<Announced>) {
    let Some(cap) = cap else {
        return (works.to_vec(), Vec::new());
    };
    let all = IntervalSet::new(works.iter().map(|work| work.span));
    let within = within(&all, cap.max(0), zone);
    let parts = |work: &Announced, spans: IntervalSet| {
        let parts = spans.as_slice().iter().map(|span| Announced {
            span: *span,
            ..*work
        });
        parts.collect::<Vec<_>>()
    };
    let held = works
        .iter()
        .flat_map(|work| parts(work, within.clip(work.span)));
    let over = works.iter().flat_map(|work| {
        let own = IntervalSet::new([work.span]);
        parts(work, own.subtract(&within))
    });
    (held.collect(), over.collect())
}

/// The first `cap` seconds of `all` in each year.
fn within(all: &IntervalSet, cap: i64, zone: &Zone) -> IntervalSet {
    let mut used: BTreeMap<i16, i64> = BTreeMap::new();
    let mut within = Vec::new();
    for span in all.as_slice() {
        let mut from = span.from();
        while let Some(rest) = Interval::new(from, span.to()) {
            let year = zone.day_of(from).year();
            // At the very end of the calendar a year has no next one.
            let end = zone.year(year).to().max(from.plus(1)).min(rest.to());
            let used = used.entry(year).or_default();
            let free = (cap - *used).clamp(0, end - from);
            within.extend(Interval::new(from, from.plus(free)));
            *used += end - from;
            from = end;
        }
    }
    IntervalSet::new(within)
}

#[cfg(test)]
mod tests {
    use super::{Announced, split};
    use crate::model::Level;
    use crate::report::builder::span;
    use crate::timeline::{Interval, Zone};

    fn seconds(works: &[Announced]) -> Vec<i64> {
        works.iter().map(|work| work.span.seconds()).collect()
    }

    fn works(spans: &[Interval]) -> Vec<Announced> {
        let work = |(work, span): (usize, &Interval)| Announced {
            span: *span,
            level: Level::MajorOutage,
            work,
        };
        spans.iter().enumerate().map(work).collect()
    }

    #[test]
    fn what_a_year_may_hold_is_taken_in_order_of_time() {
        let zone = Zone::utc();
        let works = works(&[
            span("2026-11-01T00:00Z", "2026-11-01T04:00Z"),
            span("2026-02-01T00:00Z", "2026-02-01T05:00Z"),
            span("2026-05-01T00:00Z", "2026-05-01T05:00Z"),
        ]);
        let (held, over) = split(&works, Some(12 * 3_600), &zone);
        assert_eq!(seconds(&held), [2 * 3_600, 5 * 3_600, 5 * 3_600]);
        assert_eq!((seconds(&over), over[0].work), (vec![2 * 3_600], 0));
    }

    #[test]
    fn each_year_begins_anew_in_the_sites_zone() {
        let zone = Zone::named("America/Los_Angeles").unwrap();
        let works = works(&[span("2027-01-01T06:00Z", "2027-01-01T10:00Z")]);
        let (held, over) = split(&works, Some(3_600), &zone);
        assert_eq!(
            (seconds(&held), seconds(&over)),
            (vec![3_600, 3_600], vec![3_600, 3_600])
        );
    }

    #[test]
    fn time_that_two_works_share_counts_once() {
        let works = works(&[
            span("2026-02-01T00:00Z", "2026-02-01T02:00Z"),
            span("2026-02-01T01:00Z", "2026-02-01T03:00Z"),
        ]);
        let (held, over) = split(&works, Some(3 * 3_600), &Zone::utc());
        assert_eq!((seconds(&held), over.len()), (vec![7_200, 7_200], 0));
    }
}
