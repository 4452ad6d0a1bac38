//! An incident as written → as meant.

use super::allow;
use super::findings::Findings;
use super::frame::Frame;
use super::impact;
use super::updates::{self, Entry};
use super::value;
use crate::model::{
    Affected, Cause, Count, DataSafety, Detected, DetectedBy, Incident, Moment, Phase, Prose,
    Responsible, Update,
};
use crate::schema::{
    AffectedEntry, Article, CauseEntry, CountEntry, DetectedEntry, Either, IncidentFile, Place,
    limits,
};

const DATA: [(&str, DataSafety); 3] = [
    ("none", DataSafety::None),
    ("some", DataSafety::Some),
    ("unknown", DataSafety::Unknown),
];
const DETECTED_BY: [(&str, DetectedBy); 3] = [
    ("monitoring", DetectedBy::Monitoring),
    ("customer", DetectedBy::Customer),
    ("staff", DetectedBy::Staff),
];
const RESPONSIBLE: [(&str, Responsible); 3] = [
    ("ours", Responsible::Ours),
    ("shared", Responsible::Shared),
    ("supplier", Responsible::Supplier),
];

/// Resolves one incident. `None` when something essential could not be read; `found` says what.
pub(crate) fn incident(
    article: &Article<IncidentFile>,
    id: &str,
    frame: &Frame,
    found: &mut Findings,
) -> Option<Incident> {
    let top = article.front.origin.top();
    let IncidentFile {
        title,
        started,
        resolved,
        severity,
        impacts,
        affected,
        detected,
        cause,
        allow,
        draft: _,
    } = &article.front.value;
    let title = found.title(title, &top.key("title"));
    let started = frame.past_time(started, &top.key("started"), found)?;
    let file = &article.front.origin.file;
    let entries = updates::read::<Phase>((file, &article.outline), started.at, frame, found);
    let written = resolved
        .as_ref()
        .and_then(|text| frame.past_time(text, &top.key("resolved"), found));
    let resolved = written.or_else(|| last_resolution(&entries));
    check_end(started, written, &top, found);
    if resolved.is_none() {
        ask_whether_open(started, &top, frame, found);
    }
    let severity = severity
        .as_ref()
        .and_then(|id| frame.severity(id, &top.key("severity"), found));
    // An end before the start was told just now; the impacts need not tell it again.
    let untold = written.is_none_or(|end| end.at >= started.at);
    let during = (started, resolved.filter(|_| untold));
    let impacts = impact::read(impacts, &top.key("impacts"), during, frame, found);
    Some(Incident {
        id: id.to_owned(),
        title: title?,
        started,
        resolved,
        updates: phases(&entries),
        severity,
        impacts,
        affected: affected
            .as_ref()
            .map(|entry| read_affected(entry, &top.key("affected"), found)),
        detected: detected
            .as_ref()
            .map(|entry| read_detected(entry, &top.key("detected"), frame, found)),
        cause: cause
            .as_ref()
            .map(|entry| read_cause(entry, &top.key("cause"), found)),
        apologies: Vec::new(),
        allow: allow::read(allow, &top.key("allow"), found),
        prose: prose(article),
    })
}

fn ask_whether_open(started: Moment, top: &Place<'_>, frame: &Frame, found: &mut Findings) {
    if frame.as_of - started.at > limits::OPEN_DAYS * 86_400 {
        let days = limits::OPEN_DAYS;
        let message = format!("the incident has been open for more than {days} days");
        let asked = top.key("started").warning("open-too-long", message);
        found.push(asked.help("if it is over, add an update that says `Resolved`"));
    }
}

/// The body of an article, with the headings of its updates cut out.
pub(crate) fn prose<T>(article: &Article<T>) -> Prose {
    let cuts = article
        .outline
        .headings
        .iter()
        .map(|heading| heading.cut.clone())
        .collect();
    Prose {
        file: article.front.origin.file.clone(),
        body: article.body.clone(),
        cuts,
    }
}

/// When the last announced state is `Resolved`: its moment.
fn last_resolution(entries: &[Entry<Phase>]) -> Option<Moment> {
    let last = entries
        .iter()
        .rev()
        .find(|entry| entry.announces.is_some())?;
    (last.announces == Some(Phase::Resolved)).then(|| {
        let first_of_run = entries
            .iter()
            .rev()
            .take_while(|entry| matches!(entry.announces, None | Some(Phase::Resolved)));
        first_of_run
            .filter(|entry| entry.announces.is_some())
            .last()
            .unwrap_or(last)
            .at
    })
}

fn phases(entries: &[Entry<Phase>]) -> Vec<Update> {
    let mut phase = Phase::Investigating;
    entries
        .iter()
        .map(|entry| {
            phase = entry.announces.unwrap_or(phase);
            Update {
                at: entry.at,
                announces: entry.announces,
                phase,
            }
        })
        .collect()
}

fn check_end(started: Moment, resolved: Option<Moment>, top: &Place<'_>, found: &mut Findings) {
    let Some(resolved) = resolved else { return };
    let place = top.key("resolved");
    if resolved.at < started.at {
        let wrong = place.error(
            "resolved-before-started",
            "the incident ends before it starts",
        );
        found.push(
            wrong
                .label("the end")
                .also(top.key("started").span(), "the start")
                .help("check both times, and the days that they stand on"),
        );
    } else if resolved.at == started.at {
        let wrong = place.warning(
            "ends-at-start",
            "the incident ends at the moment it starts, so it counts nothing",
        );
        let wrong = wrong.also(top.key("started").span(), "the start");
        found.push(wrong.help("give it its length: `resolved` is when the harm ended"));
    }
}

fn read_affected(entry: &AffectedEntry, place: &Place<'_>, found: &mut Findings) -> Affected {
    let AffectedEntry {
        users,
        accounts,
        requests,
        of,
        regions,
        data,
    } = entry;
    let total = of
        .as_ref()
        .and_then(|of| read_count(of, &place.key("of"), found))
        .map(|(count, _, _)| count);
    let mut counts = Vec::new();
    for (what, written) in [
        ("users", users),
        ("accounts", accounts),
        ("requests", requests),
    ] {
        let Some(written) = written else { continue };
        let here = place.key(what);
        let Some((hit, of, source)) = read_count(written, &here, found) else {
            continue;
        };
        let of = of.or(total);
        if of.is_some_and(|of| hit > of) {
            let message = format!(
                "{hit} {what} were hit, out of only {}",
                of.unwrap_or_default()
            );
            let wrong = here.error("count-exceeds-total", message);
            found
                .push(wrong.help("`of` is how many there are in all, those who were hit included"));
        }
        counts.push(Count {
            what,
            hit,
            of,
            source,
        });
    }
    if total.is_some() && counts.is_empty() {
        found.push(place.key("of").error(
            "count-exceeds-total",
            "`of` needs a number of `users`, `accounts` or `requests` beside it",
        ));
    }
    Affected {
        counts,
        regions: lines(regions, &place.key("regions"), found),
        data: data
            .as_ref()
            .and_then(|word| found.word(word, &place.key("data"), &DATA)),
    }
}

type Counted = (u64, Option<u64>, Option<String>);

fn read_count(
    written: &Either<CountEntry>,
    place: &Place<'_>,
    found: &mut Findings,
) -> Option<Counted> {
    match written {
        Either::Text(text) => Some((found.keep(value::count(text), place)?, None, None)),
        Either::Map(CountEntry { count, of, source }) => {
            let hit = found.keep(value::count(count), &place.key("count"))?;
            let of = found.optional(of.as_ref(), &place.key("of"), value::count);
            Some((
                hit,
                of,
                found.optional_line(source.as_ref(), &place.key("source")),
            ))
        }
    }
}

fn read_detected(
    entry: &DetectedEntry,
    place: &Place<'_>,
    frame: &Frame,
    found: &mut Findings,
) -> Detected {
    let DetectedEntry { at, by } = entry;
    Detected {
        at: at
            .as_ref()
            .and_then(|text| frame.past_time(text, &place.key("at"), found)),
        by: by
            .as_ref()
            .and_then(|word| found.word(word, &place.key("by"), &DETECTED_BY)),
    }
}

fn read_cause(entry: &CauseEntry, place: &Place<'_>, found: &mut Findings) -> Cause {
    let CauseEntry {
        summary,
        trigger,
        contributing,
        tags,
        responsible,
    } = entry;
    Cause {
        summary: found.optional_line(summary.as_ref(), &place.key("summary")),
        trigger: found.optional_line(trigger.as_ref(), &place.key("trigger")),
        contributing: lines(contributing, &place.key("contributing"), found),
        tags: lines(tags, &place.key("tags"), found),
        responsible: responsible
            .as_ref()
            .and_then(|word| found.word(word, &place.key("responsible"), &RESPONSIBLE)),
    }
}

fn lines(texts: &[String], place: &Place<'_>, found: &mut Findings) -> Vec<String> {
    texts
        .iter()
        .enumerate()
        .filter_map(|(index, text)| found.line(text, &place.index(index)))
        .collect()
}
