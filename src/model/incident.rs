//! Incidents, and the updates given while they went on.

use super::{Allowance, BasisPoints, ComponentKey, Level, Moment, Prose};
use crate::timeline::Instant;

/// A story of harm: who was hit, when, how badly, and what was said about it.
#[derive(Debug, Clone)]
pub struct Incident {
    /// Stable id: the file's name without its ending.
    pub id: String,
    /// Headline in the reader's words.
    pub title: String,
    /// When the harm began.
    pub started: Moment,
    /// When the harm ended; `None` while the incident is open.
    pub resolved: Option<Moment>,
    /// What was said, oldest first. Update `n` is section `n` of the prose.
    pub updates: Vec<Update>,
    /// Position in [`Site::severities`](super::Site::severities).
    pub severity: Option<usize>,
    /// What was hit, in the order written.
    pub impacts: Vec<Impact>,
    /// How many people.
    pub affected: Option<Affected>,
    /// When and how it was noticed.
    pub detected: Option<Detected>,
    /// Why it happened.
    pub cause: Option<Cause>,
    /// Positions in [`Site::apologies`](super::Site::apologies), oldest first.
    pub apologies: Vec<usize>,
    /// Advice that the author has set aside, each with a reason.
    pub allow: Vec<Allowance>,
    /// The opening and the updates, as written.
    pub prose: Prose,
}

/// Where work on an incident stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Looking for the cause.
    Investigating,
    /// The cause is known.
    Identified,
    /// Mended, watching whether it holds.
    Monitoring,
    /// Over.
    Resolved,
}

impl Phase {
    /// Every phase, in order.
    pub const ALL: [Self; 4] = [
        Self::Investigating,
        Self::Identified,
        Self::Monitoring,
        Self::Resolved,
    ];

    /// The word in headings, as people write it: `Investigating`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Investigating => "Investigating",
            Self::Identified => "Identified",
            Self::Monitoring => "Monitoring",
            Self::Resolved => "Resolved",
        }
    }
}

/// One dated entry of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Update {
    /// When it was given.
    pub at: Moment,
    /// The state it announced; `None` for a plain `Update`.
    pub announces: Option<Phase>,
    /// The state from then on.
    pub phase: Phase,
}

/// Harm to one component during an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Impact {
    /// What was hit.
    pub component: ComponentKey,
    /// How badly.
    pub level: Level,
    /// First instant.
    pub from: Instant,
    /// First instant after it; `None` while it goes on.
    pub to: Option<Instant>,
    /// Share of users or requests hit, where it is known; it overrides the weight of the level.
    pub share: Option<BasisPoints>,
}

/// How many were hit, and whether their data is safe.
#[derive(Debug, Clone, Default)]
pub struct Affected {
    /// Counts by what is counted (`users`, `accounts`, `requests`), in the order written.
    pub counts: Vec<Count>,
    /// Where, in the site's own words.
    pub regions: Vec<String>,
    /// Whether data was lost or damaged.
    pub data: Option<DataSafety>,
}

/// A number of people or things, with its origin.
#[derive(Debug, Clone)]
pub struct Count {
    /// What is counted: `users`, `accounts` or `requests`.
    pub what: &'static str,
    /// How many were hit.
    pub hit: u64,
    /// Out of how many, where it is known.
    pub of: Option<u64>,
    /// Where the number comes from.
    pub source: Option<String>,
}

/// Whether data was lost or damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataSafety {
    /// None was.
    None,
    /// Some was.
    Some,
    /// Not known yet.
    Unknown,
}

/// When and how an incident was noticed.
#[derive(Debug, Clone)]
pub struct Detected {
    /// When.
    pub at: Option<Moment>,
    /// Who noticed first.
    pub by: Option<DetectedBy>,
}

/// Who noticed first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DetectedBy {
    /// The provider's own monitoring.
    Monitoring,
    /// A customer.
    Customer,
    /// Somebody on the provider's staff.
    Staff,
}

/// Why it happened.
#[derive(Debug, Clone, Default)]
pub struct Cause {
    /// In a sentence.
    pub summary: Option<String>,
    /// What set it off.
    pub trigger: Option<String>,
    /// What made it possible or worse.
    pub contributing: Vec<String>,
    /// The site's own key words.
    pub tags: Vec<String>,
    /// Whose it was.
    pub responsible: Option<Responsible>,
}

/// Whose cause it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Responsible {
    /// The provider's own.
    Ours,
    /// The provider's and a supplier's.
    Shared,
    /// A supplier's.
    Supplier,
}
