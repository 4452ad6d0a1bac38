//! Uptime data as written → what was measured of one component.

use super::day_total::Held;
use super::findings::Findings;
use super::frame::Frame;
use super::impact::read_level;
use super::value;
use crate::model::{ComponentKey, DayTotal, Level, Measured, Outage};
use crate::schema::{CoversEntry, DayEntry, OutageEntry, Place, SpanEntry, UptimeFile, Written};
use crate::timeline::{Day, Instant, Interval};

const FUTURE: &str = "nobody can have measured the future";

/// Resolves one file of uptime data.
pub(crate) fn uptime(
    file: &Written<UptimeFile>,
    frame: &Frame,
    found: &mut Findings,
) -> Option<(ComponentKey, Measured)> {
    let top = file.origin.top();
    let UptimeFile {
        component,
        source,
        covers,
        interval,
        outages,
        days,
        unknown,
    } = &file.value;
    let key = leaf(component, &top.key("component"), frame, found)?;
    let (from, to) = read_covers(covers, &top.key("covers"), frame, found)?;
    let mut reader = Reader {
        frame,
        from,
        to: to.unwrap_or(Instant::LATEST),
        late: 0,
        held: Held::default(),
    };
    let list = top.key("outages");
    let read_outages: Vec<Outage> = outages
        .iter()
        .enumerate()
        .filter_map(|(at, entry)| reader.outage(entry, &list.index(at), found))
        .collect();
    warn_overlap(&read_outages, &list, found);
    let spans = top.key("unknown");
    let gaps: Vec<Interval> = unknown
        .iter()
        .enumerate()
        .filter_map(|(at, entry)| reader.span(entry, &spans.index(at), found))
        .collect();
    reader.held = Held::new(&read_outages, &gaps);
    let days = reader.days(&days.0, &top.key("days"), found);
    if reader.late > 0 {
        let message = match reader.late {
            1 => "1 entry lies after the instant of the build and counts nothing yet".to_owned(),
            late => {
                format!("{late} entries lie after the instant of the build and count nothing yet")
            }
        };
        found.push(top.key("covers").warning("after-as-of", message));
    }
    let source = found.optional_line(source.as_ref(), &top.key("source"));
    let interval = found.optional(interval.as_ref(), &top.key("interval"), value::duration);
    let (outages, unknown) = (read_outages, gaps);
    let from = Some(from);
    Some((
        key,
        Measured {
            source,
            from,
            to,
            interval,
            outages,
            days,
            unknown,
        },
    ))
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

struct Reader<'a> {
    frame: &'a Frame,
    from: Instant,
    to: Instant,
    late: usize,
    /// What is placed in time already.
    held: Held,
}

impl Reader<'_> {
    fn outage(
        &mut self,
        entry: &OutageEntry,
        place: &Place<'_>,
        found: &mut Findings,
    ) -> Option<Outage> {
        let OutageEntry {
            from,
            to,
            level,
            share,
        } = entry;
        let level = level.as_ref().map_or(Some(Level::MajorOutage), |word| {
            read_level(word, &place.key("level"), found)
        });
        let share = found.optional(share.as_ref(), &place.key("share"), value::share);
        let from = self.frame.time(from, &place.key("from"), found);
        let to = match to {
            Some(text) => Some(self.frame.time(text, &place.key("to"), found)?.at),
            None => None,
        };
        let from = from?.at;
        self.check(from, to, place, found).then_some(Outage {
            from,
            to,
            level: level?,
            share,
        })
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
        self.check(from, Some(to), place, found)
            .then(|| Interval::new(from, to))
            .flatten()
    }

    /// Whether a stretch is well formed; says so where it is not, or where it lies outside the time covered.
    fn check(
        &mut self,
        from: Instant,
        to: Option<Instant>,
        place: &Place<'_>,
        found: &mut Findings,
    ) -> bool {
        if from > self.frame.as_of {
            self.late += 1;
        }
        let end = to.unwrap_or(from);
        if end < from {
            let wrong = place
                .key("to")
                .error("ends-before-start", "this ends before it starts");
            let wrong = wrong.also(place.key("from").span(), "the start");
            found.push(wrong.help("check both times, and the days that they stand on"));
            return false;
        }
        if to == Some(from) {
            let message = "this ends at the moment it starts, so it counts nothing";
            let warning = place.key("to").warning("ends-at-start", message);
            found.push(warning.help("give it its length, or remove it"));
            return false;
        }
        if from < self.from || end > self.to {
            found.push(
                place
                    .error(
                        "outside-coverage",
                        "this lies outside the time that `covers` names",
                    )
                    .help("widen `covers`, or remove this"),
            );
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

/// Warns once where measured outages overlap: they are united, which may surprise.
fn warn_overlap(outages: &[Outage], place: &Place<'_>, found: &mut Findings) {
    let mut spans: Vec<(Instant, Instant, usize)> = outages
        .iter()
        .enumerate()
        .map(|(at, outage)| (outage.from, outage.to.unwrap_or(Instant::LATEST), at))
        .collect();
    spans.sort_unstable();
    let mut reach = (Instant::EARLIEST, 0);
    for (from, to, at) in spans {
        if from < reach.0 {
            let other = place.index(reach.1).span();
            let warning = place.index(at).warning(
                "outage-overlap",
                "two measured outages overlap; each instant counts once, at its worst",
            );
            let warning = warning.also(other, "the other one");
            found.push(warning.help("make one entry of the two, where they are one outage"));
            return;
        }
        reach = reach.max((to, at));
    }
}
