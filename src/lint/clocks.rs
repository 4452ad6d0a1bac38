//! Times of the clock that no zone goes with.

use super::matcher::is_in;
use super::rules;
use super::text::{Sentence, Text};
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
    let known = |one: Sentence<'_>| zoned(one.tokens) || has_offset(one.whole().0);
    if text.has("all-times") || text.sentences(true).any(known) {
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

/// Whether a time with an offset stands in `text`: `14:10+02:00`, `T14:10:00-07:00`. `14:10-15:00` is a stretch of time.
fn has_offset(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |at: usize| {
        let pair = bytes.get(at..at + 2);
        pair.is_some_and(|pair| pair.iter().all(u8::is_ascii_digit))
    };
    let is = |at: usize, sign: u8| bytes.get(at) == Some(&sign);
    (0..bytes.len()).any(|at| {
        if !(digits(at) && is(at + 2, b':') && digits(at + 3)) {
            return false;
        }
        let seconds = is(at + 5, b':') && digits(at + 6);
        let end = if seconds { at + 8 } else { at + 5 };
        let full = seconds || at > 0 && is(at - 1, b'T');
        (is(end, b'+') || full && is(end, b'-')) && digits(end + 1)
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

#[cfg(test)]
mod tests {
    use super::has_offset;

    #[test]
    fn an_offset_is_told_from_a_stretch_of_time() {
        for (text, expected) in [
            ("14:10+02:00", true),
            ("2009-09-01T14:10-07:00", true),
            ("14:10:00-07:00", true),
            ("14:10-15:00", false),
            ("14:10 + 1", false),
            ("é14:10", false),
            ("", false),
        ] {
            assert_eq!(has_offset(text), expected, "{text}");
        }
    }
}
