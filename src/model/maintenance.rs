//! Planned work, and things to say that are no outage.

use super::{ComponentKey, Level, Moment, Prose};
use crate::timeline::Interval;

/// Planned work. Where it stands (scheduled, in progress, overrun, …) is computed from the instant of the report, never stored.
#[derive(Debug, Clone)]
pub struct Maintenance {
    /// Stable id: the file's name without its ending.
    pub id: String,
    /// Headline.
    pub title: String,
    /// When it was announced; unknown counts as unannounced.
    pub announced: Option<Moment>,
    /// When it is planned.
    pub planned: Interval,
    /// What it touches, and how badly.
    pub touches: Vec<(ComponentKey, Level)>,
    /// What was said, oldest first. Update `n` is section `n` of the prose.
    pub updates: Vec<MaintenanceUpdate>,
    /// The opening and the updates, as written.
    pub prose: Prose,
}

/// What an update of planned work says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MaintenancePhase {
    /// Will happen.
    Scheduled,
    /// Goes on.
    InProgress,
    /// Done, being checked.
    Verifying,
    /// Over.
    Completed,
    /// Will not happen, or was broken off.
    Cancelled,
}

impl MaintenancePhase {
    /// Every phase, in order.
    pub const ALL: [Self; 5] = [
        Self::Scheduled,
        Self::InProgress,
        Self::Verifying,
        Self::Completed,
        Self::Cancelled,
    ];

    /// The word in headings, as people write it: `In progress`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Scheduled => "Scheduled",
            Self::InProgress => "In progress",
            Self::Verifying => "Verifying",
            Self::Completed => "Completed",
            Self::Cancelled => "Cancelled",
        }
    }
}

/// One dated entry of planned work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MaintenanceUpdate {
    /// When it was given.
    pub at: Moment,
    /// The state it announced; `None` for a plain `Update`.
    pub announces: Option<MaintenancePhase>,
}

/// Something to say that is no outage.
#[derive(Debug, Clone)]
pub struct Notice {
    /// Stable id: the file's name without its ending.
    pub id: String,
    /// Headline.
    pub title: String,
    /// When it was published.
    pub published: Moment,
    /// Until when it stands on the home page.
    pub until: Option<Moment>,
    /// What it is about.
    pub components: Vec<ComponentKey>,
    /// The text.
    pub prose: Prose,
}

/// A plain page.
#[derive(Debug, Clone)]
pub struct PlainPage {
    /// Stable id: the file's name without its ending, and its URL.
    pub id: String,
    /// Headline.
    pub title: String,
    /// Whether the theme lists it in its menu.
    pub menu: bool,
    /// The text.
    pub prose: Prose,
}
