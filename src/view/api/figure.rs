//! Figures as programs read them.

use serde::Serialize;

use crate::model::Site;
use crate::report::{Availability, Budget, Figure, Standing};
use crate::timeline::Interval;

/// Decimals of a percentage in the file: finer than on any page.
const DECIMALS: u32 = 6;

/// An exact fraction.
#[derive(Debug, Clone, Serialize)]
pub struct BareFigure {
    /// `99.768518`, cut off; `<0.000001` where that would hide that it was up at all; nothing without data.
    pub percent: Option<String>,
    /// `2.63`, cut off; nothing without data or without downtime.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nines: Option<String>,
    /// Seconds times weight times 10000.
    pub down: u128,
    /// Seconds.
    pub observed: i64,
    /// How often a second counts that is observed in full: 1, but for mean and weighted groups.
    #[serde(skip_serializing_if = "is_one")]
    pub members: i64,
}

impl BareFigure {
    /// The fraction as it is.
    #[must_use]
    pub fn new(availability: Availability) -> Self {
        Self {
            percent: percent(availability),
            nines: availability.nines().map(|nines| nines.text(2)),
            down: availability.down,
            observed: availability.observed,
            members: availability.members,
        }
    }
}

/// Availability over one stretch of time.
#[derive(Debug, Clone, Serialize)]
pub struct FigureEntry {
    /// First instant of the window, RFC 3339.
    pub from: String,
    /// First instant after it.
    pub to: String,
    /// The window reaches past as-of.
    #[serde(skip_serializing_if = "is_false")]
    pub running: bool,
    /// The fraction.
    #[serde(flatten)]
    pub figure: BareFigure,
    /// Seconds down on the clock, as they are counted, rounded up.
    pub down_seconds: i64,
    /// The percentage with every partial outage counted in full; only where it differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strict_percent: Option<String>,
    /// The percentage without partial outages; only where it differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lenient_percent: Option<String>,
    /// Seconds of planned work, announced in time.
    #[serde(skip_serializing_if = "is_zero")]
    pub planned_seconds: i64,
    /// Seconds of degraded performance that weigh nothing.
    #[serde(skip_serializing_if = "is_zero")]
    pub degraded_seconds: i64,
    /// Seconds without data.
    #[serde(skip_serializing_if = "is_zero")]
    pub unknown_seconds: i64,
    /// The part of its time in use that was observed, in percent, cut off; only where it is not all of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage_percent: Option<String>,
    /// Something that was written about the window could not be read: the figure is the most that it can be.
    #[serde(skip_serializing_if = "is_false")]
    pub incomplete: bool,
}

impl FigureEntry {
    /// `figure` on `site`, seen from its report.
    #[must_use]
    pub fn new(site: &Site, figure: &Figure, as_of: crate::timeline::Instant) -> Self {
        let bound = |other: Availability| percent(other).filter(|_| other != figure.availability);
        let (from, to) = instants(site, figure.window);
        Self {
            from,
            to,
            running: figure.window.to() > as_of,
            figure: BareFigure::new(figure.availability),
            down_seconds: figure.availability.down_seconds(),
            strict_percent: bound(figure.strict),
            lenient_percent: bound(figure.lenient),
            planned_seconds: figure.planned,
            degraded_seconds: figure.degraded,
            unknown_seconds: figure.unknown,
            coverage_percent: figure
                .coverage(4)
                .map(|text| without_sign(&text))
                .filter(|text| text != "100"),
            incomplete: figure.incomplete,
        }
    }
}

/// What a target allows, and what of it is spent.
#[derive(Debug, Clone, Serialize)]
pub struct BudgetFigure {
    /// `99.9`
    pub target: String,
    /// Seconds that may be down, cut off.
    pub allowed_seconds: i64,
    /// `231.48`, cut off; nothing where nothing may be down.
    pub spent_percent: Option<String>,
    /// Seconds that may still be down; negative where more was.
    pub left_seconds: i64,
    /// Whether the target is kept, on what was observed so far; nothing without data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<bool>,
}

impl BudgetFigure {
    /// A budget.
    #[must_use]
    pub fn new(budget: Budget, kept: Option<bool>) -> Self {
        Self {
            target: budget.target.0.text(),
            allowed_seconds: budget.allowed_seconds(),
            spent_percent: budget.spent(2).map(|text| without_sign(&text)),
            left_seconds: budget.left_seconds(),
            kept,
        }
    }

    /// How an objective is kept to.
    #[must_use]
    pub fn of(standing: &Standing) -> Self {
        Self::new(standing.budget, standing.kept)
    }
}

/// Both ends of a window, RFC 3339.
pub(super) fn instants(site: &Site, window: Interval) -> (String, String) {
    let text = |at: crate::timeline::Instant| at.to_rfc3339(&site.zone);
    (text(window.from()), text(window.to()))
}

fn percent(availability: Availability) -> Option<String> {
    availability
        .percent(DECIMALS)
        .map(|text| without_sign(&text))
}

fn without_sign(text: &str) -> String {
    text.trim_end_matches('%').to_owned()
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature is serde's"
)]
pub(super) fn is_zero(number: &i64) -> bool {
    *number == 0
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature is serde's"
)]
fn is_one(number: &i64) -> bool {
    *number == 1
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature is serde's"
)]
fn is_false(flag: &bool) -> bool {
    !*flag
}
