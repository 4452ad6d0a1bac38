//! The answer as one JSON document, in the shapes of `api/availability.json`.

use serde::Serialize;

use super::ask::{Question, Window};
use crate::model::ComponentKey;
use crate::view::api::{BareFigure, BudgetFigure, FigureEntry, OwedFigure};

/// The whole answer.
#[derive(Serialize)]
struct Answer<'a> {
    as_of: String,
    time_zone: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    what_if_seconds: Option<i64>,
    figures: Vec<Entry<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    running: Vec<Running<'a>>,
}

/// One component in one window.
#[derive(Serialize)]
struct Entry<'a> {
    component: &'a str,
    window: &'a str,
    #[serde(flatten)]
    figure: FigureEntry,
    /// Of a group that is no mean, what it would be had its members failed independently; cut off like the figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    independent_percent: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    then: Option<BareFigure>,
}

/// The running periods of a component's objective and agreement, had there been more downtime.
#[derive(Serialize)]
struct Running<'a> {
    component: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    budget: Option<BudgetFigure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    budget_then: Option<BudgetFigure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owed: Option<OwedFigure<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owed_then: Option<OwedFigure<'a>>,
}

pub(super) fn told(question: &Question<'_>, more: Option<i64>) -> String {
    let (site, report) = (question.site, question.report);
    let figures = question.rows().map(|(key, window, figure)| Entry {
        component: &question.component(key).id,
        window: &window.name,
        then: more.map(|more| BareFigure::new(figure.availability.worse_by(more))),
        independent_percent: independent(question, key, window),
        figure: FigureEntry::new(site, &figure, report.as_of),
    });
    let answer = Answer {
        as_of: report.as_of.to_rfc3339(&site.zone),
        time_zone: site.zone.name(),
        what_if_seconds: more,
        figures: figures.collect(),
        running: more.map_or_else(Vec::new, |more| running(question, more)),
    };
    // All keys are texts and all numbers fit, so that nothing can fail.
    serde_json::to_string_pretty(&answer).unwrap_or_default()
}

fn independent(question: &Question<'_>, key: ComponentKey, window: &Window) -> Option<String> {
    let told = question
        .report
        .independent(question.site, key, window.span)?;
    Some(told.percent(6).trim_end_matches('%').to_owned())
}

fn running<'a>(question: &Question<'a>, more: i64) -> Vec<Running<'a>> {
    let (site, report) = (question.site, question.report);
    let running = question.keys.iter().map(|key| {
        let standing = report.components[key.0].objective.as_ref();
        let budget = standing.map(|standing| standing.budget);
        let then = budget.map(|budget| budget.worse_by(more));
        let owed = |more| report.owed_if(site, *key, more);
        Running {
            component: &question.component(*key).id,
            budget: budget.map(|budget| BudgetFigure::new(budget, Some(!budget.is_overspent()))),
            budget_then: then.map(|budget| BudgetFigure::new(budget, Some(!budget.is_overspent()))),
            owed: owed(0).map(|owed| OwedFigure::new(site, &owed)),
            owed_then: owed(more).map(|owed| OwedFigure::new(site, &owed)),
        }
    });
    running
        .filter(|one| one.budget.is_some() || one.owed.is_some())
        .collect()
}
