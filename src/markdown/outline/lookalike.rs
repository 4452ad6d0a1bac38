//! What looks like an update, but is none: the time and the state are there, the form is not.
//!
//! Said as a warning, because in the middle of an outage such a line would change nothing, and nobody would notice.

use super::dated::begins_like_a_time;

/// The states that an update may have, as they are written. Only to recognise what was meant.
const STATES: [&str; 10] = [
    "Investigating",
    "Identified",
    "Monitoring",
    "Resolved",
    "Update",
    "Scheduled",
    "In progress",
    "Verifying",
    "Completed",
    "Cancelled",
];

/// What stands at the beginning of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word<'a> {
    Time(&'a str),
    State(&'static str),
    Other,
}

/// The heading as it should be, when a heading of `level` with this text was meant as an update.
pub(super) fn heading(level: u8, text: &str) -> Option<String> {
    let words = words(text);
    let (times, rest) = words.split_at(
        words
            .iter()
            .take_while(|word| matches!(word, Word::Time(_)))
            .count(),
    );
    match rest {
        // The time first, then the state: right, were it not for the level or for a sign before it.
        [Word::State(state), ..] if !times.is_empty() => Some(line(times, state)),
        [Word::State(state), Word::Time(_), ..] => Some(line(&rest[1..], state)),
        [Word::State(state), Word::Other, Word::Time(_), ..] => Some(line(&rest[2..], state)),
        [Word::State(state)] if level == 2 => Some(line(&[], state)),
        _ => None,
    }
}

/// Whether a paragraph that starts like this is worth a look: few do.
pub(super) fn may_begin(paragraph: &str) -> bool {
    paragraph
        .starts_with(|first: char| matches!(first, '#' | '*' | '_' | '~') || first.is_numeric())
}

/// The heading as it should be, when the paragraph that starts with `first` (its first line) was meant as an update.
pub(super) fn paragraph(first: &str) -> Option<String> {
    let text = first.trim();
    if !may_begin(text) {
        return None;
    }
    let hashes = text.starts_with('#');
    let words = words(text.trim_start_matches('#'));
    match words.as_slice() {
        [Word::Time(_), Word::State(state)] => Some(line(&words[..1], state)),
        [Word::Time(_), Word::Time(_), Word::State(state)] => Some(line(&words[..2], state)),
        [Word::State(state), Word::Time(_)] => Some(line(&words[1..], state)),
        [Word::Time(_), ..] if hashes => Some(line(&words, "Update")),
        _ => None,
    }
}

/// The first words of `text`, each without the signs round it.
fn words(text: &str) -> Vec<Word<'_>> {
    const MOST: usize = 8;
    let sign = |character: char| !character.is_alphanumeric() && !matches!(character, '~' | '+');
    let mut tokens = text
        .split_whitespace()
        .map(|token| token.trim_matches(sign))
        .filter(|token| !token.is_empty())
        .take(MOST)
        .peekable();
    let mut words = Vec::new();
    while let Some(token) = tokens.next() {
        let is = |name: &str| token.eq_ignore_ascii_case(name);
        let pair = is("in")
            && tokens
                .peek()
                .is_some_and(|next| next.eq_ignore_ascii_case("progress"));
        words.push(match STATES.into_iter().find(|state| is(state)) {
            Some(state) => Word::State(state),
            None if pair => {
                tokens.next();
                Word::State("In progress")
            }
            None if begins_like_a_time(token) => Word::Time(token),
            None => Word::Other,
        });
    }
    words
}

/// An update's heading: at most a date and a time out of the beginning of `words`, then the state.
fn line(words: &[Word<'_>], state: &str) -> String {
    let mut line = "##".to_owned();
    let mut times = words
        .iter()
        .map_while(|word| {
            if let Word::Time(time) = word {
                Some(*time)
            } else {
                None
            }
        })
        .take(2)
        .peekable();
    if times.peek().is_none() {
        line.push_str(" 14:10");
    }
    for time in times {
        line.push(' ');
        line.push_str(time);
    }
    format!("{line} {state}")
}

#[cfg(test)]
mod tests {
    use super::{heading, paragraph};

    #[test]
    fn a_heading_with_the_state_first_is_put_right() {
        assert_eq!(
            heading(2, "Resolved 14:10").as_deref(),
            Some("## 14:10 Resolved")
        );
        assert_eq!(
            heading(2, "resolved at 2009-09-01 14:10").as_deref(),
            Some("## 2009-09-01 14:10 Resolved")
        );
        assert_eq!(
            heading(2, "In Progress – 14:10 UTC").as_deref(),
            Some("## 14:10 In progress")
        );
    }

    #[test]
    fn a_heading_of_another_level_is_put_right() {
        assert_eq!(
            heading(3, "14:10 Resolved: all is well").as_deref(),
            Some("## 14:10 Resolved")
        );
    }

    #[test]
    fn a_sign_before_the_time_does_not_hide_it() {
        assert_eq!(
            heading(2, "✅ 14:10 Resolved").as_deref(),
            Some("## 14:10 Resolved")
        );
    }

    #[test]
    fn a_state_alone_needs_a_time() {
        assert_eq!(heading(2, "Resolved").as_deref(), Some("## 14:10 Resolved"));
        assert_eq!(heading(3, "Resolved"), None);
    }

    #[test]
    fn ordinary_headings_are_left_alone() {
        for text in [
            "What happened",
            "14:10 the deploy is rolled back",
            "Update on the remedy",
            "Monitoring gaps",
            "Timeline 14:10",
        ] {
            assert_eq!(heading(3, text), None, "{text}");
        }
    }

    #[test]
    fn a_paragraph_that_is_a_heading_in_disguise_is_put_right() {
        assert_eq!(
            paragraph("##14:10 Resolved").as_deref(),
            Some("## 14:10 Resolved")
        );
        assert_eq!(
            paragraph("**14:10 Resolved**").as_deref(),
            Some("## 14:10 Resolved")
        );
        assert_eq!(
            paragraph("14:10 Resolved").as_deref(),
            Some("## 14:10 Resolved")
        );
        assert_eq!(
            paragraph("##14:10 it works").as_deref(),
            Some("## 14:10 Update")
        );
    }

    #[test]
    fn a_paragraph_that_goes_on_is_text() {
        assert_eq!(paragraph("14:10 Resolved by a restart"), None);
        assert_eq!(paragraph("**Resolved.** Thanks."), None);
        assert_eq!(paragraph("#1 of 3"), None);
    }
}
