//! Measured outages, out of a list in YAML or the rows of a CSV file: read by the same rules, said in the same words.

use std::borrow::Cow;

use super::findings::Findings;
use super::impact::read_level;
use super::uptime::{Reader, Stretch};
use super::value;
use crate::diagnostic::Diagnostic;
use crate::model::{Level, Outage};
use crate::schema::{OutageEntry, OutageList, Place, Table, TableRow, UptimeFile, Written};
use crate::source::Span;
use crate::timeline::Instant;

/// Outages that were read, each with its position as written.
pub(super) type Outages = Vec<(usize, Outage)>;

/// Reads the outages of `file`, whose CSV file is `table`.
pub(super) fn read(
    reader: &mut Reader<'_>,
    (file, table): (&Written<UptimeFile>, Option<&Table>),
    found: &mut Findings,
) -> Outages {
    let outages = match (&file.value.outages, table) {
        (OutageList::Here(entries), _) => {
            let top = file.origin.top();
            let list = top.key("outages");
            let read = entries.iter().enumerate().filter_map(|(at, entry)| {
                let here = list.index(at);
                Some((at, outage(reader, in_yaml(entry, &here), found)?))
            });
            read.collect()
        }
        (OutageList::Table(_), Some(table)) => in_table(reader, table, found),
        (OutageList::Table(_), None) => Vec::new(),
    };
    warn_overlap(&outages, (file, table), found);
    outages
}

/// Reads the outages of `table`, and says what is wrong with it.
pub(super) fn in_table(reader: &mut Reader<'_>, table: &Table, found: &mut Findings) -> Outages {
    found.0.append(table.found.clone());
    let rows = table.rows().enumerate();
    let read = rows.filter_map(|(at, row)| Some((at, outage(reader, row, found)?)));
    read.collect()
}

/// The bytes of the outage at `position`, as written.
pub(super) fn span((file, table): (&Written<UptimeFile>, Option<&Table>), position: usize) -> Span {
    match table {
        Some(table) => table.place(position).span(),
        None => file.origin.top().key("outages").index(position).span(),
    }
}

/// An entry of a list, with the places of its keys.
fn in_yaml<'a>(entry: &'a OutageEntry, place: &'a Place<'a>) -> TableRow<'a> {
    let OutageEntry {
        from,
        to,
        level,
        share,
    } = entry;
    let written = |text: &'a Option<String>, key| {
        let text = text.as_deref();
        text.map(|text| (Cow::Borrowed(text), place.key(key)))
    };
    TableRow {
        place: *place,
        from: (Cow::Borrowed(from), place.key("from")),
        to: written(to, "to"),
        level: written(level, "level"),
        share: written(share, "share"),
    }
}

fn outage(reader: &mut Reader<'_>, row: TableRow<'_>, found: &mut Findings) -> Option<Outage> {
    let TableRow {
        place,
        from,
        to,
        level,
        share,
    } = row;
    let level = level.map_or(Some(Level::MajorOutage), |(word, place)| {
        read_level(&word, &place, found)
    });
    let share = share.and_then(|(text, place)| found.keep(value::share(&text), &place));
    let frame = reader.frame;
    let begin = frame.time(&from.0, &from.1, found);
    let ends = [from.1, to.as_ref().map_or(place, |(_, place)| *place)];
    let to = match to {
        Some((text, place)) => Some(frame.time(&text, &place, found)?.at),
        None => None,
    };
    let from = begin?.at;
    let stretch = Stretch {
        from,
        to,
        place,
        ends,
    };
    reader.check(&stretch, found).then_some(Outage {
        from,
        to,
        level: level?,
        share,
    })
}

/// Warns once where measured outages overlap: they are united, which may surprise.
fn warn_overlap(
    outages: &Outages,
    source: (&Written<UptimeFile>, Option<&Table>),
    found: &mut Findings,
) {
    let mut spans: Vec<(Instant, Instant, usize)> = outages
        .iter()
        .map(|(at, outage)| (outage.from, outage.to.unwrap_or(Instant::LATEST), *at))
        .collect();
    spans.sort_unstable();
    let mut reach = (Instant::EARLIEST, 0);
    for (from, to, at) in spans {
        if from < reach.0 {
            let other = span(source, reach.1);
            let message = "two measured outages overlap; each instant counts once, at its worst";
            let warning = Diagnostic::warning("outage-overlap", span(source, at), message);
            let warning = warning.also(other, "the other one");
            found.push(warning.help("make one entry of the two, where they are one outage"));
            return;
        }
        reach = reach.max((to, at));
    }
}
