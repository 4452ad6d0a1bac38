//! The front matter of an incident, as written.

use serde::Deserialize;

use super::{AllowEntry, Either};

/// What happened: facts. The updates stand in the body.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncidentFile {
    /// Headline in the reader's words.
    pub title: String,
    /// When the harm began.
    pub started: String,
    /// When the harm ended, if not at the moment of the post that says so.
    pub resolved: Option<String>,
    /// Id out of the site's ladder.
    pub severity: Option<String>,
    /// What was hit.
    #[serde(default)]
    pub impacts: Vec<ImpactEntry>,
    /// How many people.
    pub affected: Option<AffectedEntry>,
    /// When and how it was noticed.
    pub detected: Option<DetectedEntry>,
    /// Why it happened.
    pub cause: Option<CauseEntry>,
    /// Advice set aside.
    #[serde(default)]
    pub allow: Vec<AllowEntry>,
    /// Left out unless drafts are asked for.
    #[serde(default)]
    pub draft: bool,
}

/// Harm to one component.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImpactEntry {
    /// What was hit.
    pub component: String,
    /// How badly.
    pub level: String,
    /// From when; `started` unless written.
    pub from: Option<String>,
    /// Until when; the resolution unless written.
    pub to: Option<String>,
    /// Share of users or requests hit.
    pub share: Option<String>,
}

/// How many were hit.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AffectedEntry {
    /// People.
    pub users: Option<Either<CountEntry>>,
    /// Accounts.
    pub accounts: Option<Either<CountEntry>>,
    /// Requests.
    pub requests: Option<Either<CountEntry>>,
    /// Out of how many, for the one count given.
    pub of: Option<Either<CountEntry>>,
    /// Where.
    #[serde(default)]
    pub regions: Vec<String>,
    /// `none`, `some` or `unknown`.
    pub data: Option<String>,
}

/// A number with its origin.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountEntry {
    /// The number.
    pub count: String,
    /// Out of how many.
    pub of: Option<String>,
    /// Where the number comes from.
    pub source: Option<String>,
}

/// When and how an incident was noticed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DetectedEntry {
    /// When.
    pub at: Option<String>,
    /// `monitoring`, `customer` or `staff`.
    pub by: Option<String>,
}

/// Why it happened.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CauseEntry {
    /// In a sentence.
    pub summary: Option<String>,
    /// What set it off.
    pub trigger: Option<String>,
    /// What made it possible or worse.
    #[serde(default)]
    pub contributing: Vec<String>,
    /// The site's own key words.
    #[serde(default)]
    pub tags: Vec<String>,
    /// `ours`, `shared` or `supplier`.
    pub responsible: Option<String>,
}
