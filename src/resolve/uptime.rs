//! Uptime data as written → what was measured of one component.

use super::day_total::Held;
use super::findings::Findings;
use super::frame::Frame;
use super::tables::Tables;
use super::{heard, value};
use super::{outages, rates};
use crate::model::{ComponentKey, DayTotal, Measured, Outage};
use crate::schema::{
    CoversEntry, DayEntry, Entries, Place, SpanEntry, Table, TableOf, UptimeFile, Written,
};
use crate::source::Span;
use crate::timeline::{Day, Instant, Interval};

const FUTURE: &str = "nobody can have measured the future";

/// What one file of uptime data came to.
pub(crate) struct Data {
    /// The component that it is about.
    pub(crate) key: ComponentKey,
    pub(crate) measured: Measured,
    /// Where it is written that it is down at the instant of the build.
    pub(crate) running: Option<Running>,
}

/// What says that a component is down at the instant of the build.
pub(crate) struct Running {
    pub(crate) span: Span,
    /// An outage that has no end.
    pub(crate) endless: bool,
}

/// Resolves one file of uptime data, whose CSV files are `tables`.
pub(crate) fn uptime(
    file: &Written<UptimeFile>,
    tables: &Tables<'_>,
    frame: &Frame,
    found: &mut Findings,
) -> Option<Data> {
    let top = file.origin.top();
    let UptimeFile {
        component,
        source,
        covers,
        interval,
        outages: _,
        error_rates: _,
        threshold: _,
        level: _,
        days,
        unknown,
    } = &file.value;
    let key = leaf(component, &top.key("component"), frame, found)?;
    let (from, to) = read_covers(covers, &top.key("covers"), frame, found)?;
    let mut reader = Reader::new(frame, (from, to));
    let interval = found.optional(interval.as_ref(), &top.key("interval"), value::duration);
    let read = outages::read(&mut reader, (file, tables.outages), found);
    let mut running = running(&read, (file, tables.outages), frame.as_of);
    let mut outages: Vec<Outage> = read.into_iter().map(|(_, outage)| outage).collect();
    let spans = top.key("unknown");
    let mut gaps: Vec<Interval> = unknown
        .iter()
        .enumerate()
        .filter_map(|(at, entry)| reader.span(entry, &spans.index(at), found))
        .collect();
    let mut until = to;
    if let Some(rates) = rates::read(&mut reader, (file, tables.rates), interval, found) {
        let heard = heard::heard((from, to), rates.heard, whole_days(days, frame));
        until = Some(heard.to);
        outages.extend(rates.outages);
        gaps.extend(rates.unknown.into_iter().chain(heard.unknown));
        let row = rates.running.zip(tables.rates);
        running = running.or(row.map(|(row, table)| Running {
            span: table.place(row).span(),
            endless: false,
        }));
    }
    reader.held = Held::new(&outages, &gaps);
    let days = reader.days(&days.0, &top.key("days"), found);
    late(reader.late, &top, found);
    let source = found.optional_line(source.as_ref(), &top.key("source"));
    let measured = Measured {
        source,
        from: Some(from),
        to: until,
        interval,
        outages,
        days,
        unknown: gaps,
    };
    Some(Data {
        key,
        measured,
        running,
    })
}

/// The first outage that goes on at `as_of`, as written in `file` or in its CSV file.
fn running(
    read: &outages::Outages,
    file: (&Written<UptimeFile>, Option<&Table>),
    as_of: Instant,
) -> Option<Running> {
    let goes_on = |outage: &Outage| outage.from <= as_of && outage.to.is_none_or(|to| to > as_of);
    let (at, outage) = read.iter().find(|(_, outage)| goes_on(outage))?;
    Some(Running {
        span: outages::span(file, *at),
        endless: outage.to.is_none(),
    })
}

/// Names how many entries lie after the instant of the build.
fn late(entries: usize, top: &Place<'_>, found: &mut Findings) {
    let message = match entries {
        0 => return,
        1 => "1 entry lies after the instant of the build and counts nothing yet".to_owned(),
        late => format!("{late} entries lie after the instant of the build and count nothing yet"),
    };
    found.push(top.key("covers").warning("after-as-of", message));
}

/// The days that have totals. What is wrong with them is said where the totals are read.
fn whole_days<'a>(
    entries: &'a Entries<DayEntry>,
    frame: &'a Frame,
) -> impl Iterator<Item = Interval> + use<'a> {
    let days = entries.0.iter();
    days.filter_map(|(day, _)| frame.zone.day(value::day(day).ok()?))
}

/// Says what is wrong in a table of which it is not known what it belongs to.
pub(crate) fn unclaimed(table: &Table, frame: &Frame, found: &mut Findings) {
    let always = (Instant::EARLIEST, None);
    let mut reader = Reader::new(frame, always);
    match table.of {
        Some(TableOf::ErrorRates) => rates::unclaimed(&mut reader, table, found),
        Some(TableOf::Outages) | None => {
            outages::in_table(&mut reader, table, found);
        }
    }
}

/// The component named at `place`, which must not be a group.
fn leaf(id: &str, place: &Place<'_>, frame: &Frame, found: &mut Findings) -> Option<ComponentKey> {
    let key = frame.component(id, place, found)?;
    if frame.leaves(key) == [key] {
        return Some(key);
    }
    let message = format!("`{id}` is a group: it is made up of its members");
    let wrong = place.error("group-measured", message);
    found.push(wrong.help("measure each member in a file of its own"));
    None
}

fn read_covers(
    entry: &CoversEntry,
    place: &Place<'_>,
    frame: &Frame,
    found: &mut Findings,
) -> Option<(Instant, Option<Instant>)> {
    let CoversEntry { from, to } = entry;
    let from = found.keep(value::day_or_time(from, &frame.zone), &place.key("from"))?;
    if from > frame.as_of {
        let wrong = place.key("from").error("outside-coverage", FUTURE);
        found.push(wrong.help("write the day on which measuring began"));
    }
    let Some(text) = to else {
        return Some((from, None));
    };
    let end = place.key("to");
    let to = found.keep(value::day_end(text, &frame.zone), &end)?;
    if to <= from {
        let wrong = end.error("ends-before-start", "the data ends before it begins");
        let wrong = wrong.also(place.key("from").span(), "the beginning");
        found.push(wrong.help("check both, or leave `to` away while measuring goes on"));
        return None;
    }
    if value::day_or_time(text, &frame.zone).is_ok_and(|start| start > frame.as_of) {
        found.push(
            end.error("outside-coverage", FUTURE)
                .help("leave `to` away while measuring goes on"),
        );
    }
    Some((from, Some(to)))
}

/// Reads what was measured between two instants.
pub(super) struct Reader<'a> {
    pub(super) frame: &'a Frame,
    from: Instant,
    to: Instant,
    late: usize,
    /// What is placed in time already.
    held: Held,
}

/// A stretch of time, and where it and its two ends are written.
pub(super) struct Stretch<'a> {
    pub(super) from: Instant,
    pub(super) to: Option<Instant>,
    pub(super) place: Place<'a>,
    pub(super) ends: [Place<'a>; 2],
}

impl<'a> Reader<'a> {
    /// A reader of data that covers the time `from` one instant to another, or without end.
    fn new(frame: &'a Frame, (from, to): (Instant, Option<Instant>)) -> Self {
        Self {
            frame,
            from,
            to: to.unwrap_or(Instant::LATEST),
            late: 0,
            held: Held::default(),
        }
    }

    /// The first instant after the time covered.
    pub(super) fn to(&self) -> Instant {
        self.to
    }

    fn span(
        &mut self,
        entry: &SpanEntry,
        place: &Place<'_>,
        found: &mut Findings,
    ) -> Option<Interval> {
        let SpanEntry { from, to } = entry;
        let from = found.keep(
            value::day_or_time(from, &self.frame.zone),
            &place.key("from"),
        )?;
        let to = found.keep(value::day_end(to, &self.frame.zone), &place.key("to"))?;
        let stretch = Stretch {
            from,
            to: Some(to),
            place: *place,
            ends: [place.key("from"), place.key("to")],
        };
        self.check(&stretch, found)
            .then(|| Interval::new(from, to))
            .flatten()
    }

    /// Whether a stretch is well formed; says so where it is not, or where it lies outside the time covered.
    pub(super) fn check(&mut self, stretch: &Stretch<'_>, found: &mut Findings) -> bool {
        let Stretch {
            from,
            to,
            place,
            ends: [start, finish],
        } = *stretch;
        if from > self.frame.as_of {
            self.late += 1;
        }
        let end = to.unwrap_or(from);
        if end < from {
            let wrong = finish.error("ends-before-start", "this ends before it starts");
            let wrong = wrong.also(start.span(), "the start");
            found.push(wrong.help("check both times, and the days that they stand on"));
            return false;
        }
        if to == Some(from) {
            let message = "this ends at the moment it starts, so it counts nothing";
            let warning = finish.warning("ends-at-start", message);
            found.push(warning.help("give it its length, or remove it"));
            return false;
        }
        if from < self.from || end > self.to {
            let message = "this lies outside the time that `covers` names";
            let wrong = place.error("outside-coverage", message);
            found.push(wrong.help("widen `covers`, or remove this"));
            return false;
        }
        true
    }

    fn days(
        &mut self,
        entries: &[(String, DayEntry)],
        place: &Place<'_>,
        found: &mut Findings,
    ) -> Vec<DayTotal> {
        let mut days: Vec<(Day, DayTotal)> = Vec::with_capacity(entries.len());
        for (key, entry) in entries {
            let day = value::day(key)
                .map_err(|wrong| found.push(wrong.span(place.key_span(key, 0))))
                .ok();
            if let Some(day) = day
                && let Some(total) = self.day(day, entry, &place.key(key), found)
            {
                days.push((day, total));
            }
        }
        days.sort_by_key(|(day, _)| *day);
        for pair in days.windows(2) {
            if pair[0].0 == pair[1].0 {
                let name = pair[0].0.to_string();
                let wrong = crate::diagnostic::Diagnostic::error(
                    "day-twice",
                    place.key_span(&name, 1),
                    format!("the day {name} is given twice"),
                );
                found.push(
                    wrong
                        .label("again here")
                        .also(place.key_span(&name, 0), "first here")
                        .help("add the two up, or keep one"),
                );
            }
        }
        days.dedup_by_key(|(day, _)| *day);
        days.into_iter().map(|(_, total)| total).collect()
    }

    fn day(
        &mut self,
        day: Day,
        entry: &DayEntry,
        place: &Place<'_>,
        found: &mut Findings,
    ) -> Option<DayTotal> {
        let DayEntry {
            down,
            partial,
            degraded,
            unknown,
        } = entry;
        let Some(whole) = self.frame.zone.day(day) else {
            found.push(place.error(
                "invalid-date",
                format!("the day {day} was skipped in {}", self.frame.zone.name()),
            ));
            return None;
        };
        let mut read = |text: &Option<String>, key: &str| {
            found
                .optional(text.as_ref(), &place.key(key), value::duration)
                .unwrap_or(0)
        };
        let (down, partial, degraded, unknown) = (
            read(down, "down"),
            read(partial, "partial"),
            read(degraded, "degraded"),
            read(unknown, "unknown"),
        );
        let total = DayTotal {
            day: whole,
            down,
            partial,
            degraded,
            unknown,
        };
        if let Some(wrong) = self.held.check(day, &total, &self.frame.zone) {
            found.push(wrong.at(place));
            return None;
        }
        if whole.to() <= self.from || whole.from() >= self.to {
            let message = format!("the day {day} lies outside the time that `covers` names");
            let wrong = place.error("outside-coverage", message);
            found.push(wrong.help("widen `covers`, or remove this"));
            return None;
        }
        self.late += usize::from(whole.from() > self.frame.as_of);
        Some(total)
    }
}
