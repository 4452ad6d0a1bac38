//! HTML tags inside text: the common ones become Markdown where that says exactly the same, all others are shown as they were typed.

use std::collections::BTreeMap;
use std::ops::Range;

use super::destination::written;
use super::{Changes, Target, code};
use crate::import::remark::RemarkKind;

/// A tag in a text.
#[derive(Debug)]
pub(super) struct Tag {
    pub(super) range: Range<usize>,
    /// Lower case.
    pub(super) name: String,
    closing: bool,
    /// Names in lower case; values with character references resolved.
    attributes: BTreeMap<String, String>,
}

impl Tag {
    /// What the tag points at, and whether that is an image.
    pub(super) fn address(&self) -> Option<(&str, bool)> {
        let (attribute, image) = match (self.name.as_str(), self.closing) {
            ("a", false) => ("href", false),
            ("img", false) => ("src", true),
            _ => return None,
        };
        self.attributes
            .get(attribute)
            .map(|value| (value.as_str(), image))
    }
}

/// The tag that stands at `at`.
pub(super) fn tag(text: &str, at: usize) -> Option<Tag> {
    let mut rest = text[at..].strip_prefix('<')?;
    let closing = rest.starts_with('/');
    rest = rest.strip_prefix('/').unwrap_or(rest);
    let length = rest
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
        .count();
    let name = rest[..length].to_ascii_lowercase();
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    rest = &rest[length..];
    let mut attributes = BTreeMap::new();
    loop {
        let spaced = rest.trim_start();
        if let Some(end) = spaced
            .strip_prefix("/>")
            .or_else(|| spaced.strip_prefix('>'))
        {
            return Some(Tag {
                range: at..text.len() - end.len(),
                name,
                closing,
                attributes,
            });
        }
        if spaced.len() == rest.len() {
            return None;
        }
        let (key, value, after) = attribute(spaced)?;
        attributes.entry(key).or_insert(value);
        rest = after;
    }
}

/// `name`, `name=value`, `name="value"`: name, value and what follows.
fn attribute(text: &str) -> Option<(String, String, &str)> {
    let length = text
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"_:.-".contains(byte))
        .count();
    let key = text[..length].to_ascii_lowercase();
    if key.is_empty() {
        return None;
    }
    let Some(rest) = text[length..].trim_start().strip_prefix('=') else {
        return Some((key, String::new(), &text[length..]));
    };
    let rest = rest.trim_start();
    let (value, after) = if let mark @ ('"' | '\'') = rest.chars().next()? {
        rest[1..].split_once(mark)?
    } else {
        let stop =
            |next: char| next.is_whitespace() || matches!(next, '"' | '\'' | '=' | '<' | '>' | '`');
        let end = rest.find(stop).filter(|end| *end > 0)?;
        rest.split_at(end)
    };
    Some((key, references_resolved(value), after))
}

/// `text` with the character references that people type resolved.
pub(in crate::import) fn references_resolved(text: &str) -> String {
    [
        "&lt;", "<", "&gt;", ">", "&quot;", "\"", "&#39;", "'", "&nbsp;", "\u{a0}", "&amp;", "&",
    ]
    .chunks_exact(2)
    .fold(text.to_owned(), |text, pair| {
        if text.contains('&') {
            text.replace(pair[0], pair[1])
        } else {
            text
        }
    })
}

/// The Markdown mark of an element that only sets its text in another style.
fn style(name: &str) -> Option<&'static str> {
    match name {
        "b" | "strong" => Some("**"),
        "i" | "em" => Some("*"),
        "s" | "del" | "strike" => Some("~~"),
        "code" | "tt" => Some("`"),
        _ => None,
    }
}

/// Longest content of an element that is looked at: elements nested in one another are then read in linear time.
const LONGEST: usize = 4_000;

/// The tags of one block.
#[derive(Debug)]
pub(super) struct Tags {
    /// Whether the block is a heading or a table's row, where a line may not be broken.
    one_line: bool,
    /// Opening tags without their closing one, with what their address becomes.
    open: Vec<(Tag, Option<Target>)>,
}

impl Tags {
    pub(super) fn new(one_line: bool) -> Self {
        Self {
            one_line,
            open: Vec::new(),
        }
    }

    /// Takes in the next tag; `target` is what its address becomes, if it has one.
    pub(super) fn read(
        &mut self,
        text: &str,
        tag: Tag,
        target: Option<Target>,
        changes: &mut Changes,
    ) {
        match (tag.name.as_str(), tag.closing) {
            ("br", false) if self.one_line => show(&tag, changes),
            ("br", false) => line_break(text, &tag, changes),
            ("wbr", false) => convert(&tag, "", changes),
            ("img", false) => match target {
                Some(target) => image(&tag, target, changes),
                None => show(&tag, changes),
            },
            (_, true)
                if self
                    .open
                    .last()
                    .is_some_and(|(open, _)| open.name == tag.name) =>
            {
                let Some((open, target)) = self.open.pop() else {
                    return;
                };
                let done = match target {
                    Some(target) => link(text, &open, &tag, target, changes),
                    None => styled(text, &open, &tag, changes),
                };
                if !done {
                    show(&open, changes);
                    show(&tag, changes);
                }
            }
            (name, false) if target.is_some() || style(name).is_some() => {
                self.open.push((tag, target));
            }
            _ => show(&tag, changes),
        }
    }

    /// The block is over: what is still open has no end.
    pub(super) fn finish(self, changes: &mut Changes) {
        self.open.iter().for_each(|(tag, _)| show(tag, changes));
    }
}

/// Replaces a tag by Markdown.
fn convert(tag: &Tag, with: &str, changes: &mut Changes) {
    changes.replace(tag.range.clone(), with);
    changes.say(
        tag.range.start,
        RemarkKind::Changed,
        format!("HTML `<{}>` became Markdown", tag.name),
    );
}

/// Leaves a tag to be read as text.
fn show(tag: &Tag, changes: &mut Changes) {
    changes.replace(tag.range.start..tag.range.start, "\\");
    changes.say(
        tag.range.start,
        RemarkKind::Changed,
        "raw HTML without a Markdown form is shown as text",
    );
}

fn line_break(text: &str, tag: &Tag, changes: &mut Changes) {
    let rest = &text[tag.range.end..];
    let next = rest.trim_start_matches([' ', '\t']);
    if rest.trim().is_empty() {
        convert(tag, "", changes);
    } else if next.starts_with('\n') {
        convert(tag, "\\", changes);
    } else if begins_a_block(next) {
        show(tag, changes);
    } else {
        convert(tag, "\\\n", changes);
    }
}

/// Whether text that comes to stand at the start of a line may be read as more than text.
fn begins_a_block(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    text.starts_with(['#', '>', '-', '+', '=', '|', '~', ':', '\\'])
        || ["* ", "```", "[^", "<!--", "{{"]
            .iter()
            .any(|mark| text.starts_with(mark))
        || digits > 0 && text[digits..].starts_with(['.', ')'])
}

fn image(tag: &Tag, target: Target, changes: &mut Changes) {
    let alt = tag
        .attributes
        .get("alt")
        .map(|alt| label(alt))
        .unwrap_or_default();
    let source = tag
        .attributes
        .get("src")
        .map(String::as_str)
        .unwrap_or_default();
    match target {
        Target::Keep => convert(tag, &format!("![{alt}]({})", written(source)), changes),
        Target::Become(target, why) => {
            convert(tag, &format!("![{alt}]({})", written(&target)), changes);
            if let Some(why) = why {
                changes.say(tag.range.start, RemarkKind::Changed, why);
            }
        }
        Target::Link(target, why) => {
            let alt = if alt.is_empty() { "image" } else { &alt };
            convert(tag, &format!("[{alt}]({})", written(&target)), changes);
            changes.say(tag.range.start, RemarkKind::Changed, why);
        }
        Target::Code(why) => {
            convert(tag, &format!("{alt} ({})", code(source)), changes);
            changes.say(tag.range.start, RemarkKind::Changed, why);
        }
    }
}

/// Text on its way into the brackets of a link.
fn label(text: &str) -> String {
    let text = crate::import::quote::one_line(text);
    text.chars()
        .flat_map(|next| {
            ['\\', next]
                .into_iter()
                .skip(usize::from(!"[]\\`*_<!".contains(next)))
        })
        .collect()
}

/// `<a href>text</a>`; `false` where the text cannot stand in brackets.
fn link(text: &str, open: &Tag, close: &Tag, target: Target, changes: &mut Changes) -> bool {
    let inner = &text[open.range.end..close.range.start];
    if inner.len() > LONGEST || inner.trim().is_empty() || inner.contains(['[', ']']) {
        return false;
    }
    let source = open
        .address()
        .map(|(address, _)| address)
        .unwrap_or_default();
    let (before, after, why) = match target {
        Target::Keep => ("[", format!("]({})", written(source)), None),
        Target::Become(target, why) => ("[", format!("]({})", written(&target)), why),
        Target::Link(target, why) => ("[", format!("]({})", written(&target)), Some(why)),
        Target::Code(why) => ("", format!(" ({})", code(source)), Some(why)),
    };
    convert(open, before, changes);
    changes.replace(close.range.clone(), after);
    if let Some(why) = why {
        changes.say(open.range.start, RemarkKind::Changed, why);
    }
    true
}

/// `<b>text</b>` and its like; `false` where Markdown would not read the marks as such.
fn styled(text: &str, open: &Tag, close: &Tag, changes: &mut Changes) -> bool {
    let Some(mark) = style(&open.name) else {
        return false;
    };
    let inner = &text[open.range.end..close.range.start];
    if inner.len() > LONGEST {
        return false;
    }
    let core = inner.trim();
    let outside = |next: Option<char>| next.is_none_or(|next| !next.is_alphanumeric());
    let inside = |next: Option<char>| next.is_some_and(char::is_alphanumeric);
    let before = text[..open.range.start].chars().next_back();
    let after = text[close.range.end..].chars().next();
    let leads =
        core.len() < inner.trim_end().len() || outside(before) || inside(core.chars().next());
    let trails =
        core.len() < inner.trim_start().len() || outside(after) || inside(core.chars().next_back());
    let literal = mark == "`";
    let clashes = if literal {
        core.contains(['`', '<', '&', '\\', '*', '_', '[', '~'])
    } else {
        core.contains(mark)
    };
    if core.is_empty() || clashes || !leads || !trails {
        return false;
    }
    let lead = inner.len() - inner.trim_start().len();
    let trail = inner.len() - inner.trim_end().len();
    let start = open.range.start..open.range.end + lead;
    let end = close.range.start - trail..close.range.end;
    changes.replace(start, format!("{}{mark}", &inner[..lead]));
    changes.replace(end, format!("{mark}{}", &inner[inner.len() - trail..]));
    changes.say(
        open.range.start,
        RemarkKind::Changed,
        format!("HTML `<{}>` became Markdown", open.name),
    );
    true
}
