//! The form for programs: JSON lines.

use std::borrow::Cow;

use serde::Serialize;

use super::places::Places;
use super::{escape, word};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceTree, Span};

/// One JSON object for each diagnostic, one on a line, with these keys in this order:
///
/// | key | value |
/// |---|---|
/// | `severity` | `"error"`, `"warning"` or `"info"` |
/// | `code` | stable code, such as `"unknown-key"` |
/// | `message` | one sentence |
/// | `path` | file, relative to the project's root, with `/` |
/// | `line`, `column` | first place, counted from 1, columns in characters |
/// | `end_line`, `end_column` | the place behind the last one |
/// | `byte_start`, `byte_end` | the same as offsets into the file's bytes, from 0, the end not included |
/// | `label` | a few words about that place, may be empty |
/// | `others` | other places: `path` to `label` as above |
/// | `help` | ways out, a sentence each |
///
/// A file that could not be read has line 1 and column 1. Characters that would mislead on a screen are escaped; the values
/// are as found.
#[must_use]
pub fn json(diagnostics: &[Diagnostic], sources: &SourceTree) -> String {
    let mut places = Places::new(sources);
    diagnostics
        .iter()
        .map(|diagnostic| line(diagnostic, &mut places))
        .collect()
}

#[derive(Serialize)]
struct Finding<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    byte_start: usize,
    byte_end: usize,
    label: &'a str,
    others: Vec<Other<'a>>,
    help: &'a [Cow<'static, str>],
}

#[derive(Serialize)]
struct Other<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    byte_start: usize,
    byte_end: usize,
    label: &'a str,
}

fn line(diagnostic: &Diagnostic, places: &mut Places<'_>) -> String {
    let Other {
        path,
        line,
        column,
        end_line,
        end_column,
        byte_start,
        byte_end,
        label,
    } = place(&diagnostic.span, &diagnostic.label, places);
    let finding = Finding {
        severity: word(diagnostic.severity),
        code: diagnostic.code,
        message: &diagnostic.message,
        path,
        line,
        column,
        end_line,
        end_column,
        byte_start,
        byte_end,
        label,
        others: diagnostic
            .others
            .iter()
            .map(|other| place(&other.span, &other.text, places))
            .collect(),
        help: &diagnostic.help,
    };
    #[expect(
        clippy::expect_used,
        reason = "strings and integers always have a JSON form"
    )]
    let text =
        serde_json::to_string(&finding).expect("strings and integers always have a JSON form");
    escape::json(&text) + "\n"
}

fn place<'a>(span: &'a Span, label: &'a str, places: &mut Places<'_>) -> Other<'a> {
    let (start, end) = places.ends(span);
    Other {
        path: &span.path,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        byte_start: span.start,
        byte_end: span.end,
        label,
    }
}

#[cfg(test)]
mod tests {
    use super::json;
    use crate::diagnostic::Diagnostic;
    use crate::source::{SourceFile, SourceTree};

    #[test]
    fn a_line_holds_every_place_and_every_way_out() {
        let file = SourceFile::new("content/a.md", "ä: 1\nä: 2\n");
        let diagnostic = Diagnostic::error("duplicate-key", file.span(6..8), "key `ä` twice")
            .label("again\u{202e}")
            .also(file.span(0..2), "first")
            .help("keep one of them");
        let expected = concat!(
            r#"{"severity":"error","code":"duplicate-key","message":"key `ä` twice","path":"content/a.md","#,
            r#""line":2,"column":1,"end_line":2,"end_column":2,"byte_start":6,"byte_end":8,"label":"again\u202e","#,
            r#""others":[{"path":"content/a.md","line":1,"column":1,"end_line":1,"end_column":2,"#,
            r#""byte_start":0,"byte_end":2,"label":"first"}],"help":["keep one of them"]}"#,
            "\n"
        );
        assert_eq!(
            json(&[diagnostic], &SourceTree::from_iter([file])),
            expected
        );
    }
}
