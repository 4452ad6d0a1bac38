//! Times as pages show them: a form for machines and a text for people, both with their zone.

use serde::{Serialize, Serializer};

use super::Html;
use super::html::push_escaped;
use crate::model::Moment;
use crate::theme::Words;
use crate::timeline::{Day, Instant, LocalTime, Month, Quarter, Zone, duration_text};

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
        self.about(self.instant(moment.at), moment.approximate)
    }

    /// An exact moment.
    #[must_use]
    pub fn instant(&self, at: Instant) -> Time {
        let local = self.zone.local(at);
        let text = [
            &self.civil_date(local),
            self.words.say("date_comma"),
            &self.clock(at, local),
        ]
        .concat();
        Time {
            iso: at.to_rfc3339(self.zone),
            text,
        }
    }

    /// A moment by its day alone: "1 September 2009".
    #[must_use]
    pub fn day_of(&self, moment: Moment) -> Time {
        let text = self.civil_date(self.zone.local(moment.at));
        self.about(
            Time {
                iso: moment.at.to_rfc3339(self.zone),
                text,
            },
            moment.approximate,
        )
    }

    /// A day: "1 September 2009".
    #[must_use]
    pub fn date(&self, day: Day) -> Time {
        Time {
            iso: day.to_string(),
            text: self.date_text(day.year(), day.month(), day.day()),
        }
    }

    /// A day of a known year: "1 September".
    #[must_use]
    pub fn short_date(&self, day: Day) -> String {
        self.words.fill(
            "date_short",
            &[
                ("day", &day.day().to_string()),
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
                ("year", &month.year().to_string()),
            ],
        )
    }

    /// "Q3 2009".
    #[must_use]
    pub fn quarter(&self, quarter: Quarter) -> String {
        let (number, year) = (quarter.quarter().to_string(), quarter.year().to_string());
        self.words
            .fill("quarter_of_year", &[("quarter", &number), ("year", &year)])
    }

    /// From `from` to `to`, or to `now` so far.
    #[must_use]
    pub fn when(&self, from: Moment, to: Option<Moment>, now: Instant) -> When {
        let length = duration_text((to.map_or(now, |to| to.at) - from.at).max(0));
        let begin = self.moment(from);
        let mut span = String::with_capacity(160);
        begin.push(&mut span);
        if let Some(to) = to {
            span.push(' ');
            push_escaped(&mut span, self.words.say("time_range"));
            span.push(' ');
            self.end(from.at, to).push(&mut span);
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

    fn end(&self, from: Instant, to: Moment) -> Time {
        let (begin, end) = (self.zone.local(from), self.zone.local(to.at));
        if (begin.year, begin.month, begin.day) != (end.year, end.month, end.day) {
            return self.moment(to);
        }
        self.about(
            Time {
                iso: to.at.to_rfc3339(self.zone),
                text: self.clock(to.at, end),
            },
            to.approximate,
        )
    }

    fn about(&self, time: Time, approximate: bool) -> Time {
        if approximate {
            Time {
                text: self.words.fill("about", &[("time", &time.text)]),
                ..time
            }
        } else {
            time
        }
    }

    fn civil_date(&self, local: LocalTime) -> String {
        self.date_text(local.year, local.month, local.day)
    }

    fn date_text(&self, year: i16, month: i8, day: i8) -> String {
        let (year, day) = (year.to_string(), day.to_string());
        self.words.fill(
            "date",
            &[
                ("day", &day),
                ("month", self.month_name(month)),
                ("year", &year),
            ],
        )
    }

    /// "12:30 PDT"; with seconds where there are some.
    fn clock(&self, at: Instant, local: LocalTime) -> String {
        let zone = self.zone.abbreviation_at(at);
        let prefix = if zone.starts_with(['+', '-']) {
            "UTC"
        } else {
            ""
        };
        match local.second {
            0 => format!("{:02}:{:02} {prefix}{zone}", local.hour, local.minute),
            second => format!(
                "{:02}:{:02}:{second:02} {prefix}{zone}",
                local.hour, local.minute
            ),
        }
    }

    fn month_name(&self, month: i8) -> &str {
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
