//! How the incidents of each period were handled.

use serde::Serialize;

use crate::model::Site;
use crate::report::{Durations, Report};

/// How the incidents of a period were handled, where there are enough of them for numbers.
#[derive(Debug, Serialize)]
pub struct HandledFigures {
    /// `2009-09`, `2009-Q3` or `2009`: when they began.
    pub period: String,
    /// How long those lasted that are over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lasted: Option<SpreadFigure>,
    /// How soon each was spoken of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_words: Option<SpreadFigure>,
}

/// Five durations or more.
#[derive(Debug, Serialize)]
pub struct SpreadFigure {
    /// How many.
    pub count: usize,
    /// The middle one.
    pub median_seconds: i64,
    /// The least that nine of ten do not exceed.
    pub ninetieth_seconds: i64,
    /// The longest.
    pub longest_seconds: i64,
}

impl SpreadFigure {
    fn new(known: Durations) -> Self {
        Self {
            count: known.count,
            median_seconds: known.median,
            ninetieth_seconds: known.ninetieth,
            longest_seconds: known.longest,
        }
    }
}

/// Months, then quarters, then years, those with enough incidents.
pub(super) fn handled(site: &Site, report: &Report) -> Vec<HandledFigures> {
    let periods = report.periods();
    let named = [periods.months, periods.quarters, periods.years];
    let known = named.into_iter().flatten().map(|named| {
        let window = named.window(&site.zone);
        let incidents = site.incidents.iter().enumerate();
        let begun = incidents.filter(|(_, incident)| window.contains(incident.started.at));
        let known = report.handled(begun.map(|(position, _)| position));
        HandledFigures {
            period: named.to_string(),
            lasted: known.lasted.map(SpreadFigure::new),
            first_words: known.first_words.map(SpreadFigure::new),
        }
    });
    known
        .filter(|one| one.lasted.is_some() || one.first_words.is_some())
        .collect()
}
