//! The first paragraph as a short plain text.

use crate::markdown::escape;

/// About as much as a search result or a shared link shows.
const LONGEST: usize = 200;

/// Gathers the first paragraph that holds any text.
#[derive(Default)]
pub(super) struct Summary {
    text: String,
    open: bool,
}

impl Summary {
    /// A paragraph begins, `early` when it stands before all dated headings.
    pub(super) fn begin(&mut self, early: bool) {
        self.open = early && self.text.trim_start().is_empty();
    }

    /// The paragraph ends.
    pub(super) fn end(&mut self) {
        self.open = false;
    }

    /// Adds text of the paragraph.
    pub(super) fn text(&mut self, text: &str) {
        // Four bytes a character at most, and blanks that fold: enough is enough.
        if self.open && self.text.len() < 8 * LONGEST {
            self.text.push_str(text);
        }
    }

    /// The summary.
    pub(super) fn finish(&self) -> String {
        let (mut folded, mut length) = (String::new(), 0);
        for word in self.text.split_whitespace() {
            if !folded.is_empty() {
                folded.push(' ');
            }
            folded.push_str(word);
            length += word.chars().count() + 1;
            if length > LONGEST + 1 {
                break;
            }
        }
        let mut text = String::with_capacity(folded.len());
        escape::clean(&mut text, &folded);
        cut(text)
    }
}

/// `text`, cut after a word and marked as cut when it is too long. A text without blanks is cut anywhere.
fn cut(mut text: String) -> String {
    let at = |characters: usize| text.char_indices().nth(characters).map(|(at, _)| at);
    let (Some(end), Some(room)) = (at(LONGEST), at(LONGEST - 1)) else {
        return text;
    };
    let word = text[..end]
        .rfind(' ')
        .filter(|at| 2 * at > room)
        .unwrap_or(room);
    text.truncate(word);
    let kept = text.trim_end_matches([',', ';', ':', '–', '—', ' ']).len();
    text.truncate(kept);
    text.push('…');
    text
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn a_long_text_is_cut_after_a_word() {
        let cut = cut("word, ".repeat(60));
        assert!(
            cut.chars().count() <= 200 && cut.ends_with("word…"),
            "{cut}"
        );
    }

    #[test]
    fn a_text_without_blanks_is_cut_at_a_character() {
        assert_eq!(cut("语".repeat(300)), format!("{}…", "语".repeat(199)));
    }

    #[test]
    fn a_short_text_stays() {
        assert_eq!(cut("a".repeat(200)), "a".repeat(200));
    }
}
