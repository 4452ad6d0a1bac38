//! Words and sentences of a text, each with its place. One pass, no regular expressions.

use std::ops::Range;

/// A word, or a per cent sign.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// In lower case.
    pub(super) text: String,
    /// Where it stands in the text.
    pub(super) range: Range<usize>,
    /// Whether a comma, a dash or another sign stands between it and the word before.
    pub(super) apart: bool,
    /// Whether all its letters are capitals.
    pub(super) capitals: bool,
}

impl Token {
    /// Whether it is a number in digits.
    pub(super) fn is_number(&self) -> bool {
        self.text.starts_with(|first: char| first.is_ascii_digit())
    }
}

/// The words of `text`, and the sentences as ranges of words.
pub(super) fn read(text: &str) -> (Vec<Token>, Vec<Range<usize>>) {
    let ends = ends(text);
    let mut ends = ends.iter().peekable();
    let (mut tokens, mut sentences) = (Vec::new(), Vec::new());
    let (mut first, mut apart) = (0, false);
    let mut rest = text.char_indices().peekable();
    while let Some((at, one)) = rest.next() {
        if ends.next_if(|end| **end <= at).is_some() && first < tokens.len() {
            sentences.push(first..tokens.len());
            (first, apart) = (tokens.len(), false);
        }
        if !one.is_alphanumeric() && one != '%' {
            apart |= !one.is_whitespace() && !matches!(one, '\'' | '’' | '-' | '*' | '_');
            continue;
        }
        let last = tokens.last();
        let unit = last.is_some_and(|last: &Token| last.range.end == at && last.is_number());
        let length = length(&text[at..], unit);
        while rest.next_if(|(next, _)| *next < at + length).is_some() {}
        let word = &text[at..at + length];
        tokens.push(Token {
            text: word.to_lowercase(),
            range: at..at + length,
            apart,
            capitals: !word.chars().any(char::is_lowercase),
        });
        apart = false;
    }
    if first < tokens.len() {
        sentences.push(first..tokens.len());
    }
    (tokens, sentences)
}

/// Length of the word at the start of `text`. A number keeps its point and its thousands, and ends where letters begin; a `unit`, right
/// behind a number, ends where the next number begins.
fn length(text: &str, unit: bool) -> usize {
    let first = text.chars().next();
    if first == Some('%') {
        return 1;
    }
    if !first.is_some_and(|first| first.is_ascii_digit()) {
        let end = text.find(|one: char| !one.is_alphanumeric() || unit && one.is_ascii_digit());
        return end.unwrap_or(text.len());
    }
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = 1;
    while digit(end) || matches!(bytes.get(end), Some(b'.' | b',')) && digit(end + 1) {
        end += 1;
    }
    end
}

/// Where sentences end: the places behind their last signs.
fn ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut word = 0;
    for (at, one) in text.char_indices() {
        if one.is_whitespace() {
            word = at + one.len_utf8();
        }
        if !matches!(one, '.' | '!' | '?' | '…' | '。') {
            continue;
        }
        let behind = at + one.len_utf8();
        let closing = |one: char| matches!(one, '"' | '\'' | '”' | '’' | ')' | ']');
        let rest = text[behind..].trim_start_matches(closing);
        let next = rest.trim_start();
        let parted = next.is_empty() || next.len() < rest.len();
        let begins = next
            .chars()
            .next()
            .is_none_or(|first| !first.is_lowercase());
        if parted && begins && !(one == '.' && is_short_form(&text[word..at])) {
            ends.push(text.len() - rest.len());
        }
    }
    ends
}

/// Whether `word`, in front of a full stop, is a short form rather than the end of a sentence.
fn is_short_form(word: &str) -> bool {
    const SHORT: [&str; 13] = [
        "e.g", "i.e", "etc", "vs", "cf", "approx", "mr", "mrs", "ms", "dr", "no", "a.m", "p.m",
    ];
    let word = word.trim_start_matches(['(', '"', '“', '[']);
    let mut letters = word.chars();
    let initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    initial && word != "I" || SHORT.iter().any(|short| word.eq_ignore_ascii_case(short))
}

#[cfg(test)]
mod tests {
    use super::read;

    fn sentences(text: &str) -> Vec<String> {
        let (tokens, sentences) = read(text);
        let words = sentences.into_iter().map(|range| {
            let words: Vec<_> = tokens[range].iter().map(|one| one.text.clone()).collect();
            words.join(" ")
        });
        words.collect()
    }

    #[test]
    fn sentences_end_where_the_next_begins() {
        assert_eq!(
            sentences("We're sorry. “It broke.” J. Doe, e.g. at 9.30 a.m. today! Ok? yes"),
            [
                "we re sorry",
                "it broke",
                "j doe e g at 9.30 a m today",
                "ok yes"
            ]
        );
    }

    #[test]
    fn numbers_stay_whole_and_part_from_letters() {
        assert_eq!(
            sentences("1,500 users (8%), 1h40m, 99.95"),
            ["1,500 users 8 % 1 h 40 m 99.95"]
        );
    }

    #[test]
    fn signs_part_words_and_apostrophes_do_not() {
        let (tokens, _) = read("some, users don't re-run");
        let apart: Vec<bool> = tokens.iter().map(|one| one.apart).collect();
        assert_eq!(apart, [false, true, false, false, false, false]);
    }

    #[test]
    fn nothing_is_no_sentence() {
        assert_eq!(sentences("... !? \u{fffc}"), Vec::<String>::new());
    }
}
