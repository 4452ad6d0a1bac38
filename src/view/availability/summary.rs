//! A period in a sentence, and how its incidents were handled.

use crate::model::{ActionState, ComponentKey};
use crate::report::{Durations, PromiseState, Statement};
use crate::timeline::{CivilPeriod, Interval, duration_text};
use crate::view::{Fact, Scene};

/// How many components the sentence names.
const NAMED: usize = 4;

/// "2 incidents in September 2009. Downtime that counts: Web interface (Mail) 1 h 40 min."
pub(super) fn lead(
    scene: &Scene<'_>,
    period: &str,
    incidents: usize,
    known: &[(ComponentKey, Statement)],
) -> String {
    let words = scene.words;
    let leaves = known
        .iter()
        .filter(|(key, _)| !scene.site.component(*key).is_group());
    let leaves: Vec<_> = leaves.collect();
    let mut down: Vec<_> = leaves
        .iter()
        .filter(|(_, statement)| statement.figure.availability.down > 0)
        .collect();
    down.sort_by_key(|(_, statement)| -statement.figure.availability.down_seconds());
    let blind = leaves
        .iter()
        .all(|(_, statement)| !statement.figure.availability.has_data());
    let begun = match incidents {
        0 => words.fill("period_none", &[("period", period)]),
        _ => words
            .count("period_incidents", incidents)
            .replace("{period}", period),
    };
    let counted = match (down.is_empty(), incidents) {
        _ if blind => words.say("period_blind").to_owned(),
        (true, 0) => words.say("period_quiet").to_owned(),
        (true, _) => words.say("period_harmless").to_owned(),
        (false, _) => words.fill("period_down", &[("components", &named(scene, &down))]),
    };
    let mut said = [&begun, " ", &counted].concat();
    if known
        .iter()
        .any(|(_, statement)| statement.figure.incomplete)
    {
        said.push(' ');
        said.push_str(words.say("period_unread"));
    }
    said
}

/// "Web interface (Mail) 1 h 40 min, Billing 5 min and 3 more"
fn named(scene: &Scene<'_>, down: &[&&(ComponentKey, Statement)]) -> String {
    let name = |(key, statement): &(ComponentKey, Statement)| {
        let name = scene.full_name(scene.site.component(*key));
        let length = duration_text(statement.figure.availability.down_seconds());
        let values = [("component", name.as_str()), ("duration", &length)];
        scene.words.fill("component_down", &values)
    };
    let mut names: Vec<_> = down.iter().take(NAMED).map(|known| name(known)).collect();
    if down.len() > NAMED {
        names.push(scene.words.count("more", down.len() - NAMED));
    }
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    scene.words.list(&names)
}

/// How the incidents at `positions` were handled, and what came of promises in the period.
pub(super) fn handling(
    scene: &Scene<'_>,
    (period, window): (CivilPeriod, Interval),
    positions: &[usize],
) -> Vec<Fact> {
    let begun = positions.iter().copied().filter(|position| {
        let began = scene.site.incidents[*position].started.at;
        began >= window.from()
    });
    let known = scene.report.handled(begun);
    let facts = [
        known
            .lasted
            .map(|known| spread(scene, "lengths", "period_lengths", known)),
        known
            .first_words
            .map(|known| spread(scene, "first_words", "period_first_words", known)),
        promises(scene, period),
    ];
    facts.into_iter().flatten().collect()
}

fn spread(scene: &Scene<'_>, name: &'static str, label: &str, known: Durations) -> Fact {
    let values = [
        ("n", scene.number(u64::try_from(known.count).unwrap_or(0))),
        ("median", duration_text(known.median)),
        ("ninetieth", duration_text(known.ninetieth)),
        ("longest", duration_text(known.longest)),
    ];
    let values: Vec<_> = values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    scene.fact(name, label, &scene.words.fill("period_spread", &values))
}

/// "2 kept, 1 overdue": promises whose day lies in the period.
fn promises(scene: &Scene<'_>, period: CivilPeriod) -> Option<Fact> {
    let inside = |day| period.first() <= day && day <= period.last();
    let letters = scene.site.apologies.iter().zip(&scene.report.apologies);
    let (mut kept, mut overdue) = (0, 0);
    for (letter, known) in letters {
        for (action, state) in letter.actions.iter().zip(&known.promises) {
            match (&action.state, state) {
                (ActionState::Done(Some(day)), PromiseState::Kept) if inside(*day) => kept += 1,
                (_, PromiseState::Overdue) if action.due.is_some_and(inside) => overdue += 1,
                _ => {}
            }
        }
    }
    let said = [
        (kept > 0).then(|| scene.words.count("period_kept", kept)),
        (overdue > 0).then(|| scene.words.count("period_overdue", overdue)),
    ];
    let said: Vec<_> = said.into_iter().flatten().collect();
    let text = said.join(scene.words.say("list_comma"));
    (!text.is_empty()).then(|| scene.fact("promises", "period_promises", &text))
}
