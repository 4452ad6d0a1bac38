//! Entries that end with a `track` shortcode.

use jiff::tz::TimeZone;

use super::{Entry, MOST, State, Told, emphasised, is_blank, line_of, state, text_lines, trimmed};
use crate::import::when;

/// Reads a body whose every entry ends with a `track`.
pub(super) fn read(body: &str, zone: &TimeZone) -> Told {
    let mut entries = Vec::new();
    let mut start = 0;
    for (range, line) in text_lines(body) {
        let Some((before, time, after)) = track(line).filter(|_| entries.len() <= MOST) else {
            continue;
        };
        let Some(when) = when::read(time, zone).filter(|when| when.clock) else {
            return Told::Whole(Some(format!(
                "`track` with a time that cannot be read (`{time}`): kept as written"
            )));
        };
        if track(after).is_some() || after.contains(|next: char| next.is_alphanumeric()) {
            return Told::Whole(Some(
                "text follows a `track` on its line: kept as written".to_owned(),
            ));
        }
        let text = format!(
            "{}{}{}",
            &body[start..range.start],
            before.trim_end(),
            end_mark(before, after)
        );
        let begins = start + (text.len() - text.trim_start().len());
        let (state, text) = announced(&trimmed(&text));
        entries.push(Entry {
            when,
            state,
            text,
            line: line_of(body, begins.min(body.len())),
        });
        start = range.end;
    }
    match (entries.is_empty(), is_blank(&body[start..])) {
        (true, _) => Told::Whole(None),
        (false, true) => Told::Entries(0..0, entries, Vec::new()),
        (false, false) => Told::Whole(Some(
            "text follows the last `track`: kept as written".to_owned(),
        )),
    }
}

/// What stands before, in and after a `track` on a line.
fn track(line: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = line.split_once("{{<")?;
    let (inner, after) = rest.split_once(">}}")?;
    let time = inner.trim().strip_prefix("track")?;
    Some((before, time.trim().trim_matches(['"', '`', '\'']), after))
}

/// The full stop behind a `track`, unless the text has its own.
fn end_mark<'a>(before: &str, after: &'a str) -> &'a str {
    if before.trim_end().ends_with(['.', '!', '?']) {
        ""
    } else {
        after.trim()
    }
}

/// The state at the start of an entry, and the text without it.
fn announced(text: &str) -> (State, String) {
    let Some((words, rest)) = emphasised(text) else {
        return (State::Update, text.to_owned());
    };
    let rest = rest.trim_start_matches([' ', ':', '-', '–', '—']);
    match state(words) {
        Some(state) if !rest.trim().is_empty() => (state, rest.trim_start_matches('\n').to_owned()),
        Some(state) => (state, text.to_owned()),
        None => (State::Update, text.to_owned()),
    }
}
