//! What readers depend on, and what was measured of it.

use super::{BasisPoints, Level, Percent};
use crate::timeline::{Instant, Interval};

/// Position of a component in [`Site::components`](super::Site::components).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ComponentKey(pub usize);

/// A thing that readers depend on, or a group of them.
#[derive(Debug, Clone)]
pub struct Component {
    /// Stable id: file names, URLs and links use it.
    pub id: String,
    /// Name that readers see.
    pub name: String,
    /// One line about it.
    pub description: Option<String>,
    /// The group that it belongs to.
    pub parent: Option<ComponentKey>,
    /// How deep it stands: 0 at the top.
    pub depth: usize,
    /// Its members, in order; empty for a component that is no group.
    pub members: Vec<ComponentKey>,
    /// How its members make up its own state and figure.
    pub rollup: Rollup,
    /// What it weighs in a `weighted` group; 1 unless written.
    pub weight: u32,
    /// First instant of its life; from the beginning of time where it is not written.
    pub introduced: Option<Instant>,
    /// First instant after its life.
    pub retired: Option<Instant>,
    /// What is aimed for.
    pub objective: Option<Objective>,
    /// Position in [`Site::agreements`](super::Site::agreements).
    pub agreement: Option<usize>,
    /// What was measured; `None` where no file in `uptime/` is about it.
    pub measured: Option<Measured>,
}

impl Component {
    /// Whether it has members of its own.
    #[must_use]
    pub fn is_group(&self) -> bool {
        !self.members.is_empty()
    }
}

/// How members make up a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rollup {
    /// Down as soon as one member is: the union of their downtime.
    AnyDown,
    /// Down only when all members are: the intersection.
    AllDown,
    /// The mean of the members.
    Mean,
    /// The mean of the members by their `weight`.
    Weighted,
}

/// What is aimed for, in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Objective {
    /// The lowest availability that keeps it.
    pub target: Percent,
    /// Over which time.
    pub period: Period,
}

/// A stretch of time that repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// January, February, …
    CalendarMonth,
    /// January to March, …
    CalendarQuarter,
    /// The last so many days.
    Rolling {
        /// How many, at least 1.
        days: u32,
    },
}

/// What a monitor recorded about one component.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    /// Who measured, and how.
    pub source: Option<String>,
    /// When data began.
    pub from: Option<Instant>,
    /// When data ended; `None` while measuring goes on.
    pub to: Option<Instant>,
    /// Sampling step in seconds, when sampled.
    pub interval: Option<i64>,
    /// Outages with their place in time. `to` is `None` for one that goes on.
    pub outages: Vec<Outage>,
    /// Totals of whole days, sorted by day, each day once.
    pub days: Vec<DayTotal>,
    /// Stretches without data inside the time covered.
    pub unknown: Vec<Interval>,
}

/// A measured interval of harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outage {
    /// First instant.
    pub from: Instant,
    /// First instant after it; `None` while it goes on.
    pub to: Option<Instant>,
    /// How bad.
    pub level: Level,
    /// The measured share, which overrides the weight of the level.
    pub share: Option<BasisPoints>,
}

/// What a monitor says of one day as a whole, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayTotal {
    /// The day, in the site's zone.
    pub day: Interval,
    /// Seconds of major outage.
    pub down: i64,
    /// Seconds of partial outage.
    pub partial: i64,
    /// Seconds of degraded performance.
    pub degraded: i64,
    /// Seconds without data.
    pub unknown: i64,
}
