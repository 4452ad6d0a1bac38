//! One line about a thing: what indexes, the home page and component pages list.

use std::collections::BTreeSet;

use super::{
    ApologyRow, Calendar, Effect, Figure, IncidentGroup, IncidentRow, Letter, MaintenanceRow,
    NoticeRow, Scene, State, Update,
};
use crate::markdown;
use crate::model::{Apology, Author, Incident, Maintenance, Moment, Phase, Prose};
use crate::output::{Kind, Route};
use crate::report::{MaintenanceState, MonthEffect, PromiseState};
use crate::timeline::{Month, duration_text};
use crate::view::figure::Precision;

/// How many characters of a text stand in a list.
const SUMMARY: usize = 220;

/// The incident at `position`.
pub(super) fn incident(scene: &Scene<'_>, position: usize) -> IncidentRow {
    let (incident, known) = (
        &scene.site.incidents[position],
        &scene.report.incidents[position],
    );
    IncidentRow {
        link: scene.link(&Route::page(Kind::Incident, &incident.id), &incident.title),
        started: scene.calendar().day_of(incident.started),
        duration: scene
            .calendar()
            .so_far(duration_text(known.duration.max(0)), known.open),
        level: scene.level(known.level),
        open: known.open,
        components: scene.names(incident.impacts.iter().map(|impact| impact.component)),
        apology: !incident.apologies.is_empty(),
    }
}

/// Incidents at `positions`, newest first, under the months in which they began.
pub(super) fn by_month(
    scene: &Scene<'_>,
    positions: impl IntoIterator<Item = usize>,
) -> Vec<IncidentGroup> {
    let mut groups: Vec<(Month, IncidentGroup)> = Vec::new();
    for position in positions {
        let month = Month::of(
            scene
                .site
                .zone
                .day_of(scene.site.incidents[position].started.at),
        );
        if groups.last().is_none_or(|(last, _)| *last != month) {
            groups.push((
                month,
                IncidentGroup {
                    title: scene.calendar().month(month),
                    incidents: Vec::new(),
                },
            ));
        }
        if let Some((_, group)) = groups.last_mut() {
            group.incidents.push(incident(scene, position));
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// The planned work at `position`.
pub(super) fn maintenance(scene: &Scene<'_>, position: usize) -> MaintenanceRow {
    let work = &scene.site.maintenances[position];
    MaintenanceRow {
        link: scene.link(&Route::page(Kind::Maintenance, &work.id), &work.title),
        state: maintenance_state(scene, scene.report.maintenances[position].state),
        when: planned(&scene.calendar(), work),
        components: scene.names(work.touches.iter().map(|(component, _)| *component)),
    }
}

/// When work is planned.
pub(super) fn planned(calendar: &Calendar<'_>, work: &Maintenance) -> super::When {
    let exact = |at| Moment {
        at,
        approximate: false,
    };
    calendar.when(
        exact(work.planned.from()),
        Some(exact(work.planned.to())),
        work.planned.to(),
    )
}

/// Where planned work stands.
pub(super) fn maintenance_state(scene: &Scene<'_>, state: MaintenanceState) -> State {
    let (name, key) = match state {
        MaintenanceState::Scheduled => ("scheduled", "maintenance_scheduled"),
        MaintenanceState::InProgress => ("in_progress", "maintenance_in_progress"),
        MaintenanceState::Overrun => ("overrun", "maintenance_overrun"),
        MaintenanceState::Completed => ("completed", "maintenance_completed"),
        MaintenanceState::Cancelled => ("cancelled", "maintenance_cancelled"),
    };
    State {
        name,
        word: scene.words.say(key).to_owned(),
    }
}

/// The notice at `position`.
pub(super) fn notice(scene: &Scene<'_>, position: usize) -> NoticeRow {
    let notice = &scene.site.notices[position];
    NoticeRow {
        link: scene.link(&Route::page(Kind::Notice, &notice.id), &notice.title),
        published: scene.calendar().day_of(notice.published),
        summary: summary(&notice.prose),
    }
}

/// The apology at `position`.
pub(super) fn apology(scene: &Scene<'_>, position: usize) -> ApologyRow {
    let apology = &scene.site.apologies[position];
    ApologyRow {
        link: scene.link(&Route::page(Kind::Apology, &apology.id), &apology.title),
        published: scene.calendar().day_of(apology.published),
        author: apology.author.as_ref().map(signed),
        summary: summary(&apology.prose),
        promises: promises(scene, position),
    }
}

/// The apology at `position`, as its incident names it.
pub(super) fn letter(scene: &Scene<'_>, position: usize) -> Letter {
    let apology = &scene.site.apologies[position];
    Letter {
        link: scene.link(&Route::page(Kind::Apology, &apology.id), &apology.title),
        published: scene.calendar().day_of(apology.published),
        author: apology.author.as_ref().map(signed),
    }
}

/// "Ruth Okonjo-Hale, Vice President of Engineering", or what of it is written.
pub(super) fn signed(author: &Author) -> String {
    let Author { name, role } = author;
    [name.as_deref(), role.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

/// "1 of 4 promises kept", and "1 overdue" where there are such.
pub(super) fn promises(scene: &Scene<'_>, position: usize) -> Option<String> {
    let states = &scene.report.apologies[position].promises;
    let count = |state| states.iter().filter(|known| **known == state).count();
    if states.is_empty() {
        return None;
    }
    let (kept, late) = (
        count(PromiseState::Kept).to_string(),
        count(PromiseState::Overdue),
    );
    let said = scene
        .words
        .count("promises_kept", states.len())
        .replace("{kept}", &kept);
    match late {
        0 => Some(said),
        _ => Some(
            [
                &said,
                scene.words.say("list_comma"),
                &scene.words.count("promises_overdue", late),
            ]
            .concat(),
        ),
    }
}

/// What an incident did to the months that it touched. A month that would be the same without it is not named.
pub(super) fn effects(scene: &Scene<'_>, effects: &[MonthEffect]) -> Vec<Effect> {
    let bare = |availability: &_, incomplete: bool| {
        let figure = Figure::bare(availability, Precision::Fine, scene.words);
        if incomplete {
            figure.at_most(scene.words)
        } else {
            figure
        }
    };
    let effect = |effect: &MonthEffect| Effect {
        component: scene.component(effect.component),
        month: scene.month_so_far(effect.month),
        with: bare(&effect.with, effect.incomplete),
        without: bare(&effect.without, effect.incomplete),
    };
    let felt = effects
        .iter()
        .filter(|effect| effect.with != effect.without);
    felt.map(effect).collect()
}

/// The updates of an incident, oldest first. `sections` are those of its write-up, the opening left out.
pub(super) fn updates(
    scene: &Scene<'_>,
    incident: &Incident,
    sections: &[super::Html],
) -> Vec<Update> {
    let update = |(index, (update, text)): (usize, (&crate::model::Update, &super::Html))| Update {
        id: format!("update-{}", index + 1),
        at: scene.calendar().moment(update.at),
        state: update
            .announces
            .map_or_else(|| plain_update(scene), |phase| self::phase(scene, phase)),
        text: text.clone(),
    };
    incident
        .updates
        .iter()
        .zip(sections)
        .enumerate()
        .map(update)
        .collect()
}

/// The state of an update that announces none.
pub(super) fn plain_update(scene: &Scene<'_>) -> State {
    State {
        name: "update",
        word: scene.words.say("phase_update").to_owned(),
    }
}

/// Where work on an incident stands.
pub(super) fn phase(scene: &Scene<'_>, phase: Phase) -> State {
    let (name, key) = match phase {
        Phase::Investigating => ("investigating", "phase_investigating"),
        Phase::Identified => ("identified", "phase_identified"),
        Phase::Monitoring => ("monitoring", "phase_monitoring"),
        Phase::Resolved => ("resolved", "phase_resolved"),
    };
    State {
        name,
        word: scene.words.say(key).to_owned(),
    }
}

/// The incidents that an apology is about, each once.
pub(super) fn incidents_of(apology: &Apology) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    apology
        .incidents
        .iter()
        .copied()
        .filter(|position| seen.insert(*position))
        .collect()
}

/// The first paragraph of a text, cut at a word.
pub(super) fn summary(prose: &Prose) -> String {
    shortened(&markdown::plain(first_paragraph(prose.text()), &[]).join(" "))
}

/// What stands before the first blank line.
fn first_paragraph(text: &str) -> &str {
    let text = text.trim_start_matches(['\u{feff}', '\r', '\n', ' ', '\t']);
    let end = text.match_indices('\n').find(|(at, _)| {
        let next = text[at + 1..].split('\n').next().unwrap_or_default();
        next.trim().is_empty()
    });
    &text[..end.map_or(text.len(), |(at, _)| at)]
}

/// `text` with its blanks joined, cut at a word.
fn shortened(text: &str) -> String {
    let mut short = String::with_capacity(SUMMARY + 16);
    let mut length = 0;
    for word in text.split_whitespace() {
        length += word.chars().count() + 1;
        if length > SUMMARY {
            short.push('…');
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short
}

#[cfg(test)]
mod tests {
    use super::{first_paragraph, shortened};

    #[test]
    fn a_paragraph_ends_at_a_blank_line_of_either_kind() {
        assert_eq!(
            first_paragraph("\r\none\r\ntwo\r\n \r\nthree"),
            "one\r\ntwo\r"
        );
        assert_eq!(first_paragraph("one"), "one");
    }

    #[test]
    fn a_short_text_stays_whole() {
        assert_eq!(shortened("We  are\nsorry."), "We are sorry.");
    }

    #[test]
    fn a_long_text_is_cut_at_a_word() {
        let short = shortened(&"sorry ".repeat(100));
        assert!(
            short.ends_with("sorry…") && short.chars().count() <= 222,
            "{short}"
        );
    }
}
