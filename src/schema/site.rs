//! `site.yaml` as written.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::{Either, Entries};

/// The one settings file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteFile {
    /// Title of the site.
    pub title: String,
    /// Where it will be published.
    pub url: Option<String>,
    /// Zone of every time without an offset.
    pub time_zone: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// One line about it.
    pub description: Option<String>,
    /// Where readers reach somebody.
    pub contact: Option<String>,
    /// The theme and its settings.
    #[serde(default)]
    pub theme: ThemeChoice,
    /// What readers depend on.
    #[serde(default)]
    pub components: Vec<ComponentEntry>,
    /// How availability is counted.
    #[serde(default)]
    pub availability: AvailabilityEntry,
    /// The site's own ladder.
    #[serde(default)]
    pub severities: Vec<SeverityEntry>,
    /// What is owed when figures fall short.
    #[serde(default)]
    pub agreements: Vec<AgreementEntry>,
    /// How promises are shown.
    #[serde(default)]
    pub promises: PromisesEntry,
    /// What the advice on write-ups looks for, beside what it knows.
    #[serde(default)]
    pub lint: LintEntry,
    /// Phrases of the theme, replaced.
    #[serde(default)]
    pub strings: Entries<String>,
    /// Where to publish; only an empty list is understood so far.
    #[serde(default)]
    pub publish: Vec<IgnoredAny>,
}

/// Settings of the advice on write-ups.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LintEntry {
    /// Phrases that belong to the site.
    #[serde(default)]
    pub phrases: PhrasesEntry,
}

/// Phrases of one language, by what they are a sign of.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhrasesEntry {
    /// Lists of words that phrases name.
    #[serde(default)]
    pub words: Entries<Vec<String>>,
    /// What is a sign of it.
    #[serde(default)]
    pub find: Entries<Vec<String>>,
    /// What, in the same sentence, makes it none.
    #[serde(default)]
    pub unless: Entries<Vec<String>>,
}

/// The theme and its settings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThemeChoice {
    /// Folder below `themes/`, or `default`.
    pub name: Option<String>,
    /// A CSS colour.
    pub accent: Option<String>,
    /// A file below `static/`.
    pub logo: Option<String>,
}

/// A component, or a group of them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComponentEntry {
    /// Stable id.
    pub id: String,
    /// Name that readers see.
    pub name: Option<String>,
    /// One line about it.
    pub description: Option<String>,
    /// How members make up the group.
    pub rollup: Option<String>,
    /// What it weighs in a weighted group.
    pub weight: Option<String>,
    /// Members.
    pub components: Option<Vec<ComponentEntry>>,
    /// First day of its life.
    pub introduced: Option<String>,
    /// First day after its life.
    pub retired: Option<String>,
    /// What is aimed for.
    pub objective: Option<Either<ObjectiveEntry>>,
    /// Id of an agreement.
    pub agreement: Option<String>,
}

/// What is aimed for, in a period.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectiveEntry {
    /// The lowest availability that keeps it.
    pub target: String,
    /// Over which time.
    pub period: Option<String>,
}

/// How availability is counted.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AvailabilityEntry {
    /// Rolling windows, such as `30d`.
    pub windows: Option<Vec<String>>,
    /// Weights of the levels, from 0 to 1.
    #[serde(default)]
    pub weights: Weights,
    /// How planned work counts.
    pub planned: Option<String>,
    /// How early planned work must be announced.
    pub notice: Option<String>,
    /// How much planned work a calendar year may hold.
    pub planned_cap: Option<String>,
}

/// How promises are shown.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PromisesEntry {
    /// How long after its day a broken promise stays off the home page.
    pub grace: Option<String>,
}

/// Weights of the levels.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Weight of a major outage.
    pub major_outage: Option<String>,
    /// Weight of a partial outage.
    pub partial_outage: Option<String>,
    /// Weight of degraded performance.
    pub degraded_performance: Option<String>,
}

/// One rung of the site's own ladder.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeverityEntry {
    /// Stable id.
    pub id: String,
    /// Name that readers see.
    pub name: Option<String>,
    /// Whether it calls for an apology.
    #[serde(default)]
    pub major: bool,
}

/// A service level agreement.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgreementEntry {
    /// Stable id.
    pub id: String,
    /// The window it is measured over.
    pub period: Option<String>,
    /// Zone of that window.
    pub time_zone: Option<String>,
    /// Shorter outages do not count.
    pub min_outage: Option<String>,
    /// What is owed below which availability.
    #[serde(default)]
    pub tiers: Vec<TierEntry>,
    /// The most that is owed.
    pub cap: Option<String>,
    /// The price that examples are worked out on.
    pub fee: Option<String>,
    /// How to claim.
    pub claim: Option<AgreementClaimEntry>,
}

/// One step of an agreement.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TierEntry {
    /// Availability strictly below this hits the tier.
    pub below: String,
    /// What is owed then.
    pub credit: String,
}

/// How a credit is claimed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgreementClaimEntry {
    /// `automatic` or `request`.
    pub by: Option<String>,
    /// Within which time after the period.
    pub within: Option<String>,
    /// Whom to ask.
    pub contact: Option<String>,
}
