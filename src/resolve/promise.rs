//! A promised action as written → as meant.

use super::findings::Findings;
use super::frame::Frame;
use super::{unknown, value};
use crate::model::{Action, ActionKind, ActionState, Moment};
use crate::schema::{ActionEntry, Place};

const ACTION_KINDS: [(&str, ActionKind); 3] = [
    ("prevent", ActionKind::Prevent),
    ("detect", ActionKind::Detect),
    ("mitigate", ActionKind::Mitigate),
];

/// Resolves the action at `place` of a letter that was published then.
pub(crate) fn action(
    entry: &ActionEntry,
    place: &Place<'_>,
    (frame, published): (&Frame, Moment),
    found: &mut Findings,
) -> Option<Action> {
    let ActionEntry {
        text,
        kind,
        owner,
        status: _,
        due,
        done_on: _,
        because: _,
        link,
    } = entry;
    let text = found.line(text, &place.key("text"));
    let state = action_state(entry, place, frame, found);
    let due = found.optional(due.as_ref(), &place.key("due"), value::day);
    if due.is_some_and(|day| day < frame.zone.day_of(published.at)) {
        let wrong = place.key("due").error(
            "action-date",
            "the action was due before the letter was published",
        );
        found.push(wrong.help("a promise lies ahead; what was done by then has `done_on`"));
    }
    Some(Action {
        text: text?,
        kind: kind
            .as_ref()
            .and_then(|word| found.word(word, &place.key("type"), &ACTION_KINDS)),
        owner: found.optional_line(owner.as_ref(), &place.key("owner")),
        state: state?,
        due,
        link: found.optional(link.as_ref(), &place.key("link"), value::link),
    })
}

fn action_state(
    entry: &ActionEntry,
    place: &Place<'_>,
    frame: &Frame,
    found: &mut Findings,
) -> Option<ActionState> {
    let done_on = found.optional(entry.done_on.as_ref(), &place.key("done_on"), value::day);
    if done_on.is_some_and(|day| day > frame.zone.day_of(frame.as_of)) {
        let message = "the action was done after the instant of the build";
        let wrong = place.key("done_on").error("action-date", message);
        found.push(wrong.help("a promise that lies ahead has `due`, and no `done_on` yet"));
    }
    match entry.status.as_deref() {
        None if done_on.is_some() => Some(ActionState::Done(done_on)),
        Some("open") if done_on.is_some() => {
            let wrong = place
                .key("status")
                .error("action-date", "the action is open, and done");
            found.push(
                wrong
                    .also(place.key("done_on").span(), "done here")
                    .help("remove `status: open`, or `done_on`"),
            );
            None
        }
        None | Some("open") => Some(ActionState::Open),
        Some("done") => {
            if done_on.is_none() {
                found.push(
                    place
                        .key("status")
                        .warning("action-date", "the action is done, but not since when")
                        .help("add `done_on: 2009-09-01`"),
                );
            }
            Some(ActionState::Done(done_on))
        }
        Some("dropped") => {
            let because = found.optional_line(entry.because.as_ref(), &place.key("because"));
            if because.is_none() {
                found.push(
                    place
                        .key("status")
                        .error("missing-key", "a promise that is dropped needs its reason")
                        .help("add `because: …`"),
                );
            }
            because.map(ActionState::Dropped)
        }
        Some(other) => {
            found.push(unknown::value(
                &place.key("status"),
                other,
                &["open", "done", "dropped"],
            ));
            None
        }
    }
}
