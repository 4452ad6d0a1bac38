//! Pages that list others, and the short pages: planned work, notices, plain text.

use serde::Serialize;

use super::{
    ApologyRow, Head, Html, IncidentGroup, Link, MaintenanceRow, NoticeRow, Scene, Time, View, rows,
};
use crate::model::{Prose, Site};
use crate::output::{Kind, Route};
use crate::report::Report;

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
    /// Whether anything was promised in them.
    pub promises: bool,
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
    let promises = scene
        .site
        .apologies
        .iter()
        .any(|letter| !letter.actions.is_empty());
    (
        head,
        View::Apologies(ApologyList {
            apologies,
            promises,
        }),
    )
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
