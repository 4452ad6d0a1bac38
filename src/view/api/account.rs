//! What makes the figure of a period, piece by piece: the lines that the page of the period lists, as numbers.

use serde::Serialize;

use super::figure::is_zero;
use crate::model::{ComponentKey, Site};
use crate::report::{Cause, Part, Report, Statement, WhyLeftOut};
use crate::timeline::Interval;
use crate::view::availability::{NAMED, weight_text};

/// What makes a figure. `passed_seconds` less what is not observed is `observed`; what is counted, and the days, add up to `down`.
/// Seconds that are not observed, and those that passed, are those of all members together.
#[derive(Debug, Serialize)]
pub struct AccountFigure<'a> {
    /// Seconds of the period up to as-of.
    pub passed_seconds: i64,
    /// Seconds before it was introduced, or after it was retired.
    #[serde(skip_serializing_if = "is_zero")]
    pub not_in_use_seconds: i64,
    /// Seconds without data, by totals of days too.
    #[serde(skip_serializing_if = "is_zero")]
    pub no_data_seconds: i64,
    /// Seconds of planned work, where the site leaves it out.
    #[serde(skip_serializing_if = "is_zero")]
    pub planned_left_out_seconds: i64,
    /// The stretches that are not in use or without data; none where there are more than six.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<NotObservedFigure>,
    /// What counts as down.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub counted: Vec<CountedFigure<'a>>,
    /// Days whose totals say more than that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_days: Option<DaysFigure>,
    /// Planned work that was announced in time, and counts nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub planned: Vec<PlannedFigure<'a>>,
}

/// A stretch of time that is not observed.
#[derive(Debug, Serialize)]
pub struct NotObservedFigure {
    /// First instant, RFC 3339.
    pub from: String,
    /// `not_in_use` or `no_data`.
    pub why: &'static str,
    /// How much of it, as members count.
    pub seconds: i64,
}

/// All that one cause adds to the downtime at one weight.
#[derive(Debug, Serialize)]
pub struct CountedFigure<'a> {
    /// `incident`, `work` (planned, and kept no promise) or `measured` (and told by no incident).
    pub cause: &'static str,
    /// Id of the incident.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incident: Option<&'a str>,
    /// How many stretches there are.
    pub stretches: usize,
    /// Seconds on the clock.
    pub seconds: i64,
    /// `0.3`: what each of them weighs; of a group, with how many members that hit.
    pub weight: String,
    /// Seconds times weight times 10000.
    pub down: u128,
}

/// What totals of days add.
#[derive(Debug, Serialize)]
pub struct DaysFigure {
    /// How many days.
    pub days: usize,
    /// Seconds times weight times 10000.
    pub down: u128,
}

/// Planned work that counts nothing.
#[derive(Debug, Serialize)]
pub struct PlannedFigure<'a> {
    /// Its id.
    pub maintenance: &'a str,
    /// Seconds of it in the period.
    pub seconds: i64,
}

/// What makes the figure of the component at `key` in `window`; nothing where there is nothing but time that was up.
pub(super) fn account<'a>(
    site: &'a Site,
    report: &Report,
    key: ComponentKey,
    window: Interval,
) -> Option<AccountFigure<'a>> {
    let told = report.statement(site, key, window)?;
    let (days, down) = told.by_days();
    let parts = told.parts();
    let planned = told.planned.iter().filter_map(|(position, seconds)| {
        Some(PlannedFigure {
            maintenance: &site.maintenances.get(*position)?.id,
            seconds: *seconds,
        })
    });
    let account = AccountFigure {
        passed_seconds: told.passed_seconds(),
        not_in_use_seconds: told.missing(WhyLeftOut::NotAlive),
        no_data_seconds: told.missing(WhyLeftOut::NoData),
        planned_left_out_seconds: told.missing(WhyLeftOut::Planned),
        left_out: left_out(site, &told),
        counted: parts.iter().map(|part| counted(site, part)).collect(),
        by_days: (days > 0).then_some(DaysFigure { days, down }),
        planned: planned.collect(),
    };
    let observed = account.passed_seconds == told.figure.availability.observed;
    let empty = account.counted.is_empty() && days == 0 && account.planned.is_empty();
    (!observed || !empty).then_some(account)
}

fn counted<'a>(site: &'a Site, part: &Part) -> CountedFigure<'a> {
    let (cause, incident) = match part.cause {
        Cause::Incident(position) => ("incident", site.incidents.get(position)),
        Cause::Work => ("work", None),
        Cause::Measured => ("measured", None),
    };
    CountedFigure {
        cause,
        incident: incident.map(|incident| incident.id.as_str()),
        stretches: part.count,
        seconds: part.seconds,
        weight: weight_text(part.weight),
        down: part.down(),
    }
}

fn left_out(site: &Site, told: &Statement) -> Vec<NotObservedFigure> {
    let parts = told.left_out.iter().filter_map(|part| {
        let why = match part.why {
            WhyLeftOut::NotAlive => "not_in_use",
            WhyLeftOut::NoData => "no_data",
            WhyLeftOut::Planned => return None,
        };
        Some((part, why))
    });
    let parts: Vec<_> = parts.take(NAMED + 1).collect();
    if parts.len() > NAMED {
        return Vec::new();
    }
    let figures = parts.into_iter().map(|(part, why)| NotObservedFigure {
        from: part.span.from().to_rfc3339(&site.zone),
        why,
        seconds: part.amount,
    });
    figures.collect()
}
