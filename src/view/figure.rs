//! Availability as pages print it: floor of the exact fraction, never rounded up, with what a reader needs to trust it.

use serde::Serialize;

use crate::report::{Availability, Figure as Known};
use crate::theme::Words;
use crate::timeline::duration_text;

/// Availability over one stretch of time.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// "99.922 %"; none without data.
    pub percent: Option<String>,
    /// "3.1 nines", "no recorded downtime" or "no data".
    pub nines: String,
    /// Downtime as it is counted, rounded up to whole seconds; none without any.
    pub down: Option<String>,
    /// "between 98.61 % and 100 %, depending on how partial outages count"; none where that changes nothing.
    pub range: Option<String>,
    /// What else must be known: planned work, harm that counts nothing, time without data.
    pub notes: Vec<String>,
}

/// How finely a figure is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// Two decimals.
    Coarse,
    /// Three decimals: for long windows, and where one incident's trace must be seen.
    Fine,
}

impl Precision {
    /// The precision for a window of so many days.
    #[must_use]
    pub fn for_days(days: u32) -> Self {
        if days >= 90 { Self::Fine } else { Self::Coarse }
    }

    fn decimals(self) -> u32 {
        match self {
            Self::Coarse => 2,
            Self::Fine => 3,
        }
    }
}

impl Figure {
    /// A bare fraction.
    #[must_use]
    pub fn bare(availability: &Availability, precision: Precision, words: &Words) -> Self {
        Self {
            percent: percent(availability, precision),
            nines: nines(availability, words),
            down: down(availability),
            range: None,
            notes: Vec::new(),
        }
    }

    /// A figure with all that is known of it.
    #[must_use]
    pub fn full(known: &Known, precision: Precision, words: &Words) -> Self {
        let notes = [
            ("figure_planned", known.planned),
            ("figure_degraded", known.degraded),
            ("figure_unknown", known.unknown),
        ];
        let said = notes.into_iter().filter(|(_, seconds)| *seconds > 0);
        let figure = Self {
            range: range(known, precision, words),
            notes: said
                .map(|(key, seconds)| words.fill(key, &[("duration", &duration_text(seconds))]))
                .collect(),
            ..Self::bare(&known.availability, precision, words)
        };
        if known.incomplete {
            figure.at_most(words)
        } else {
            figure
        }
    }

    /// The same as a bound: something that was written about this time could not be read, so that it was this good at the most.
    #[must_use]
    pub fn at_most(mut self, words: &Words) -> Self {
        let Some(percent) = self.percent else {
            return self;
        };
        let bound = |text: &str| words.fill("figure_at_most", &[("figure", text)]);
        self.notes.push(words.say("figure_unread").to_owned());
        Self {
            percent: Some(bound(&percent)),
            nines: match &self.down {
                Some(_) => bound(&self.nines),
                None => words.say("figure_incomplete").to_owned(),
            },
            down: self
                .down
                .map(|down| words.fill("figure_at_least", &[("figure", &down)])),
            range: None,
            notes: self.notes,
        }
    }

    /// "99.922 % · 3.1 nines", or the words where there is no number.
    #[must_use]
    pub fn line(&self) -> String {
        match &self.percent {
            Some(percent) => format!("{percent} · {}", self.nines),
            None => self.nines.clone(),
        }
    }
}

/// "99.922 %", with a narrow no-break space before the sign.
fn percent(availability: &Availability, precision: Precision) -> Option<String> {
    let text = availability.percent(precision.decimals())?;
    Some(text.replace('%', "\u{202f}%"))
}

fn nines(availability: &Availability, words: &Words) -> String {
    match availability.nines() {
        _ if !availability.has_data() => words.say("figure_no_data").to_owned(),
        None => words.say("figure_no_downtime").to_owned(),
        Some(nines) => words.fill("figure_nines", &[("nines", &nines.text(1))]),
    }
}

fn down(availability: &Availability) -> Option<String> {
    let seconds = availability.down_seconds();
    (seconds > 0).then(|| duration_text(seconds))
}

fn range(known: &Known, precision: Precision, words: &Words) -> Option<String> {
    let strict = percent(&known.strict, precision)?;
    let lenient = percent(&known.lenient, precision)?;
    (strict != lenient).then(|| {
        words.fill(
            "figure_range",
            &[("strict", &strict), ("lenient", &lenient)],
        )
    })
}
