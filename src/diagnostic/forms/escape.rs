//! Characters that do not show what they do, spelled out: `\u{202e}` rather than a line that reads backwards.
//!
//! Control characters would steer the terminal, direction marks would reorder what stands around them, and invisible ones
//! would hide. The joiners U+200C and U+200D stay, because Persian, Hindi and emoji are written with them.

use std::fmt::Write as _;

/// Characters of one message that are shown. No honest one is longer; a key of a megabyte would fill the screen.
const SHOWN: usize = 2_000;

/// `text` for one line of output: line breaks and tabs are spelled out too.
pub(super) fn one_line(text: &str) -> String {
    cut(text, |_| false)
}

/// `text` for several lines of output: only its line breaks stay.
pub(super) fn many_lines(text: &str) -> String {
    cut(text, |character| character == '\n')
}

/// A piece of a line out of a file. Tabs stay; a byte that is not UTF-8 becomes `\xE4`.
pub(super) fn source(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(&spelled(chunk.valid().chars(), |character| {
            character == '\t'
        }));
        for byte in chunk.invalid() {
            push(&mut text, format_args!("\\x{byte:02X}"));
        }
    }
    text
}

/// JSON with the same characters as `\u202e`: the value stays, the line is harmless to look at.
pub(super) fn json(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    for character in line.chars() {
        if misleads(character) {
            character
                .encode_utf16(&mut [0; 2])
                .iter()
                .for_each(|unit| push(&mut text, format_args!("\\u{unit:04x}")));
        } else {
            text.push(character);
        }
    }
    text
}

/// The first [`SHOWN`] characters of `text`, spelled out.
fn cut(text: &str, stay: impl Fn(char) -> bool) -> String {
    let mut shown = spelled(text.chars().take(SHOWN), stay);
    if text.chars().nth(SHOWN).is_some() {
        shown.push_str("...");
    }
    shown
}

/// The characters, each one that misleads spelled out unless it may `stay`.
fn spelled(characters: impl Iterator<Item = char>, stay: impl Fn(char) -> bool) -> String {
    let mut text = String::new();
    for character in characters {
        match character {
            _ if stay(character) => text.push(character),
            '\t' | '\r' | '\n' => push(&mut text, format_args!("{}", character.escape_default())),
            _ if misleads(character) => {
                push(&mut text, format_args!("{}", character.escape_unicode()));
            }
            _ => text.push(character),
        }
    }
    text
}

/// Whether what a terminal makes of `character` is not what stands in the text.
fn misleads(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' // soft hyphen, marks, zero width
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' // separators, embeddings, overrides, isolates
            | '\u{fdd0}'..='\u{fdef}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
            | '\u{e0000}'..='\u{e007f}') // tags: invisible copies of ASCII
}

fn push(text: &mut String, piece: std::fmt::Arguments<'_>) {
    let written = text.write_fmt(piece);
    debug_assert!(written.is_ok(), "a string takes any text");
}

#[cfg(test)]
mod tests {
    use super::{json, many_lines, one_line, source};

    #[test]
    fn an_escape_sequence_cannot_reach_the_terminal() {
        assert_eq!(one_line("a\u{1b}[2Jb\n\u{9b}c"), "a\\u{1b}[2Jb\\n\\u{9b}c");
    }

    #[test]
    fn help_keeps_its_line_breaks_only() {
        assert_eq!(many_lines("a:\n\tb\r"), "a:\n\\tb\\r");
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_spelled_in_hexadecimal() {
        assert_eq!(source(b"caf\xe9 \xf0\x9f\tx"), "caf\\xE9 \\xF0\\x9F\tx");
    }

    #[test]
    fn letters_of_any_language_stay_as_they_are() {
        let text = "Größe 状态 می\u{200c}خواهم 👩\u{200d}🚒";
        assert_eq!(one_line(text), text);
    }

    #[test]
    fn a_message_cannot_flood_the_screen() {
        assert_eq!(one_line(&"x".repeat(5_000_000)), "x".repeat(2_000) + "...");
    }

    #[test]
    fn json_keeps_the_value() {
        let line = serde_json::to_string("a\u{202e}b\u{e0041}c").unwrap();
        let harmless = json(&line);
        assert_eq!(harmless, r#""a\u202eb\udb40\udc41c""#);
        assert_eq!(
            serde_json::from_str::<String>(&harmless).unwrap(),
            "a\u{202e}b\u{e0041}c"
        );
    }
}
