//! Entries that begin with a heading, with words in bold, or with words in brackets.

use std::ops::Range;

use jiff::tz::TimeZone;

use super::{Entry, MOST, State, Told, emphasised, line_of, state, text_lines, time_in, trimmed};
use crate::import::cstate::issue::End;
use crate::import::when::When;

/// Words in front of an entry that tell nothing but its place in the story.
const FILLERS: [&str; 12] = [
    "a", "as", "at", "edit", "final", "initial", "message", "of", "on", "update", "updated", "utc",
];
/// Words of the last entry.
const LAST: [&str; 8] = [
    "close",
    "close issue",
    "closing",
    "closing message",
    "end of outage message",
    "final",
    "final message",
    "resolved",
];
/// Words of the first one.
const FIRST: [&str; 6] = [
    "initial",
    "initial message",
    "open",
    "open issue",
    "opening",
    "opening incident",
];

/// The line that an entry begins with.
struct Head<'a> {
    line: Range<usize>,
    /// The words that stand out.
    label: &'a str,
    /// What follows them on the line.
    rest: &'a str,
    when: Option<When>,
}

/// Reads a body whose every entry begins with a line that stands out and has a time.
pub(super) fn read(body: &str, zone: &TimeZone, end: &End) -> Told {
    let mut heads: Vec<Head<'_>> = text_lines(body)
        .filter_map(|(range, line)| head(range, line, zone))
        .take(MOST + 1)
        .collect();
    let timed = heads.iter().filter(|head| head.when.is_some()).count();
    let several = (heads.len() > 1)
        .then(|| "its entries have no time of their own: kept as written".to_owned());
    if timed == 0 {
        return Told::Whole(several);
    }
    let mut guesses = Vec::new();
    if timed < heads.len() {
        match date_the_last(&mut heads, end) {
            Some(guess) => guesses.push(guess),
            None => {
                return Told::Whole(Some(
                    "some of its entries have no time: kept as written".to_owned(),
                ));
            }
        }
    }
    let opening = 0..heads.first().map_or(0, |head| head.line.start);
    let ends = heads
        .iter()
        .skip(1)
        .map(|head| head.line.start)
        .chain([body.len()]);
    let entries = heads
        .iter()
        .zip(ends)
        .filter_map(|(head, end)| entry(body, head, end))
        .collect();
    Told::Entries(opening, entries, guesses)
}

fn entry(body: &str, head: &Head<'_>, end: usize) -> Option<Entry> {
    let told = state(first_words(head.label))
        .or_else(|| is_one_of(head.label, &LAST).then_some(State::Resolved));
    let below = &body[head.line.end..end];
    let text = if says_more(head.label) {
        format!("{}{below}", &body[head.line.clone()])
    } else {
        format!(
            "{}\n{below}",
            head.rest
                .trim_start_matches([' ', ':', '-', '–', '—'])
                .trim_end()
        )
    };
    Some(Entry {
        when: head.when.clone()?,
        state: told.unwrap_or(State::Update),
        text: trimmed(&text),
        line: line_of(body, head.line.start),
    })
}

/// Gives the one entry without a time, the newest, that of the end. Its words must say that it is the last one.
fn date_the_last(heads: &mut [Head<'_>], end: &End) -> Option<String> {
    let End::At(end) = end else { return None };
    let undated: Vec<usize> = (0..heads.len())
        .filter(|at| heads[*at].when.is_none())
        .collect();
    let [at] = undated[..] else { return None };
    let outer = at == 0 || at + 1 == heads.len();
    let newest = heads
        .iter()
        .filter_map(|head| head.when.as_ref())
        .all(|when| when.seconds <= end.seconds);
    let named = is_one_of(heads[at].label, &LAST);
    (outer && newest && named).then(|| {
        heads[at].when = Some(end.clone());
        format!(
            "the entry `{}` has no time: that of the end stands for it",
            heads[at].label
        )
    })
}

/// The line at `range`, if an entry begins with it.
fn head<'a>(range: Range<usize>, line: &'a str, zone: &TimeZone) -> Option<Head<'a>> {
    let text = line.trim();
    let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
    let (label, rest) = if (1..=6).contains(&hashes) && text[hashes..].starts_with(' ') {
        (text[hashes..].trim_end_matches('#').trim(), "")
    } else if let Some(inner) = text.strip_prefix('[') {
        let (label, rest) = inner.split_once(']')?;
        (!rest.starts_with(['(', '[', ':'])).then_some((label.trim(), rest))?
    } else {
        emphasised(text)?
    };
    let when = time_in(label, zone).map(|(_, when)| when);
    let first_word = label.split_whitespace().next().unwrap_or_default();
    let known = state(label).or(state(first_word)).is_some()
        || is_one_of(label, &LAST)
        || is_one_of(label, &FIRST);
    (when.is_some() || known).then_some(Head {
        line: range,
        label,
        rest,
        when,
    })
}

fn is_one_of(label: &str, words: &[&str]) -> bool {
    let label = label.trim().trim_end_matches(':').to_lowercase();
    words.contains(&label.as_str())
}

/// What stands before the time in a label.
fn first_words(label: &str) -> &str {
    let end = label
        .find(|next: char| next.is_ascii_digit())
        .unwrap_or(label.len());
    let words = label[..end]
        .trim()
        .trim_end_matches([':', '-', '–', '—'])
        .trim_end();
    words
        .strip_suffix(" at")
        .or_else(|| words.strip_suffix(" on"))
        .unwrap_or(words)
}

/// Whether a label has words beside a time, a state and what every head has.
fn says_more(label: &str) -> bool {
    label
        .split(|next: char| !next.is_alphanumeric())
        .filter(|word| word.chars().any(char::is_alphabetic))
        .any(|word| {
            let clock = word.starts_with(|next: char| next.is_ascii_digit());
            !clock && state(word).is_none() && !FILLERS.contains(&word.to_lowercase().as_str())
        })
}
