//! Where the rules of `resolve` put what they find.

use super::value::Wrong;
use crate::diagnostic::{Crowd, Diagnostic};
use crate::schema::{Place, limits};

/// The diagnostics found so far.
#[derive(Debug, Default)]
pub(crate) struct Findings(pub(crate) Crowd);

impl Findings {
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Whether the file of `place` has more errors than are shown, so that their words matter no longer.
    pub(crate) fn is_full(&self, place: &Place<'_>) -> bool {
        self.0.is_full(place.file().path())
    }

    /// The value, or nothing and a diagnostic at `place`.
    pub(crate) fn keep<T>(&mut self, read: Result<T, Wrong>, place: &Place<'_>) -> Option<T> {
        read.map_err(|wrong| self.0.push(wrong.at(place))).ok()
    }

    /// The value read from the text at `place`, where there is a text.
    pub(crate) fn optional<T>(
        &mut self,
        text: Option<&String>,
        place: &Place<'_>,
        read: impl FnOnce(&str) -> Result<T, Wrong>,
    ) -> Option<T> {
        text.and_then(|text| self.keep(read(text), place))
    }

    /// The one of `words` that is written at `place`.
    pub(crate) fn word<T: Copy>(
        &mut self,
        text: &str,
        place: &Place<'_>,
        words: &[(&str, T)],
    ) -> Option<T> {
        let known = words.iter().find(|(word, _)| *word == text);
        if known.is_none() {
            let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.push(super::unknown::value(place, text, &names));
        }
        known.map(|(_, value)| *value)
    }

    /// A line of text for readers: not empty, nothing invisible in it.
    pub(crate) fn line(&mut self, text: &str, place: &Place<'_>) -> Option<String> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            self.push(place.error("empty-value", "this says nothing"));
            return None;
        }
        if let Some(control) = trimmed.chars().find(|one| is_control(*one)) {
            let message = format!(
                "the text holds the control character U+{:04X}",
                u32::from(control)
            );
            let wrong = place.error("control-character", message);
            self.push(wrong.help("remove the escape that stands for it: feeds cannot carry it"));
            return None;
        }
        Some(trimmed.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// A headline: a line that still fits on a phone, without the quotes that only look like quotes.
    pub(crate) fn title(&mut self, text: &str, place: &Place<'_>) -> Option<String> {
        if matches!(text, "~" | "null") {
            let wrong = place.error(
                "empty-value",
                format!("`{text}` is YAML's word for nothing"),
            );
            self.push(wrong.help("write a title in its place"));
            return None;
        }
        let title = self.line(text, place)?;
        if title.chars().count() > limits::TITLE_CHARS {
            let message = format!(
                "the title is longer than {} characters",
                limits::TITLE_CHARS
            );
            self.push(
                place
                    .warning("title-too-long", message)
                    .help("say it shorter: the text below can tell the rest"),
            );
        }
        if title.starts_with('\u{201c}') && title.ends_with('\u{201d}') {
            self.push(
                place
                    .warning(
                        "smart-quotes",
                        "curly quotes are part of the title, and shown",
                    )
                    .help("YAML knows only straight quotes: `\"` or `'`"),
            );
        }
        Some(title)
    }

    /// The same as [`Findings::line`], where there is a text.
    pub(crate) fn optional_line(
        &mut self,
        text: Option<&String>,
        place: &Place<'_>,
    ) -> Option<String> {
        text.and_then(|text| self.line(text, place))
    }
}

/// What no feed can carry. In the file itself such characters are refused before; an escape in YAML brings them in all the same.
fn is_control(one: char) -> bool {
    one.is_control() && !matches!(one, '\n' | '\t') || matches!(one, '\u{fffe}' | '\u{ffff}')
}
