//! The checks that come before any parser: encoding, invisible characters, size and nesting.
//!
//! All linear. What passes here, the parsers behind the doors handle in linear time too.

use std::ops::Range;
use std::str::Utf8Error;

use super::limits;
use super::scan::{Refusal, scan};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span};

/// The text of `file`, or why it cannot be read as text. Warnings go to `found`.
pub(super) fn text<'a>(file: &'a SourceFile, found: &mut Vec<Diagnostic>) -> Option<&'a str> {
    let limit = if is_markdown(file) {
        limits::MARKDOWN_BYTES
    } else if file.path().ends_with(".csv") {
        limits::CSV_BYTES
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
        Ok(text) if is_utf16_without_mark(text) => {
            found.push(utf16(file, 0));
            None
        }
        Ok(text) => {
            let before = found.len();
            invisible(file, text, found);
            found[before..]
                .iter()
                .all(|one| one.code == "direction-override")
                .then_some(text)
        }
        Err(error) => {
            found.push(not_utf8(file, error));
            None
        }
    }
}

/// Whether `file` is Markdown with front matter; else it is plain YAML.
pub(super) fn is_markdown(file: &SourceFile) -> bool {
    file.path().ends_with(".md")
}

fn not_utf8(file: &SourceFile, error: Utf8Error) -> Diagnostic {
    let (bytes, at) = (file.bytes(), error.valid_up_to());
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return utf16(file, 2);
    }
    if error.error_len().is_none() {
        let message = "the file ends in the middle of a character, which is not UTF-8";
        return Diagnostic::error("not-utf-8", file.span(at..bytes.len()), message)
            .label("the beginning of a character")
            .help("the file was cut off: restore its end, or delete this");
    }
    let message = format!("the byte 0x{:02X} is not UTF-8", bytes[at]);
    let wrong = Diagnostic::error("not-utf-8", file.span(at..at + 1), message);
    match &bytes[at..] {
        [0xC0 | 0xC1, ..] | [0xE0, 0x80..=0x9F, ..] | [0xF0, 0x80..=0x8F, ..] => wrong
            .label("a character in more bytes than it has")
            .help("delete it and type it again: a faulty program wrote this"),
        [0xED, 0xA0..=0xBF, ..] => wrong
            .label("half of a character in UTF-16")
            .help("delete it and type it again: a faulty program wrote this"),
        _ => wrong
            .label("not a character")
            .help("save the file as UTF-8; this byte often comes from Latin-1 or Windows-1252"),
    }
}

/// Whether every other of the first bytes is zero, as in UTF-16 that begins without a mark.
fn is_utf16_without_mark(text: &str) -> bool {
    let zeros = |from: usize| {
        text.bytes()
            .take(16)
            .skip(from)
            .step_by(2)
            .all(|byte| byte == 0)
    };
    text.len() >= 4 && (zeros(0) || zeros(1))
}

fn utf16(file: &SourceFile, mark: usize) -> Diagnostic {
    Diagnostic::error(
        "wrong-encoding",
        file.span(0..mark),
        "the file is UTF-16, not UTF-8",
    )
    .help("save it again as UTF-8: in Notepad, `Save as` with the encoding `UTF-8`")
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
    .label(if character == '\u{feff}' {
        "belongs to the beginning of a file"
    } else {
        "feeds cannot carry it"
    })
    .help("delete it: put the cursor after it and press Backspace")
}

/// How many values the YAML at `range` holds, unless it has marks of a merge, or something that is not used here.
pub(super) fn yaml(
    file: &SourceFile,
    text: &str,
    range: Range<usize>,
) -> Result<usize, Diagnostic> {
    merge_conflict(file, text, range.clone())?;
    let (yaml, start) = (&text[range.clone()], range.start);
    let place = |range: &Range<usize>| file.span(start + range.start..start + range.end);
    scan(yaml).map_err(|(refusal, range)| refused(&refusal, &yaml[range.clone()], &range, place))
}

/// Says what is refused. `written` is what stands at `range`.
fn refused(
    refusal: &Refusal,
    written: &str,
    range: &Range<usize>,
    place: impl Fn(&Range<usize>) -> Span,
) -> Diagnostic {
    let error = |code, message: String| Diagnostic::error(code, place(range), message);
    match refusal {
        Refusal::Deep => {
            let message = format!(
                "lists and maps are nested deeper than {} levels",
                limits::YAML_DEPTH
            );
            error("too-deep", message)
                .label("one level too many")
                .help("nothing here nests this deep: close what is open, and check the indentation")
        }
        Refusal::Many => {
            let message = format!("more than {} values in one file", limits::YAML_VALUES);
            error("file-too-large", message)
                .label("one value too many")
                .help(
                    "nobody writes this much by hand: give totals of days instead of single checks",
                )
        }
        Refusal::Number => error(
            "not-a-number",
            format!("`{written}` is a number in a notation that is not used here"),
        )
        .help("write it in digits only; if it is a text, put it in quotes"),
        Refusal::Alias => named(error, "yaml-alias", ("alias", "aliases"), written)
            .help("if the value that it stands for is meant, write that value out"),
        Refusal::Anchor => named(error, "yaml-alias", ("anchor", "anchors"), written),
        Refusal::Tag => named(error, "yaml-tag", ("tag", "tags"), written),
        Refusal::Merge => error(
            "yaml-merge-key",
            "the merge key `<<` is not used here".to_owned(),
        )
        .help("write the keys out"),
        Refusal::Document => error(
            "yaml-documents",
            "a second YAML document in one file".to_owned(),
        )
        .label("it begins here")
        .help("a file holds one document: remove this line, or make another file"),
        Refusal::OpenQuote => error("yaml-syntax", "a quote that is never closed".to_owned())
            .label("opened here")
            .help(format!("put another `{written}` where the text ends")),
        Refusal::LateQuote(end) => error(
            "yaml-syntax",
            "a quote that is closed in the middle of a later line".to_owned(),
        )
        .label("opened here")
        .also(place(end), "closed here")
        .help(format!("put a `{written}` where the text ends")),
    }
}

/// An error about an alias, an anchor or a tag, which a text may have become by mistake.
fn named(
    error: impl Fn(&'static str, String) -> Diagnostic,
    code: &'static str,
    (kind, kinds): (&str, &str),
    written: &str,
) -> Diagnostic {
    let sign = &written[..1];
    error(
        code,
        format!(
            "`{written}` is {} {kind} of YAML, and {kinds} are not used here",
            article(kind)
        ),
    )
    .label(format!("a `{sign}` at the beginning makes it one"))
    .help(format!(
        "put a text that begins with `{sign}` in quotes: `\"{written} …\"`"
    ))
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with('a') { "an" } else { "a" }
}

/// Lines that version control leaves in a file with a conflict.
/// An error where `range` holds marks of a merge.
pub(super) fn merge_conflict(
    file: &SourceFile,
    text: &str,
    range: Range<usize>,
) -> Result<(), Diagnostic> {
    let mut at = range.start;
    for line in text[range].split_inclusive('\n') {
        if line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") {
            let span = file.span(at..at + line.trim_end().len());
            return Err(
                Diagnostic::error("merge-conflict", span, "an unresolved merge").help("keep the lines that are right and remove the three marks: `<<<<<<<`, `=======`, `>>>>>>>`"),
            );
        }
        at += line.len();
    }
    Ok(())
}
