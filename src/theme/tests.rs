//! Phrases and the places that say them: neither without the other.

use super::phrases::PHRASES;
use super::{Theme, load, phrases};
use crate::source::{SourceFile, SourceTree};
use std::collections::BTreeSet;
use std::path::Path;

/// All text of the files below `folder` of this repository.
fn text_below(folder: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    text_in(&folder)
}

fn text_in(folder: &Path) -> String {
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .map(|path| {
            if path.is_dir() {
                text_in(&path)
            } else {
                std::fs::read_to_string(path).unwrap()
            }
        })
        .collect()
}

fn words(text: &str) -> BTreeSet<&str> {
    text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
        .collect()
}

#[test]
fn templates_ask_for_phrases_that_exist() {
    let templates = text_below("themes/default/templates");
    let asked = templates
        .match_indices(" t.")
        .filter_map(|(at, _)| words_start(&templates[at + 3..]));
    let known: BTreeSet<_> = PHRASES.iter().map(|(key, _)| *key).collect();
    let unknown: Vec<_> = asked.filter(|key| !known.contains(key)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

fn words_start(text: &str) -> Option<&str> {
    text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
        .next()
}

#[test]
fn every_phrase_is_said_somewhere() {
    let text = [
        text_below("themes/default/templates"),
        text_below("src/view"),
        text_below("src/render"),
    ]
    .concat();
    let mut said = words(&text);
    said.extend(words(include_str!("words.rs")));
    let stem = |key: &'static str| {
        key.strip_suffix("_one")
            .or(key.strip_suffix("_other"))
            .unwrap_or(key)
    };
    let silent: Vec<_> = PHRASES
        .iter()
        .map(|(key, _)| *key)
        .filter(|key| !said.contains(key) && !said.contains(stem(key)))
        .collect();
    assert!(silent.is_empty(), "{silent:?}");
}

fn tree(files: &[(&str, &str)]) -> SourceTree {
    files
        .iter()
        .map(|(path, text)| SourceFile::new(path, text))
        .collect()
}

#[test]
fn a_project_replaces_one_template_and_keeps_the_others() {
    let theme = load(&tree(&[("themes/own/templates/home.html", "hello")]), "own").unwrap();
    assert!(theme.own_templates.contains_key("home.html"));
    assert_eq!(
        theme.base_templates.len(),
        Theme::default().base_templates.len()
    );
}

#[test]
fn a_theme_without_files_is_an_error() {
    let found = load(&SourceTree::default(), "other").unwrap_err();
    assert_eq!(found[0].code, "unknown-theme");
}

#[test]
fn keys_of_phrases_are_sorted_and_each_stands_once() {
    let keys = phrases();
    assert!(keys.windows(2).all(|pair| pair[0] < pair[1]), "{keys:?}");
}
