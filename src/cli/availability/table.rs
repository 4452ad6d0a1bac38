//! The answer as a table.

use super::ask::Question;
use super::text::{columns, moment, nines, percent};
use crate::report::Figure;
use crate::timeline::duration_text;

pub(super) fn told(question: &Question<'_>) -> String {
    let mut rows = vec![
        ["component", "window", "availability", "nines", "down", ""]
            .map(str::to_owned)
            .to_vec(),
    ];
    let mut last = None;
    for (key, window, figure) in question.rows() {
        let component = question.component(key);
        let id = if last == Some(key) {
            String::new()
        } else {
            [&"  ".repeat(component.depth), component.id.as_str()].concat()
        };
        last = Some(key);
        rows.push(vec![
            id,
            window.name.clone(),
            percent(&figure),
            nines(figure.availability),
            duration_text(figure.availability.down_seconds()),
            notes(&figure),
        ]);
    }
    let zone = &question.site.zone;
    format!(
        "As of {}, in {}. Cut off, never rounded up.\n\n{}",
        moment(question.report.as_of, zone),
        zone.name(),
        columns(&rows, &[2, 3, 4])
    )
}

/// What must be known beside a figure.
fn notes(figure: &Figure) -> String {
    let mut notes = Vec::new();
    if figure.incomplete {
        notes.push("at most: not everything could be read".to_owned());
    }
    if figure.strict != figure.lenient {
        let bound = |availability: crate::report::Availability| availability.percent(3);
        if let (Some(strict), Some(lenient)) = (bound(figure.strict), bound(figure.lenient)) {
            notes.push(format!(
                "{strict} to {lenient} by how partial outages count"
            ));
        }
    }
    let lengths = [
        (figure.planned, "planned"),
        (figure.degraded, "degraded, not counted"),
        (figure.unknown, "without data"),
    ];
    let lengths = lengths.iter().filter(|(seconds, _)| *seconds > 0);
    notes.extend(lengths.map(|(seconds, what)| format!("{} {what}", duration_text(*seconds))));
    notes.join("; ")
}
