//! The only place that prints. Results go to standard output, problems and progress to standard error.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};

use super::args::{Color, Format};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::disk::Failure;
use crate::source::SourceTree;

/// How often, in files, progress is shown.
const STEP: usize = 500;

/// The terminal, or what stands in its place.
pub(super) struct Console {
    color: ColorChoice,
    quiet: bool,
    notes: bool,
}

impl Console {
    pub(super) fn new(color: Color, quiet: bool) -> Self {
        let color = match color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::AlwaysAnsi,
            Color::Never => ColorChoice::Never,
        };
        Self {
            color,
            quiet,
            notes: !quiet,
        }
    }

    /// The same for problems in this form. Where a program reads every line of them, no remark stands between.
    pub(super) fn in_form(&self, format: Format) -> Self {
        Self {
            notes: self.notes && format != Format::Json,
            ..*self
        }
    }

    /// A line about what was done. Silent when quiet.
    pub(super) fn say(&self, line: &str) {
        if !self.quiet {
            self.result(line);
        }
    }

    /// A result that was asked for, also when quiet.
    #[expect(
        clippy::unused_self,
        reason = "everything that prints goes through the one value"
    )]
    pub(super) fn result(&self, text: &str) {
        // A closed pipe means that nobody reads on: no failure of ours.
        let _ = writeln!(std::io::stdout().lock(), "{text}");
    }

    /// A remark beside the result. Silent when quiet, and where a program reads the problems.
    pub(super) fn note(&self, line: &str) {
        if self.notes {
            let style = AnsiColor::Cyan.on_default().bold();
            self.labelled("note", style, line);
        }
    }

    /// What the environment did not let us do.
    pub(super) fn failure(&self, failure: &Failure) {
        self.labelled(
            "error",
            AnsiColor::Red.on_default().bold(),
            &failure.to_string(),
        );
        for help in failure.ways_out() {
            self.labelled("  help", Style::new().bold(), help);
        }
    }

    /// Problems in the content, in the form asked for, and how many there are.
    pub(super) fn diagnostics(&self, found: &[Diagnostic], sources: &SourceTree, format: Format) {
        if found.is_empty() {
            return;
        }
        match format {
            Format::Human => {
                self.raw(&diagnostic::human(found, sources, self.is_colored()));
                if let Some(summary) = diagnostic::summary(found) {
                    self.raw(&format!("\n{summary}\n"));
                    self.raw(&more(found));
                }
            }
            Format::Short => self.raw(&diagnostic::short(found, sources)),
            Format::Json => self.raw(&diagnostic::json(found, sources)),
        }
    }

    /// A counter that shows itself on a terminal while many files are made.
    pub(super) fn progress(&self, total: usize) -> Progress {
        let shown = !self.quiet && total >= 2 * STEP && std::io::stderr().is_terminal();
        Progress {
            shown,
            total,
            done: AtomicUsize::new(0),
        }
    }

    fn is_colored(&self) -> bool {
        match self.color {
            ColorChoice::Auto => AutoStream::choice(&std::io::stderr()) != ColorChoice::Never,
            other => other != ColorChoice::Never,
        }
    }

    fn labelled(&self, label: &str, style: Style, text: &str) {
        self.raw(&format!("{style}{label}{style:#}: {text}\n"));
    }

    fn raw(&self, text: &str) {
        let mut stream = AutoStream::new(std::io::stderr(), self.color).lock();
        let _ = stream.write_all(text.as_bytes());
    }
}

/// Where to read on: about the first error, for that is what stands in the way.
fn more(found: &[Diagnostic]) -> String {
    let error = found.iter().position(|one| one.severity == Severity::Error);
    let noun = if error.is_some_and(|at| at > 0) {
        "first error"
    } else {
        "first"
    };
    let code = found[error.unwrap_or(0)].code;
    format!("`forthright explain {code}` tells more about the {noun}\n")
}

/// How far a long build is.
pub(super) struct Progress {
    shown: bool,
    total: usize,
    done: AtomicUsize,
}

impl Progress {
    /// One more is done.
    pub(super) fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.shown && done.is_multiple_of(STEP) {
            let _ = write!(std::io::stderr().lock(), "\r{done} of {} files", self.total);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(std::io::stderr().lock(), "\r\x1b[K");
        }
    }
}
