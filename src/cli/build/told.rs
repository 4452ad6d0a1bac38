//! What a build says of itself.

use std::path::{Path, PathBuf};

use crate::cli::console::Console;
use crate::diagnostic::{self, Diagnostic};
use crate::disk::{self, Written};
use crate::model::Site;
use crate::pipeline::{self, Prepared};
use crate::timeline::Instant;

/// That there was nothing to do.
pub(super) fn unchanged(files: usize, out: &Path) -> String {
    let page = home(out);
    format!("nothing changed: {files} files are as they were; open {page}")
}

/// What can be done about errors, when nothing was written; `None` where there are none.
pub(super) fn way_out<'a>(
    errors: impl Iterator<Item = &'a Diagnostic>,
    kept_going: bool,
) -> Option<String> {
    let mut paths = errors.map(|error| &error.span.path).peekable();
    paths.peek()?;
    Some(match paths.find(|path| !pipeline::may_go(path)) {
        None => "if it cannot wait, `--keep-going` builds without the files that have errors, and says on every page what is missing"
            .to_owned(),
        Some(path) if kept_going => {
            format!("`--keep-going` does not help here: there is no site without `{path}`")
        }
        Some(path) => format!("there is no site without `{path}`: mend that first"),
    })
}

/// What was gone on without.
pub(super) fn left_out(site: &Site) -> String {
    let paths = site.left_out.iter().map(|file| &*file.path);
    format!(
        "built without {}: what readers have of it stays as it was, and every other page says that something is missing",
        diagnostic::list(paths)
    )
}

/// What else there is to say of a write.
pub(super) fn report(written: &Written, console: &Console) {
    if let Some(why) = &written.damaged {
        console.note(&format!(
            "{why}; everything was written anew, and nothing removed"
        ));
    }
    if let Some((first, rest)) = written.strangers.split_first() {
        let more = if rest.is_empty() {
            String::new()
        } else {
            format!(" and {} more", rest.len())
        };
        console.note(&format!(
            "left alone in the output folder, as forthright did not write it: {first}{more}"
        ));
    }
}

/// What was built, in a line.
pub(super) fn summary(
    prepared: &Prepared,
    written: &Written,
    as_of: Instant,
    out: &Path,
) -> String {
    let Written {
        added,
        replaced,
        removed,
        unchanged,
        ..
    } = written;
    let parts = [
        (*added, "new"),
        (*replaced, "changed"),
        (*removed, "removed"),
        (*unchanged, "unchanged"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    format!(
        "{} pages as of {} ({} files); open {}",
        prepared.pages.len(),
        as_of.to_rfc3339(&prepared.site.zone),
        parts.join(", "),
        home(out)
    )
}

/// The file to open.
pub(super) fn home(out: &Path) -> String {
    let page: PathBuf = out.join("index.html");
    disk::shown(&page)
}
