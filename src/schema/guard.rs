//! The checks that come before any parser: encoding, invisible characters, size and nesting.
//!
//! All linear. What passes here, the parsers behind the doors handle in linear time too.

use std::ops::Range;

use super::limits;
use crate::diagnostic::Diagnostic;
use crate::source::SourceFile;

/// The text of `file`, or why it cannot be read as text. Warnings go to `found`.
pub(super) fn text<'a>(file: &'a SourceFile, found: &mut Vec<Diagnostic>) -> Option<&'a str> {
    let limit = if is_markdown(file) {
        limits::MARKDOWN_BYTES
    } else {
        limits::YAML_BYTES
    };
    if file.bytes().len() > limit {
        let message = format!("the file is longer than {} MiB", limit >> 20);
        found.push(Diagnostic::error(
            "file-too-large",
            file.span(0..0),
            message,
        ));
        return None;
    }
    match file.text() {
        Ok(text) => {
            let before = found.len();
            invisible(file, text, found);
            found[before..]
                .iter()
                .all(|one| one.code == "direction-override")
                .then_some(text)
        }
        Err(error) => {
            found.push(not_utf8(file, error.valid_up_to()));
            None
        }
    }
}

/// Whether `file` is Markdown with front matter; else it is plain YAML.
pub(super) fn is_markdown(file: &SourceFile) -> bool {
    file.path().ends_with(".md")
}

fn not_utf8(file: &SourceFile, at: usize) -> Diagnostic {
    let bytes = file.bytes();
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Diagnostic::error(
            "wrong-encoding",
            file.span(0..2),
            "the file is UTF-16, not UTF-8",
        )
        .help("save it again as UTF-8: in Notepad, `Save as` with the encoding `UTF-8`");
    }
    let message = format!("the byte 0x{:02X} is not UTF-8", bytes[at]);
    Diagnostic::error("not-utf-8", file.span(at..at + 1), message)
        .label("not a character")
        .help("save the file as UTF-8; this byte often comes from Latin-1 or Windows-1252")
}

/// Reports characters that cannot be seen, or that XML cannot carry.
fn invisible(file: &SourceFile, text: &str, found: &mut Vec<Diagnostic>) {
    let (blocks, rest) = text.as_bytes().as_chunks::<32>();
    let plain = |bytes: &[u8]| bytes.iter().fold(true, |all, byte| all & is_plain(*byte));
    if blocks.iter().all(|block| plain(block)) && plain(rest) {
        return;
    }
    for (at, character) in text.char_indices() {
        let code = match character {
            '\t' | '\n' | '\r' => continue,
            '\u{feff}' if at == 0 => continue,
            '\u{0}'..='\u{1f}' | '\u{7f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                "control-character"
            }
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => "direction-override",
            _ => continue,
        };
        found.push(invisible_character(file, code, at, character));
        if found.len() > 20 {
            return;
        }
    }
}

/// Whether no invisible character begins with `byte`: those of three bytes begin with one of two.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "without branches, a block of bytes is looked at in one go"
)]
fn is_plain(byte: u8) -> bool {
    ((byte >= 0x20) | (byte == b'\n')) & (byte != 0x7F) & (byte != 0xE2) & (byte != 0xEF)
}

fn invisible_character(
    file: &SourceFile,
    code: &'static str,
    at: usize,
    character: char,
) -> Diagnostic {
    let span = file.span(at..at + character.len_utf8());
    let point = u32::from(character);
    if code == "direction-override" {
        let message =
            format!("the invisible character U+{point:04X} changes the direction of text");
        return Diagnostic::warning(code, span, message).help("delete it unless the text needs it");
    }
    let what = if character == '\u{feff}' {
        "byte order mark"
    } else {
        "control character"
    };
    Diagnostic::error(
        code,
        span,
        format!("an invisible character, the {what} U+{point:04X}"),
    )
    .label("feeds cannot carry it")
    .help("delete it: put the cursor after it and press Backspace")
}

/// Whether the YAML at `range` nests brackets no deeper than the limit, and has no tag, merge conflict or second document.
pub(super) fn yaml(file: &SourceFile, text: &str, range: Range<usize>) -> Result<(), Diagnostic> {
    let yaml = &text[range.clone()];
    let mut depth = 0_usize;
    let mut quote = None;
    let mut previous = b'\n';
    for (offset, byte) in yaml.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open && previous != b'\\' => quote = None,
            (None, b'"' | b'\'') if opens_quote(previous) => quote = Some(byte),
            (None, b'[' | b'{') => depth += 1,
            (None, b']' | b'}') => depth = depth.saturating_sub(1),
            (Some(_) | None, _) => {}
        }
        if depth > limits::YAML_DEPTH {
            let at = range.start + offset;
            let message = format!(
                "brackets are nested deeper than {} levels",
                limits::YAML_DEPTH
            );
            return Err(Diagnostic::error(
                "too-deep",
                file.span(at..at + 1),
                message,
            ));
        }
        if !(byte == b' ' && previous == b'\n') {
            previous = byte;
        }
    }
    conflict(file, text, range)
}

fn opens_quote(previous: u8) -> bool {
    matches!(previous, b' ' | b'\n' | b'[' | b'{' | b',' | b':' | b'\t')
}

/// Lines that version control leaves in a file with a conflict, and lines that begin a second document.
fn conflict(file: &SourceFile, text: &str, range: Range<usize>) -> Result<(), Diagnostic> {
    let mut at = range.start;
    let mut begun = false;
    for line in text[range].split_inclusive('\n') {
        let span = file.span(at..at + line.trim_end().len());
        if line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") {
            return Err(
                Diagnostic::error("merge-conflict", span, "an unresolved merge conflict")
                    .help("keep the lines that are right, and delete the three marker lines"),
            );
        }
        let document = line.trim_end() == "---" || line.starts_with("--- ");
        if document && begun {
            return Err(Diagnostic::error(
                "yaml-documents",
                span,
                "a second YAML document in one file",
            )
            .label("it begins here")
            .help("a file holds one document: remove this line, or make another file"));
        }
        begun |= !line.trim().is_empty()
            && !line.trim_start().starts_with('#')
            && !line.starts_with('%');
        at += line.len();
    }
    Ok(())
}
