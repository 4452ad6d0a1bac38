//! The marks inside a block of text: links, images, HTML tags and shortcodes, in one pass from left to right.

use std::collections::BTreeMap;
use std::ops::Range;

use super::destination::{Destination, destination, in_parentheses, written};
use super::html::{Tag, Tags, tag};
use super::marks::{address, normal, short, starts_line, stays_open, ticks};
use super::{COMMENT, Changes, Target, Targets, code};
use crate::import::remark::RemarkKind;

/// Longest label of a reference, as in other readers.
const LONGEST_LABEL: usize = 999;

/// Reads the text blocks of one body.
pub(super) struct Inline<'a> {
    body: &'a str,
    targets: &'a Targets<'a>,
    /// Targets of reference definitions, by label.
    definitions: BTreeMap<String, String>,
}

/// Where one block has been read to.
struct Block<'a> {
    /// The body up to the end of the block.
    text: &'a str,
    at: usize,
    /// Opening brackets without their closing one, and whether they are an image's.
    brackets: Vec<(usize, bool)>,
    /// Runs of backticks still to come, by length, the next one last.
    ticks: BTreeMap<usize, Vec<usize>>,
    tags: Tags,
    /// Closing marks that the block no longer holds.
    exhausted: Vec<&'static str>,
}

impl<'a> Inline<'a> {
    pub(super) fn new(body: &'a str, targets: &'a Targets<'a>) -> Self {
        let definitions = body
            .lines()
            .filter_map(|line| {
                let (label, rest) = line.trim_start().strip_prefix('[')?.split_once("]:")?;
                Some((normal(label), destination(rest.trim_start(), 0)?.target))
            })
            .collect();
        Self {
            body,
            targets,
            definitions,
        }
    }

    /// Reads the block at `range`.
    pub(super) fn scan(&self, range: Range<usize>, changes: &mut Changes) {
        let text = &self.body[..range.end];
        let mut block = Block {
            text,
            at: range.start,
            brackets: Vec::new(),
            ticks: ticks(text, range.start),
            tags: Tags::new(text[range.start..].trim_start().starts_with(['#', '|'])),
            exhausted: Vec::new(),
        };
        while let Some(byte) = text.as_bytes().get(block.at).copied() {
            match byte {
                b'\\' => {
                    block.at += 1 + usize::from(
                        text.as_bytes()
                            .get(block.at + 1)
                            .is_some_and(u8::is_ascii_punctuation),
                    );
                }
                b'`' => block.code_span(),
                b'{' => block.shortcode(changes),
                b'<' => self.angle(&mut block, changes),
                b'!' if text[block.at..].starts_with("![") => block.open(true),
                b'[' => block.open(false),
                b']' => self.close(&mut block, changes),
                _ => block.at += 1,
            }
        }
        block.tags.finish(changes);
    }

    /// `]`: the end of a link, an image or a definition, or nothing.
    fn close(&self, block: &mut Block<'a>, changes: &mut Changes) {
        let end = block.at + 1;
        block.at = end;
        let Some((open, image)) = block.brackets.pop() else {
            return;
        };
        let rest = &block.text[end..];
        if rest.starts_with('(')
            && let Some((found, after)) = in_parentheses(block.text, end + 1)
        {
            self.link((open..after, image), end - 1, &found, changes);
            block.at = after;
            return;
        }
        let label = &block.text[open + if image { 2 } else { 1 }..end - 1];
        if rest.starts_with(':')
            && !image
            && starts_line(block.text, open)
            && !label.starts_with('^')
        {
            self.definition(block, open, changes);
        } else if image {
            let label = match rest
                .strip_prefix('[')
                .and_then(|rest| short(rest, LONGEST_LABEL).split_once(']'))
            {
                Some((given, _)) if !given.is_empty() => given,
                _ if label.len() <= LONGEST_LABEL => label,
                _ => return,
            };
            self.image_by_reference(open, label, changes);
        }
    }

    /// An inline link or image, whose text ends at `text_end`.
    fn link(
        &self,
        (range, image): (Range<usize>, bool),
        text_end: usize,
        found: &Destination,
        changes: &mut Changes,
    ) {
        let text_start = range.start + if image { 2 } else { 1 };
        let empty = self.body[text_start..text_end].trim().is_empty();
        match (self.targets)(&found.target, image) {
            Target::Keep => {}
            Target::Become(target, why) => {
                changes.replace(found.range.clone(), written(&target));
                if let Some(why) = why {
                    changes.say(range.start, RemarkKind::Changed, why);
                }
            }
            Target::Link(target, why) => {
                changes.replace(range.start..text_start, if empty { "[image" } else { "[" });
                changes.replace(found.range.clone(), written(&target));
                changes.say(range.start, RemarkKind::Changed, why);
            }
            Target::Code(why) => {
                let target = code(&found.target);
                changes.replace(range.start..text_start, "");
                changes.replace(
                    text_end..range.end,
                    format!("{}({target})", if empty { "" } else { " " }),
                );
                changes.say(range.start, RemarkKind::Changed, why);
            }
        }
    }

    /// `[label]: target` at the start of a line.
    fn definition(&self, block: &mut Block<'a>, open: usize, changes: &mut Changes) {
        let after = block.at + 1;
        let rest = &block.text[after..];
        let start = after + (rest.len() - rest.trim_start_matches([' ', '\t', '\n']).len());
        let Some(found) = destination(block.text, start) else {
            return;
        };
        match (self.targets)(&found.target, false) {
            Target::Keep => {}
            Target::Become(target, _) | Target::Link(target, _) => {
                changes.replace(found.range.clone(), written(&target));
            }
            Target::Code(why) => {
                // Both, or a bracket further up would open a longer label.
                changes.replace(open..open, "\\");
                changes.replace(block.at - 1..block.at - 1, "\\");
                changes.say(open, RemarkKind::Changed, why);
            }
        }
        let pointed = block.text[found.range.clone()].starts_with('<');
        block.at = if pointed { found.range.end } else { after };
    }

    /// `![text][label]`: an image whose target stands elsewhere. One that may not be shown becomes a link.
    fn image_by_reference(&self, open: usize, label: &str, changes: &mut Changes) {
        let Some(target) = self.definitions.get(&normal(label)) else {
            return;
        };
        if let Target::Link(_, why) | Target::Code(why) = (self.targets)(target, true) {
            changes.replace(open..open + 1, "");
            changes.say(open, RemarkKind::Changed, why);
        }
    }

    /// `<`: a comment, an address, a tag, or nothing.
    fn angle(&self, block: &mut Block<'a>, changes: &mut Changes) {
        let start = block.at;
        let rest = &block.text[start..];
        if rest.starts_with("<!--")
            && let Some(length) = block.until("-->")
            && stays_open(&rest[..length])
        {
            changes.say(start, RemarkKind::Skipped, COMMENT);
            block.at = start + length;
            return;
        }
        if let Some(address) = address(rest) {
            self.autolink(start, address, changes);
            block.at = start + address.len() + 2;
        } else if let Some(tag) = tag(block.text, start) {
            block.at = tag.range.end;
            self.html(block, tag, changes);
        } else {
            if rest.starts_with("<!") || rest.starts_with("<?") {
                changes.replace(start..start, "\\");
                changes.say(
                    start,
                    RemarkKind::Changed,
                    "raw HTML without a Markdown form is shown as text",
                );
            }
            block.at = start + 1;
        }
    }

    fn autolink(&self, start: usize, address: &str, changes: &mut Changes) {
        let is_mail = address.contains('@') && !address.contains(':');
        let target = if is_mail {
            Target::Keep
        } else {
            (self.targets)(address, false)
        };
        match target {
            Target::Keep => {}
            Target::Become(target, why) => {
                changes.replace(
                    start..start + address.len() + 2,
                    format!("[{address}]({})", written(&target)),
                );
                if let Some(why) = why {
                    changes.say(start, RemarkKind::Changed, why);
                }
            }
            Target::Link(_, why) | Target::Code(why) => {
                changes.replace(start..start, "\\");
                changes.say(start, RemarkKind::Changed, why);
            }
        }
    }

    fn html(&self, block: &mut Block<'a>, tag: Tag, changes: &mut Changes) {
        let target = tag
            .address()
            .map(|(address, image)| (self.targets)(address, image));
        block.tags.read(block.text, tag, target, changes);
    }
}

impl Block<'_> {
    fn open(&mut self, image: bool) {
        self.brackets.push((self.at, image));
        self.at += if image { 2 } else { 1 };
    }

    /// Steps over code, or over backticks that begin none.
    fn code_span(&mut self) {
        let length = self.text[self.at..]
            .bytes()
            .take_while(|byte| *byte == b'`')
            .count();
        let inside = self.at + length;
        let runs = self.ticks.entry(length).or_default();
        while runs.last().is_some_and(|next| *next < inside) {
            runs.pop();
        }
        self.at = runs.pop().map_or(inside, |next| next + length);
    }

    /// A shortcode of the old site's generator: a `track` becomes the time that it showed, any other one is shown as it was written.
    fn shortcode(&mut self, changes: &mut Changes) {
        let start = self.at;
        let rest = &self.text[start..];
        let end = if rest.starts_with("{{<") {
            ">}}"
        } else {
            "%}}"
        };
        let length = if rest.starts_with("{{<") || rest.starts_with("{{%") {
            self.until(end)
        } else {
            None
        };
        let Some(length) = length else {
            self.at = start + 1;
            return;
        };
        let whole = &rest[..length];
        let inner = whole[3..length - 3].trim();
        self.at = start + length;
        if let Some(time) = inner.strip_prefix("track ") {
            changes.replace(start..self.at, time.trim().trim_matches(['"', '`', '\'']));
            changes.say(
                start,
                RemarkKind::Changed,
                "a `track` shortcode became the time in it",
            );
        } else {
            let ticks = self.text[..start].ends_with('`') || self.text[self.at..].starts_with('`');
            let gap = if ticks { " " } else { "" };
            changes.replace(start..self.at, format!("{gap}{}{gap}", code(whole)));
            changes.say(
                start,
                RemarkKind::Changed,
                format!("shortcode {} is shown as code", code(whole)),
            );
        }
    }

    /// How far it is from here to the end of the next `mark`; once there is none, no one looks again.
    fn until(&mut self, mark: &'static str) -> Option<usize> {
        if self.exhausted.contains(&mark) {
            return None;
        }
        let found = self.text[self.at..].find(mark).map(|at| at + mark.len());
        if found.is_none() {
            self.exhausted.push(mark);
        }
        found
    }
}
