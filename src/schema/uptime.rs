//! A file of uptime data, as written.

use serde::Deserialize;

use super::Entries;

/// What was measured of one component.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UptimeFile {
    /// Of which.
    pub component: String,
    /// Who measured, and how.
    pub source: Option<String>,
    /// When there is data.
    pub covers: CoversEntry,
    /// Sampling step.
    pub interval: Option<String>,
    /// Outages with their place in time.
    #[serde(default)]
    pub outages: Vec<OutageEntry>,
    /// Totals of whole days.
    #[serde(default)]
    pub days: Entries<DayEntry>,
    /// Stretches without data.
    #[serde(default)]
    pub unknown: Vec<SpanEntry>,
}

/// When there is data.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoversEntry {
    /// A day or a time.
    pub from: String,
    /// A day (which is included) or a time; left out while measuring goes on.
    pub to: Option<String>,
}

/// A measured outage.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutageEntry {
    /// First instant.
    pub from: String,
    /// First instant after it; left out while it goes on.
    pub to: Option<String>,
    /// How bad; `major_outage` unless written.
    pub level: Option<String>,
    /// The measured share.
    pub share: Option<String>,
}

/// Totals of one day, as durations.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayEntry {
    /// Major outage.
    pub down: Option<String>,
    /// Partial outage.
    pub partial: Option<String>,
    /// Degraded performance.
    pub degraded: Option<String>,
    /// No data.
    pub unknown: Option<String>,
}

/// A stretch of time.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpanEntry {
    /// First instant.
    pub from: String,
    /// First instant after it.
    pub to: String,
}
