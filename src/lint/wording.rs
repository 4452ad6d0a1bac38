//! Words that readers mind, in a final text and in the lines of its front matter.

use super::phrases::Book;
use super::rules;
use super::text::Text;
use super::tokens;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The rules that look for words in any sentence.
const RULES: [&str; 8] = [
    "wording/absolute-promise",
    "wording/agentless-mistake",
    "wording/blames-others",
    "wording/blames-people",
    "wording/hedged-impact",
    "wording/minimiser",
    "wording/vague-quantity",
    "wording/vigilance-action",
];

/// What the sentences of `text` hold.
pub(super) fn in_text(text: &Text<'_>) -> Vec<Diagnostic> {
    let sentences = text.sentences(false);
    let found = sentences.flat_map(|sentence| {
        let signs = RULES.into_iter();
        signs.filter_map(move |rule| Some(rules::found(rule, sentence.sign(rule)?)))
    });
    found.collect()
}

/// What a line of the front matter holds; `place` looks up where it stands, which takes a while.
pub(super) fn in_line(line: &str, book: &Book, place: impl Fn() -> Span) -> Vec<Diagnostic> {
    let (tokens, sentences) = tokens::read(line);
    let mut found = Vec::new();
    for sentence in sentences {
        let words = &tokens[sentence];
        for (rule, range) in book.signs(words) {
            let known = RULES.iter().find(|known| **known == rule);
            let (Some(rule), Some(first), Some(last)) =
                (known, words.get(range.start), words.get(range.end - 1))
            else {
                continue;
            };
            let quoted = &line[first.range.start..last.range.end];
            found.push(rules::found(rule, (quoted, place())));
        }
    }
    found
}
