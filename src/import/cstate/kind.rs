//! What a report of the old site is on the new one.
//!
//! The old site has one kind of report with three severities; ours tells harm, planned work and news apart, and figures follow from it.
//! The rule for every choice: **no history may look better than the old site showed it, and none worse than it said.**
//!
//! - `down` and `disrupted` claim harm, so they become incidents, with `major_outage` and `partial_outage`. That holds for planned work
//!   too: the old site showed it as an outage, and moving it out of the figures is for its owner to decide, not for us. It is said.
//! - `notice` claims no harm. On planned work with a beginning and an end after it, it becomes maintenance; its systems are `degraded_performance`, since the old site does not
//!   say when it was announced, and work that nobody announced counts as an outage of the level given: as `under_maintenance` it would
//!   count in full. About systems otherwise it becomes an incident with `degraded_performance`, the least harm there is, which weighs
//!   nothing in a figure unless the site says so. Naming no system it is a notice, unless its words tell of harm.
//! - What calls itself informational is a notice.

use super::issue::{End, Issue, Severity};
use super::phrases::{is_harm, is_planned};
use crate::import::remark::RemarkKind;

/// What it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// Harm, at this level.
    Incident(&'static str),
    Maintenance,
    Notice,
}

impl What {
    /// The folder that it goes to, in the content and in the output.
    pub(super) fn folder(self) -> &'static str {
        match self {
            Self::Incident(_) => "incidents",
            Self::Maintenance => "maintenance",
            Self::Notice => "notices",
        }
    }
}

/// Decides what `issue` is, and says so where it was a choice.
pub(super) fn what(issue: &mut Issue) -> What {
    if issue.informational {
        return What::Notice;
    }
    let planned = is_planned(&issue.title, &issue.name, &issue.body);
    match issue.severity {
        Severity::Down => harm(issue, planned, "major_outage"),
        Severity::Disrupted => harm(issue, planned, "partial_outage"),
        Severity::Notice | Severity::Unknown => notice(issue, planned),
    }
}

fn harm(issue: &mut Issue, planned: bool, level: &'static str) -> What {
    if planned {
        let why = "reads like planned work, but the old site showed harm: an incident, which counts as downtime";
        issue.notes.add(
            RemarkKind::Guessed,
            format!("{why}; if it was announced ahead, move it to `maintenance/`"),
        );
    }
    if issue.affected.is_empty() {
        issue.notes.add(
            RemarkKind::Guessed,
            "names no system: an incident that no figure counts",
        );
    }
    What::Incident(level)
}

fn notice(issue: &mut Issue, planned: bool) -> What {
    let named = !issue.affected.is_empty();
    let ended = matches!(&issue.end, End::At(end) if end.seconds > issue.started.seconds);
    let (what, why) = match (named, planned && ended) {
        (true, true) => (
            What::Maintenance,
            "a notice of planned work: maintenance; the old site does not say when it was announced (`announced:`)",
        ),
        (true, false) => (
            What::Incident("degraded_performance"),
            "a notice about systems: an incident with degraded performance",
        ),
        (false, _) if is_harm(&issue.title, &issue.body) => (
            What::Incident("degraded_performance"),
            "a notice that tells of harm and names no system: an incident that no figure counts",
        ),
        (false, _) => (What::Notice, "a notice that names no system: a notice"),
    };
    issue.notes.add(RemarkKind::Guessed, why);
    what
}
