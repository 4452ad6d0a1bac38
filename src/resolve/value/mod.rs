//! Written text → meant value: times, durations, percentages, money, links. Exact, and never through a float.
//!
//! Each reader is a function of the text alone. What is wrong comes back as a [`Wrong`], which the caller puts in its place.

mod almost;
mod duration;
mod heading;
mod link;
mod money;
mod number;
mod rate;
mod time;

pub(crate) use duration::{days_and_rest, duration};
pub(crate) use heading::heading_time;
pub(crate) use link::{base_url, color, contact, link};
pub(crate) use money::{amount, credit, fee};
pub(crate) use number::{count, parts, percent, share, weight};
pub(crate) use rate::rate;
pub(crate) use time::{day, day_end, day_or_time, time};

use crate::diagnostic::Diagnostic;
use crate::schema::Place;

/// Why a text is not the value that was wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrong {
    /// Stable code.
    pub(crate) code: &'static str,
    /// One sentence.
    pub(crate) message: String,
    /// Ways out.
    pub(crate) help: Vec<String>,
}

impl Wrong {
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            help: Vec::new(),
        }
    }

    pub(crate) fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// The error, in its place.
    pub(crate) fn at(self, place: &Place<'_>) -> Diagnostic {
        self.help
            .into_iter()
            .fold(place.error(self.code, self.message), Diagnostic::help)
    }

    /// The error, at a span of its own.
    pub(crate) fn span(self, span: crate::source::Span) -> Diagnostic {
        self.help.into_iter().fold(
            Diagnostic::error(self.code, span, self.message),
            Diagnostic::help,
        )
    }
}
