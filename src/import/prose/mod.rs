//! Foreign Markdown → Markdown that a strict site accepts, word for word where it can be.
//!
//! A site of ours refuses links with odd schemes and pictures from other hosts, shows raw HTML as text, and reads a heading that begins
//! with a time as an update. Foreign text has all of these. Here each is rewritten in place, and said: shortcodes become what they
//! showed, simple HTML becomes Markdown, a link that cannot stand becomes its text, and nothing is left that could pass for an update.
//!
//! This reads Markdown by lines and marks, not as a full parser does, and errs to one side: where it is unsure whether something is a
//! link, a fence or a heading, it treats it as the one that could do harm. It must never drop a word.

mod blocks;
mod destination;
mod guard;
mod html;
mod html_block;
mod inline;
mod marks;
mod settle;

use std::ops::Range;

use super::remark::{Notes, RemarkKind};

pub(super) use blocks::{Kind, blocks};
pub(super) use destination::{Address, REMOTE, address, refusal};
pub(super) use html::references_resolved;
use inline::Inline;
pub(super) use settle::{as_code, settled};

/// What becomes of the target of a link or an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// It stays as it is.
    Keep,
    /// It becomes this; why, where that is worth a word.
    Become(String, Option<String>),
    /// An image that becomes a link to this; why.
    Link(String, String),
    /// It cannot be linked: the text stays, with the target beside it as code; why.
    Code(String),
}

/// Decides about a target, as written; `true` for an image.
pub(super) type Targets<'a> = dyn Fn(&str, bool) -> Target + 'a;

/// A replacement of some bytes.
#[derive(Debug)]
struct Edit {
    range: Range<usize>,
    with: String,
}

/// What was replaced in one text, and what is to be said about it, by offset.
#[derive(Debug, Default)]
struct Changes {
    edits: Vec<Edit>,
    said: Vec<(usize, RemarkKind, String)>,
}

impl Changes {
    fn replace(&mut self, range: Range<usize>, with: impl Into<String>) {
        self.edits.push(Edit {
            range,
            with: with.into(),
        });
    }

    fn say(&mut self, at: usize, kind: RemarkKind, text: impl Into<String>) {
        self.said.push((at, kind, text.into()));
    }

    /// `text` with every replacement made. Of two that overlap, the first one counts.
    fn apply(&mut self, text: &str) -> String {
        self.edits
            .sort_by_key(|edit| (edit.range.start, edit.range.end));
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        for edit in &self.edits {
            if edit.range.start >= done {
                out += &text[done..edit.range.start];
                out += &edit.with;
                done = edit.range.end;
            }
        }
        out + &text[done..]
    }
}

/// Rewrites `body`, whose first line is `first_line` of its file, for a page whose links `targets` decides.
pub(super) fn convert(
    body: &str,
    first_line: usize,
    targets: &Targets<'_>,
    notes: &mut Notes,
) -> String {
    let found = blocks(body);
    let mut changes = Changes::default();
    let inline = Inline::new(body, targets);
    for block in &found.list {
        match block.kind {
            Kind::Text => match html_block::markdown(&body[block.range.clone()]) {
                Some(markdown) => {
                    let mut inner = Changes::default();
                    Inline::new(&markdown, targets).scan(0..markdown.len(), &mut inner);
                    changes.replace(block.range.clone(), inner.apply(&markdown));
                    changes.say(
                        block.range.start,
                        RemarkKind::Changed,
                        "an HTML block became Markdown",
                    );
                }
                None => inline.scan(block.range.clone(), &mut changes),
            },
            Kind::Raw => {
                changes.replace(
                    block.range.clone(),
                    html_block::fenced(&body[block.range.clone()]),
                );
                changes.say(
                    block.range.start,
                    RemarkKind::Changed,
                    "raw HTML became a code block",
                );
            }
            Kind::Comment => changes.say(block.range.start, RemarkKind::Skipped, COMMENT),
            Kind::Verbatim => {}
        }
    }
    for (at, with) in found.patches {
        changes.replace(at..at, with);
        changes.say(at, RemarkKind::Changed, COMMENT_END);
    }
    let end = found.unclosed.map(|unclosed| {
        changes.say(body.len(), RemarkKind::Changed, unclosed.words());
        unclosed.ending()
    });
    let text = changes.apply(body) + &end.unwrap_or_default();
    let mut lines = Lines {
        text: body,
        at: 0,
        line: first_line,
    };
    changes.said.sort_by_key(|(at, ..)| *at);
    for (at, kind, words) in changes.said {
        notes.at(lines.of(at), kind, words);
    }
    guard::guard(&checked(&text, notes), notes)
}

/// `text` once more, as it will be written: where marks were nested in ways that no one types, a replacement can have made a link.
fn checked(text: &str, notes: &mut Notes) -> String {
    let mut changes = Changes::default();
    let inline = Inline::new(text, &destination::standing);
    for block in blocks(text)
        .list
        .iter()
        .filter(|block| block.kind == Kind::Text)
    {
        inline.scan(block.range.clone(), &mut changes);
    }
    let said = std::mem::take(&mut changes.said);
    said.into_iter()
        .filter(|(.., words)| words != COMMENT)
        .for_each(|(_, kind, words)| notes.add(kind, words));
    changes.apply(text)
}

/// What is said of a comment.
const COMMENT: &str = "an HTML comment stays in the file and is shown on no page";

/// What is said where the end of a comment had to be made one.
const COMMENT_END: &str = "the end of an HTML comment got a place of its own";

/// Line numbers of growing offsets, in one pass over the text.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn of(&mut self, offset: usize) -> usize {
        let passed = &self.text[self.at..offset.max(self.at)];
        self.line += passed.matches('\n').count();
        self.at = offset.max(self.at);
        self.line
    }
}

/// `text` as a code span, whatever is in it.
pub(super) fn code(text: &str) -> String {
    let text = super::quote::one_line(text);
    let mark = "`".repeat(longest_run(&text, '`') + 1);
    let gap = if text.starts_with('`') || text.ends_with('`') || text.is_empty() {
        " "
    } else {
        ""
    };
    format!("{mark}{gap}{text}{gap}{mark}")
}

/// How often `mark` stands in a row, at most.
fn longest_run(text: &str, mark: char) -> usize {
    let (longest, _) = text.chars().fold((0, 0), |(longest, run), character| {
        let run = if character == mark { run + 1 } else { 0 };
        (usize::max(longest, run), run)
    });
    longest
}

#[cfg(test)]
mod tests {
    use super::{Notes, RemarkKind, Target, convert};

    fn targets(target: &str, image: bool) -> Target {
        match target {
            "/x.png" => Target::Become("../x.png".to_owned(), None),
            _ if target.starts_with("javascript") => Target::Code("no".to_owned()),
            _ if image && target.starts_with("http") => {
                Target::Link(target.to_owned(), "remote".to_owned())
            }
            _ => Target::Keep,
        }
    }

    fn converted(body: &str) -> String {
        convert(body, 1, &targets, &mut Notes::new("x"))
    }

    #[test]
    fn plain_markdown_stays_as_it_is() {
        let body = "# A\n\n- a `<b>`\n- <https://x.example>\n\nb\n\n    <i>code</i>\n\n```\n![](http://x)\n```\n\n> a \\<b> 2 < 3\n";
        assert_eq!(converted(body), body);
    }

    #[test]
    fn links_and_images_are_rewritten_where_they_stand() {
        for (body, wanted) in [
            ("![a](/x.png \"t\") b", "![a](../x.png \"t\") b"),
            (
                "![](https://x.example/y.png)",
                "[image](https://x.example/y.png)",
            ),
            ("[a\nb](javascript:x) c", "a\nb (`javascript:x`) c"),
            ("<javascript:x>", "\\<javascript:x>"),
            (
                "![a][r]\n\n[r]: https://x.example/y",
                "[a][r]\n\n[r]: https://x.example/y",
            ),
            ("[a\n[r]: javascript:x", "[a\n\\[r\\]: javascript:x"),
            ("[r]: javascript:x", "\\[r\\]: javascript:x"),
            (
                "`[a](javascript:x)` \\[b](javascript:y)",
                "`[a](javascript:x)` \\[b](javascript:y)",
            ),
        ] {
            assert_eq!(converted(body), wanted, "{body}");
        }
    }

    #[test]
    fn simple_html_becomes_markdown_and_the_rest_is_shown() {
        for (body, wanted) in [
            ("<b>a</b> <i> b</i>", "**a**  *b*"),
            ("<strike>a </strike>b", "~~a~~ b"),
            ("a<br>b<br/>\nc", "a\\\nb\\\nc"),
            ("<a href=\"/x.png\" target=_blank>a</a>", "[a](../x.png)"),
            ("<img src='/x.png' alt='a]'>", "![a\\]](../x.png)"),
            (
                "see <your-name> and <b>open",
                "see \\<your-name> and \\<b>open",
            ),
            ("<p>a *b* <b>c</b></p>", "a \\*b\\* **c**"),
            ("<ul>\n<li>a</li>\n<li># b</li>\n</ul>\n", "- a\n- \\# b\n"),
            ("<pre>\na &lt; b\n</pre>\n", "```\na < b\n```\n"),
            (
                "<script>\n`x`\n\n## 14:10 Resolved\n",
                "```html\n<script>\n`x`\n\n### 14:10 Resolved\n```\n",
            ),
        ] {
            assert_eq!(converted(body), wanted, "{body}");
        }
    }

    #[test]
    fn shortcodes_become_what_they_showed_or_code() {
        assert_eq!(
            converted("a {{< track \"2021-07-28 11:35:00\" >}} {{% x `y` %}}"),
            "a 2021-07-28 11:35:00 ``{{% x `y` %}}``"
        );
    }

    #[test]
    fn nothing_can_pass_for_an_update() {
        for (body, wanted) in [
            ("## 14:10 Resolved", "### 14:10 Resolved"),
            ("  ## **14**:10 x", "  ### **14**:10 x"),
            ("## <b>14:10</b> x", "### **14:10** x"),
            ("## 14:10 Resolved ##", "### 14:10 Resolved ##"),
            ("2021-01-02 x\n---\n", "2021-01-02 x\n\n---\n"),
            (
                "```\n## 14:10 Resolved\n```\n",
                "```\n### 14:10 Resolved\n```\n",
            ),
            (
                "<<<<<<< a\n=======\n>>>>>>> b\n",
                "\\<<<<<<< a\n=======\n\\>>>>>>> b\n",
            ),
            ("## Timeline of 14:10", "## Timeline of 14:10"),
        ] {
            assert_eq!(converted(body), wanted, "{body}");
        }
    }

    #[test]
    fn what_is_left_open_is_closed_so_that_it_hides_nothing() {
        assert_eq!(converted("a\n\n~~~~\nb"), "a\n\n~~~~\nb\n~~~~\n");
        assert_eq!(converted("- a\n ~~~\nb"), "- a\n ~~~\nb\n~~~\n");
        assert_eq!(converted("- a\n  ~~~\n  b"), "- a\n  ~~~\n  b");
        assert_eq!(converted("[^x]:a b"), "[^x]:a b");
        assert_eq!(converted("- <!-- a\nb"), "- <!-- a -->\nb");
        assert_eq!(converted("<!-- a --> b"), "<!-- a -->\n\n b");
        assert_eq!(converted("a\n<!-- b\n\nc"), "a\n<!-- b\n\nc -->");
    }

    #[test]
    fn remarks_name_the_line() {
        let mut notes = Notes::new("x");
        convert("a\n\n<b>x</b>\n<b>y</b>\n", 10, &targets, &mut notes);
        let remarks: Vec<_> = notes.into_remarks().collect();
        assert_eq!(remarks.len(), 1);
        assert_eq!(
            (remarks[0].line, remarks[0].kind),
            (Some(12), RemarkKind::Changed)
        );
    }
}
