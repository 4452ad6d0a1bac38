//! Every input in memory: files with their text, content hash and line table, sorted by path.
//!
//! A [`SourceTree`] is a value. It does not know the disk: `disk/` fills it, tests build it from strings.
//! Paths are relative to the project's root, with `/` between the parts, on every system.

mod file;
mod shelf;
mod span;
mod tree;

pub use file::{ContentHash, Position, SourceFile};
pub use shelf::Shelf;
pub use span::Span;
pub use tree::SourceTree;
