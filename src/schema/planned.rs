//! The front matter of planned work, notices and plain pages, as written.

use serde::Deserialize;

/// Planned work.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaintenanceFile {
    /// Headline.
    pub title: String,
    /// When it was announced.
    pub announced: Option<String>,
    /// Planned start.
    pub from: String,
    /// Planned end.
    pub to: String,
    /// What it touches.
    #[serde(default)]
    pub components: Vec<TouchEntry>,
    /// Left out unless drafts are asked for.
    #[serde(default)]
    pub draft: bool,
}

/// A component that planned work touches.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TouchEntry {
    /// Which.
    pub component: String,
    /// How badly; `under_maintenance` unless written.
    pub level: Option<String>,
}

/// Something to say that is no outage.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeFile {
    /// Headline.
    pub title: String,
    /// When it was published.
    pub published: String,
    /// Until when it stands on the home page.
    pub until: Option<String>,
    /// What it is about.
    #[serde(default)]
    pub components: Vec<String>,
    /// Left out unless drafts are asked for.
    #[serde(default)]
    pub draft: bool,
}

/// A plain page.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageFile {
    /// Headline.
    pub title: String,
    /// Whether the theme lists it in its menu.
    #[serde(default)]
    pub menu: bool,
    /// Left out unless drafts are asked for.
    #[serde(default)]
    pub draft: bool,
}
