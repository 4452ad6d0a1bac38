//! The front matter of an apology, as written.

use serde::Deserialize;

/// Owning up: about which incidents, by whom, with which remedy and promises. The letter is the body.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApologyFile {
    /// Headline.
    pub title: String,
    /// Ids of the incidents.
    #[serde(default)]
    pub incidents: Vec<String>,
    /// When it was published.
    pub published: String,
    /// Who signs it.
    pub author: Option<AuthorEntry>,
    /// What is promised.
    #[serde(default)]
    pub actions: Vec<ActionEntry>,
    /// What is given back.
    pub remedy: Option<RemedyEntry>,
    /// What was corrected after it was published.
    #[serde(default)]
    pub revisions: Vec<RevisionEntry>,
    /// Advice set aside.
    #[serde(default)]
    pub allow: Vec<AllowEntry>,
    /// Left out unless drafts are asked for.
    #[serde(default)]
    pub draft: bool,
}

/// A correction of a letter that was published.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevisionEntry {
    /// When it was made.
    pub at: String,
    /// What was changed, and why.
    pub text: String,
}

/// Who signs.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthorEntry {
    /// Name.
    pub name: Option<String>,
    /// Role.
    pub role: Option<String>,
}

/// Something promised.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionEntry {
    /// What will be done.
    pub text: String,
    /// `prevent`, `detect` or `mitigate`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Who does it.
    pub owner: Option<String>,
    /// `open`, `done` or `dropped`.
    pub status: Option<String>,
    /// Until which day.
    pub due: Option<String>,
    /// On which day it was done.
    pub done_on: Option<String>,
    /// Why it was dropped.
    pub because: Option<String>,
    /// The page that tells more.
    pub link: Option<String>,
}

/// What is given back.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RemedyEntry {
    /// `credit`, `refund`, `extension`, `replacement` or `none`.
    pub kind: String,
    /// How much.
    pub amount: Option<String>,
    /// `goodwill`, `agreement` or `law`.
    pub basis: Option<String>,
    /// Whether what an agreement owes is part of it, or comes on top.
    pub includes_agreement: Option<bool>,
    /// Who gets it.
    pub eligible: Option<String>,
    /// `automatic`, `claim` or `request`.
    pub delivery: Option<String>,
    /// Where and when to claim it.
    pub claim: Option<ClaimEntry>,
    /// Whom to ask.
    pub contact: Option<String>,
    /// Why there is none.
    pub because: Option<String>,
}

/// Where and when a remedy is claimed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimEntry {
    /// Where.
    pub link: String,
    /// From when: a day or a time.
    pub opens: String,
    /// Until when: a day, a time, or a duration after `opens`.
    pub closes: String,
    /// Whether each person may claim once.
    #[serde(default)]
    pub once: bool,
    /// Why it is not automatic.
    pub because: Option<String>,
}

/// A piece of advice that was set aside.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AllowEntry {
    /// Id of the rule.
    pub rule: String,
    /// Why.
    pub because: Option<String>,
}
