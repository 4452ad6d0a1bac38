//! Times of the clock that no zone goes with.

use super::matcher::is_in;
use super::rules;
use super::text::Text;
use super::tokens::Token;
use crate::diagnostic::Diagnostic;

/// The first time in `text`, where neither it nor any other there has a zone and no line says one for all.
///
/// One zone anywhere is enough: people name it once and go on.
pub(super) fn without_zone(text: &Text<'_>) -> Option<Diagnostic> {
    let words = &text.book().words;
    if !words.contains_key("ZONES") {
        return None;
    }
    let is_zone = |token: &Token| token.capitals && is_in(words, "ZONES", &token.text);
    let zoned = |tokens: &[Token]| tokens.iter().any(is_zone);
    if text.has("all-times") || text.sentences(true).any(|one| zoned(one.tokens)) {
        return None;
    }
    let mut sentences = text.sentences(false);
    sentences.find_map(|sentence| {
        let at = clock(sentence.tokens, |range| {
            sentence.words(&range).0.contains(':')
        })?;
        Some(rules::found(
            "facts/clock-without-zone",
            sentence.words(&(at..at + 2)),
        ))
    })
}

/// Where a time such as `14:10` stands in `tokens`; `colon` says whether there is one between two words.
fn clock(tokens: &[Token], colon: impl Fn(std::ops::Range<usize>) -> bool) -> Option<usize> {
    let pairs = tokens.windows(2).enumerate();
    let mut times = pairs.filter(|(at, pair)| {
        let [hour, minute] = pair else { return false };
        let near = minute.range.start == hour.range.end + 1;
        let digits = |token: &Token, most: u32| {
            let value: Option<u32> = token.text.parse().ok();
            token.text.len() <= 2 && value.is_some_and(|value| value <= most)
        };
        near && minute.text.len() == 2
            && digits(hour, 24)
            && digits(minute, 59)
            && colon(*at..at + 2)
    });
    times.next().map(|(at, _)| at)
}
