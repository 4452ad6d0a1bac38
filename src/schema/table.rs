//! A CSV file of outages, as written: where the cells of each outage stand.

use std::borrow::Cow;
use std::ops::Range;

use super::columns::{self, COLUMNS, Columns};
use super::csv::{Fault, Row, Rows, unquote};
use super::{Origin, Place, front_matter, guard, limits};
use crate::diagnostic::{Crowd, Diagnostic};
use crate::source::SourceFile;

/// Outages in a CSV file.
#[derive(Debug, Clone)]
pub struct OutageTable {
    /// The file.
    pub origin: Origin,
    /// What is wrong with it as a table.
    pub found: Crowd,
    rows: Vec<Cells>,
}

/// Where an outage stands in the text: all of it, and its columns, which are empty where nothing is written.
#[derive(Debug, Clone)]
struct Cells {
    whole: (usize, usize),
    columns: [(usize, usize); COLUMNS],
}

/// One outage: the text of each column that has one, with its place.
#[derive(Debug, Clone)]
pub struct TableRow<'a> {
    /// The row.
    pub place: Place<'a>,
    /// First instant.
    pub from: (Cow<'a, str>, Place<'a>),
    /// First instant after it.
    pub to: Option<(Cow<'a, str>, Place<'a>)>,
    /// How bad.
    pub level: Option<(Cow<'a, str>, Place<'a>)>,
    /// The measured share.
    pub share: Option<(Cow<'a, str>, Place<'a>)>,
}

impl OutageTable {
    /// Its outages, in the order written.
    pub fn rows(&self) -> impl Iterator<Item = TableRow<'_>> {
        let text = self.origin.file.text().unwrap_or_default();
        self.rows.iter().map(move |cells| {
            let cell = |column: usize| {
                let (start, end) = cells.columns[column];
                let text = unquote(text.get(start..end).unwrap_or_default());
                (text, self.origin.bytes(start..end))
            };
            let written = |column| Some(cell(column)).filter(|(text, _)| !text.is_empty());
            TableRow {
                place: self.origin.bytes(cells.whole.0..cells.whole.1),
                from: cell(0),
                to: written(1),
                level: written(2),
                share: written(3),
            }
        })
    }

    /// The place of the outage at `position`.
    #[must_use]
    pub fn place(&self, position: usize) -> Place<'_> {
        let whole = self.rows.get(position).map_or((0, 0), |cells| cells.whole);
        self.origin.bytes(whole.0..whole.1)
    }
}

/// Reads the table in `file`.
pub(super) fn read(file: &SourceFile) -> OutageTable {
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
    let rows = text.map(|_| reader.rows()).unwrap_or_default();
    OutageTable {
        origin: Origin::new(file, 0..file.bytes().len(), 0),
        found: reader.found,
        rows,
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

    fn rows(&mut self) -> Vec<Cells> {
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
        let Some(header) = header else {
            return Vec::new();
        };
        let mut rows = Vec::new();
        for row in lines {
            if rows.len() == limits::CSV_ROWS {
                self.found.push(self.too_many(row));
                break;
            }
            match row {
                Ok(row) => rows.extend(self.row(&header, &row)),
                Err(fault) => self.found.push(self.quote(fault)),
            }
        }
        rows
    }

    fn too_many(&self, row: Result<Row, Fault>) -> Diagnostic {
        let at = row.map_or(0..0, |row| row.bytes);
        let message = format!("more than {} outages in one file", limits::CSV_ROWS);
        let wrong = self.error("file-too-large", at, message);
        wrong
            .label("one row too many")
            .help("give outages instead of single checks, or totals of days for what is long ago")
    }

    /// The outage in `row`; nothing where it has more or fewer cells than the first row, or no beginning.
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
            cell.map_or((whole.end, whole.end), |cell| (cell.start, cell.end))
        });
        if unquote(&self.text[cells[0].0..cells[0].1]).is_empty() {
            let wrong = self.error("empty-value", whole, "this row has no `from`".to_owned());
            self.found
                .push(wrong.help("say when the outage began, or remove the row"));
            return None;
        }
        Some(Cells {
            whole: (whole.start, whole.end),
            columns: cells,
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
