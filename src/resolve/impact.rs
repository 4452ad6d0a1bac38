//! What an incident did to each component: how bad, from when, until when.

use super::findings::Findings;
use super::frame::Frame;
use super::{unknown, value};
use crate::model::{Impact, Level, Moment};
use crate::schema::{ImpactEntry, Place};
use crate::timeline::Instant;

/// The impacts of an incident that lasted from `started` to `resolved`, one for each component that is no group.
pub(crate) fn read(
    entries: &[ImpactEntry],
    place: &Place<'_>,
    (started, resolved): (Moment, Option<Moment>),
    frame: &Frame,
    found: &mut Findings,
) -> Vec<Impact> {
    let mut impacts = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let here = place.index(index);
        let ImpactEntry {
            component,
            level: _,
            from,
            to,
            share,
        } = entry;
        let key = frame.component(component, &here.key("component"), found);
        let level = read_level(&entry.level, &here.key("level"), found);
        let from = from.as_ref().map_or(Some(started), |text| {
            frame.past_time(text, &here.key("from"), found)
        });
        let to = match to {
            Some(text) => frame
                .time(text, &here.key("to"), found)
                .map(|moment| Some(moment.at)),
            None => Some(resolved.map(|moment| moment.at)),
        };
        let share = found.optional(share.as_ref(), &here.key("share"), value::share);
        let (Some(key), Some(level), Some(from), Some(to)) = (key, level, from, to) else {
            continue;
        };
        if to.is_some_and(|to| to <= from.at) && !has_length(&here, entry, (from.at, to), found) {
            continue;
        }
        if frame
            .names
            .as_ref()
            .and_then(|names| names.introduced[key.0])
            .is_some_and(|life| from.at < life)
        {
            let message =
                format!("`{component}` was hit before it was introduced, which counts nothing");
            let warning = here.key("component").warning("before-introduced", message);
            found
                .push(warning.help("check the time here, and `introduced` in `content/site.yaml`"));
        }
        impacts.extend(frame.leaves(key).iter().map(|leaf| Impact {
            component: *leaf,
            level,
            from: from.at,
            to,
            share,
        }));
    }
    impacts
}

/// Whether an impact that does not end after it starts may stay: one that ends with the incident, at the moment it starts.
/// Says what is wrong.
fn has_length(
    place: &Place<'_>,
    entry: &ImpactEntry,
    (from, to): (Instant, Option<Instant>),
    found: &mut Findings,
) -> bool {
    let begun = || match entry.from {
        Some(_) => (place.key("from").span(), "the start"),
        None => (place.key("component").span(), "it starts with the incident"),
    };
    let end = if entry.to.is_some() {
        place.key("to")
    } else {
        *place
    };
    let (span, words) = begun();
    if to.is_some_and(|to| to < from) {
        let message = if entry.to.is_some() {
            "this impact ends before it starts"
        } else {
            "this impact starts after the incident is resolved"
        };
        let wrong = end.error("ends-before-start", message).also(span, words);
        found.push(wrong.help("check both times, and the days that they stand on"));
        return false;
    }
    if entry.to.is_some() {
        let message = "this impact ends at the moment it starts, so it counts nothing";
        let warning = end.warning("ends-at-start", message).also(span, words);
        found.push(warning.help("give it its length, or remove it"));
    }
    true
}

/// A level of impact.
pub(crate) fn read_level(text: &str, place: &Place<'_>, found: &mut Findings) -> Option<Level> {
    let level = Level::from_word(text);
    if level.is_none() {
        let words = Level::WRITTEN.map(Level::word);
        found.push(unknown::level(place, text, &words));
    }
    level
}
