//! The answer as comma-separated values.

use super::ask::Question;
use crate::render::csv;
use crate::view::api::FigureEntry;
use crate::view::{Cell, Sheet};

/// The names of the columns.
const HEAD: [&str; 13] = [
    "component",
    "window",
    "from",
    "to",
    "availability_percent",
    "nines",
    "down_seconds",
    "down_parts",
    "observed_seconds",
    "planned_seconds",
    "degraded_seconds",
    "unknown_seconds",
    "what_if_percent",
];

pub(super) fn told(question: &Question<'_>, more: Option<i64>) -> String {
    let mut rows = vec![HEAD.map(|name| Cell::Text(name.to_owned())).to_vec()];
    for (key, window, figure) in question.rows() {
        let then = more.map(|more| figure.availability.worse_by(more));
        let then = then.and_then(|then| then.percent(6)).unwrap_or_default();
        let entry = FigureEntry::new(question.site, &figure, question.report.as_of);
        let texts = [
            question.component(key).id.clone(),
            window.name.clone(),
            entry.from,
            entry.to,
        ];
        let numbers = [
            entry.figure.percent.unwrap_or_default(),
            entry.figure.nines.unwrap_or_default(),
            entry.down_seconds.to_string(),
            entry.figure.down.to_string(),
            entry.figure.observed.to_string(),
            entry.planned_seconds.to_string(),
            entry.degraded_seconds.to_string(),
            entry.unknown_seconds.to_string(),
            then.trim_end_matches('%').to_owned(),
        ];
        let texts = texts.into_iter().map(Cell::Text);
        let numbers = numbers.into_iter().map(Cell::Number);
        rows.push(texts.chain(numbers).collect());
    }
    String::from_utf8(csv(&Sheet { rows })).unwrap_or_default()
}
