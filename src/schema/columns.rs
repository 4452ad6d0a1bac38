//! The first row of a CSV file, which names the columns in any order, and so tells whether it holds outages or error rates.
//!
//! What nobody reads is named once, so that nothing is lost silently; a name that is nearly one of ours is an error, as outages without
//! their end or their level would be others.

use std::ops::Range;

use super::csv::{Row, unquote};
use super::limits;
use crate::diagnostic::{Crowd, Diagnostic, did_you_mean, list, nearest};
use crate::source::SourceFile;

/// The most columns that are read.
pub(super) const COLUMNS: usize = 4;
/// How many of the columns must be there, the first ones.
const REQUIRED: usize = 2;

/// What a CSV file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableOf {
    /// An outage in each row.
    Outages,
    /// The part of requests that failed in one interval, in each row.
    ErrorRates,
}

impl TableOf {
    /// What there is in it, in the plural.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Outages => "outages",
            Self::ErrorRates => "error rates",
        }
    }

    /// The names of its columns.
    pub(super) fn names(self) -> &'static [&'static str] {
        match self {
            Self::Outages => &["from", "to", "level", "share"],
            Self::ErrorRates => &["time", "error_rate"],
        }
    }

    fn help(self) -> String {
        let names = self.names().join(",");
        let rest = match self {
            Self::Outages => ", of which the last two may be left out",
            Self::ErrorRates => "",
        };
        format!("the first row names the columns, in any order: `{names}`{rest}")
    }

    fn help_above(self) -> String {
        let names = self.names().join(",");
        let rest = match self {
            Self::Outages => "; the last two may be left out",
            Self::ErrorRates => "",
        };
        format!("put the row `{names}` above it{rest}")
    }
}

/// Where each column that is read stands in a row, and how many cells a row has.
pub(super) struct Columns {
    pub(super) of: TableOf,
    pub(super) places: [Option<usize>; COLUMNS],
    pub(super) count: usize,
}

/// Reads the columns that `row` names, the first row of `text`, the text of `file`.
pub(super) fn read(file: &SourceFile, text: &str, row: &Row, found: &mut Crowd) -> Option<Columns> {
    let mut header = Header {
        file,
        text,
        row,
        of: TableOf::Outages,
    };
    header.of = header.contents();
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
    of: TableOf,
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

    /// What the names speak of: error rates, where more of them belong to those than to outages, at least nearly.
    fn contents(&self) -> TableOf {
        let like = |of: TableOf| {
            let belongs = |name: &str| {
                let columns = of.names();
                2 * usize::from(columns.contains(&name))
                    + usize::from(meant(name, columns).is_some())
            };
            let names = self.names().take(limits::CSV_COLUMNS);
            names.map(|(name, _)| belongs(&name)).sum::<usize>()
        };
        let (outages, rates) = (like(TableOf::Outages), like(TableOf::ErrorRates));
        if rates > outages || (rates == outages && self.is_rate()) {
            TableOf::ErrorRates
        } else {
            TableOf::Outages
        }
    }

    /// Whether the row holds a time and a number, and no names.
    fn is_rate(&self) -> bool {
        // An exponent may have a sign: `1e-3`.
        let digits = |name: &str| name.find(['e', 'E']).unwrap_or(name.len());
        let is_number = |name: &str| is_value(name) && !name[..digits(name)].contains(['-', ':']);
        let numbers = self.names().filter(|(name, _)| is_number(name)).count();
        self.row.count == 2 && numbers == 1 && self.names().all(|(name, _)| is_value(&name))
    }

    /// Whether the row holds values: then the one that names the columns is missing.
    fn has_values(&self) -> bool {
        self.names().any(|(name, _)| is_value(&name))
    }

    /// The columns, and what is wrong with them.
    fn columns(&self) -> (Columns, Vec<Diagnostic>) {
        let known = self.of.names();
        let mut places = [None; COLUMNS];
        if self.row.count > limits::CSV_COLUMNS {
            let message = format!("more than {} columns", limits::CSV_COLUMNS);
            let wrong = self.error("csv-columns", self.row.bytes.clone(), message);
            return (self.placed(places), vec![wrong.help(self.of.help())]);
        }
        let mut wrong = Vec::new();
        for (at, (name, cell)) in self.names().enumerate() {
            let Some(column) = known.iter().position(|column| *column == name) else {
                continue;
            };
            match places[column] {
                None => places[column] = Some(at),
                Some(first) => wrong.push(self.twice(&name, cell, first)),
            }
        }
        let missing = known
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
        missing.retain(|column| known[..REQUIRED].contains(column));
        if !missing.is_empty() {
            wrong.push(self.missing(&missing));
        }
        (self.placed(places), wrong)
    }

    fn placed(&self, places: [Option<usize>; COLUMNS]) -> Columns {
        Columns {
            of: self.of,
            places,
            count: self.row.count,
        }
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
        if self.has_values() {
            let message = "the first row names no columns".to_owned();
            let wrong = self.error("csv-columns", whole, message);
            return wrong.help(self.of.help_above());
        }
        let message = match missing {
            [one] => format!("the column `{one}` is missing"),
            _ => format!("the columns {} are missing", list(missing.iter().copied())),
        };
        let names: Vec<String> = self.names().map(|(name, _)| name).collect();
        let there = list(names.iter().map(String::as_str));
        let wrong = self.error("csv-columns", whole, message);
        let wrong = wrong.help(self.of.help());
        let wrong = wrong.help(format!("named here: {there}"));
        let other = TableOf::ErrorRates;
        if self.of == other || missing.len() < REQUIRED {
            return wrong;
        }
        let names = other.names().join(",");
        wrong.help(format!("a file of {} has `{names}`", other.noun()))
    }

    /// Names the columns that nobody reads.
    fn unread(&self) -> Option<Diagnostic> {
        let known = self.of.names();
        let names = self.names().enumerate();
        let unread: Vec<_> = names
            .filter(|(_, (name, _))| !known.contains(&name.as_str()))
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
        let near = did_you_mean(first, known.iter().copied()).filter(|_| unread.len() == 1);
        let known = format!("known here: {}", list(known.iter().copied()));
        let warning = Diagnostic::warning("unknown-column", self.file.span(cell.clone()), message);
        Some(warning.help(near.unwrap_or(known)))
    }
}

fn is_value(name: &str) -> bool {
    name.starts_with(|one: char| one.is_ascii_digit())
}

/// The one of `columns` that a slip of the fingers made `name`. A name that only has it in it is another column of a monitor.
fn meant<'a>(name: &str, columns: &[&'a str]) -> Option<&'a str> {
    let near = nearest(name, columns.iter().copied());
    near.filter(|near| near.len().abs_diff(name.len()) <= 2)
}
