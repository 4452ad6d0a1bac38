//! The events of a body, each with the number of the section that it belongs to.
//!
//! A section begins where a cut begins, and what a cut covers comes out of no section. Only whole blocks at the top level
//! are told apart, so whatever the cuts are, each section holds balanced events.

use std::ops::Range;

use pulldown_cmark::Event;

/// Hands every event of `text` to `reader` with the number of its section and its place; `cuts` are in order.
pub(super) fn split<'a>(
    text: &'a str,
    cuts: &[Range<usize>],
    mut reader: impl FnMut(usize, &Event<'a>, &Range<usize>),
) {
    let (mut section, mut depth, mut covered) = (0, 0_usize, false);
    for (event, range) in super::events(text) {
        if depth == 0 {
            let rest = cuts.get(section..).unwrap_or_default();
            section += rest
                .iter()
                .take_while(|cut| cut.start <= range.start)
                .count();
            let last = section.checked_sub(1).and_then(|index| cuts.get(index));
            covered = last.is_some_and(|cut| range.start < cut.end);
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if !covered {
            reader(section, &event, &range);
        }
    }
}
