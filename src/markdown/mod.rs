//! A write-up in Markdown becomes dated sections, safe HTML and plain text. The only door to pulldown-cmark.
//!
//! Two passes over the same text, each linear. [`outline`] runs when a file is read: it finds the headings that begin with a
//! time, the links, a summary, and everything that would surprise the author. [`html`] and [`plain`] run when a page is
//! rendered: they go through the whole body once, so that reference links and footnotes work across sections, and split
//! what comes out at the headings that the caller names.
//!
//! Nothing that an author types becomes active: what can come out is a list of elements and attributes (`html/element.rs`)
//! and of addresses (`address.rs`), and all that is not on them is text. This room must never know what an incident is, and
//! never turn a text into a time: that a heading *begins like* one is all it sees.

mod address;
mod comment;
mod escape;
mod host;
mod html;
mod outline;
mod passages;
mod plain;
mod split;
#[cfg(test)]
mod tests;

use pulldown_cmark::{OffsetIter, Options, Parser};

pub use address::is_allowed;
pub use html::{HtmlOptions, html};
pub use outline::{DatedHeading, Outline, RelativeLink, outline};
pub use passages::{Passage, PassageKind, passages};
pub use plain::plain;

/// The dialect: GitHub's, with definition lists. Text stays as typed: no smart punctuation, no attributes on headings
/// (they would let a write-up set event handlers), no metadata blocks (they would eat text between two rules).
const DIALECT: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST);

/// The events of `text`, each with its place. Every reader of this room goes through here, so that all see the same blocks.
fn events(text: &str) -> OffsetIter<'_> {
    Parser::new_ext(text, DIALECT).into_offset_iter()
}
