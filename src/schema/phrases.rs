//! The phrases that come with the program, read through the same door as everything else in YAML.

use super::{PhrasesEntry, yaml};
use crate::source::SourceFile;

/// The file that they stand in.
const ENGLISH: &str = include_str!("../lint/phrases/en.yaml");

/// The English phrases.
///
/// # Panics
/// Never: a test reads the file, which is part of the program.
#[must_use]
#[expect(
    clippy::expect_used,
    reason = "the file is part of the program, and a test reads it"
)]
pub fn english() -> PhrasesEntry {
    let file = SourceFile::new("src/lint/phrases/en.yaml", ENGLISH);
    yaml::read(&file, ENGLISH, 0..ENGLISH.len()).expect("the phrases of the program can be read")
}

/// Whether a language tag is one of English.
#[must_use]
pub fn is_english(tag: &str) -> bool {
    let primary = tag.split('-').next().unwrap_or_default();
    primary.eq_ignore_ascii_case("en")
}

#[cfg(test)]
mod tests {
    use super::{english, is_english};

    #[test]
    fn the_phrases_of_the_program_can_be_read() {
        assert!(!english().find.0.is_empty());
    }

    #[test]
    fn english_is_english_everywhere() {
        assert!(is_english("en") && is_english("en-GB") && is_english("EN"));
        assert!(!is_english("de") && !is_english("enm"));
    }
}
