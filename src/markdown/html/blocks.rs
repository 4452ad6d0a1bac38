//! Blocks: paragraphs, headings, quotes, code, lists and tasks. Tables and footnotes have files of their own.

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Tag, TagEnd};

use super::Writer;
use super::element::{Attribute, Element};
use super::sink::Value;
use crate::markdown::comment::Comments;

/// A task's label, open round its text.
pub(super) struct Label {
    place: usize,
    seen: usize,
    ticked: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn start_block(&mut self, tag: &Tag<'a>) {
        self.leaf = self.out.html.len();
        match tag {
            Tag::Paragraph | Tag::HtmlBlock | Tag::MetadataBlock(_) => {
                self.comments = Comments::default();
                self.out.open(Element::P, &[]);
            }
            Tag::Heading {
                level: _,
                id: _,
                classes: _,
                attrs: _,
            } => self.echo = Some(String::new()),
            Tag::BlockQuote(kind) => self.open_quote(*kind),
            Tag::CodeBlock(kind) => self.open_code(kind),
            Tag::List(start) => self.open_list(*start),
            Tag::Item => self.out.open(Element::Li, &[]),
            Tag::FootnoteDefinition(name) => self.notes.open(name, self.done.len(), &mut self.out),
            Tag::DefinitionList => self.out.open(Element::Dl, &[]),
            Tag::DefinitionListTitle => self.out.open(Element::Dt, &[]),
            Tag::DefinitionListDefinition => self.out.open(Element::Dd, &[]),
            Tag::Table(alignments) => self.open_table(alignments),
            Tag::TableHead => self.open_head(),
            Tag::TableRow => self.open_row(),
            // A cell is opened when it ends: what it is depends on whether anything is in it. The rest are no blocks.
            Tag::TableCell
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. } => {}
        }
    }

    pub(super) fn end_block(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => self.close_heading(level as u8),
            TagEnd::Paragraph | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => {
                self.close_paragraph();
            }
            TagEnd::BlockQuote(Some(_)) => self.out.close_block(Element::Div),
            TagEnd::BlockQuote(None) => self.out.close_block(Element::Blockquote),
            TagEnd::CodeBlock => {
                self.code = false;
                self.out.close(Element::Code);
                self.out.close_block(Element::Pre);
            }
            TagEnd::List(ordered) => {
                self.out
                    .close_block(if ordered { Element::Ol } else { Element::Ul });
            }
            TagEnd::Item => self.out.close_block(Element::Li),
            TagEnd::FootnoteDefinition => self.notes.close(&mut self.out),
            TagEnd::DefinitionList => self.out.close_block(Element::Dl),
            TagEnd::DefinitionListTitle => self.out.close_block(Element::Dt),
            TagEnd::DefinitionListDefinition => self.out.close_block(Element::Dd),
            TagEnd::Table => self.close_table(),
            TagEnd::TableHead => self.close_head(),
            TagEnd::TableRow => self.out.close_block(Element::Tr),
            TagEnd::TableCell => self.close_cell(),
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image => {}
        }
    }

    /// A paragraph in which nothing but comments stood comes out as nothing.
    fn close_paragraph(&mut self) {
        if self.out.is_blank_since(self.leaf + "<p>".len()) {
            self.out.html.truncate(self.leaf);
        } else {
            self.out.close_block(Element::P);
        }
    }

    fn close_heading(&mut self, level: u8) {
        let text = self.echo.take().unwrap_or_default();
        if self.out.is_blank_since(self.leaf) {
            self.out.html.truncate(self.leaf);
            return;
        }
        let id = format!("{}{}", self.options.prefix, self.slugs.slug(&text));
        self.level = level
            .saturating_add(self.options.shift)
            .min(self.level.saturating_add(1));
        let element = Element::heading(self.level);
        self.out
            .open_at(self.leaf, element, &[(Attribute::Id, Value::Text(&id))]);
        self.out.close_block(element);
    }

    fn open_quote(&mut self, kind: Option<BlockQuoteKind>) {
        let (class, word) = match kind {
            None => return self.out.open(Element::Blockquote, &[]),
            Some(BlockQuoteKind::Note) => ("alert note", "Note"),
            Some(BlockQuoteKind::Tip) => ("alert tip", "Tip"),
            Some(BlockQuoteKind::Important) => ("alert important", "Important"),
            Some(BlockQuoteKind::Warning) => ("alert warning", "Warning"),
            Some(BlockQuoteKind::Caution) => ("alert caution", "Caution"),
        };
        self.out.open(
            Element::Div,
            &[
                (Attribute::Class, Value::Text(class)),
                (Attribute::Role, Value::Text("note")),
            ],
        );
        self.out.element(
            Element::P,
            &[(Attribute::Class, Value::Text("alert-label"))],
            word,
        );
        self.out.html.push('\n');
    }

    fn open_code(&mut self, kind: &CodeBlockKind<'_>) {
        self.code = true;
        let info = match kind {
            CodeBlockKind::Indented => "",
            CodeBlockKind::Fenced(info) => {
                let parted = |sign: char| sign.is_whitespace() || sign == ',';
                info.trim_start().split(parted).next().unwrap_or_default()
            }
        };
        let kept =
            |character: &char| character.is_ascii_alphanumeric() || "_+-".contains(*character);
        let language: String = info.chars().filter(kept).collect();
        // A block wider than the screen is scrolled with the keyboard too, so it takes the focus.
        self.out
            .open(Element::Pre, &[(Attribute::Tabindex, Value::Text("0"))]);
        if language.is_empty() {
            self.out.open(Element::Code, &[]);
        } else {
            self.out.open(
                Element::Code,
                &[(
                    Attribute::Class,
                    Value::Text(&format!("language-{language}")),
                )],
            );
        }
    }

    fn open_list(&mut self, start: Option<u64>) {
        match start {
            None => self.out.open(Element::Ul, &[]),
            Some(1) => self.out.open(Element::Ol, &[]),
            Some(first) => self.out.open(
                Element::Ol,
                &[(Attribute::Start, Value::Text(&first.to_string()))],
            ),
        }
        self.out.html.push('\n');
    }

    /// A task: a box that cannot be ticked, with the task's own text as its label.
    pub(super) fn task(&mut self, ticked: bool) {
        let place = self.out.html.len();
        self.out
            .open(Element::Label, &[(Attribute::Class, Value::Text("task"))]);
        let kind = (Attribute::Type, Value::Text("checkbox"));
        let attributes = [
            kind,
            (Attribute::Disabled, Value::Set),
            (Attribute::Checked, Value::Set),
        ];
        self.out
            .open(Element::Input, &attributes[..if ticked { 3 } else { 2 }]);
        self.out.html.push(' ');
        self.label = Some(Label {
            place,
            seen: self.out.seen,
            ticked,
        });
    }

    /// A label holds running text alone, so it ends where a block begins. A box without text would have no name: it is
    /// shown as typed.
    pub(super) fn close_label(&mut self) {
        let Some(Label {
            place,
            seen,
            ticked,
        }) = self.label.take()
        else {
            return;
        };
        if self.out.seen == seen {
            self.out.html.truncate(place);
            self.out.text(if ticked { "[x]" } else { "[ ]" });
        } else {
            self.out.close(Element::Label);
        }
    }
}
