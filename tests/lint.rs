//! Advice on write-ups, held against sentences and front matter whose rules are known.
//!
//! `vectors/lint.json` was worked out by hand for this project; `vectors/lint-rules.json` has, for every rule, texts that bring it up and
//! near misses that do not.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first thing that it cannot make sense of"
)]

#[path = "lint/site.rs"]
mod site;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use forthright::diagnostic;
use proptest::prelude::*;
use serde_json::Value;
use site::Site;

fn vectors(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/vectors")
        .join(name);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

/// Rules about one text, as the sentences of `lint.json` are meant.
const ABOUT_A_TEXT: [&str; 11] = [
    "apology/conditional",
    "apology/no-first-person",
    "apology/no-responsibility",
    "wording/absolute-promise",
    "wording/agentless-mistake",
    "wording/blames-others",
    "wording/blames-people",
    "wording/hedged-impact",
    "wording/minimiser",
    "wording/vague-quantity",
    "wording/vigilance-action",
];

#[test]
fn every_sentence_brings_up_the_rules_that_were_worked_out() {
    let all = vectors("lint.json");
    let cases = all["cases"].as_array().unwrap().iter();
    let mut wrong = Vec::new();
    for case in cases.filter(|case| case["fn"] == "lint_text") {
        let inputs = &case["inputs"];
        let kind = match (text(inputs, "kind"), text(inputs, "status")) {
            ("maintenance", _) => "maintenance",
            (_, "resolved") => "incident",
            _ => "open",
        };
        let found = Site::of(kind, text(inputs, "text")).advice();
        let found: BTreeSet<&str> = found
            .into_iter()
            .filter(|code| ABOUT_A_TEXT.contains(code))
            .collect();
        let expected = case["expected"]["rules"].as_array().unwrap().iter();
        let expected: BTreeSet<&str> = expected.map(|rule| rule.as_str().unwrap()).collect();
        if found != expected {
            wrong.push(format!(
                "{}: {found:?}, not {expected:?}",
                text(inputs, "text")
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_finds_what_it_should_and_leaves_its_near_misses_alone() {
    let rows = vectors("lint-rules.json");
    let mut wrong = Vec::new();
    let mut counts: BTreeMap<(&str, bool), usize> = BTreeMap::new();
    for row in rows.as_array().unwrap() {
        let rule = text(row, "rule");
        let expected = row["expected"].as_bool().unwrap();
        *counts.entry((rule, expected)).or_default() += 1;
        let found = Site::of_row(row).advice();
        if found.contains(rule) != expected {
            wrong.push(format!("{row}: {found:?}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}\n{}",
        wrong.len(),
        counts.values().sum::<usize>(),
        wrong.join("\n")
    );
    let few = diagnostic::rules().flat_map(|rule| [(rule, true), (rule, false)]);
    let few: Vec<_> = few
        .filter(|key| counts.get(key).is_none_or(|count| *count < 3))
        .collect();
    assert!(few.is_empty(), "fewer than three texts: {few:?}");
}

/// The data cases of `lint.json`, each as front matter, with the code that stands for the rule here. What contradicts itself is an error
/// of every build under a code of its own.
const DATA: [(&str, &str, &str); 13] = [
    (
        "data end before start",
        "incident\nstarted: 2022-05-15 10:00Z\nimpacts: [{ component: api, level: major_outage, from: 2022-06-13T08:30:00Z, to: 2022-05-15T11:00:00Z }]",
        "ends-before-start",
    ),
    (
        "data zero length",
        "incident\nstarted: 2026-06-01 08:30\nimpacts: [{ component: api, level: major_outage, from: 2026-06-01T08:30:00Z, to: 2026-06-01T08:30:00Z }]",
        "ends-at-start",
    ),
    // The site's own zone gives every time its zone; one that is not clear even so is an error.
    (
        "data no zone",
        "zoned\nstarted: 2026-10-25 02:30:00\nresolved: 2026-10-25 05:30:00",
        "local-time-twice",
    ),
    (
        "data unknown level",
        "incident\nstarted: 2026-06-01T08:30:00Z\nimpacts: [{ component: api, level: dissrupted, from: 2026-06-01T08:30:00Z, to: 2026-06-01T09:30:00Z }]",
        "unknown-value",
    ),
    (
        "data stale open",
        "open\nstarted: 2026-06-19T23:00:00Z\nimpacts: [{ component: api, level: major_outage }]\n---\nIt broke.\n\n## 2026-06-20T00:00:00Z Investigating\n\nWe look.",
        "data/stale-open",
    ),
    (
        "data prose says 85 min, data says 100",
        "incident\nstarted: 2023-02-15T15:29:00Z\nresolved: 2023-02-15T17:09:00Z\nimpacts: [{ component: api, level: major_outage }]\n---\nThe outage lasted 85 minutes.",
        "data/prose-disagrees",
    ),
    (
        "data prose says about 100 min, data says 98",
        "incident\nstarted: 2026-06-01T10:00:00Z\nresolved: 2026-06-01T11:38:00Z\nimpacts: [{ component: api, level: major_outage }]\n---\nThe outage lasted about 100 minutes.",
        "",
    ),
    (
        "data action overdue",
        "letter\nactions: [{ text: Add headroom, owner: SRE, due: 2026-06-15, status: open }]",
        "facts/overdue-action",
    ),
    (
        "data action without owner or date",
        "letter\nactions: [{ text: Improve monitoring }]",
        "facts/action-without-owner-date",
    ),
    (
        "data claim without expiry",
        "letter\nremedy: { kind: credit, amount: 3% of the bill, delivery: claim, claim: { link: https://example.com/claim } }",
        "missing-key",
    ),
    (
        "data claim closes before it opens",
        "letter\nremedy: { kind: credit, amount: 3% of the bill, delivery: claim, eligible: affected, claim: { link: https://example.com/claim, opens: 2026-06-10, closes: 2026-06-09 } }",
        "claim-window",
    ),
    (
        "data below pro rata",
        "letter of a day\nremedy: { kind: credit, amount: 3% of the next bill, delivery: automatic }",
        "remedy/below-pro-rata",
    ),
    (
        "data e-mail address in claim link",
        "letter\nremedy: { kind: credit, amount: 3% of the bill, delivery: claim, eligible: all, claim: { link: \"https://example.com/claim?email=a%40b.example\", opens: 2026-06-02, closes: 14d } }",
        "mail/private-data-in-link",
    ),
];

#[test]
fn every_contradiction_in_the_data_is_found_under_its_code() {
    let all = vectors("lint.json");
    let cases = all["cases"].as_array().unwrap().iter();
    let cases = cases.filter(|case| case["fn"] == "lint_data");
    for (case, (name, file, code)) in cases.zip(DATA) {
        assert_eq!(text(case, "name"), name);
        let found = Site::of_file(file).everything();
        let about_data = |code: &&str| {
            ["data/", "remedy/", "mail/"]
                .iter()
                .any(|room| code.starts_with(room))
        };
        if code.is_empty() {
            let none: Vec<_> = found.iter().filter(|code| about_data(code)).collect();
            assert!(none.is_empty(), "{name}: {none:?}");
        } else {
            assert!(found.contains(code), "{name}: {found:?} without {code}");
        }
    }
}

/// Pieces that make odd texts: marks, phrases, characters of several bytes.
fn odd_text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "may have been ",
        "some users ",
        "sorry ",
        "*",
        "_",
        "`",
        "[",
        "](",
        ")",
        "> ",
        "\n",
        "\n\n",
        "- ",
        "# ",
        "10:00 ",
        "8% ",
        "1 h 40 ",
        "99999999999999999999 days ",
        "outage lasted ",
        ". ",
        "…",
        "é",
        "\u{202e}",
        "&amp; ",
        "&#0;",
        "<!-- ",
        " -->",
        "|",
        "\n|-|\n",
        "```\n",
        "İ",
        "ß",
        "\u{fffc}",
        "’",
        "if you ",
        "any inconvenience ",
    ]);
    let pieces = prop::collection::vec(pieces, 0..60);
    prop_oneof![pieces.prop_map(|pieces| pieces.concat()), any::<String>()]
}

#[test]
fn who_is_called_away_says_nothing_rather_than_half() {
    for kind in ["letter", "incident"] {
        let site = Site::of(kind, "Mails may have been delayed.");
        let whole = site.findings_unless(|| false).unwrap();
        assert_eq!(whole, site.findings(), "{kind}");
        assert!(!whole.is_empty(), "{kind}");
        assert_eq!(site.findings_unless(|| true), None, "{kind}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn no_text_breaks_it(text in odd_text()) {
        let found = Site::of("letter", &text).findings();
        for one in &found {
            prop_assert!(one.span.start <= one.span.end);
        }
    }
}

/// `text` with other addresses: those of another site lead nowhere here.
fn without_addresses(text: &str) -> String {
    let text = text.replace("![", "[");
    let mut pieces = text.split("](");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |before, piece| {
        let rest = piece.split_once(')').map_or(piece, |(_, rest)| rest);
        format!("{before}](https://a.example/){rest}")
    })
}

/// Reads real reports: `FORTHRIGHT_LINT_READ=folder cargo test --test lint real -- --nocapture`. Each Markdown file is taken for the text
/// of an incident that is over, and of a letter, and what is found is printed with its sentence.
#[test]
#[expect(
    clippy::print_stdout,
    reason = "who asks for it wants to read what was found"
)]
fn real_reports_are_read_to_their_end() {
    let Some(folder) = std::env::var_os("FORTHRIGHT_LINT_READ") else {
        return;
    };
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    files.sort();
    for path in files {
        let whole = fs::read_to_string(&path).unwrap();
        let rest = whole
            .strip_prefix("---\n")
            .and_then(|rest| rest.split_once("\n---\n"));
        let body = rest.map_or(whole.as_str(), |(_, body)| body);
        let body = without_addresses(body);
        for kind in ["letter", "incident"] {
            let site = Site::of(kind, &body);
            if let Some(trouble) = site.trouble() {
                println!("{kind}\tnot read\t{}\t{trouble}", path.display());
            }
            for found in site.findings() {
                let line = site.line(&found);
                println!(
                    "{kind}\t{}\t{}\t{}\t{line}",
                    found.code,
                    path.display(),
                    found.message
                );
            }
        }
    }
}
