//! The home page: the answer first, then everything behind it.

use serde::Serialize;

use super::figure::Precision;
use super::{
    ApologyRow, Cells, ComponentCard, Figure, Head, Html, IncidentRow, Link, MaintenanceRow,
    NoticeRow, PromiseRow, Scene, State, Time, View, promises, rows,
};
use crate::model::{Component, ComponentKey, Level, Notice};
use crate::output::{Kind, Route};

/// How long a notice without an end stands on the home page, in days.
const NOTICE_DAYS: i64 = 30;
/// How many days back an incident still stands on the home page.
const RECENT_DAYS: i64 = 15;
/// How many of them at most.
const RECENT: usize = 10;
/// How many days the cells show, where the site has no other wish.
const WINDOW: u32 = 90;

/// The home page.
#[derive(Debug, Serialize)]
pub struct Home {
    /// How things are, in a sentence.
    pub headline: Headline,
    /// Open incidents, newest first.
    pub open: Vec<OpenIncident>,
    /// Planned work that goes on.
    pub running: Vec<MaintenanceRow>,
    /// Planned work to come, soonest first.
    pub coming: Vec<MaintenanceRow>,
    /// Notices that still stand.
    pub notices: Vec<NoticeRow>,
    /// The components at the top, members within.
    pub components: Vec<ComponentCard>,
    /// "90 days ago"
    pub cells_from: String,
    /// "30 days ago": what narrow screens show.
    pub cells_from_narrow: String,
    /// Promises that were not kept, and are late for longer than the site allows itself.
    pub late: Vec<PromiseRow>,
    /// All figures; none where nothing has one.
    pub availability: Option<Link>,
    /// The latest apology.
    pub apology: Option<ApologyRow>,
    /// The last incidents that are over, newest first.
    pub recent: Vec<IncidentRow>,
    /// Where all incidents are listed.
    pub history: Link,
}

/// How things are as a whole.
#[derive(Debug, Serialize)]
pub struct Headline {
    /// The worst state of any component.
    pub level: State,
    /// "Everything is working"
    pub text: String,
    /// Since when; none where the record does not reach back.
    pub since: Option<Time>,
}

/// An open incident with the last that was said.
#[derive(Debug, Serialize)]
pub struct OpenIncident {
    /// The incident.
    pub row: IncidentRow,
    /// When it began, to the minute.
    pub started: Time,
    /// Where work on it stands.
    pub phase: State,
    /// When the last update was given.
    pub updated: Option<Time>,
    /// The last update, or the opening where there is none.
    pub text: Html,
}

pub(super) fn view(scene: &Scene<'_>) -> (Head, View) {
    let overall = &scene.report.overall;
    let headline = headline(scene);
    let head = Head::new(scene, &scene.site.identity.title)
        .section("home")
        .described(described(scene, &headline));
    let home = Home {
        open: overall
            .open
            .iter()
            .map(|position| open(scene, *position))
            .collect(),
        running: overall
            .running
            .iter()
            .map(|position| rows::maintenance(scene, *position))
            .collect(),
        coming: overall
            .coming
            .iter()
            .map(|position| rows::maintenance(scene, *position))
            .collect(),
        notices: standing(scene)
            .map(|position| rows::notice(scene, position))
            .collect(),
        components: cards(scene, None),
        cells_from: scene
            .words
            .count("days_ago", usize::try_from(WINDOW).unwrap_or(0)),
        cells_from_narrow: scene.words.count("days_ago", 30),
        late: promises::late(scene),
        availability: (!scene.site.components.is_empty()).then(|| {
            let text = scene.words.say("availability_all");
            scene.link(&Route::availability(), text)
        }),
        apology: (!scene.site.apologies.is_empty()).then(|| rows::apology(scene, 0)),
        recent: recent(scene),
        history: scene.link(
            &Route::index(Kind::Incident),
            scene.words.say("history_link"),
        ),
        headline,
    };
    (head, View::Home(Box::new(home)))
}

fn described(scene: &Scene<'_>, headline: &Headline) -> String {
    let own = scene
        .site
        .identity
        .description
        .as_deref()
        .unwrap_or_default();
    scene
        .words
        .fill(
            "home_description",
            &[("headline", &headline.text), ("description", own)],
        )
        .trim()
        .to_owned()
}

fn headline(scene: &Scene<'_>) -> Headline {
    let overall = &scene.report.overall;
    Headline {
        level: scene.level(overall.level),
        text: sentence(scene),
        since: overall.since.map(|since| scene.calendar().instant(since)),
    }
}

/// "Everything is working", "Web interface (Mail) is down", "5 of 12 components are down"
fn sentence(scene: &Scene<'_>) -> String {
    const NAMED: usize = 3;
    let (words, overall) = (scene.words, &scene.report.overall);
    if overall.alive == 0 {
        return words.say("headline_nothing").to_owned();
    }
    let key = match overall.level {
        Level::Operational => return words.say("headline_operational").to_owned(),
        Level::Unknown if overall.at_level >= overall.alive => {
            return words.say("headline_unknown_all").to_owned();
        }
        Level::Unknown => "headline_unknown",
        Level::UnderMaintenance => "headline_under_maintenance",
        Level::DegradedPerformance => "headline_degraded_performance",
        Level::PartialOutage => "headline_partial_outage",
        Level::MajorOutage => "headline_major_outage",
    };
    let said = |form: &str, subject: &str| words.fill(&[key, form].concat(), &[("what", subject)]);
    if overall.at_level >= overall.alive && overall.alive > 1 {
        return said("_one", words.say("headline_everything"));
    }
    let hit: Vec<_> = scene
        .site
        .component_keys()
        .filter(|key| stands_at(scene, *key, overall.level))
        .collect();
    match hit.len() {
        1 => said("_one", &scene.names(hit)),
        number if number <= NAMED => said("_other", &scene.names(hit)),
        number => {
            let (number, alive) = (number.to_string(), overall.alive.to_string());
            said(
                "_other",
                &words.fill("headline_some", &[("n", &number), ("of", &alive)]),
            )
        }
    }
}

fn stands_at(scene: &Scene<'_>, key: ComponentKey, level: Level) -> bool {
    let known = &scene.report.components[key.0];
    known.alive && known.level == level && !scene.site.component(key).is_group()
}

fn open(scene: &Scene<'_>, position: usize) -> OpenIncident {
    let (incident, known) = (
        &scene.site.incidents[position],
        &scene.report.incidents[position],
    );
    let sections = scene.prose(&incident.prose, Kind::Incident.folder(), 1);
    OpenIncident {
        row: rows::incident(scene, position),
        started: scene.calendar().moment(incident.started),
        phase: rows::phase(scene, known.phase),
        updated: incident
            .updates
            .last()
            .map(|update| scene.calendar().moment(update.at)),
        text: sections
            .last()
            .cloned()
            .unwrap_or_else(|| Html::trusted("")),
    }
}

/// Notices that have begun and not ended, newest first. One without an end stands for [`NOTICE_DAYS`].
fn standing<'a>(scene: &Scene<'a>) -> impl Iterator<Item = usize> + use<'a> {
    let now = scene.report.as_of;
    let stands = move |notice: &Notice| {
        let until = notice.until.map(|until| until.at);
        until.unwrap_or_else(|| notice.published.at.plus(NOTICE_DAYS * 86_400)) > now
    };
    let notices = scene.site.notices.iter().enumerate();
    notices
        .filter(move |(_, notice)| stands(notice))
        .map(|(position, _)| position)
        .take(5)
}

fn recent(scene: &Scene<'_>) -> Vec<IncidentRow> {
    let oldest = scene.report.as_of.plus(-RECENT_DAYS * 86_400);
    let incidents = scene
        .site
        .incidents
        .iter()
        .zip(&scene.report.incidents)
        .enumerate();
    let begun = incidents.take_while(|(_, (incident, _))| incident.started.at >= oldest);
    let over = begun.filter(|(_, (_, known))| !known.open).take(RECENT);
    over.map(|(position, _)| rows::incident(scene, position))
        .collect()
}

/// The living members of a group, or the components at the top.
pub(super) fn cards(scene: &Scene<'_>, group: Option<ComponentKey>) -> Vec<ComponentCard> {
    let top = || {
        scene
            .site
            .component_keys()
            .filter(|key| scene.site.component(*key).parent.is_none())
            .collect()
    };
    let keys: Vec<_> = group.map_or_else(top, |group| scene.site.component(group).members.clone());
    keys.into_iter()
        .filter(|key| scene.report.components[key.0].alive)
        .map(|key| card(scene, key))
        .collect()
}

fn card(scene: &Scene<'_>, key: ComponentKey) -> ComponentCard {
    let (component, known) = (scene.site.component(key), &scene.report.components[key.0]);
    let window = known
        .windows
        .iter()
        .find(|(days, _)| *days == WINDOW)
        .or(known.windows.first());
    let mut figure =
        window.map(|(days, figure)| Figure::full(figure, Precision::for_days(*days), scene.words));
    if let Some(figure) = figure
        .as_mut()
        .filter(|_| !known.measured && !component.is_group())
    {
        figure
            .notes
            .push(scene.words.say("figure_unmeasured").to_owned());
    }
    let days = window.map_or(WINDOW, |(days, _)| *days);
    ComponentCard {
        id: component.id.clone(),
        link: scene.link(
            &Route::page(Kind::Component, &component.id),
            &component.name,
        ),
        description: component.description.clone(),
        level: scene.level(known.level),
        fine: known.level == Level::Operational,
        figure,
        window: scene
            .words
            .count("over_days", usize::try_from(days).unwrap_or(0)),
        cells: (!component.is_group()).then(|| cells(scene, component, key)),
        members: cards(scene, Some(key)),
    }
}

fn cells(scene: &Scene<'_>, component: &Component, key: ComponentKey) -> Cells {
    let days = &scene.report.components[key.0].days;
    let first = days
        .len()
        .saturating_sub(usize::try_from(WINDOW).unwrap_or(usize::MAX));
    Cells::strip(scene, component, &days[first..])
}
