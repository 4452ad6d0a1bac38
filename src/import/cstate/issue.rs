//! One file of `content/issues/`, read: what it says, before anybody decides what it is.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;

use super::config::{is_true, shown, words};
use super::front::{split, title, title_of};
use super::layout::File;
use super::phrases::nearest_severity;
use crate::import::remark::{Notes, RemarkKind};
use crate::import::text;
use crate::import::when::{self, When};
use crate::schema::loose::Loose;

/// What a file of `content/issues/` says.
#[derive(Debug)]
pub(super) struct Issue {
    /// Path from the root of the old site: `issues/2022-06-13-repo-slow`.
    pub(super) name: String,
    pub(super) title: String,
    pub(super) started: When,
    pub(super) end: End,
    pub(super) severity: Severity,
    /// Whether it says itself that it is no incident.
    pub(super) informational: bool,
    pub(super) draft: bool,
    /// Names of systems, as written, each once.
    pub(super) affected: Vec<String>,
    pub(super) body: String,
    pub(super) body_line: usize,
    pub(super) notes: Notes,
}

/// When it was over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum End {
    /// It goes on.
    Open,
    /// It is over, since then.
    At(When),
    /// It is over, and the old site gives this moment, which is before it began.
    BeforeStart(When),
    /// It is over, and nobody wrote down when.
    Unknown,
}

/// How bad it was, in the words of the old site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Severity {
    Down,
    Disrupted,
    Notice,
    /// Not given, or a word that nothing explains.
    Unknown,
}

/// Reads a file, or says why it cannot be read.
pub(super) fn issue(file: &File<'_>, zone: &TimeZone) -> Result<Issue, String> {
    let mut notes = Notes::new(file.path);
    let text = text::decode(file.bytes)?;
    for change in &text.changes {
        notes.add(RemarkKind::Changed, change.as_str());
    }
    let front = split(&text.text)?;
    if front.unopened {
        notes.at(
            1,
            RemarkKind::Changed,
            "the `---` line before the front matter was missing",
        );
    }
    let values = &front.values;
    let stem = file.name.rsplit('/').next().unwrap_or_default();
    let started = started(values, stem, zone, &mut notes)?;
    let end = end(values, &started, zone, &mut notes);
    let informational = is_true(values.get("informational"));
    unused(values, &mut notes);
    Ok(Issue {
        name: file.name.clone(),
        title: title_or_name(values, stem, &mut notes),
        started,
        end,
        severity: severity(values, informational, &mut notes),
        informational,
        draft: is_true(values.get("draft")),
        affected: affected(values.get("affected"), &mut notes),
        body: front.body.trim_matches('\n').to_owned(),
        body_line: front.body_line + (front.body.len() - front.body.trim_start_matches('\n').len()),
        notes,
    })
}

fn title_or_name(values: &Loose, stem: &str, notes: &mut Notes) -> String {
    title(values).unwrap_or_else(|| {
        notes.add(
            RemarkKind::Guessed,
            "no title: the file's name stands for it",
        );
        title_of(stem)
    })
}

fn started(values: &Loose, stem: &str, zone: &TimeZone, notes: &mut Notes) -> Result<When, String> {
    let written = values.get("date").and_then(words);
    if let Some(when) = written.as_deref().and_then(|text| when::read(text, zone)) {
        remark_on(&when, "date", notes);
        return Ok(when);
    }
    let found = match &written {
        Some(text) => format!("`date: {text}` cannot be read as a time"),
        None => "no `date`".to_owned(),
    };
    let day = stem
        .get(..10)
        .and_then(|day| when::read(day, zone))
        .ok_or_else(|| format!("{found}, and the file's name has none"))?;
    notes.add(
        RemarkKind::Guessed,
        format!("{found}: midnight of the day in the file's name stands for it"),
    );
    Ok(When { zoned: true, ..day })
}

fn end(values: &Loose, started: &When, zone: &TimeZone, notes: &mut Notes) -> End {
    let written = values.get("resolvedWhen").and_then(words);
    if !is_true(values.get("resolved")) {
        if let Some(text) = written {
            notes.add(
                RemarkKind::Lost,
                format!("`resolvedWhen: {text}` of something that is not resolved"),
            );
        }
        return End::Open;
    }
    let Some(text) = written else {
        notes.add(RemarkKind::Guessed, "resolved, with no word on when");
        return End::Unknown;
    };
    match when::read(&text, zone) {
        Some(when) if when.seconds < started.seconds => {
            let span = format!("`resolvedWhen: {text}` is before `date`");
            notes.add(
                RemarkKind::Guessed,
                format!("{span}: no duration is claimed, and the page says so"),
            );
            End::BeforeStart(when)
        }
        Some(when) => {
            remark_on(&when, "resolvedWhen", notes);
            End::At(when)
        }
        None => {
            notes.add(
                RemarkKind::Guessed,
                format!("`resolvedWhen: {text}` cannot be read as a time"),
            );
            End::Unknown
        }
    }
}

/// What was odd about a time, and that it was read in the zone when nothing else is said.
fn remark_on(when: &When, key: &str, notes: &mut Notes) {
    if let Some((kind, odd)) = when.odd {
        notes.add(kind, format!("`{key}`: {odd}; now {}", when.text));
    }
    if !when.zoned {
        notes.add(
            RemarkKind::Guessed,
            "a time without an offset was read in the zone of the new site",
        );
    }
}

fn severity(values: &Loose, informational: bool, notes: &mut Notes) -> Severity {
    let written = values.get("severity").and_then(words).unwrap_or_default();
    let (severity, exact) = nearest_severity(&written);
    if severity == Severity::Unknown && !informational {
        let found = if written.is_empty() {
            "no `severity`".to_owned()
        } else {
            format!("`severity: {written}` is no word of the old site")
        };
        notes.add(
            RemarkKind::Guessed,
            format!("{found}: systems count as degraded, the least that is harm"),
        );
    } else if severity != Severity::Unknown && !exact {
        notes.add(
            RemarkKind::Guessed,
            format!("`severity: {written}` read as the word nearest to it"),
        );
    }
    severity
}

fn affected(value: Option<&Loose>, notes: &mut Notes) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut seen = BTreeSet::new();
    let Some(value) = value else { return names };
    let items = if let Loose::List(items) = value {
        items.as_slice()
    } else {
        std::slice::from_ref(value)
    };
    for item in items {
        match words(item) {
            Some(name) if seen.insert(name.clone()) => names.push(name),
            Some(name) => notes.add(
                RemarkKind::Changed,
                format!("system `{name}` stood there twice"),
            ),
            None if *item == Loose::Null => {}
            None => notes.add(RemarkKind::Lost, "an entry of `affected` that is no name"),
        }
    }
    names
}

/// Keys that nothing here reads, each with its value.
fn unused(values: &Loose, notes: &mut Notes) {
    const READ: [&str; 9] = [
        "title",
        "date",
        "resolved",
        "resolvedwhen",
        "severity",
        "affected",
        "informational",
        "draft",
        "section",
    ];
    let mut seen: Vec<String> = Vec::new();
    for (key, value) in values.entries() {
        let lower = key.to_lowercase();
        let section = lower == "section" && words(value).is_none_or(|section| section != "issue");
        if seen.contains(&lower) {
            notes.add(
                RemarkKind::Lost,
                format!("`{key}` stands there twice: the last one counts"),
            );
        } else if section || !READ.contains(&lower.as_str()) {
            notes.add(
                RemarkKind::Lost,
                format!("`{key}`{} has no counterpart", shown(value)),
            );
        }
        if seen.len() < 100 {
            seen.push(lower);
        }
    }
}
