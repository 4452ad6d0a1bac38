//! One state of the project at one instant: all that the server needs to answer, and, but for the advice that comes later, never changed once made.

use std::sync::{Arc, OnceLock};

use crate::diagnostic::{Diagnostic, Severity};
use crate::pipeline::{self, Prepared};
use crate::source::SourceTree;
use crate::timeline::Instant;

/// Advice on the write-ups. It is worked out when the pages are there, so that no page waits for it; until then the last one stands.
#[derive(Default)]
pub(super) struct Advice {
    now: OnceLock<Vec<Diagnostic>>,
    before: Vec<Diagnostic>,
}

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
    /// Advice on its write-ups.
    pub(super) advice: Advice,
}

impl Moment {
    /// This state, which shows the advice of `last` until it has its own.
    pub(super) fn after(mut self, last: &Self) -> Self {
        self.advice.before = last.advice().to_vec();
        self
    }

    /// Advice on the write-ups, as far as it is known.
    pub(super) fn advice(&self) -> &[Diagnostic] {
        self.advice.now.get().unwrap_or(&self.advice.before)
    }

    /// Works the advice out. Whether it is another than was shown; `None` as soon as `stop` says so.
    pub(super) fn advise(&self, stop: &(impl Fn() -> bool + Sync)) -> Option<bool> {
        let Some(site) = self.site.as_ref().filter(|_| !self.is_held_back()) else {
            return Some(false);
        };
        let advice = pipeline::advice_unless(site, stop)?;
        let other = advice != self.advice();
        Some(self.advice.now.set(advice).is_ok() && other)
    }

    /// Whether the site is of an earlier state, because this one has errors.
    pub(super) fn is_held_back(&self) -> bool {
        let errors = self.diagnostics.iter();
        !self.denied.is_empty()
            || errors
                .into_iter()
                .any(|one| one.severity == Severity::Error)
    }
}
