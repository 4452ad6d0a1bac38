//! What somebody wrote in Markdown, kept as written until a page needs it.

use std::ops::Range;

use crate::source::SourceFile;

/// The body of a file: an opening and dated sections, each a byte range of one shared text.
///
/// The HTML is not stored. `markdown::html` makes it from the whole body when a page is rendered, so that reference links
/// and footnotes work across sections, and ten thousand write-ups cost no more memory than their source.
#[derive(Debug, Clone)]
pub struct Prose {
    /// The file.
    pub file: SourceFile,
    /// Where the body stands in it: all that follows the front matter.
    pub body: Range<usize>,
    /// Byte ranges, within the body, of the headings that begin a section, in order. They are not part of any section's text.
    pub cuts: Vec<Range<usize>>,
}

impl Prose {
    /// The Markdown of the whole body.
    #[must_use]
    pub fn text(&self) -> &str {
        self.file
            .text()
            .ok()
            .and_then(|text| text.get(self.body.clone()))
            .unwrap_or_default()
    }
}
