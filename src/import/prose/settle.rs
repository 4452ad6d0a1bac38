//! The text of a page as it will be written, read by the reader that it is made for, and mended where that one objects.
//!
//! The passes before this read Markdown by lines and marks, and there are nestings that they read otherwise than a parser does: a link
//! inside a quote inside a footnote, a label over two lines, a comment that ends with its list. Each of these would stop a build. So the
//! last word is the parser's own: where it finds something that a site may not have, the marks there are taken for text.

use std::collections::BTreeMap;
use std::ops::Range;

use super::destination::REMOTE;
use super::guard::guard;
use super::longest_run;
use crate::diagnostic::Severity;
use crate::import::remark::{Notes, RemarkKind};
use crate::markdown::{Outline, outline};
use crate::source::SourceFile;

/// How often the text is read again. Each time more lines are taken for text around what is still wrong.
const ROUNDS: usize = 6;

/// `text` without anything that the reader of a site would refuse. Of its dated headings only `own` are there, in this order, and
/// every relative link is one that `leads` somewhere. `None` where that cannot be had by taking marks for text.
pub(in crate::import) fn settled(
    text: String,
    own: &[String],
    leads: &dyn Fn(&str) -> bool,
    notes: &mut Notes,
) -> Option<String> {
    let mut text = text;
    for reach in 0..ROUNDS {
        let file = SourceFile::new("page.md", &text);
        let found = outline(&file, 0..text.len());
        let (mends, state) = mends(&text, &found, own, leads, reach);
        match state {
            State::Sound => return Some(text),
            State::Lost => return None,
            State::Wrong => {}
        }
        text = mended(&text, &mends, notes);
    }
    None
}

/// All of a body as a code block: what is left where nothing else can be had.
pub(in crate::import) fn as_code(body: &str, notes: &mut Notes) -> String {
    notes.add(
        RemarkKind::Changed,
        "marks in the text could be read in more than one way: all of it became a code block",
    );
    let fence = "`".repeat(usize::max(3, longest_run(body, '`') + 1));
    guard(
        &format!("{fence}text\n{}\n{fence}\n", body.trim_matches('\n')),
        notes,
    )
}

/// What is done at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mend {
    /// A mark becomes text.
    Escape,
    /// An image becomes a link: its `!` goes.
    Unpicture,
    /// A heading goes down to level 3.
    Lower,
    /// A paragraph is parted from the dashes that made it a heading.
    Part,
}

/// Mends by place.
type Mends = BTreeMap<usize, Mend>;

/// How a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing is wrong with it.
    Sound,
    /// Something is.
    Wrong,
    /// Nothing is, but a heading of an update is no longer one.
    Lost,
}

/// What has to be done, and how the text stands. There may be nothing to do although something is wrong: the marks then stand on
/// the lines before.
fn mends(
    text: &str,
    found: &Outline,
    own: &[String],
    leads: &dyn Fn(&str) -> bool,
    reach: usize,
) -> (Mends, State) {
    let mut mends = Mends::new();
    let mut own = own.iter().peekable();
    let mut state = State::Sound;
    for heading in &found.headings {
        if own.next_if(|own| **own == heading.text).is_none() {
            mends.extend(lowered(text, &heading.cut));
            state = State::Wrong;
        }
    }
    let errors = found
        .diagnostics
        .iter()
        .filter(|one| one.severity == Severity::Error);
    for one in errors {
        let range = one.span.start..one.span.end;
        let picture = text
            .get(range.clone())
            .is_some_and(|at| at.starts_with("!["));
        if one.code == "image-remote" && picture {
            mends.insert(range.start, Mend::Unpicture);
        } else {
            mends.extend(escapes(text, &range, reach));
        }
        state = State::Wrong;
    }
    for link in found.links.iter().filter(|link| !leads(&link.target)) {
        mends.extend(escapes(text, &link.span, reach));
        state = State::Wrong;
    }
    if state == State::Sound && own.peek().is_some() {
        state = State::Lost;
    }
    (mends, state)
}

/// A heading that is no update's.
fn lowered(text: &str, cut: &Range<usize>) -> Option<(usize, Mend)> {
    let heading = text.get(cut.clone())?;
    let at = heading.len() - heading.trim_start().len();
    if heading[at..].starts_with("##") {
        return Some((cut.start + at, Mend::Lower));
    }
    let end = heading.trim_end();
    let line = end.rfind('\n').map_or(0, |line| line + 1);
    Some((cut.start + line, Mend::Part))
}

/// Every mark on the lines of `range`, and on so many before them.
fn escapes(text: &str, range: &Range<usize>, before: usize) -> Vec<(usize, Mend)> {
    let mut start = line_start(text, range.start);
    for _ in 0..before {
        start = line_start(text, start.saturating_sub(1));
    }
    let end = text[range.end..]
        .find('\n')
        .map_or(text.len(), |length| range.end + length);
    let mut escaped = false;
    let mut found = Vec::new();
    for (at, byte) in text.bytes().enumerate().take(end).skip(start) {
        if !escaped && b"[]()<".contains(&byte) {
            found.push((at, Mend::Escape));
        }
        escaped = byte == b'\\' && !escaped;
    }
    found
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// `text` with all of that done.
fn mended(text: &str, mends: &Mends, notes: &mut Notes) -> String {
    let mut out = String::with_capacity(text.len() + mends.len());
    let mut done = 0;
    for (at, mend) in mends {
        out += &text[done..*at];
        done = *at;
        let said = match mend {
            Mend::Escape => {
                out.push('\\');
                "marks that would have made a link or a comment that a site may not have are shown as text"
            }
            Mend::Unpicture => {
                done += 1;
                REMOTE
            }
            Mend::Lower => {
                out.push('#');
                "a heading moved to level 3: it would have read as an update"
            }
            Mend::Part => {
                out.push('\n');
                "a blank line before `---`: the text above would have read as an update"
            }
        };
        notes.add(RemarkKind::Changed, said);
    }
    out + &text[done..]
}

#[cfg(test)]
mod tests {
    use super::{Notes, as_code, settled};

    fn text(body: &str, own: &[&str]) -> Option<String> {
        let own: Vec<String> = own.iter().map(|heading| (*heading).to_owned()).collect();
        let leads = |target: &str| target == "x.png";
        settled(body.to_owned(), &own, &leads, &mut Notes::new("x"))
    }

    #[test]
    fn what_a_site_may_have_stays_as_it_is() {
        let body = "[a](x.png) <!-- b -->\n\n## 14:10 Resolved\n\n[c](https://c.example)\n";
        assert_eq!(text(body, &["14:10 Resolved"]).as_deref(), Some(body));
    }

    #[test]
    fn marks_become_text_only_where_something_is_wrong() {
        for (body, wanted) in [
            ("[a](x:y)\n\n[b](x.png)", "\\[a\\]\\(x:y\\)\n\n[b](x.png)"),
            ("[a](y.png)", "\\[a\\]\\(y.png\\)"),
            ("> [a](\n> x:y)", "> \\[a\\]\\(\n> x:y\\)"),
            ("[r]:\nx:y", "\\[r\\]:\nx:y"),
            ("a <!-- b", "a \\<!-- b"),
            (
                "![a][r]\n\n[r]: https://x.example",
                "[a][r]\n\n[r]: https://x.example",
            ),
        ] {
            assert_eq!(text(body, &[]).as_deref(), Some(wanted), "{body}");
        }
    }

    #[test]
    fn only_headings_of_updates_read_as_such() {
        assert_eq!(
            text("## 1.2.2021 x\n\n## 14:10 Resolved\n", &["14:10 Resolved"]).as_deref(),
            Some("### 1.2.2021 x\n\n## 14:10 Resolved\n")
        );
        assert_eq!(
            text("14:10 x\n---\n", &[]).as_deref(),
            Some("14:10 x\n\n---\n")
        );
        assert_eq!(text("```\n## 14:10 x\n```\n", &["14:10 x"]), None);
    }

    #[test]
    fn a_body_as_code_ends_where_it_should() {
        let code = as_code("```\n## 14:10 x\n<!--", &mut Notes::new("x"));
        assert_eq!(code, "````text\n```\n### 14:10 x\n<!--\n````\n");
        assert_eq!(text(&code, &[]).as_deref(), Some(code.as_str()));
    }
}
