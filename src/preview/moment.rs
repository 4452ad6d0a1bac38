//! One state of the project at one instant: all that the server needs to answer, and never changed once made.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity};
use crate::pipeline::Prepared;
use crate::source::SourceTree;
use crate::timeline::Instant;

/// What there is to see.
pub(super) struct Moment {
    /// Which state of the project this is. A later state has a larger number; the same state at another instant has the same.
    pub(super) number: u64,
    /// The instant that its pages speak of.
    pub(super) as_of: Instant,
    /// The inputs, for the lines that diagnostics show.
    pub(super) tree: SourceTree,
    /// What is wrong with the inputs, errors and warnings, by place.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Files and folders that the system does not let us read, each in a sentence.
    pub(super) denied: Vec<String>,
    /// The site: of this state, or, where that has errors, of the last one that had none. `None` before there was any.
    pub(super) site: Option<Arc<Prepared>>,
}

impl Moment {
    /// Whether the site is of an earlier state, because this one has errors.
    pub(super) fn is_held_back(&self) -> bool {
        let errors = self.diagnostics.iter();
        !self.denied.is_empty()
            || errors
                .into_iter()
                .any(|one| one.severity == Severity::Error)
    }
}
