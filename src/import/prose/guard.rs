//! Keeps foreign text from passing for an update, and from tripping a strict reader: the last step, on the text as it will be written.

use crate::import::remark::{Notes, RemarkKind};

/// `text` in which no level-2 heading begins like a time, and no line looks like a merge conflict.
pub(super) fn guard(text: &str, notes: &mut Notes) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let (mut blank, mut paragraph_begins_like_a_time) = (true, false);
    for line in text.split_inclusive('\n') {
        let content = line.trim_ascii();
        if content.is_empty() {
            paragraph_begins_like_a_time = false;
        }
        let level_two = heading(line);
        if level_two.is_some_and(begins_like_a_time) {
            let at = line.len() - line.trim_start_matches(BEFORE).len();
            out += &line[..at];
            out.push('#');
            out += &line[at..];
            notes.add(
                RemarkKind::Changed,
                format!("heading `{content}` moved to level 3: it would have read as an update"),
            );
        } else if !blank && paragraph_begins_like_a_time && content.bytes().all(|byte| byte == b'-')
        {
            // Without the blank line, dashes make a heading of the paragraph above them.
            out.push('\n');
            out += line;
            notes.add(
                RemarkKind::Changed,
                "a blank line before `---`: the text above would have read as an update",
            );
        } else if is_conflict_marker(line) {
            out.push('\\');
            out += line;
            notes.add(
                RemarkKind::Changed,
                "a line that looks like a merge conflict was escaped",
            );
        } else {
            paragraph_begins_like_a_time |= begins_like_a_time(content);
            out += line;
        }
        blank = content.is_empty();
    }
    out
}

/// The text of a level-2 heading, also of one that is quoted or deep within code: what swallows such a line is looked at, too.
fn heading(line: &str) -> Option<&str> {
    let text = line.trim_start_matches(BEFORE).strip_prefix("##")?;
    (text.is_empty() || text.starts_with([' ', '\t', '\n'])).then_some(text)
}

/// What may stand before the marks of a heading.
const BEFORE: [char; 3] = [' ', '\t', '>'];

/// Whether `text`, its marks taken away, begins with a time or a date, or with something that could turn out to be one.
fn begins_like_a_time(text: &str) -> bool {
    let mut text = text.trim_start();
    while let Some((_, after)) = text
        .strip_prefix("<!--")
        .and_then(|comment| comment.split_once("-->"))
    {
        text = after.trim_start();
    }
    let marks = |character: &char| {
        !matches!(
            character,
            '*' | '_' | '`' | '~' | '[' | ']' | '(' | ')' | '\\' | '<' | '>' | '#'
        )
    };
    let mut plain = text
        .chars()
        .filter(marks)
        .skip_while(|next| !next.is_alphanumeric() && *next != '&')
        .take(8);
    let mut digits = 0;
    loop {
        match plain.next() {
            Some('&') => return true,
            Some(next) if next.is_numeric() && digits < 4 => digits += 1,
            Some(':' | '：' | '﹕' | '∶') => return matches!(digits, 1 | 2),
            Some('.' | '．') => return digits == 2,
            Some('-' | '‐' | '‑' | '–' | '—' | '−' | '/') => return digits == 4,
            _ => return false,
        }
    }
}

/// The middle one, `=======`, also underlines headings, and is none without the others.
fn is_conflict_marker(line: &str) -> bool {
    ["<<<<<<<", ">>>>>>>"].iter().any(|marker| {
        line.strip_prefix(marker)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n']))
    })
}
