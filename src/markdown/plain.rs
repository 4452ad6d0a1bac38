//! The events of a write-up as plain text, in the same sections: for summaries, and for feeds' readers without HTML.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::comment::{Comments, is_comment};
use super::escape;
use super::split::split;

/// The Markdown in `text` as plain text, split at `cuts` as by [`html`](super::html()). Blocks are set apart by an empty line,
/// entries of a list begin with a dash or their number, cells that hold text are parted by a bar. Addresses and comments are left out.
#[must_use]
pub fn plain(text: &str, cuts: &[Range<usize>]) -> Vec<String> {
    let mut writer = Writer::default();
    split(text, cuts, |section, event, _| {
        writer.enter(section);
        writer.event(event);
    });
    writer.enter(cuts.len() + 1);
    writer.done
}

#[derive(Default)]
struct Writer {
    out: String,
    done: Vec<String>,
    /// Line feeds that are due before the next text.
    due: usize,
    /// Bullet, number or mark that is due before the next text.
    mark: String,
    /// The open lists, each with its next number.
    lists: Vec<Option<u64>>,
    /// Whether the row holds text already, and whether a bar is due before the next.
    row: bool,
    bar: bool,
    code: bool,
    comments: Comments,
}

impl Writer {
    fn enter(&mut self, section: usize) {
        while self.done.len() < section {
            self.out.truncate(self.out.trim_end().len());
            self.done.push(std::mem::take(&mut self.out));
            self.due = 0;
            self.mark.clear();
        }
    }

    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(*tag),
            Event::InlineHtml(html) if is_comment(html) => {}
            Event::Html(html) => {
                let mut comments = std::mem::take(&mut self.comments);
                comments.strip(html, |piece| self.say(piece));
                self.comments = comments;
            }
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => self.say(text),
            Event::FootnoteReference(name) => self.say(&format!("[{name}]")),
            Event::SoftBreak => self.say(" "),
            Event::HardBreak => self.say("\n"),
            Event::TaskListMarker(ticked) => {
                self.mark.push_str(if *ticked { "[x] " } else { "[ ] " });
            }
            Event::Rule => self.part(2),
        }
    }

    /// Asks for at least so many line feeds before the next text.
    fn part(&mut self, feeds: usize) {
        self.due = self.due.max(feeds);
    }

    fn say(&mut self, text: &str) {
        let begins = self.due > 0 || self.out.is_empty();
        let text = if begins && !self.code {
            text.trim_start()
        } else {
            text
        };
        if text.is_empty() {
            return;
        }
        if !self.out.is_empty() {
            self.out.truncate(if self.due > 0 {
                self.out.trim_end().len()
            } else {
                self.out.len()
            });
            self.out.extend(std::iter::repeat_n('\n', self.due));
        }
        self.due = 0;
        self.out.push_str(&std::mem::take(&mut self.mark));
        if std::mem::take(&mut self.bar) {
            self.out.push_str(" | ");
        }
        self.row = true;
        escape::clean(&mut self.out, text);
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Item => self.open_item(),
            Tag::List(first) => {
                self.part_blocks();
                self.lists.push(*first);
            }
            Tag::CodeBlock(_) => {
                self.part(2);
                self.code = true;
            }
            Tag::HtmlBlock => {
                self.part(2);
                self.comments = Comments::default();
            }
            Tag::FootnoteDefinition(name) => {
                self.part(2);
                self.mark = format!("[{name}] ");
            }
            Tag::TableHead | Tag::TableRow | Tag::DefinitionListDefinition => {
                self.part(1);
                (self.row, self.bar) = (false, false);
            }
            Tag::TableCell => self.bar = self.row,
            _ => {}
        }
    }

    fn open_item(&mut self) {
        const DEEPEST: usize = 8;
        self.due = 1.max(if self.lists.len() == 1 { self.due } else { 1 });
        self.mark = "  ".repeat(self.lists.len().clamp(1, DEEPEST) - 1);
        match self.lists.last_mut() {
            Some(Some(number)) => {
                self.mark += &number.to_string();
                self.mark.push_str(". ");
                *number = number.saturating_add(1);
            }
            _ => self.mark.push_str("- "),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Item => self.due = 1,
            TagEnd::List(_) => {
                self.lists.pop();
                self.part_blocks();
            }
            TagEnd::CodeBlock => {
                self.code = false;
                self.part(2);
            }
            TagEnd::Paragraph => self.part_blocks(),
            TagEnd::DefinitionListTitle | TagEnd::TableHead | TagEnd::TableRow => self.part(1),
            TagEnd::Heading(_)
            | TagEnd::HtmlBlock
            | TagEnd::BlockQuote(_)
            | TagEnd::Table
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList => self.part(2),
            _ => {}
        }
    }

    /// Parts one block from the next: in a list they stand closer.
    fn part_blocks(&mut self) {
        self.part(if self.lists.is_empty() { 2 } else { 1 });
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    fn whole(text: &str) -> String {
        plain(text, &[]).concat()
    }

    #[test]
    fn blocks_are_set_apart_and_marks_are_gone() {
        assert_eq!(
            whole("# A *b*\n\nc\n[d](e)  \nf `g`\n\n> h\n"),
            "A b\n\nc d\nf g\n\nh"
        );
    }

    #[test]
    fn lists_keep_their_marks() {
        assert_eq!(
            whole("a\n\n3. b\n   - c\n   - [x] d\n4. e\n\nf"),
            "a\n\n3. b\n  - c\n  - [x] d\n4. e\n\nf"
        );
    }

    #[test]
    fn tables_keep_one_line_for_each_row() {
        assert_eq!(
            whole("| a | b |\n|-|-|\n| c |   |\n| | e |\n\nd"),
            "a | b\nc\ne\n\nd"
        );
    }

    #[test]
    fn code_keeps_its_lines() {
        assert_eq!(whole("```\n  a\n\n  b\n```\nc"), "  a\n\n  b\n\nc");
    }

    #[test]
    fn comments_are_left_out_and_other_html_is_shown() {
        assert_eq!(
            whole("a <!-- b --> <i>c</i>\n\n<!-- d\n\ne -->\n\nf"),
            "a  <i>c</i>\n\nf"
        );
    }
}
