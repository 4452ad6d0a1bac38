//! What readers will ask about an incident: whether anybody is still at work, and, where it was serious, how many, why, and who is sorry.
//!
//! The ladder of the site says what is serious. A report is due a few days after the end, or with the letter.

use std::collections::BTreeMap;

use super::letter::Letter;
use super::phrases::Book;
use super::text::Text;
use super::{apology, clocks, lengths, rules, wording};
use crate::diagnostic::Diagnostic;
use crate::model::{ActionState, Cause, ComponentKey, Incident, Level, Site};
use crate::report::Report;
use crate::schema::{Origin, limits};
use crate::source::Span;
use crate::timeline::{Instant, duration_text};

const DAY: i64 = 86_400;
/// How long after the end a report may take.
const REPORT_DUE: i64 = 5 * DAY;
/// How long an open incident may go without a word.
const STALE: i64 = DAY;
/// How far back a cause is remembered.
const REMEMBERED: i64 = 90 * DAY;

/// An incident, and what is known of it.
pub(super) struct Case<'a> {
    pub(super) site: &'a Site,
    pub(super) report: &'a Report,
    pub(super) position: usize,
    pub(super) incident: &'a Incident,
    pub(super) letters: &'a [Letter<'a>],
}

impl Case<'_> {
    /// Everything about it. `text` is its final text; `None` while it is open.
    pub(super) fn found(&self, text: Option<&Text<'_>>, earlier: &Earlier<'_>) -> Vec<Diagnostic> {
        let Some(text) = text else {
            return self.stale().into_iter().collect();
        };
        let has_letter = !self.incident.apologies.is_empty();
        let mut found = wording::in_text(text);
        found.append(&mut apology::in_text(text, has_letter));
        found.append(&mut self.cause(text.book()));
        found.extend(clocks::without_zone(text));
        found.extend(lengths::disagree(text, &[(self.incident, self.length())]));
        if self.is_serious() && self.is_reported() {
            found.append(&mut self.questions(text));
        }
        found.extend(self.repeated(earlier));
        found
    }

    fn length(&self) -> i64 {
        self.report.incidents[self.position].duration
    }

    /// Its letters.
    fn letters(&self) -> impl Iterator<Item = &Letter<'_>> {
        let letters = self.incident.apologies.iter();
        letters.filter_map(|position| self.letters.get(*position))
    }

    fn is_serious(&self) -> bool {
        let severity = self.incident.severity;
        let severity = severity.and_then(|position| self.site.severities.get(position));
        severity.is_some_and(|severity| severity.major)
    }

    fn is_reported(&self) -> bool {
        let since = self.incident.resolved.map(|end| self.report.as_of - end.at);
        self.letters().next().is_some() || since.is_some_and(|since| since > REPORT_DUE)
    }

    /// What a serious incident that is over leaves open. What may stand in the text is asked for only where its words are known.
    fn questions(&self, text: &Text<'_>) -> Vec<Diagnostic> {
        let incident = self.incident;
        let affected = incident.affected.as_ref();
        let counted = affected.is_some_and(|one| !one.counts.is_empty());
        let shares = incident.impacts.iter().any(|impact| impact.share.is_some());
        let safe = affected.is_some_and(|one| one.data.is_some());
        let hurt = incident.impacts.iter().map(|impact| impact.level);
        let slight = Level::worst(hurt) < Level::PartialOutage;
        let explained = incident
            .cause
            .as_ref()
            .is_some_and(|cause| !is_empty(cause));
        let detected = incident.detected.is_some();
        let has_letter = self.letters().next().is_some();
        let questions = [
            ("apology/absent", "apology", slight || has_letter),
            ("facts/no-impact-number", "impact-number", counted || shares),
            ("facts/no-cause", "explanation", explained),
            ("facts/data-safety-unsaid", "data-safety", safe),
            ("facts/no-detection", "detection", detected),
        ];
        let open = questions.into_iter().filter(|(_, sign, answered)| {
            let said = text.has(sign) || self.letters().any(|one| one.text.has(sign));
            !answered && !said && text.book().has(sign)
        });
        let words = |code| match code {
            "apology/absent" => "no apology is about this incident",
            "facts/no-cause" => "nothing says why it happened",
            _ => "",
        };
        open.map(|(code, ..)| rules::found(code, (words(code), self.head())))
            .collect()
    }

    /// Words of the cause in the front matter.
    fn cause(&self, book: &Book) -> Vec<Diagnostic> {
        let Some(cause) = &self.incident.cause else {
            return Vec::new();
        };
        let prose = &self.incident.prose;
        let origin = Origin::of_front_matter(&prose.file, prose.body.start);
        let top = origin.top();
        let top = top.key("cause");
        let mut found = Vec::new();
        for (key, line) in [("summary", &cause.summary), ("trigger", &cause.trigger)] {
            let line = line.iter();
            found
                .extend(line.flat_map(|line| wording::in_line(line, book, || top.key(key).span())));
        }
        let list = top.key("contributing");
        for (at, line) in cause.contributing.iter().enumerate() {
            found.append(&mut wording::in_line(line, book, || list.index(at).span()));
        }
        found
    }

    /// An open incident without a word for long.
    fn stale(&self) -> Option<Diagnostic> {
        let (incident, as_of) = (self.incident, self.report.as_of);
        let told = incident
            .updates
            .iter()
            .filter(|update| update.at.at <= as_of);
        let last = told
            .clone()
            .next_back()
            .map_or(incident.started.at, |update| update.at.at);
        let since = as_of - last;
        let asked_already = as_of - incident.started.at > limits::OPEN_DAYS * DAY;
        let in_time = incident.started.at <= as_of;
        if since <= STALE || asked_already || !in_time {
            return None;
        }
        let cut = told.count().checked_sub(1);
        let cut = cut.and_then(|last| incident.prose.cuts.get(last));
        let span = cut.map_or_else(
            || self.head(),
            |cut| {
                let body = incident.prose.body.start;
                let text = incident.prose.text().get(cut.clone()).unwrap_or_default();
                let end = cut.start + text.trim_end().len();
                incident.prose.file.span(body + cut.start..body + end)
            },
        );
        let words = format!(
            "the incident is open, and this, {} ago, was the last word",
            duration_text(since - since % 3_600)
        );
        Some(rules::found("data/stale-open", (&words, span)))
    }

    /// An incident of the same cause, whose promises were open still.
    fn repeated(&self, earlier: &Earlier<'_>) -> Option<Diagnostic> {
        let (before, tag) = earlier.before(self.incident)?;
        let before = &self.site.incidents[before];
        let words = format!(
            "`{tag}` was the cause of `{}` too, and not all that was promised then is done",
            before.id
        );
        let origin =
            Origin::of_front_matter(&self.incident.prose.file, self.incident.prose.body.start);
        let span = origin.top().key("cause").key("tags").span();
        Some(rules::found("facts/repeat-of", (&words, span)))
    }

    /// The headline, where something is missing.
    fn head(&self) -> Span {
        let prose = &self.incident.prose;
        let origin = Origin::of_front_matter(&prose.file, prose.body.start);
        origin.top().key("title").span()
    }
}

fn is_empty(cause: &Cause) -> bool {
    let said = cause.summary.is_some() || cause.trigger.is_some();
    !said && cause.contributing.is_empty()
}

/// Incidents whose promises are open, by what they hit and why.
pub(super) struct Earlier<'a>(BTreeMap<(ComponentKey, &'a str), Vec<(Instant, usize)>>);

impl<'a> Earlier<'a> {
    /// Those of `site`.
    pub(super) fn new(site: &'a Site) -> Self {
        let mut all: BTreeMap<_, Vec<_>> = BTreeMap::new();
        // The oldest first, so that each list is in order.
        for (position, incident) in site.incidents.iter().enumerate().rev() {
            let letters = incident.apologies.iter();
            let letters = letters.filter_map(|letter| site.apologies.get(*letter));
            let mut actions = letters.flat_map(|letter| &letter.actions);
            if actions.any(|action| action.state == ActionState::Open) {
                for key in keys(incident) {
                    all.entry(key)
                        .or_default()
                        .push((incident.started.at, position));
                }
            }
        }
        Self(all)
    }

    /// The latest before `incident`, near enough to be remembered, and the key word that both have.
    fn before(&self, incident: &'a Incident) -> Option<(usize, &'a str)> {
        let started = incident.started.at;
        let latest = keys(incident).filter_map(|key| {
            let list = self.0.get(&key)?;
            let until = list.partition_point(|(at, _)| *at < started);
            let (at, position) = *list.get(until.checked_sub(1)?)?;
            (started - at <= REMEMBERED).then_some((at, position, key.1))
        });
        let (_, position, tag) = latest.max()?;
        Some((position, tag))
    }
}

/// What an incident hit, with each key word of its cause.
fn keys(incident: &Incident) -> impl Iterator<Item = (ComponentKey, &str)> {
    let tags = incident.cause.iter().flat_map(|cause| &cause.tags);
    tags.flat_map(|tag| {
        let impacts = incident.impacts.iter();
        impacts.map(|impact| (impact.component, tag.as_str()))
    })
}
