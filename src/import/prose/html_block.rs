//! HTML that stands as a block of its own: paragraphs and flat lists become Markdown, `pre` and the like a code block.

use std::fmt::Write as _;

use super::html::{references_resolved, tag};
use super::longest_run;

/// Elements that may stand inside a paragraph or an item; they are left for the pass over the marks.
const INLINE: [&str; 12] = [
    "a", "b", "br", "code", "del", "em", "i", "img", "s", "strike", "strong", "tt",
];

/// A block of `p`, or one `ul` or `ol`, as Markdown whose text cannot be read as marks; tags inside the text stay.
/// `None` where the block is anything else.
pub(super) fn markdown(block: &str) -> Option<String> {
    if !block.starts_with('<') {
        return None;
    }
    let mut out = String::with_capacity(block.len());
    let mut list: Option<(String, usize)> = None;
    let mut at = 0;
    loop {
        at += block[at..].len() - block[at..].trim_start().len();
        if at == block.len() {
            return (list.is_none() && !out.is_empty()).then(|| finished(&out, block));
        }
        let open = tag(block, at)?;
        at = open.range.end;
        let closing = block[open.range.clone()].starts_with("</");
        match (open.name.as_str(), closing, list.as_mut()) {
            ("p", false, None) => {
                let _ = write!(out, "{}\n\n", content(block, &mut at, "p")?);
            }
            ("ul" | "ol", false, None) if out.is_empty() => list = Some((open.name, 0)),
            ("li", false, Some((kind, number))) => {
                *number += 1;
                let mark = if kind == "ul" {
                    "-".to_owned()
                } else {
                    format!("{number}.")
                };
                let _ = writeln!(out, "{mark} {}", content(block, &mut at, "li")?);
            }
            (name, true, Some((kind, _))) if name == kind => list = None,
            _ => return None,
        }
    }
}

fn finished(out: &str, block: &str) -> String {
    let end = &block[block.trim_end().len()..];
    out.trim_end().to_owned() + end
}

/// The text of an element up to its closing tag, on one line; `None` where anything but text and plain tags is in it.
fn content(block: &str, at: &mut usize, name: &str) -> Option<String> {
    let mut out = String::new();
    loop {
        let rest = &block[*at..];
        let next = rest.find('<')?;
        out += &escaped(&rest[..next]);
        *at += next;
        let inner = tag(block, *at)?;
        let written = &block[inner.range.clone()];
        *at = inner.range.end;
        if inner.name == name && written.starts_with("</") {
            break;
        }
        if !INLINE.contains(&inner.name.as_str()) {
            return None;
        }
        out += written;
    }
    let text = out.split_whitespace().collect::<Vec<_>>().join(" ");
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = digits > 0 && text[digits..].starts_with(['.', ')']);
    if numbered {
        return Some(format!("{}\\{}", &text[..digits], &text[digits..]));
    }
    let marked = text.starts_with(['#', '+', '-', '>', '=', ':']);
    Some(if marked { format!("\\{text}") } else { text })
}

/// Text whose characters are no Markdown.
fn escaped(text: &str) -> String {
    text.chars()
        .flat_map(|next| {
            ['\\', next]
                .into_iter()
                .skip(usize::from(!"\\`*_[]~|{".contains(next)))
        })
        .collect()
}

/// Raw HTML as a code block: the text of a plain `pre`, or else all of it as it was typed.
pub(super) fn fenced(block: &str) -> String {
    let (language, text) = match plain_pre(block) {
        Some(text) => ("", references_resolved(text)),
        None => ("html", block.to_owned()),
    };
    let fence = "`".repeat(usize::max(3, longest_run(&text, '`') + 1));
    format!("{fence}{language}\n{}\n{fence}\n", text.trim_matches('\n'))
}

fn plain_pre(block: &str) -> Option<&str> {
    let open = tag(block, 0).filter(|open| open.name == "pre")?;
    let inner = block[open.range.end..].trim_end().strip_suffix("</pre>")?;
    let inner = inner
        .strip_prefix("<code>")
        .and_then(|code| code.strip_suffix("</code>"))
        .unwrap_or(inner);
    (!inner.contains('<')).then_some(inner)
}
