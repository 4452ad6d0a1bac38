//! Finds phrases in a sentence. The time grows with the text, as every pattern has few words and few gaps.

use super::tokens::Token;
use crate::model::{Element, Phrase, What, Word, WordLists};

/// The most characters that a gap passes over.
const GAP: usize = 80;
/// Words for the units of time, the smallest first, each with its seconds.
const UNITS: [(&str, u64); 4] = [
    ("SECONDS", 1),
    ("MINUTES", 60),
    ("HOURS", 3_600),
    ("DAYS", 86_400),
];
/// The most parts of one length of time.
const PARTS: usize = 4;

/// Where `phrase` ends, if it matches at `at`.
pub(super) fn end(phrase: &Phrase, place: (&[Token], usize), lists: &WordLists) -> Option<usize> {
    match_at(&phrase.0, place, true, lists)
}

/// Where the pattern `elements` ends, if it matches at `at`. `loose` says that a sign may stand before that word.
fn match_at(
    elements: &[Element],
    (tokens, at): (&[Token], usize),
    loose: bool,
    lists: &WordLists,
) -> Option<usize> {
    let Some((element, rest)) = elements.split_first() else {
        return Some(at);
    };
    if element.what == What::Gap {
        let from = at.checked_sub(1).map_or(0, |last| tokens[last].range.end);
        let near = |next: &usize| {
            let start = tokens.get(*next).map(|token| token.range.start);
            start.is_some_and(|start| start <= from + GAP)
        };
        return (at..tokens.len())
            .take_while(near)
            .find_map(|next| match_at(rest, (tokens, next), true, lists));
    }
    let with = one(&element.what, (tokens, at), lists).filter(|_| {
        let token = tokens.get(at);
        loose || token.is_some_and(|token| !token.apart)
    });
    let with = with.and_then(|next| match_at(rest, (tokens, next), false, lists));
    with.or_else(|| {
        let without = element.optional;
        without
            .then(|| match_at(rest, (tokens, at), loose, lists))
            .flatten()
    })
}

/// Where `what` ends, if it stands at `at`.
fn one(what: &What, (tokens, at): (&[Token], usize), lists: &WordLists) -> Option<usize> {
    let token = tokens.get(at)?;
    let fits = match what {
        What::Words(words) => words.iter().any(|word| fits(word, &token.text)),
        What::Any => true,
        What::Number => token.is_number(),
        What::Duration => {
            // `1 1/2 hours`, `10-15 minutes`: the number before changes what this one means.
            let alone = at == 0 || !tokens[at - 1].is_number();
            let length = duration(&tokens[at..], lists).filter(|_| alone);
            return length.map(|(_, length)| at + length);
        }
        What::Gap => false,
    };
    fits.then_some(at + 1)
}

fn fits(word: &Word, text: &str) -> bool {
    match word {
        Word::Whole(word) => word == text,
        Word::Begins(start) => text.starts_with(start.as_str()),
        Word::Ends(end) => text.ends_with(end.as_str()),
    }
}

/// The length of time at the start of `tokens`, in seconds, and how many words it takes: `1 hour and 20 minutes`, `1h40m`.
pub(super) fn duration(tokens: &[Token], lists: &WordLists) -> Option<(u64, usize)> {
    let (mut seconds, mut at, mut smallest) = (0_u64, 0, u64::MAX);
    for _ in 0..PARTS {
        let and = tokens.get(at).filter(|_| at > 0);
        let from = at + usize::from(and.is_some_and(|and| is_in(lists, "AND", &and.text)));
        let part = tokens.get(from..).and_then(|rest| part(rest, lists));
        let Some((number, unit)) = part.filter(|(_, unit)| *unit < smallest) else {
            break;
        };
        // Tenths of the unit: nobody writes more.
        seconds = seconds.checked_add(number.checked_mul(unit)? / 10)?;
        (at, smallest) = (from + 2, unit);
    }
    (at > 0).then_some((seconds, at))
}

/// A number, in tenths, and the seconds of the unit behind it.
fn part(tokens: &[Token], lists: &WordLists) -> Option<(u64, u64)> {
    let [number, unit, ..] = tokens else {
        return None;
    };
    let number = tenths(&number.text, lists)?;
    let mut units = UNITS.iter();
    let (_, seconds) = units.find(|(name, _)| is_in(lists, name, &unit.text))?;
    Some((number, *seconds))
}

fn tenths(text: &str, lists: &WordLists) -> Option<u64> {
    if !text.starts_with(|first: char| first.is_ascii_digit()) {
        let words = lists.get("NUMBERS")?;
        let value = words.iter().position(|word| word == text)?;
        return u64::try_from(value * 10).ok();
    }
    let plain = text.replace(',', "");
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let tenth = fraction.chars().next().and_then(|digit| digit.to_digit(10));
    let whole: u64 = whole.parse().ok()?;
    whole
        .checked_mul(10)?
        .checked_add(u64::from(tenth.unwrap_or(0)))
}

/// Whether `word` is in the list `name`.
pub(super) fn is_in(lists: &WordLists, name: &str, word: &str) -> bool {
    lists
        .get(name)
        .is_some_and(|list| list.iter().any(|one| one == word))
}

#[cfg(test)]
mod tests {
    use super::{duration, end};
    use crate::lint::tokens;
    use crate::model::{Phrase, WordLists};
    use crate::schema;

    fn lists() -> WordLists {
        schema::english().words.0.into_iter().collect()
    }

    fn found(phrase: &str, text: &str) -> Option<String> {
        let phrase = Phrase::parse(phrase, &lists()).unwrap();
        let (tokens, _) = tokens::read(text);
        let mut places = (0..tokens.len())
            .filter_map(|at| end(&phrase, (&tokens, at), &lists()).map(|end| (at, end - 1)));
        let (first, last) = places.next()?;
        Some(text[tokens[first].range.start..tokens[last].range.end].to_owned())
    }

    #[test]
    fn patterns_match_what_they_say() {
        for (phrase, text, expected) in [
            (
                "may (also) have",
                "They may also have",
                Some("may also have"),
            ),
            ("may (also) have", "They may, also have", None),
            (
                "sorry … if you",
                "sorry, really, if you",
                Some("sorry, really, if you"),
            ),
            ("were *ed", "they were deleted", Some("were deleted")),
            ("delet*", "a deletion", Some("deletion")),
            ("# %", "about 8%", Some("8%")),
            (
                "for DURATION",
                "for 1 hour and 20 minutes, yes",
                Some("for 1 hour and 20 minutes"),
            ),
        ] {
            assert_eq!(found(phrase, text).as_deref(), expected, "{phrase}");
        }
    }

    #[test]
    fn a_gap_is_not_endless() {
        let text = format!("sorry {} if you", "word ".repeat(20));
        assert_eq!(found("sorry … if you", &text), None);
    }

    #[test]
    fn lengths_of_time_are_read_however_they_are_written() {
        for (text, seconds) in [
            ("100 minutes", Some(6_000)),
            ("1h40m later", Some(6_000)),
            ("1 hour and 40 minutes", Some(6_000)),
            ("1.5 hours", Some(5_400)),
            ("two hours", Some(7_200)),
            ("1,440 min", Some(86_400)),
            ("3 users", None),
            ("99999999999999999999 days", None),
        ] {
            let (tokens, _) = tokens::read(text);
            assert_eq!(
                duration(&tokens, &lists()).map(|(seconds, _)| seconds),
                seconds,
                "{text}"
            );
        }
    }
}
