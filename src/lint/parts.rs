//! The parts of an apology, and where a letter has them. No mark: what is missing may be missing for a reason.
//!
//! The six parts, in the order in which readers weigh them, are those of Lewicki, Polin and Lount, "An Exploration of the Structure of
//! Effective Apologies", Negotiation and Conflict Management Research 9 (2016). The last may always be left out.

use super::letter::Letter;
use super::phrases::Book;
use crate::model::Site;
use crate::schema::Place;
use crate::source::Span;

/// The one part that may always be left out.
pub const FORGIVENESS: &str = "asking to be forgiven";

/// The signs of each part in words, and its name. The first says the most.
const PARTS: [(&str, &str); 6] = [
    ("ownership", "responsibility"),
    ("repair", "repair"),
    ("apology", "regret"),
    ("explanation", "explanation"),
    ("promise", "promises"),
    ("forgiveness", FORGIVENESS),
];

/// The parts of one letter.
#[derive(Debug)]
pub struct LetterParts {
    /// Its file.
    pub path: String,
    /// Each part, in the order in which readers weigh them.
    pub parts: Vec<Part>,
}

/// One part of an apology.
#[derive(Debug)]
pub struct Part {
    /// What it is called.
    pub name: &'static str,
    /// Where it was found, and its words; `None` where it was not.
    pub found: Option<(Span, String)>,
}

/// The parts of every letter of `site`, in the order of their files.
#[must_use]
pub fn parts(site: &Site) -> Vec<LetterParts> {
    let book = Book::of(site);
    let mut letters: Vec<LetterParts> = super::letters(site, &book).iter().map(of_letter).collect();
    letters.sort_by(|one, other| one.path.cmp(&other.path));
    letters
}

fn of_letter(letter: &Letter<'_>) -> LetterParts {
    let parts = PARTS.into_iter().map(|(sign, name)| Part {
        name,
        found: in_front_matter(letter, sign).or_else(|| in_words(letter, sign)),
    });
    LetterParts {
        path: letter.written.prose.file.path().to_string(),
        parts: parts.collect(),
    }
}

fn in_words(letter: &Letter<'_>, sign: &str) -> Option<(Span, String)> {
    let (words, span) = letter.text.first(sign)?.sign(sign)?;
    Some((span, words.to_owned()))
}

/// A remedy and promises have keys of their own, which say more than words.
fn in_front_matter(letter: &Letter<'_>, sign: &str) -> Option<(Span, String)> {
    let origin = letter.origin();
    let top = origin.top();
    let at = |place: Place<'_>, words: &str| Some((place.span(), words.to_owned()));
    let written = letter.written;
    match sign {
        "repair" => {
            let given = written.remedy.as_ref()?;
            given.amount.as_ref()?;
            at(top.key("remedy").key("kind"), "the remedy")
        }
        "promise" => {
            let first = written.actions.first()?;
            at(top.key("actions").index(0).key("text"), &first.text)
        }
        _ => None,
    }
}
