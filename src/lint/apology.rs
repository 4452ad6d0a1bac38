//! The sentences that apologise: on what condition, in whose name, and whether they were used before.

use std::collections::BTreeMap;

use super::rules;
use super::text::{Sentence, Text};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::timeline::Instant;

/// Paragraphs in which an apology is up front.
const UP_FRONT: usize = 2;
/// An apology of fewer words is nobody's own: `I am sorry.`
const OWN_WORDS: usize = 5;

/// What the sentences of `text` that apologise leave open. `owned` says whether the fault is owned elsewhere.
pub(super) fn in_text(text: &Text<'_>, owned: bool) -> Vec<Diagnostic> {
    let sorry: Vec<_> = apologies(text).collect();
    let conditional = sorry.iter().filter_map(|sentence| {
        let words = sentence.sign("apology/conditional")?;
        Some(rules::found("apology/conditional", words))
    });
    let mut found: Vec<_> = conditional.collect();
    let Some(first) = sorry.first() else {
        return found;
    };
    let speaks = |sentence: &Sentence<'_>| sentence.signs.contains_key("first-person");
    let knows = |subject| text.book().has(subject);
    if knows("first-person") && !sorry.iter().any(speaks) {
        found.push(rules::found("apology/no-first-person", first.whole()));
    }
    if !owned && knows("ownership") && !text.has("ownership") {
        found.push(rules::found("apology/no-responsibility", first.whole()));
    }
    found
}

/// What a letter whose headline does not apologise says too late.
pub(super) fn up_front(text: &Text<'_>) -> Option<Diagnostic> {
    let first = apologies(text).next()?;
    let late = first.passage >= UP_FRONT;
    late.then(|| rules::found("apology/not-up-front", first.whole()))
}

/// The sentences that apologise, headings aside.
pub(super) fn apologies<'t>(text: &'t Text<'_>) -> impl Iterator<Item = Sentence<'t>> {
    let sentences = text.sentences(false);
    sentences.filter(|sentence| sentence.signs.contains_key("apology"))
}

/// A sentence that apologised.
pub(super) struct Said {
    /// Its words in lower case, a blank between them.
    words: String,
    at: Instant,
    span: Span,
}

/// The apologies in `text`, which was given `at`, as far as they have words of their own.
pub(super) fn said(text: &Text<'_>, at: Instant) -> Vec<Said> {
    let long = apologies(text).filter(|sentence| sentence.tokens.len() >= OWN_WORDS);
    let said = long.map(|sentence| {
        let words = sentence.tokens.iter().map(|token| token.text.as_str());
        Said {
            words: words.collect::<Vec<_>>().join(" "),
            at,
            span: sentence.whole().1,
        }
    });
    said.collect()
}

/// Those of `said` that another file said before.
pub(super) fn recycled(mut said: Vec<Said>) -> Vec<Diagnostic> {
    said.sort_by(|one, other| (one.at, &one.span).cmp(&(other.at, &other.span)));
    let mut first: BTreeMap<&str, &Said> = BTreeMap::new();
    let mut found = Vec::new();
    for one in &said {
        let earlier = *first.entry(&one.words).or_insert(one);
        if earlier.span.path != one.span.path {
            let again = rules::found("wording/recycled-apology", ("", one.span.clone()));
            found.push(again.also(earlier.span.clone(), "the first time"));
        }
    }
    found
}
