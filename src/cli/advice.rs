//! What every command that knows a site says about advice that its authors have set aside.

use super::console::Console;
use crate::model::{Allowance, Site};

/// Allowances that are shown; of the others only the number is said.
const SHOWN: usize = 10;

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
