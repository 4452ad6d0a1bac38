//! The only door to CSV: text in, rows of cells out, each cell with its place.
//!
//! Written by hand. The libraries say where a row begins but not where its cells do, and they read on past a stray quote: one that is
//! never closed would swallow the outages behind it without a word. Here it is an error, and reading goes on with the next line.

use std::borrow::Cow;
use std::ops::Range;

/// What may stand between two cells.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// One row that is not blank.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// From its first cell to its last.
    pub(super) bytes: Range<usize>,
    /// Each cell, with the quotes around it and without the blanks.
    pub(super) cells: Vec<Range<usize>>,
    /// How many cells there are: a few more than are kept, where there are too many.
    pub(super) count: usize,
}

/// A quote that is not where quotes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// It opens a cell that nothing closes.
    Open(Range<usize>),
    /// It opens a cell, and behind the quote that closes it, the cell goes on.
    Late(Range<usize>, Range<usize>),
    /// It stands inside a cell that does not begin with one.
    Stray(Range<usize>),
}

/// The rows of a text, from the first that is not blank. Blank ones are passed over, also those of nothing but separators.
pub(super) struct Rows<'a> {
    bytes: &'a [u8],
    at: usize,
    separator: u8,
    /// Most cells of a row that are kept.
    most: usize,
    /// Room for the cells of the next row.
    spare: Vec<Range<usize>>,
}

impl<'a> Rows<'a> {
    /// The rows of `text`, with up to so many cells each.
    pub(super) fn new(text: &'a str, most: usize) -> Self {
        let bytes = text.as_bytes();
        let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Self {
            bytes,
            at,
            separator: separator(&bytes[at..]),
            most,
            spare: Vec::new(),
        }
    }

    /// Takes a row back that is done with, so that the next one needs no room of its own.
    pub(super) fn done(&mut self, row: Row) {
        self.spare = row.cells;
        self.spare.clear();
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn at_end_of_cell(&self) -> bool {
        self.peek()
            .is_none_or(|byte| byte == self.separator || is_line_end(byte))
    }

    fn skip_blanks(&mut self) {
        while self
            .peek()
            .is_some_and(|byte| matches!(byte, b' ' | b'\t') && byte != self.separator)
        {
            self.at += 1;
        }
    }

    fn skip_line(&mut self, from: usize) {
        let rest = &self.bytes[from..];
        let end = rest.iter().position(|byte| is_line_end(*byte));
        self.at = end.map_or(self.bytes.len(), |end| from + end);
    }

    /// The cell that begins here.
    fn cell(&mut self) -> Result<Range<usize>, Fault> {
        self.skip_blanks();
        let start = self.at;
        if self.peek() == Some(b'"') {
            return self.quoted(start);
        }
        let mut end = start;
        while !self.at_end_of_cell() {
            if self.peek() == Some(b'"') {
                return Err(Fault::Stray(self.at..self.at + 1));
            }
            self.at += 1;
            if !matches!(self.bytes[self.at - 1], b' ' | b'\t') {
                end = self.at;
            }
        }
        Ok(start..end)
    }

    /// The cell whose quote opens at `start`. Two quotes in it are one that is meant.
    fn quoted(&mut self, start: usize) -> Result<Range<usize>, Fault> {
        let open = start..start + 1;
        self.at += 1;
        loop {
            let rest = &self.bytes[self.at..];
            let Some(next) = rest.iter().position(|byte| *byte == b'"') else {
                return Err(Fault::Open(open));
            };
            self.at += next + 1;
            if self.peek() != Some(b'"') {
                break;
            }
            self.at += 1;
        }
        let end = self.at;
        self.skip_blanks();
        if self.at_end_of_cell() {
            Ok(start..end)
        } else {
            Err(Fault::Late(open, end - 1..end))
        }
    }

    /// The row that begins here, up to the end of its line.
    fn row(&mut self) -> Result<Row, Fault> {
        let mut row = Row {
            cells: std::mem::take(&mut self.spare),
            ..Row::default()
        };
        loop {
            let cell = self.cell()?;
            row.count += 1;
            if row.count == 1 {
                row.bytes.start = cell.start;
            }
            row.bytes.end = cell.end;
            if row.cells.len() < self.most {
                row.cells.push(cell);
            }
            if self.peek() != Some(self.separator) {
                return Ok(row);
            }
            self.at += 1;
        }
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.at < self.bytes.len() {
            if self.peek().is_some_and(is_line_end) {
                self.at += 1;
                continue;
            }
            match self.row() {
                Ok(row) if row.cells.iter().all(Range::is_empty) => self.done(row),
                Ok(row) => return Some(Ok(row)),
                Err(fault) => {
                    let (Fault::Open(quote) | Fault::Late(quote, _) | Fault::Stray(quote)) = &fault;
                    self.skip_line(quote.end);
                    return Some(Err(fault));
                }
            }
        }
        None
    }
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// What parts the cells of the first line that is not blank: the separator that it has most of; a comma where it has none.
fn separator(bytes: &[u8]) -> u8 {
    let lines = bytes.split(|byte| is_line_end(*byte));
    let mut lines = lines.filter(|line| !line.iter().all(u8::is_ascii_whitespace));
    let line = lines.next().unwrap_or_default();
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut inside = false;
    for byte in line {
        inside ^= *byte == b'"';
        if let Some(place) = SEPARATORS.iter().position(|one| one == byte) {
            counts[place] += usize::from(!inside);
        }
    }
    let most = counts.iter().max().copied().unwrap_or_default();
    let first = counts.iter().position(|count| *count == most);
    SEPARATORS[first.unwrap_or_default()]
}

/// What a cell says, without the quotes around it.
pub(super) fn unquote(cell: &str) -> Cow<'_, str> {
    let inside = cell
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let Some(inside) = inside else {
        return Cow::Borrowed(cell);
    };
    if inside.contains('"') {
        Cow::Owned(inside.replace("\"\"", "\"").trim().to_owned())
    } else {
        Cow::Borrowed(inside.trim())
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, Rows, unquote};

    /// The cells of each row, or the fault in its place.
    fn rows(text: &str) -> Vec<Result<Vec<String>, Fault>> {
        let cells = |row: super::Row| {
            let cells = row.cells.into_iter();
            cells
                .map(|cell| unquote(&text[cell]).into_owned())
                .collect()
        };
        Rows::new(text, 8).map(|row| row.map(cells)).collect()
    }

    #[track_caller]
    fn are(text: &str, expected: &[&[&str]]) {
        let expected: Vec<_> = expected
            .iter()
            .map(|row| Ok(row.iter().map(|cell| (*cell).to_owned()).collect()))
            .collect();
        assert_eq!(rows(text), expected, "{text:?}");
    }

    #[test]
    fn cells_are_parted_by_what_the_first_line_has_most_of() {
        are("a,b\n1,2\n", &[&["a", "b"], &["1", "2"]]);
        are("a;b\n1,5;2", &[&["a", "b"], &["1,5", "2"]]);
        are("a\tb\n1\t\n", &[&["a", "b"], &["1", ""]]);
        are("\"a;;\",b\n", &[&["a;;", "b"]]);
        are("a\nb\n", &[&["a"], &["b"]]);
    }

    #[test]
    fn marks_line_ends_and_blanks_of_other_systems_do_not_matter() {
        are(
            "\u{feff}a,b\r\n\r\n 1 , 2\t\r\n,\r\n",
            &[&["a", "b"], &["1", "2"]],
        );
        are("a,b\r1,2\r", &[&["a", "b"], &["1", "2"]]);
    }

    #[test]
    fn quotes_hold_separators_quotes_and_line_ends_together() {
        are(
            "a,b\n\"1,\"\"x\"\"\n2\", \"\" \n",
            &[&["a", "b"], &["1,\"x\"\n2", ""]],
        );
    }

    #[test]
    fn after_a_quote_in_the_wrong_place_reading_goes_on_with_the_next_line() {
        let next = || Ok(vec!["1".to_owned(), "2".to_owned()]);
        assert_eq!(rows("a\"b\n1,2"), [Err(Fault::Stray(1..2)), next()]);
        assert_eq!(rows("\"a\n1,2"), [Err(Fault::Open(0..1)), next()]);
        assert_eq!(rows("\"a\"b\n1,2"), [Err(Fault::Late(0..1, 2..3)), next()]);
    }

    #[test]
    fn of_too_many_cells_the_first_are_kept() {
        let row = Rows::new(&",".repeat(9).replacen(',', "a,", 1), 8).next();
        let row = row.expect("is a row").expect("has no fault");
        assert_eq!((row.cells.len(), row.count), (8, 10));
    }
}
