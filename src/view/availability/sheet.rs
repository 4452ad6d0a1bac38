//! A period as a table for other programs: one row for each component that was in use.

use crate::model::{ComponentKey, Credit};
use crate::report::{Availability, Budget, Owed, Statement};
use crate::timeline::CivilPeriod;
use crate::view::Scene;

/// The names of the columns.
const COLUMNS: [&str; 25] = [
    "period",
    "component",
    "name",
    "group",
    "from",
    "to",
    "availability_percent",
    "nines",
    "down_seconds",
    "observed_seconds",
    "planned_seconds",
    "degraded_seconds",
    "no_data_seconds",
    "strict_percent",
    "lenient_percent",
    "objective_percent",
    "budget_allowed_seconds",
    "budget_spent_seconds",
    "budget_left_seconds",
    "credit",
    "credit_unit",
    "period_over",
    "all_read",
    "in_zone",
    "credit_left_out_seconds",
];

/// A table. Every row has as many cells as there are columns.
#[derive(Debug)]
pub struct Sheet {
    /// The rows, the names of the columns first.
    pub rows: Vec<Vec<Cell>>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words, which somebody wrote.
    Text(String),
    /// A number as programs read it, or nothing.
    Number(String),
}

/// The table of `period`.
#[must_use]
pub(crate) fn sheet(scene: &Scene<'_>, period: CivilPeriod) -> Sheet {
    let window = period.window(&scene.site.zone);
    let keys = scene.site.component_keys();
    let lived = keys.filter(|key| scene.report.lived(*key, window));
    let rows = lived.filter_map(|key| {
        let statement = scene.report.statement(scene.site, key, window)?;
        Some(row(scene, period, key, &statement))
    });
    let names = COLUMNS.map(|name| Cell::Text(name.to_owned())).to_vec();
    Sheet {
        rows: std::iter::once(names).chain(rows).collect(),
    }
}

fn row(
    scene: &Scene<'_>,
    period: CivilPeriod,
    key: ComponentKey,
    statement: &Statement,
) -> Vec<Cell> {
    let (site, component) = (scene.site, scene.site.component(key));
    let figure = &statement.figure;
    let group = component.parent.map(|group| site.component(group));
    let standing = scene.report.standing_in(site, key, period);
    let budget = standing.map(|standing| standing.budget);
    let owed = scene.report.owed_in(site, key, period);
    let left_out = owed.as_ref().and_then(|owed| owed.left_out);
    let [credit, unit] = credit(owed);
    let text = |text: &str| Cell::Text(text.to_owned());
    let yes = |so| text(if so { "yes" } else { "no" });
    let of_budget = |seconds: fn(Budget) -> i64| number(budget.map(seconds));
    vec![
        text(&period.to_string()),
        text(&component.id),
        text(&component.name),
        text(group.map_or("", |group| &group.name)),
        text(&figure.window.from().to_rfc3339(&site.zone)),
        text(&figure.window.to().to_rfc3339(&site.zone)),
        percent(figure.availability),
        Cell::Number(figure.nines().map_or(String::new(), |nines| nines.text(2))),
        number(Some(figure.availability.down_seconds())),
        number(Some(figure.availability.observed_seconds())),
        number(Some(figure.planned)),
        number(Some(figure.degraded)),
        number(Some(figure.unknown)),
        percent(figure.strict),
        percent(figure.lenient),
        Cell::Number(budget.map_or(String::new(), |budget| budget.target.0.text())),
        of_budget(Budget::allowed_seconds),
        of_budget(|budget| budget.availability.down_seconds()),
        of_budget(Budget::left_seconds),
        credit,
        unit,
        yes(!scene.runs(figure.window)),
        yes(!figure.incomplete),
        text(site.zone.name()),
        number(left_out.map(|left_out| left_out.seconds)),
    ]
}

fn number(number: Option<i64>) -> Cell {
    Cell::Number(number.map_or(String::new(), |number| number.to_string()))
}

/// The percentage cut off after six decimals; nothing without data.
fn percent(availability: Availability) -> Cell {
    let text = availability.percent(6).unwrap_or_default();
    let text = text.trim_end_matches('%');
    // Less than can be printed is cut off to nothing.
    Cell::Number(if text.starts_with('<') { "0" } else { text }.to_owned())
}

/// What is owed, and what it is counted in.
fn credit(owed: Option<Owed>) -> [Cell; 2] {
    let (amount, unit) = match owed.and_then(|owed| owed.credit) {
        None => (String::new(), ""),
        Some(Credit::Days(days)) => (days.text(), "days"),
        Some(Credit::Percent(percent)) => (percent.0.text(), "percent_of_fee"),
        Some(Credit::Multiple(times)) => (times.text(), "times_price_of_downtime"),
    };
    [Cell::Number(amount), Cell::Text(unit.to_owned())]
}
