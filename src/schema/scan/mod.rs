//! A look at YAML before it is parsed: how deep it nests, and whether it holds what is not used here.
//!
//! The parser behind the door takes quadratic time on deep nesting, and aliases let a small file stand for a huge one, so both are
//! refused before it sees them. Whether a bracket opens a list or is a letter in a text depends on quotes, comments, block scalars
//! and indentation, so the text is cut into tokens by the parser's own rules, column by column. Where the parser would stop with
//! an error, so does this: it finds the words for that itself. Linear, and it must never see less nesting than the parser.

mod scalar;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::limits;

/// What the parser is not asked to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Lists and maps within one another, beyond the limit.
    Deep,
    /// More values than the limit.
    Many,
    /// `*name`.
    Alias,
    /// `&name`.
    Anchor,
    /// `!name`.
    Tag,
    /// The key `<<`.
    Merge,
    /// A number such as `0x10`, `1e3` or `+5`, which programs read as 16, 1000 and 5.
    Number,
    /// A second document.
    Document,
    /// A quote that nothing closes.
    OpenQuote,
    /// A quote that is closed on a later line, in the middle of it: at this place.
    LateQuote(Range<usize>),
}

/// Looks through `yaml`, and counts its values; the error says where something is refused.
pub(super) fn scan(yaml: &str) -> Result<usize, (Refusal, Range<usize>)> {
    let mut scanner = Scanner::new(yaml);
    while scanner.token()? {
        if scanner.values > limits::YAML_VALUES {
            return Err((Refusal::Many, scanner.at..scanner.at));
        }
    }
    Ok(scanner.values)
}

/// A place where a key may have begun.
#[derive(Clone, Copy)]
struct Key {
    line: usize,
    column: usize,
}

struct Scanner<'a> {
    yaml: &'a str,
    at: usize,
    line: usize,
    /// In characters.
    column: usize,
    /// Columns of the open block lists and maps.
    indents: Vec<usize>,
    /// How many brackets are open.
    flow: usize,
    key: Option<Key>,
    key_allowed: bool,
    /// How many texts, lists and maps have begun.
    values: usize,
    /// Whether the document has begun, and whether a line of `...` ended it.
    begun: bool,
    ended: bool,
}

type Found<T> = Result<T, (Refusal, Range<usize>)>;

impl<'a> Scanner<'a> {
    fn new(yaml: &'a str) -> Self {
        Self {
            yaml,
            at: 0,
            line: 0,
            column: 0,
            indents: Vec::new(),
            flow: 0,
            key: None,
            key_allowed: true,
            values: 0,
            begun: false,
            ended: false,
        }
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.yaml.as_bytes().get(self.at + ahead).copied()
    }

    /// Length of the line break `ahead` of here; 0 where there is none.
    fn line_break(&self, ahead: usize) -> usize {
        let bytes = self.yaml.as_bytes();
        match bytes.get(self.at + ahead..).unwrap_or_default() {
            [b'\r', b'\n', ..] | [0xC2, 0x85, ..] => 2,
            [b'\n' | b'\r', ..] => 1,
            [0xE2, 0x80, 0xA8 | 0xA9, ..] => 3,
            _ => 0,
        }
    }

    fn is_blank(&self, ahead: usize) -> bool {
        matches!(self.byte(ahead), Some(b' ' | b'\t'))
    }

    /// Whether a blank, a line break or the end is `ahead`.
    fn parts(&self, ahead: usize) -> bool {
        self.is_blank(ahead) || self.line_break(ahead) > 0 || self.byte(ahead).is_none()
    }

    /// Over one character that is no line break.
    fn skip(&mut self) {
        let width = match self.byte(0) {
            None => 0,
            Some(0..0x80) => 1,
            Some(0x80..0xE0) => 2,
            Some(0xE0..0xF0) => 3,
            Some(_) => 4,
        };
        self.at += width;
        self.column += 1;
    }

    /// Over one line break, if there is one.
    fn skip_break(&mut self) -> bool {
        let length = self.line_break(0);
        if length > 0 {
            self.at += length;
            self.line += 1;
            self.column = 0;
        }
        length > 0
    }

    fn skip_line(&mut self) {
        while self.line_break(0) == 0 && self.byte(0).is_some() {
            self.skip();
        }
    }

    /// Whether a line of `---` or `...` begins here.
    fn document_mark(&self) -> bool {
        let rest = self.yaml.get(self.at..).unwrap_or_default();
        self.column == 0 && (rest.starts_with("---") || rest.starts_with("...")) && self.parts(3)
    }

    /// To the next token: over blanks, comments and line breaks.
    fn space(&mut self) {
        loop {
            while self.byte(0) == Some(b' ')
                || (self.flow > 0 || !self.key_allowed) && self.byte(0) == Some(b'\t')
            {
                self.skip();
            }
            if self.byte(0) == Some(b'#') {
                self.skip_line();
            }
            if !self.skip_break() {
                return;
            }
            self.key_allowed |= self.flow == 0;
        }
    }

    /// Reads one token; `false` at the end, and where the parser stops with an error.
    fn token(&mut self) -> Found<bool> {
        self.space();
        let Some(byte) = self.byte(0) else {
            return Ok(false);
        };
        if self.flow == 0 {
            let column = self.column;
            while self.indents.pop_if(|indent| *indent > column).is_some() {}
        }
        if self.document_mark() {
            return self.document(byte);
        }
        if self.ended {
            return Err((Refusal::Document, self.character()));
        }
        if self.column == 0 && byte == b'%' {
            self.skip_line();
            return Ok(true);
        }
        self.begun = true;
        match byte {
            b'[' | b'{' => self.open(),
            b']' | b'}' => Ok(self.close()),
            b',' => Ok(self.next_entry()),
            b'-' if self.parts(1) => self.entry(true),
            b'?' if self.flow > 0 || self.parts(1) => self.entry(self.flow == 0),
            b':' if self.flow > 0 || self.parts(1) => self.value(),
            b'*' => Err((Refusal::Alias, self.word())),
            b'&' => Err((Refusal::Anchor, self.word())),
            b'!' => Err((Refusal::Tag, self.word())),
            b'|' | b'>' if self.flow == 0 => Ok(self.block()),
            b'\'' | b'"' => self.quoted(byte),
            b'|' | b'>' | b'%' | b'@' | b'`' | b'\t' => Ok(false),
            _ => self.plain(),
        }
    }

    /// The character here.
    fn character(&self) -> Range<usize> {
        let rest = self.yaml.get(self.at..).unwrap_or_default();
        self.at..self.at + rest.chars().next().map_or(0, char::len_utf8)
    }

    /// The characters from here to the next blank.
    fn word(&self) -> Range<usize> {
        let rest = self.yaml.get(self.at..).unwrap_or_default();
        let ends = |one: char| one.is_whitespace() || matches!(one, ',' | ']' | '}');
        self.at..self.at + rest.find(ends).unwrap_or(rest.len())
    }

    fn document(&mut self, byte: u8) -> Found<bool> {
        if byte == b'-' && (self.begun || self.ended) {
            return Err((Refusal::Document, self.at..self.at + 3));
        }
        self.begun = true;
        self.ended |= byte == b'.';
        self.indents.clear();
        (self.key, self.key_allowed) = (None, false);
        for _ in 0..3 {
            self.skip();
        }
        Ok(true)
    }

    /// Counts the value that begins here, and remembers that it may be a key.
    fn value_begins(&mut self) {
        self.values += 1;
        if self.flow == 0 && self.key_allowed {
            self.key = Some(Key {
                line: self.line,
                column: self.column,
            });
        }
        self.key_allowed = false;
    }

    fn forget_key(&mut self) {
        if self.flow == 0 {
            self.key = None;
        }
    }

    fn depth(&self, range: Range<usize>) -> Found<bool> {
        if self.flow + self.indents.len() > limits::YAML_DEPTH {
            return Err((Refusal::Deep, range));
        }
        Ok(true)
    }

    /// A block list or map whose entries stand at `column`, if it is not open yet.
    fn indent(&mut self, column: usize) -> Found<bool> {
        if self.flow == 0 && self.indents.last().is_none_or(|indent| *indent < column) {
            self.indents.push(column);
            self.values += 1;
        }
        self.depth(self.at..self.at + 1)
    }

    fn open(&mut self) -> Found<bool> {
        self.value_begins();
        self.flow += 1;
        self.key_allowed = true;
        self.skip();
        self.depth(self.at - 1..self.at)
    }

    fn close(&mut self) -> bool {
        let open = self.flow > 0;
        self.flow = self.flow.saturating_sub(1);
        self.key_allowed = false;
        self.skip();
        open
    }

    fn next_entry(&mut self) -> bool {
        self.key_allowed = true;
        self.skip();
        self.flow > 0
    }

    /// `- ` or `? `.
    fn entry(&mut self, key_allowed: bool) -> Found<bool> {
        self.indent(self.column)?;
        self.forget_key();
        self.key_allowed = key_allowed;
        self.skip();
        Ok(true)
    }

    /// `: `, which makes a key of what stands before it on its line.
    fn value(&mut self) -> Found<bool> {
        let key = self.key.filter(|key| key.line == self.line);
        self.indent(key.map_or(self.column, |key| key.column))?;
        self.key_allowed = self.flow == 0 && key.is_none();
        self.forget_key();
        self.skip();
        Ok(true)
    }
}
