//! Days in order, so that none has to be searched for.

use super::{Booked, Ledger, Sums};
use crate::timeline::Interval;

/// Looks at the days of a ledger in order, each once, without searching for each anew.
#[derive(Debug)]
pub(in crate::report) struct Walk<'l> {
    ledger: &'l Ledger,
    piece: usize,
    booked: usize,
}

impl<'l> Walk<'l> {
    /// Begins before the first day.
    pub(in crate::report) fn new(ledger: &'l Ledger) -> Self {
        Self {
            ledger,
            piece: 0,
            booked: 0,
        }
    }

    /// What lies inside `day`, without its total.
    pub(in crate::report) fn placed(&mut self, day: Interval) -> Sums {
        let from = day.from().min(self.ledger.as_of);
        self.piece += near(&self.ledger.ends[self.piece..], |end| *end <= from);
        self.ledger.placed_from(self.piece, day)
    }

    /// The total of `day`.
    pub(in crate::report) fn booked(&mut self, day: Interval) -> Option<Booked> {
        self.ledger.book.next(&mut self.booked, day)
    }

    /// What `day` adds up to.
    pub(in crate::report) fn sums(&mut self, day: Interval) -> Sums {
        let placed = self.placed(day);
        self.booked(day)
            .map_or(placed, |booked| placed + booked.extra)
    }
}

/// How many of `sorted` stand before a place that is likely near.
pub(super) fn near<T>(sorted: &[T], before: impl Fn(&T) -> bool) -> usize {
    let close = sorted.iter().take(8).take_while(|one| before(one)).count();
    if close < 8 {
        close
    } else {
        sorted.partition_point(before)
    }
}
