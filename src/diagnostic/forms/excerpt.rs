//! The few lines of a file that a diagnostic shows: cut to what fits, made harmless, with the marked places moved along.

use std::ops::Range;

use super::escape;
use super::places::Index;
use crate::source::Position;

/// Marked lines at most this far apart are shown together, with `...` between them.
const NEAR: usize = 30;
/// A line of more characters is cut…
const LONG: usize = 120;
/// …and this many are kept before the marked place.
const BEFORE: usize = 40;

/// A marked place in a file.
#[derive(Clone)]
pub(super) struct Mark<'d> {
    pub(super) range: Range<usize>,
    pub(super) text: &'d str,
    pub(super) primary: bool,
}

/// Lines of a file that stand near one another.
pub(super) struct Excerpt<'d> {
    /// Where the first mark begins in the file itself; the primary one counts before all others.
    pub(super) position: Position,
    /// Number of the first line, from 1.
    pub(super) first_line: usize,
    /// The lines as they can be shown, each with a line feed.
    pub(super) text: String,
    /// The marks; their ranges are those in `text`.
    pub(super) marks: Vec<Mark<'d>>,
}

/// The lines around `marks`, the primary mark's first, then down the file.
pub(super) fn excerpts<'d>(index: &Index<'_>, marks: Vec<Mark<'d>>) -> Vec<Excerpt<'d>> {
    let mut placed: Vec<_> = marks
        .into_iter()
        .map(|mark| Placed::new(index, &mark))
        .collect();
    placed.sort_by_key(|placed| (placed.lines.start, placed.mark.range.start));
    let mut together: Vec<Vec<Placed<'d>>> = Vec::new();
    for next in placed {
        match together.last_mut() {
            Some(near)
                if near
                    .iter()
                    .any(|placed| next.lines.start <= placed.lines.end + NEAR) =>
            {
                near.push(next);
            }
            _ => together.push(vec![next]),
        }
    }
    together.sort_by_key(|near| !near.iter().any(|placed| placed.mark.primary));
    together
        .into_iter()
        .map(|near| excerpt(index, near))
        .collect()
}

/// A mark, with the first and the last line it touches.
struct Placed<'d> {
    mark: Mark<'d>,
    lines: Range<usize>,
}

impl<'d> Placed<'d> {
    /// Cuts a mark over very many lines to its first, and never lets it end in a line's end.
    fn new(index: &Index<'_>, mark: &Mark<'d>) -> Self {
        let start = index.floor(mark.range.start);
        let first = index.line(start);
        let start = start.max(index.range(first).start);
        let mut end = mark.range.end.clamp(start, index.bytes.len());
        while end > start && matches!(index.bytes[end - 1], b'\r' | b'\n') {
            end -= 1;
        }
        let mut last = index.line(end);
        if last > first + NEAR {
            (end, last) = (index.range(first).end.max(start), first);
        }
        let floor = index.floor(end);
        let end = if floor < end { index.next(floor) } else { end };
        Self {
            mark: Mark {
                range: start..end,
                ..*mark
            },
            lines: first..last,
        }
    }
}

fn excerpt<'d>(index: &Index<'_>, near: Vec<Placed<'d>>) -> Excerpt<'d> {
    let first = near
        .iter()
        .map(|placed| placed.lines.start)
        .min()
        .unwrap_or(0);
    let last = near
        .iter()
        .map(|placed| placed.lines.end)
        .max()
        .unwrap_or(first);
    let mut text = String::new();
    let mut windows = Vec::with_capacity(last - first + 1);
    for line in first..=last {
        let range = index.range(line);
        let window = Window {
            shown: window(index, &range, focus(&near, line, range.start)),
            at: text.len(),
            line: range,
        };
        window.write(index, &mut text);
        windows.push(window);
    }
    let lead = near
        .iter()
        .find(|placed| placed.mark.primary)
        .or(near.first());
    let position = index.position(lead.map_or(0, |placed| placed.mark.range.start));
    let place = |offset: usize, line: usize| {
        windows
            .get(line - first)
            .map_or(0, |window| window.place(index, offset))
    };
    let moved = |placed: Placed<'d>| {
        let (range, lines) = (placed.mark.range.clone(), placed.lines);
        Mark {
            range: place(range.start, lines.start)..place(range.end, lines.end),
            ..placed.mark
        }
    };
    let marks = near.into_iter().map(moved).collect();
    Excerpt {
        position,
        first_line: first + 1,
        text,
        marks,
    }
}

/// What a cut of `line` should be made around: the primary mark that begins or ends there, else the first mark, else the start.
fn focus(near: &[Placed<'_>], line: usize, start: usize) -> usize {
    let on_line = |placed: &&Placed<'_>| placed.lines.start == line || placed.lines.end == line;
    let chosen = near
        .iter()
        .filter(on_line)
        .min_by_key(|placed| !placed.mark.primary);
    chosen.map_or(start, |placed| {
        if placed.lines.start == line {
            placed.mark.range.start
        } else {
            placed.mark.range.end
        }
    })
}

/// The part of `line` to show: all of it, or [`LONG`] characters around `focus`.
fn window(index: &Index<'_>, line: &Range<usize>, focus: usize) -> Range<usize> {
    let forward = |from: usize| {
        (0..LONG).fold(
            from,
            |at, _| if at < line.end { index.next(at) } else { at },
        )
    };
    let back = |from: usize, count: usize| {
        (0..count).fold(from, |at, _| {
            if at > line.start {
                index.floor(at - 1).max(line.start)
            } else {
                at
            }
        })
    };
    if forward(line.start) >= line.end {
        return line.clone();
    }
    let from = back(focus.clamp(line.start, line.end), BEFORE);
    let to = forward(from).min(line.end);
    if to == line.end {
        back(to, LONG)..to
    } else {
        from..to
    }
}

/// A line of the file, the part of it that is shown, and where that stands in the excerpt.
struct Window {
    line: Range<usize>,
    shown: Range<usize>,
    at: usize,
}

impl Window {
    const CUT: &'static str = "...";

    fn write(&self, index: &Index<'_>, text: &mut String) {
        text.push_str(self.cut_before());
        text.push_str(&escape::source(&index.bytes[self.shown.clone()]));
        text.push_str(if self.shown.end < self.line.end {
            Self::CUT
        } else {
            ""
        });
        text.push('\n');
    }

    fn cut_before(&self) -> &'static str {
        if self.shown.start > self.line.start {
            Self::CUT
        } else {
            ""
        }
    }

    /// Where `offset` of the file stands in the excerpt; a place that was cut off is the edge of the cut.
    fn place(&self, index: &Index<'_>, offset: usize) -> usize {
        let before = self.shown.start..offset.clamp(self.shown.start, self.shown.end);
        self.at + self.cut_before().len() + escape::source(&index.bytes[before]).len()
    }
}

#[cfg(test)]
mod tests {
    use super::{Index, Mark, excerpts};

    fn shown(text: &[u8], range: std::ops::Range<usize>) -> (String, String) {
        let index = Index::new(text);
        let mark = Mark {
            range,
            text: "",
            primary: true,
        };
        let excerpt = excerpts(&index, vec![mark]).remove(0);
        let marked = excerpt.text[excerpt.marks[0].range.clone()].to_owned();
        (excerpt.text, marked)
    }

    #[test]
    fn a_long_line_is_cut_around_its_mark() {
        let text = "ä".repeat(2_000_000) + "here" + &"€".repeat(1_000_000);
        let (line, marked) = shown(text.as_bytes(), 4_000_000..4_000_004);
        assert_eq!(
            (line.chars().count(), marked.as_str()),
            (3 + super::LONG + 3 + 1, "here")
        );
    }

    #[test]
    fn the_end_of_a_long_line_is_shown_whole() {
        let (line, marked) = shown(&b"x".repeat(500), 499..500);
        assert_eq!(
            (line.as_str(), marked.as_str()),
            (format!("...{}\n", "x".repeat(super::LONG)).as_str(), "x")
        );
    }

    #[test]
    fn any_range_over_any_bytes_has_its_place() {
        for text in [
            &b"\xef\xbb\xbfa\xe2\x82\r\n\xff\x80\x80\rb\xf0\x9f\x98\x80"[..],
            b"",
            b"\n",
            b"\r",
            b"\xef\xbb\xbf",
        ] {
            for start in 0..text.len() + 3 {
                for end in start..text.len() + 3 {
                    let (line, _) = shown(text, start..end);
                    assert!(line.ends_with('\n'));
                }
            }
        }
    }

    #[test]
    fn marks_far_apart_are_shown_apart_with_the_primary_first() {
        let text = "a\n".repeat(100);
        let mark = |at: usize, primary| Mark {
            range: at..at + 1,
            text: "",
            primary,
        };
        let found = excerpts(
            &Index::new(text.as_bytes()),
            vec![mark(180, true), mark(0, false), mark(20, false)],
        );
        assert_eq!(
            found
                .iter()
                .map(|excerpt| excerpt.first_line)
                .collect::<Vec<_>>(),
            [91, 1]
        );
    }
}
