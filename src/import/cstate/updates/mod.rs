//! The dated entries in the body of an old report.
//!
//! The old system has no entries of its own, only habits: a state word in bold or in a heading, a `track` shortcode with a time behind each
//! entry, the newest on top. Where every entry has its time and the times run one way, they become updates of ours, oldest first. Where
//! they do not, the body stays whole: a made-up time would be shown to readers as the moment of the first word to them.

use std::ops::Range;

use jiff::tz::TimeZone;

use super::issue::{End, Issue};
use crate::import::prose::{Kind, blocks};
use crate::import::when::{self, When};

mod heads;
mod tracks;

/// Most entries of one report; no site has so many.
const MOST: usize = 1_000;

/// What an entry announces, in words of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Investigating,
    Identified,
    Monitoring,
    Resolved,
    /// No state that we know.
    Update,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) when: When,
    pub(super) state: State,
    pub(super) text: String,
    /// Line of the body that it begins on, from 0.
    pub(super) line: usize,
}

/// The body, read for entries.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// All of it stands as one text; why, where it seems to have entries.
    Whole(Option<String>),
    /// What stands above the entries, and the entries, oldest first; what was guessed.
    Entries(Range<usize>, Vec<Entry>, Vec<String>),
}

/// Reads the body of `issue`.
pub(super) fn read(issue: &Issue, zone: &TimeZone) -> Told {
    let body = issue.body.as_str();
    if blocks(body).unclosed.is_some() {
        return Told::Whole(None);
    }
    match tracks::read(body, zone) {
        Told::Whole(None) => match heads::read(body, zone, &issue.end) {
            Told::Entries(opening, entries, guesses) => ordered(issue, opening, entries, guesses),
            whole @ Told::Whole(_) => whole,
        },
        Told::Entries(opening, entries, guesses) => ordered(issue, opening, entries, guesses),
        whole @ Told::Whole(Some(_)) => whole,
    }
}

/// Entries as they stand, put in order, or the reason why they cannot be.
fn ordered(
    issue: &Issue,
    opening: Range<usize>,
    mut entries: Vec<Entry>,
    mut guesses: Vec<String>,
) -> Told {
    if entries.len() > MOST {
        return Told::Whole(Some(format!("more than {MOST} entries: kept as written")));
    }
    let times = || entries.iter().map(|entry| entry.when.seconds);
    if times().rev().is_sorted() {
        entries.reverse();
    } else if !times().is_sorted() {
        return Told::Whole(Some(
            "the times of its entries run both ways: kept as written".to_owned(),
        ));
    }
    if entries
        .iter()
        .any(|entry| entry.text.trim().is_empty() || blocks(&entry.text).unclosed.is_some())
    {
        return Told::Whole(Some(
            "an entry is empty, or a code block reaches over several: kept as written".to_owned(),
        ));
    }
    let first = entries.first().map(|entry| entry.when.seconds);
    if !is_blank(&issue.body[opening.clone()])
        && first.is_none_or(|first| first > issue.started.seconds)
    {
        let why = "its first words have no time, so that the first entry would pass for the first word: kept as written";
        return Told::Whole(Some(why.to_owned()));
    }
    settle(issue, &mut entries, &mut guesses);
    Told::Entries(opening, entries, guesses)
}

/// Makes the states agree with what the settings of the report say.
fn settle(issue: &Issue, entries: &mut [Entry], guesses: &mut Vec<String>) {
    if issue.end == End::Open {
        for entry in entries
            .iter_mut()
            .filter(|entry| entry.state == State::Resolved)
        {
            entry.state = State::Update;
            guesses.push("an entry says resolved, the settings do not: it stays open".to_owned());
        }
    } else if let End::At(end) = &issue.end {
        let told = entries.iter().any(|entry| entry.state == State::Resolved);
        let at_end = entries
            .iter_mut()
            .rev()
            .find(|entry| entry.when.seconds == end.seconds);
        if let Some(entry) = at_end.filter(|entry| !told && entry.state == State::Update) {
            entry.state = State::Resolved;
            guesses
                .push("the entry at the time of the end is the one that says resolved".to_owned());
        }
    }
}

/// Whether nothing but space and rules is in it.
fn is_blank(text: &str) -> bool {
    text.lines()
        .all(|line| line.trim().is_empty() || is_rule(line))
}

/// Whether a line is a rule across the page.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3
        && ["-", "*", "_"]
            .iter()
            .any(|mark| line.chars().all(|next| mark.contains(next)))
}

/// `text` without blank lines and rules at both ends.
fn trimmed(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let blank = |line: &&&str| line.trim().is_empty() || is_rule(line);
    let start = lines.iter().take_while(blank).count();
    let end = lines.len() - lines[start..].iter().rev().take_while(blank).count();
    lines[start..end].join("\n")
}

/// The state that a word or a phrase announces.
fn state(words: &str) -> Option<State> {
    let words = words
        .trim()
        .trim_end_matches([':', '-', '–', '—', ' '])
        .to_lowercase();
    match words.as_str() {
        "investigating" => Some(State::Investigating),
        "identified" => Some(State::Identified),
        "monitoring" => Some(State::Monitoring),
        "resolved" | "completed" | "fixed" => Some(State::Resolved),
        "update" | "updated" | "edit" => Some(State::Update),
        _ => None,
    }
}

/// The emphasised words that `text` begins with, and what follows them.
fn emphasised(text: &str) -> Option<(&str, &str)> {
    let mark = ["***", "**", "__", "*", "_"]
        .into_iter()
        .find(|mark| text.starts_with(mark))?;
    let inner = &text[mark.len()..];
    let line = inner.split('\n').next().unwrap_or_default();
    let (words, _) = line.split_once(mark)?;
    (!words.is_empty() && words.trim() == words)
        .then(|| (words, &inner[words.len() + mark.len()..]))
}

/// A time with its day somewhere in `text`, unless a zone that is not known follows it.
fn time_in(text: &str, zone: &TimeZone) -> Option<(Range<usize>, When)> {
    let (range, when) = when::find(text, zone)?;
    let follows = text[range.end..]
        .trim_start()
        .chars()
        .next()
        .is_some_and(char::is_alphabetic);
    (when.zoned || !follows).then_some((range, when))
}

/// The lines of `body` on which text begins, with their places.
fn text_lines(body: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let stretches = blocks(body)
        .list
        .into_iter()
        .filter(|block| block.kind == Kind::Text);
    stretches.flat_map(move |block| {
        let mut start = block.range.start;
        body[block.range].split_inclusive('\n').map(move |line| {
            start += line.len();
            (start - line.len()..start, line)
        })
    })
}

fn line_of(body: &str, offset: usize) -> usize {
    body[..offset].bytes().filter(|byte| *byte == b'\n').count()
}
