//! The events of a body, each with the number of the section that it belongs to.
//!
//! A section begins where a cut begins, and what a cut covers comes out of no section. Only whole blocks at the top level
//! are told apart, so whatever the cuts are, each section holds balanced events.

use std::ops::Range;

use pulldown_cmark::{Event, OffsetIter};

/// See the module.
pub(super) struct Split<'a> {
    events: OffsetIter<'a>,
    cuts: &'a [Range<usize>],
    section: usize,
    depth: usize,
    covered: bool,
}

impl<'a> Split<'a> {
    /// The events of `text`, split at `cuts`, which are in order.
    pub(super) fn new(text: &'a str, cuts: &'a [Range<usize>]) -> Self {
        Self {
            events: super::events(text),
            cuts,
            section: 0,
            depth: 0,
            covered: false,
        }
    }

    /// Decides for the top-level block at `start` which section it is in, and whether a cut covers it.
    fn place(&mut self, start: usize) {
        let rest = self.cuts.get(self.section..).unwrap_or_default();
        self.section += rest.iter().take_while(|cut| cut.start <= start).count();
        let last = self
            .section
            .checked_sub(1)
            .and_then(|index| self.cuts.get(index));
        self.covered = last.is_some_and(|cut| start < cut.end);
    }
}

impl<'a> Iterator for Split<'a> {
    type Item = (usize, Event<'a>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (event, range) = self.events.next()?;
            if self.depth == 0 {
                self.place(range.start);
            }
            match event {
                Event::Start(_) => self.depth += 1,
                Event::End(_) => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
            if !self.covered {
                return Some((self.section, event, range));
            }
        }
    }
}
