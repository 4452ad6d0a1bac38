//! What is looked for: the program's phrases in the site's language, and those of the site.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::matcher;
use super::tokens::Token;
use crate::model::{Phrase, Phrases, Site, What, Word, WordLists};
use crate::schema;

/// All phrases, ready to be looked for. Empty for a language that neither the program nor the site has phrases of.
#[derive(Debug)]
pub(super) struct Book {
    /// Lists of words, by name.
    pub(super) words: WordLists,
    subjects: Vec<Subject>,
    /// By the first byte of their first word, then by that word: the subject and the phrase. Most words of a text begin no phrase, and
    /// are soon told.
    begins: Vec<BTreeMap<String, Vec<(usize, usize)>>>,
    /// Those that begin with a number in digits.
    numbers: Vec<(usize, usize)>,
    /// Those whose first word has many forms.
    others: Vec<(usize, usize)>,
}

/// What phrases are a sign of, or of the opposite.
#[derive(Debug)]
struct Subject {
    name: String,
    unless: bool,
    phrases: Vec<Phrase>,
}

/// What one sentence is a sign of: for each subject, the first words that say so.
pub(super) type Signs<'b> = BTreeMap<&'b str, Range<usize>>;

impl Book {
    /// The phrases for `site`.
    pub(super) fn of(site: &Site) -> Self {
        let mut texts = Phrases::default();
        if schema::is_english(&site.identity.language) {
            let english = schema::english();
            texts.words = english.words.0.into_iter().collect();
            texts.find = english.find.0.into_iter().collect();
            texts.unless = english.unless.0.into_iter().collect();
        }
        let own = &site.phrases;
        for (all, more) in [
            (&mut texts.words, &own.words),
            (&mut texts.find, &own.find),
            (&mut texts.unless, &own.unless),
        ] {
            for (name, list) in more {
                all.entry(name.clone()).or_default().extend(list.clone());
            }
        }
        Self::new(texts)
    }

    fn new(texts: Phrases) -> Self {
        let Phrases {
            words,
            find,
            unless,
        } = texts;
        let mut book = Self {
            words,
            subjects: Vec::new(),
            begins: vec![BTreeMap::new(); 256],
            numbers: Vec::new(),
            others: Vec::new(),
        };
        for (unless, all) in [(false, find), (true, unless)] {
            for (name, list) in all {
                let phrases = list.iter();
                let phrases = phrases.filter_map(|text| Phrase::parse(text, &book.words).ok());
                let phrases = phrases.collect();
                book.add(Subject {
                    name,
                    unless,
                    phrases,
                });
            }
        }
        book
    }

    fn add(&mut self, subject: Subject) {
        let at = self.subjects.len();
        for (number, phrase) in subject.phrases.iter().enumerate() {
            let Some(first) = phrase.0.first() else {
                continue;
            };
            let here = (at, number);
            match &first.what {
                What::Words(words) => {
                    for word in words {
                        match word {
                            Word::Whole(word) => self.begin(word.clone(), here),
                            Word::Begins(_) | Word::Ends(_) => self.others.push(here),
                        }
                    }
                }
                What::Number => self.numbers.push(here),
                What::Duration => {
                    self.numbers.push(here);
                    for word in self.words.get("NUMBERS").cloned().unwrap_or_default() {
                        self.begin(word, here);
                    }
                }
                What::Any | What::Gap => self.others.push(here),
            }
        }
        self.subjects.push(subject);
    }

    fn begin(&mut self, word: String, here: (usize, usize)) {
        let list = self.begins[byte(&word)].entry(word).or_default();
        if list.last() != Some(&here) {
            list.push(here);
        }
    }

    /// Whether anything is looked for as a sign of `subject`.
    pub(super) fn has(&self, subject: &str) -> bool {
        let mut subjects = self.subjects.iter();
        subjects.any(|one| one.name == subject && !one.unless && !one.phrases.is_empty())
    }

    /// What the words of one sentence are a sign of.
    pub(super) fn signs(&self, sentence: &[Token]) -> Signs<'_> {
        let mut found: BTreeMap<usize, Range<usize>> = BTreeMap::new();
        for (at, token) in sentence.iter().enumerate() {
            let known = &self.begins[byte(&token.text)];
            let known = known.get(&token.text).into_iter().flatten();
            let numbers = self.numbers.iter().filter(|_| token.is_number());
            for (subject, phrase) in known.chain(numbers).chain(&self.others) {
                let earlier = found.get(subject).map(|range| range.start);
                if earlier.is_some_and(|start| start < at) {
                    continue;
                }
                let phrase = &self.subjects[*subject].phrases[*phrase];
                if let Some(end) = matcher::end(phrase, (sentence, at), &self.words) {
                    let range = found.entry(*subject).or_insert(at..end);
                    range.end = range.end.max(end);
                }
            }
        }
        let excused = found.keys().map(|subject| &self.subjects[*subject]);
        let excused = excused.filter(|subject| subject.unless);
        let excused: BTreeSet<&str> = excused.map(|subject| subject.name.as_str()).collect();
        let found = found.into_iter();
        let named = found.map(|(at, range)| (&self.subjects[at], range));
        named
            .filter(|(subject, _)| !subject.unless && !excused.contains(subject.name.as_str()))
            .map(|(subject, range)| (subject.name.as_str(), range))
            .collect()
    }
}

/// The first byte of `word`.
fn byte(word: &str) -> usize {
    word.bytes().next().map_or(0, usize::from)
}

#[cfg(test)]
mod tests {
    use crate::model::{Phrase, WordLists};
    use crate::schema;

    #[test]
    fn every_phrase_of_the_program_can_be_read() {
        let english = schema::english();
        let words: WordLists = english.words.0.into_iter().collect();
        for (subject, list) in english.find.0.iter().chain(&english.unless.0) {
            for text in list {
                let read = Phrase::parse(text, &words);
                assert!(read.is_ok(), "{subject}: {text}: {read:?}");
            }
        }
    }

    #[test]
    fn every_exception_is_one_to_something() {
        let english = schema::english();
        for (subject, _) in &english.unless.0 {
            let known = english.find.0.iter().any(|(name, _)| name == subject);
            assert!(known, "{subject}");
        }
    }
}
