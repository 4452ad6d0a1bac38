//! How long one incident lasted, how soon it was spoken of, and what it did to figures.

use serde::Serialize;

use super::figure::{BareFigure, BudgetFigure, instants};
use crate::model::{BasisPoints, Decimal, Incident, Site};
use crate::report::Report;

/// How long one incident lasted, and what it did to figures.
#[derive(Debug, Serialize)]
pub struct IncidentFigures<'a> {
    /// Its id.
    pub id: &'a str,
    /// Seconds from start to end of the harm, or to as-of.
    pub duration_seconds: i64,
    /// Seconds from start until somebody noticed; negative where that was sooner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detected_seconds: Option<i64>,
    /// Seconds from start to the first public word, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_word_seconds: Option<i64>,
    /// Seconds from start to the word that it was mended, where that held and the harm went on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mitigated_seconds: Option<i64>,
    /// Seconds from start to the first apology.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation_seconds: Option<i64>,
    /// Months that would be better without it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
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

/// What is known of the incident at `position`, and what it did.
pub(super) fn figures<'a>(
    site: &'a Site,
    report: &Report,
    position: usize,
) -> Option<IncidentFigures<'a>> {
    let (incident, known) = (
        site.incidents.get(position)?,
        report.incidents.get(position)?,
    );
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
    let detected = incident.detected.as_ref().and_then(|noticed| noticed.at);
    Some(IncidentFigures {
        id: &incident.id,
        duration_seconds: known.duration,
        detected_seconds: detected.map(|noticed| noticed.at - incident.started.at),
        first_word_seconds: known.first_word,
        mitigated_seconds: known.mitigated,
        explanation_seconds: known.explanation,
        months,
        budgets,
        shares: shares(site, incident),
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
