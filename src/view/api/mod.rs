//! `api/availability.json`: every figure of the site with its numerator, its denominator and its rule, for programs.
//!
//! Percentages and nines are texts, cut off as on the pages but finer, so that no reader of the file rounds them up; whoever wants more
//! takes `down / (10000 × observed)`.

mod account;
mod component;
mod figure;
mod handled;
mod incident;
mod owed;

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

pub use account::{AccountFigure, CountedFigure, DaysFigure, NotObservedFigure, PlannedFigure};
pub use component::{ComponentFigures, DayFigure, ObjectiveFigures, PeriodFigure, WorstFigure};
pub use figure::{BareFigure, BudgetFigure, FigureEntry};
pub use handled::{HandledFigures, SpreadFigure};
pub use incident::{CostFigure, EffectFigure, IncidentFigures, ShareFigure};
pub use owed::{LeftOutFigure, OwedFigure, TogetherFigure};

use crate::model::{Agreement, BasisPoints, Period, PlannedPolicy, Site};
use crate::report::{Budget, Report};
use crate::timeline::Zone;

/// The whole file.
#[derive(Debug, Serialize)]
pub struct Availability<'a> {
    /// Version of this shape; grows when something that stands here changes its meaning or goes.
    pub version: u32,
    /// The instant that everything is seen from, RFC 3339.
    pub as_of: String,
    /// The zone of days, months, quarters and years.
    pub time_zone: &'a str,
    /// How figures are counted.
    pub rule: Rule,
    /// Every component, groups before their members.
    pub components: Vec<ComponentFigures<'a>>,
    /// Every agreement.
    pub agreements: Vec<AgreementTerms<'a>>,
    /// Remedies against what was lost, by apology, newest first.
    pub remedies: Vec<RemedyFigures<'a>>,
    /// Incidents, newest first.
    pub incidents: Vec<IncidentFigures<'a>>,
    /// How incidents were handled, by the period in which they began: months, quarters, years.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub handled: Vec<HandledFigures>,
}

/// A remedy against what was lost.
#[derive(Debug, Serialize)]
pub struct RemedyFigures<'a> {
    /// Id of the apology.
    pub apology: &'a str,
    /// Seconds of the incident that lasted longest.
    pub lost_seconds: i64,
    /// The month in which it began: `2009-09`.
    pub month: String,
    /// Its seconds.
    pub month_seconds: i64,
    /// `0.231481`: the lost time as a part of the month, cut off.
    pub lost_percent: String,
    /// `43.20`: how many times that is given of a month's price, cut off.
    pub times: Option<String>,
}

/// How figures are counted.
#[derive(Debug, Serialize)]
pub struct Rule {
    /// `down / (10000 × observed)` is the part of the time that was down.
    pub unit: &'static str,
    /// What a second of each level weighs.
    pub weights: BTreeMap<&'static str, String>,
    /// `not_counted`, `exclude_window` or `counts_as_outage`.
    pub planned: &'static str,
    /// How early planned work must be announced, in seconds.
    pub notice_seconds: i64,
    /// How much planned work a calendar year may hold, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub planned_cap_seconds: Option<i64>,
    /// How numbers are printed.
    pub rounding: &'static str,
}

/// What an agreement promises.
#[derive(Debug, Serialize)]
pub struct AgreementTerms<'a> {
    /// Its id.
    pub id: &'a str,
    /// `calendar_month`, `calendar_quarter` or `rolling 30d`.
    pub period: String,
    /// The zone of its periods.
    pub time_zone: &'a str,
    /// From the mildest to the deepest.
    pub tiers: Vec<TierTerms>,
    /// The most that is owed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cap: Option<String>,
    /// Outages that are shorter do not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_outage_seconds: Option<i64>,
    /// What it owes for several components together, newest period first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub together: Vec<TogetherFigure<'a>>,
}

/// One step of an agreement.
#[derive(Debug, Serialize)]
pub struct TierTerms {
    /// Availability strictly below this hits the tier.
    pub below: String,
    /// How many seconds may be down before that, in a month of 30 days, a quarter of 91, or the days of a rolling period.
    pub allowed_seconds: i64,
    /// What is owed then.
    pub credit: String,
}

/// Every figure of `site`.
#[must_use]
pub fn availability<'a>(site: &'a Site, report: &Report) -> Availability<'a> {
    let keys: Vec<_> = site.component_keys().collect();
    let incidents = (0..site.incidents.len()).into_par_iter();
    Availability {
        version: 1,
        as_of: report.as_of.to_rfc3339(&site.zone),
        time_zone: site.zone.name(),
        rule: rule(site),
        components: keys
            .into_par_iter()
            .map(|key| component::figures(site, report, key))
            .collect(),
        agreements: site
            .agreements
            .iter()
            .enumerate()
            .map(|(position, agreement)| AgreementTerms {
                together: owed::together(site, report, position),
                ..terms(agreement, &site.zone)
            })
            .collect(),
        remedies: remedies(site, report),
        incidents: incidents
            .filter_map(|position| incident::figures(site, report, position))
            .collect(),
        handled: handled::handled(site, report),
    }
}

fn remedies<'a>(site: &'a Site, report: &Report) -> Vec<RemedyFigures<'a>> {
    let letters = site.apologies.iter().enumerate();
    let known = letters.filter_map(|(position, letter)| {
        let against = report.against(site, position)?;
        Some(RemedyFigures {
            apology: &letter.id,
            lost_seconds: against.lost,
            month: against.month.to_string(),
            month_seconds: against.whole,
            lost_percent: against.lost_percent(6).trim_end_matches('%').to_owned(),
            times: against.times(2),
        })
    });
    known.collect()
}

fn rule(site: &Site) -> Rule {
    let counting = &site.counting;
    Rule {
        unit: "down: seconds x weight x 10000; observed: seconds; both summed over the members of a mean or weighted group",
        weights: BTreeMap::from([
            ("major_outage", weight(counting.major)),
            ("partial_outage", weight(counting.partial)),
            ("degraded_performance", weight(counting.degraded)),
        ]),
        planned: match counting.planned {
            PlannedPolicy::NotCounted => "not_counted",
            PlannedPolicy::ExcludeWindow => "exclude_window",
            PlannedPolicy::CountsAsOutage => "counts_as_outage",
        },
        notice_seconds: counting.notice,
        planned_cap_seconds: counting.planned_cap,
        rounding: "cut off, never rounded up; 100 only without any downtime",
    }
}

/// A weight as it is written: `0.3`.
#[must_use]
pub fn weight(BasisPoints(points): BasisPoints) -> String {
    match (points / 10_000, points % 10_000) {
        (whole, 0) => whole.to_string(),
        (whole, part) => {
            let part = format!("{part:04}");
            format!("{whole}.{}", part.trim_end_matches('0'))
        }
    }
}

/// A period as it is written.
#[must_use]
pub fn period(period: Period) -> String {
    match period {
        Period::CalendarMonth => "calendar_month".to_owned(),
        Period::CalendarQuarter => "calendar_quarter".to_owned(),
        Period::Rolling { days } => format!("rolling {days}d"),
    }
}

/// The days that stand for a period, where its length differs from one to the next.
pub(in crate::view) fn days(period: Period) -> u32 {
    match period {
        Period::CalendarMonth => 30,
        Period::CalendarQuarter => 91,
        Period::Rolling { days } => days,
    }
}

fn terms<'a>(agreement: &'a Agreement, zone: &'a Zone) -> AgreementTerms<'a> {
    let tiers = agreement.tiers.iter().map(|tier| TierTerms {
        below: tier.below.0.text(),
        allowed_seconds: Budget::of_days(tier.below, days(agreement.period)).allowed_seconds(),
        credit: tier.credit.to_string(),
    });
    AgreementTerms {
        id: &agreement.id,
        period: period(agreement.period),
        time_zone: agreement.zone.as_ref().unwrap_or(zone).name(),
        tiers: tiers.collect(),
        cap: agreement.cap.map(|cap| cap.to_string()),
        min_outage_seconds: agreement.min_outage,
        together: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::weight;
    use crate::model::BasisPoints;

    #[test]
    fn weights_are_as_they_are_written() {
        let told = [0, 1, 300, 3_000, 10_000].map(|points| weight(BasisPoints(points)));
        assert_eq!(told, ["0", "0.0001", "0.03", "0.3", "1"]);
    }
}
