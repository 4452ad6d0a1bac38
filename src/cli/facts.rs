//! What the data knows of the incidents that a letter is about, as lines of a comment: the author need not look it up, and does not
//! contradict it by accident.

use crate::model::{ComponentKey, DataSafety, DetectedBy, Incident, Site};
use crate::report::{BudgetCost, MonthEffect, Report};
use crate::timeline::{Instant, duration_text};

/// What is known of the incident at `position`, a line each.
pub(super) fn lines(site: &Site, report: &Report, position: usize) -> Vec<String> {
    let (incident, known) = (&site.incidents[position], &report.incidents[position]);
    let moment = |at: Instant| {
        let clock = site.zone.clock(at);
        let mut text = format!("{} ", clock.local.date());
        clock.push_time(&mut text);
        text + " " + clock.abbreviation()
    };
    let ended = incident.resolved.filter(|end| end.at <= report.as_of);
    let mut lines = vec![format!("{}: {}", incident.id, incident.title)];
    lines.push(format!(
        "  from {} to {}, {}{}",
        moment(incident.started.at),
        ended.map_or_else(|| "now".to_owned(), |end| moment(end.at)),
        duration_text(known.duration),
        if known.open { " so far" } else { "" }
    ));
    lines.extend(hit(site, incident));
    lines.extend(people(incident));
    lines.extend(noticed(incident));
    lines.extend(
        known
            .first_word
            .map(|after| format!("  first public word after {}", duration_text(after))),
    );
    lines.extend(
        known
            .mitigated
            .map(|after| format!("  declared mended after {}", duration_text(after))),
    );
    let cause = incident
        .cause
        .as_ref()
        .and_then(|cause| cause.summary.as_ref());
    lines.extend(cause.map(|cause| format!("  cause: {cause}")));
    let effects = report.effects(site, position);
    lines.extend(effects.iter().filter_map(|effect| month(site, effect)));
    let costs = report.costs(site, position);
    lines.extend(costs.iter().filter_map(|cost| budget(site, cost)));
    lines
}

fn name(site: &Site, key: ComponentKey) -> &str {
    &site.component(key).id
}

fn hit(site: &Site, incident: &Incident) -> Vec<String> {
    let impacts = incident.impacts.iter();
    let line = |impact: &crate::model::Impact| {
        format!(
            "  {}: {}",
            name(site, impact.component),
            impact.level.word()
        )
    };
    impacts.map(line).collect()
}

fn people(incident: &Incident) -> Vec<String> {
    let Some(affected) = &incident.affected else {
        return vec!["  how many were hit is not written: `affected: { users: … }`".to_owned()];
    };
    let mut lines: Vec<String> = affected
        .counts
        .iter()
        .map(|count| {
            let of = count.of.map(|of| format!(" of {of}")).unwrap_or_default();
            format!("  {}: {}{of}", count.what, count.hit)
        })
        .collect();
    lines.extend(affected.data.map(|data| {
        let said = match data {
            DataSafety::None => "none was lost or damaged",
            DataSafety::Some => "some was lost or damaged",
            DataSafety::Unknown => "not known",
        };
        format!("  data: {said}")
    }));
    lines
}

fn noticed(incident: &Incident) -> Option<String> {
    let detected = incident.detected.as_ref()?;
    let after = detected
        .at
        .map(|at| duration_text(at.at - incident.started.at));
    let by = detected.by.map(|by| match by {
        DetectedBy::Monitoring => "monitoring",
        DetectedBy::Customer => "customers",
        DetectedBy::Staff => "staff",
    });
    Some(match (after, by) {
        (Some(after), Some(by)) => format!("  noticed after {after}, by {by}"),
        (Some(after), None) => format!("  noticed after {after}"),
        (None, Some(by)) => format!("  noticed by {by}"),
        (None, None) => return None,
    })
}

fn month(site: &Site, effect: &MonthEffect) -> Option<String> {
    let (with, without) = (effect.with.percent(3)?, effect.without.percent(3)?);
    (effect.with != effect.without).then(|| {
        let nines = effect.with.nines().map(|nines| format!(", {nines} nines"));
        format!(
            "  {} in {}: {with}{}; {without} without this",
            name(site, effect.component),
            effect.month,
            nines.unwrap_or_default()
        )
    })
}

fn budget(site: &Site, cost: &BudgetCost) -> Option<String> {
    let spent = cost.own_spent(2)?;
    Some(format!(
        "  that is {spent} of what {}% allows {}: {}",
        cost.budget.target.0.text(),
        name(site, cost.component),
        duration_text(cost.budget.allowed_seconds())
    ))
}
