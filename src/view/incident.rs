//! The page of one incident: what happened to whom, what was said when, and what it did to the figures.

use serde::Serialize;

use super::{Effect, Fact, Head, Html, Letter, Link, Scene, State, Update, View, When, head, rows};
use crate::model::{
    Affected, Cause, Count, DataSafety, DetectedBy, Impact, Incident, Moment, Responsible,
};
use crate::output::{Kind, Route};
use crate::report::{Budget, BudgetCost, IncidentReport};
use crate::timeline::duration_text;

/// One incident.
#[derive(Debug, Serialize)]
pub struct IncidentPage {
    /// Its headline.
    pub title: String,
    /// Where work on it stands.
    pub phase: State,
    /// How bad it was at worst.
    pub level: State,
    /// Whether it goes on.
    pub open: bool,
    /// When the harm was.
    pub when: When,
    /// What was hit, in the order written.
    pub impacts: Vec<ImpactRow>,
    /// What is known about it, line by line.
    pub facts: Vec<Fact>,
    /// Why it happened.
    pub cause: Vec<CausePart>,
    /// What stands before the first update.
    pub opening: Html,
    /// What was said: newest first while it goes on, because readers want the latest; oldest first when it is over, because it
    /// then reads as a story.
    pub updates: Vec<Update>,
    /// Its apologies, oldest first.
    pub apologies: Vec<Letter>,
    /// What it did to the months that it touched.
    pub effects: Vec<Effect>,
    /// What it took of the downtime that aims allow, a sentence for each component that has one.
    pub costs: Vec<String>,
    /// The incidents of its year.
    pub year: Link,
}

/// Harm to one component.
#[derive(Debug, Serialize)]
pub struct ImpactRow {
    /// The component's page.
    pub component: Link,
    /// How badly it was hit.
    pub level: State,
    /// When, as `<time>` elements; none where it is as long as the incident itself.
    pub span: Option<Html>,
    /// "1 h 40 min", or "1 h 40 min so far".
    pub duration: String,
    /// "8 %", where the share of users or requests is known.
    pub share: Option<String>,
}

/// A part of the explanation.
#[derive(Debug, Serialize)]
pub struct CausePart {
    /// `summary`, `trigger`, `contributing` or `responsible`.
    pub name: &'static str,
    /// "What set it off"
    pub label: String,
    /// One sentence, or several where several things contributed.
    pub texts: Vec<String>,
}

pub(super) fn view(scene: &Scene<'_>, position: usize) -> (Head, View) {
    let (incident, known) = (
        &scene.site.incidents[position],
        &scene.report.incidents[position],
    );
    let mut sections = scene.prose(&incident.prose, Kind::Incident.folder(), 1);
    let opening = if sections.is_empty() {
        Html::trusted("")
    } else {
        sections.remove(0)
    };
    let mut updates = rows::updates(scene, incident, &sections);
    if known.open {
        updates.reverse();
    }
    let year = scene.site.zone.day_of(incident.started.at).year();
    let page = IncidentPage {
        title: incident.title.clone(),
        phase: rows::phase(scene, known.phase),
        level: scene.level(known.level),
        open: known.open,
        when: scene
            .calendar()
            .when(incident.started, incident.resolved, scene.report.as_of),
        impacts: impacts(scene, incident, known),
        facts: facts(scene, incident, known),
        cause: incident
            .cause
            .as_ref()
            .map(|cause| explained(scene, cause))
            .unwrap_or_default(),
        opening,
        updates,
        apologies: incident
            .apologies
            .iter()
            .map(|apology| rows::letter(scene, *apology))
            .collect(),
        effects: rows::effects(scene, &scene.report.effects(scene.site, position)),
        costs: costs(scene, position, known.open),
        year: scene.link(&Route::incident_year(year), &year.to_string()),
    };
    (
        shared(scene, incident, &page),
        View::Incident(Box::new(page)),
    )
}

/// The head: a link shared during an outage says what it is.
fn shared(scene: &Scene<'_>, incident: &Incident, page: &IncidentPage) -> Head {
    let changed = incident
        .updates
        .last()
        .map_or(incident.started, |update| update.at);
    let times = [&page.when.from, &scene.calendar().moment(changed)];
    let names = scene.names(incident.impacts.iter().map(|impact| impact.component));
    let values = [
        ("phase", page.phase.word.as_str()),
        ("level", &page.level.word),
        ("components", &names),
        ("time", &page.when.from.text),
        ("duration", &page.when.duration),
    ];
    Head::new(scene, &incident.title)
        .described(scene.words.fill("incident_description", &values))
        .article(times[0], times[1])
        .json_ld(&head::article(scene, &incident.title, times))
}

fn differs(impact: &Impact, incident: &Incident) -> bool {
    impact.from != incident.started.at || impact.to != incident.resolved.map(|resolved| resolved.at)
}

fn impacts(scene: &Scene<'_>, incident: &Incident, known: &IncidentReport) -> Vec<ImpactRow> {
    let exact = |at| Moment {
        at,
        approximate: false,
    };
    let span = |impact: &Impact| {
        scene
            .calendar()
            .when(exact(impact.from), impact.to.map(exact), scene.report.as_of)
            .span
    };
    let row = |(impact, seconds): (&Impact, &i64)| ImpactRow {
        component: scene.component(impact.component),
        level: scene.level(impact.level),
        span: differs(impact, incident).then(|| span(impact)),
        duration: scene
            .calendar()
            .so_far(duration_text(*seconds), impact.to.is_none()),
        share: impact.share.map(|share| scene.share(share)),
    };
    incident
        .impacts
        .iter()
        .zip(&known.impacts)
        .map(row)
        .collect()
}

/// The facts of an incident, those that are known. An apology shows the same beside its letter.
pub(super) fn facts(scene: &Scene<'_>, incident: &Incident, known: &IncidentReport) -> Vec<Fact> {
    let mut facts = Vec::with_capacity(10);
    let length = scene
        .calendar()
        .so_far(duration_text(known.duration.max(0)), known.open);
    facts.push(scene.fact("duration", "fact_duration", &length));
    facts.extend(
        incident
            .severity
            .and_then(|position| scene.site.severities.get(position))
            .map(|severity| scene.fact("severity", "fact_severity", &severity.name)),
    );
    facts.extend(detected(scene, incident));
    let since = |name, label, seconds: Option<i64>| {
        seconds.map(|seconds| scene.fact(name, label, &after(scene, seconds)))
    };
    facts.extend(since("first_word", "fact_first_word", known.first_word));
    facts.extend(since("mitigated", "fact_mitigated", known.mitigated));
    facts.extend(since("explanation", "fact_explanation", known.explanation));
    facts.extend(
        incident
            .affected
            .iter()
            .flat_map(|affected| hit(scene, affected)),
    );
    facts
}

/// "after 23 min", "at once", "12 min before"
pub(super) fn after(scene: &Scene<'_>, seconds: i64) -> String {
    match seconds {
        0 => scene.words.say("at_once").to_owned(),
        1.. => scene
            .words
            .fill("after", &[("duration", &duration_text(seconds))]),
        _ => scene.words.fill(
            "before",
            &[("duration", &duration_text(seconds.saturating_neg()))],
        ),
    }
}

fn detected(scene: &Scene<'_>, incident: &Incident) -> Option<Fact> {
    let detected = incident.detected.as_ref()?;
    let by = detected.by.map(|by| match by {
        DetectedBy::Monitoring => "detected_monitoring",
        DetectedBy::Customer => "detected_customer",
        DetectedBy::Staff => "detected_staff",
    });
    let by = by.map(|key| scene.words.say(key).to_owned());
    let after = detected
        .at
        .map(|at| after(scene, at.at - incident.started.at));
    let text = [after, by]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(scene.words.say("list_comma"));
    Some(scene.fact("detected", "fact_detected", &text))
}

fn hit(scene: &Scene<'_>, affected: &Affected) -> Vec<Fact> {
    let Affected {
        counts,
        regions,
        data,
    } = affected;
    let mut facts: Vec<_> = counts.iter().map(|count| counted(scene, count)).collect();
    if !regions.is_empty() {
        let regions: Vec<_> = regions.iter().map(String::as_str).collect();
        facts.push(scene.fact("regions", "fact_regions", &scene.words.list(&regions)));
    }
    let key = data.map(|data| match data {
        DataSafety::None => "data_none",
        DataSafety::Some => "data_some",
        DataSafety::Unknown => "data_unknown",
    });
    facts.extend(key.map(|key| scene.fact("data", "fact_data", scene.words.say(key))));
    facts
}

/// "412,000 of 1,500,000"
fn counted(scene: &Scene<'_>, count: &Count) -> Fact {
    let label = match count.what {
        "accounts" => "fact_accounts",
        "requests" => "fact_requests",
        _ => "fact_users",
    };
    let hit = scene.number(count.hit);
    let text = match count.of {
        Some(of) => scene
            .words
            .fill("part_of", &[("part", &hit), ("whole", &scene.number(of))]),
        None => hit,
    };
    Fact {
        note: count.source.clone(),
        ..scene.fact(count.what, label, &text)
    }
}

/// What the incident took from error budgets.
fn costs(scene: &Scene<'_>, position: usize, open: bool) -> Vec<String> {
    let costs = scene.report.costs(scene.site, position);
    let taken = costs.iter().filter(|cost| cost.own > 0);
    taken
        .filter_map(|cost| cost_text(scene, cost, open))
        .collect()
}

/// "99.9 % allows Web interface (Mail) 43 min 12 s of downtime in September 2009. This took 1 h 40 min: 231.48 % of that."
fn cost_text(scene: &Scene<'_>, cost: &BudgetCost, open: bool) -> Option<String> {
    let component = scene.site.component(cost.component);
    let objective = component.objective?;
    let (own, all) = (cost.alone(), cost.budget);
    let share = |budget: Budget| {
        let share = budget.spent(2).unwrap_or_default();
        share.replace('%', "\u{202f}%")
    };
    let taken = duration_text(own.availability.down_seconds());
    let taken = scene.calendar().so_far(taken, open);
    let values = [
        ("taken", taken),
        ("allowed", duration_text(all.allowed_seconds())),
        ("target", format!("{}\u{202f}%", objective.target.0.text())),
        ("component", scene.full_name(component)),
        (
            "period",
            scene.window_name(objective.period, cost.window, &scene.site.zone),
        ),
        ("percent", share(own)),
        ("all", share(all)),
    ];
    let values: Vec<_> = values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let key = if all.allowed_seconds() == 0 {
        "cost_of_nothing"
    } else {
        "cost"
    };
    let mut said = scene.words.fill(key, &values);
    let more = [
        (all.availability.down > cost.own && all.allowed_seconds() > 0)
            .then_some("cost_with_others"),
        cost.incomplete.then_some("cost_incomplete"),
    ];
    for key in more.into_iter().flatten() {
        said.push(' ');
        scene.words.fill_into(&mut said, key, &values);
    }
    Some(said)
}

fn explained(scene: &Scene<'_>, cause: &Cause) -> Vec<CausePart> {
    let Cause {
        summary,
        trigger,
        contributing,
        tags: _,
        responsible,
    } = cause;
    let part = |name, label: &str, texts: Vec<String>| CausePart {
        name,
        label: scene.words.say(label).to_owned(),
        texts,
    };
    let responsible = responsible.map(|responsible| match responsible {
        Responsible::Ours => "responsible_ours",
        Responsible::Shared => "responsible_shared",
        Responsible::Supplier => "responsible_supplier",
    });
    let responsible = responsible.map(|key| scene.words.say(key).to_owned());
    [
        part(
            "summary",
            "cause_summary",
            summary.iter().cloned().collect(),
        ),
        part(
            "trigger",
            "cause_trigger",
            trigger.iter().cloned().collect(),
        ),
        part("contributing", "cause_contributing", contributing.clone()),
        part(
            "responsible",
            "cause_responsible",
            responsible.into_iter().collect(),
        ),
    ]
    .into_iter()
    .filter(|part| !part.texts.is_empty())
    .collect()
}
