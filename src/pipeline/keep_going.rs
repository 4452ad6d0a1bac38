//! Going on without the files that have errors, for the minute in which a page that is true in part is worth more than none.
//!
//! A file with errors is left out whole, and the site is read again without it, until nothing is wrong. What the file may have said is not
//! known then: [`Site::left_out`](crate::model::Site::left_out) carries how far it reaches, so that no page looks better than the truth.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Checked, attempt};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::resolve::{Options, WrongOption};
use crate::schema::{self, FileKind};
use crate::source::SourceTree;

/// Like [`prepare`](super::prepare), but without the files that have errors, `found` among them: those that could not be read at all.
///
/// Every error is reported all the same, those in `found` included. There is no site where one of them lies in the site file or in
/// the theme.
///
/// # Errors
/// One of the `options` cannot be read.
pub fn prepare_without_broken(
    tree: &SourceTree,
    options: &Options,
    found: Vec<Diagnostic>,
) -> Result<Checked, WrongOption> {
    let mut left_out = broken(&found);
    let mut diagnostics = found;
    let mut first = true;
    loop {
        let mut checked = attempt(tree, options, &left_out, None)?;
        let more = broken(&checked.diagnostics);
        if !first {
            // Without one file, others look odd that are not: after the first round, only errors are told.
            checked.diagnostics.retain(is_error);
        }
        diagnostics.append(&mut checked.diagnostics);
        if more.is_subset(&left_out) || !more.iter().all(|path| may_go(path)) {
            diagnostic::settle(&mut diagnostics);
            return Ok(Checked {
                diagnostics,
                ..checked
            });
        }
        left_out.extend(more);
        first = false;
    }
}

/// The files with errors.
fn broken(found: &[Diagnostic]) -> BTreeSet<Arc<str>> {
    let errors = found.iter().filter(|one| is_error(one));
    errors.map(|one| Arc::clone(&one.span.path)).collect()
}

fn is_error(one: &Diagnostic) -> bool {
    one.severity == Severity::Error
}

/// Whether a site can be made without the file at `path`.
#[must_use]
pub fn may_go(path: &str) -> bool {
    path.starts_with("content/") && schema::kind_of(path) != FileKind::Site
}
