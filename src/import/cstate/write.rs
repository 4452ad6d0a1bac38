//! One report as a content file of the new site.

use std::fmt::Write as _;

use jiff::tz::TimeZone;

use super::issue::{End, Issue, Severity};
use super::kind::What;
use super::links::{Links, Place};
use super::updates::{Entry, State, Told, read};
use crate::import::prose::{as_code, convert, settled};
use crate::import::quote::yaml;
use crate::import::remark::RemarkKind;
use crate::import::when::When;

/// What a report needs to know of the rest of the site.
pub(super) struct Context<'a> {
    pub(super) links: &'a Links,
    pub(super) zone: &'a TimeZone,
    /// Ids of the components that it names.
    pub(super) components: Vec<&'a str>,
}

/// The file of `issue`, which is a `what`.
pub(super) fn page(issue: &mut Issue, what: What, context: &Context<'_>) -> String {
    let told = match what {
        What::Notice => Told::Whole(None),
        What::Incident(_) | What::Maintenance => read(issue, context.zone),
    };
    let (mut story, last) = story(issue, what, context, told);
    let (resolved, words) = ending(issue, what, last.as_ref());
    let front = match what {
        What::Incident(level) => incident(issue, level, &context.components, resolved.as_ref()),
        What::Maintenance => maintenance(issue, &context.components, resolved.as_ref()),
        What::Notice => notice(issue, &context.components, resolved.as_ref()),
    };
    let draft = if issue.draft { "draft: true\n" } else { "" };
    let over = resolved.filter(|_| what == What::Maintenance);
    if let Some(end) = &over {
        complete(&mut story, end);
    }
    let words = words
        .map(|words| format!("*{words}*\n\n"))
        .unwrap_or_default();
    format!(
        "---\ntitle: {}\n{front}{draft}---\n\n{}\n",
        yaml(&issue.title),
        body(issue, &words, &story, over.as_ref(), context)
    )
}

/// All that stands below the front matter, as a strict reader takes it.
fn body(
    issue: &mut Issue,
    words: &str,
    story: &Story,
    over: Option<&When>,
    context: &Context<'_>,
) -> String {
    let folder = format!("{}/", issue.name);
    let leads = |target: &str| context.links.leads(place(&folder), target);
    let text = words.to_owned() + story.text().trim_matches('\n');
    settled(text, &story.headings(), &leads, &mut issue.notes).unwrap_or_else(|| {
        let mut story = Story {
            opening: as_code(&issue.body, &mut issue.notes),
            entries: Vec::new(),
        };
        if let Some(end) = over {
            complete(&mut story, end);
        }
        words.to_owned() + story.text().trim_matches('\n')
    })
}

/// The place of a report whose old page stood in `folder`.
fn place(folder: &str) -> Place<'_> {
    Place { folder, up: "../" }
}

/// The body as it will be written.
struct Story {
    opening: String,
    /// Time, heading and text of each entry.
    entries: Vec<(When, String, String)>,
}

impl Story {
    fn text(&self) -> String {
        let entries = self.headings().into_iter().zip(&self.entries);
        let entries = entries.map(|(heading, (.., text))| {
            format!("\n\n## {heading}\n\n{}", text.trim_matches('\n'))
        });
        self.opening.trim_matches('\n').to_owned() + &entries.collect::<String>()
    }

    fn headings(&self) -> Vec<String> {
        let entries = self.entries.iter();
        entries
            .map(|(when, state, _)| format!("{} {state}", when.text))
            .collect()
    }
}

/// The body with its links and marks made ours, and the time of the last entry.
fn story(
    issue: &mut Issue,
    what: What,
    context: &Context<'_>,
    told: Told,
) -> (Story, Option<When>) {
    let folder = format!("{}/", issue.name);
    let targets = |target: &str, image: bool| context.links.target(place(&folder), target, image);
    let (opening, entries) = match told {
        Told::Whole(why) => {
            if let Some(why) = why {
                issue.notes.add(
                    RemarkKind::Guessed,
                    format!("no updates made of the text: {why}"),
                );
            }
            (0..issue.body.len(), Vec::new())
        }
        Told::Entries(opening, entries, guesses) => {
            let count = entries.len();
            issue.notes.add(
                RemarkKind::Changed,
                format!("{count} entries of the text became updates, oldest first"),
            );
            for guess in guesses {
                issue.notes.add(RemarkKind::Guessed, guess);
            }
            (opening, entries)
        }
    };
    let opening = convert(
        &issue.body[opening],
        issue.body_line,
        &targets,
        &mut issue.notes,
    );
    let last = entries.last().map(|entry| entry.when.clone());
    let entries = entries.into_iter().map(|entry| {
        let Entry {
            when,
            state,
            text,
            line,
        } = entry;
        let text = convert(&text, issue.body_line + line, &targets, &mut issue.notes);
        (when, heading(state, what).to_owned(), text)
    });
    (
        Story {
            opening,
            entries: entries.collect(),
        },
        last,
    )
}

/// The word of a state in the headings of what it is.
fn heading(state: State, what: What) -> &'static str {
    match (state, what) {
        (State::Resolved, What::Maintenance) => "Completed",
        (_, What::Maintenance) | (State::Update, _) => "Update",
        (State::Investigating, _) => "Investigating",
        (State::Identified, _) => "Identified",
        (State::Monitoring, _) => "Monitoring",
        (State::Resolved, _) => "Resolved",
    }
}

/// When it ended, as far as that can be written down, and what readers are told where it is not known.
fn ending(issue: &mut Issue, what: What, last: Option<&When>) -> (Option<When>, Option<String>) {
    let started = issue.started.clone();
    match (
        &issue.end,
        last.filter(|last| last.seconds >= started.seconds),
    ) {
        (End::Open, _) => (None, None),
        (End::At(when), _) => (Some(when.clone()), None),
        (End::BeforeStart(_) | End::Unknown, _) if what == What::Notice => (None, None),
        (End::BeforeStart(when), _) => {
            let shown = shown(when);
            let words = format!(
                "The earlier status page gives {shown} as the end of this, which is before its start. When it really ended is not known."
            );
            (Some(started), Some(words))
        }
        (End::Unknown, Some(last)) => {
            issue.notes.add(
                RemarkKind::Guessed,
                "the time of its last entry stands for the end",
            );
            (Some(last.clone()), None)
        }
        (End::Unknown, None) => {
            issue.notes.add(
                RemarkKind::Guessed,
                "no end is known: no duration is claimed, and the page says so",
            );
            let words = "The earlier status page says that this is over, and not since when.";
            (Some(started), Some(words.to_owned()))
        }
    }
}

/// A time as people read it.
fn shown(when: &When) -> String {
    let (date, rest) = when
        .text
        .split_once('T')
        .unwrap_or((when.text.as_str(), ""));
    let (clock, offset) = rest.split_at(rest.len().min(8));
    format!("{date} {clock} (UTC{offset})")
        .replace(":00 (", " (")
        .replace("(UTC+00:00)", "UTC")
}

/// Says that planned work is over, where no entry does: without a word of it, it would count as overrun.
fn complete(story: &mut Story, end: &When) {
    if story
        .entries
        .iter()
        .all(|(_, state, _)| state != "Completed")
    {
        let at = story
            .entries
            .iter()
            .take_while(|(when, ..)| when.seconds <= end.seconds)
            .count();
        let text = "The earlier status page recorded the work as over at this time.".to_owned();
        story
            .entries
            .insert(at, (end.clone(), "Completed".to_owned(), text));
    }
}

fn incident(issue: &Issue, level: &str, components: &[&str], resolved: Option<&When>) -> String {
    let mut out = format!("started: {}\n", issue.started.text);
    if let Some(resolved) = resolved {
        let _ = writeln!(out, "resolved: {}", resolved.text);
    }
    let severity = match issue.severity {
        Severity::Down => "severity: down\n",
        Severity::Disrupted => "severity: disrupted\n",
        Severity::Notice => "severity: notice\n",
        Severity::Unknown => "",
    };
    out += severity;
    let impacts = components
        .iter()
        .map(|id| format!("  - {{ component: {}, level: {level} }}\n", yaml(id)));
    if components.is_empty() {
        out
    } else {
        out + "impacts:\n" + &impacts.collect::<String>()
    }
}

fn maintenance(issue: &Issue, components: &[&str], resolved: Option<&When>) -> String {
    let from = &issue.started.text;
    let to = resolved.map_or(from, |when| &when.text);
    let components = components.iter().map(|id| {
        format!(
            "  - {{ component: {}, level: degraded_performance }}\n",
            yaml(id)
        )
    });
    format!(
        "from: {from}\nto: {to}\ncomponents:\n{}",
        components.collect::<String>()
    )
}

fn notice(issue: &Issue, components: &[&str], until: Option<&When>) -> String {
    let mut out = format!("published: {}\n", issue.started.text);
    if let Some(until) = until.filter(|until| until.seconds > issue.started.seconds) {
        let _ = writeln!(out, "until: {}", until.text);
    }
    let components = components
        .iter()
        .map(|id| yaml(id))
        .collect::<Vec<_>>()
        .join(", ");
    if components.is_empty() {
        out
    } else {
        out + &format!("components: [{components}]\n")
    }
}
