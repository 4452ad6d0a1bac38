//! Where a text ends: without quotes, in quotes, or as a block below `|` or `>`.
//!
//! All that stands within it is passed over, brackets too, so an end found too late would hide nesting, and one found too early
//! would invent it.

use super::{Found, Refusal, Scanner};

impl Scanner<'_> {
    /// A text without quotes, which may go on for several lines.
    pub(super) fn plain(&mut self) -> Found<bool> {
        let start = self.at;
        let least = self.indents.last().map_or(0, |indent| indent + 1);
        self.may_be_key();
        let (mut end, mut broken) = (start, false);
        while !self.document_mark() && self.byte(0) != Some(b'#') {
            while !self.parts(0) && !self.ends_plain() {
                self.skip();
                (end, broken) = (self.at, false);
            }
            if !self.parts(0) || self.byte(0).is_none() {
                break;
            }
            while self.is_blank(0) || self.line_break(0) > 0 {
                if self.skip_break() {
                    broken = true;
                } else {
                    self.skip();
                }
            }
            if self.flow == 0 && self.column < least {
                break;
            }
        }
        self.key_allowed |= broken;
        let text = self.yaml.get(start..end).unwrap_or_default();
        if text == "<<" && self.byte(0) == Some(b':') {
            return Err((Refusal::Merge, start..end));
        }
        if is_odd_number(text) {
            return Err((Refusal::Number, start..end));
        }
        // Where nothing was read, nothing would be read the next time either: the parser stops here.
        Ok(self.at > start)
    }

    /// Whether a text without quotes ends here, in the middle of a word.
    fn ends_plain(&self) -> bool {
        match self.byte(0) {
            Some(b':') => {
                let sign = matches!(self.byte(1), Some(b',' | b'?' | b'[' | b']' | b'{' | b'}'));
                self.parts(1) || self.flow > 0 && sign
            }
            Some(b',' | b'[' | b']' | b'{' | b'}') => self.flow > 0,
            _ => false,
        }
    }

    pub(super) fn quoted(&mut self, quote: u8) -> Found<bool> {
        let (start, line) = (self.at, self.line);
        self.may_be_key();
        self.skip();
        loop {
            match self.byte(0) {
                None => return Err((Refusal::OpenQuote, start..start + 1)),
                Some(_) if self.document_mark() => {
                    return Err((Refusal::OpenQuote, start..start + 1));
                }
                Some(b'\'') if quote == b'\'' && self.byte(1) == Some(b'\'') => self.skip(),
                Some(b'\\') if quote == b'"' => {
                    self.skip();
                    if self.skip_break() {
                        continue;
                    }
                }
                Some(byte) if byte == quote => break,
                Some(_) => {}
            }
            if !self.skip_break() {
                self.skip();
            }
        }
        self.skip();
        if self.line > line && !self.may_follow_quote() {
            return Err((Refusal::LateQuote(self.at - 1..self.at), start..start + 1));
        }
        Ok(true)
    }

    /// Whether what stands on the line behind a quote may stand there.
    fn may_follow_quote(&self) -> bool {
        let ahead = (0..).find(|ahead| !self.is_blank(*ahead)).unwrap_or(0);
        self.parts(ahead) || matches!(self.byte(ahead), Some(b'#' | b':' | b',' | b']' | b'}'))
    }

    /// A block of text below `|` or `>`.
    pub(super) fn block(&mut self) -> bool {
        self.forget_key();
        self.key_allowed = true;
        self.skip();
        let mut increment = 0;
        while let Some(byte @ (b'+' | b'-' | b'1'..=b'9')) = self.byte(0) {
            if byte.is_ascii_digit() {
                increment = usize::from(byte - b'0');
            }
            self.skip();
        }
        while self.is_blank(0) {
            self.skip();
        }
        if self.byte(0) == Some(b'#') {
            self.skip_line();
        }
        if !self.skip_break() {
            return false;
        }
        let parent = self.indents.last().copied();
        let mut indent = (increment > 0).then(|| parent.unwrap_or(0) + increment);
        loop {
            let indent = *indent.insert(self.block_margin(indent, parent));
            if self.column != indent || self.byte(0).is_none() {
                return true;
            }
            self.skip_line();
            self.skip_break();
        }
    }

    /// Over empty lines and the margin of the next line of a block of text; returns the block's indentation.
    fn block_margin(&mut self, indent: Option<usize>, parent: Option<usize>) -> usize {
        let mut widest = 0;
        loop {
            while indent.is_none_or(|indent| self.column < indent) && self.byte(0) == Some(b' ') {
                self.skip();
            }
            widest = widest.max(self.column);
            if !self.skip_break() {
                break;
            }
        }
        let least = parent.map_or(1, |parent| parent + 1);
        indent.unwrap_or_else(|| widest.max(least))
    }
}

/// Whether `text` is a number that YAML knows and that would not be shown as typed.
fn is_odd_number(text: &str) -> bool {
    let digits =
        |text: &str, base: u32| !text.is_empty() && text.chars().all(|one| one.is_digit(base));
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let based = [("0x", 16), ("0o", 8), ("0b", 2)]
        .into_iter()
        .any(|(prefix, base)| {
            unsigned
                .strip_prefix(prefix)
                .is_some_and(|rest| digits(rest, base))
        });
    let power = unsigned
        .split_once(['e', 'E'])
        .is_some_and(|(number, power)| {
            let power = power.strip_prefix(['+', '-']).unwrap_or(power);
            digits(power, 10) && digits(&number.replacen('.', "", 1), 10)
        });
    based || power || text.starts_with('+') && digits(unsigned, 10)
}
