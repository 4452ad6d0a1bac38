//! The small things that many pages are made of.

use serde::Serialize;

use super::{Cells, Figure, Html, Time, When};

/// A link within the site, or to somewhere that the site names.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    /// What it says.
    pub text: String,
    /// Where it leads, seen from the page that it stands on.
    pub href: String,
}

/// A state: a word for readers and a stable name for the theme, which gives it shape and colour.
#[derive(Debug, Clone, Serialize)]
pub struct State {
    /// Stable name, such as `major_outage`, `resolved`, `overdue`.
    pub name: &'static str,
    /// "Major outage"
    pub word: String,
}

/// One line of facts: a label, and what is so.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    /// Stable name, such as `first_word`.
    pub name: &'static str,
    /// "First public word"
    pub label: String,
    /// "after 23 min", a moment, or a link.
    pub text: Html,
    /// More in small print, such as where a number comes from.
    pub note: Option<String>,
}

/// One line about an incident.
#[derive(Debug, Clone, Serialize)]
pub struct IncidentRow {
    /// Its page.
    pub link: Link,
    /// When it began: the day.
    pub started: Time,
    /// "1 h 40 min", or "1 h 40 min so far".
    pub duration: String,
    /// How bad it was at worst.
    pub level: State,
    /// Whether it goes on.
    pub open: bool,
    /// What it hit: "Web interface (Mail) and Billing".
    pub components: String,
    /// Whether there is an apology for it.
    pub apology: bool,
}

/// A month, or another stretch, with its incidents.
#[derive(Debug, Clone, Serialize)]
pub struct IncidentGroup {
    /// "September 2009"
    pub title: String,
    /// Its incidents, newest first.
    pub incidents: Vec<IncidentRow>,
}

/// A dated entry of an incident or of planned work.
#[derive(Debug, Clone, Serialize)]
pub struct Update {
    /// Stable id within the page: `update-1` is the oldest.
    pub id: String,
    /// When it was given.
    pub at: Time,
    /// What it announced; "Update" where it announced nothing.
    pub state: State,
    /// What it says.
    pub text: Html,
}

/// What one incident did to one component's month.
#[derive(Debug, Clone, Serialize)]
pub struct Effect {
    /// The component's page.
    pub component: Link,
    /// "September 2009"
    pub month: String,
    /// The month as it is.
    pub with: Figure,
    /// The month had this not happened.
    pub without: Figure,
}

/// Planned work in short.
#[derive(Debug, Clone, Serialize)]
pub struct MaintenanceRow {
    /// Its page.
    pub link: Link,
    /// Where it stands.
    pub state: State,
    /// When it is planned.
    pub when: When,
    /// What it touches.
    pub components: String,
}

/// A notice in short.
#[derive(Debug, Clone, Serialize)]
pub struct NoticeRow {
    /// Its page.
    pub link: Link,
    /// When it was published: the day.
    pub published: Time,
    /// Its first words, as plain text.
    pub summary: String,
}

/// An apology in short.
#[derive(Debug, Clone, Serialize)]
pub struct ApologyRow {
    /// Its page.
    pub link: Link,
    /// When it was published: the day.
    pub published: Time,
    /// Who signs it: "Ruth Okonjo-Hale, Vice President of Engineering".
    pub author: Option<String>,
    /// Its first words, as plain text.
    pub summary: String,
    /// "1 of 4 promises kept"
    pub promises: Option<String>,
}

/// The apology for an incident: its page, and who signs it.
#[derive(Debug, Clone, Serialize)]
pub struct Letter {
    /// Its page.
    pub link: Link,
    /// When it was published: the day.
    pub published: Time,
    /// Who signs it.
    pub author: Option<String>,
}

/// A component in short, with its members.
#[derive(Debug, Clone, Serialize)]
pub struct ComponentCard {
    /// Stable id.
    pub id: String,
    /// Its page.
    pub link: Link,
    /// One line about it.
    pub description: Option<String>,
    /// How it is now.
    pub level: State,
    /// Whether it works as it should now.
    pub fine: bool,
    /// Its figure over the window of the page; none where the site has no window.
    pub figure: Option<Figure>,
    /// "over 90 days"
    pub window: String,
    /// The days of that window; none for a group.
    pub cells: Option<Cells>,
    /// Its members; empty where it is no group.
    pub members: Vec<ComponentCard>,
}
