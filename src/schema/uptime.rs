//! A file of uptime data, as written.

use std::fmt;

use serde::Deserialize;
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};

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
    pub outages: OutageList,
    /// The CSV file of error rates.
    pub error_rates: Option<String>,
    /// The error rate above which it was down.
    pub threshold: Option<String>,
    /// How bad that is; `major_outage` unless written.
    pub level: Option<String>,
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

/// Outages, where they are: `outages: [ … ]`, or `outages: mail-web.csv`.
#[derive(Debug, Clone)]
pub enum OutageList {
    /// In the file itself.
    Here(Vec<OutageEntry>),
    /// In the CSV file of this name.
    Table(String),
}

impl Default for OutageList {
    fn default() -> Self {
        Self::Here(Vec::new())
    }
}

impl<'de> Deserialize<'de> for OutageList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OutageListVisitor)
    }
}

/// By hand: an untagged enum would lose the place of an error inside the list.
struct OutageListVisitor;

impl<'de> Visitor<'de> for OutageListVisitor {
    type Value = OutageList;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of outages, or the name of a CSV file,")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(OutageList::Table(name.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(list)).map(OutageList::Here)
    }
}
