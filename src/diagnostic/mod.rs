//! What is wrong in the user's files: a value with a place, a stable code, and a way out.
//!
//! Any room may make diagnostics; only `cli/console.rs` prints them. The forms (human, short, JSON, GitHub) are made here, as text.

mod codes;
mod crowd;
mod forms;
mod suggest;

use std::borrow::Cow;

pub use codes::{CODES, Code, code, rules};
pub use crowd::Crowd;
pub use forms::{blocks, counts, github, human, json, short, summary};
pub use suggest::{did_you_mean, list, nearest};

use crate::source::Span;

/// How bad it is. Errors stop a build, the others do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The build cannot be right: nothing is written.
    Error,
    /// The build is right, but something deserves a look. `--strict` stops at these too.
    Warning,
    /// Something to know, and to leave as it is where that is right. Nothing stops at it.
    Info,
}

/// A second place that explains the first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there, in a few words.
    pub text: String,
}

/// One finding about one place in the user's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error, warning or info.
    pub severity: Severity,
    /// Stable code out of [`CODES`], such as `unknown-key`.
    pub code: &'static str,
    /// One sentence, lower case, without a full stop, names in backticks.
    pub message: String,
    /// The place. `0..0` means the file as a whole; nothing that stands in it is then shown.
    pub span: Span,
    /// A few words at the carets; may be empty.
    pub label: String,
    /// Other places that matter.
    pub others: Vec<Label>,
    /// Ways out, each a sentence without a full stop; may be empty. Line breaks are kept.
    pub help: Vec<Cow<'static, str>>,
}

impl Diagnostic {
    /// An error at `span`.
    #[must_use]
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        let (message, label) = (message.into(), String::new());
        Self {
            severity: Severity::Error,
            code,
            message,
            span,
            label,
            others: Vec::new(),
            help: Vec::new(),
        }
    }

    /// A warning at `span`.
    #[must_use]
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, span, message)
        }
    }

    /// The same, with another severity.
    #[must_use]
    pub fn with(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }

    /// Sets the words at the carets.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = text.into();
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.others.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// Adds a way out.
    #[must_use]
    pub fn help(mut self, text: impl Into<Cow<'static, str>>) -> Self {
        self.help.push(text.into());
        self
    }
}

/// Sorts by place and drops what was found twice.
pub fn settle(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (&a.span, a.severity, a.code, &a.message).cmp(&(&b.span, b.severity, b.code, &b.message))
    });
    diagnostics.dedup();
}
