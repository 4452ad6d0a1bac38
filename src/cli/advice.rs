//! Advice, as every command gives it that knows a site; and what its authors have set aside.

use std::path::Path;

use super::console::Console;
use crate::diagnostic::{self, Diagnostic};
use crate::disk;
use crate::lint;
use crate::model::{Allowance, Site};
use crate::pipeline::{self, Prepared};
use crate::source::SourceFile;

/// Where letters lie.
const LETTERS: &str = "content/apologies";
/// Allowances that are shown; of the others only the number is said.
const SHOWN: usize = 10;

/// All advice on the site at `root`, by place.
pub(super) fn all(prepared: &Prepared, root: &Path) -> Vec<Diagnostic> {
    let mut found = pipeline::advice(prepared);
    found.extend(silent_edits(prepared, root));
    diagnostic::settle(&mut found);
    found
}

fn silent_edits(Prepared { site, report, .. }: &Prepared, root: &Path) -> Vec<Diagnostic> {
    let history = (!site.apologies.is_empty()).then(|| disk::History::of(root, LETTERS));
    let Some(mut history) = history.flatten() else {
        return Vec::new();
    };
    lint::silent_edits(site, report, |path, at| {
        let bytes = history.at(path, at)?;
        Some(SourceFile::new(path, bytes))
    })
}

/// Says which rules were set aside, where and why.
pub(super) fn tell_set_aside(site: &Site, console: &Console) {
    let letters = site.apologies.iter();
    let letters = letters.map(|letter| (letter.prose.file.path(), &letter.allow));
    let incidents = site.incidents.iter();
    let incidents = incidents.map(|incident| (incident.prose.file.path(), &incident.allow));
    let all = letters.chain(incidents);
    let mut all: Vec<_> = all
        .flat_map(|(path, allow)| allow.iter().map(move |one| (&**path, one)))
        .collect();
    all.sort_by_key(|(path, allowance)| (*path, allowance.rule));
    for (path, Allowance { rule, because }) in all.iter().take(SHOWN) {
        console.note(&format!("`{rule}` is set aside in {path}: {because}"));
    }
    if let more @ 1.. = all.len().saturating_sub(SHOWN) {
        console.note(&format!("and {more} more are set aside"));
    }
}
