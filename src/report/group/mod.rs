//! Groups: their ledgers, made from those of their members.
//!
//! At each instant, over the members that live then and of which something is known:
//! - `any_down` weighs as much as the worst of them and is as bad as the worst;
//! - `all_down` weighs as little as the best of them and is as bad as the best;
//! - `mean` and `weighted` add up what their members weigh, and are as bad as the worst, but no worse than a partial outage while another
//!   member works.
//!
//! Totals of days have no place in time. Those of members are taken to have happened together, which is what a common cause does: a day
//! of `any_down` holds the greatest of its members' totals, a day of `all_down` the least of what its members hold; means need no such guess.

mod days;
mod mix;
mod shares;

use self::mix::Mix;
use self::shares::Shares;
use super::ledger::{Ledger, Piece, Pieces};
use super::sweep::Rules;
use crate::model::Rollup;
use crate::timeline::{Instant, Interval};

/// A member of a group: its ledger, and what it weighs in a `weighted` one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member<'a> {
    pub(super) ledger: &'a Ledger,
    pub(super) weight: u32,
}

/// The ledger of a group that lives during `life`.
pub(super) fn ledger(
    members: &[Member<'_>],
    rollup: Rollup,
    life: Option<Interval>,
    rules: &Rules,
) -> Ledger {
    let shares = Shares::new(members, rollup);
    let mut now = Mix::new(rollup, &shares);
    let mut pieces = Pieces::default();
    let mut from = Instant::EARLIEST;
    for (at, member, piece, begins) in changes(members, life) {
        if let Some(span) = Interval::new(from, at) {
            if now.alive > 0 {
                pieces.push(now.piece(span));
            }
            from = at;
        }
        now.apply(member, piece, begins);
    }
    let scale = i64::try_from(shares.scale).unwrap_or(1);
    let ledger = Ledger::new(pieces.into_vec(), scale, rules.as_of);
    let book = days::book(&ledger, members, (rollup, &shares), rules);
    ledger.with_book(book)
}

/// Every piece of every member, twice: where it begins, and where it ends.
fn changes<'a>(
    members: &[Member<'a>],
    life: Option<Interval>,
) -> Vec<(Instant, usize, &'a Piece, bool)> {
    let mut changes = Vec::new();
    for (position, member) in members.iter().enumerate() {
        for piece in life.map_or(&[][..], |life| member.ledger.touching(life)) {
            if let Some(span) = life.and_then(|life| piece.span.intersect(life)) {
                changes.push((span.from(), position, piece, true));
                changes.push((span.to(), position, piece, false));
            }
        }
    }
    // Of one member, what ends stands before what begins; a stable sort keeps that, and makes use of each member's own order.
    changes.sort_by_key(|(at, ..)| *at);
    changes
}

#[cfg(test)]
mod tests {
    use crate::model::{DayTotal, Rollup};
    use crate::report::builder::{at, component, group, link, measured, site, span};
    use crate::report::{DayState, Figure, report};

    /// The running day of a group of members whose monitors give these totals: down, unknown.
    fn day(rollup: Rollup, totals: &[(i64, i64)]) -> ([i64; 3], DayState, Figure) {
        let mut site = site("UTC");
        let members: Vec<_> = (1..=totals.len()).collect();
        site.components.push(group("group", rollup, &members));
        let day = span("2009-09-01T00:00Z", "2009-09-02T00:00Z");
        for (down, unknown) in totals.iter().copied() {
            let mut monitor = measured();
            monitor.days = vec![DayTotal {
                day,
                down,
                partial: 0,
                degraded: 0,
                unknown,
            }];
            let mut member = component("member", Some(at("2009-08-01T00:00Z")));
            member.measured = Some(monitor);
            site.components.push(member);
        }
        link(&mut site);
        let cell = report(&site, day.to())
            .components
            .swap_remove(0)
            .days
            .pop()
            .unwrap();
        (cell.harm, cell.state, cell.figure)
    }

    #[test]
    fn totals_of_members_are_taken_to_have_happened_together() {
        let down = |rollup| {
            day(rollup, &[(3_600, 0), (600, 0)])
                .2
                .availability
                .down_seconds()
        };
        assert_eq!(down(Rollup::AnyDown), 3_600);
        assert_eq!(down(Rollup::AllDown), 600);
        assert_eq!(down(Rollup::Mean), 2_100);
    }

    #[test]
    fn a_mean_of_totals_is_a_partial_outage_while_another_member_works() {
        let (harm, state, _) = day(Rollup::Mean, &[(3_600, 0), (0, 0)]);
        assert_eq!((harm, state), ([0, 3_600, 0], DayState::Partial));
    }

    #[test]
    fn what_no_member_knows_the_group_does_not_know() {
        assert_eq!(
            day(Rollup::AnyDown, &[(0, 7_200), (0, 3_600)]).2.unknown,
            3_600
        );
        assert_eq!(day(Rollup::AnyDown, &[(0, 7_200), (0, 0)]).2.unknown, 0);
    }

    #[test]
    fn very_fine_weights_still_make_a_figure() {
        let mut site = site("UTC");
        site.components = vec![group("group", Rollup::Weighted, &[1, 2])];
        for weight in [u32::MAX, u32::MAX - 1] {
            site.components
                .push(component("member", Some(at("2009-08-01T00:00Z"))));
            site.components.last_mut().unwrap().weight = weight;
        }
        link(&mut site);
        let report = report(&site, at("2009-09-01T00:00Z"));
        assert_eq!(
            report.components[0].months[0]
                .1
                .availability
                .observed_seconds(),
            31 * 86_400
        );
    }
}
