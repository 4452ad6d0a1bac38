//! Aims and their budgets: how much downtime an aim allows in its period, and what of that is spent.

use serde::Serialize;

use super::naming::spaced;
use crate::model::{ComponentKey, Objective, Period};
use crate::report::{Budget, Standing};
use crate::timeline::duration_text;
use crate::view::figure::Precision;
use crate::view::{Figure, Link, Scene, State};

/// How long the whole bar is.
const BAR: u32 = 1_000;
/// The least that a part of it is, to be seen.
const SEEN: u128 = 12;

/// An aim in one period, and what is spent of what it allows.
#[derive(Debug, Clone, Serialize)]
pub struct Aim {
    /// The component's page.
    pub component: Link,
    /// "99.9 % in each calendar month"
    pub target: String,
    /// "September 2009", "September 2009 so far"
    pub period: String,
    /// Whether it is kept: `kept`, `missed`, `uncertain` or `unknown`.
    pub state: State,
    /// The figure of the period.
    pub figure: Figure,
    /// "It may be down 43 min 12 s in September 2009."
    pub allows: String,
    /// "1 h 40 min of that is spent, 231.48 % of it."
    pub spent: String,
    /// "231.48 %"; none where nothing is spent, or nothing may be down.
    pub share: Option<String>,
    /// "That is 56 min 48 s more than the aim allows.", "12 min are left."
    pub left: Option<String>,
    /// The same as a drawing; none where nothing may be down, or nothing is known.
    pub bar: Option<Bar>,
}

/// A budget as a bar of 1,000 units: what is spent of it is filled, what is over it is hatched and lies behind its end.
#[derive(Debug, Clone, Serialize)]
pub struct Bar {
    /// Where the budget ends.
    pub limit: u128,
    /// How far it is filled.
    pub filled: u128,
    /// How far the bar goes on behind the end of the budget; 0 where no more was spent than there was.
    pub over: u128,
}

/// The aim of the component at `key`, as `standing` tells; `None` where it has none.
pub(in crate::view) fn aim(
    scene: &Scene<'_>,
    key: ComponentKey,
    standing: &Standing,
) -> Option<Aim> {
    let component = scene.site.component(key);
    let objective = component.objective?;
    let window = standing.figure.window;
    // A rolling window has no end to wait for.
    let runs = scene.runs(window) && !matches!(objective.period, Period::Rolling { .. });
    let name = scene.window_name(objective.period, window, &scene.site.zone);
    let known = standing.kept.is_some();
    Some(Aim {
        component: scene.component(key),
        target: target(scene, objective),
        period: if runs {
            scene.words.fill("month_so_far", &[("month", &name)])
        } else {
            name.clone()
        },
        state: state(scene, standing, runs),
        figure: Figure::full(&standing.figure, Precision::Fine, scene.words),
        allows: allows(scene, standing.budget, &name),
        spent: if known {
            spent(scene, standing, runs)
        } else {
            scene.words.say("aim_no_data").to_owned()
        },
        share: standing
            .budget
            .spent(2)
            .filter(|_| known && standing.budget.availability.down > 0)
            .map(|share| at_least(scene, standing, spaced(&share))),
        left: known.then(|| left(scene, standing)).flatten(),
        bar: standing
            .budget
            .spent_of(BAR)
            .filter(|_| known)
            .map(|spent| bar(spent, standing.budget)),
    })
}

/// "99.9 % in each calendar month"
fn target(scene: &Scene<'_>, objective: Objective) -> String {
    let percent = format!("{}\u{202f}%", objective.target.0.text());
    let percent = ("percent", percent.as_str());
    match objective.period {
        Period::CalendarMonth => scene.words.fill("objective_month", &[percent]),
        Period::CalendarQuarter => scene.words.fill("objective_quarter", &[percent]),
        Period::Rolling { days } => scene
            .words
            .fill("objective_days", &[percent, ("n", &days.to_string())]),
    }
}

fn state(scene: &Scene<'_>, standing: &Standing, runs: bool) -> State {
    let over = standing.budget.is_overspent();
    let (name, key) = match standing.kept {
        None => ("unknown", "aim_unknown"),
        Some(_) if over => ("missed", "aim_missed"),
        Some(_) if standing.figure.incomplete => ("uncertain", "aim_uncertain"),
        Some(_) if standing.may_be_missed() => ("uncertain", "aim_kept_known"),
        Some(_) if runs => ("kept", "aim_kept_so_far"),
        Some(_) => ("kept", "aim_kept"),
    };
    State {
        name,
        word: scene.words.say(key).to_owned(),
    }
}

/// "It may be down 43 min 12 s in September 2009."
fn allows(scene: &Scene<'_>, budget: Budget, period: &str) -> String {
    let key = match budget.allowed_seconds() {
        0 => "aim_allows_nothing",
        _ => "aim_allows",
    };
    let allowed = duration_text(budget.allowed_seconds());
    let values = [("duration", allowed.as_str()), ("period", period)];
    scene.words.fill(key, &values)
}

fn spent(scene: &Scene<'_>, standing: &Standing, runs: bool) -> String {
    let budget = standing.budget;
    let down = budget.availability.down_seconds();
    let share = budget.spent(2).map(|share| spaced(&share));
    let down_text = at_least(scene, standing, duration_text(down));
    let key = match (down, &share, runs) {
        (0, ..) if standing.figure.incomplete => "aim_spent_unread",
        (0, _, true) => "aim_spent_nothing_so_far",
        (0, _, false) => "aim_spent_nothing",
        (_, None, _) => "aim_spent_all",
        (_, Some(_), true) => "aim_spent_so_far",
        (_, Some(_), false) => "aim_spent",
    };
    let share = share.unwrap_or_default();
    let values = [("duration", down_text.as_str()), ("percent", &share)];
    capital(&scene.words.fill(key, &values))
}

fn left(scene: &Scene<'_>, standing: &Standing) -> Option<String> {
    let left = standing.budget.left_seconds();
    let untouched = standing.budget.availability.down == 0 && !standing.figure.incomplete;
    if standing.budget.allowed_seconds() == 0 || untouched {
        return None;
    }
    let (key, seconds) = match left {
        ..0 => ("aim_over", left.saturating_neg()),
        0 => ("aim_left_nothing", 0),
        _ if standing.figure.incomplete => ("aim_left_at_most", left),
        _ => ("aim_left", left),
    };
    let seconds = duration_text(seconds);
    Some(scene.words.fill(key, &[("duration", &seconds)]))
}

fn at_least(scene: &Scene<'_>, standing: &Standing, text: String) -> String {
    if standing.figure.incomplete {
        return scene.words.fill("figure_at_least", &[("figure", &text)]);
    }
    text
}

/// The text with a capital at its beginning: values that stand first may begin with a word.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

fn bar(spent: u128, budget: Budget) -> Bar {
    let whole = u128::from(BAR);
    if !budget.is_overspent() {
        let least = if budget.availability.down == 0 {
            0
        } else {
            SEEN
        };
        return Bar {
            limit: whole,
            filled: spent.clamp(least, whole),
            over: 0,
        };
    }
    let limit = (whole * whole / spent.max(whole)).clamp(4 * SEEN, whole - SEEN);
    Bar {
        limit,
        filled: limit,
        over: whole - limit,
    }
}
