//! The page of one component: how it is, its days for a year, its figures, and what they rest on.

use serde::Serialize;

use super::figure::Precision;
use super::{
    Aim, Cells, ComponentCard, Figure, Head, IncidentRow, Link, PromiseRow, Scene, State, Time,
    View, WorstRow, availability, home, promises, rows,
};
use crate::model::{Component, ComponentKey, Level, Rollup};
use crate::output::Route;
use crate::report::{ComponentReport, DayCell, Figure as Known};
use crate::timeline::{CivilPeriod, Month, Quarter};

/// How many incidents stand on the page.
const INCIDENTS: usize = 20;

/// One component or group.
#[derive(Debug, Serialize)]
pub struct ComponentPage {
    /// Its name.
    pub title: String,
    /// One line about it.
    pub description: Option<String>,
    /// The group that it belongs to.
    pub group: Option<Link>,
    /// How it is now.
    pub level: State,
    /// Whether it works as it should now.
    pub fine: bool,
    /// Whether it exists now.
    pub alive: bool,
    /// Since when it is as it is; none where the record does not reach back.
    pub since: Option<Time>,
    /// What it aims for, and how it keeps to that in the running period.
    pub aim: Option<Aim>,
    /// Figures by window.
    pub windows: Vec<PeriodRow>,
    /// Months, newest first; the latest with their days.
    pub months: Vec<MonthRow>,
    /// Quarters, newest first.
    pub quarters: Vec<PeriodRow>,
    /// Years, newest first.
    pub years: Vec<PeriodRow>,
    /// Its worst hour, day, week and month of the longest window; none where it was not down in it.
    pub worst: Option<WorstRow>,
    /// "in the last 365 days": where those are taken from.
    pub worst_in: String,
    /// What checks at intervals can tell, where it was checked so.
    pub sampled: Option<String>,
    /// Where the page of all figures tells how they are made.
    pub method: Link,
    /// What the figures rest on, a sentence each.
    pub basis: Vec<String>,
    /// Its living members, where it is a group.
    pub members: Vec<ComponentCard>,
    /// What was promised after its incidents.
    pub promises: Vec<PromiseRow>,
    /// The incidents that hit it, newest first.
    pub incidents: Vec<IncidentRow>,
    /// "and 12 earlier ones", where there are more.
    pub earlier: Option<String>,
}

/// A stretch of time with its figure.
#[derive(Debug, Serialize)]
pub struct PeriodRow {
    /// "Last 90 days", "Q3 2009"
    pub title: String,
    /// Where the report of that period tells of it; none for windows that roll.
    pub href: Option<String>,
    /// Its figure.
    pub figure: Figure,
}

/// A month with its figure and its days.
#[derive(Debug, Serialize)]
pub struct MonthRow {
    /// "2009-09": part of the row's id.
    pub id: String,
    /// "September 2009"
    pub title: String,
    /// Where the report of that month tells of it.
    pub href: Option<String>,
    /// Its figure.
    pub figure: Figure,
    /// Its days; none for months further back than a year.
    pub cells: Option<Cells>,
}

pub(super) fn view(scene: &Scene<'_>, key: ComponentKey) -> (Head, View) {
    let (component, known) = (scene.site.component(key), &scene.report.components[key.0]);
    let longest = availability::longest(scene);
    let page = ComponentPage {
        title: component.name.clone(),
        description: component.description.clone(),
        group: component.parent.map(|group| scene.component(group)),
        level: scene.level(known.level),
        fine: known.level == Level::Operational,
        alive: known.alive,
        since: known.since.map(|since| scene.calendar().instant(since)),
        aim: known
            .objective
            .as_ref()
            .and_then(|standing| availability::aim(scene, key, standing)),
        windows: windows(scene, known),
        months: months(scene, component, known),
        quarters: quarters(scene, component, known),
        years: years(scene, key),
        worst: longest
            .as_ref()
            .and_then(|(window, _)| availability::worst_row(scene, key, *window)),
        sampled: longest
            .as_ref()
            .and_then(|(window, name)| availability::sampled(scene, key, (*window, name.as_str()))),
        worst_in: longest.map_or(String::new(), |(_, name)| name),
        method: Link {
            text: scene.words.say("method_link").to_owned(),
            href: scene.href(&Route::availability()) + "#method",
        },
        basis: basis(scene, component, known),
        members: home::cards(scene, Some(key)),
        promises: promises::of_component(scene, key),
        incidents: known
            .incidents
            .iter()
            .take(INCIDENTS)
            .map(|position| rows::incident(scene, *position))
            .collect(),
        earlier: earlier(scene, known),
    };
    let description = described(scene, component, &page);
    let head = Head::new(scene, &scene.full_name(component))
        .section("home")
        .described(description);
    (head, View::Component(Box::new(page)))
}

fn described(scene: &Scene<'_>, component: &Component, page: &ComponentPage) -> String {
    let figure = page
        .windows
        .last()
        .map(|row| [&row.title, ": ", &row.figure.line()].concat())
        .unwrap_or_default();
    let name = scene.full_name(component);
    scene.words.fill(
        "component_description",
        &[
            ("name", &name),
            ("level", &page.level.word),
            ("figure", &figure),
        ],
    )
}

fn windows(scene: &Scene<'_>, known: &ComponentReport) -> Vec<PeriodRow> {
    let row = |(days, figure): &(u32, Known)| PeriodRow {
        title: scene
            .words
            .count("last_days", usize::try_from(*days).unwrap_or(0)),
        href: None,
        figure: Figure::full(figure, Precision::for_days(*days), scene.words),
    };
    known.windows.iter().map(row).collect()
}

fn quarters(scene: &Scene<'_>, component: &Component, known: &ComponentReport) -> Vec<PeriodRow> {
    let row = |(quarter, figure): &(Quarter, Known)| PeriodRow {
        title: scene.period(CivilPeriod::Quarter(*quarter)),
        href: report_of(scene, component, CivilPeriod::Quarter(*quarter)),
        figure: Figure::full(figure, Precision::Fine, scene.words),
    };
    with_data(&known.quarters).iter().map(row).collect()
}

fn years(scene: &Scene<'_>, key: ComponentKey) -> Vec<PeriodRow> {
    let years = scene.report.periods().years.iter();
    let row = |year: &CivilPeriod| {
        let window = year.window(&scene.site.zone);
        let lived = scene.report.lived(key, window);
        let figure = scene.report.figure(key, window).filter(|_| lived)?;
        Some(PeriodRow {
            title: scene.period(*year),
            href: report_of(scene, scene.site.component(key), *year),
            figure: Figure::full(&figure, Precision::Fine, scene.words),
        })
    };
    years.filter_map(row).collect()
}

/// Where the report of `period`, if there is one, tells of the component, which was in use in it.
fn report_of(scene: &Scene<'_>, component: &Component, period: CivilPeriod) -> Option<String> {
    scene.is_reported(period).then(|| {
        let page = scene.href(&Route::period(period));
        format!("{page}#c-{}", component.id)
    })
}

/// Periods, newest first, down to the first that has any data: what lies before says nothing.
fn with_data<T>(periods: &[(T, Known)]) -> &[(T, Known)] {
    let first = periods
        .iter()
        .rposition(|(_, figure)| figure.availability.has_data());
    &periods[..first.map_or(0, |first| first + 1)]
}

fn months(scene: &Scene<'_>, component: &Component, known: &ComponentReport) -> Vec<MonthRow> {
    let row = |(month, figure): &(Month, Known)| {
        let days = days_of(&known.days, *month);
        MonthRow {
            id: month.to_string(),
            title: scene.month_so_far(*month),
            href: report_of(scene, component, CivilPeriod::Month(*month)),
            figure: Figure::full(figure, Precision::Fine, scene.words),
            cells: (!days.is_empty()).then(|| Cells::month(scene, component, *month, days)),
        }
    };
    with_data(&known.months).iter().map(row).collect()
}

/// Those of `days`, which are sorted, that fall into `month`.
fn days_of(days: &[DayCell], month: Month) -> &[DayCell] {
    let first = days.partition_point(|day| Month::of(day.day) < month);
    let last = days.partition_point(|day| Month::of(day.day) <= month);
    &days[first..last]
}

/// What the figures rest on.
fn basis(scene: &Scene<'_>, component: &Component, known: &ComponentReport) -> Vec<String> {
    let words = scene.words;
    let mut said = Vec::new();
    if component.is_group() {
        said.push(words.say(rollup_key(component.rollup)).to_owned());
    }
    match &component.measured {
        Some(measured) => {
            said.extend(
                measured
                    .source
                    .as_ref()
                    .map(|source| words.fill("basis_source", &[("source", source)])),
            );
            let day = |at| scene.calendar().date(scene.site.zone.day_of(at)).text;
            said.extend(
                measured
                    .from
                    .map(|from| words.fill("basis_from", &[("date", &day(from))])),
            );
            // While a monitor writes, its last word is always a little old.
            let today = scene.site.zone.day_of(scene.report.as_of);
            let ended = measured.to.filter(|to| scene.site.zone.day_of(*to) < today);
            said.extend(ended.map(|to| words.fill("basis_to", &[("date", &day(to))])));
        }
        None if known.measured => {}
        None if component.is_group() => said.push(words.say("basis_members_unmeasured").to_owned()),
        None => said.push(words.say("basis_incidents_alone").to_owned()),
    }
    said
}

fn rollup_key(rollup: Rollup) -> &'static str {
    match rollup {
        Rollup::AnyDown => "rollup_any_down",
        Rollup::AllDown => "rollup_all_down",
        Rollup::Mean => "rollup_mean",
        Rollup::Weighted => "rollup_weighted",
    }
}

fn earlier(scene: &Scene<'_>, known: &ComponentReport) -> Option<String> {
    let more = known.incidents.len().saturating_sub(INCIDENTS);
    (more > 0).then(|| scene.words.count("incidents_earlier", more))
}
