//! Line and column of many places, without reading a file from its start for each of them.
//!
//! [`SourceFile::position`](crate::source::SourceFile::position) is right for one place; for 20,000 places in a large file it
//! would be quadratic. An [`Index`] is made once per file that has something to show.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::source::{Position, SourceTree, Span};

/// Bytes between two marks: the most that is counted to find a column.
const STEP: usize = 4096;

/// The files that diagnostics are about, each indexed when it is first asked for.
pub(super) struct Places<'a> {
    sources: &'a SourceTree,
    known: BTreeMap<&'a str, Index<'a>>,
}

impl<'a> Places<'a> {
    pub(super) fn new(sources: &'a SourceTree) -> Self {
        Self {
            sources,
            known: BTreeMap::new(),
        }
    }

    /// The file at `path`; `None` where it is not among the sources, such as one that could not be read.
    pub(super) fn index(&mut self, path: &str) -> Option<&Index<'a>> {
        let file = self.sources.get(path)?;
        Some(
            self.known
                .entry(file.path())
                .or_insert_with(|| Index::new(file.bytes())),
        )
    }

    /// First and last position of `span`; the first line of a file that is not among the sources.
    pub(super) fn ends(&mut self, span: &Span) -> (Position, Position) {
        let top = Position { line: 1, column: 1 };
        self.index(&span.path).map_or((top, top), |index| {
            (index.position(span.start), index.position(span.end))
        })
    }
}

/// Where the lines of a file begin, and how many characters stand before every 4096th byte.
pub(super) struct Index<'a> {
    pub(super) bytes: &'a [u8],
    starts: Vec<usize>,
    marks: Vec<Mark>,
}

/// The first character at or behind a multiple of [`STEP`].
#[derive(Clone, Copy)]
struct Mark {
    offset: usize,
    characters: usize,
}

impl<'a> Index<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        let ends_line = |at: usize| {
            bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'))
        };
        // A byte order mark is no character of the first line: editors do not show it.
        let first = if bytes.starts_with(b"\xef\xbb\xbf") {
            3
        } else {
            0
        };
        let starts = std::iter::once(first)
            .chain(
                (0..bytes.len())
                    .filter(|at| ends_line(*at))
                    .map(|at| at + 1),
            )
            .collect();
        Self {
            bytes,
            starts,
            marks: marks(bytes),
        }
    }

    /// Line and column of the character at or around `offset`; past the end is the end.
    pub(super) fn position(&self, offset: usize) -> Position {
        let offset = self.floor(offset);
        let line = self.line(offset);
        let start = self.starts[line];
        let (from, counted) = match self.marks.get(offset / STEP) {
            Some(mark) if start < mark.offset && mark.offset <= offset => {
                (mark.offset, mark.characters - self.characters_before(start))
            }
            _ => (start.min(offset), 0),
        };
        Position {
            line: line + 1,
            column: counted + characters(&self.bytes[from..offset]) + 1,
        }
    }

    /// Number of the line, from 0, that holds `offset`.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.starts
            .partition_point(|start| *start <= offset)
            .saturating_sub(1)
    }

    /// The bytes of line `number`, from 0, without its end.
    pub(super) fn range(&self, number: usize) -> Range<usize> {
        let start = self.starts.get(number).copied().unwrap_or(self.bytes.len());
        let next = self
            .starts
            .get(number + 1)
            .copied()
            .unwrap_or(self.bytes.len());
        let text = &self.bytes[start..next];
        let text = text.strip_suffix(b"\n").unwrap_or(text);
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        start..start + text.len()
    }

    /// The start of the character that `offset` stands in. A byte that belongs to no character stands for itself.
    pub(super) fn floor(&self, offset: usize) -> usize {
        let offset = offset.min(self.bytes.len());
        let around = |back: &usize| {
            offset
                .checked_sub(*back)
                .is_some_and(|start| width(&self.bytes[start..]) > *back)
        };
        (1..4).find(around).map_or(offset, |back| offset - back)
    }

    /// The end of the character that begins at `offset`, or the end of the file.
    pub(super) fn next(&self, offset: usize) -> usize {
        (offset + width(&self.bytes[offset..])).min(self.bytes.len())
    }

    /// How many characters stand before `offset`, the start of a character.
    fn characters_before(&self, offset: usize) -> usize {
        match self.marks[..=(offset / STEP).min(self.marks.len() - 1)]
            .iter()
            .rfind(|mark| mark.offset <= offset)
        {
            Some(mark) => mark.characters + characters(&self.bytes[mark.offset..offset]),
            None => characters(&self.bytes[..offset]),
        }
    }
}

/// One mark for every started [`STEP`] bytes, at least one.
fn marks(bytes: &[u8]) -> Vec<Mark> {
    let mut marks = vec![Mark {
        offset: 0,
        characters: 0,
    }];
    let (mut offset, mut count) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        let invalid = Some(chunk.invalid().len()).filter(|length| *length > 0);
        for length in chunk.valid().chars().map(char::len_utf8).chain(invalid) {
            offset += length;
            count += 1;
            if offset >= marks.len() * STEP {
                marks.push(Mark {
                    offset,
                    characters: count,
                });
            }
        }
    }
    marks
}

/// Characters in `bytes`; a sequence that is not UTF-8 counts as one, as editors show it.
fn characters(bytes: &[u8]) -> usize {
    bytes
        .utf8_chunks()
        .map(|chunk| chunk.valid().chars().count() + usize::from(!chunk.invalid().is_empty()))
        .sum()
}

/// Length of the character at the start of `bytes`; 1 where there is none.
fn width(bytes: &[u8]) -> usize {
    let length = match bytes.first() {
        Some(0xc2..=0xdf) => 2,
        Some(0xe0..=0xef) => 3,
        Some(0xf0..=0xf4) => 4,
        _ => 1,
    };
    if bytes
        .get(..length)
        .is_some_and(|start| std::str::from_utf8(start).is_ok())
    {
        length
    } else {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::Index;
    use crate::source::SourceFile;

    #[test]
    fn every_place_is_where_the_file_itself_says() {
        let long = "ä€x😀\r\n".repeat(100) + &"ü→".repeat(2000) + "\rlast";
        for text in [
            long.as_bytes(),
            b"caf\xe9 \xf0\x9f\x98 x\n\xff\xfe\r\r\n",
            b"",
        ] {
            let (file, index) = (SourceFile::new("a", text), Index::new(text));
            for offset in (0..=text.len() + 2).filter(|offset| index.floor(*offset) == *offset) {
                assert_eq!(index.position(offset), file.position(offset), "at {offset}");
            }
        }
    }

    #[test]
    fn an_offset_inside_a_character_is_that_character() {
        let index = Index::new("a€b".as_bytes());
        assert_eq!(
            (1..=4)
                .map(|offset| index.position(offset).column)
                .collect::<Vec<_>>(),
            [2, 2, 2, 3]
        );
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let index = Index::new("\u{feff}title".as_bytes());
        assert_eq!(
            [
                index.position(0).column,
                index.position(3).column,
                index.position(4).column
            ],
            [1, 1, 2]
        );
    }
}
