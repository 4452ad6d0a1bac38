//! Error rates out of a CSV file: outages where they were above the threshold, and time without data where nobody wrote one down.
//!
//! Agreements are often written this way: a minute is down when more than five percent of its requests fail. Strictly more: a minute at
//! the threshold is up. Each row speaks for one interval from its time, or until the next row, where that is sooner. Time that no row speaks
//! for is unknown, also before the first row and after the last: an export may have stopped while it was down.

use super::findings::Findings;
use super::impact::read_level;
use super::uptime::{Reader, Stretch};
use super::value;
use crate::diagnostic::Diagnostic;
use crate::model::{Level, Outage, Percent};
use crate::schema::{Place, RateRow, Table, UptimeFile, Written};
use crate::timeline::{Instant, Interval};

/// What error rates come to.
#[derive(Debug, Default)]
pub(super) struct Rates {
    /// In order, neighbours made one.
    pub(super) outages: Vec<Outage>,
    /// Between the rows, likewise.
    pub(super) unknown: Vec<Interval>,
    /// From the first row to the end of what the last one speaks for.
    pub(super) heard: Option<Interval>,
    /// The row that says that it is down at the instant of the build.
    pub(super) running: Option<usize>,
}

/// What one row says.
#[derive(Debug, Clone, Copy)]
struct Rated {
    at: Instant,
    /// The position of the row.
    row: usize,
    down: bool,
}

/// Reads the error rates of `file`, whose CSV file is `table`, with one row in each `interval` of so many seconds. Nothing where the file
/// names none, or they cannot be read.
pub(super) fn read(
    reader: &mut Reader<'_>,
    (file, table): (&Written<UptimeFile>, Option<&Table>),
    interval: Option<i64>,
    found: &mut Findings,
) -> Option<Rates> {
    let top = file.origin.top();
    if file.value.error_rates.is_none() {
        alone(&file.value, &top, found);
        return None;
    }
    needed(&file.value, &top, found);
    if interval == Some(0) {
        let message = "without length, a row speaks for no time";
        let wrong = top.key("interval").error("invalid-duration", message);
        found.push(wrong.help("write the time from one row to the next: `1m`"));
    }
    let threshold = file.value.threshold.as_ref();
    let threshold = found.optional(threshold, &top.key("threshold"), threshold_in);
    let level = file.value.level.as_ref();
    let level = level.map_or(Some(Level::MajorOutage), |word| {
        read_level(word, &top.key("level"), found)
    });
    let rated = table.map(|table| rows(reader, table, threshold, found));
    Some(spans(reader, &rated?, level?, interval?))
}

/// Names what speaks of error rates where there are none.
fn alone(file: &UptimeFile, top: &Place<'_>, found: &mut Findings) {
    for (key, written) in [("threshold", &file.threshold), ("level", &file.level)] {
        if written.is_some() {
            let message = format!("`{key}` says nothing without `error_rates`");
            let wrong = top.key(key).error("missing-key", message);
            found.push(wrong.help("name the CSV file of error rates, or remove this"));
        }
    }
}

/// Names what error rates cannot do without.
fn needed(file: &UptimeFile, top: &Place<'_>, found: &mut Findings) {
    for (key, written, example) in [
        ("threshold", &file.threshold, "threshold: 5%"),
        ("interval", &file.interval, "interval: 1m"),
    ] {
        if written.is_none() {
            let message = format!("error rates need their `{key}`");
            let wrong = top.key("error_rates").error("missing-key", message);
            found.push(wrong.help(format!("add `{example}`")));
        }
    }
}

/// Says what is wrong in a table of which it is not known what it belongs to.
pub(super) fn unclaimed(reader: &mut Reader<'_>, table: &Table, found: &mut Findings) {
    rows(reader, table, None, found);
}

/// A threshold that something can be above.
fn threshold_in(text: &str) -> Result<Percent, value::Wrong> {
    let threshold = value::percent(text)?;
    let (numerator, denominator) = threshold.fraction();
    if numerator < denominator {
        return Ok(threshold);
    }
    let message = "no error rate is above 100%, so nothing would ever be down";
    Err(value::Wrong::new("invalid-percent", message)
        .help("write the error rate up to which it is up: `5%`"))
}

/// What the rows say, in order of time, each time once.
fn rows(
    reader: &mut Reader<'_>,
    table: &Table,
    threshold: Option<Percent>,
    found: &mut Findings,
) -> Vec<Rated> {
    found.0.append(table.found.clone());
    let mut rated = Vec::new();
    for (row, RateRow { time, rate }) in table.rates().enumerate() {
        let at = reader.frame.time(&time.0, &time.1, found);
        let rate = found.keep(value::rate(&rate.0), &rate.1);
        let (Some(at), Some(rate)) = (at, rate) else {
            continue;
        };
        let first_second = Stretch {
            from: at.at,
            to: Some(at.at.plus(1)),
            place: time.1,
            ends: [time.1; 2],
        };
        if reader.check(&first_second, found) {
            let down = threshold.is_some_and(|threshold| rate.is_above(threshold));
            rated.push(Rated {
                at: at.at,
                row,
                down,
            });
        }
    }
    // Exports are in order most often, which takes one look at each row.
    rated.sort_by_key(|one| one.at);
    for pair in rated.windows(2).filter(|pair| pair[0].at == pair[1].at) {
        found.push(twice(table, pair[0].row, pair[1].row));
    }
    rated.dedup_by_key(|one| one.at);
    rated
}

fn twice(table: &Table, first: usize, again: usize) -> Diagnostic {
    let place = |row| table.place(row);
    let wrong = place(again).error("time-twice", "a second error rate for the same time");
    let wrong = wrong.label("again here");
    wrong
        .also(place(first).span(), "first here")
        .help("keep one of them: which one is right, only your monitor can know")
}

/// Where it was down, and where nobody knows.
fn spans(reader: &Reader<'_>, rated: &[Rated], level: Level, interval: i64) -> Rates {
    let mut down: Vec<Interval> = Vec::new();
    let mut read = Rates::default();
    for (position, one) in rated.iter().enumerate() {
        let next = rated.get(position + 1).map(|next| next.at);
        let whole = one.at.plus(interval).min(reader.to());
        let end = next.map_or(whole, |next| next.min(whole));
        let Some(span) = Interval::new(one.at, end) else {
            continue;
        };
        read.heard = Some(read.heard.map_or(span, |heard| heard.hull(span)));
        if one.down {
            if span.contains(reader.frame.as_of) {
                read.running = Some(one.row);
            }
            match down.last_mut().filter(|last| last.to() == one.at) {
                Some(last) => *last = last.hull(span),
                None => down.push(span),
            }
        }
        read.unknown
            .extend(next.and_then(|next| Interval::new(end, next)));
    }
    let outages = down.into_iter().map(|span| Outage {
        from: span.from(),
        to: Some(span.to()),
        level,
        share: None,
    });
    read.outages = outages.collect();
    read
}
