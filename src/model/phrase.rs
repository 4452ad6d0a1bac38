//! A phrase that a reader of sentences looks for, as a short pattern of words.
//!
//! | written | means |
//! |---|---|
//! | `may have` | these words, one after another, no comma between them |
//! | `may\|might` | one of these words |
//! | `(also)` | this word, or none |
//! | `delet*`, `*ed` | a word that begins, or ends, like this |
//! | `*` | any word |
//! | `#` | a number in digits |
//! | `DURATION` | a length of time, such as `1 hour and 20 minutes` |
//! | `…` | anything, up to 80 characters of the same sentence |
//! | `PEOPLE` | one of the words in the list of this name |

use std::collections::BTreeMap;
use std::fmt;

/// Longest pattern, in words.
const LONGEST: usize = 12;
/// Most times that a pattern may leave anything open; each multiplies the work.
const GAPS: usize = 2;

/// Lists of words, by name.
pub type WordLists = BTreeMap<String, Vec<String>>;

/// Phrases of a site, as written and checked: by what they are a sign of.
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    /// Lists of words that phrases name.
    pub words: WordLists,
    /// What is a sign of it.
    pub find: BTreeMap<String, Vec<String>>,
    /// What, in the same sentence, makes it none.
    pub unless: BTreeMap<String, Vec<String>>,
}

/// A pattern of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase(pub Vec<Element>);

/// One place of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// What may stand there.
    pub what: What,
    /// Whether it may be missing.
    pub optional: bool,
}

/// What may stand in one place of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// One of these words, in lower case.
    Words(Vec<Word>),
    /// Any word.
    Any,
    /// A number in digits.
    Number,
    /// A length of time.
    Duration,
    /// Anything, up to 80 characters.
    Gap,
}

/// A word, or how it begins or ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// This word.
    Whole(String),
    /// A word that begins like this.
    Begins(String),
    /// A word that ends like this.
    Ends(String),
}

/// Why a pattern cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhraseError {
    /// It names a list that is not there.
    NoList(String),
    /// It would match nothing at all, or anything.
    Empty,
    /// It is too long, or leaves too much open.
    TooLong,
    /// A sign in it that has no meaning there.
    Sign(String),
}

impl fmt::Display for PhraseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoList(name) => write!(f, "there is no list of words `{name}`"),
            Self::Empty => f.write_str("a phrase needs a word that must be there"),
            Self::TooLong => write!(
                f,
                "a phrase has at most {LONGEST} words, and `…` at most twice"
            ),
            Self::Sign(part) => write!(f, "`{part}` is not one word, or words with `|` between"),
        }
    }
}

impl Phrase {
    /// The pattern written as `text`, which may name `lists`.
    ///
    /// # Errors
    /// A pattern that cannot be read.
    pub fn parse(text: &str, lists: &WordLists) -> Result<Self, PhraseError> {
        let mut elements = Vec::new();
        for part in text.split_whitespace() {
            elements.append(&mut part_of(part, lists)?);
        }
        let certain = |one: &&Element| !one.optional && one.what != What::Gap;
        if !elements
            .iter()
            .any(|one| certain(&one) && one.what != What::Any)
            || !elements.first().is_some_and(|one| certain(&one))
        {
            return Err(PhraseError::Empty);
        }
        let gaps = elements.iter().filter(|one| one.what == What::Gap).count();
        if elements.len() > LONGEST || gaps > GAPS {
            return Err(PhraseError::TooLong);
        }
        Ok(Self(elements))
    }
}

/// The elements of one part between blanks: one, but for words with an apostrophe or a hyphen, which are several.
fn part_of(part: &str, lists: &WordLists) -> Result<Vec<Element>, PhraseError> {
    let inner = part
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let (inner, optional) = inner.map_or((part, false), |inner| (inner, true));
    let one = |what| Ok(vec![Element { what, optional }]);
    match inner {
        "…" | "..." => return one(What::Gap),
        "*" => return one(What::Any),
        "#" => return one(What::Number),
        "DURATION" => return one(What::Duration),
        _ => {}
    }
    if !inner.contains('|') && !optional && !is_name(inner) {
        let words = inner.split(['\'', '’', '-']).map(word_of);
        let elements = words.map(|word| {
            Ok(Element {
                what: What::Words(vec![
                    word.ok_or_else(|| PhraseError::Sign(part.to_owned()))?,
                ]),
                optional,
            })
        });
        return elements.collect();
    }
    let mut words = Vec::new();
    for word in inner.split('|') {
        if is_name(word) {
            let list = lists.get(word);
            let list = list.ok_or_else(|| PhraseError::NoList(word.to_owned()))?;
            words.extend(list.iter().filter_map(|word| word_of(word)));
        } else {
            words.push(word_of(word).ok_or_else(|| PhraseError::Sign(part.to_owned()))?);
        }
    }
    one(What::Words(words))
}

/// Names of lists are in capitals. One capital alone is a word: `I`.
fn is_name(text: &str) -> bool {
    text.len() > 1
        && text
            .chars()
            .all(|one| one.is_ascii_uppercase() || one == '_')
}

fn word_of(text: &str) -> Option<Word> {
    let whole = |text: &str| {
        let letters = !text.is_empty() && text.chars().all(char::is_alphanumeric);
        (letters || text == "%").then(|| text.to_lowercase())
    };
    match (text.strip_prefix('*'), text.strip_suffix('*')) {
        (Some(end), _) => whole(end).map(Word::Ends),
        (_, Some(start)) => whole(start).map(Word::Begins),
        _ => whole(text).map(Word::Whole),
    }
}

#[cfg(test)]
mod tests {
    use super::{Phrase, PhraseError, What, WordLists};

    fn parse(text: &str) -> Result<usize, PhraseError> {
        let lists = WordLists::from([("PEOPLE".to_owned(), vec!["users".to_owned()])]);
        Phrase::parse(text, &lists).map(|phrase| phrase.0.len())
    }

    #[test]
    fn words_with_an_apostrophe_or_a_hyphen_are_several() {
        assert_eq!(parse("don't double-check"), Ok(4));
    }

    #[test]
    fn every_sign_has_its_meaning() {
        assert_eq!(parse("some|few (of) * … # PEOPLE delet*"), Ok(7));
        let phrase = Phrase::parse("DURATION", &WordLists::new()).unwrap();
        assert_eq!(phrase.0[0].what, What::Duration);
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        assert_eq!(
            parse("some CLIENTS"),
            Err(PhraseError::NoList("CLIENTS".to_owned()))
        );
        assert_eq!(parse(""), Err(PhraseError::Empty));
        assert_eq!(parse("* …"), Err(PhraseError::Empty));
        assert_eq!(parse("(a) b"), Err(PhraseError::Empty));
        assert_eq!(parse("a … b … c … d"), Err(PhraseError::TooLong));
        assert_eq!(parse("(a b"), Err(PhraseError::Sign("(a".to_owned())));
        assert_eq!(parse("a|"), Err(PhraseError::Sign("a|".to_owned())));
    }
}
