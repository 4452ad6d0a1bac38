//! What one incident did to figures.

use serde::Serialize;

use super::figure::{BareFigure, BudgetFigure, instants};
use crate::model::{BasisPoints, Decimal, Incident, Site};
use crate::report::Report;

/// What one incident did to figures.
#[derive(Debug, Serialize)]
pub struct IncidentFigures<'a> {
    /// Its id.
    pub id: &'a str,
    /// Months that would be better without it.
    pub months: Vec<EffectFigure<'a>>,
    /// What it took from error budgets.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub budgets: Vec<CostFigure<'a>>,
    /// Impacts whose share was measured, which counts in place of a weight.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shares: Vec<ShareFigure<'a>>,
}

/// A measured share of those who use a component.
#[derive(Debug, Serialize)]
pub struct ShareFigure<'a> {
    /// Id of the component.
    pub component: &'a str,
    /// `12`, exactly.
    pub share_percent: String,
}

/// What it did to one component's month.
#[derive(Debug, Serialize)]
pub struct EffectFigure<'a> {
    /// Id of the component.
    pub component: &'a str,
    /// `2009-09`
    pub month: String,
    /// The month as it is.
    pub with: BareFigure,
    /// The month had this not happened.
    pub without: BareFigure,
}

/// What it took from one component's error budget.
#[derive(Debug, Serialize)]
pub struct CostFigure<'a> {
    /// Id of the component.
    pub component: &'a str,
    /// First instant of the period, RFC 3339.
    pub from: String,
    /// First instant after it.
    pub to: String,
    /// Seconds times weight times 10000 that would not have been down.
    pub down: u128,
    /// `231.48`: what that is of the budget, in percent, cut off; nothing where nothing may be down.
    pub own_percent: Option<String>,
    /// The budget, and all that was spent of it.
    pub budget: BudgetFigure,
}

/// What the incident at `position` did; nothing where it made no difference.
pub(super) fn figures<'a>(
    site: &'a Site,
    report: &Report,
    position: usize,
) -> Option<IncidentFigures<'a>> {
    let id = |key| site.component(key).id.as_str();
    let effects = report.effects(site, position);
    let felt = effects
        .iter()
        .filter(|effect| effect.with != effect.without);
    let months: Vec<_> = felt
        .map(|effect| EffectFigure {
            component: id(effect.component),
            month: effect.month.to_string(),
            with: BareFigure::new(effect.with),
            without: BareFigure::new(effect.without),
        })
        .collect();
    let costs = report.costs(site, position);
    let budgets: Vec<_> = costs
        .iter()
        .filter(|cost| cost.own > 0)
        .map(|cost| {
            let (from, to) = instants(site, cost.window);
            let own = cost.own_spent(2);
            CostFigure {
                component: id(cost.component),
                from,
                to,
                down: cost.own,
                own_percent: own.map(|text| text.trim_end_matches('%').to_owned()),
                budget: BudgetFigure::new(cost.budget, None),
            }
        })
        .collect();
    let shares = shares(site, &site.incidents[position]);
    let said = !months.is_empty() || !budgets.is_empty() || !shares.is_empty();
    said.then_some(IncidentFigures {
        id: &site.incidents[position].id,
        months,
        budgets,
        shares,
    })
}

fn shares<'a>(site: &'a Site, incident: &Incident) -> Vec<ShareFigure<'a>> {
    let impacts = incident.impacts.iter();
    let shares = impacts.filter_map(|impact| {
        let BasisPoints(points) = impact.share?;
        let share = Decimal {
            digits: u64::from(points),
            scale: 2,
        };
        let text = share.text();
        let text = text.trim_end_matches('0').trim_end_matches('.');
        Some(ShareFigure {
            component: &site.component(impact.component).id,
            share_percent: text.to_owned(),
        })
    });
    shares.collect()
}
