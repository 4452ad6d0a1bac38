//! The page of one apology: a letter from a person, and beside it what the data says.

use serde::Serialize;

use super::{
    Effect, Fact, Head, Html, Link, Remedy, Scene, State, Time, View, When, head, incident, owed,
    remedy, rows,
};
use crate::model::{Action, ActionKind, ActionState, Agreement, Apology, Component, Credit, Tier};
use crate::output::{Kind, Route};
use crate::report::{ApologyReport, PromiseState};
use crate::view::figure::{Figure, Precision};

/// One apology.
#[derive(Debug, Serialize)]
pub struct ApologyPage {
    /// Its headline.
    pub title: String,
    /// When it was published.
    pub published: Time,
    /// When it was last corrected.
    pub revised: Option<Time>,
    /// What was corrected since, oldest first.
    pub revisions: Vec<RevisionRow>,
    /// Name of who signs it.
    pub author: Option<String>,
    /// Role of who signs it.
    pub role: Option<String>,
    /// Whom to write to.
    pub contact: Option<Link>,
    /// The letter.
    pub letter: Html,
    /// What it is about.
    pub incidents: Vec<AboutIncident>,
    /// What these did to the months that they touched.
    pub effects: Vec<Effect>,
    /// What the agreement owes.
    pub owed: Option<Owed>,
    /// What is given back.
    pub remedy: Option<Remedy>,
    /// What is promised.
    pub promises: Vec<Promise>,
    /// "1 of 4 promises kept"
    pub promises_kept: Option<String>,
}

/// A correction of the letter.
#[derive(Debug, Serialize)]
pub struct RevisionRow {
    /// When it was made.
    pub at: Time,
    /// What was changed, and why.
    pub text: String,
}

/// An incident, as the facts beside a letter.
#[derive(Debug, Serialize)]
pub struct AboutIncident {
    /// Its page.
    pub link: Link,
    /// When the harm was.
    pub when: When,
    /// What it hit.
    pub components: String,
    /// What is known about it, line by line.
    pub facts: Vec<Fact>,
}

/// What an agreement owes for a period.
#[derive(Debug, Serialize)]
pub struct Owed {
    /// "3 days of service", or that nothing is owed.
    pub text: String,
    /// "Availability of Web interface (Mail) so far in the period that begins 1 September 2009: 99.768 %, below the agreed 99.9 %"
    pub because: String,
    /// What the agreement does not count, where that makes a difference.
    pub left_out: Option<String>,
    /// What it, and any other agreement, owes for all components together that the letter is about, where those are several: a sentence
    /// for each.
    pub together: Vec<String>,
}

/// Something promised.
#[derive(Debug, Serialize)]
pub struct Promise {
    /// What will be done.
    pub text: String,
    /// Where it stands: `kept`, `due`, `overdue` or `dropped`.
    pub state: State,
    /// The day that goes with the state: done on, or due.
    pub day: Option<Time>,
    /// "Prevents it", "Notices it sooner", "Softens it".
    pub kind: Option<String>,
    /// Who does it.
    pub owner: Option<String>,
    /// Why it was given up.
    pub because: Option<String>,
    /// The page that tells more.
    pub href: Option<String>,
}

pub(super) fn view(scene: &Scene<'_>, position: usize) -> (Head, View) {
    let (apology, known) = (
        &scene.site.apologies[position],
        &scene.report.apologies[position],
    );
    let about = rows::incidents_of(apology);
    let effects = about
        .iter()
        .flat_map(|position| rows::effects(scene, &scene.report.effects(scene.site, *position)));
    let page = ApologyPage {
        title: apology.title.clone(),
        published: scene.calendar().moment(apology.published),
        revised: apology
            .revisions
            .last()
            .map(|revision| scene.calendar().moment(revision.at)),
        revisions: revisions(scene, apology),
        author: apology
            .author
            .as_ref()
            .and_then(|author| author.name.clone()),
        role: apology
            .author
            .as_ref()
            .and_then(|author| author.role.clone()),
        contact: scene.site.identity.contact.as_deref().map(remedy::contact),
        letter: scene
            .prose(&apology.prose, Kind::Apology.folder(), 0)
            .into_iter()
            .next()
            .unwrap_or_else(|| Html::trusted("")),
        incidents: about
            .iter()
            .map(|position| about_incident(scene, *position))
            .collect(),
        effects: effects.collect(),
        owed: owed(scene, known),
        remedy: remedy::remedy(scene, position),
        promises: apology
            .actions
            .iter()
            .zip(&known.promises)
            .map(|(action, state)| promise(scene, action, *state))
            .collect(),
        promises_kept: rows::promises(scene, position),
    };
    let changed = page.revised.as_ref().unwrap_or(&page.published);
    let times = [&page.published, changed];
    let mut described = head::article(scene, &page.title, times);
    let author = page.author.as_deref().or(page.role.as_deref());
    described.author = author.map(|name| head::Named {
        kind: "Person",
        name,
    });
    let head = Head::new(scene, &page.title)
        .described(rows::summary(&apology.prose))
        .article(times[0], times[1]);
    let head = head.json_ld(&described);
    (head, View::Apology(Box::new(page)))
}

fn revisions(scene: &Scene<'_>, apology: &Apology) -> Vec<RevisionRow> {
    let rows = apology.revisions.iter().map(|revision| RevisionRow {
        at: scene.calendar().moment(revision.at),
        text: revision.text.clone(),
    });
    rows.collect()
}

fn about_incident(scene: &Scene<'_>, position: usize) -> AboutIncident {
    let (incident, known) = (
        &scene.site.incidents[position],
        &scene.report.incidents[position],
    );
    AboutIncident {
        link: scene.link(&Route::page(Kind::Incident, &incident.id), &incident.title),
        when: scene
            .calendar()
            .when(incident.started, incident.resolved, scene.report.as_of),
        components: scene.names(incident.impacts.iter().map(|impact| impact.component)),
        facts: incident::facts(scene, incident, known),
    }
}

fn owed(scene: &Scene<'_>, known: &ApologyReport) -> Option<Owed> {
    let (owed, sums) = (known.owed.as_ref()?, known.together.iter());
    let agreement = scene.site.agreements.get(owed.agreement)?;
    let text = owed_text(scene, owed);
    let component: &Component = scene.site.component(owed.component);
    let figure = Figure::bare(&owed.availability, Precision::Fine, scene.words);
    let key = match (owed.credit.is_some(), owed.running) {
        _ if owed.incomplete => "owed_incomplete",
        (true, true) => "owed_running_below",
        (false, true) => "owed_running_above",
        (true, false) => "owed_below",
        (false, false) => "owed_above",
    };
    let last = scene.site.zone.day_of(owed.window.to().plus(-1));
    let values = [
        ("component", scene.full_name(component)),
        (
            "from",
            scene
                .calendar()
                .date(scene.site.zone.day_of(owed.window.from()))
                .text,
        ),
        ("to", scene.calendar().date(last).text),
        ("percent", figure.percent.unwrap_or(figure.nines)),
        (
            "threshold",
            threshold(agreement, owed.credit).unwrap_or_default(),
        ),
    ];
    let values: Vec<_> = values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    Some(Owed {
        text,
        because: scene.words.fill(key, &values),
        left_out: owed::left_out(scene, owed),
        together: sums.map(|sum| owed::together(scene, sum)).collect(),
    })
}

/// "3 days of service", "At least 3 days of service", "Nothing"
pub(super) fn owed_text(scene: &Scene<'_>, owed: &crate::report::Owed) -> String {
    match owed.credit {
        Some(credit) if owed.running || owed.incomplete => {
            let credit = remedy::credit_text(scene, credit);
            scene.words.fill("owed_at_least", &[("credit", &credit)])
        }
        Some(credit) => remedy::credit_text(scene, credit),
        None if owed.incomplete => scene.words.say("owed_uncertain").to_owned(),
        None => scene.words.say("owed_nothing").to_owned(),
    }
}

/// The threshold of the tier that gives `credit`, or the mildest where none is owed.
fn threshold(agreement: &Agreement, credit: Option<Credit>) -> Option<String> {
    let gives = |tier: &&Tier| credit.is_none_or(|credit| tier.credit == credit);
    agreement
        .tiers
        .iter()
        .find(gives)
        .map(|tier| format!("{}\u{202f}%", tier.below.0.text()))
}

pub(super) fn promise(scene: &Scene<'_>, action: &Action, state: PromiseState) -> Promise {
    let Action {
        text,
        kind,
        owner,
        state: written,
        due,
        link,
    } = action;
    let (name, key) = match state {
        PromiseState::Kept => ("kept", "promise_kept"),
        PromiseState::Due if due.is_none() => ("due", "promise_open"),
        PromiseState::Due => ("due", "promise_due"),
        PromiseState::Overdue => ("overdue", "promise_overdue"),
        PromiseState::Dropped => ("dropped", "promise_dropped"),
    };
    let kind = kind.map(|kind| match kind {
        ActionKind::Prevent => "action_prevent",
        ActionKind::Detect => "action_detect",
        ActionKind::Mitigate => "action_mitigate",
    });
    let (day, because) = match written {
        ActionState::Open => (*due, None),
        ActionState::Done(day) => (*day, None),
        ActionState::Dropped(reason) => (None, Some(reason.clone())),
    };
    Promise {
        text: text.clone(),
        state: State {
            name,
            word: scene.words.say(key).to_owned(),
        },
        day: day.map(|day| scene.calendar().date(day)),
        kind: kind.map(|key| scene.words.say(key).to_owned()),
        owner: owner.clone(),
        because,
        href: link.clone(),
    }
}
