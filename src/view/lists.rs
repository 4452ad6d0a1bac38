//! Pages that list others, and the short pages: planned work, notices, plain text.

use serde::Serialize;

use super::{
    ApologyRow, Fact, Head, Html, IncidentGroup, Link, MaintenanceRow, NoticeRow, Scene, State,
    Time, Update, View, When, rows,
};
use crate::model::{Level, Maintenance, MaintenancePhase, Prose, Site};
use crate::output::{Kind, Route};
use crate::report::{MaintenanceReport, MaintenanceState, Report};
use crate::timeline::duration_text;

/// All years, and the incidents of the latest.
#[derive(Debug, Serialize)]
pub struct IncidentList {
    /// All years with incidents, newest first.
    pub years: Vec<YearRow>,
    /// The latest year with incidents.
    pub latest: Option<YearRow>,
    /// Its incidents by month, newest first.
    pub months: Vec<IncidentGroup>,
}

/// The incidents of one year.
#[derive(Debug, Serialize)]
pub struct YearList {
    /// The year.
    pub year: String,
    /// "12 incidents"
    pub count: String,
    /// Its incidents by month, newest first.
    pub months: Vec<IncidentGroup>,
    /// The next year with incidents.
    pub newer: Option<YearRow>,
    /// The year with incidents before it.
    pub older: Option<YearRow>,
    /// The list of all years.
    pub all: Link,
}

/// A year with incidents.
#[derive(Debug, Clone, Serialize)]
pub struct YearRow {
    /// Its page.
    pub link: Link,
    /// "12 incidents"
    pub count: String,
}

/// All apologies.
#[derive(Debug, Serialize)]
pub struct ApologyList {
    /// Newest first.
    pub apologies: Vec<ApologyRow>,
}

/// All planned work.
#[derive(Debug, Serialize)]
pub struct MaintenanceList {
    /// What goes on.
    pub running: Vec<MaintenanceRow>,
    /// What is to come, soonest first.
    pub coming: Vec<MaintenanceRow>,
    /// What is over or called off, newest first.
    pub past: Vec<MaintenanceRow>,
}

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

/// All notices.
#[derive(Debug, Serialize)]
pub struct NoticeList {
    /// Newest first.
    pub notices: Vec<NoticeRow>,
}

/// One notice.
#[derive(Debug, Serialize)]
pub struct NoticePage {
    /// Its headline.
    pub title: String,
    /// When it was published.
    pub published: Time,
    /// Until when it stands.
    pub until: Option<Time>,
    /// What it is about.
    pub components: Vec<Link>,
    /// The text.
    pub text: Html,
}

/// A plain page.
#[derive(Debug, Serialize)]
pub struct PlainView {
    /// Its headline.
    pub title: String,
    /// The text.
    pub text: Html,
}

/// A year with incidents: which of them began in it.
#[derive(Debug, Clone)]
pub(super) struct Year {
    /// The year.
    pub(super) year: i16,
    /// Their positions: the newest, and one past the oldest.
    pub(super) positions: std::ops::Range<usize>,
}

/// The years with incidents, newest first. Incidents are sorted by start, so each year is one stretch of them.
pub(super) fn years(site: &Site, _: &Report) -> Vec<Year> {
    let mut years = Vec::new();
    let mut position = 0;
    while let Some(incident) = site.incidents.get(position) {
        let year = site.zone.day_of(incident.started.at).year();
        let begin = site.zone.year(year).from();
        let end = position
            + site.incidents[position..]
                .partition_point(|incident| incident.started.at >= begin)
                .max(1);
        years.push(Year {
            year,
            positions: position..end,
        });
        position = end;
    }
    years
}

fn year_row(scene: &Scene<'_>, year: &Year) -> YearRow {
    YearRow {
        link: scene.link(&Route::incident_year(year.year), &year.year.to_string()),
        count: scene.words.count("incidents", year.positions.len()),
    }
}

pub(super) fn incidents(scene: &Scene<'_>) -> (Head, View) {
    let years = years(scene.site, scene.report);
    let latest = years.first();
    let list = IncidentList {
        years: years.iter().map(|year| year_row(scene, year)).collect(),
        latest: latest.map(|year| year_row(scene, year)),
        months: rows::by_month(scene, latest.map_or(0..0, |year| year.positions.clone())),
    };
    let head = Head::new(scene, scene.words.say("incidents_title"))
        .described(scene.words.say("incidents_lead").to_owned());
    (head, View::Incidents(list))
}

pub(super) fn year(scene: &Scene<'_>, year: i16) -> (Head, View) {
    let years = years(scene.site, scene.report);
    let place = years.iter().position(|known| known.year == year);
    let row = |place: Option<usize>| {
        place
            .and_then(|place| years.get(place))
            .map(|year| year_row(scene, year))
    };
    let positions = place.map_or(0..0, |place| years[place].positions.clone());
    let text = year.to_string();
    let list = YearList {
        count: scene.words.count("incidents", positions.len()),
        months: rows::by_month(scene, positions),
        newer: row(place.and_then(|place| place.checked_sub(1))),
        older: row(place.map(|place| place + 1)),
        all: scene.link(
            &Route::index(Kind::Incident),
            scene.words.say("incidents_all"),
        ),
        year: text.clone(),
    };
    let title = scene.words.fill("year_title", &[("year", &text)]);
    (
        Head::new(scene, &title).described([&title, ": ", &list.count].concat()),
        View::Year(list),
    )
}

pub(super) fn apologies(scene: &Scene<'_>) -> (Head, View) {
    let apologies = (0..scene.site.apologies.len())
        .map(|position| rows::apology(scene, position))
        .collect();
    let head = Head::new(scene, scene.words.say("apologies_title"))
        .described(scene.words.say("apologies_lead").to_owned());
    (head, View::Apologies(ApologyList { apologies }))
}

pub(super) fn maintenances(scene: &Scene<'_>) -> (Head, View) {
    let overall = &scene.report.overall;
    let rows = |positions: &[usize]| {
        positions
            .iter()
            .map(|position| rows::maintenance(scene, *position))
            .collect()
    };
    let over = |position: &usize| {
        !overall.running.contains(position) && !overall.coming.contains(position)
    };
    let past: Vec<_> = (0..scene.site.maintenances.len()).filter(over).collect();
    let list = MaintenanceList {
        running: rows(&overall.running),
        coming: rows(&overall.coming),
        past: rows(&past),
    };
    let head = Head::new(scene, scene.words.say("maintenances_title"));
    (
        head.described(scene.words.say("maintenances_lead").to_owned()),
        View::Maintenances(list),
    )
}

pub(super) fn maintenance(scene: &Scene<'_>, position: usize) -> (Head, View) {
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
    let mut updates = work_updates(scene, work, &sections);
    let open = !matches!(
        known.state,
        MaintenanceState::Completed | MaintenanceState::Cancelled
    );
    if open {
        updates.reverse();
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
        updates,
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
            ..scene.fact_at("announced", "fact_announced", calendar.moment(announced))
        }
    }));
    facts.extend(
        known
            .ended
            .map(|ended| scene.fact_at("ended", "fact_ended", calendar.instant(ended))),
    );
    if known.overrun > 0 {
        facts.push(scene.fact("overrun", "fact_overrun", duration_text(known.overrun)));
    }
    facts
}

pub(super) fn work_updates(
    scene: &Scene<'_>,
    work: &Maintenance,
    sections: &[Html],
) -> Vec<Update> {
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

pub(super) fn notices(scene: &Scene<'_>) -> (Head, View) {
    let notices = (0..scene.site.notices.len())
        .map(|position| rows::notice(scene, position))
        .collect();
    let head = Head::new(scene, scene.words.say("notices_title"))
        .described(scene.words.say("notices_lead").to_owned());
    (head, View::Notices(NoticeList { notices }))
}

pub(super) fn notice(scene: &Scene<'_>, position: usize) -> (Head, View) {
    let notice = &scene.site.notices[position];
    let page = NoticePage {
        title: notice.title.clone(),
        published: scene.calendar().moment(notice.published),
        until: notice.until.map(|until| scene.calendar().moment(until)),
        components: notice
            .components
            .iter()
            .map(|key| scene.component(*key))
            .collect(),
        text: whole(scene, &notice.prose, Kind::Notice),
    };
    let head = Head::new(scene, &notice.title).described(rows::summary(&notice.prose));
    (
        head.article(&page.published, &page.published),
        View::Notice(page),
    )
}

pub(super) fn plain(scene: &Scene<'_>, position: usize) -> (Head, View) {
    let page = &scene.site.pages[position];
    let text = whole(scene, &page.prose, Kind::Plain);
    let head = Head::new(scene, &page.title)
        .section(&page.id)
        .described(rows::summary(&page.prose));
    (
        head,
        View::Plain(PlainView {
            title: page.title.clone(),
            text,
        }),
    )
}

/// A write-up that has no dated sections. A heading that looks like one is a heading all the same.
fn whole(scene: &Scene<'_>, prose: &Prose, kind: Kind) -> Html {
    let whole = Prose {
        cuts: Vec::new(),
        ..prose.clone()
    };
    scene
        .prose(&whole, kind.folder(), 0)
        .into_iter()
        .next()
        .unwrap_or_else(|| Html::trusted(""))
}
