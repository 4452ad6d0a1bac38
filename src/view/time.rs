//! Times as pages show them: a form for machines and a text for people, both with their zone.

use serde::{Serialize, Serializer};

use super::Html;
use super::html::push_escaped;
use crate::model::Moment;
use crate::theme::Words;
use crate::timeline::{
    Clock, Day, Digits, Instant, LocalTime, Month, Quarter, Zone, duration_text,
};

/// A moment. In templates it is a `<time>` element, ready to stand in a page.
#[derive(Debug, Clone)]
pub struct Time {
    /// RFC 3339 with the zone's offset, or a plain date.
    pub iso: String,
    /// "1 September 2009, 12:30 PDT"; with "about" before it where it was written with `~`.
    pub text: String,
}

impl Time {
    fn push(&self, markup: &mut String) {
        markup.push_str("<time datetime=\"");
        push_escaped(markup, &self.iso);
        markup.push_str("\">");
        push_escaped(markup, &self.text);
        markup.push_str("</time>");
    }

    /// The element.
    #[must_use]
    pub fn html(&self) -> Html {
        let mut markup = String::with_capacity(self.iso.len() + self.text.len() + 32);
        self.push(&mut markup);
        Html::trusted(&markup)
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.html().serialize(serializer)
    }
}

/// A stretch of time.
#[derive(Debug, Clone, Serialize)]
pub struct When {
    /// Its begin.
    #[serde(skip)]
    pub from: Time,
    /// "1 September 2009, 12:30 PDT to 14:10 PDT", as `<time>` elements; the begin alone while it goes on. The end is a clock
    /// time where it falls on the day of the begin.
    pub span: Html,
    /// "1 h 40 min", or "1 h 40 min so far".
    pub duration: String,
}

/// What turns instants into texts.
#[derive(Debug, Clone, Copy)]
pub struct Calendar<'a> {
    /// Zone of every civil time.
    pub zone: &'a Zone,
    /// The phrases.
    pub words: &'a Words,
}

impl Calendar<'_> {
    /// A moment as somebody reported it.
    #[must_use]
    pub fn moment(&self, moment: Moment) -> Time {
        self.told(&self.zone.clock(moment.at), moment.approximate)
    }

    /// An exact moment.
    #[must_use]
    pub fn instant(&self, at: Instant) -> Time {
        self.told(&self.zone.clock(at), false)
    }

    /// Day and time of day.
    fn told(&self, clock: &Clock<'_>, approximate: bool) -> Time {
        let mut text = String::with_capacity(48);
        self.push_date(&mut text, clock.local);
        text.push_str(self.words.say("date_comma"));
        push_time_of_day(&mut text, clock);
        self.about(clock.rfc3339(), text, approximate)
    }

    /// A moment by its day alone: "1 September 2009".
    #[must_use]
    pub fn day_of(&self, moment: Moment) -> Time {
        let clock = self.zone.clock(moment.at);
        let mut text = String::with_capacity(32);
        self.push_date(&mut text, clock.local);
        self.about(clock.rfc3339(), text, moment.approximate)
    }

    /// A day: "1 September 2009".
    #[must_use]
    pub fn date(&self, day: Day) -> Time {
        let mut text = String::with_capacity(32);
        self.push_date(&mut text, LocalTime::midnight(day));
        Time {
            iso: day.to_string(),
            text,
        }
    }

    /// A day of a known year: "1 September".
    #[must_use]
    pub fn short_date(&self, day: Day) -> String {
        self.words.fill(
            "date_short",
            &[
                ("day", digits(day.day()).as_str()),
                ("month", self.month_name(day.month())),
            ],
        )
    }

    /// "September 2009".
    #[must_use]
    pub fn month(&self, month: Month) -> String {
        self.words.fill(
            "month_of_year",
            &[
                ("month", self.month_name(month.month())),
                ("year", digits(month.year()).as_str()),
            ],
        )
    }

    /// "Q3 2009".
    #[must_use]
    pub fn quarter(&self, quarter: Quarter) -> String {
        let (number, year) = (digits(quarter.quarter()), digits(quarter.year()));
        self.words.fill(
            "quarter_of_year",
            &[("quarter", number.as_str()), ("year", year.as_str())],
        )
    }

    /// From `from` to `to`, or to `now` so far.
    #[must_use]
    pub fn when(&self, from: Moment, to: Option<Moment>, now: Instant) -> When {
        let length = duration_text((to.map_or(now, |to| to.at) - from.at).max(0));
        let clock = self.zone.clock(from.at);
        let begin = self.told(&clock, from.approximate);
        let mut span = String::with_capacity(160);
        begin.push(&mut span);
        if let Some(to) = to {
            span.push(' ');
            push_escaped(&mut span, self.words.say("time_range"));
            span.push(' ');
            self.end(clock.local, to).push(&mut span);
        }
        When {
            from: begin,
            span: Html::trusted(&span),
            duration: self.so_far(length, to.is_none()),
        }
    }

    /// A duration that may still grow.
    #[must_use]
    pub fn so_far(&self, length: String, open: bool) -> String {
        if open {
            self.words.fill("so_far", &[("duration", &length)])
        } else {
            length
        }
    }

    /// The end of what began at `begin`: a clock time where it falls on the same day.
    fn end(&self, begin: LocalTime, to: Moment) -> Time {
        let clock = self.zone.clock(to.at);
        let end = clock.local;
        if (begin.year, begin.month, begin.day) != (end.year, end.month, end.day) {
            return self.told(&clock, to.approximate);
        }
        let mut text = String::with_capacity(16);
        push_time_of_day(&mut text, &clock);
        self.about(clock.rfc3339(), text, to.approximate)
    }

    fn about(&self, iso: String, text: String, approximate: bool) -> Time {
        let text = if approximate {
            self.words.fill("about", &[("time", &text)])
        } else {
            text
        };
        Time { iso, text }
    }

    fn push_date(&self, text: &mut String, local: LocalTime) {
        let (day, year) = (digits(local.day), digits(local.year));
        let values = [
            ("day", day.as_str()),
            ("month", self.month_name(local.month)),
            ("year", year.as_str()),
        ];
        self.words.fill_into(text, "date", &values);
    }

    /// "September"
    pub(super) fn month_name(&self, month: i8) -> &str {
        const KEYS: [&str; 12] = [
            "month_01", "month_02", "month_03", "month_04", "month_05", "month_06", "month_07",
            "month_08", "month_09", "month_10", "month_11", "month_12",
        ];
        usize::try_from(month - 1)
            .ok()
            .and_then(|index| KEYS.get(index))
            .map_or("", |key| self.words.say(key))
    }
}

/// Appends "12:30 PDT"; with seconds where there are some.
fn push_time_of_day(text: &mut String, clock: &Clock<'_>) {
    clock.push_time(text);
    text.push(' ');
    let zone = clock.abbreviation();
    if zone.starts_with(['+', '-']) {
        text.push_str("UTC");
    }
    text.push_str(zone);
}

/// A number of the calendar, which is never negative.
fn digits(number: impl Into<i64>) -> Digits {
    Digits::of(number.into().unsigned_abs())
}
