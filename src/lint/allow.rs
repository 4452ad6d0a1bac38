//! Advice that authors have set aside: it is not given, and what sets nothing aside is said.

use std::collections::BTreeMap;

use super::silent;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Allowance, Prose, Site};
use crate::report::Report;
use crate::schema::Origin;

/// One write-up with allowances, each with whether it was of use.
struct Allowing<'a> {
    prose: &'a Prose,
    allow: Vec<(&'a Allowance, bool)>,
}

/// `found` without what was set aside, and a word on every allowance that set nothing aside.
///
/// While an incident is open, nearly nothing is looked for in it, so its allowances wait.
pub(super) fn without_allowed(
    mut found: Vec<Diagnostic>,
    site: &Site,
    report: &Report,
) -> Vec<Diagnostic> {
    let letters = site.apologies.iter();
    let letters = letters.map(|letter| (&letter.prose, &letter.allow, true));
    let incidents = site.incidents.iter().zip(&report.incidents);
    let incidents = incidents.map(|(one, known)| (&one.prose, &one.allow, !known.open));
    let mut allowing: BTreeMap<&str, Allowing<'_>> = BTreeMap::new();
    for (prose, allow, is_final) in letters.chain(incidents) {
        if !allow.is_empty() {
            // What a history says is not looked for here.
            let waits = |one: &Allowance| !is_final || one.rule == silent::RULE;
            let allow = allow.iter().map(|one| (one, waits(one))).collect();
            allowing.insert(prose.file.path(), Allowing { prose, allow });
        }
    }
    if allowing.is_empty() {
        return found;
    }
    found.retain(|one| {
        let here = allowing.get_mut(&*one.span.path);
        let allow = here.into_iter().flat_map(|here| &mut here.allow);
        let mut fits = allow.filter(|(allowance, _)| allowance.rule == one.code);
        fits.next().map(|(_, used)| *used = true).is_none()
    });
    found.extend(allowing.into_values().flat_map(unused));
    found
}

fn unused(here: Allowing<'_>) -> Vec<Diagnostic> {
    let Allowing { prose, allow } = here;
    let origin = Origin::of_front_matter(&prose.file, prose.body.start);
    let top = origin.top();
    let list = top.key("allow");
    let unused = allow.iter().enumerate().filter(|(_, (_, used))| !used);
    let said = unused.map(|(at, (allowance, _))| {
        let message = format!("`{}` is allowed here, and not found", allowance.rule);
        let place = list.index(at);
        let found = place.key("rule").warning("allow-unused", message);
        found
            .with(Severity::Info)
            .help("remove the entry, so that it cannot hide what comes later")
    });
    said.collect()
}
