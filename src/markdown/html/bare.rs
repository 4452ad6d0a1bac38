//! Web addresses in running text: found by their colon, so that a text without one costs a search and no more.

use std::ops::Range;

/// The next bare `http://` or `https://` address in `text` at or after `from`.
pub(super) fn next_address(text: &str, from: usize) -> Option<Range<usize>> {
    let mut at = from;
    loop {
        let colon = at + text.get(at..)?.find(':')?;
        at = colon + 1;
        if !text[at..].starts_with("//") {
            continue;
        }
        at += 2;
        let Some(start) = scheme_start(text, colon).filter(|start| *start >= from) else {
            continue;
        };
        if text[at..].starts_with(|first: char| first.is_alphanumeric() || first == '[') {
            let length = text[at..]
                .find(|character| !may_stand(character))
                .unwrap_or(text.len() - at);
            return Some(start..at + trimmed(&text[at..at + length]));
        }
    }
}

/// Where the scheme before `colon` starts, if it is one of ours and no word runs into it.
fn scheme_start(text: &str, colon: usize) -> Option<usize> {
    let before = text.as_bytes().get(..colon)?;
    let length = [5, 4].into_iter().find(|length| {
        let name: &[u8] = if *length == 5 { b"https" } else { b"http" };
        before
            .len()
            .checked_sub(*length)
            .is_some_and(|start| before[start..].eq_ignore_ascii_case(name))
    })?;
    let start = colon - length;
    let word = text[..start].ends_with(|last: char| last.is_ascii_alphanumeric());
    (!word).then_some(start)
}

fn may_stand(character: char) -> bool {
    if character.is_ascii() {
        character.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(character)
    } else {
        character.is_alphanumeric()
    }
}

/// How much of `rest` is address: punctuation at its end belongs to the sentence, and so does a bracket that it does not open.
fn trimmed(rest: &str) -> usize {
    let count = |wanted: u8| rest.bytes().filter(|byte| *byte == wanted).count();
    let (mut round, mut square) = (
        count(b')').saturating_sub(count(b'(')),
        count(b']').saturating_sub(count(b'[')),
    );
    let mut length = rest.len();
    for byte in rest.bytes().rev() {
        match byte {
            b'.' | b',' | b':' | b';' | b'!' | b'?' | b'\'' | b'*' | b'_' | b'~' | b'&' => {}
            b')' if round > 0 => round -= 1,
            b']' if square > 0 => square -= 1,
            _ => break,
        }
        length -= 1;
    }
    length
}

#[cfg(test)]
mod tests {
    use super::next_address;

    fn all(text: &str) -> Vec<&str> {
        let (mut found, mut from) = (Vec::new(), 0);
        while let Some(range) = next_address(text, from) {
            from = range.end;
            found.push(&text[range]);
        }
        found
    }

    #[test]
    fn the_sentence_keeps_its_punctuation() {
        assert_eq!(
            all("See https://a.example/x. Or (http://b.example/y), “https://c.example”!"),
            [
                "https://a.example/x",
                "http://b.example/y",
                "https://c.example"
            ]
        );
    }

    #[test]
    fn brackets_that_the_address_opens_are_its_own() {
        assert_eq!(
            all("(https://w.example/A_(b))"),
            ["https://w.example/A_(b)"]
        );
    }

    #[test]
    fn only_whole_web_schemes_count() {
        assert_eq!(
            all("xhttps://a ftp://b http:// ://c https://."),
            Vec::<&str>::new()
        );
    }

    #[test]
    fn text_in_a_script_without_blanks_may_stand_before_and_its_punctuation_ends_an_address() {
        assert_eq!(all("见https://a.example/b。后"), ["https://a.example/b"]);
    }
}
