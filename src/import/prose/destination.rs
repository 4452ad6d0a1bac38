//! Targets of links as Markdown writes them: read from a text, and written back so that they end where they should.

use std::fmt::Write as _;
use std::ops::Range;

use super::Target;
use super::html::references_resolved;
use crate::markdown;

/// Deepest nesting of parentheses in a target, as in other readers; it also keeps the search short.
const DEEPEST: usize = 32;

/// A target in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Destination {
    /// Where it stands, angle brackets included.
    pub(super) range: Range<usize>,
    /// Its text, without angle brackets, backslashes resolved.
    pub(super) target: String,
}

/// The target that stands at `at`.
pub(super) fn destination(text: &str, at: usize) -> Option<Destination> {
    let rest = &text[at..];
    let (length, target) = if let Some(inner) = rest.strip_prefix('<') {
        let end = end_of_pointed(inner)?;
        (end + 2, &inner[..end])
    } else {
        let end = end_of_bare(rest)?;
        (end, &rest[..end])
    };
    Some(Destination {
        range: at..at + length,
        target: unescape(target),
    })
}

/// The target and the end of `(target "title")`, whose opening parenthesis stands just before `at`.
pub(super) fn in_parentheses(text: &str, at: usize) -> Option<(Destination, usize)> {
    let start = skip_space(text, at);
    let found = destination(text, start)?;
    let after = skip_space(text, found.range.end);
    let end = match text[after..].chars().next()? {
        ')' => after,
        mark @ ('"' | '\'' | '(') if after > found.range.end => {
            skip_space(text, end_of_title(text, after, mark)?)
        }
        _ => return None,
    };
    text[end..].starts_with(')').then_some((found, end + 1))
}

fn skip_space(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    at + (rest.len() - rest.trim_start_matches([' ', '\t', '\n']).len())
}

fn end_of_pointed(inner: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in inner.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'>' => return Some(at),
            b'<' | b'\n' => return None,
            _ => {}
        }
    }
    None
}

fn end_of_bare(rest: &str) -> Option<usize> {
    let (mut depth, mut escaped) = (0, false);
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b' ' | b'\t' | b'\n' => return (depth == 0).then_some(at),
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' if depth == DEEPEST => return None,
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(at),
            b')' => depth -= 1,
            _ => {}
        }
    }
    (depth == 0).then_some(rest.len())
}

fn end_of_title(text: &str, at: usize, mark: char) -> Option<usize> {
    let close = if mark == '(' {
        b')'
    } else {
        u8::try_from(mark).ok()?
    };
    let mut escaped = false;
    for (step, byte) in text[at + 1..].bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            _ if byte == close => return Some(at + 1 + step + 1),
            b'(' if close == b')' => return None,
            _ => {}
        }
    }
    None
}

/// Resolves backslashes before punctuation, as Markdown does.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        match rest.peek() {
            Some(next) if character == '\\' && next.is_ascii_punctuation() => {}
            _ => out.push(character),
        }
        if character == '\\' {
            out.extend(rest.next_if(char::is_ascii_punctuation));
        }
    }
    out
}

/// `target` so that no character of it can end it: what Markdown would read as something else is written as `%20` and so on.
pub(super) fn written(target: &str) -> String {
    let mut out = String::with_capacity(target.len());
    for character in target.chars() {
        match character {
            ' ' | '\t' | '\n' | '(' | ')' | '<' | '>' | '\\' | '"' | '`' => {
                // Writing to a string cannot fail.
                let _ = write!(out, "%{:02X}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out
}

/// What a target is, by its looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Address {
    /// `http` or `https`.
    Web,
    /// `mailto` or `tel`.
    Reach,
    /// `//host/path`.
    WithoutScheme,
    /// A path, a fragment, or nothing.
    Path,
    /// Nothing that a site of ours may link to; why.
    Refused(&'static str),
}

/// Reads a target as written in Markdown or HTML.
pub(in crate::import) fn address(written: &str, image: bool) -> Address {
    let target = references_resolved(written);
    let hidden = target
        .contains(|next: char| next.is_control() || matches!(next, '\\' | '<' | '`'))
        || written.contains("&#");
    let reference = target
        .split(['/', '?', '#'])
        .next()
        .unwrap_or_default()
        .contains('&');
    if hidden || reference {
        return Address::Refused("has characters that a link may not have");
    }
    match scheme(&target) {
        Some("http" | "https") if !markdown::is_allowed(&target) => {
            Address::Refused("names no host that can be looked up")
        }
        Some("http" | "https") => Address::Web,
        Some("mailto" | "tel") if !image && !breaks_a_header(&target) => Address::Reach,
        Some(_) => Address::Refused("has a scheme that a link may not have"),
        None if target.trim_start().starts_with("//") => Address::WithoutScheme,
        None => Address::Path,
    }
}

/// What is said of a target that is refused.
pub(in crate::import) fn refusal(why: &str) -> String {
    format!("a link target {why}: it stands beside the text as code")
}

/// What is said of an image that became a link.
pub(in crate::import) const REMOTE: &str = "an image that is not in the site became a link to it";

/// Whether a target may stand as it is in a finished text.
pub(super) fn standing(written: &str, image: bool) -> Target {
    match address(written, image) {
        Address::Refused(why) => Target::Code(refusal(why)),
        Address::WithoutScheme => Target::Code(refusal("has no scheme")),
        Address::Path if image && written.starts_with('#') => {
            Target::Code(refusal("is no picture"))
        }
        Address::Web if image => Target::Link(written.to_owned(), REMOTE.to_owned()),
        Address::Web | Address::Reach | Address::Path => Target::Keep,
    }
}

/// The scheme in front of an address, in lower case.
fn scheme(target: &str) -> Option<&'static str> {
    let (scheme, _) = target.trim_start().split_once(':')?;
    if scheme.contains(['/', '?', '#']) {
        return None;
    }
    let known = ["http", "https", "mailto", "tel"];
    Some(
        known
            .into_iter()
            .find(|known| scheme.eq_ignore_ascii_case(known))
            .unwrap_or("other"),
    )
}

/// A mail address may not bring headers of its own lines.
fn breaks_a_header(target: &str) -> bool {
    let target = target.to_lowercase();
    target.contains("%0a") || target.contains("%0d")
}

#[cfg(test)]
mod tests {
    use super::{in_parentheses, written};

    #[test]
    fn targets_are_read_with_and_without_title() {
        for (text, wanted) in [
            ("a(b)c) x", Some(("a(b)c", 6))),
            (" <a b> 'it' ) x", Some(("a b", 13))),
            ("a\\)b \"x\")", Some(("a)b", 9))),
            ("\n  a (t))", Some(("a", 9))),
            (")", Some(("", 1))),
            ("a b)", None),
            ("a \"b)", None),
            ("<a", None),
        ] {
            let found = in_parentheses(text, 0);
            let found = found
                .as_ref()
                .map(|(target, end)| (target.target.as_str(), *end));
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn a_written_target_ends_where_it_should() {
        assert_eq!(written("a b(c)`\\"), "a%20b%28c%29%60%5C");
    }
}
