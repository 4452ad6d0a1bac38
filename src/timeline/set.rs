//! A set of instants: intervals that are sorted, apart, and as few as possible.
//!
//! Two sets with the same instants are equal, however they came about. Every operation is linear but the sort of [`IntervalSet::new`].

use super::{Instant, Interval};

/// Instants, as intervals in order with a gap between each two.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IntervalSet(Vec<Interval>);

impl IntervalSet {
    /// All instants of `intervals`, which may come in any order and overlap.
    #[must_use]
    pub fn new(intervals: impl IntoIterator<Item = Interval>) -> Self {
        let mut sorted: Vec<_> = intervals.into_iter().collect();
        sorted.sort_unstable();
        Self::merged(sorted)
    }

    /// The intervals, in order.
    #[must_use]
    pub fn as_slice(&self) -> &[Interval] {
        &self.0
    }

    /// Whether it holds no instant.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many seconds it holds.
    #[must_use]
    pub fn seconds(&self) -> i64 {
        self.0.iter().map(|interval| interval.seconds()).sum()
    }

    /// Whether it holds that instant.
    #[must_use]
    pub fn contains(&self, at: Instant) -> bool {
        self.around(at).is_some()
    }

    /// The interval that holds that instant.
    #[must_use]
    pub fn around(&self, at: Instant) -> Option<Interval> {
        let next = self.0.partition_point(|interval| interval.to() <= at);
        self.0
            .get(next)
            .copied()
            .filter(|interval| interval.contains(at))
    }

    /// The intervals that share an instant with `range`, whole.
    #[must_use]
    pub fn touching(&self, range: Interval) -> &[Interval] {
        let first = self
            .0
            .partition_point(|interval| interval.to() <= range.from());
        let end = self
            .0
            .partition_point(|interval| interval.from() < range.to());
        &self.0[first..end]
    }

    /// What lies inside `range`.
    #[must_use]
    pub fn clip(&self, range: Interval) -> Self {
        Self(
            self.touching(range)
                .iter()
                .filter_map(|interval| interval.intersect(range))
                .collect(),
        )
    }

    /// All instants of either.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        let mut both = Vec::with_capacity(self.0.len() + other.0.len());
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let Some(next) = match (left.peek(), right.peek()) {
            (Some(a), Some(b)) if a <= b => left.next(),
            (_, Some(_)) => right.next(),
            (_, None) => left.next(),
        } {
            both.push(*next);
        }
        Self::merged(both)
    }

    /// All instants of both.
    #[must_use]
    pub fn intersect(&self, other: &Self) -> Self {
        let mut shared = Vec::new();
        let (mut left, mut right) = (0, 0);
        while let (Some(a), Some(b)) = (self.0.get(left), other.0.get(right)) {
            shared.extend(a.intersect(*b));
            if a.to() <= b.to() {
                left += 1;
            } else {
                right += 1;
            }
        }
        Self(shared)
    }

    /// All instants of `self` that are not in `other`.
    #[must_use]
    pub fn subtract(&self, other: &Self) -> Self {
        let mut kept = Vec::new();
        let mut first = 0;
        for interval in &self.0 {
            while other
                .0
                .get(first)
                .is_some_and(|cut| cut.to() <= interval.from())
            {
                first += 1;
            }
            let mut from = interval.from();
            // A cut may reach into the next interval, so it is looked at again there.
            for cut in other.0[first..]
                .iter()
                .take_while(|cut| cut.from() < interval.to())
            {
                kept.extend(Interval::new(from, cut.from()));
                from = from.max(cut.to());
            }
            kept.extend(Interval::new(from, interval.to()));
        }
        Self(kept)
    }

    /// Joins what touches, of intervals sorted by their start.
    fn merged(sorted: Vec<Interval>) -> Self {
        let mut merged: Vec<Interval> = Vec::with_capacity(sorted.len());
        for interval in sorted {
            match merged.last_mut() {
                Some(last) if interval.from() <= last.to() => *last = last.hull(interval),
                _ => merged.push(interval),
            }
        }
        Self(merged)
    }
}

impl FromIterator<Interval> for IntervalSet {
    fn from_iter<I: IntoIterator<Item = Interval>>(intervals: I) -> Self {
        Self::new(intervals)
    }
}

#[cfg(test)]
mod tests {
    use super::IntervalSet;
    use crate::timeline::{Instant, Interval};

    fn interval(from: i64, to: i64) -> Interval {
        Interval::new(Instant::from_seconds(from), Instant::from_seconds(to)).unwrap()
    }

    fn set(pairs: &[(i64, i64)]) -> IntervalSet {
        pairs
            .iter()
            .map(|(from, to)| interval(*from, *to))
            .collect()
    }

    /// The set whose instants are the bits of `bits`: every set over ten seconds has its number.
    fn numbered(bits: u32) -> IntervalSet {
        (0..10)
            .filter(|at| bits >> at & 1 == 1)
            .map(|at| interval(at, at + 1))
            .collect()
    }

    #[test]
    fn intervals_in_any_order_become_as_few_as_possible() {
        assert_eq!(
            set(&[(5, 7), (1, 3), (3, 4), (2, 3), (6, 9)]).as_slice(),
            &[interval(1, 4), interval(5, 9)]
        );
    }

    #[test]
    fn every_operation_agrees_with_the_bits() {
        for (left, right) in (0..1024_u32)
            .step_by(3)
            .flat_map(|left| (0..1024).step_by(7).map(move |right| (left, right)))
        {
            let (a, b) = (numbered(left), numbered(right));
            assert_eq!(a.union(&b), numbered(left | right), "{left} {right}");
            assert_eq!(a.intersect(&b), numbered(left & right), "{left} {right}");
            assert_eq!(a.subtract(&b), numbered(left & !right), "{left} {right}");
            assert_eq!(
                a.clip(interval(2, 7)),
                numbered(left & 0b111_1100),
                "{left}"
            );
        }
    }

    #[test]
    fn seconds_and_membership_are_counted_half_open() {
        let set = set(&[(1, 4), (6, 8)]);
        assert_eq!(set.seconds(), 5);
        let held: Vec<_> = (0..10)
            .filter(|at| set.contains(Instant::from_seconds(*at)))
            .collect();
        assert_eq!(held, [1, 2, 3, 6, 7]);
        assert_eq!(set.touching(interval(4, 7)), &[interval(6, 8)]);
        assert_eq!(set.around(Instant::from_seconds(2)), Some(interval(1, 4)));
    }
}
