//! Text that would be lost or wrong without a word: an unclosed code block that eats updates, an unresolved merge.

use std::ops::Range;

use super::Place;
use super::raw::is_update;
use crate::diagnostic::Diagnostic;

/// Looks through the body for the marks of an unresolved merge. Says, since it looks at each `<` anyway, whether any begins a
/// comment.
pub(super) fn signs(place: Place<'_>, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let (mut comments, mut at, mut merge) = (false, 0, None);
    while let Some(found) = place.text[at..].find('<') {
        let here = at + found;
        let rest = &place.text[here..];
        comments |= rest.starts_with("<!--");
        let begins = here == 0 || place.text[..here].ends_with(['\n', '\r']);
        if merge.is_none() && begins && rest.starts_with("<<<<<<< ") {
            merge = Some(here);
        }
        at = here + 1;
    }
    // What the first mark does not find behind it, no later one finds.
    if let Some(start) = merge.filter(|start| is_merge(&place.text[*start..])) {
        let line = place.first_line(&(start..place.text.len()));
        diagnostics.push(
            place
                .error("merge-conflict", &line, "an unresolved merge")
                .help("keep the lines that are right and remove the three marks: `<<<<<<<`, `=======`, `>>>>>>>`"),
        );
    }
    comments
}

/// Whether the other two marks follow, in their order.
fn is_merge(text: &str) -> bool {
    let mut lines = text.split(['\n', '\r']);
    lines.any(|line| line == "=======") && lines.any(|line| line.starts_with(">>>>>>> "))
}

/// An error when the fenced code block at `range` is never closed and holds what would be updates.
pub(super) fn by_fence(range: &Range<usize>, place: Place<'_>) -> Option<Diagnostic> {
    let block = place.text.get(range.clone())?;
    if is_closed(block) {
        return None;
    }
    let first = place.first_line(range);
    let mut at = range.start;
    let mut updates = Vec::new();
    for line in block.split_inclusive('\n') {
        if is_update(line) {
            updates.push(place.trimmed(&(at..at + line.len())));
        }
        at += line.len();
    }
    let swallowed = updates.first()?;
    let message = match updates.len() {
        1 => "a code block that is never closed swallows an update".to_owned(),
        count => format!("a code block that is never closed swallows {count} updates"),
    };
    let fence = block
        .trim_start()
        .chars()
        .next()
        .filter(|sign| *sign == '~')
        .unwrap_or('`');
    Some(
        place
            .error("update-swallowed", &first, message)
            .label("opened here")
            .also(
                place.file.span(place.in_file(swallowed)),
                "this update is lost in it",
            )
            .help(format!(
                "close the code before the update, with a line of three {}",
                if fence == '~' { "tildes" } else { "backticks" }
            )),
    )
}

/// Whether the last line of a code block closes it.
fn is_closed(block: &str) -> bool {
    let fence = |line: &str| {
        let line = line.trim_matches([' ', '\t', '>', '\n', '\r']);
        let sign = line
            .chars()
            .next()
            .filter(|sign| matches!(sign, '`' | '~'))?;
        let length = line
            .bytes()
            .take_while(|byte| char::from(*byte) == sign)
            .count();
        Some((sign, length, line.len() == length))
    };
    let block = block.trim_end_matches(['\n', '\r']);
    let opening = block
        .split_once(['\n', '\r'])
        .and_then(|(line, _)| fence(line));
    let closing = block
        .rsplit_once(['\n', '\r'])
        .and_then(|(_, line)| fence(line));
    let (Some((sign, least, _)), Some((same, length, alone))) = (opening, closing) else {
        return false;
    };
    alone && sign == same && length >= least
}

#[cfg(test)]
mod tests {
    use super::{is_closed, is_merge};

    #[test]
    fn a_fence_is_closed_by_one_at_least_as_long() {
        assert!(
            is_closed("```rs\nx\n```\n")
                && is_closed("> ~~~\n> x\n> ~~~~")
                && is_closed("````\n```\n````")
        );
        assert!(
            !is_closed("```\nx")
                && !is_closed("````\nx\n```")
                && !is_closed("```\nx\n~~~")
                && !is_closed("```")
        );
    }

    #[test]
    fn a_merge_has_its_marks_in_order() {
        assert!(is_merge("<<<<<<< a\nb\n=======\r\nc\n>>>>>>> d\n"));
        assert!(!is_merge("<<<<<<< a\n>>>>>>> d\n=======\n"));
    }
}
