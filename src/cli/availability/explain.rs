//! The sum behind a figure, line by line, so that anybody can add it up again.

use super::ask::{Question, Window};
use super::text::{columns, moment, seconds};
use super::what_if;
use crate::cli::owed;
use crate::model::{ComponentKey, Level};
use crate::report::{Cause, Statement, Stretch, WhyLeftOut};
use crate::timeline::{Interval, duration_text};

/// How many stretches are named one by one; a monitor may have seen ten thousand.
const NAMED: usize = 500;

pub(super) fn told(question: &Question<'_>) -> String {
    let mut text = String::new();
    for key in &question.keys {
        for window in &question.windows {
            let told = question.report.statement(question.site, *key, window.span);
            if let Some(told) = told {
                let sum = Sum {
                    question,
                    key: *key,
                    window,
                    told: &told,
                };
                text.push_str(&sum.told());
                text.push('\n');
            }
        }
    }
    text
}

/// A figure that is explained.
struct Sum<'a> {
    question: &'a Question<'a>,
    key: ComponentKey,
    window: &'a Window,
    told: &'a Statement,
}

impl Sum<'_> {
    fn told(&self) -> String {
        let zone = &self.question.site.zone;
        let component = self.question.component(self.key);
        let span = self.told.figure.window;
        let head = format!(
            "{} ({}), {}: {} to {}\n",
            component.id,
            component.name,
            self.window.name,
            moment(span.from(), zone),
            moment(span.to(), zone)
        );
        let mut rows = self.observed();
        rows.push(Vec::new());
        rows.extend(self.down());
        [head, columns(&rows, &[2]), self.result(), self.beside()].concat()
    }

    /// How often a second counts: how many members a mean has.
    fn members(&self) -> i64 {
        self.told.figure.availability.members.max(1)
    }

    fn observed(&self) -> Vec<Vec<String>> {
        let passed = self.told.passed.map_or(0, Interval::seconds);
        let mut rows = vec![line(
            "  passed so far",
            &length(passed),
            passed * self.members(),
        )];
        if self.told.figure.window.to() <= self.question.report.as_of {
            rows[0] = line("  all of it", &length(passed), passed * self.members());
        }
        for part in &self.told.left_out {
            let why = match part.why {
                WhyLeftOut::NotAlive => "not in use",
                WhyLeftOut::NoData => "no data",
                WhyLeftOut::Planned => "planned work, left out",
            };
            rows.push(line(&self.when(part.span), why, -part.amount));
        }
        let unknown: i64 = self.told.days.iter().map(|day| day.unknown).sum();
        if unknown != 0 {
            rows.push(line("  by totals of days", "no data", -unknown));
        }
        rows.push(line(
            "= observed",
            "",
            self.told.figure.availability.observed,
        ));
        rows
    }

    fn down(&self) -> Vec<Vec<String>> {
        let stretches = &self.told.stretches;
        let mut rows: Vec<_> = stretches
            .iter()
            .take(NAMED)
            .map(|one| self.stretch(one))
            .collect();
        if stretches.len() > NAMED {
            let rest = &stretches[NAMED..];
            let down: u128 = rest.iter().map(Stretch::down).sum();
            rows.push(amount(
                &format!("  {} more stretches", rest.len()),
                "",
                down,
            ));
        }
        for day in self.told.days.iter().filter(|day| day.down > 0) {
            let date = self.question.site.zone.day_of(day.day.from());
            let why = "the day's total says more than its stretches";
            rows.push(amount(&format!("  {date}"), why, day.down));
        }
        rows.push(amount("= down", "", self.told.figure.availability.down));
        rows
    }

    fn stretch(&self, stretch: &Stretch) -> Vec<String> {
        let weight = seconds(u128::from(stretch.weight));
        let times = if stretch.weight == 10_000 {
            String::new()
        } else {
            format!(" x {weight}")
        };
        let what = format!(
            "{}, {}{times}, {}",
            level(stretch.level),
            length(stretch.span.seconds()),
            self.cause(stretch.cause)
        );
        amount(&self.when(stretch.span), &what, stretch.down())
    }

    fn cause(&self, cause: Cause) -> String {
        match cause {
            Cause::Incident(position) => {
                let incident = self.question.site.incidents.get(position);
                format!("incident {}", incident.map_or("", |incident| &incident.id))
            }
            Cause::Work => "planned work that kept no promise".to_owned(),
            Cause::Measured => "measured, and in no incident".to_owned(),
        }
    }

    fn when(&self, span: Interval) -> String {
        let zone = &self.question.site.zone;
        format!(
            "  {} to {}",
            moment(span.from(), zone),
            moment(span.to(), zone)
        )
    }

    fn result(&self) -> String {
        let figure = &self.told.figure;
        let availability = figure.availability;
        let Some(percent) = availability.percent(6) else {
            return "\n  no data: nothing was observed, so there is no figure\n".to_owned();
        };
        let (down, observed) = (seconds(availability.down), availability.observed);
        let nines = availability.nines();
        let nines = nines.map(|nines| format!(", {} nines", nines.text(2)));
        let nines = nines.unwrap_or_default();
        let mut lines = vec![format!("\n  1 - {down} / {observed} = {percent}{nines}")];
        if self.members() > 1 {
            lines.push(format!(
                "  seconds are those of all members together: {} for each second on the clock",
                self.members()
            ));
        }
        let Question { site, report, .. } = self.question;
        if let Some(independent) = report.independent(site, self.key, figure.window) {
            lines.push(format!(
                "  if its members failed independently: {} (measured together: {percent})",
                independent.percent(6)
            ));
        }
        if figure.incomplete {
            let bound = "  at most: not everything that was written about this time could be read";
            lines.push(bound.to_owned());
        }
        lines.join("\n") + "\n"
    }

    /// What stands beside the sum: what counts nothing, what is allowed, what is owed.
    fn beside(&self) -> String {
        let (site, report) = (self.question.site, self.question.report);
        let mut lines = String::new();
        let mut say = |line: String| lines.extend(["  ", &line, "\n"]);
        for (position, seconds) in &self.told.planned {
            let id = site.maintenances.get(*position).map_or("", |work| &work.id);
            say(format!(
                "counts nothing: {} of planned work, {id}",
                duration_text(*seconds)
            ));
        }
        if self.told.figure.degraded > 0 {
            let degraded = duration_text(self.told.figure.degraded);
            say(format!(
                "counts nothing: {degraded} of degraded performance"
            ));
        }
        let from = self.told.figure.window.from();
        let standing = report.standing(site, self.key, from);
        if let Some(standing) = standing.filter(|one| one.figure.window == self.told.figure.window)
        {
            let budget = standing.budget;
            let (target, allowed) = (
                budget.target.0.text(),
                duration_text(budget.allowed_seconds()),
            );
            say(format!(
                "{target}% allows {allowed}: {}",
                what_if::spent(budget)
            ));
        }
        let owed = report.owed(site, self.key, from);
        if let Some(owed) = owed.filter(|one| one.window == self.told.figure.window) {
            let agreement = site.agreements.get(owed.agreement);
            let id = agreement.map_or("", |agreement| agreement.id.as_str());
            say(format!("agreement {id} owes: {}", what_if::credit(&owed)));
            if let Some(left_out) = owed.left_out {
                say(owed::left_out(left_out));
            }
            let until = owed.claim_by.map(|at| moment(at, &site.zone));
            if let Some(until) = until {
                say(format!("it can be asked for until {until}"));
            }
            let sum = report.owed_together(site, owed.agreement, owed.window);
            if let Some(sum) = sum.filter(|sum| sum.components.contains(&self.key)) {
                say(owed::together(site, &sum));
            }
        }
        lines
    }
}

fn line(what: &str, why: &str, seconds: i64) -> Vec<String> {
    vec![what.to_owned(), why.to_owned(), format!("{seconds} s")]
}

fn amount(what: &str, why: &str, parts: u128) -> Vec<String> {
    vec![
        what.to_owned(),
        why.to_owned(),
        format!("{} s", seconds(parts)),
    ]
}

fn length(seconds: i64) -> String {
    duration_text(seconds)
}

fn level(level: Level) -> &'static str {
    match level {
        Level::MajorOutage => "major outage",
        Level::PartialOutage => "partial outage",
        Level::DegradedPerformance => "degraded performance",
        Level::UnderMaintenance => "planned work",
        Level::Unknown | Level::Operational => "harm",
    }
}
