//! Totals of days: what is known of a day without its place in it.

use super::Sums;
use super::walk::near;
use crate::model::DayTotal;
use crate::timeline::{Instant, Interval};

/// The total of one day (for a group, what its members' totals come to), and what it adds to what its pieces hold.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) struct Booked {
    pub(in crate::report) total: DayTotal,
    pub(in crate::report) extra: Sums,
}

/// Totals of days, sorted by day, with running sums of what they add.
#[derive(Debug)]
pub(in crate::report) struct Book {
    totals: Vec<DayTotal>,
    /// The first instant of each total's day.
    days: Vec<Instant>,
    /// What the totals before each total add, and after the last.
    extras: Vec<Sums>,
}

impl Book {
    /// A book with room for `count` days.
    pub(in crate::report) fn new(count: usize) -> Self {
        let mut extras = Vec::with_capacity(count + 1);
        extras.push(Sums::default());
        Self {
            totals: Vec::with_capacity(count),
            days: Vec::with_capacity(count),
            extras,
        }
    }

    /// Adds a day after all others.
    pub(in crate::report) fn push(&mut self, booked: &Booked) {
        let before = self.extras.last().copied().unwrap_or_default();
        self.extras.push(before + booked.extra);
        self.days.push(booked.total.day.from());
        self.totals.push(booked.total);
    }

    /// The days that have totals, in order.
    pub(in crate::report) fn days(&self) -> impl Iterator<Item = Interval> {
        self.totals.iter().map(|total| total.day)
    }

    /// The first instants of the days that have totals and begin in `window`, in order.
    pub(in crate::report) fn starts(&self, window: Interval) -> impl Iterator<Item = Instant> {
        let first = self.days.partition_point(|day| *day < window.from());
        let days = self.days[first..].iter().copied();
        days.take_while(move |day| *day < window.to())
    }

    /// What was booked for the days that begin in `window`, in order.
    pub(in crate::report) fn entries(&self, window: Interval) -> impl Iterator<Item = Booked> {
        let first = self.days.partition_point(|day| *day < window.from());
        let totals = self.totals[first..].iter().zip(&self.extras[first..]);
        let totals = totals.zip(&self.extras[first + 1..]);
        totals
            .take_while(move |((total, _), _)| total.day.from() < window.to())
            .map(|((total, before), after)| Booked {
                total: *total,
                extra: *after - *before,
            })
    }

    /// What was booked for `day`, looked for from `position` on; moves `position` there.
    pub(super) fn next(&self, position: &mut usize, day: Interval) -> Option<Booked> {
        *position += near(&self.days[*position..], |other| *other < day.from());
        let total = self
            .totals
            .get(*position)
            .filter(|total| total.day == day)?;
        let extra = *self.extras.get(*position + 1)? - *self.extras.get(*position)?;
        Some(Booked {
            total: *total,
            extra,
        })
    }

    /// What the days add that begin in `window`; `None` where none does.
    pub(super) fn sums(&self, window: Interval) -> Option<Sums> {
        let first = self.days.partition_point(|day| *day < window.from());
        let length = self.days[first..].partition_point(|day| *day < window.to());
        let (before, after) = (self.extras.get(first)?, self.extras.get(first + length)?);
        (length > 0).then(|| *after - *before)
    }
}
