//! The first row of a CSV file of outages, which names the columns in any order.
//!
//! What nobody reads is named once, so that nothing is lost silently; a name that is nearly one of ours is an error, as outages without
//! their end or their level would be others.

use std::ops::Range;

use super::csv::{Row, unquote};
use super::limits;
use crate::diagnostic::{Crowd, Diagnostic, did_you_mean, list, nearest};
use crate::source::SourceFile;

/// How many columns are read.
pub(super) const COLUMNS: usize = NAMES.len();
/// Their names. The first two must be there.
const NAMES: [&str; 4] = ["from", "to", "level", "share"];
const REQUIRED: usize = 2;
const HELP: &str = "the first row names the columns, in any order: `from,to,level,share`, of which the last two may be left out";

/// Where each column that is read stands in a row, and how many cells a row has.
pub(super) struct Columns {
    pub(super) places: [Option<usize>; COLUMNS],
    pub(super) count: usize,
}

/// Reads the columns that `row` names, the first row of `text`, the text of `file`.
pub(super) fn read(file: &SourceFile, text: &str, row: &Row, found: &mut Crowd) -> Option<Columns> {
    let header = Header { file, text, row };
    let (columns, wrong) = header.columns();
    let sound = wrong.is_empty();
    for one in wrong {
        found.push(one);
    }
    // The errors tell what is missing or meant; all other names would only repeat it.
    if let Some(warning) = header.unread().filter(|_| sound) {
        found.push(warning);
    }
    sound.then_some(columns)
}

struct Header<'a> {
    file: &'a SourceFile,
    text: &'a str,
    row: &'a Row,
}

impl Header<'_> {
    /// What each column is called, with its place.
    fn names(&self) -> impl Iterator<Item = (String, Range<usize>)> {
        let cells = self.row.cells.iter();
        cells.map(|cell| (self.name(cell), cell.clone()))
    }

    fn name(&self, cell: &Range<usize>) -> String {
        let name = unquote(&self.text[cell.clone()]);
        name.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn error(&self, code: &'static str, cell: Range<usize>, message: String) -> Diagnostic {
        Diagnostic::error(code, self.file.span(cell), message)
    }

    /// Whether the row is an outage: then the one that names the columns is missing.
    fn is_outage(&self) -> bool {
        let is_value = |name: &str| name.starts_with(|one: char| one.is_ascii_digit());
        self.names().any(|(name, _)| is_value(&name))
    }

    /// The columns, and what is wrong with them.
    fn columns(&self) -> (Columns, Vec<Diagnostic>) {
        let count = self.row.count;
        let mut places = [None; COLUMNS];
        if count > limits::CSV_COLUMNS {
            let message = format!("more than {} columns", limits::CSV_COLUMNS);
            let wrong = self.error("csv-columns", self.row.bytes.clone(), message);
            return (Columns { places, count }, vec![wrong.help(HELP)]);
        }
        let mut wrong = Vec::new();
        for (at, (name, cell)) in self.names().enumerate() {
            let Some(column) = NAMES.iter().position(|column| *column == name) else {
                continue;
            };
            match places[column] {
                None => places[column] = Some(at),
                Some(first) => wrong.push(self.twice(&name, cell, first)),
            }
        }
        let missing = NAMES
            .iter()
            .zip(places)
            .filter(|(_, place)| place.is_none());
        let mut missing: Vec<&str> = missing.map(|(name, _)| *name).collect();
        for (name, cell) in self.names() {
            if let Some(meant) = meant(&name, &missing) {
                missing.retain(|column| *column != meant);
                let message = format!("there is no column `{name}`");
                let unknown = self.error("unknown-column", cell, message);
                wrong.push(unknown.help(format!("did you mean `{meant}`?")));
            }
        }
        missing.retain(|column| NAMES[..REQUIRED].contains(column));
        if !missing.is_empty() {
            wrong.push(self.missing(&missing));
        }
        (Columns { places, count }, wrong)
    }

    fn twice(&self, name: &str, cell: Range<usize>, first: usize) -> Diagnostic {
        let message = format!("the column `{name}` is given twice");
        let first = self.row.cells[first].clone();
        self.error("duplicate-key", cell, message)
            .label("again here")
            .also(self.file.span(first), "first here")
            .help("keep one of them")
    }

    /// The error about columns that are not there.
    fn missing(&self, missing: &[&str]) -> Diagnostic {
        let whole = self.row.bytes.clone();
        if self.is_outage() {
            let message = "the first row names no columns".to_owned();
            let wrong = self.error("csv-columns", whole, message);
            return wrong
                .help("put the row `from,to,level,share` above it; the last two may be left out");
        }
        let message = match missing {
            [one] => format!("the column `{one}` is missing"),
            _ => format!("the columns {} are missing", list(missing.iter().copied())),
        };
        let names: Vec<String> = self.names().map(|(name, _)| name).collect();
        let there = list(names.iter().map(String::as_str));
        let wrong = self.error("csv-columns", whole, message).help(HELP);
        wrong.help(format!("named here: {there}"))
    }

    /// Names the columns that nobody reads.
    fn unread(&self) -> Option<Diagnostic> {
        let names = self.names().enumerate();
        let unread: Vec<_> = names
            .filter(|(_, (name, _))| !NAMES.contains(&name.as_str()))
            .map(|(at, (name, cell))| match name.as_str() {
                "" => (format!("number {}", at + 1), cell),
                _ => (name, cell),
            })
            .collect();
        let (first, cell) = unread.first()?;
        let message = if unread.len() == 1 {
            format!("the column `{first}` is not read")
        } else {
            let names = unread.iter().map(|(name, _)| name.as_str());
            format!("the columns {} are not read", list(names))
        };
        let near = did_you_mean(first, NAMES).filter(|_| unread.len() == 1);
        let known = format!("known here: {}", list(NAMES));
        let warning = Diagnostic::warning("unknown-column", self.file.span(cell.clone()), message);
        Some(warning.help(near.unwrap_or(known)))
    }
}

/// The one of `columns` that a slip of the fingers made `name`. A name that only has it in it is another column of a monitor.
fn meant<'a>(name: &str, columns: &[&'a str]) -> Option<&'a str> {
    let near = nearest(name, columns.iter().copied());
    near.filter(|near| near.len().abs_diff(name.len()) <= 2)
}
