//! The blocks of a Markdown text, as far as an importer needs them: where text stands, and where code, comments and raw HTML do.

use std::ops::Range;

/// A stretch of whole lines.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::import) struct Block {
    pub(in crate::import) range: Range<usize>,
    pub(in crate::import) kind: Kind,
}

/// What stands in a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Kind {
    /// Text with marks in it: no mark reaches from one block into the next.
    Text,
    /// Code, between fences or indented: what looks like a mark is none.
    Verbatim,
    /// An HTML comment.
    Comment,
    /// HTML whose content is no Markdown: `pre`, `script`, `style`, `textarea`.
    Raw,
}

/// What the text ends in the middle of.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::import) enum Unclosed {
    /// Code, with what ends it.
    Fence(String),
    /// A comment.
    Comment,
    /// Raw HTML; it becomes a code block, which is closed.
    Raw,
}

impl Unclosed {
    /// What ends it.
    pub(super) fn ending(self) -> String {
        match self {
            Self::Fence(ending) => ending,
            Self::Comment | Self::Raw => String::new(),
        }
    }

    pub(super) fn words(&self) -> &'static str {
        match self {
            Self::Fence(_) => "a code block without an end was closed at the end of the text",
            Self::Comment => "an HTML comment without an end was closed",
            Self::Raw => "an HTML element without an end",
        }
    }
}

/// All blocks that are not blank, in order, and what is still open at the end.
#[derive(Debug, Default)]
pub(in crate::import) struct Blocks {
    pub(in crate::import) list: Vec<Block>,
    pub(in crate::import) unclosed: Option<Unclosed>,
    /// What has to be put in, and where, so that comments end where they seem to.
    pub(super) patches: Vec<(usize, &'static str)>,
}

/// Takes `body` apart, line by line.
pub(in crate::import) fn blocks(body: &str) -> Blocks {
    let mut reader = Reader {
        state: State::Text,
        blank: true,
        list: None,
        heading: false,
        comment_end: 0,
        blocks: Blocks::default(),
    };
    let mut start = 0;
    for line in body.split_inclusive('\n') {
        reader.line(line, start..start + line.len());
        start += line.len();
    }
    reader.blocks.unclosed = match reader.state {
        State::Text | State::Code => None,
        // In a list, whatever follows outside of it ends the fence; a line with one would begin another.
        State::Fence { inside: true, .. } if reader.list.is_some() => {
            Some(Unclosed::Fence(String::new()))
        }
        State::Fence { mark, length, .. } => {
            let fence = mark.to_string().repeat(length);
            Some(Unclosed::Fence(format!("\n{fence}\n")))
        }
        State::Comment { .. } => {
            reader.end_comment();
            Some(Unclosed::Comment)
        }
        State::Raw => Some(Unclosed::Raw),
    };
    reader.blocks
}

/// What the next line is part of, unless it says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Text,
    /// Indented code.
    Code,
    Fence {
        mark: char,
        length: usize,
        /// Whether it stands inside a list.
        inside: bool,
    },
    Comment {
        indent: usize,
    },
    Raw,
}

struct Reader {
    state: State,
    /// Whether the line before was blank.
    blank: bool,
    /// How far lines are indented at least that belong to the list (or the footnote) that may still go on.
    list: Option<usize>,
    /// Whether the line before was a heading, the underline of one or a rule: each ends with its line.
    heading: bool,
    /// End of the last words of the comment that is open.
    comment_end: usize,
    blocks: Blocks,
}

impl Reader {
    fn line(&mut self, line: &str, range: Range<usize>) {
        let mut done = 0;
        while let Some(read) = self.part(&line[done..], range.start + done..range.end) {
            done += read;
        }
    }

    /// A line, or what is left of one behind a comment: how far it was read, if not to its end.
    fn part(&mut self, line: &str, range: Range<usize>) -> Option<usize> {
        let mut rest = None;
        let empty = line.trim_ascii().is_empty();
        match self.state {
            // A fence inside a list ends with the list.
            State::Fence { inside: true, .. }
                if self.list.is_some_and(|words| indentation(line) < words)
                    && !empty
                    && !is_fence(line) =>
            {
                self.state = State::Text;
                rest = self.text(line, range);
            }
            State::Fence { mark, length, .. } => {
                self.push(range, Kind::Verbatim, false);
                if closes(line, mark, length) {
                    self.state = State::Text;
                }
            }
            // So does a comment.
            State::Comment { indent } if !empty && indentation(line) < indent => {
                self.end_comment();
                self.state = State::Text;
                rest = self.text(line, range);
            }
            State::Comment { .. } => rest = self.comment(line, range, false),
            State::Raw => {
                self.push(range, Kind::Raw, false);
                if ends_raw(line) {
                    self.state = State::Text;
                }
            }
            State::Text | State::Code if empty => {}
            State::Text | State::Code => rest = self.text(line, range),
        }
        self.blank = empty || rest.is_some();
        rest
    }

    /// A line that is not blank and in no open block.
    fn text(&mut self, line: &str, range: Range<usize>) -> Option<usize> {
        let indent = indentation(line);
        let item = indent < 4 && marker(line.trim_ascii_start()).is_some();
        if indent == 0 && self.blank {
            self.list = None;
        }
        let code = indent >= 4 && self.list.is_none() && (self.blank || self.state == State::Code);
        if code {
            self.state = State::Code;
            self.push(range, Kind::Verbatim, true);
            return None;
        }
        let bare = line.trim_ascii_start();
        let content = marker(bare).unwrap_or(bare);
        // An item that is indented less than the words of the one before is no part of it.
        if item && self.list.is_none_or(|words| indent < words) {
            self.list = Some(indent + width(bare, content));
        }
        self.state = State::Text;
        // Deeper than this, a line can only go on with what stands above it.
        let opener = indent < 4 || self.list.is_some();
        if let Some((mark, length)) = opens(content).filter(|_| opener) {
            self.state = State::Fence {
                mark,
                length,
                inside: item || self.list.is_some_and(|words| indent >= words),
            };
            self.push(range, Kind::Verbatim, true);
        } else if opener && content.starts_with("<!--") {
            self.state = State::Comment {
                indent: if item { indent + 2 } else { 0 },
            };
            self.heading = false;
            return self.comment(line, range, true);
        } else if opener && begins_raw(content) {
            if !ends_raw(line) {
                self.state = State::Raw;
            }
            self.push(range, Kind::Raw, true);
        } else {
            let begins = item
                || self.blank
                || self.heading
                || line.trim_ascii_start().starts_with(['#', '>', '|']);
            self.push(range, Kind::Text, begins);
            self.heading = line.trim_ascii_start().starts_with('#') || is_rule(line);
            return None;
        }
        self.heading = false;
        None
    }

    /// A line of a comment. What follows the end of it is taken for a paragraph of its own: otherwise no one would see it.
    fn comment(&mut self, line: &str, range: Range<usize>, begins: bool) -> Option<usize> {
        let Some(length) = line.find("-->").map(|at| at + 3) else {
            if !line.trim_ascii().is_empty() {
                self.comment_end = range.start + line.trim_ascii_end().len();
            }
            self.push(range, Kind::Comment, begins);
            return None;
        };
        self.state = State::Text;
        if line[length..].trim_ascii().is_empty() {
            self.push(range, Kind::Comment, begins);
            return None;
        }
        let end = range.start + length;
        self.blocks.patches.push((end, "\n\n"));
        self.push(range.start..end, Kind::Comment, begins);
        Some(length)
    }

    fn end_comment(&mut self) {
        self.blocks.patches.push((self.comment_end, " -->"));
    }

    /// Adds a line to the last block, or begins a new one.
    fn push(&mut self, range: Range<usize>, kind: Kind, begins: bool) {
        match self.blocks.list.last_mut() {
            Some(last) if !begins && last.kind == kind => last.range.end = range.end,
            _ => self.blocks.list.push(Block { range, kind }),
        }
    }
}

/// How far a line is indented; a tab reaches to the next multiple of four.
fn indentation(line: &str) -> usize {
    line.bytes()
        .map_while(|byte| match byte {
            b' ' => Some(1),
            b'\t' => Some(4),
            _ => None,
        })
        .fold(0, |indent, step| {
            if step == 4 {
                indent / 4 * 4 + 4
            } else {
                indent + 1
            }
        })
}

/// How far the words of the item `bare` stand from its mark, the mark included. A blank more than four begins code.
fn width(bare: &str, content: &str) -> usize {
    let before = &bare[..bare.len() - content.len()];
    let mark = before.find([' ', '\t']).unwrap_or(before.len());
    match before.len() - mark {
        1..=4 if !content.is_empty() => before.len(),
        _ => mark + 1,
    }
}

/// What follows the mark of a list item, a footnote or a definition.
fn marker(line: &str) -> Option<&str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = match digits {
        0 if line.starts_with("[^") => return Some(line.split_once("]:")?.1.trim_ascii_start()),
        0 => line.strip_prefix(['-', '*', '+', ':'])?,
        1..=9 => line[digits..].strip_prefix(['.', ')'])?,
        _ => return None,
    };
    (rest.trim_ascii().is_empty() || rest.starts_with([' ', '\t'])).then(|| rest.trim_ascii_start())
}

/// The fence that a line opens.
fn opens(content: &str) -> Option<(char, usize)> {
    let mark = content
        .chars()
        .next()
        .filter(|mark| matches!(mark, '`' | '~'))?;
    let length = content
        .chars()
        .take_while(|character| *character == mark)
        .count();
    let info = &content[length..];
    (length >= 3 && !(mark == '`' && info.contains('`'))).then_some((mark, length))
}

fn is_fence(line: &str) -> bool {
    opens(line.trim_ascii_start()).is_some()
}

/// Whether a line is a rule, or makes a heading of what stands above it.
fn is_rule(line: &str) -> bool {
    let marks = || line.bytes().filter(|byte| !byte.is_ascii_whitespace());
    let first = marks().next();
    first.is_some_and(|first| b"-=*_".contains(&first) && marks().all(|mark| mark == first))
}

fn closes(line: &str, mark: char, length: usize) -> bool {
    let line = line.trim_ascii();
    line.len() >= length && line.chars().all(|character| character == mark)
}

/// Elements whose content is not read as Markdown.
const RAW: [&str; 4] = ["pre", "script", "style", "textarea"];

fn begins_raw(content: &str) -> bool {
    let Some(tag) = content.strip_prefix('<') else {
        return false;
    };
    RAW.iter().any(|name| {
        tag.get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name))
            && tag[name.len()..]
                .chars()
                .next()
                .is_none_or(|next| next == '>' || next.is_whitespace())
    })
}

fn ends_raw(line: &str) -> bool {
    let line = line.to_ascii_lowercase();
    RAW.iter().any(|name| line.contains(&format!("</{name}>")))
}
