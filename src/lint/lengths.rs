//! How long the text says that it lasted, beside what the times of the incident come to.

use super::matcher;
use super::matcher::is_in;
use super::rules;
use super::text::{Sentence, Text};
use crate::diagnostic::Diagnostic;
use crate::model::Incident;

/// What a length may differ by: so many parts of a hundred, and at least so many seconds. The second is for `about` and its like.
const EXACT: (u64, u64) = (10, 300);
const ABOUT: (u64, u64) = (25, 900);
/// Words before a length that may say that it is not exact.
const BEFORE: usize = 3;

/// The first length of an outage in `text`, where none that the text gives is one that the `incidents` with their lengths have. What goes on has no length yet.
///
/// Several impacts, and several incidents, have several lengths; a text that gives one of them is right.
pub(super) fn disagree(text: &Text<'_>, incidents: &[(&Incident, i64)]) -> Option<Diagnostic> {
    if incidents.iter().any(|(one, _)| one.resolved.is_none()) {
        return None;
    }
    let about = |incident: &Incident| {
        let end = incident.resolved.is_some_and(|end| end.approximate);
        end || incident.started.approximate
    };
    let rough = incidents.iter().any(|(incident, _)| about(incident));
    let real = real(incidents);
    let mut first = None;
    for sentence in text.sentences(false) {
        let Some((seconds, at, length)) = said(&sentence, text) else {
            continue;
        };
        let words = &text.book().words;
        let from = at.saturating_sub(BEFORE);
        let vague = sentence.tokens[from..at].iter();
        let vague = vague
            .clone()
            .any(|token| is_in(words, "ABOUT", &token.text));
        let bounds = if vague || rough { ABOUT } else { EXACT };
        if real.iter().any(|real| agrees(seconds, *real, bounds)) {
            return None;
        }
        first = first.or_else(|| Some(sentence.words(&(at..at + length))));
    }
    first.map(|words| rules::found("data/prose-disagrees", words))
}

/// The length that a sentence gives an outage: seconds, the first word, how many words.
fn said(sentence: &Sentence<'_>, text: &Text<'_>) -> Option<(u64, usize, usize)> {
    let range = sentence.signs.get("outage-length")?;
    range.clone().find_map(|at| {
        let rest = sentence.tokens.get(at..)?;
        let (seconds, length) = matcher::duration(rest, &text.book().words)?;
        Some((seconds, at, length))
    })
}

/// Every length that a text may mean: of each incident, of each impact, and of all incidents together.
fn real(incidents: &[(&Incident, i64)]) -> Vec<u64> {
    let mut real = Vec::new();
    for (incident, length) in incidents {
        real.push(length.unsigned_abs());
        let ended = incident.impacts.iter();
        let ended = ended.filter_map(|impact| Some(impact.to? - impact.from));
        real.extend(ended.map(i64::unsigned_abs));
    }
    real.push(
        incidents
            .iter()
            .map(|(_, length)| length.unsigned_abs())
            .sum(),
    );
    real
}

fn agrees(said: u64, real: u64, (percent, least): (u64, u64)) -> bool {
    said.abs_diff(real) <= (real / 100 * percent).max(least)
}
