//! What one more outage would cost, in nines, in budget and in credit.

use super::ask::Question;
use super::text::{bare_percent, columns, moment, nines};
use crate::cli::owed;
use crate::model::ComponentKey;
use crate::report::{Budget, Owed};
use crate::timeline::duration_text;

pub(super) fn told(question: &Question<'_>, more: i64) -> String {
    let zone = &question.site.zone;
    let mut text = format!(
        "What {} more of a major outage would cost, as of {}:\n",
        duration_text(more),
        moment(question.report.as_of, zone)
    );
    for key in &question.keys {
        text.push('\n');
        text.push_str(&question.component(*key).id);
        text.push('\n');
        text.push_str(&of_component(question, *key, more));
    }
    text
}

fn of_component(question: &Question<'_>, key: ComponentKey, more: i64) -> String {
    let mut rows = Vec::new();
    let mut line = |label: String, now: String, then: String| {
        rows.push(vec![format!("  {label}"), now, "->".to_owned(), then]);
    };
    for window in &question.windows {
        let Some(figure) = question.report.figure(key, window.span) else {
            continue;
        };
        let (now, then) = (figure.availability, figure.availability.worse_by(more));
        line(
            format!("{} availability", window.name),
            bare_percent(now),
            bare_percent(then),
        );
        line(format!("{} nines", window.name), nines(now), nines(then));
    }
    if let Some(standing) = &question.report.components[key.0].objective {
        let budget = standing.budget;
        let label = format!("budget of {}%", budget.target.0.text());
        line(label, spent(budget), spent(budget.worse_by(more)));
    }
    let owed = |more| question.report.owed_if(question.site, key, more);
    let mut left_out = None;
    if let (Some(now), Some(then)) = (owed(0), owed(more)) {
        left_out = then.left_out;
        let agreement = question.site.agreements.get(now.agreement);
        let id = agreement.map_or("", |agreement| agreement.id.as_str());
        line(format!("credit by {id}"), credit(&now), credit(&then));
    }
    let mut text = columns(&rows, &[]);
    if let Some(left_out) = left_out {
        text.extend(["  ", &owed::left_out(left_out), "\n"]);
    }
    text
}

/// "231.48% spent, 56 min 48 s over"
pub(super) fn spent(budget: Budget) -> String {
    let spent = budget.spent(2).unwrap_or_else(|| "no budget".to_owned());
    let left = budget.left_seconds();
    if budget.is_overspent() {
        return format!("{spent} spent, {} over", duration_text(-left));
    }
    format!("{spent} spent, {} left", duration_text(left))
}

/// "3 days (0.42 USD)"
pub(super) fn credit(owed: &Owed) -> String {
    let Some(credit) = owed.credit else {
        return "none".to_owned();
    };
    let worth = owed.worth.as_ref();
    let worth = worth.map(|price| format!(" (worth {} {})", price.rounded_up(), price.currency));
    format!("{credit}{}", worth.unwrap_or_default())
}
