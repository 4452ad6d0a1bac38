//! The prose of a write-up as plain text that knows where it stands: what is said, without code, quotes, comments and addresses.
//!
//! For readers of sentences. A passage is one run of text that no block interrupts: a paragraph, a heading, an entry of a list, a cell.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::split::split;

/// Stands for a piece of code in a passage: no letter, and no end of a sentence.
const CODE: char = '\u{fffc}';

/// What kind of block a passage comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassageKind {
    /// A heading.
    Heading,
    /// A paragraph, outside lists too.
    Paragraph,
    /// A cell of a table.
    Cell,
}

/// A run of text.
#[derive(Debug, Clone)]
pub struct Passage {
    /// The section that it stands in: 0 is what comes before the first cut.
    pub section: usize,
    /// The block that it comes from.
    pub kind: PassageKind,
    /// The text, without marks; a line break is a blank.
    pub text: String,
    /// Where pieces of the text begin, in the text and in the body.
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone)]
struct Piece {
    at: usize,
    source: Range<usize>,
    /// Whether the text is the source, byte by byte.
    exact: bool,
}

impl Passage {
    /// Where the bytes `range` of the text stand in the body.
    #[must_use]
    pub fn source(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.place(range.start, |source| source.start);
        let last = range.end.saturating_sub(1).max(range.start);
        let end = self.place(last, |source| source.end);
        let exact = self
            .piece(last)
            .is_some_and(|piece| piece.exact && range.end > range.start);
        start..if exact { end + 1 } else { end }.max(start)
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        let next = self.pieces.partition_point(|piece| piece.at <= at);
        self.pieces.get(next.checked_sub(1)?)
    }

    fn place(&self, at: usize, inexact: impl Fn(&Range<usize>) -> usize) -> usize {
        self.piece(at).map_or(0, |piece| {
            if piece.exact {
                (piece.source.start + (at - piece.at)).min(piece.source.end)
            } else {
                inexact(&piece.source)
            }
        })
    }
}

/// The passages of `text`, in order, in sections as by [`html`](super::html()).
#[must_use]
pub fn passages(text: &str, cuts: &[Range<usize>]) -> Vec<Passage> {
    let mut reader = Reader::default();
    split(text, cuts, |section, event, range| {
        if section != reader.section {
            reader.close();
            reader.section = section;
        }
        reader.event(event, (text, range));
    });
    reader.close();
    reader.done
}

#[derive(Default)]
struct Reader {
    section: usize,
    done: Vec<Passage>,
    text: String,
    pieces: Vec<Piece>,
    /// How deep in blocks that are not the author's own words: code, quotes.
    outside: usize,
    heading: bool,
    cell: bool,
}

impl Reader {
    fn event(&mut self, event: &Event<'_>, place: (&str, &Range<usize>)) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(*tag),
            _ if self.outside > 0 => {}
            Event::Text(text) => self.say(text, place),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.say(CODE.encode_utf8(&mut [0; 4]), ("", place.1));
            }
            Event::SoftBreak | Event::HardBreak => self.say(" ", ("", place.1)),
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::Rule
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { .. } => {
                self.close();
                self.heading = true;
            }
            Tag::TableCell => {
                self.close();
                self.cell = true;
            }
            Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::HtmlBlock => {
                self.close();
                self.outside += 1;
            }
            // Marks within a passage do not part it.
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. } => {}
            _ => self.close(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.close();
                self.heading = false;
            }
            TagEnd::TableCell => {
                self.close();
                self.cell = false;
            }
            TagEnd::CodeBlock | TagEnd::BlockQuote(_) | TagEnd::HtmlBlock => {
                self.close();
                self.outside = self.outside.saturating_sub(1);
            }
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image => {}
            _ => self.close(),
        }
    }

    fn say(&mut self, text: &str, (body, source): (&str, &Range<usize>)) {
        self.pieces.push(Piece {
            at: self.text.len(),
            source: source.clone(),
            exact: body.get(source.clone()) == Some(text),
        });
        self.text.push_str(text);
    }

    fn close(&mut self) {
        let (text, pieces) = (
            std::mem::take(&mut self.text),
            std::mem::take(&mut self.pieces),
        );
        if text.trim().is_empty() {
            return;
        }
        let kind = match (self.heading, self.cell) {
            (true, _) => PassageKind::Heading,
            (_, true) => PassageKind::Cell,
            _ => PassageKind::Paragraph,
        };
        self.done.push(Passage {
            section: self.section,
            kind,
            text,
            pieces,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{PassageKind, passages};

    fn texts(text: &str) -> Vec<String> {
        passages(text, &[])
            .into_iter()
            .map(|one| one.text)
            .collect()
    }

    #[test]
    fn code_quotes_comments_and_addresses_are_not_what_is_said() {
        assert_eq!(
            texts(
                "a `b` [c](https://d.example/e \"f\")\n\n> g\n\n```\nh\n```\n\n<!-- i -->\n\nj <!-- k --> l"
            ),
            ["a \u{fffc} c", "j  l"]
        );
    }

    #[test]
    fn blocks_part_passages_and_marks_do_not() {
        let found = passages(
            "# A\n\nmay *have*\nbeen\n\n- x\n- y\n\n| t |\n|-|\n| u |\n",
            &[],
        );
        let found: Vec<_> = found.iter().map(|one| (one.kind, &*one.text)).collect();
        let (heading, paragraph) = (PassageKind::Heading, PassageKind::Paragraph);
        assert_eq!(
            found,
            [
                (heading, "A"),
                (paragraph, "may have been"),
                (paragraph, "x"),
                (paragraph, "y"),
                (PassageKind::Cell, "t"),
                (PassageKind::Cell, "u")
            ]
        );
    }

    #[test]
    fn every_word_knows_where_it_stands() {
        let text = "Ä &amp; users *may* **have**\nbeen";
        let [passage] = &passages(text, &[])[..] else {
            panic!("one passage")
        };
        let at = passage.text.find("may have").unwrap();
        let place = passage.source(&(at..at + "may have".len()));
        assert_eq!(&text[place], "may* **have");
        let at = passage.text.find('&').unwrap();
        assert_eq!(&text[passage.source(&(at..at + 1))], "&amp;");
    }

    #[test]
    fn sections_part_passages() {
        let text = "a\n\n## 12:00 Update\n\nb\n";
        let cut = text.find("##").unwrap()..text.find("\nb").unwrap();
        let found = passages(text, &[cut]);
        let found: Vec<_> = found.iter().map(|one| (one.section, &*one.text)).collect();
        assert_eq!(found, [(0, "a"), (1, "b")]);
    }
}
