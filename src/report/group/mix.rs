//! The members of a group at one instant, kept up as their pieces begin and end.

use super::Shares;
use crate::model::{Level, Rollup};
use crate::report::ledger::Piece;
use crate::report::tally::Tally;
use crate::report::weights::Weights;
use crate::timeline::Interval;

/// The members' states at one instant.
#[derive(Debug)]
pub(super) struct Mix<'s> {
    rollup: Rollup,
    shares: &'s Shares,
    /// How many live.
    pub(super) alive: usize,
    known: usize,
    planned: usize,
    excluded: usize,
    /// How many that share in the group are down, or may be unseen.
    open: usize,
    observed: i64,
    sums: Weights,
    /// Weights of known members that are not zero.
    weights: [Tally<u64>; 3],
    /// Harm of living members.
    harm: Tally<Level>,
    /// Levels of living members that are not operational.
    level: Tally<Level>,
}

impl<'s> Mix<'s> {
    /// No members yet.
    pub(super) fn new(rollup: Rollup, shares: &'s Shares) -> Self {
        Self {
            rollup,
            shares,
            alive: 0,
            known: 0,
            planned: 0,
            excluded: 0,
            open: 0,
            observed: 0,
            sums: [0; 3],
            weights: Default::default(),
            harm: Tally::default(),
            level: Tally::default(),
        }
    }

    /// One member's piece begins or ends.
    pub(super) fn apply(&mut self, member: usize, piece: &Piece, begins: bool) {
        let shift = |count: &mut usize, is: bool| {
            *count = if begins {
                *count + usize::from(is)
            } else {
                count.saturating_sub(usize::from(is))
            };
        };
        shift(&mut self.alive, true);
        shift(&mut self.known, piece.observed > 0);
        shift(&mut self.planned, piece.planned);
        shift(&mut self.excluded, piece.excluded);
        let shares = self.shares.factors.get(member).is_some_and(|own| *own > 0);
        shift(&mut self.open, shares && (piece.weighs() || piece.unseen));
        for (tally, level) in [(&mut self.harm, piece.harm), (&mut self.level, piece.level)] {
            if level != Level::Operational {
                tally.put(level, begins);
            }
        }
        self.weigh(member, piece, begins);
    }

    fn weigh(&mut self, member: usize, piece: &Piece, begins: bool) {
        let factor = self.shares.factors.get(member).copied().unwrap_or(0);
        let own = if self.shares.exact {
            piece.observed
        } else {
            i64::from(piece.observed > 0)
        };
        let seconds = own * i64::try_from(factor).unwrap_or(0);
        self.observed += if begins { seconds } else { -seconds };
        for kind in 0..3 {
            // A member that is itself a mean weighs a fraction; rounding up never makes the group look better.
            let seconds = u64::try_from(piece.observed).unwrap_or(0).max(1);
            let weight = piece.weights[kind];
            let weight = if self.shares.exact {
                weight
            } else {
                weight.div_ceil(seconds)
            };
            let sum = &mut self.sums[kind];
            *sum = if begins {
                *sum + weight * factor
            } else {
                sum.saturating_sub(weight * factor)
            };
            if weight > 0 {
                self.weights[kind].put(weight, begins);
            }
        }
    }

    /// How the group is.
    pub(super) fn piece(&self, span: Interval) -> Piece {
        let known = self.known > 0;
        let one = i64::from(known);
        let (observed, weights) = match self.rollup {
            Rollup::AnyDown => (
                one,
                [0, 1, 2].map(|kind| self.weights[kind].max().unwrap_or(0)),
            ),
            Rollup::AllDown => (
                one,
                [0, 1, 2].map(|kind| least_of(&self.weights[kind], self.known, 0)),
            ),
            Rollup::Mean | Rollup::Weighted => (self.observed, self.sums),
        };
        Piece {
            weights,
            observed,
            level: self.rolled(&self.level),
            harm: self.rolled(&self.harm),
            planned: match self.rollup {
                Rollup::AllDown => self.planned == self.alive,
                Rollup::AnyDown | Rollup::Mean | Rollup::Weighted => self.planned > 0,
            },
            excluded: !known && self.excluded > 0,
            blind: !known,
            unseen: weights[0] == 0 && self.may_be_down(),
            ..Piece::quiet(span)
        }
    }

    /// Whether what is known of the members leaves room for an outage of the group: one that may be down is enough, but where they stand in
    /// for one another, one that is up rules it out.
    fn may_be_down(&self) -> bool {
        match self.rollup {
            Rollup::AllDown => self.open == self.alive,
            Rollup::AnyDown | Rollup::Mean | Rollup::Weighted => self.open > 0,
        }
    }

    fn rolled(&self, levels: &Tally<Level>) -> Level {
        let worst = levels.max().unwrap_or(Level::Operational);
        let another_works = levels.len() < self.alive;
        match self.rollup {
            Rollup::AllDown => least_of(levels, self.alive, Level::Operational),
            Rollup::Mean | Rollup::Weighted if another_works => worst.min(Level::PartialOutage),
            Rollup::AnyDown | Rollup::Mean | Rollup::Weighted => worst,
        }
    }
}

/// The least of `count` values, of which `tally` holds those that are not `zero`.
fn least_of<T: Ord + Copy>(tally: &Tally<T>, count: usize, zero: T) -> T {
    tally.min().filter(|_| tally.len() == count).unwrap_or(zero)
}
