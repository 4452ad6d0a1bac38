//! Whole conversions: each oddity of the real sites in one small report, and hostile input.

use std::collections::BTreeMap;

use proptest::prelude::{Strategy, any, prop_assert, proptest};

use super::{Files, ImportError, Options, convert};
use crate::import::{Imported, RemarkKind};
use crate::schema::loose::{Loose, loose};

const CONFIG: &str =
    "title: S\nbaseURL: https://s.example\nparams:\n  systems: [{name: Web}, {name: API}]\n";

fn site(reports: &[(&str, &str)]) -> Imported {
    let mut files: Files = reports
        .iter()
        .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
        .collect();
    files
        .entry("config.yml".to_owned())
        .or_insert_with(|| CONFIG.into());
    convert(&files, &Options::default()).unwrap()
}

fn report(front: &str, body: &str) -> Imported {
    site(&[(
        "content/issues/2021-05-06-a.md",
        &format!("---\ntitle: T\n{front}---\n\n{body}\n"),
    )])
}

fn file<'a>(site: &'a Imported, path: &str) -> &'a str {
    let files: Vec<_> = site.files.keys().collect();
    let bytes = site
        .files
        .get(path)
        .unwrap_or_else(|| panic!("no {path} in {files:?}"));
    std::str::from_utf8(bytes).unwrap()
}

fn said(site: &Imported, kind: RemarkKind, words: &str) -> bool {
    site.remarks
        .iter()
        .any(|remark| remark.kind == kind && remark.text.contains(words))
}

const DOWN: &str = "date: 2021-05-06T07:00:00Z\nseverity: down\naffected: [Web]\n";

#[test]
fn an_incident_keeps_its_words_times_and_systems() {
    let site = report(
        &format!("{DOWN}resolved: true\nresolvedWhen: 2021-05-06T9:00:00-00:00\nsection: issue\n"),
        "It is *down*.",
    );
    let wanted = "---\ntitle: T\nstarted: 2021-05-06T07:00:00+00:00\nresolved: 2021-05-06T09:00:00+00:00\nseverity: down\nimpacts:\n  \
                  - { component: web, level: major_outage }\n---\n\nIt is *down*.\n";
    assert_eq!(file(&site, "content/incidents/2021-05-06-a.md"), wanted);
}

#[test]
fn an_end_before_the_start_claims_no_duration_and_is_shown() {
    let site = report(
        &format!("{DOWN}resolved: true\nresolvedWhen: 2021-04-06 09:00\n"),
        "x",
    );
    let text = file(&site, "content/incidents/2021-05-06-a.md");
    assert!(
        text.contains("resolved: 2021-05-06T07:00:00+00:00\n"),
        "{text}"
    );
    assert!(
        text.contains("\n\n*The earlier status page gives 2021-04-06 09:00 UTC as the end"),
        "{text}"
    );
    assert!(said(&site, RemarkKind::Guessed, "is before `date`"));
}

#[test]
fn entries_with_times_become_updates_oldest_first() {
    let body = "*Resolved* - Back. {{< track \"2021-05-06 09:00:00\" >}}\n\n---\n\n**Investigating** - We look {{< track \"2021-05-06 07:30:00\" >}}.";
    let site = report(
        &format!("{DOWN}resolved: true\nresolvedWhen: 2021-05-06T09:00:00Z\n"),
        body,
    );
    let text = file(&site, "content/incidents/2021-05-06-a.md");
    let wanted = "---\n\n## 2021-05-06T07:30:00+00:00 Investigating\n\nWe look.\n\n## 2021-05-06T09:00:00+00:00 Resolved\n\nBack.\n";
    assert!(text.ends_with(wanted), "{text}");
}

#[test]
fn a_last_entry_without_time_gets_that_of_the_end() {
    let body = "[Final message]\nBack.\n\n[Update - 2021-05-06 08h00 UTC]\nHalf.\n\n[Initial message - 2021-05-06 07:10 UTC]\nDown.";
    let site = report(
        &format!("{DOWN}resolved: true\nresolvedWhen: 2021-05-06T09:00:00Z\n"),
        body,
    );
    let text = file(&site, "content/incidents/2021-05-06-a.md");
    let headings: Vec<_> = text
        .lines()
        .filter(|line| line.starts_with("## "))
        .collect();
    let wanted = [
        "## 2021-05-06T07:10:00+00:00 Update",
        "## 2021-05-06T08:00:00+00:00 Update",
        "## 2021-05-06T09:00:00+00:00 Resolved",
    ];
    assert_eq!(headings, wanted);
    assert!(said(
        &site,
        RemarkKind::Guessed,
        "`Final message` has no time"
    ));
}

#[test]
fn entries_stay_one_text_where_the_first_word_has_no_time() {
    for body in [
        "Down.\n\n**Update 2021-05-06 08:00 UTC**\n\nHalf.",
        "#### Update on May 8 ####\n\nb\n\n#### Update\n\na",
        "a {{< track \"soon\" >}}",
    ] {
        let site = report(DOWN, body);
        assert!(
            !file(&site, "content/incidents/2021-05-06-a.md").contains("\n## "),
            "{body}"
        );
        assert!(
            said(&site, RemarkKind::Guessed, "no updates made of the text"),
            "{body}"
        );
    }
}

#[test]
fn a_notice_of_planned_work_becomes_maintenance_that_is_over() {
    let front = "date: 2021-05-06T07:00:00Z\nseverity: notice\naffected: [web]\nresolved: true\nresolvedWhen: 2021-05-06T08:00:00Z\n";
    let site = report(front, "A maintenance is planned.");
    let text = file(&site, "content/maintenance/2021-05-06-a.md");
    assert!(text.contains("from: 2021-05-06T07:00:00+00:00\nto: 2021-05-06T08:00:00+00:00\ncomponents:\n  - { component: web, level: degraded_performance }\n"));
    assert!(
        text.contains("\n## 2021-05-06T08:00:00+00:00 Completed\n\n"),
        "{text}"
    );
    assert!(said(
        &site,
        RemarkKind::Guessed,
        "system `web` taken for `Web`"
    ));
}

#[test]
fn news_become_notices_and_unclaimed_harm_weighs_nothing() {
    let news = report("date: 2021-05-06\ninformational: true\npin: true\n", "x");
    assert!(
        file(&news, "content/notices/2021-05-06-a.md")
            .contains("published: 2021-05-06T00:00:00+00:00\n")
    );
    assert!(said(&news, RemarkKind::Lost, "`pin`: `true`"));
    let harm = report(
        "date: 2021-05-06 07:00\nseverity: notice\naffected: [Web, Elsewhere]\n",
        "Slow.",
    );
    let text = file(&harm, "content/incidents/2021-05-06-a.md");
    assert!(text.contains("  - { component: web, level: degraded_performance }\n  - { component: elsewhere, level: degraded_performance }\n"));
    assert!(file(&harm, "content/site.yaml").contains(
        "  - id: other-systems\n    name: Other systems\n    components:\n      - id: elsewhere\n"
    ));
}

#[test]
fn a_file_that_cannot_be_read_is_put_aside_whole() {
    let site = site(&[
        (
            "content/issues/2021-01-01-ok.md",
            "title: a\ndate: 2021-01-01\n---\nb",
        ),
        ("content/issues/b.md", "<html>\n"),
    ]);
    assert_eq!(
        file(&site, "import-rejected/content/issues/b.md"),
        "<html>\n"
    );
    assert!(site.files.contains_key("content/notices/2021-01-01-ok.md"));
    assert!(said(
        &site,
        RemarkKind::Skipped,
        "no front matter: put aside"
    ));
}

#[test]
fn names_titles_and_values_cannot_break_out() {
    let front = "---\ntitle: \"x\\n---\\nstarted: y\"\ndate: 2021-05-06 07:00\nseverity: down\naffected: [\"} , level: x\"]\n---\n## 14:10 Resolved\n";
    let site = site(&[
        ("content/issues/x/2026.md", front),
        ("content/issues/../../x.md", "y"),
        ("content/issues/y/2026.md", front),
    ]);
    let names: Vec<_> = site.files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "content/incidents/incident-2026-2.md",
            "content/incidents/incident-2026.md",
            "content/site.yaml"
        ]
    );
    let text = file(&site, "content/incidents/incident-2026.md");
    assert!(
        text.starts_with("---\ntitle: \"x --- started: y\"\nstarted: 2021-"),
        "{text}"
    );
    assert!(
        text.contains("component: level-x,") && text.contains("\n### 14:10 Resolved\n"),
        "{text}"
    );
}

#[test]
fn images_and_links_lead_to_what_was_carried_over() {
    let files = [
        (
            "content/issues/a.md",
            "---\ntitle: a\ndate: 2021-01-01\n---\n![x](/images/x.png) [b](/issues/b/) [c](/affected/web/)",
        ),
        (
            "content/issues/b.md",
            "---\ntitle: b\ndate: 2021-01-01\nseverity: down\n---\n[about](https://s.example/about)",
        ),
        ("content/about.md", "---\ntitle: About\n---\n[b](/issues/b)"),
        ("static/images/x.png", "x"),
    ];
    let site = site(&files);
    let text = file(&site, "content/notices/a.md");
    assert!(
        text.ends_with(
            "![x](../images/x.png) [b](../incidents/b.html) [c](../components/web.html)\n"
        ),
        "{text}"
    );
    assert!(file(&site, "content/incidents/b.md").ends_with("[about](../about.html)\n"));
    assert!(file(&site, "content/pages/about.md").ends_with("[b](incidents/b.html)\n"));
    assert!(site.files.contains_key("content/static/images/x.png"));
}

#[test]
fn what_is_no_site_is_refused() {
    let files: Files = BTreeMap::from([("index.html".to_owned(), b"<html>".to_vec())]);
    assert_eq!(
        convert(&files, &Options::default()),
        Err(ImportError::NotCState)
    );
    let files: Files = BTreeMap::from([("config.yml".to_owned(), b"title: a\nx: b: c\n".to_vec())]);
    let error = convert(&files, &Options::default())
        .unwrap_err()
        .to_string();
    assert!(error.starts_with("config.yml:2:5: "), "{error}");
    let zone = Options {
        time_zone: Some("Europe/Berln".to_owned()),
    };
    assert!(matches!(
        convert(&files, &zone),
        Err(ImportError::UnknownZone(_))
    ));
}

/// Bits that mean something to one reader or another.
const BITS: [&str; 48] = [
    "\n",
    "\n\n",
    "    ",
    "- ",
    "> ",
    "## ",
    "14:10 Resolved",
    "2021-05-06T07:08:09+00:00 Resolved",
    "**",
    "`",
    "```",
    "~~~",
    "[",
    "]",
    "(",
    "](",
    "![",
    "<",
    ">",
    "<!--",
    "-->",
    "<b>",
    "</b>",
    "<p>",
    "<ul>",
    "<li>",
    "<pre>",
    "<script>",
    "<a href=\"",
    "\">",
    "<img src=/x>",
    "<br>",
    "&#49;",
    "javascript:x",
    "//h/x",
    "[r]:",
    "\\",
    "\"",
    "---\n",
    "{{< track \"2021-05-06 07:08:09\" >}}",
    "{{<",
    ">}}",
    "|",
    "é",
    "１４：１０",
    "[Final message]",
    "#### Update 2021-05-07 07:08 UTC",
    "<<<<<<< a",
];

pub(super) fn soup() -> impl Strategy<Value = String> {
    proptest::collection::vec((0..BITS.len()).prop_map(|at| BITS[at]), 0..40)
        .prop_map(|bits| bits.concat())
}

/// The lines that a site of ours reads as updates.
fn updates(text: &str) -> usize {
    text.lines()
        .filter(|line| {
            line.strip_prefix("## ")
                .is_some_and(|rest| rest.starts_with(|next: char| next.is_numeric()))
        })
        .count()
}

proptest! {
    #[test]
    fn any_body_gives_files_that_hold_together(body in soup(), resolved in any::<bool>()) {
        let site = report(&format!("{DOWN}resolved: {resolved}\n"), &body);
        let text = file(&site, "content/incidents/2021-05-06-a.md");
        let (front, _) = text[4..].split_once("\n---\n").unwrap();
        prop_assert!(matches!(loose(front), Ok(Loose::Map(_))));
        let made = site.remarks.iter().find_map(|remark| remark.text.split_once(" entries of the text became"));
        let made = made.map_or(0, |(count, _)| count.parse::<usize>().unwrap());
        prop_assert!(updates(text) == made, "{} and {}: {}", updates(text), made, text);
    }

    #[test]
    fn any_bytes_are_read_without_a_panic_and_twice_alike(
        report in proptest::collection::vec(any::<u8>(), 0..200),
        words in soup(),
        name in "[ -~é]{0,12}",
    ) {
        let files: Files = BTreeMap::from([
            ("content/issues/a.md".to_owned(), report),
            (format!("content/issues/{name}.md"), format!("---\n{words}\n---\n{words}").into_bytes()),
            (format!("content/{name}"), words.into_bytes()),
        ]);
        let once = convert(&files, &Options::default());
        prop_assert!(once == convert(&files, &Options::default()));
        let paths: Vec<String> = once.map(|site| site.files.into_keys().collect()).unwrap_or_default();
        for path in paths {
            prop_assert!(path.starts_with("content/") || path.starts_with("import-rejected/"), "{}", path);
            prop_assert!(!path.split('/').any(|part| matches!(part, "" | "." | "..")), "{}", path);
        }
    }
}
