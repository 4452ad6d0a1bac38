//! A component's whole life as a step function with running sums, so that any window is two look-ups.
//!
//! Totals of whole days have no place within their day: what they add to it is booked at the day's first instant, so that a window of
//! whole days holds it in full, and the figure of a window is the sum of the figures of its days.

mod book;
mod piece;
mod walk;

use super::{Availability, Figure};
use crate::timeline::{Instant, Interval};

pub(super) use book::{Book, Booked};
pub(super) use piece::{HARMS, Piece, Pieces, Sums};
pub(super) use walk::Walk;

/// Pieces in order, apart, with running sums, and the totals of days.
#[derive(Debug)]
pub(super) struct Ledger {
    pieces: Vec<Piece>,
    /// The end of each piece: look-ups run over these, which lie close together.
    ends: Vec<Instant>,
    /// What lies before each piece, and after the last.
    before: Vec<Sums>,
    book: Book,
    /// How much a second counts that is observed by all members; 1 but for mean and weighted groups.
    scale: i64,
    /// Since when something that was written could not be read.
    unread: Option<Instant>,
    /// Figures end here; pieces reach one second further, to tell how things are at this instant.
    as_of: Instant,
}

impl Ledger {
    /// A ledger of `pieces`, which stand in order and apart.
    pub(super) fn new(pieces: Vec<Piece>, scale: i64, as_of: Instant) -> Self {
        let mut before = Vec::with_capacity(pieces.len() + 1);
        let mut sum = Sums::default();
        before.push(sum);
        for piece in &pieces {
            sum = sum + piece.sums(piece.span.seconds());
            before.push(sum);
        }
        let ends = pieces.iter().map(|piece| piece.span.to()).collect();
        Self {
            pieces,
            ends,
            before,
            book: Book::new(0),
            scale,
            unread: None,
            as_of,
        }
    }

    /// Marks what lies after `unread` as known in part only.
    pub(super) fn unread_since(&mut self, unread: Option<Instant>) {
        self.unread = unread;
    }

    /// Whether something that was written about the time up to `end`, and before as-of, could not be read.
    pub(super) fn is_unread(&self, end: Instant) -> bool {
        self.unread.is_some_and(|since| since < end)
    }

    /// The same, with what the totals of days add to it.
    pub(super) fn with_book(self, book: Book) -> Self {
        Self { book, ..self }
    }

    /// Where figures end.
    pub(super) fn as_of(&self) -> Instant {
        self.as_of
    }

    /// The totals of days.
    pub(super) fn book(&self) -> &Book {
        &self.book
    }

    /// Its pieces.
    pub(super) fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// How much a second counts that is observed in full.
    pub(super) fn scale(&self) -> i64 {
        self.scale.max(1)
    }

    /// The piece at `at`.
    pub(super) fn at(&self, at: Instant) -> Option<&Piece> {
        let next = self.ends.partition_point(|end| *end <= at);
        self.pieces
            .get(next)
            .filter(|piece| piece.span.contains(at))
    }

    /// The pieces that share an instant with `range`.
    pub(super) fn touching(&self, range: Interval) -> &[Piece] {
        let first = self.ends.partition_point(|end| *end <= range.from());
        // Only a piece that begins before the end of the range can share an instant with it; most ranges touch few.
        let length = self.pieces[first..]
            .iter()
            .take_while(|piece| piece.span.from() < range.to())
            .count();
        &self.pieces[first..first + length]
    }

    /// What lies inside `window` up to as-of, without the totals of days.
    pub(super) fn placed(&self, window: Interval) -> Sums {
        let from = window.from().min(self.as_of);
        self.placed_from(self.ends.partition_point(|end| *end <= from), window)
    }

    /// The same, where `first` is the first piece that does not end before the window.
    fn placed_from(&self, first: usize, window: Interval) -> Sums {
        let (from, to) = (window.from().min(self.as_of), window.to().min(self.as_of));
        match self.pieces.get(first) {
            // Most days lie in one piece, for which no sums need be fetched.
            Some(piece) if piece.span.from() <= from && to <= piece.span.to() => {
                piece.sums(to - from)
            }
            _ => self.until(to) - self.until(from),
        }
    }

    /// What lies inside `window` up to as-of. A day's total belongs to the window that holds the day's first instant.
    pub(super) fn sums(&self, window: Interval) -> Sums {
        let placed = self.placed(window);
        self.book
            .sums(window)
            .map_or(placed, |extra| placed + extra)
    }

    /// The figure of `window`.
    pub(super) fn figure(&self, window: Interval) -> Figure {
        self.figure_of(window, &self.sums(window))
    }

    /// The figure of `window`, which adds up to `sums`.
    pub(super) fn figure_of(&self, window: Interval, sums: &Sums) -> Figure {
        let [availability, strict, lenient] =
            sums.down.map(|down| self.availability(down, sums.observed));
        let Sums {
            planned,
            degraded,
            unknown,
            ..
        } = *sums;
        Figure {
            window,
            availability,
            strict,
            lenient,
            planned,
            degraded,
            unknown,
            missing: ((sums.alive - sums.excluded) * self.scale() - sums.observed).max(0),
            incomplete: self.is_unread(window.to()),
        }
    }

    /// An availability in the scale of this ledger. Whatever the sums, it is one: not below zero, and nothing without data.
    pub(super) fn availability(&self, down: u128, observed: i64) -> Availability {
        let observed = observed.max(0);
        let most = u128::try_from(observed).unwrap_or(0) * 10_000;
        Availability {
            down: down.min(most),
            observed,
            members: self.scale(),
        }
    }

    /// What lies before `at`, without the totals of days.
    fn until(&self, at: Instant) -> Sums {
        let next = self.ends.partition_point(|end| *end <= at);
        let whole = self.before.get(next).copied().unwrap_or_default();
        match self.pieces.get(next) {
            Some(piece) if piece.span.from() < at => whole + piece.sums(at - piece.span.from()),
            _ => whole,
        }
    }
}
