//! Text on its way into YAML that we write: one line, nothing that could end it early, nothing that a strict reader refuses.

use std::fmt::Write as _;

/// `text` as one YAML value, whatever is in it: plain where every reader takes it for text, else in double quotes.
pub(super) fn yaml(text: &str) -> String {
    let first = text
        .bytes()
        .next()
        .is_some_and(|byte| byte.is_ascii_alphabetic());
    let last = text
        .bytes()
        .next_back()
        .is_some_and(|byte| byte.is_ascii_alphanumeric());
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b" ._/-".contains(&byte));
    if first && last && plain && !is_word_with_meaning(text) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// `text` in double quotes, as JSON has it; YAML reads the same.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out += "\\\"",
            '\\' => out += "\\\\",
            _ if character.is_control()
                || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}') =>
            {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}

/// `text` on one line: runs of white space become one space, control characters and non-characters go.
pub(super) fn one_line(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(|character| character.is_whitespace() || !is_unprintable(*character))
        .collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Characters that a strict site refuses wherever they stand: XML cannot carry them, or nobody can see them.
pub(super) fn is_unprintable(character: char) -> bool {
    let control = character.is_control() && !matches!(character, '\n' | '\t');
    control || matches!(character, '\u{feff}') || u32::from(character) & 0xfffe == 0xfffe
}

/// Words that YAML of one version or another reads as something other than text.
fn is_word_with_meaning(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan", "inf", "infinity",
    ];
    WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::{one_line, yaml};
    use crate::schema::loose::{Loose, loose};

    #[test]
    fn quoted_text_reads_back_as_it_was() {
        for text in [
            "",
            "a: b",
            "---\nx: y",
            "\u{7f}\u{85}\u{2028}\u{0}",
            "\"\\'",
            "no",
            "1.10",
            "# x",
            "mail-web",
            "-",
        ] {
            let line = format!("key: {}\n", yaml(text));
            assert_eq!(line.lines().count(), 1, "{line}");
            assert_eq!(
                loose(&line).unwrap().get("key"),
                Some(&Loose::Text(text.to_owned())),
                "{line}"
            );
        }
    }

    #[test]
    fn one_line_keeps_words_and_drops_what_nobody_can_see() {
        assert_eq!(one_line(" a\r\n\u{b}b\u{7}\u{fffe}c\u{a0}d "), "a bc d");
    }
}
