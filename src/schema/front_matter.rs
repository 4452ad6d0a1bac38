//! Splits a Markdown file into its front matter and its body, at the two lines of `---`.
//!
//! Done by hand: Markdown parsers that offer it take any later pair of `---` lines for metadata, and text vanishes.

use std::ops::Range;

use super::smallest;
use crate::diagnostic::Diagnostic;
use crate::source::SourceFile;

/// Where the two parts of a file stand in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parts {
    /// The YAML between the two fences.
    pub(super) yaml: Range<usize>,
    /// All that follows the second fence.
    pub(super) body: Range<usize>,
}

/// Finds the parts of `text`, the text of `file`.
pub(super) fn split(file: &SourceFile, text: &str) -> Result<Parts, Diagnostic> {
    let bom = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut lines = lines(text, bom);
    let Some(first) = lines
        .by_ref()
        .find(|line| !text[line.clone()].trim().is_empty())
    else {
        return Err(empty(file));
    };
    if text[first.clone()].trim_end() != "---" {
        return Err(no_fence(file, text, first));
    }
    let start = next_line(text, first.end);
    let mut longer = None;
    for line in lines {
        let written = text[line.clone()].trim_end();
        if written == "---" {
            return Ok(Parts {
                yaml: start..line.start,
                body: next_line(text, line.end)..text.len(),
            });
        }
        if longer.is_none()
            && written.starts_with("----")
            && written.bytes().all(|byte| byte == b'-')
        {
            longer = Some(line.start..line.start + written.len());
        }
    }
    let wrong = Diagnostic::error(
        "front-matter-unclosed",
        file.span(first),
        "the front matter is not closed",
    )
    .label("it begins here, and no second `---` follows");
    Err(match longer {
        Some(line) => wrong
            .also(file.span(line), "more than three dashes do not close it")
            .help("a fence has exactly three: `---`"),
        None => wrong.help("put a line of `---` after the last key"),
    })
}

/// The lines of `text` from `start` on, without their ends.
fn lines(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = start;
    std::iter::from_fn(move || {
        (at < text.len()).then(|| {
            let end = text[at..]
                .find('\n')
                .map_or(text.len(), |length| at + length);
            let line = at..end;
            at = next_line(text, end);
            line
        })
    })
}

fn next_line(text: &str, end: usize) -> usize {
    (end + 1).min(text.len())
}

/// A file that says nothing.
pub(super) fn empty(file: &SourceFile) -> Diagnostic {
    let wrong = Diagnostic::error("empty-file", file.span(0..0), "the file says nothing");
    smallest::shown(file.path())
        .into_iter()
        .fold(wrong, Diagnostic::help)
}

fn no_fence(file: &SourceFile, text: &str, first: Range<usize>) -> Diagnostic {
    let line = text[first.clone()].trim_end();
    let span = file.span(first.start..first.start + line.len());
    if line == "+++" || line == "{" {
        return Diagnostic::error("front-matter-other", span, "the front matter is not YAML")
            .label("TOML or JSON begins here")
            .help("write it as YAML between two lines of `---`")
            .help("`forthright import` reads the content of other systems");
    }
    let wrong = Diagnostic::error(
        "front-matter-missing",
        span,
        "the file does not begin with a front matter",
    );
    if line.starts_with("----") {
        return wrong
            .label("four dashes or more")
            .help("a fence has exactly three: `---`");
    }
    wrong
        .label("expected a line of `---`")
        .help("put the keys between two lines of `---`, at the top")
}

#[cfg(test)]
mod tests {
    use super::{Parts, split};
    use crate::source::SourceFile;

    fn parts(text: &str) -> Result<Parts, &'static str> {
        split(&SourceFile::new("x.md", text), text).map_err(|wrong| wrong.code)
    }

    #[test]
    fn a_later_rule_in_the_body_stays_in_the_body() {
        let text = "---\na: b\n---\nText\n\n---\nmore\n";
        let found = parts(text).expect("well formed");
        assert_eq!(
            (&text[found.yaml], &text[found.body]),
            ("a: b\n", "Text\n\n---\nmore\n")
        );
    }

    #[test]
    fn blank_lines_before_and_spaces_after_a_fence_are_fine() {
        let text = "\u{feff}\n\n--- \na: b\n---\t\n";
        let found = parts(text).expect("well formed");
        assert_eq!((&text[found.yaml], &text[found.body]), ("a: b\n", ""));
    }

    #[test]
    fn each_way_to_get_the_fence_wrong_has_its_own_answer() {
        assert_eq!(parts("---\na: b\n"), Err("front-matter-unclosed"));
        assert_eq!(parts("title: x\n"), Err("front-matter-missing"));
        assert_eq!(parts("----\n"), Err("front-matter-missing"));
        assert_eq!(parts("+++\n"), Err("front-matter-other"));
        assert_eq!(parts(" \n"), Err("empty-file"));
    }
}
