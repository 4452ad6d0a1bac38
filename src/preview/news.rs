//! What the preview tells the person who started it.

use super::moment::Moment;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::SourceTree;

/// Something to tell.
pub enum Told<'a> {
    /// A line about what was done.
    Line(&'a str),
    /// Something to know, beside what was done.
    Remark(&'a str),
    /// A file that the system does not let us read, in a sentence.
    Denied(&'a str),
    /// What is wrong with the files, and the files.
    Problems(&'a [Diagnostic], &'a SourceTree),
}

/// Who is told.
pub(super) type Tell<'a> = &'a (dyn Fn(Told<'_>) + Sync);

/// What there is to say of `moment` after `last`: what is wrong, unless that was said already.
pub(super) fn problems(moment: &Moment, last: Option<&Moment>, tell: Tell<'_>) {
    let said =
        |last: &Moment| last.diagnostics == moment.diagnostics && last.denied == moment.denied;
    if last.is_some_and(said) {
        return;
    }
    for sentence in &moment.denied {
        tell(Told::Denied(sentence));
    }
    if !moment.diagnostics.is_empty() {
        tell(Told::Problems(&moment.diagnostics, &moment.tree));
    }
}

/// One line on a change: which files, how long it took in milliseconds, and what is wrong now.
pub(super) fn line(paths: &[impl AsRef<str>], took: u128, moment: &Moment) -> String {
    let what = match paths {
        [] => "something beside the files".to_owned(),
        [one] => one.as_ref().escape_debug().to_string(),
        [one, rest @ ..] => {
            format!("{} and {} more", one.as_ref().escape_debug(), rest.len())
        }
    };
    let count = |severity| {
        let found = moment.diagnostics.iter();
        found.filter(|one| one.severity == severity).count()
    };
    let errors = count(Severity::Error) + moment.denied.len();
    let mut line = format!("{what}: {took} ms, {}", counted(errors, "error"));
    let warnings = count(Severity::Warning);
    if warnings > 0 {
        line.extend([", ", counted(warnings, "warning").as_str()]);
    }
    if moment.is_held_back() {
        line.push_str("; the last pages without errors stay");
    }
    line
}

fn counted(count: usize, noun: &str) -> String {
    match count {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        count => format!("{count} {noun}s"),
    }
}
