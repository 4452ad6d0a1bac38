//! The figures of one component.

use serde::Serialize;

use super::account::{AccountFigure, account};
use super::figure::{BareFigure, BudgetFigure, FigureEntry, instants, is_zero};
use super::owed::OwedFigure;
use crate::model::{ComponentKey, Rollup, Site};
use crate::report::{DayCell, Owed, Report};
use crate::timeline::{CivilPeriod, Interval};

/// Lengths of the worst windows: an hour, a day, a week, thirty days.
pub(crate) const LENGTHS: [i64; 4] = [3_600, 86_400, 7 * 86_400, 30 * 86_400];

/// The figures of one component.
#[derive(Debug, Serialize)]
pub struct ComponentFigures<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Id of its group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<&'a str>,
    /// How its members make it up, where it is a group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rollup: Option<&'static str>,
    /// Whether anything was measured, or it is counted on declared incidents alone.
    pub measured: bool,
    /// Seconds from one check to the next, where it was sampled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval_seconds: Option<i64>,
    /// Rolling windows.
    pub windows: Vec<WindowFigure>,
    /// Months of its life, newest first.
    pub months: Vec<PeriodFigure<'a>>,
    /// Quarters, likewise.
    pub quarters: Vec<PeriodFigure<'a>>,
    /// Years, likewise.
    pub years: Vec<PeriodFigure<'a>>,
    /// Days with harm among those that its page shows, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<DayFigure>,
    /// How it keeps to its objective in the running period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub objective: Option<ObjectiveFigures>,
    /// The worst stretches of several lengths in the longest window.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub worst: Vec<WorstFigure>,
    /// What its agreement owes: for the running period, and for every one before it in which something is owed, or outages are left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub owed: Vec<OwedFigure<'a>>,
}

/// A rolling window.
#[derive(Debug, Serialize)]
pub struct WindowFigure {
    /// How many days.
    pub days: u32,
    /// Its figure.
    #[serde(flatten)]
    pub figure: FigureEntry,
    /// The least that it may be at 95 % confidence, in percent, where it was sampled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sampled_low_percent: Option<String>,
    /// The most, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sampled_high_percent: Option<String>,
}

/// A calendar period.
#[derive(Debug, Serialize)]
pub struct PeriodFigure<'a> {
    /// `2009-09`, `2009-Q3` or `2009`.
    pub period: String,
    /// Its figure.
    #[serde(flatten)]
    pub figure: FigureEntry,
    /// The budget of its objective, where that is meant for such periods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<BudgetFigure>,
    /// What makes the figure, where that is more than time that was up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountFigure<'a>>,
}

/// A day with harm: each instant at its worst, whatever it weighs.
#[derive(Debug, Serialize)]
pub struct DayFigure {
    /// `2009-09-01`
    pub day: String,
    /// Seconds of major outage.
    #[serde(skip_serializing_if = "is_zero")]
    pub major_seconds: i64,
    /// Seconds of partial outage.
    #[serde(skip_serializing_if = "is_zero")]
    pub partial_seconds: i64,
    /// Seconds of degraded performance.
    #[serde(skip_serializing_if = "is_zero")]
    pub degraded_seconds: i64,
}

/// An objective in its running period.
#[derive(Debug, Serialize)]
pub struct ObjectiveFigures {
    /// `calendar_month`, `calendar_quarter` or `rolling 30d`.
    pub period: String,
    /// The figure of the running period.
    #[serde(flatten)]
    pub figure: FigureEntry,
    /// Its budget, over its whole length.
    pub budget: BudgetFigure,
}

/// A worst stretch.
#[derive(Debug, Serialize)]
pub struct WorstFigure {
    /// Its length.
    pub seconds: i64,
    /// Its first instant, RFC 3339.
    pub from: String,
    /// The first instant after it.
    pub to: String,
    /// Its figure.
    #[serde(flatten)]
    pub figure: BareFigure,
    /// Some of it is known as the total of a day only, and counted at the day's beginning.
    pub placed_by_day: bool,
}

/// The figures of the component at `key`.
pub(super) fn figures<'a>(
    site: &'a Site,
    report: &Report,
    key: ComponentKey,
) -> ComponentFigures<'a> {
    let (component, known) = (site.component(key), &report.components[key.0]);
    let of = |periods: &[CivilPeriod]| {
        let periods = periods
            .iter()
            .map(|named| period(site, report, key, *named));
        periods.flatten().collect()
    };
    let longest = known.windows.iter().map(|(_, figure)| figure.window);
    let longest = longest.max_by_key(|window| window.seconds());
    let periods = report.periods();
    ComponentFigures {
        id: &component.id,
        name: &component.name,
        group: component
            .parent
            .map(|group| site.component(group).id.as_str()),
        rollup: component.is_group().then(|| rollup(component.rollup)),
        measured: known.measured,
        interval_seconds: component
            .measured
            .as_ref()
            .and_then(|measured| measured.interval),
        windows: windows(site, report, key),
        months: of(periods.months),
        quarters: of(periods.quarters),
        years: of(periods.years),
        days: known.days.iter().filter_map(day).collect(),
        objective: known.objective.as_ref().zip(component.objective).map(
            |(standing, objective)| ObjectiveFigures {
                period: super::period(objective.period),
                figure: FigureEntry::new(site, &standing.figure, report.as_of),
                budget: BudgetFigure::of(standing),
            },
        ),
        worst: longest.map_or_else(Vec::new, |range| worst(site, report, key, range)),
        owed: owed(site, report, key),
    }
}

fn windows(site: &Site, report: &Report, key: ComponentKey) -> Vec<WindowFigure> {
    let windows = report.components[key.0].windows.iter();
    windows
        .map(|(days, figure)| {
            let sampled = report.sampled(site, key, figure.window);
            let bare = |text: String| text.trim_end_matches('%').to_owned();
            WindowFigure {
                days: *days,
                figure: FigureEntry::new(site, figure, report.as_of),
                sampled_low_percent: sampled.map(|sampled| bare(sampled.low(6))),
                sampled_high_percent: sampled.map(|sampled| bare(sampled.high(6))),
            }
        })
        .collect()
}

/// A day; nothing where it was without harm.
fn day(cell: &DayCell) -> Option<DayFigure> {
    let [major, partial, degraded] = cell.harm;
    (cell.harm != [0; 3]).then(|| DayFigure {
        day: cell.day.to_string(),
        major_seconds: major,
        partial_seconds: partial,
        degraded_seconds: degraded,
    })
}

/// A period; nothing where the component did not live in it.
fn period<'a>(
    site: &'a Site,
    report: &Report,
    key: ComponentKey,
    named: CivilPeriod,
) -> Option<PeriodFigure<'a>> {
    let window = named.window(&site.zone);
    let figure = report
        .figure(key, window)
        .filter(|_| report.lived(key, window))?;
    let standing = report.standing_in(site, key, named);
    Some(PeriodFigure {
        period: named.to_string(),
        figure: FigureEntry::new(site, &figure, report.as_of),
        budget: standing.as_ref().map(BudgetFigure::of),
        account: account(site, report, key, window),
    })
}

fn worst(site: &Site, report: &Report, key: ComponentKey, range: Interval) -> Vec<WorstFigure> {
    let found = LENGTHS.iter().filter_map(|length| {
        let worst = report.worst(key, range, *length)?;
        let (from, to) = instants(site, worst.window);
        Some(WorstFigure {
            seconds: *length,
            from,
            to,
            figure: BareFigure::new(worst.availability),
            placed_by_day: worst.placed_by_day,
        })
    });
    found.collect()
}

/// For the running period, and for every one before it in which something is owed, or outages are left out.
fn owed<'a>(site: &'a Site, report: &Report, key: ComponentKey) -> Vec<OwedFigure<'a>> {
    let Some(now) = report.owed(site, key, report.as_of.plus(-1)) else {
        return Vec::new();
    };
    let periods = report.periods();
    let named = periods.months.iter().chain(periods.quarters);
    let before = named.filter_map(|named| report.owed_in(site, key, *named));
    let speaks = |owed: &Owed| owed.credit.is_some() || owed.left_out.is_some();
    let before = before.filter(|owed| speaks(owed) && owed.window != now.window);
    let mut told = vec![OwedFigure::new(site, &now)];
    told.extend(before.map(|owed| OwedFigure::new(site, &owed)));
    told
}

/// A roll-up as it is written.
#[must_use]
pub(crate) fn rollup(rollup: Rollup) -> &'static str {
    match rollup {
        Rollup::AnyDown => "any_down",
        Rollup::AllDown => "all_down",
        Rollup::Mean => "mean",
        Rollup::Weighted => "weighted",
    }
}
