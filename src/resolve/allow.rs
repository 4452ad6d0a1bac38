//! Advice that an author sets aside, as written → as meant.

use super::findings::Findings;
use super::unknown;
use crate::diagnostic;
use crate::model::Allowance;
use crate::schema::{AllowEntry, Place};

/// The list at `place`.
pub(crate) fn read(
    entries: &[AllowEntry],
    place: &Place<'_>,
    found: &mut Findings,
) -> Vec<Allowance> {
    let entries = entries.iter().enumerate();
    let read = entries.filter_map(|(at, entry)| read_one(entry, &place.index(at), found));
    read.collect()
}

fn read_one(entry: &AllowEntry, place: &Place<'_>, found: &mut Findings) -> Option<Allowance> {
    let AllowEntry { rule, because } = entry;
    let known = diagnostic::rules().find(|known| *known == rule);
    if known.is_none() {
        let rules: Vec<&str> = diagnostic::rules().collect();
        found.push(unknown::rule(&place.key("rule"), rule, &rules));
    }
    let because = found.optional_line(because.as_ref(), &place.key("because"));
    if because.is_none() {
        found.push(
            place
                .key("rule")
                .error(
                    "allow-without-reason",
                    format!("`{rule}` is allowed without a reason"),
                )
                .help("add `because: …`: it is shown in the summary of the build"),
        );
    }
    Some(Allowance {
        rule: known?,
        because: because?,
    })
}
