//! Which incident makes a second as bad as it is, and how bad it would be without that incident.
//!
//! Answers, for each incident, what it did to a month, without counting the month again.

use super::Availability;
use super::ledger::Ledger;
use crate::timeline::{Interval, IntervalSet};

/// What declared harm does to a second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Pull {
    /// What it weighs.
    pub(super) weight: u64,
    /// Whether it says that the component was down, which is known then, even where it weighs nothing.
    pub(super) down: bool,
}

/// A stretch with declared harm that counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Blame {
    /// When.
    pub(super) span: Interval,
    /// The incident that weighs most; `None` for work without one.
    pub(super) lead: Option<usize>,
    /// What that does.
    pub(super) pull: Pull,
    /// The most that anything else declared does.
    pub(super) rival: Pull,
    /// No data there.
    pub(super) blind: bool,
}

impl Blame {
    /// What would be done to the stretch without `incident` and without what was measured.
    fn without(&self, incident: usize) -> Pull {
        if self.lead == Some(incident) {
            self.rival
        } else {
            self.pull
        }
    }
}

/// Stretches in order.
#[derive(Debug, Default)]
pub(super) struct Blames(Vec<Blame>);

impl Blames {
    /// Adds a stretch at the end.
    pub(super) fn push(&mut self, blame: Option<Blame>) {
        self.0.extend(blame);
    }

    /// The availability of `window`, and what it would be had `incident` not happened, whose impacts were `impacts`: neither what was
    /// declared for it nor what was measured in its time. What a day's total adds to a day stays as it is. `None` outside the component's life.
    pub(super) fn effect(
        &self,
        incident: usize,
        impacts: &IntervalSet,
        window: Interval,
        ledger: &Ledger,
    ) -> Option<(Availability, Availability)> {
        let whole = ledger.sums(window);
        if whole.alive == 0 {
            return None;
        }
        let (mut down, mut observed) = (whole.down[0], whole.observed);
        for span in impacts.clip(window).as_slice() {
            down = down.saturating_sub(ledger.placed(*span).down[0]);
            let known_by_harm = ledger
                .touching(*span)
                .iter()
                .filter(|piece| piece.blind && piece.observed > 0);
            observed -= known_by_harm
                .filter_map(|piece| piece.span.intersect(*span))
                .map(Interval::seconds)
                .sum::<i64>();
            for (blame, shared) in self.touching(*span) {
                let pull = blame.without(incident);
                down += u128::from(pull.weight) * u128::try_from(shared.seconds()).unwrap_or(0);
                observed += if blame.blind && pull.down {
                    shared.seconds()
                } else {
                    0
                };
            }
        }
        Some((
            ledger.availability(whole.down[0], whole.observed),
            ledger.availability(down, observed),
        ))
    }

    /// The stretches that share an instant with `range`, and what they share.
    pub(super) fn touching(&self, range: Interval) -> impl Iterator<Item = (&Blame, Interval)> {
        let first = self
            .0
            .partition_point(|blame| blame.span.to() <= range.from());
        self.0[first..]
            .iter()
            .map_while(move |blame| Some((blame, blame.span.intersect(range)?)))
    }
}
