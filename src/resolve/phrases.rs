//! The phrases that a site adds to the advice on its write-ups, as written → as checked.

use super::findings::Findings;
use super::unknown;
use crate::model::{Phrase, Phrases, WordLists};
use crate::schema::{self, Entries, LintEntry, Place};

/// The phrases in `entry`. The program's own are read only where the site has some, for their names.
pub(crate) fn read(
    entry: &LintEntry,
    language: &str,
    place: &Place<'_>,
    found: &mut Findings,
) -> Phrases {
    let LintEntry { phrases } = entry;
    let written = [&phrases.words, &phrases.find, &phrases.unless];
    if written.iter().all(|entries| entries.0.is_empty()) {
        return Phrases::default();
    }
    let known = schema::english();
    let mut words: WordLists = if schema::is_english(language) {
        known.words.0.iter().cloned().collect()
    } else {
        WordLists::new()
    };
    for (name, list) in &phrases.words.0 {
        words.entry(name.clone()).or_default().extend(list.clone());
    }
    let subjects: Vec<&str> = known.find.0.iter().map(|(name, _)| name.as_str()).collect();
    let here = place.key("phrases");
    for (key, entries) in [("find", &phrases.find), ("unless", &phrases.unless)] {
        check(entries, &here.key(key), (&subjects, &words), found);
    }
    Phrases {
        words: phrases.words.0.iter().cloned().collect(),
        find: phrases.find.0.iter().cloned().collect(),
        unless: phrases.unless.0.iter().cloned().collect(),
    }
}

fn check(
    entries: &Entries<Vec<String>>,
    place: &Place<'_>,
    (subjects, words): (&[&str], &WordLists),
    found: &mut Findings,
) {
    for (subject, phrases) in &entries.0 {
        if !subjects.contains(&subject.as_str()) {
            found.push(unknown::subject(place, subject, subjects));
        }
        let list = place.key(subject);
        for (at, phrase) in phrases.iter().enumerate() {
            if let Err(error) = Phrase::parse(phrase, words) {
                let wrong = list.index(at).error("invalid-phrase", error.to_string());
                found.push(wrong.help("words, such as `a handful of|from (our) users`; `forthright explain invalid-phrase` lists the signs"));
            }
        }
    }
}
