//! The words of a theme: every phrase by its key, with the site's own where it has some.
//!
//! Phrases hold `{name}` where a value goes. One that counts comes in two: `…_one` and `…_other`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::phrases::PHRASES;

/// Every phrase of a site.
#[derive(Debug, Clone)]
pub struct Words {
    /// In the order of [`PHRASES`], which is sorted by key.
    phrases: Vec<Cow<'static, str>>,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            phrases: PHRASES
                .iter()
                .map(|(_, text)| Cow::Borrowed(*text))
                .collect(),
        }
    }
}

impl Words {
    /// The built-in phrases, replaced where `own` has the key. Keys that no phrase has are left out.
    #[must_use]
    pub fn with(own: BTreeMap<String, String>) -> Self {
        let mut words = Self::default();
        for (key, text) in own {
            if let Some(phrase) = place(&key).and_then(|place| words.phrases.get_mut(place)) {
                *phrase = Cow::Owned(text);
            }
        }
        words
    }

    /// The phrase at `key`; the key itself where there is none, so that a slip is seen and harms nothing.
    #[must_use]
    pub fn say<'a>(&'a self, key: &'a str) -> &'a str {
        let phrase = place(key).and_then(|place| self.phrases.get(place));
        phrase.map_or(key, |phrase| phrase.as_ref())
    }

    /// The phrase at `key` with each `{name}` replaced by its value.
    #[must_use]
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut filled = String::with_capacity(64);
        self.fill_into(&mut filled, key, values);
        filled
    }

    /// Appends the phrase at `key` with each `{name}` replaced by its value.
    pub fn fill_into(&self, filled: &mut String, key: &str, values: &[(&str, &str)]) {
        let mut rest = self.say(key);
        while let Some((before, name, after)) = next_place(rest) {
            filled.push_str(before);
            match values.iter().find(|(known, _)| *known == name) {
                Some((_, value)) => filled.push_str(value),
                None => filled.extend(["{", name, "}"]),
            }
            rest = after;
        }
        filled.push_str(rest);
    }

    /// The phrase for a number: `key_one` for 1, `key_other` for all else, with `{n}` filled in.
    #[must_use]
    pub fn count(&self, key: &str, number: usize) -> String {
        let form = if number == 1 { "one" } else { "other" };
        self.fill(&format!("{key}_{form}"), &[("n", &number.to_string())])
    }

    /// "a", "a and b", "a, b and c".
    #[must_use]
    pub fn list(&self, items: &[&str]) -> String {
        match items {
            [] => String::new(),
            [only] => (*only).to_owned(),
            [first @ .., last] => self.fill(
                "list_last",
                &[
                    ("first", &first.join(self.say("list_comma"))),
                    ("last", last),
                ],
            ),
        }
    }

    /// Every key with its phrase, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let keys = PHRASES.iter().map(|(key, _)| *key);
        keys.zip(self.phrases.iter().map(AsRef::as_ref))
    }
}

/// Places in the table of phrases: a power of two, some three times as many as there are phrases.
const ROOM: usize = 2048;

/// Where each phrase stands, found by a hash of its key: a page says some hundred phrases. Zero is nowhere, one the first.
static PLACES: [usize; ROOM] = places();

const fn places() -> [usize; ROOM] {
    assert!(PHRASES.len() < ROOM / 2, "the table needs more room");
    let (mut places, mut number) = ([0; ROOM], 0);
    while number < PHRASES.len() {
        let mut slot = slot(PHRASES[number].0.as_bytes());
        while places[slot] > 0 {
            slot = (slot + 1) % ROOM;
        }
        number += 1;
        places[slot] = number;
    }
    places
}

/// Where the search for `key` begins (FNV-1a).
const fn slot(key: &[u8]) -> usize {
    let (mut hash, mut at) = (0x811C_9DC5_u32, 0);
    while at < key.len() {
        hash = (hash ^ key[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    (hash ^ (hash >> 16)) as usize % ROOM
}

/// Where the phrase with that key stands.
fn place(key: &str) -> Option<usize> {
    let mut slot = slot(key.as_bytes());
    loop {
        let place = PLACES[slot].checked_sub(1)?;
        if PHRASES.get(place).is_some_and(|(known, _)| *known == key) {
            return Some(place);
        }
        slot = (slot + 1) % ROOM;
    }
}

/// What stands before the first `{name}` of `text`, the name, and what follows.
fn next_place(text: &str) -> Option<(&str, &str, &str)> {
    let find = |from: usize, wanted: u8| {
        let rest = text.as_bytes().get(from..)?;
        rest.iter()
            .position(|byte| *byte == wanted)
            .map(|length| from + length)
    };
    let open = find(0, b'{')?;
    let close = find(open + 1, b'}')?;
    Some((&text[..open], &text[open + 1..close], &text[close + 1..]))
}

#[cfg(test)]
mod tests {
    use super::Words;
    use std::collections::BTreeMap;

    #[test]
    fn a_site_replaces_a_phrase() {
        let own = BTreeMap::from([("list_comma".to_owned(), "; ".to_owned())]);
        assert_eq!(Words::with(own).list(&["a", "b", "c"]), "a; b and c");
    }

    #[test]
    fn one_and_many_differ() {
        let words = Words::default();
        assert_ne!(
            words.count("incidents", 1),
            words.count("incidents", 2).replace('2', "1")
        );
    }

    #[test]
    fn a_value_that_looks_like_a_place_is_not_filled_again() {
        let words = Words::default();
        let filled = words.fill("list_last", &[("first", "{last}"), ("last", "x")]);
        assert_eq!(filled, "{last} and x");
    }
}
