//! What a write-up holds, told when its file is read: dated headings, links, a summary, and what would surprise its author.
//!
//! One pass over the events. It copies only headings, the first paragraph and links.

mod dated;
mod links;
mod lookalike;
mod raw;
mod summary;
mod swallowed;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use self::links::Images;
use self::raw::Raw;
use self::summary::Summary;
use crate::diagnostic::Diagnostic;
use crate::source::SourceFile;

/// What [`outline`] finds.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// The headings that begin like a time, in order.
    pub headings: Vec<DatedHeading>,
    /// Every relative address of a link or an image.
    pub links: Vec<RelativeLink>,
    /// The first paragraph before the first dated heading as plain text, cut at a word after about 200 characters.
    pub summary: String,
    /// What is wrong with the Markdown.
    pub diagnostics: Vec<Diagnostic>,
}

/// A level-2 heading at the top level whose text begins like a time. Whether it is one is for the caller to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedHeading {
    /// Its text, without marks and without blanks at both ends.
    pub text: String,
    /// Where the text stands in the file.
    pub span: Range<usize>,
    /// Where the whole heading stands in the body: what [`html`](super::html()) is told to cut at.
    pub cut: Range<usize>,
    /// Whether no text follows before the next such heading or the end.
    pub empty: bool,
}

/// A relative address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelativeLink {
    /// The address as meant, escapes and entities resolved, with its query and fragment.
    pub target: String,
    /// Where it stands in the file.
    pub span: Range<usize>,
}

/// Reads the Markdown in the bytes `body` of `file`. A file that is not UTF-8 has no outline; that it is not is said elsewhere.
#[must_use]
pub fn outline(file: &SourceFile, body: Range<usize>) -> Outline {
    let base = body.start;
    let Some(text) = file.text().ok().and_then(|text| text.get(body)) else {
        return Outline::default();
    };
    let mut reader = Reader {
        place: Place { file, base, text },
        outline: Outline::default(),
        depth: 0,
        heading: None,
        summary: Summary::default(),
        written: false,
        code: false,
        images: Images::default(),
        raw: Raw::default(),
        comments: false,
    };
    reader.comments = swallowed::signs(reader.place, &mut reader.outline.diagnostics);
    let events = super::events(text);
    links::definitions(&events, reader.place, &mut reader.outline);
    for (event, range) in events {
        reader.read(&event, &range);
    }
    reader.finish()
}

/// The body and where it stands.
#[derive(Clone, Copy)]
struct Place<'a> {
    file: &'a SourceFile,
    base: usize,
    text: &'a str,
}

impl Place<'_> {
    /// The part of the file that is `range` of the body.
    fn in_file(self, range: &Range<usize>) -> Range<usize> {
        self.base + range.start..self.base + range.end
    }

    fn error(
        self,
        code: &'static str,
        range: &Range<usize>,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::error(code, self.file.span(self.in_file(range)), message)
    }

    fn warning(
        self,
        code: &'static str,
        range: &Range<usize>,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::warning(code, self.file.span(self.in_file(range)), message)
    }

    /// `range` without the line feeds at its end.
    fn trimmed(self, range: &Range<usize>) -> Range<usize> {
        let text = self.text.get(range.clone()).unwrap_or_default();
        range.start..range.start + text.trim_end().len()
    }

    /// The first line of `range`.
    fn first_line(self, range: &Range<usize>) -> Range<usize> {
        let text = self.text.get(range.clone()).unwrap_or_default();
        range.start..range.start + text.find(['\n', '\r']).unwrap_or(text.len())
    }
}

struct Reader<'a> {
    place: Place<'a>,
    outline: Outline,
    depth: usize,
    /// The text and its range of the heading at the top level that is being read.
    heading: Option<(String, Option<Range<usize>>)>,
    summary: Summary,
    /// Whether text was seen since the last dated heading.
    written: bool,
    code: bool,
    images: Images,
    raw: Raw,
    /// Whether the body holds the beginning of a comment at all.
    comments: bool,
}

impl<'a> Reader<'a> {
    fn read(&mut self, event: &Event<'a>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => {
                self.start(tag, range);
                self.depth += 1;
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                self.end(*tag, range);
            }
            Event::Text(text) => {
                if self.comments && !self.code {
                    raw::open_comment(range, self.place, &mut self.outline.diagnostics);
                }
                self.text(text, range);
            }
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(text, range);
            }
            Event::Html(line) => self.written |= self.raw.line(line, range, self.place),
            Event::InlineHtml(tag) => {
                if self
                    .raw
                    .inline(tag, range, self.place, &mut self.outline.diagnostics)
                {
                    self.text(tag, range);
                }
            }
            Event::SoftBreak | Event::HardBreak => self.space(),
            Event::FootnoteReference(_) | Event::Rule | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'a>, range: &Range<usize>) {
        let (top, place) = (self.depth == 0, self.place);
        match tag {
            Tag::Heading { .. } if top => self.heading = Some((String::new(), None)),
            Tag::Paragraph if top => {
                self.summary.begin(self.outline.headings.is_empty());
                if !place
                    .text
                    .get(range.start..)
                    .is_some_and(lookalike::may_begin)
                {
                    return;
                }
                let line = place.first_line(range);
                if let Some(right) = place.text.get(line.clone()).and_then(lookalike::paragraph) {
                    self.outline.diagnostics.push(not_an_update(
                        place,
                        &line,
                        "this paragraph",
                        &right,
                    ));
                }
            }
            Tag::CodeBlock(kind) => {
                self.code = true;
                if matches!(kind, CodeBlockKind::Fenced(_)) {
                    self.outline
                        .diagnostics
                        .extend(swallowed::by_fence(range, place));
                }
            }
            Tag::HtmlBlock => self.raw.begin(),
            Tag::Link {
                link_type,
                dest_url,
                title: _,
                id: _,
            } => {
                links::link(*link_type, dest_url, range, place, &mut self.outline);
            }
            Tag::Image {
                link_type,
                dest_url,
                title: _,
                id: _,
            } => {
                self.written = true;
                self.images.begin();
                links::image(*link_type, dest_url, range, place, &mut self.outline);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Heading(level) => {
                if let Some((text, span)) = self.heading.take() {
                    self.end_heading(level, &text, span, range);
                }
            }
            TagEnd::Paragraph => self.summary.end(),
            TagEnd::CodeBlock => self.code = false,
            TagEnd::HtmlBlock => self
                .raw
                .end(range, self.place, &mut self.outline.diagnostics),
            TagEnd::Image => self
                .outline
                .diagnostics
                .extend(self.images.end(range, self.place)),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        self.written |= self.heading.is_none() && !text.trim_start().is_empty();
        self.images.text(text);
        self.summary.text(text);
        if let Some((heading, span)) = &mut self.heading {
            heading.push_str(text);
            let start = span.as_ref().map_or(range.start, |span| span.start);
            *span = Some(start..range.end);
        }
    }

    fn space(&mut self) {
        self.summary.text(" ");
        if let Some((heading, _)) = &mut self.heading {
            heading.push(' ');
        }
    }

    fn end_heading(
        &mut self,
        level: HeadingLevel,
        text: &str,
        span: Option<Range<usize>>,
        range: &Range<usize>,
    ) {
        let text = text.trim();
        let span = span.unwrap_or_else(|| self.place.trimmed(range));
        if level == HeadingLevel::H2 && dated::begins_like_a_time(text) {
            self.close_section();
            let (span, cut) = (self.place.in_file(&span), range.clone());
            self.outline.headings.push(DatedHeading {
                text: text.to_owned(),
                span,
                cut,
                empty: false,
            });
            return;
        }
        self.written |= !text.is_empty();
        if let Some(right) = lookalike::heading(level as u8, text) {
            let range = self.place.trimmed(range);
            self.outline.diagnostics.push(not_an_update(
                self.place,
                &range,
                "this heading",
                &right,
            ));
        }
    }

    /// Says of the last dated heading whether text followed it.
    fn close_section(&mut self) {
        let written = std::mem::take(&mut self.written);
        if let Some(last) = self.outline.headings.last_mut() {
            last.empty = !written;
        }
    }

    fn finish(mut self) -> Outline {
        self.close_section();
        self.outline.diagnostics.extend(self.raw.rest(self.place));
        self.outline.summary = self.summary.finish();
        self.outline
    }
}

/// What looks like an update gets its right form shown.
fn not_an_update(place: Place<'_>, range: &Range<usize>, what: &str, right: &str) -> Diagnostic {
    place
        .warning(
            "update-lookalike",
            range,
            format!("{what} looks like an update, but is none"),
        )
        .label("changes nothing as it stands")
        .help(format!("an update begins with a line such as `{right}`"))
}
