//! Diagnostics as text: for people ([`human()`]), for editors and `grep` ([`short()`]), for programs
//! ([`json()`]), and for GitHub Actions ([`github()`]).
//!
//! Everything that came out of a file is made harmless on the way (`escape.rs`): what an input holds must not steer the
//! terminal that shows it. Every form takes any span over any bytes, and its time grows with files plus diagnostics, not
//! with their product. Nothing here prints.

mod escape;
mod excerpt;
mod github;
#[cfg(test)]
mod golden;
mod human;
mod json;
mod places;
mod short;
mod summary;

pub use github::github;
pub use human::{blocks, human};
pub use json::json;
pub use short::short;
pub use summary::{counts, summary};

use super::Severity;

/// The word for `severity` in every form.
fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}
