//! What agreements owe, in the words of the terminal.

use crate::model::{ComponentKey, Credit, Site};
use crate::report::{LeftOut, Owed, Price, Report, Together};
use crate::timeline::duration_text;

/// What the agreements of the components that were hit owe for the period of the incident, a line each.
pub(super) fn of_incident(site: &Site, report: &Report, position: usize) -> Vec<String> {
    let incident = &site.incidents[position];
    let keys = site.component_keys().filter(|key| {
        let mut impacts = incident.impacts.iter();
        impacts.any(|impact| {
            site.is_within(impact.component, *key) || site.is_within(*key, impact.component)
        })
    });
    let owed = keys.filter_map(|key| report.owed(site, key, incident.started.at));
    let owed: Vec<_> = owed.collect();
    let mut lines: Vec<String> = Vec::new();
    for owed in owed.iter().filter(|owed| owed.credit.is_some()) {
        lines.extend(line(site, owed));
        lines.extend(owed.left_out.map(|told| format!("  {}", left_out(told))));
    }
    lines.extend(sums(site, &owed));
    lines
}

/// What several of them come to together, by agreement.
fn sums(site: &Site, owed: &[Owed]) -> Vec<String> {
    let agreements = 0..site.agreements.len();
    let sums = agreements.filter_map(|position| {
        let of_it = owed.iter().filter(|one| one.agreement == position);
        let sum = Together::of(site, &of_it.cloned().collect::<Vec<_>>())?;
        Some(format!("  {}", together(site, &sum)))
    });
    sums.collect()
}

fn line(site: &Site, owed: &Owed) -> Option<String> {
    let agreement = site.agreements.get(owed.agreement)?;
    Some(format!(
        "  the agreement {} owes {} for {}",
        agreement.id,
        with_worth(owed.credit?, owed.worth.as_ref()),
        name(site, owed.component)
    ))
}

/// "together for mail-web, mail-imap: 6 days, worth 0.83 USD, of at most 15 days, worth 2.06 USD"
pub(super) fn together(site: &Site, together: &Together) -> String {
    let names = together.components.iter().map(|key| name(site, *key));
    let names = names.collect::<Vec<_>>().join(", ");
    let sum = &together.sum;
    let given = with_worth(sum.credit, sum.worth.as_ref());
    if sum.capped {
        return format!("together for {names}: {given}, the most for one period");
    }
    let most = with_worth(sum.most, sum.most_worth.as_ref());
    let (so_far, at_least) = match (together.incomplete, together.running) {
        (true, _) => ("", "at least "),
        (false, true) => (" so far", ""),
        (false, false) => ("", ""),
    };
    format!("together{so_far} for {names}: {at_least}{given}, of at most {most}")
}

/// "3 days, worth 0.42 USD"
fn with_worth(credit: Credit, worth: Option<&Price>) -> String {
    match worth {
        Some(price) => format!("{credit}, worth {} {}", price.rounded_up(), price.currency),
        None => credit.to_string(),
    }
}

/// "this agreement does not count outages shorter than 10 min: 3 of them, 27 min, are left out"
pub(super) fn left_out(left_out: LeftOut) -> String {
    let LeftOut {
        shorter_than,
        outages,
        seconds,
    } = left_out;
    let (limit, length) = (duration_text(shorter_than), duration_text(seconds));
    let what = if outages == 1 { "is" } else { "are" };
    format!(
        "this agreement does not count outages shorter than {limit}: {outages} of them, {length}, {what} left out"
    )
}

fn name(site: &Site, key: ComponentKey) -> &str {
    &site.component(key).id
}
