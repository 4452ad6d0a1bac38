//! The whole of what is meant.

use std::sync::Arc;

use super::{
    Agreement, Apology, BasisPoints, Component, ComponentKey, Incident, LeftOut, Level,
    Maintenance, Notice, Phrases, PlainPage,
};
use crate::source::SourceFile;
use crate::timeline::Zone;

/// The resolved site: immutable, every link between things a position that exists.
#[derive(Debug, Clone)]
pub struct Site {
    /// What the site says of itself.
    pub identity: Identity,
    /// Zone that every civil time is in.
    pub zone: Zone,
    /// All components, groups before their members, in the order written.
    pub components: Vec<Component>,
    /// How availability is counted.
    pub counting: Counting,
    /// How many seconds after its day a promise that is not kept stays off the home page.
    pub grace: i64,
    /// The site's own ladder, worst first.
    pub severities: Vec<Severity>,
    /// What is owed when figures fall short.
    pub agreements: Vec<Agreement>,
    /// By start, newest first; by id where they began together.
    pub incidents: Vec<Arc<Incident>>,
    /// By planned start, newest first.
    pub maintenances: Vec<Maintenance>,
    /// By publication, newest first.
    pub notices: Vec<Notice>,
    /// By publication, newest first.
    pub apologies: Vec<Apology>,
    /// Phrases of its own that the advice on write-ups looks for.
    pub phrases: Phrases,
    /// By id.
    pub pages: Vec<PlainPage>,
    /// Files below `content/static/`, copied as they are: path in the output and content.
    pub statics: Vec<(String, SourceFile)>,
    /// Files with errors that the site was made without, by path. None but where a build was told to go on.
    pub left_out: Vec<LeftOut>,
}

impl Site {
    /// The component at `key`.
    #[must_use]
    pub fn component(&self, key: ComponentKey) -> &Component {
        &self.components[key.0]
    }

    /// Whether the component at `inner` is the one at `outer`, or inside it.
    #[must_use]
    pub fn is_within(&self, inner: ComponentKey, outer: ComponentKey) -> bool {
        let parent = |key: &ComponentKey| self.components.get(key.0)?.parent;
        std::iter::successors(Some(inner), parent)
            .take(self.components.len())
            .any(|key| key == outer)
    }

    /// All keys, in the order written.
    pub fn component_keys(&self) -> impl Iterator<Item = ComponentKey> + use<> {
        (0..self.components.len()).map(ComponentKey)
    }
}

/// What the site says of itself.
#[derive(Debug, Clone, Default)]
pub struct Identity {
    /// Title of the site.
    pub title: String,
    /// Where it is published: absolute, ends with a slash. Feeds and canonical links need it.
    pub url: Option<String>,
    /// BCP 47 tag.
    pub language: String,
    /// One line about it.
    pub description: Option<String>,
    /// Where readers reach somebody: `https:` or `mailto:`.
    pub contact: Option<String>,
    /// Accent colour, a checked CSS colour.
    pub accent: Option<String>,
    /// Path of the logo below `static/`.
    pub logo: Option<String>,
}

/// How availability is counted.
#[derive(Debug, Clone)]
pub struct Counting {
    /// Rolling windows, in days, in the order written.
    pub windows: Vec<u32>,
    /// Weight of a major outage; the whole of it unless written.
    pub major: BasisPoints,
    /// Weight of a partial outage.
    pub partial: BasisPoints,
    /// Weight of degraded performance.
    pub degraded: BasisPoints,
    /// How planned work counts.
    pub planned: PlannedPolicy,
    /// Planned work must be announced at least this many seconds ahead.
    pub notice: i64,
    /// The most seconds of planned work in a calendar year that a component may have; what is more counts as an outage. `None` where there
    /// is no such limit.
    pub planned_cap: Option<i64>,
}

impl Counting {
    /// What one second at `level` weighs.
    #[must_use]
    pub fn weight(&self, level: Level) -> BasisPoints {
        match level {
            Level::MajorOutage => self.major,
            Level::PartialOutage => self.partial,
            Level::DegradedPerformance => self.degraded,
            Level::Operational | Level::Unknown | Level::UnderMaintenance => BasisPoints(0),
        }
    }
}

/// How planned work counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlannedPolicy {
    /// As time observed and up.
    NotCounted,
    /// Neither up nor observed.
    ExcludeWindow,
    /// Like any other outage.
    CountsAsOutage,
}

/// One rung of the site's own ladder.
#[derive(Debug, Clone)]
pub struct Severity {
    /// Stable id.
    pub id: String,
    /// Name that readers see.
    pub name: String,
    /// Whether it calls for an apology.
    pub major: bool,
}
