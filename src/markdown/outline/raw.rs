//! Raw HTML: it is shown as text, and said so. Comments are left out in silence, unless one never ends.

use std::ops::Range;

use super::Place;
use super::dated::begins_like_a_time;
use crate::diagnostic::Diagnostic;
use crate::markdown::comment::{Comments, is_comment};

/// So many places are named one by one.
const NAMED: usize = 3;

/// What is known of the raw HTML so far.
#[derive(Default)]
pub(super) struct Raw {
    places: usize,
    /// The first place that is not named.
    next: Option<Range<usize>>,
    comments: Comments,
    /// Of the block that is open: where it begins, its first visible piece, the comment open in it, an update heading in it.
    block: Block,
}

#[derive(Default)]
struct Block {
    shown: Option<Range<usize>>,
    comment: Option<Range<usize>>,
    update: Option<Range<usize>>,
}

impl Raw {
    /// A block of raw HTML begins.
    pub(super) fn begin(&mut self) {
        self.comments = Comments::default();
        self.block = Block::default();
    }

    /// Reads one line of the block; says whether any of it is shown.
    pub(super) fn line(&mut self, line: &str, range: &Range<usize>, place: Place<'_>) -> bool {
        let inside = self.comments.is_open();
        let mut shown = false;
        let opened = self
            .comments
            .strip(line, |piece| shown |= !piece.trim_start().is_empty());
        if let Some(at) = opened {
            let start = range.start + at;
            self.block.comment = Some(place.first_line(&(start..range.end.max(start))));
        } else if !self.comments.is_open() {
            self.block.comment = None;
        }
        if shown && self.block.shown.is_none() {
            self.block.shown = Some(place.trimmed(range));
        }
        if !inside && self.block.update.is_none() && is_update(line) {
            self.block.update = Some(place.trimmed(range));
        }
        shown
    }

    /// The block ends.
    pub(super) fn end(
        &mut self,
        range: &Range<usize>,
        place: Place<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let Block {
            shown,
            comment,
            update,
        } = std::mem::take(&mut self.block);
        if let Some(comment) = comment {
            diagnostics.push(never_ends(place, &comment));
        }
        let Some(shown) = shown else { return };
        if let Some(update) = update {
            let first = place.first_line(range);
            diagnostics.push(
                place
                    .error(
                        "update-swallowed",
                        &first,
                        "a block of raw HTML swallows an update",
                    )
                    .label("goes on to the next empty line")
                    .also(
                        place.file.span(place.in_file(&update)),
                        "this update is lost in it",
                    )
                    .help("remove the HTML, or put an empty line before the update"),
            );
            return;
        }
        diagnostics.extend(self.shown(&shown, place));
    }

    /// A piece of inline HTML; says whether it is shown.
    pub(super) fn inline(
        &mut self,
        tag: &str,
        range: &Range<usize>,
        place: Place<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> bool {
        if is_comment(tag) {
            return false;
        }
        // An end belongs to the place of its beginning.
        if !tag.starts_with("</") || self.places == 0 {
            diagnostics.extend(self.shown(range, place));
        }
        true
    }

    fn shown(&mut self, range: &Range<usize>, place: Place<'_>) -> Option<Diagnostic> {
        self.places += 1;
        if self.places > NAMED {
            self.next.get_or_insert_with(|| range.clone());
            return None;
        }
        Some(
            place
                .warning(
                    "markdown-raw-html",
                    &place.first_line(range),
                    "raw HTML is shown as text",
                )
                .help("write it in Markdown, or put it between backticks to show it as code"),
        )
    }

    /// One finding for all places that were not named.
    pub(super) fn rest(&self, place: Place<'_>) -> Option<Diagnostic> {
        let next = self.next.as_ref()?;
        let message = match self.places - NAMED {
            1 => "raw HTML is shown as text in one more place".to_owned(),
            more => format!(
                "raw HTML is shown as text in {more} more places, of which this is the first"
            ),
        };
        Some(place.warning("markdown-raw-html", &place.first_line(next), message))
    }
}

/// Whether this line would be an update's heading, stood it on its own.
pub(super) fn is_update(line: &str) -> bool {
    let text = line.trim_start_matches([' ', '\t', '>']);
    text.strip_prefix("##")
        .is_some_and(|text| text.starts_with([' ', '\t']) && begins_like_a_time(text))
}

/// Finds in a piece of text the beginning of a comment that is none, because its end stands in another paragraph or is missing.
pub(super) fn open_comment(
    range: &Range<usize>,
    place: Place<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (at, _) in place
        .text
        .get(range.clone())
        .unwrap_or_default()
        .match_indices('<')
    {
        let (before, sign) = place.text.split_at(range.start + at);
        let escaped = before
            .bytes()
            .rev()
            .take_while(|byte| *byte == b'\\')
            .count()
            % 2
            == 1;
        // The parser may cut the text behind the `<`, so the source is asked.
        if sign.starts_with("<!--") && !escaped {
            diagnostics.push(never_ends(place, &(range.start + at..range.start + at + 4)));
        }
    }
}

fn never_ends(place: Place<'_>, range: &Range<usize>) -> Diagnostic {
    place
        .error("comment-open", range, "a comment that does not end")
        .label("what follows would be published, or lost")
        .help("end it with `-->`; one that begins within a paragraph ends in the same paragraph")
}
