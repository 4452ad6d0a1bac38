//! What agreements owe, for programs.

use serde::Serialize;

use super::figure::{BareFigure, instants};
use super::period;
use crate::model::{Period, Site};
use crate::report::{Owed, Price, Report, Together};

/// What an agreement owes for a period.
#[derive(Debug, Serialize)]
pub struct OwedFigure<'a> {
    /// Id of the agreement.
    pub agreement: &'a str,
    /// First instant of the period, RFC 3339.
    pub from: String,
    /// First instant after it.
    pub to: String,
    /// The period still runs: the figure is what it will be if nothing more happens.
    pub running: bool,
    /// The figure as the agreement counts.
    #[serde(flatten)]
    pub figure: BareFigure,
    /// Outages that are too short for the agreement and so not in this figure, where there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_out: Option<LeftOutFigure>,
    /// `3 days`; nothing where nothing is owed.
    pub credit: Option<String>,
    /// What that is worth on the agreement's example fee, rounded up: `0.42 USD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worth: Option<String>,
    /// Until when it can be asked for, exclusive, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim_by: Option<String>,
}

impl<'a> OwedFigure<'a> {
    /// What is owed on `site`.
    #[must_use]
    pub fn new(site: &'a Site, owed: &Owed) -> Self {
        let (from, to) = instants(site, owed.window);
        let agreement = site.agreements.get(owed.agreement);
        let worth = owed.worth.as_ref();
        Self {
            agreement: agreement.map_or("", |agreement| &agreement.id),
            from,
            to,
            running: owed.running,
            figure: BareFigure::new(owed.availability),
            left_out: owed.left_out.map(|left_out| LeftOutFigure {
                shorter_than_seconds: left_out.shorter_than,
                outages: left_out.outages,
                seconds: left_out.seconds,
            }),
            credit: owed.credit.map(|credit| credit.to_string()),
            worth: worth.map(money),
            claim_by: owed.claim_by.map(|at| at.to_rfc3339(&site.zone)),
        }
    }
}

/// Outages that are too short for an agreement.
#[derive(Debug, Serialize)]
pub struct LeftOutFigure {
    /// The shortest that counts.
    pub shorter_than_seconds: i64,
    /// How many shorter ones touch the period.
    pub outages: usize,
    /// How long they were down in it.
    pub seconds: i64,
}

/// What several components are owed together under one agreement for one period.
#[derive(Debug, Serialize)]
pub struct TogetherFigure<'a> {
    /// `2009-09` or `2009-Q3`; of a rolling agreement `rolling 30d`, the running window alone.
    pub period: String,
    /// First instant of the period, RFC 3339.
    pub from: String,
    /// First instant after it.
    pub to: String,
    /// Ids of the components whose credits are added.
    pub components: Vec<&'a str>,
    /// The sum may still grow.
    pub at_least: bool,
    /// `6 days`, or percent of the fee of the period, rounded up.
    pub credit: String,
    /// The most that it can be.
    pub most: String,
    /// Whether the credits come to more than that.
    pub capped: bool,
    /// What the sum is worth on the agreement's example fee, rounded up: `0.83 USD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worth: Option<String>,
    /// The most on that fee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most_worth: Option<String>,
}

/// What the agreement at `position` owes for several components together: for every period in which it does, newest first.
pub(super) fn together<'a>(
    site: &'a Site,
    report: &Report,
    position: usize,
) -> Vec<TogetherFigure<'a>> {
    let agreement = site.agreements.get(position);
    let rolling = agreement.and_then(|agreement| match agreement.period {
        Period::Rolling { .. } => Some(agreement.period),
        Period::CalendarMonth | Period::CalendarQuarter => None,
    });
    let running = rolling.and_then(|rolling| {
        let together = report.owed_together_now(site, position)?;
        Some(figure(site, period(rolling), &together))
    });
    let periods = report.periods();
    let named = periods.months.iter().chain(periods.quarters);
    let sums = named.filter_map(|named| {
        let together = report.owed_together_in(site, position, *named)?;
        Some(figure(site, named.to_string(), &together))
    });
    running.into_iter().chain(sums).collect()
}

fn figure<'a>(site: &'a Site, period: String, together: &Together) -> TogetherFigure<'a> {
    let (from, to) = instants(site, together.window);
    let sum = &together.sum;
    let components = together.components.iter();
    TogetherFigure {
        period,
        from,
        to,
        components: components
            .map(|key| site.component(*key).id.as_str())
            .collect(),
        at_least: together.at_least(),
        credit: sum.credit.to_string(),
        most: sum.most.to_string(),
        capped: sum.capped,
        worth: sum.worth.as_ref().map(money),
        most_worth: sum.most_worth.as_ref().map(money),
    }
}

fn money(price: &Price) -> String {
    format!("{} {}", price.rounded_up(), price.currency)
}
