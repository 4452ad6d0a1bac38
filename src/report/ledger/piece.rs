//! Stretches of a ledger, and what they add up to.

use std::ops::{Add, Sub};

use crate::model::Level;
use crate::report::weights::{NOTHING, Weights};
use crate::timeline::Interval;

/// A stretch in which nothing changes.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own"
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) struct Piece {
    /// When.
    pub(in crate::report) span: Interval,
    /// What a second of it weighs, times the ledger's scale.
    pub(in crate::report) weights: Weights,
    /// 0 where nobody knows, up to the ledger's scale.
    pub(in crate::report) observed: i64,
    /// How it is, to see.
    pub(in crate::report) level: Level,
    /// The harm in it: operational where there is none.
    pub(in crate::report) harm: Level,
    /// Announced work goes on.
    pub(in crate::report) planned: bool,
    /// Left out of the time observed because work was planned.
    pub(in crate::report) excluded: bool,
    /// No data: observed only where harm is known in spite of that.
    pub(in crate::report) blind: bool,
    /// It does not weigh, and an outage may go on in it unseen: work was planned, or nothing is known. In a group this may be so of some
    /// members only.
    pub(in crate::report) unseen: bool,
}

impl Piece {
    /// Whether it is down in it, if only in part.
    pub(in crate::report) fn weighs(&self) -> bool {
        self.weights[0] > 0
    }

    /// Whether nothing but the time differs.
    fn is_like(&self, other: &Self) -> bool {
        Self {
            span: other.span,
            ..*self
        } == *other
    }

    /// What `seconds` of it add up to.
    pub(super) fn sums(&self, seconds: i64) -> Sums {
        let length = u128::try_from(seconds).unwrap_or(0);
        let when = |condition: bool| if condition { seconds } else { 0 };
        let free = self.harm == Level::DegradedPerformance && self.weights[0] == 0 && !self.planned;
        Sums {
            down: self.weights.map(|weight| u128::from(weight) * length),
            observed: self.observed * seconds,
            alive: seconds,
            excluded: when(self.excluded),
            planned: when(self.planned),
            degraded: when(free),
            unknown: when(self.observed == 0 && !self.excluded),
            harm: HARMS.map(|level| when(self.harm == level)),
        }
    }
}

/// The levels of harm, worst first.
pub(in crate::report) const HARMS: [Level; 3] = [
    Level::MajorOutage,
    Level::PartialOutage,
    Level::DegradedPerformance,
];

/// What stretches of a ledger add up to. Seconds, but for `down`, which has weights, and `observed`, which has the scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::report) struct Sums {
    pub(in crate::report) down: [u128; 3],
    pub(in crate::report) observed: i64,
    pub(in crate::report) alive: i64,
    pub(in crate::report) excluded: i64,
    pub(in crate::report) planned: i64,
    pub(in crate::report) degraded: i64,
    pub(in crate::report) unknown: i64,
    pub(in crate::report) harm: [i64; 3],
}

impl Add for Sums {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            down: each(self.down, other.down, |a, b| a + b),
            observed: self.observed + other.observed,
            alive: self.alive + other.alive,
            excluded: self.excluded + other.excluded,
            planned: self.planned + other.planned,
            degraded: self.degraded + other.degraded,
            unknown: self.unknown + other.unknown,
            harm: each(self.harm, other.harm, |a, b| a + b),
        }
    }
}

impl Sub for Sums {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self {
            down: each(self.down, other.down, u128::saturating_sub),
            observed: self.observed - other.observed,
            alive: self.alive - other.alive,
            excluded: self.excluded - other.excluded,
            planned: self.planned - other.planned,
            degraded: self.degraded - other.degraded,
            unknown: self.unknown - other.unknown,
            harm: each(self.harm, other.harm, |a, b| a - b),
        }
    }
}

fn each<T: Copy>(a: [T; 3], b: [T; 3], join: impl Fn(T, T) -> T) -> [T; 3] {
    [join(a[0], b[0]), join(a[1], b[1]), join(a[2], b[2])]
}

/// Pieces as they are made, in order; stretches that do not differ become one.
#[derive(Debug, Default)]
pub(in crate::report) struct Pieces(Vec<Piece>);

impl Pieces {
    /// Adds a piece at the end.
    pub(in crate::report) fn push(&mut self, piece: Piece) {
        match self.0.last_mut() {
            Some(last) if last.span.to() == piece.span.from() && last.is_like(&piece) => {
                last.span = last.span.hull(piece.span);
            }
            _ => self.0.push(piece),
        }
    }

    /// The pieces.
    pub(in crate::report) fn into_vec(self) -> Vec<Piece> {
        self.0
    }
}

impl Piece {
    /// A second without harm, of which nothing is known but that the component lives.
    pub(in crate::report) fn quiet(span: Interval) -> Self {
        Self {
            span,
            weights: NOTHING,
            observed: 0,
            level: Level::Operational,
            harm: Level::Operational,
            planned: false,
            excluded: false,
            blind: false,
            unseen: false,
        }
    }
}
