//! The worst stretch of a given length: it tells one long outage from many short ones, which a mean over a month cannot.
//!
//! "Meaningful Availability" (Hauer et al., NSDI 2020) looks at the worst window of every length. Harm is a step function of time, so the
//! window that holds the most of it can be moved until it begins where some harm begins or ends where some ends; only those are looked at.

use super::Availability;
use super::ledger::Ledger;
use crate::timeline::{Instant, Interval};

/// The stretch with the most downtime of all of its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worst {
    /// When: the earliest, where several are as bad.
    pub window: Interval,
    /// What was down in it, out of what was observed in it.
    pub availability: Availability,
    /// Some of it is known as the total of a day only, and counted at the day's beginning.
    pub placed_by_day: bool,
}

/// The worst `length` seconds within `range` up to as-of; `None` where the range is shorter, or nothing was down in it.
pub(super) fn worst(ledger: &Ledger, range: Interval, length: i64) -> Option<Worst> {
    let range = Interval::new(range.from(), range.to().min(ledger.as_of()))?;
    let last = range.to().plus(-length);
    if length <= 0 || last < range.from() {
        return None;
    }
    let held = |from: Instant| from.max(range.from()).min(last);
    let harmed = ledger
        .touching(range)
        .iter()
        .filter(|piece| piece.weights[0] > 0);
    let placed = harmed.flat_map(|piece| [piece.span.from(), piece.span.to().plus(-length)]);
    let booked = ledger.book().starts(range);
    let booked = booked.flat_map(|day| [day, day.plus(1 - length)]);
    let mut starts: Vec<_> = placed.chain(booked).map(held).collect();
    starts.sort_unstable();
    starts.dedup();
    let windows = starts
        .into_iter()
        .filter_map(|from| Interval::new(from, from.plus(length)));
    // A day's total may be more than a short window holds; its figure holds no more than was observed. Of equals, the first stays.
    let (window, availability) = windows
        .map(|window| (window, ledger.figure(window).availability))
        .reduce(|best, next| {
            if next.1.down > best.1.down {
                next
            } else {
                best
            }
        })?;
    (availability.down > 0).then(|| Worst {
        window,
        availability,
        placed_by_day: ledger.book().starts(window).next().is_some(),
    })
}
