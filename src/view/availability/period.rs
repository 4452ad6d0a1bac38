//! The report of a month, a quarter or a year: what happened, what it did to each figure, and how that adds up.

use serde::Serialize;

use super::naming::spaced;
use super::nav::{self, PeriodLinks};
use super::{Account, account, agreements, aim, summary};
use crate::model::{ComponentKey, Site};
use crate::report::{Report, Statement};
use crate::timeline::{CivilPeriod, Interval, duration_text};
use crate::view::figure::Precision;
use crate::view::{
    Fact, Figure, Head, IncidentRow, Link, Scene, State, Time, View, incident, owed, rows,
};

/// The report of one period.
#[derive(Debug, Serialize)]
pub struct PeriodPage {
    /// "Availability in September 2009"
    pub title: String,
    /// What happened, in a sentence.
    pub lead: String,
    /// Its first day.
    pub first: Time,
    /// Its last day.
    pub last: Time,
    /// Whether it still runs.
    pub runs: bool,
    /// Every component that was in use in it.
    pub rows: Vec<PeriodLine>,
    /// Whether any component has an aim for this very period.
    pub aims: bool,
    /// Whether any component has an agreement for this very period.
    pub agreements: bool,
    /// What each agreement owes for several components together, where it does.
    pub together: Vec<String>,
    /// What makes each figure that needs to be told.
    pub accounts: Vec<Account>,
    /// The incidents that touched it, newest first.
    pub incidents: Vec<PeriodIncident>,
    /// How they were handled: lengths, first words, promises.
    pub handling: Vec<Fact>,
    /// Where to go on.
    pub links: PeriodLinks,
}

/// The period of one component.
#[derive(Debug, Serialize)]
pub struct PeriodLine {
    /// Id of the row; none where the component has an account, which then has that id.
    pub id: Option<String>,
    /// Its page.
    pub component: Link,
    /// Whether it is a group.
    pub group: bool,
    /// Where the page tells what makes its figure.
    pub account: Option<String>,
    /// Its figure.
    pub figure: Figure,
    /// "2 h", "none"
    pub planned: String,
    /// "1 d without data", where there is such time.
    pub unknown: Option<String>,
    /// "96.66 %": the part of its time in use that was observed.
    pub coverage: Option<String>,
    /// Whether its aim was kept.
    pub kept: Option<State>,
    /// "231.48 % of what it allows is spent"; none where nothing is.
    pub spent: Option<String>,
    /// What its agreement owes.
    pub owed: Option<String>,
    /// "3 outages under 10 min left out": what its agreement does not count, where that makes a difference.
    pub left_out: Option<String>,
}

/// An incident of the period.
#[derive(Debug, Serialize)]
pub struct PeriodIncident {
    /// The incident.
    pub row: IncidentRow,
    /// "after 23 min": when the first word was said.
    pub first_word: Option<String>,
}

pub(in crate::view) fn view(scene: &Scene<'_>, period: CivilPeriod) -> (Head, View) {
    let window = period.window(&scene.site.zone);
    let known: Vec<_> = scene
        .site
        .component_keys()
        .filter(|key| scene.report.lived(*key, window))
        .filter_map(|key| Some((key, scene.report.statement(scene.site, key, window)?)))
        .collect();
    let accounts = known
        .iter()
        .filter_map(|(key, statement)| account::account(scene, *key, (period, window), statement));
    let accounts: Vec<_> = accounts.collect();
    let rows = known.iter().map(|(key, statement)| {
        let id = &scene.site.component(*key).id;
        let told = accounts.iter().any(|account| account.id == *id);
        line(scene, *key, (period, statement), told)
    });
    let rows: Vec<_> = rows.collect();
    let touched = touching(scene.site, scene.report, window);
    let name = scene.period(period);
    let page = PeriodPage {
        title: scene.words.fill("period_title", &[("period", &name)]),
        lead: summary::lead(scene, &name, touched.len(), &known),
        first: scene.calendar().date(period.first()),
        last: scene.calendar().date(period.last()),
        runs: scene.runs(window),
        aims: rows.iter().any(|row| row.kept.is_some()),
        agreements: rows.iter().any(|row| row.owed.is_some()),
        together: together(scene, period),
        rows,
        accounts,
        handling: summary::handling(scene, (period, window), &touched),
        incidents: touched
            .into_iter()
            .map(|position| incident_line(scene, position))
            .collect(),
        links: nav::around(scene, period),
    };
    let head = Head::new(scene, &page.title).described(page.lead.clone());
    (head, View::Period(Box::new(page)))
}

/// Positions of the incidents that share an instant with `window` up to as-of, newest first.
pub(super) fn touching(site: &Site, report: &Report, window: Interval) -> Vec<usize> {
    let first = site
        .incidents
        .partition_point(|incident| incident.started.at >= window.to());
    let begun = site.incidents.iter().enumerate().skip(first);
    let inside = begun.filter(|(_, incident)| {
        let end = incident.resolved.map_or(report.as_of, |end| end.at);
        incident.started.at >= window.from() || end.min(report.as_of) > window.from()
    });
    inside
        .filter(|(_, incident)| incident.started.at <= report.as_of)
        .map(|(position, _)| position)
        .collect()
}

fn line(
    scene: &Scene<'_>,
    key: ComponentKey,
    (period, statement): (CivilPeriod, &Statement),
    told: bool,
) -> PeriodLine {
    let component = scene.site.component(key);
    let anchor = format!("c-{}", component.id);
    let standing = scene.report.standing_in(scene.site, key, period);
    let aim = standing.and_then(|standing| aim(scene, key, &standing));
    let owed = scene.report.owed_in(scene.site, key, period);
    let none = || scene.words.say("none").to_owned();
    let length = |seconds: i64| match seconds {
        ..=0 => none(),
        _ => duration_text(seconds),
    };
    PeriodLine {
        account: told.then(|| format!("#{anchor}")),
        id: (!told).then_some(anchor),
        component: scene.component(key),
        group: component.is_group(),
        figure: Figure::full(&statement.figure, Precision::Fine, scene.words),
        planned: length(statement.figure.planned),
        unknown: (statement.figure.unknown > 0).then(|| {
            let duration = duration_text(statement.figure.unknown);
            let values = [("duration", duration.as_str())];
            scene.words.fill("figure_unknown", &values)
        }),
        coverage: statement.figure.coverage(2).map(|part| spaced(&part)),
        spent: aim.as_ref().and_then(|aim| {
            let percent = aim.share.as_deref()?;
            Some(scene.words.fill("spent_of_aim", &[("percent", percent)]))
        }),
        kept: aim.map(|aim| aim.state),
        left_out: owed
            .as_ref()
            .and_then(|owed| owed::left_out_shortly(scene, owed)),
        owed: owed.map(|owed| agreements::row(scene, &owed).owed),
    }
}

/// A sentence for each agreement that owes something for several components in this period, in the site's order.
fn together(scene: &Scene<'_>, period: CivilPeriod) -> Vec<String> {
    let agreements = 0..scene.site.agreements.len();
    let sums = agreements
        .filter_map(|position| scene.report.owed_together_in(scene.site, position, period));
    sums.map(|sum| owed::together(scene, &sum)).collect()
}

fn incident_line(scene: &Scene<'_>, position: usize) -> PeriodIncident {
    let known = &scene.report.incidents[position];
    PeriodIncident {
        row: rows::incident(scene, position),
        first_word: known
            .first_word
            .map(|seconds| incident::after(scene, seconds)),
    }
}
