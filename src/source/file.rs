//! One input file, as read: bytes, hash, and the line table that turns an offset into line and column.

use std::ops::Range;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::Span;

/// SHA-256 of a file's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ContentHash(pub [u8; 32]);

impl ContentHash {
    /// The hash of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The hash as 64 hexadecimal digits.
    #[must_use]
    pub fn to_hex(self) -> String {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble & 15)]);
        self.0
            .iter()
            .flat_map(|byte| [digit(byte >> 4), digit(*byte)])
            .collect()
    }

    /// The hash written as 64 hexadecimal digits.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
        }
        Some(Self(bytes))
    }
}

/// A line and a column, both counted from one; the column counts characters, as editors do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// One input file. Cheap to clone: the bytes are shared.
#[derive(Debug, Clone)]
pub struct SourceFile {
    path: Arc<str>,
    content: Content,
    hash: ContentHash,
}

/// What a file holds. Whether it is text is found out once: a write-up is looked at several times.
#[derive(Debug, Clone)]
enum Content {
    Text(Arc<str>),
    Bytes(Arc<[u8]>),
}

impl SourceFile {
    /// A file at `path` (relative to the project's root, parts joined by `/`) with these bytes.
    #[must_use]
    pub fn new(path: &str, bytes: impl AsRef<[u8]>) -> Self {
        Self::read(path, bytes.as_ref())
    }

    fn read(path: &str, bytes: &[u8]) -> Self {
        let text = std::str::from_utf8(bytes);
        let content = text.map_or_else(
            |_| Content::Bytes(bytes.into()),
            |text| Content::Text(text.into()),
        );
        Self {
            path: path.into(),
            content,
            hash: ContentHash::of(bytes),
        }
    }

    /// A text file, with every line end made LF, so that the same text gives the same output from every system.
    #[must_use]
    pub fn with_plain_line_ends(path: &str, bytes: &[u8]) -> Self {
        if !bytes.contains(&b'\r') {
            return Self::read(path, bytes);
        }
        let mut plain = Vec::with_capacity(bytes.len());
        for (at, byte) in bytes.iter().enumerate() {
            match byte {
                b'\r' if bytes.get(at + 1) == Some(&b'\n') => {}
                b'\r' => plain.push(b'\n'),
                byte => plain.push(*byte),
            }
        }
        Self::read(path, &plain)
    }

    /// Path relative to the project's root.
    #[must_use]
    pub fn path(&self) -> &Arc<str> {
        &self.path
    }

    /// The bytes as read.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match &self.content {
            Content::Text(text) => text.as_bytes(),
            Content::Bytes(bytes) => bytes,
        }
    }

    /// The text, or where the bytes stop being UTF-8. A byte order mark is part of it.
    pub fn text(&self) -> Result<&str, std::str::Utf8Error> {
        match &self.content {
            Content::Text(text) => Ok(text),
            Content::Bytes(bytes) => std::str::from_utf8(bytes),
        }
    }

    /// Hash of the bytes.
    #[must_use]
    pub fn hash(&self) -> ContentHash {
        self.hash
    }

    /// The span of `range` in this file.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(&self.path, range)
    }

    /// Line and column of the byte at `offset`; an offset past the end is the end. Lines end with LF, CRLF or a lone CR.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let bytes = self.bytes();
        let before = &bytes[..offset.min(bytes.len())];
        let (mut line, mut start) = (1, 0);
        for (index, byte) in before.iter().enumerate() {
            let lone_cr = *byte == b'\r' && bytes.get(index + 1) != Some(&b'\n');
            if *byte == b'\n' || lone_cr {
                line += 1;
                start = index + 1;
            }
        }
        Position {
            line,
            column: String::from_utf8_lossy(&before[start..]).chars().count() + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Position, SourceFile};

    #[test]
    fn columns_count_characters_not_bytes() {
        let file = SourceFile::new("a", "x\näö!");
        assert_eq!(file.position(6), Position { line: 2, column: 3 });
    }

    #[test]
    fn crlf_and_lone_cr_each_end_one_line() {
        let file = SourceFile::new("a", b"a\r\nb\rc");
        assert_eq!(file.position(5), Position { line: 3, column: 1 });
    }
}
