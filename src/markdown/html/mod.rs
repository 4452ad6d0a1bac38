//! The events of a write-up as HTML, in sections.
//!
//! Events are written here and not by pulldown-cmark, which passes raw HTML and any address through. Text is escaped in one
//! place, tags are written in one place, and both know only what `element.rs` and `address.rs` allow.

mod bare;
mod blocks;
pub(super) mod element;
mod links;
mod notes;
mod sink;
mod slugs;
mod table;

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use self::blocks::Label;
use self::element::Element;
use self::links::{Image, Link};
use self::notes::Notes;
use self::sink::Sink;
use self::slugs::Names;
use self::table::Table;
use super::address::Safe;
use super::comment::{Comments, is_comment};
use super::split::split;

/// How a write-up is set into a page.
#[derive(Clone, Copy)]
pub struct HtmlOptions<'a> {
    /// Put before every id, so that several write-ups can stand in one page. Links within the write-up follow.
    pub prefix: &'a str,
    /// Headings move down by so many levels; none goes below 6. The title of the write-up is taken to stand at level
    /// 1 + `shift` and its dated headings at 2 + `shift`: below them, no level is skipped.
    pub shift: u8,
    /// Rewrites relative links and images; what it gives nothing for stays as written.
    pub link: &'a dyn Fn(&str) -> Option<String>,
    /// The absolute address of the page, for a reader that is not on it: relative addresses become absolute.
    pub absolute_base: Option<&'a str>,
}

/// Renders the Markdown in `text` and splits it at `cuts`: first the opening, then one section for each cut. The cuts
/// themselves come out in no section.
#[must_use]
pub fn html(text: &str, cuts: &[Range<usize>], options: &HtmlOptions<'_>) -> Vec<String> {
    let mut writer = Writer::new(text, options);
    split(text, cuts, |section, event, range| {
        writer.enter(section);
        writer.event(event, range);
    });
    writer.finish(cuts.len() + 1)
}

/// Where the writing stands between two events.
struct Writer<'a> {
    source: &'a str,
    options: &'a HtmlOptions<'a>,
    out: Sink,
    done: Vec<String>,
    /// Text as it stands in the source, not written yet: the parser cuts text into pieces where an address may go on.
    pending: Range<usize>,
    /// Where the paragraph, heading, cell or block of raw HTML that is being written began. Such blocks hold no other.
    leaf: usize,
    /// Gathers the plain text of a heading or of a table's head.
    echo: Option<String>,
    comments: Comments,
    code: bool,
    /// Whether the source holds web addresses at all.
    addresses: bool,
    /// The level of the last heading.
    level: u8,
    label: Option<Label>,
    links: Vec<Option<Link<'a>>>,
    image: Option<Image<'a>>,
    table: Table,
    notes: Notes,
    slugs: Names,
}

impl<'a> Writer<'a> {
    fn new(source: &'a str, options: &'a HtmlOptions<'a>) -> Self {
        Self {
            source,
            options,
            out: Sink::with_room(source.len() + source.len() / 4),
            done: Vec::new(),
            pending: 0..0,
            leaf: 0,
            echo: None,
            comments: Comments::default(),
            code: false,
            addresses: source.contains("://"),
            level: options.shift.saturating_add(1),
            label: None,
            links: Vec::new(),
            image: None,
            table: Table::default(),
            notes: Notes::default(),
            slugs: Names::default(),
        }
    }

    /// Goes on in `section`; the ones before it are done.
    fn enter(&mut self, section: usize) {
        while self.done.len() < section {
            self.flush();
            self.done.push(std::mem::take(&mut self.out.html));
            self.level = self.options.shift.saturating_add(2);
        }
    }

    fn finish(mut self, sections: usize) -> Vec<String> {
        self.enter(sections);
        let mut done = self.done;
        self.notes.write(&mut done, self.options);
        done
    }

    fn event(&mut self, event: &Event<'a>, range: &Range<usize>) {
        if !matches!(event, Event::Text(_)) {
            self.flush();
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag, range),
            Event::Text(text) => self.text(text, range),
            Event::Code(text) if self.image.is_none() => self.code(text),
            Event::Html(html) => self.raw(html),
            Event::InlineHtml(html) if is_comment(html) => {}
            Event::Code(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => self.say(text),
            Event::FootnoteReference(name) => self.reference(name),
            Event::SoftBreak => self.say("\n"),
            Event::HardBreak if self.image.is_some() => self.say("\n"),
            Event::HardBreak => {
                self.out.open(Element::Br, &[]);
                self.say("\n");
            }
            Event::Rule => {
                self.close_label();
                self.out.open(Element::Hr, &[]);
                self.out.html.push('\n');
            }
            Event::TaskListMarker(ticked) => self.task(*ticked),
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        let source = self.source.get(range.clone());
        let as_written = source.is_some_and(|source| std::ptr::eq(source, text));
        if self.code || !as_written || self.image.is_some() {
            self.flush();
            self.say(text);
        } else if self.pending.end == range.start && !self.pending.is_empty() {
            self.pending.end = range.end;
        } else {
            self.flush();
            self.pending = range.clone();
        }
    }

    /// Writes what is pending, with links on the web addresses in it.
    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let source = self.source;
        let text = &source[std::mem::take(&mut self.pending)];
        let mut from = 0;
        let looks = self.addresses && self.links.is_empty();
        while let Some(range) = looks.then(|| bare::next_address(text, from)).flatten() {
            self.say(&text[from..range.start]);
            self.bare(&text[range.clone()]);
            from = range.end;
        }
        self.say(&text[from..]);
    }

    /// Adds text where text goes just now.
    fn say(&mut self, text: &str) {
        match &mut self.image {
            Some(image) => image.alt.push_str(text),
            None => self.out.text(text),
        }
        if let Some(echo) = &mut self.echo {
            echo.push_str(text);
        }
    }

    fn code(&mut self, text: &str) {
        self.out.open(Element::Code, &[]);
        self.say(text);
        self.out.close(Element::Code);
    }

    /// A line of raw HTML: shown, without the comments in it.
    fn raw(&mut self, line: &str) {
        let mut comments = std::mem::take(&mut self.comments);
        comments.strip(line, |piece| self.say(piece));
        self.comments = comments;
    }

    fn reference(&mut self, name: &str) {
        if self.image.is_none() {
            self.notes
                .refer(name, &mut self.out, self.options, !self.links.is_empty());
        }
    }

    fn start(&mut self, tag: &Tag<'a>, range: &Range<usize>) {
        match tag {
            Tag::Link {
                link_type,
                dest_url,
                title,
                id: _,
            } => self.open_link(*link_type, dest_url, title),
            Tag::Image {
                link_type: _,
                dest_url,
                title,
                id: _,
            } => self.open_image(dest_url, title),
            _ if self.image.is_some() => {}
            Tag::Emphasis => self.out.open(Element::Em, &[]),
            Tag::Strong => self.out.open(Element::Strong, &[]),
            Tag::Strikethrough if self.strikes(range) => self.out.open(Element::Del, &[]),
            Tag::Strikethrough => self.say("~"),
            Tag::Superscript | Tag::Subscript => {}
            block => {
                self.close_label();
                self.start_block(block);
            }
        }
    }

    /// One tilde means "about" in a write-up, so only two strike out.
    fn strikes(&self, range: &Range<usize>) -> bool {
        self.source
            .get(range.start..)
            .is_some_and(|rest| rest.starts_with("~~"))
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Image => self.close_image(),
            TagEnd::Link => self.close_link(),
            _ if self.image.is_some() => {}
            TagEnd::Emphasis => self.out.close(Element::Em),
            TagEnd::Strong => self.out.close(Element::Strong),
            TagEnd::Strikethrough if self.strikes(range) => self.out.close(Element::Del),
            TagEnd::Strikethrough => self.say("~"),
            TagEnd::Superscript | TagEnd::Subscript => {}
            block => {
                self.close_label();
                self.end_block(block);
            }
        }
    }

    /// The address that `written` may become in this page.
    fn safe(&self, written: &str) -> Option<Safe> {
        let place = |fragment: &str| match fragment.strip_prefix('#') {
            Some(id) if !id.is_empty() => format!("#{}{id}", self.options.prefix),
            _ => fragment.to_owned(),
        };
        Safe::of(
            written,
            self.options.absolute_base,
            place,
            self.options.link,
        )
    }
}
