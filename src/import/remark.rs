//! What an importer has to say about a file that it read: the promise that nothing is lost silently, as data.

use std::collections::BTreeMap;

/// What happened to a piece of the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemarkKind {
    /// It says the same in another form.
    Changed,
    /// The input left something open, and an answer was chosen: worth a look.
    Guessed,
    /// It has no counterpart and is not in the new site.
    Lost,
    /// It was left where it was on purpose, or put aside unread.
    Skipped,
}

impl RemarkKind {
    /// Every kind, in the order of reports.
    pub const ALL: [Self; 4] = [Self::Changed, Self::Guessed, Self::Lost, Self::Skipped];

    /// The word in reports: `changed`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Guessed => "guessed",
            Self::Lost => "lost",
            Self::Skipped => "skipped",
        }
    }
}

/// One thing that the owner of the new site should know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// Path of the file that it is about, as the importer was given it.
    pub path: String,
    /// Line in that file, from 1; the first one where it happened several times.
    pub line: Option<usize>,
    /// What happened.
    pub kind: RemarkKind,
    /// What was found, and what became of it.
    pub text: String,
}

/// Remarks about one file, gathered while it is converted. The same remark at several lines becomes one with a count.
#[derive(Debug)]
pub(super) struct Notes {
    path: String,
    found: BTreeMap<(RemarkKind, String), (Option<usize>, usize)>,
}

impl Notes {
    pub(super) fn new(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            found: BTreeMap::new(),
        }
    }

    /// Adds a remark about the file as a whole.
    pub(super) fn add(&mut self, kind: RemarkKind, text: impl Into<String>) {
        self.found.entry((kind, text.into())).or_insert((None, 0)).1 += 1;
    }

    /// Adds a remark about a line.
    pub(super) fn at(&mut self, line: usize, kind: RemarkKind, text: impl Into<String>) {
        let (first, times) = self
            .found
            .entry((kind, text.into()))
            .or_insert((Some(line), 0));
        *first = first.map(|first| first.min(line));
        *times += 1;
    }

    /// Everything that was said.
    pub(super) fn into_remarks(self) -> impl Iterator<Item = Remark> {
        let Self { path, found } = self;
        found.into_iter().map(move |((kind, text), (line, times))| {
            let text = if times > 1 {
                format!("{text} ({times} times)")
            } else {
                text
            };
            Remark {
                path: path.clone(),
                line,
                kind,
                text,
            }
        })
    }
}
