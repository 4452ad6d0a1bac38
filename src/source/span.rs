//! A place in an input file: the address that a diagnostic carries.

use std::ops::Range;
use std::sync::Arc;

/// A byte range in one input file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Path of the file, relative to the project's root.
    pub path: Arc<str>,
    /// First byte.
    pub start: usize,
    /// One past the last byte; equal to `start` for a place between two bytes.
    pub end: usize,
}

impl Span {
    /// The bytes `range` of the file at `path`.
    #[must_use]
    pub fn new(path: &Arc<str>, range: Range<usize>) -> Self {
        Self {
            path: Arc::clone(path),
            start: range.start,
            end: range.end.max(range.start),
        }
    }
}
