//! How bad a component is: the vocabulary that readers' tools already know.

/// State of a component at an instant, or the level of an impact on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Works.
    Operational,
    /// Nobody can say: the data says that it does not know.
    Unknown,
    /// Planned work is going on.
    UnderMaintenance,
    /// Works, badly.
    DegradedPerformance,
    /// Some people, or some functions, do not have it.
    PartialOutage,
    /// Nobody has it, or as good as nobody.
    MajorOutage,
}

impl Level {
    /// Every level that people may write, from best to worst.
    pub const WRITTEN: [Self; 5] = [
        Self::Operational,
        Self::UnderMaintenance,
        Self::DegradedPerformance,
        Self::PartialOutage,
        Self::MajorOutage,
    ];

    /// The word in files, class names and interfaces: `partial_outage`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Operational => "operational",
            Self::Unknown => "unknown",
            Self::UnderMaintenance => "under_maintenance",
            Self::DegradedPerformance => "degraded_performance",
            Self::PartialOutage => "partial_outage",
            Self::MajorOutage => "major_outage",
        }
    }

    /// The level written as `word`, where people may write it.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::WRITTEN.into_iter().find(|level| level.word() == word)
    }

    /// The worst of `levels`; operational where there are none.
    pub fn worst(levels: impl IntoIterator<Item = Self>) -> Self {
        levels.into_iter().max().unwrap_or(Self::Operational)
    }
}
