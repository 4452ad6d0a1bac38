//! Every promise in one list, what is late first: so that nobody has to look for it in old letters.

use serde::Serialize;

use super::{Head, Link, Promise, Scene, View, apology};
use crate::model::ComponentKey;
use crate::output::{Kind, Route};
use crate::report::{Promise as Known, PromiseState, Promises};

/// All promises.
#[derive(Debug, Serialize)]
pub struct PromiseList {
    /// "Of 12 promises 7 were kept, 1 is late, 3 are due and 1 was given up."
    pub lead: String,
    /// By state: late, due, kept, given up; a state without any is left out.
    pub groups: Vec<PromiseGroup>,
}

/// Promises that stand alike.
#[derive(Debug, Serialize)]
pub struct PromiseGroup {
    /// `overdue`, `due`, `kept` or `dropped`.
    pub name: &'static str,
    /// "Late"
    pub title: String,
    /// They, in order.
    pub promises: Vec<PromiseRow>,
}

/// A promise with the letter that made it.
#[derive(Debug, Serialize)]
pub struct PromiseRow {
    /// The promise.
    pub promise: Promise,
    /// The letter.
    pub letter: Link,
}

pub(super) fn view(scene: &Scene<'_>) -> (Head, View) {
    let known = scene.report.promises(scene.site);
    let states = [
        ("overdue", PromiseState::Overdue, "promises_late"),
        ("due", PromiseState::Due, "promises_due"),
        ("kept", PromiseState::Kept, "promises_were_kept"),
        ("dropped", PromiseState::Dropped, "promises_dropped"),
    ];
    let groups = states.into_iter().map(|(name, state, key)| PromiseGroup {
        name,
        title: scene.words.say(key).to_owned(),
        promises: known
            .all
            .iter()
            .filter(|promise| promise.state == state)
            .map(|promise| row(scene, promise))
            .collect(),
    });
    let list = PromiseList {
        lead: lead(scene, &known),
        groups: groups.filter(|group| !group.promises.is_empty()).collect(),
    };
    let head = Head::new(scene, scene.words.say("promises_page_title"))
        .section("promises")
        .described(list.lead.clone());
    (head, View::Promises(list))
}

/// A promise with the letter that made it.
pub(super) fn row(scene: &Scene<'_>, known: &Known) -> PromiseRow {
    let letter = &scene.site.apologies[known.apology];
    PromiseRow {
        promise: apology::promise(scene, &letter.actions[known.action], known.state),
        letter: scene.link(&Route::page(Kind::Apology, &letter.id), &letter.title),
    }
}

/// Promises that are late for longer than the site's grace: they stand on the home page.
pub(super) fn late(scene: &Scene<'_>) -> Vec<PromiseRow> {
    let known = scene.report.promises(scene.site);
    let late = known.all.iter().filter(|promise| promise.breaks_grace);
    late.map(|promise| row(scene, promise)).collect()
}

/// Promises of the letters about incidents that hit the component at `key`.
pub(super) fn of_component(scene: &Scene<'_>, key: ComponentKey) -> Vec<PromiseRow> {
    let hit = &scene.report.components[key.0].incidents;
    let about = |promise: &&Known| {
        let mut incidents = scene.site.apologies[promise.apology].incidents.iter();
        incidents.any(|incident| hit.binary_search(incident).is_ok())
    };
    let known = scene.report.promises(scene.site);
    let own = known.all.iter().filter(about);
    own.map(|promise| row(scene, promise)).collect()
}

/// How many there are, and how many of those whose day has come were kept.
fn lead(scene: &Scene<'_>, known: &Promises) -> String {
    let words = scene.words;
    let mut sentences = vec![words.count("promises_made", known.all.len())];
    if known.settled() > 0 {
        let (kept, settled) = (known.kept.to_string(), known.settled().to_string());
        sentences.push(words.fill("promises_ratio", &[("kept", &kept), ("settled", &settled)]));
    }
    let counts = [
        ("promises_lead_overdue", known.overdue),
        ("promises_lead_due", known.due),
        ("promises_lead_dropped", known.dropped),
    ];
    let counts = counts.iter().filter(|(_, count)| *count > 0);
    sentences.extend(counts.map(|(key, count)| words.count(key, *count)));
    sentences.join(" ")
}
