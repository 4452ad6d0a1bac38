//! What makes a figure, piece by piece, so that a reader can add it up again: each stretch that counts with its weight and its cause, the
//! days that are known by their totals, what was left out of the time observed, and the planned work that was forgiven.
//!
//! ```text
//! window up to as-of  -  left out  -  unknown by day   =  observed
//! stretches           +  days                          =  down
//! ```
//!
//! Both sums are exact, for components and for groups of every roll-up.

mod stretches;
mod sums;

pub use sums::Part;

use super::facts::Report;
use super::ledger::{Ledger, Piece};
use super::{Figure, maintenance};
use crate::model::{ComponentKey, Level, Site};
use crate::timeline::{Instant, Interval};

/// What makes the figure of one component in one window. All amounts are in the units of [`Availability`](super::Availability).
#[derive(Debug, Clone)]
pub struct Statement {
    /// The figure.
    pub figure: Figure,
    /// The window as far as it has passed; `None` where none of it has.
    pub passed: Option<Interval>,
    /// What counts as down, in order of time.
    pub stretches: Vec<Stretch>,
    /// Days whose totals say more than their stretches hold, in order.
    pub days: Vec<DayAmount>,
    /// What is not observed, in order of time.
    pub left_out: Vec<LeftOutTime>,
    /// Planned work in the window by its position in the site's list, with the seconds that were announced in time and count nothing.
    pub planned: Vec<(usize, i64)>,
}

/// A stretch that counts as down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// When.
    pub span: Interval,
    /// How bad it was.
    pub level: Level,
    /// What one second of it weighs, in basis points times [`Availability::members`](super::Availability::members).
    pub weight: u64,
    /// Why.
    pub cause: Cause,
}

impl Stretch {
    /// What it adds to the downtime.
    #[must_use]
    pub fn down(&self) -> u128 {
        u128::from(self.weight) * u128::try_from(self.span.seconds()).unwrap_or(0)
    }
}

/// Why a stretch counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The incident at this position of the site's list. Of several, the one that weighs most; what was measured in its time is with it.
    Incident(usize),
    /// Planned work that was announced too late, took too long, or was more than a year may hold.
    Work,
    /// It was measured, and no incident tells of it.
    Measured,
}

/// What a day's total adds to what is known with its place in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayAmount {
    /// The day.
    pub day: Interval,
    /// Downtime.
    pub down: u128,
    /// Time that is not observed after all; negative where harm shows that it was.
    pub unknown: i64,
}

/// A stretch that is not observed, in part or in whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOutTime {
    /// When.
    pub span: Interval,
    /// How many of its seconds are left out, as members count.
    pub amount: i64,
    /// Why.
    pub why: WhyLeftOut,
}

/// Why a stretch is not observed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyLeftOut {
    /// Before the component was introduced, or after it was retired.
    NotAlive,
    /// Nobody knows.
    NoData,
    /// Planned work, on a site that leaves it out.
    Planned,
}

/// The statement of the component at `key` for `window`.
pub(super) fn statement(
    site: &Site,
    report: &Report,
    key: ComponentKey,
    window: Interval,
) -> Option<Statement> {
    let (books, as_of) = (&report.books, report.as_of);
    let (ledger, _) = books.ledgers.get(key.0)?;
    let passed = Interval::new(window.from(), window.to().min(as_of));
    Some(Statement {
        figure: ledger.figure(window),
        passed,
        stretches: passed.map_or_else(Vec::new, |passed| {
            stretches::stretches(site, books, key, passed)
        }),
        days: days(ledger, window),
        left_out: passed.map_or_else(Vec::new, |passed| left_out(ledger, passed)),
        planned: passed.map_or_else(Vec::new, |passed| planned(site, ledger, key, passed, as_of)),
    })
}

fn days(ledger: &Ledger, window: Interval) -> Vec<DayAmount> {
    let booked = ledger.book().entries(window);
    let amounts = booked.map(|booked| DayAmount {
        day: booked.total.day,
        down: booked.extra.down[0],
        unknown: -booked.extra.observed,
    });
    amounts
        .filter(|amount| amount.down > 0 || amount.unknown != 0)
        .collect()
}

fn left_out(ledger: &Ledger, passed: Interval) -> Vec<LeftOutTime> {
    let scale = ledger.scale();
    let mut left_out = Vec::new();
    let mut add = |from, to, missing: i64, why| {
        let Some(span) = Interval::new(from, to).filter(|_| missing > 0) else {
            return;
        };
        left_out.push(LeftOutTime {
            span,
            amount: missing * span.seconds(),
            why,
        });
    };
    let mut from = passed.from();
    for piece in ledger.touching(passed) {
        let Some(span) = piece.span.intersect(passed) else {
            continue;
        };
        add(from, span.from(), scale, WhyLeftOut::NotAlive);
        add(span.from(), span.to(), scale - piece.observed, why(piece));
        from = span.to();
    }
    add(from, passed.to(), scale, WhyLeftOut::NotAlive);
    joined(left_out)
}

fn why(piece: &Piece) -> WhyLeftOut {
    if piece.excluded {
        WhyLeftOut::Planned
    } else {
        WhyLeftOut::NoData
    }
}

/// Neighbours that are left out alike, as one.
fn joined(parts: Vec<LeftOutTime>) -> Vec<LeftOutTime> {
    let rate = |part: &LeftOutTime| part.amount / part.span.seconds().max(1);
    let mut joined: Vec<LeftOutTime> = Vec::with_capacity(parts.len());
    for part in parts {
        match joined.last_mut() {
            Some(last)
                if last.span.to() == part.span.from()
                    && last.why == part.why
                    && rate(last) == rate(&part) =>
            {
                last.span = last.span.hull(part.span);
                last.amount += part.amount;
            }
            _ => joined.push(part),
        }
    }
    joined
}

/// Work that touches the component, one of its groups or one of its members.
fn planned(
    site: &Site,
    ledger: &Ledger,
    key: ComponentKey,
    passed: Interval,
    as_of: Instant,
) -> Vec<(usize, i64)> {
    let works = site.maintenances.iter().enumerate();
    let related = works.filter(|(_, work)| {
        let touches = work.touches.iter();
        touches
            .filter(|(_, level)| *level != Level::Operational)
            .any(|(touched, _)| site.is_within(*touched, key) || site.is_within(key, *touched))
    });
    let seconds = |planned: Interval| {
        let pieces = ledger
            .touching(planned)
            .iter()
            .filter(|piece| piece.planned);
        pieces
            .filter_map(|piece| piece.span.intersect(planned))
            .map(Interval::seconds)
            .sum::<i64>()
    };
    let counted = related.filter_map(|(position, work)| {
        let course = maintenance::course(work, site.counting.notice, as_of, as_of.plus(1));
        let planned = course
            .planned
            .filter(|_| course.in_time)?
            .intersect(passed)?;
        Some((position, seconds(planned)))
    });
    let mut counted: Vec<_> = counted.filter(|(_, seconds)| *seconds > 0).collect();
    counted.sort_by_key(|(position, _)| site.maintenances[*position].planned.from());
    counted
}
