//! Findings, of which every file shows the first few: a file that a script ran wild in has one cause, not 50,000.
//!
//! The others are counted, so that nothing is left out silently, and cost neither memory nor time.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Diagnostic, Severity};
use crate::source::Span;

/// How many of each severity one file shows.
pub(super) const SHOWN: usize = 20;

/// Diagnostics, the first few of every file.
#[derive(Debug, Clone, Default)]
pub struct Crowd {
    shown: Vec<Diagnostic>,
    counts: BTreeMap<(Arc<str>, Severity), usize>,
}

impl Crowd {
    /// Adds a diagnostic, or only counts it.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let key = (Arc::clone(&diagnostic.span.path), diagnostic.severity);
        let count = self.counts.entry(key).or_default();
        *count += 1;
        if *count <= SHOWN {
            self.shown.push(diagnostic);
        }
    }

    /// Adds what was found in another place.
    pub fn append(&mut self, other: Self) {
        let mut hidden = other.counts;
        for diagnostic in other.shown {
            let key = (Arc::clone(&diagnostic.span.path), diagnostic.severity);
            hidden.entry(key).and_modify(|count| *count -= 1);
            self.push(diagnostic);
        }
        for (key, count) in hidden {
            *self.counts.entry(key).or_default() += count;
        }
    }

    /// Whether the file at `path` has as many errors as it shows.
    #[must_use]
    pub fn is_full(&self, path: &Arc<str>) -> bool {
        let count = self.counts.get(&(Arc::clone(path), Severity::Error));
        count.is_some_and(|count| *count >= SHOWN)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Whether there is an error among them.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.counts
            .keys()
            .any(|(_, severity)| *severity == Severity::Error)
    }

    /// Those that are shown, and for every file with more how many there are.
    #[must_use]
    pub fn finish(self) -> Vec<Diagnostic> {
        let Self { mut shown, counts } = self;
        let more = counts.into_iter().filter(|(_, count)| *count > SHOWN);
        shown.extend(more.map(|((path, severity), count)| {
            let noun = match severity {
                Severity::Error => "errors",
                Severity::Warning => "warnings",
                Severity::Info => "pieces of advice",
            };
            let message =
                format!("{count} {noun} in this file, of which the first {SHOWN} are shown");
            Diagnostic {
                severity,
                ..Diagnostic::error("many-problems", Span::new(&path, 0..0), message)
            }
            .help("so many often have one cause: mend one, and look again")
        }));
        shown
    }
}

impl FromIterator<Diagnostic> for Crowd {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Self {
        let mut crowd = Self::default();
        diagnostics.into_iter().for_each(|one| crowd.push(one));
        crowd
    }
}

#[cfg(test)]
mod tests {
    use super::{Crowd, SHOWN};
    use crate::diagnostic::Diagnostic;
    use crate::source::SourceFile;

    fn errors(path: &str, count: usize) -> Crowd {
        let file = SourceFile::new(path, "x");
        (0..count)
            .map(|_| Diagnostic::error("a", file.span(0..1), "wrong"))
            .collect()
    }

    #[test]
    fn a_file_shows_the_first_few_and_says_how_many_there_are() {
        let found = errors("a", 1_000).finish();
        assert_eq!(found.len(), SHOWN + 1);
        assert!(found[SHOWN].message.starts_with("1000 errors"));
    }

    #[test]
    fn a_file_with_few_shows_all_of_them() {
        assert_eq!(errors("a", SHOWN).finish().len(), SHOWN);
    }

    #[test]
    fn what_is_found_in_two_places_is_counted_together() {
        let mut crowd = errors("a", 15);
        crowd.append(errors("a", 15));
        crowd.append(errors("b", 1));
        let found = crowd.finish();
        assert!(found.iter().any(|one| one.message.starts_with("30 errors")));
        assert!(found.iter().any(|one| &*one.span.path == "b"));
    }
}
