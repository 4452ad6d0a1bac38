//! The scan sees every bracket that the parser sees, and none that it does not.

use proptest::prelude::{ProptestConfig, prop_assert, proptest};

use super::{Refusal, scan};
use crate::schema::loose::{Loose, loose};

const DEEP: usize = 40;

fn refusal(yaml: &str) -> Option<Refusal> {
    scan(yaml).err().map(|(refusal, _)| refusal)
}

/// Brackets beyond the limit.
fn deep() -> String {
    format!("{}x{}", "[".repeat(DEEP), "]".repeat(DEEP))
}

fn levels(value: &Loose) -> usize {
    let lists = value.items().iter().map(|item| 1 + levels(item));
    let maps = value.entries().iter().map(|(_, value)| 1 + levels(value));
    lists.chain(maps).max().unwrap_or(0)
}

#[test]
fn brackets_in_texts_and_comments_do_not_count() {
    let many = "[".repeat(100);
    for yaml in [
        format!("a: '{many}'"),
        format!("a: 'it''s {many}'"),
        format!("a: \"\\\" {many}\""),
        format!("a: x # {many}"),
        format!("a: 'x'#{many}"),
        format!("a: it's {many}"),
        format!("a: |\n  {many}\n  \" {many}\nb: x"),
        format!("a: >-2\n    {many}\n\n  {many}\nb: x"),
        format!("- |\n {many}\n- x"),
        format!("a: x\n  {many}\n  ' {many}"),
    ] {
        assert_eq!(refusal(&yaml), None, "{yaml}");
    }
}

#[test]
fn nothing_hides_brackets() {
    for before in [
        "a: it's\nb: ",
        "a: x\n  '\nb: ",
        "a: x\n  \"y\nb: ",
        "a: 'x\\'\nb: ",
        "a: # '\n  ",
        "a: x#'\nb: ",
        "a: \"\\\\\"\nb: ",
        "a: |\n  '\nb: ",
        "a: |2\n  '\nb: ",
        "- |\n '\n- ",
        "a: [it's, ",
        "a: {x: y', b: ",
        "? '\n' : ",
        "a: x\u{2028}  '\u{2028}b: ",
        "'a': b'\nc: ",
    ] {
        let yaml = format!("{before}{}", deep());
        assert_eq!(refusal(&yaml), Some(Refusal::Deep), "{yaml}");
    }
}

#[test]
fn lists_and_maps_without_brackets_count_too() {
    let maps: Vec<String> = (0..DEEP)
        .map(|at| format!("{}a:", " ".repeat(at)))
        .collect();
    let maps = maps.join("\n");
    for yaml in ["- ".repeat(DEEP), "? ".repeat(DEEP), maps] {
        assert_eq!(refusal(&yaml), Some(Refusal::Deep), "{yaml}");
    }
    assert_eq!(refusal(&"a:\n- b: x\n".repeat(DEEP)), None);
}

#[test]
fn signs_count_at_the_beginning_of_a_text_alone() {
    assert_eq!(refusal("a: *b"), Some(Refusal::Alias));
    assert_eq!(refusal("a: [x, &b y]"), Some(Refusal::Anchor));
    assert_eq!(refusal("- !b x"), Some(Refusal::Tag));
    assert_eq!(refusal("a:\n  <<: b"), Some(Refusal::Merge));
    assert_eq!(refusal("a: 5 * 3 & 2 !\nb: x <<: y"), None);
}

#[test]
fn only_whole_numbers_in_another_notation_are_refused() {
    for number in ["0x1F", "-0o17", "0b1", "1e3", "1.5E-3", "+5"] {
        assert_eq!(
            refusal(&format!("a: {number}")),
            Some(Refusal::Number),
            "{number}"
        );
    }
    for text in [
        "1.10",
        "007",
        "-5",
        "0x10 errors",
        "'0x10'",
        "1_000",
        "e3",
        "2009-09-01",
        "+1-555-0100",
        "0xyz",
        "1e",
    ] {
        assert_eq!(refusal(&format!("a: {text}")), None, "{text}");
    }
}

#[test]
fn a_second_document_is_refused_wherever_it_begins() {
    for yaml in [
        "a: x\n---\nb: y",
        "---\na: x\n--- y",
        "a: x\n...\nb: y",
        "---\n---\n",
    ] {
        assert_eq!(refusal(yaml), Some(Refusal::Document), "{yaml}");
    }
    assert_eq!(refusal("# x\n---\na: |\n  ---\n...\n# y\n"), None);
}

#[test]
fn what_follows_the_end_of_a_document_is_shown_as_a_whole_character() {
    let place = scan("a: x\n... \u{a0}").err();
    assert_eq!(place, Some((Refusal::Document, 9..11)));
}

#[test]
fn a_quote_is_named_where_it_opens() {
    let place = |yaml| scan(yaml).err();
    assert_eq!(place("a: 'x\nb: y"), Some((Refusal::OpenQuote, 3..4)));
    assert_eq!(
        place("a: \"x\nb: \"y\""),
        Some((Refusal::LateQuote(9..10), 3..4))
    );
    assert_eq!(place("a: \"x\n  y\" # z\nb: ['x\n', y]"), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn the_scan_sees_all_that_the_parser_sees(before in "[ab'\"#:,\\[\\]{}|>?\\\\ \n-]{0,16}", key in "(\n|, | |\n  )(b: |- |)") {
        let yaml = format!("{before}{key}{}", deep());
        let read = loose(&yaml).is_ok_and(|value| levels(&value) >= DEEP);
        prop_assert!(!read || scan(&yaml).is_err(), "{yaml:?}");
    }

    #[test]
    fn any_text_is_scanned_to_its_end(yaml in "[ab'\"#:,\\[\\]{}|>?%@&*!\\\\ \n\t2ä\u{2028}.-]{0,40}") {
        let _ = scan(&yaml);
    }
}
