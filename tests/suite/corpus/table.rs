//! The table of the corpus, `tests/cases/corpus/README.md`: every row has a case, and every case a row.

use std::collections::BTreeSet;
use std::fs;

use super::CASES;
use crate::project::{folders, repository};

/// Number and outcome of every row: of `| 5 | a Latin-1 byte | E |` the first and the last cell.
fn rows() -> Vec<(usize, String)> {
    let text = fs::read_to_string(repository().join(CASES).join("README.md")).unwrap();
    let cells = text.lines().filter_map(|line| {
        let cells: Vec<&str> = line
            .strip_prefix("| ")?
            .strip_suffix(" |")?
            .split(" | ")
            .collect();
        let [number, _, outcome] = cells[..] else {
            return None;
        };
        Some((number.parse().ok()?, outcome.to_owned()))
    });
    cells.collect()
}

/// The number of every case: of `005-latin-1` the 5.
fn numbers() -> BTreeSet<usize> {
    let cases = folders(CASES).into_iter().map(|case| {
        let name = case.file_name().unwrap().to_str().unwrap().to_owned();
        let number = name
            .split_once('-')
            .and_then(|(digits, _)| (digits.len() == 3).then_some(digits)?.parse().ok());
        number.unwrap_or_else(|| panic!("{name} does not begin with a number of three digits"))
    });
    cases.collect()
}

#[test]
fn every_row_of_the_corpus_has_a_case_or_says_what_is_missing() {
    let numbers = numbers();
    let bare: Vec<usize> = rows()
        .into_iter()
        .filter(|(number, outcome)| !outcome.starts_with("later: ") && !numbers.contains(number))
        .map(|(number, _)| number)
        .collect();
    assert!(bare.is_empty(), "rows without a case: {bare:?}");
}

#[test]
fn every_case_of_the_corpus_has_a_row() {
    let rows: BTreeSet<usize> = rows().into_iter().map(|(number, _)| number).collect();
    let missing: Vec<usize> = numbers().difference(&rows).copied().collect();
    assert!(missing.is_empty(), "cases without a row: {missing:?}");
}

#[test]
fn no_number_of_the_corpus_has_two_rows() {
    let mut seen = BTreeSet::new();
    let twice: Vec<usize> = rows()
        .into_iter()
        .map(|(number, _)| number)
        .filter(|number| !seen.insert(*number))
        .collect();
    assert!(twice.is_empty(), "numbers with two rows: {twice:?}");
}
