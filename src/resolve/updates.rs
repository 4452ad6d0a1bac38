//! Dated headings → updates: the time and the state that each heading announces.

use super::findings::Findings;
use super::frame::Frame;
use super::value;
use crate::diagnostic::{Diagnostic, did_you_mean, list};
use crate::markdown::{DatedHeading, Outline};
use crate::model::{MaintenancePhase, Moment, Phase};
use crate::schema::limits;
use crate::source::{SourceFile, Span};
use crate::timeline::Instant;

/// One heading, read: when, and what it announced (`None` for a plain `Update`).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<P> {
    pub(crate) at: Moment,
    pub(crate) announces: Option<P>,
}

/// The states that updates of one kind of thing may announce.
pub(crate) trait States: Copy + 'static {
    /// What the thing is called in messages.
    const NOUN: &'static str;

    /// Every state.
    fn all() -> &'static [Self];

    /// What it is called in headings.
    fn word(self) -> &'static str;

    /// The states of the other kind, to explain a mix-up.
    fn foreign() -> Vec<&'static str>;
}

impl States for Phase {
    const NOUN: &'static str = "an incident";

    fn all() -> &'static [Self] {
        &Self::ALL
    }

    fn word(self) -> &'static str {
        Self::word(self)
    }

    fn foreign() -> Vec<&'static str> {
        MaintenancePhase::ALL
            .into_iter()
            .map(MaintenancePhase::word)
            .collect()
    }
}

impl States for MaintenancePhase {
    const NOUN: &'static str = "planned work";

    fn all() -> &'static [Self] {
        &Self::ALL
    }

    fn word(self) -> &'static str {
        Self::word(self)
    }

    fn foreign() -> Vec<&'static str> {
        Phase::ALL.into_iter().map(Phase::word).collect()
    }
}

/// Reads the dated headings of `outline`. The first without a date takes the day of `start`.
///
/// Every heading gives an entry, so that entries and sections of the text stay in step, unless there was an error.
pub(crate) fn read<P: States>(
    (file, outline): (&SourceFile, &Outline),
    start: Instant,
    frame: &Frame,
    found: &mut Findings,
) -> Vec<Entry<P>> {
    let mut entries: Vec<Entry<P>> = Vec::new();
    let mut previous: Option<(Instant, &DatedHeading)> = None;
    for heading in outline.headings.iter().take(limits::UPDATES) {
        let span = file.span(heading.span.clone());
        let basis = previous.map_or(start, |(at, _)| at);
        let (at, state) = match value::heading_time(&heading.text, &frame.zone, basis) {
            Ok(read) => read,
            Err(wrong) => {
                found.push(wrong.span(span));
                continue;
            }
        };
        check_order(file, heading, at.at, (previous, start), found);
        if at.at > frame.as_of {
            found.push(frame.after_as_of(at.at).span(span.clone()));
        }
        if heading.empty {
            found.push(
                Diagnostic::warning("update-empty", span.clone(), "this update says nothing")
                    .help("write a sentence below the heading, or remove it"),
            );
        }
        previous = Some((at.at, heading));
        match state_of(state, span, found) {
            Announced::State(state) => entries.push(Entry {
                at,
                announces: Some(state),
            }),
            Announced::Plain => entries.push(Entry {
                at,
                announces: None,
            }),
            Announced::Unknown => {}
        }
    }
    if let Some(extra) = outline.headings.get(limits::UPDATES) {
        let message = format!("more than {} updates in one file", limits::UPDATES);
        found.push(Diagnostic::error(
            "file-too-large",
            file.span(extra.span.clone()),
            message,
        ));
    }
    entries
}

fn check_order(
    file: &SourceFile,
    heading: &DatedHeading,
    at: Instant,
    (previous, start): (Option<(Instant, &DatedHeading)>, Instant),
    found: &mut Findings,
) {
    let span = file.span(heading.span.clone());
    match previous {
        Some((before, earlier)) if at < before.plus(-before.seconds().rem_euclid(60)) => {
            let wrong = Diagnostic::error(
                "update-before-previous",
                span,
                "this update lies before the one above it",
            );
            found.push(
                wrong
                    .label("earlier")
                    .also(file.span(earlier.span.clone()), "the update above")
                    .help("updates stand in the order in which they were given, oldest first"),
            );
        }
        None if at < start.plus(-start.seconds().rem_euclid(60)) => {
            found.push(
                Diagnostic::warning(
                    "update-before-start",
                    span,
                    "this update lies before the start",
                )
                .help("check its time and the start; a word given ahead is fine"),
            );
        }
        _ => {}
    }
}

/// What the words after the time of an update announce.
enum Announced<P> {
    /// A state.
    State(P),
    /// Nothing but news.
    Plain,
    /// Nothing that is known.
    Unknown,
}

fn state_of<P: States>(word: &str, span: Span, found: &mut Findings) -> Announced<P> {
    let same = |name: &str| name.eq_ignore_ascii_case(word);
    if same("update") {
        return Announced::Plain;
    }
    if let Some(state) = P::all().iter().find(|state| same(state.word())) {
        return Announced::State(*state);
    }
    let words = P::all().iter().map(|state| state.word());
    let names: Vec<&str> = words.chain(["Update"]).collect();
    let known = format!(
        "an update of {} says one of {}",
        P::NOUN,
        list(names.iter().copied())
    );
    if P::foreign().iter().any(|name| same(name)) {
        let message = format!("`{word}` is no state of {}", P::NOUN);
        found.push(Diagnostic::error("update-state-kind", span, message).help(known));
        return Announced::Unknown;
    }
    let message = match word {
        "" => "the heading of this update names no state".to_owned(),
        word => format!("`{word}` is not a state"),
    };
    let near = did_you_mean(word, names.iter().copied());
    found.push(Diagnostic::error("update-state", span, message).help(near.unwrap_or(known)));
    Announced::Unknown
}
