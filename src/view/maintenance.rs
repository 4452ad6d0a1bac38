//! The page of one piece of planned work: what is done when, what it touches, and what was said about it.

use serde::Serialize;

use super::{Fact, Head, Html, Link, Scene, State, Update, View, When, rows};
use crate::model::{Level, Maintenance, MaintenancePhase};
use crate::output::Kind;
use crate::report::{MaintenanceReport, MaintenanceState};
use crate::timeline::duration_text;

/// One piece of planned work.
#[derive(Debug, Serialize)]
pub struct MaintenancePage {
    /// Its headline.
    pub title: String,
    /// Where it stands.
    pub state: State,
    /// Whether it is still to be done.
    pub open: bool,
    /// When it is planned.
    pub when: When,
    /// What it touches, and how badly.
    pub touches: Vec<(Link, State)>,
    /// When it was announced, when it really ended: line by line.
    pub facts: Vec<Fact>,
    /// What stands before the first update.
    pub opening: Html,
    /// What was said: newest first until it is over, then oldest first.
    pub updates: Vec<Update>,
}

pub(super) fn view(scene: &Scene<'_>, position: usize) -> (Head, View) {
    let (work, known) = (
        &scene.site.maintenances[position],
        &scene.report.maintenances[position],
    );
    let mut sections = scene.prose(&work.prose, Kind::Maintenance.folder(), 1);
    let opening = if sections.is_empty() {
        Html::trusted("")
    } else {
        sections.remove(0)
    };
    let mut said = updates(scene, work, &sections);
    let open = !matches!(
        known.state,
        MaintenanceState::Completed | MaintenanceState::Cancelled
    );
    if open {
        said.reverse();
    }
    let page = MaintenancePage {
        title: work.title.clone(),
        state: rows::maintenance_state(scene, known.state),
        open,
        when: rows::planned(&scene.calendar(), work),
        touches: work
            .touches
            .iter()
            .map(|(key, level)| (scene.component(*key), touch(scene, *level)))
            .collect(),
        facts: work_facts(scene, work, known),
        opening,
        updates: said,
    };
    let names = scene.names(work.touches.iter().map(|(component, _)| *component));
    let values = [
        ("state", page.state.word.as_str()),
        ("components", &names),
        ("time", &page.when.from.text),
    ];
    let head = Head::new(scene, &work.title)
        .described(scene.words.fill("maintenance_description", &values));
    (head, View::Maintenance(Box::new(page)))
}

/// What planned work does to a component: planned work that leaves it as it is says so.
fn touch(scene: &Scene<'_>, level: Level) -> State {
    let key = if level == Level::Operational {
        "touch_operational"
    } else {
        super::scene::level_key(level)
    };
    State {
        name: level.word(),
        word: scene.words.say(key).to_owned(),
    }
}

fn work_facts(scene: &Scene<'_>, work: &Maintenance, known: &MaintenanceReport) -> Vec<Fact> {
    let calendar = scene.calendar();
    let mut facts = Vec::new();
    facts.extend(work.announced.map(|announced| {
        let note = (!known.in_time).then(|| scene.words.say("announced_late").to_owned());
        Fact {
            note,
            ..scene.fact_of(
                "announced",
                "fact_announced",
                calendar.moment(announced).html(),
            )
        }
    }));
    facts.extend(
        known
            .ended
            .map(|ended| scene.fact_of("ended", "fact_ended", calendar.instant(ended).html())),
    );
    if known.overrun > 0 {
        facts.push(scene.fact("overrun", "fact_overrun", &duration_text(known.overrun)));
    }
    if known.over_cap > 0 {
        let cap = duration_text(scene.site.counting.planned_cap.unwrap_or(0));
        let note = scene.words.fill("over_cap", &[("duration", &cap)]);
        let over = duration_text(known.over_cap);
        facts.push(Fact {
            note: Some(note),
            ..scene.fact("over_cap", "fact_over_cap", &over)
        });
    }
    facts
}

/// What was said about planned work, oldest first. `sections` are those of its write-up, the opening left out.
pub(super) fn updates(scene: &Scene<'_>, work: &Maintenance, sections: &[Html]) -> Vec<Update> {
    let announced = |phase: MaintenancePhase| {
        let (name, key) = match phase {
            MaintenancePhase::Scheduled => ("scheduled", "maintenance_scheduled"),
            MaintenancePhase::InProgress => ("in_progress", "maintenance_in_progress"),
            MaintenancePhase::Verifying => ("verifying", "maintenance_verifying"),
            MaintenancePhase::Completed => ("completed", "maintenance_completed"),
            MaintenancePhase::Cancelled => ("cancelled", "maintenance_cancelled"),
        };
        State {
            name,
            word: scene.words.say(key).to_owned(),
        }
    };
    let update =
        |(index, (update, text)): (usize, (&crate::model::MaintenanceUpdate, &Html))| Update {
            id: format!("update-{}", index + 1),
            at: scene.calendar().moment(update.at),
            state: update
                .announces
                .map_or_else(|| rows::plain_update(scene), announced),
            text: text.clone(),
        };
    work.updates
        .iter()
        .zip(sections)
        .enumerate()
        .map(update)
        .collect()
}
