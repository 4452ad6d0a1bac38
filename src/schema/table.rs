//! A CSV file, as written: where the cells of each outage stand, or those of each error rate.

use std::borrow::Cow;
use std::ops::Range;

use super::columns::{self, COLUMNS, Columns, TableOf};
use super::csv::{Fault, Row, Rows, unquote};
use super::{Origin, Place, front_matter, guard, limits};
use crate::diagnostic::{Crowd, Diagnostic};
use crate::source::SourceFile;

/// Outages or error rates in a CSV file.
#[derive(Debug, Clone)]
pub struct Table {
    /// The file.
    pub origin: Origin,
    /// What is wrong with it as a table.
    pub found: Crowd,
    /// What it holds; `None` where its first row cannot be read.
    pub of: Option<TableOf>,
    rows: Vec<Cells>,
}

/// From one byte to another. A CSV file is shorter than four gigabytes, and a row for every minute adds up.
type Bytes = (u32, u32);

/// Where a row stands in the text: all of it, and its columns, which are empty where nothing is written.
#[derive(Debug, Clone)]
struct Cells {
    whole: Bytes,
    columns: [Bytes; COLUMNS],
}

/// The text of a cell, with its place.
pub type Cell<'a> = (Cow<'a, str>, Place<'a>);

/// One outage: the text of each column that has one.
#[derive(Debug, Clone)]
pub struct TableRow<'a> {
    /// The row.
    pub place: Place<'a>,
    /// First instant.
    pub from: Cell<'a>,
    /// First instant after it.
    pub to: Option<Cell<'a>>,
    /// How bad.
    pub level: Option<Cell<'a>>,
    /// The measured share.
    pub share: Option<Cell<'a>>,
}

/// One error rate.
#[derive(Debug, Clone)]
pub struct RateRow<'a> {
    /// The first instant that it is about.
    pub time: Cell<'a>,
    /// The part of requests that failed.
    pub rate: Cell<'a>,
}

impl Table {
    /// Its outages, in the order written.
    pub fn rows(&self) -> impl Iterator<Item = TableRow<'_>> {
        self.holding(TableOf::Outages).map(|cells| {
            let written =
                |column| Some(self.cell(cells, column)).filter(|(text, _)| !text.is_empty());
            TableRow {
                place: self.bytes(cells.whole),
                from: self.cell(cells, 0),
                to: written(1),
                level: written(2),
                share: written(3),
            }
        })
    }

    /// Its error rates, in the order written.
    pub fn rates(&self) -> impl Iterator<Item = RateRow<'_>> {
        let cells = self.holding(TableOf::ErrorRates);
        cells.map(|cells| RateRow {
            time: self.cell(cells, 0),
            rate: self.cell(cells, 1),
        })
    }

    /// The place of the row at `position`.
    #[must_use]
    pub fn place(&self, position: usize) -> Place<'_> {
        let whole = self.rows.get(position).map_or((0, 0), |cells| cells.whole);
        self.bytes(whole)
    }

    /// The rows, where they hold that.
    fn holding(&self, of: TableOf) -> impl Iterator<Item = &Cells> {
        let rows = self.rows.iter();
        rows.filter(move |_| self.of == Some(of))
    }

    fn bytes(&self, (start, end): Bytes) -> Place<'_> {
        self.origin.bytes(start as usize..end as usize)
    }

    fn cell(&self, cells: &Cells, column: usize) -> Cell<'_> {
        let (start, end) = cells.columns[column];
        let text = self.origin.file.text().unwrap_or_default();
        let text = text.get(start as usize..end as usize);
        (unquote(text.unwrap_or_default()), self.bytes((start, end)))
    }
}

/// Reads the table in `file`.
pub(super) fn read(file: &SourceFile) -> Table {
    let mut found = Vec::new();
    let text = guard::text(file, &mut found);
    let text = text.filter(|text| {
        let conflict = guard::merge_conflict(file, text, 0..text.len());
        conflict.map_err(|wrong| found.push(wrong)).is_ok()
    });
    let mut reader = Reader {
        file,
        text: text.unwrap_or_default(),
        found: found.into_iter().collect(),
    };
    let read = text.and_then(|_| reader.rows());
    let of = read.as_ref().map(|(of, _)| *of);
    Table {
        origin: Origin::new(file, 0..file.bytes().len(), 0),
        found: reader.found,
        of,
        rows: read.map(|(_, rows)| rows).unwrap_or_default(),
    }
}

struct Reader<'a> {
    file: &'a SourceFile,
    text: &'a str,
    found: Crowd,
}

impl Reader<'_> {
    fn error(&self, code: &'static str, at: Range<usize>, message: String) -> Diagnostic {
        Diagnostic::error(code, self.file.span(at), message)
    }

    fn rows(&mut self) -> Option<(TableOf, Vec<Cells>)> {
        let mut lines = Rows::new(self.text, limits::CSV_COLUMNS);
        let header = match lines.next() {
            None => {
                self.found.push(front_matter::empty(self.file));
                None
            }
            Some(Err(fault)) => {
                self.found.push(self.quote(fault));
                None
            }
            Some(Ok(row)) => columns::read(self.file, self.text, &row, &mut self.found),
        };
        let header = header?;
        let most = match header.of {
            TableOf::Outages => limits::CSV_ROWS,
            TableOf::ErrorRates => limits::CSV_RATES,
        };
        let mut rows = Vec::new();
        while let Some(row) = lines.next() {
            if rows.len() == most {
                self.found.push(self.too_many(row, header.of, most));
                break;
            }
            match row {
                Ok(row) => {
                    rows.extend(self.row(&header, &row));
                    lines.done(row);
                }
                Err(fault) => self.found.push(self.quote(fault)),
            }
        }
        Some((header.of, rows))
    }

    fn too_many(&self, row: Result<Row, Fault>, of: TableOf, most: usize) -> Diagnostic {
        let at = row.map_or(0..0, |row| row.bytes);
        let message = format!("more than {most} {} in one file", of.noun());
        let wrong = self.error("file-too-large", at, message);
        let wrong = wrong.label("one row too many");
        wrong.help(match of {
            TableOf::Outages => {
                "give outages instead of single checks, or totals of days for what is long ago"
            }
            TableOf::ErrorRates => "give outages instead of error rates for what is long ago",
        })
    }

    /// The cells of `row`; nothing where it has more or fewer than the first row, or where what it cannot do without is empty.
    fn row(&mut self, header: &Columns, row: &Row) -> Option<Cells> {
        let whole = row.bytes.clone();
        if row.count != header.count {
            let cells = |count| if count == 1 { "cell" } else { "cells" };
            let message = format!(
                "this row has {} {}, and the first row {}",
                row.count,
                cells(row.count),
                header.count
            );
            let wrong = self.error("csv-row", whole, message);
            self.found.push(wrong.help("give every row a cell for each column; a value that holds a separator belongs in double quotes"));
            return None;
        }
        let cells = header.places.map(|column| {
            let cell = column.and_then(|column| row.cells.get(column));
            cell.map_or(whole.end..whole.end, Range::clone)
        });
        let empty = |column: usize| unquote(&self.text[cells[column].clone()]).is_empty();
        let (needed, help): (&[usize], _) = match header.of {
            TableOf::Outages => (&[0], "say when the outage began, or remove the row"),
            TableOf::ErrorRates => (
                &[0, 1],
                "remove the row: between the first row and the last, time without one counts as unknown",
            ),
        };
        if let Some(column) = needed.iter().find(|column| empty(**column)) {
            let message = format!("this row has no `{}`", header.of.names()[*column]);
            let wrong = self.error("empty-value", whole, message);
            self.found.push(wrong.help(help));
            return None;
        }
        Some(Cells {
            whole: narrow(&whole),
            columns: cells.map(|cell| narrow(&cell)),
        })
    }

    fn quote(&self, fault: Fault) -> Diagnostic {
        let error = |at, message: &str| self.error("csv-quote", at, message.to_owned());
        match fault {
            Fault::Open(open) => error(open, "a quote that is never closed")
                .label("opened here")
                .help("put another `\"` where the value ends"),
            Fault::Late(open, close) => error(open, "a value that goes on behind its closing quote")
                .label("opened here")
                .also(self.file.span(close), "closed here")
                .help("put the closing `\"` where the value ends; a quote that is part of it is written twice: `\"\"`"),
            Fault::Stray(quote) => error(quote, "a quote inside a value that does not begin with one")
                .help("put the whole value in double quotes, and write this one twice: `\"\"`"),
        }
    }
}

/// A place in a file of no more than [`limits::CSV_BYTES`].
fn narrow(bytes: &Range<usize>) -> Bytes {
    let narrow = |at| u32::try_from(at).unwrap_or(u32::MAX);
    (narrow(bytes.start), narrow(bytes.end))
}
