//! What must hold for every input, tried on many: the order of reading, the zone, garbage, and figures that never flatter.
//!
//! Most of it runs inside this process, on values, so that many cases fit into seconds. A case that fails here becomes a
//! fixture with a name; none is recorded behind anybody's back.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first thing that it cannot make sense of"
)]

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;

use forthright::SourceTree;
use forthright::pipeline;
use forthright::resolve::{AsOf, Options};
use forthright::source::SourceFile;
use proptest::collection::vec;
use proptest::prelude::{Just, ProptestConfig, Strategy, any};
use proptest::sample::{Index, select};
use proptest::{prop_assert, prop_assert_eq, prop_oneof, proptest};

const INCIDENT: &str = include_str!("diagnostics/_base/content/incidents/2009-09-01-mail.md");
const SITE: &str = include_str!("diagnostics/_base/content/site.yaml");
const APOLOGY: &str = "---\ntitle: We are sorry\nincidents: [2009-09-01-mail]\npublished: 2009-09-01 18:59\nauthor: { role: VP Engineering }\nactions:\n  - { text: More routers, type: prevent, owner: Mail, due: 2009-10-15 }\nremedy:\n  kind: credit\n  amount: 3% of the next bill\n  delivery: claim\n  claim: { link: \"https://nimbus.example/claim\", opens: 2009-09-02, closes: 7d, once: true }\n---\n\nWe are **sorry**. See [the incident](../incidents/2009-09-01-mail.html).\n";
const MAINTENANCE: &str = "---\ntitle: Faster disks\nannounced: 2009-09-01 09:00\nfrom: 2009-09-12 22:00\nto: 2009-09-13 02:00\ncomponents:\n  - { component: files }\n---\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n## 2009-09-01 10:00 Scheduled\n\nPlanned.\n";
const UPTIME: &str = "component: mail\nsource: one check a minute\ncovers: { from: 2009-01-01 }\ninterval: 1m\noutages:\n  - { from: 2009-09-01T12:30:12-07:00, to: 2009-09-01T14:09:48-07:00, level: major_outage, share: 97% }\ndays:\n  2009-08-12: { down: 4m }\n  2009-08-13: { down: 30s, partial: 10m, unknown: 3h }\nunknown: [ { from: 2009-05-02 00:00, to: 2009-05-02 03:00 } ]\n";
const TEMPLATE: &str = "{% extends \"default/page.html\" %}\n";

/// A site with one file of every kind.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let text: [(&'static str, &str); 10] = [
        ("content/site.yaml", SITE),
        ("content/incidents/2009-09-01-mail.md", INCIDENT),
        ("content/apologies/2009-09-01-mail.md", APOLOGY),
        ("content/maintenance/2009-09-12-disks.md", MAINTENANCE),
        (
            "content/notices/2009-09-02-region.md",
            "---\ntitle: A new region\npublished: 2009-09-02 09:00\nuntil: 2009-10-01\n---\n\nNearer.\n",
        ),
        (
            "content/pages/about.md",
            "---\ntitle: About\nmenu: true\n---\n\nWho we are.\n",
        ),
        ("content/uptime/mail.yaml", UPTIME),
        (
            "content/uptime/sync.yaml",
            "component: sync\ncovers: { from: 2009-01-01 }\noutages: sync.csv\n",
        ),
        (
            "content/uptime/sync.csv",
            "from,to,level,share\n2009-08-30T12:30:12-07:00,2009-08-30 14:09,partial_outage,\"8%\"\n",
        ),
        ("themes/own/templates/page.html", TEMPLATE),
    ];
    text.map(|(path, text)| {
        (
            path,
            text.replace("agreements:", "theme: { name: own }\nagreements:")
                .into_bytes(),
        )
    })
    .into()
}

fn options(as_of: &str) -> Options {
    Options {
        as_of: AsOf::Text(as_of.to_owned()),
        drafts: false,
        base_url: None,
    }
}

fn tree(files: &[(&str, Vec<u8>)]) -> SourceTree {
    files
        .iter()
        .map(|(path, bytes)| SourceFile::with_plain_line_ends(path, bytes))
        .collect()
}

/// Every file of the output; `None` where the site has errors.
fn built(files: &[(&str, Vec<u8>)], as_of: &str) -> Option<BTreeMap<String, Vec<u8>>> {
    let tree = tree(files);
    let checked = pipeline::prepare(&tree, &options(as_of)).unwrap();
    // What is said of it must be sayable in every form, whatever the input.
    let _ = forthright::diagnostic::human(&checked.diagnostics, &tree, true);
    let _ = forthright::diagnostic::short(&checked.diagnostics, &tree);
    let _ = forthright::diagnostic::json(&checked.diagnostics, &tree);
    let output = Mutex::new(BTreeMap::new());
    let put = |route: &forthright::output::Route, bytes: &[u8]| -> Result<(), Infallible> {
        output
            .lock()
            .unwrap()
            .insert(route.path().to_owned(), bytes.to_vec());
        Ok(())
    };
    pipeline::render(&checked.prepared?, put).ok()?;
    Some(output.into_inner().unwrap())
}

const AS_OF: &str = "2009-09-02T18:00:00-07:00";

/// A change that an editor, a merge or an enemy could make.
#[derive(Debug, Clone)]
enum Change {
    Insert(Index, Vec<u8>),
    Delete(Index, Index),
    Repeat(Index, Index, usize),
    Replace(Vec<u8>),
}

/// Pieces that mean something to one of the parsers.
const PIECES: [&str; 44] = [
    "---\n",
    "\n## 14:10 Resolved\n",
    "\n## 2009-09-01 25:61 Update\n",
    "{{",
    "{%",
    "}}",
    "[",
    "{",
    "*a",
    "&a ",
    "<<: ",
    "!!binary x",
    "\t",
    ": ",
    "- ",
    "\"",
    "'",
    "|\n",
    "\u{0}",
    "\u{7}",
    "\u{202e}",
    "\u{feff}",
    "\u{2028}",
    "é",
    "😀",
    "<script>",
    "<!--",
    "-->",
    "]]>",
    "```\n",
    "~~~\n",
    "> ",
    "| a |\n|---|\n",
    "![x](y)",
    "[x](javascript:y)",
    "9999999999999999999",
    "-1",
    "0%",
    "100.000000001%",
    "2009-02-30",
    "2009-03-08 02:30",
    "3660d",
    "~",
    "null",
];

fn change() -> impl Strategy<Value = Change> {
    let piece = prop_oneof![
        4 => select(PIECES.as_slice()).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => vec(any::<u8>(), 1..8),
    ];
    prop_oneof![
        8 => (any::<Index>(), piece).prop_map(|(at, piece)| Change::Insert(at, piece)),
        4 => (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Change::Delete(from, to)),
        2 => (any::<Index>(), any::<Index>(), 1_usize..40).prop_map(|(from, to, times)| Change::Repeat(from, to, times)),
        1 => vec(any::<u8>(), 0..200).prop_map(Change::Replace),
    ]
}

fn apply(change: &Change, bytes: &mut Vec<u8>) {
    let range = |from: &Index, to: &Index| {
        let (from, to) = (from.index(bytes.len() + 1), to.index(bytes.len() + 1));
        from.min(to)..from.max(to).min(from.min(to) + 40)
    };
    match change {
        Change::Insert(at, piece) => {
            let at = at.index(bytes.len() + 1);
            bytes.splice(at..at, piece.iter().copied());
        }
        Change::Delete(from, to) => drop(bytes.drain(range(from, to))),
        Change::Repeat(from, to, times) => {
            let range = range(from, to);
            let again = bytes[range.clone()].repeat(*times);
            bytes.splice(range.end..range.end, again);
        }
        Change::Replace(with) => bytes.clone_from(with),
    }
}

fn garbled() -> impl Strategy<Value = Vec<(&'static str, Vec<u8>)>> {
    garbled_among(0..files().len())
}

/// The same site, with garbage in some of the files at these positions.
fn garbled_among(which: Range<usize>) -> impl Strategy<Value = Vec<(&'static str, Vec<u8>)>> {
    vec((which, change()), 1..4).prop_map(|changes| {
        let mut files = files();
        for (which, change) in &changes {
            apply(change, &mut files[*which].1);
        }
        files
    })
}

/// Many cases, and no file that remembers those that failed.
fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases)
    }
}

#[test]
fn the_site_under_these_tests_builds() {
    let output = built(&files(), AS_OF).unwrap();
    assert!(output.contains_key("index.html") && output.contains_key("about.html"));
}

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn the_order_in_which_files_are_read_makes_no_difference(files in Just(files()).prop_shuffle()) {
        let (one, other) = (built(&self::files(), AS_OF).unwrap(), built(&files, AS_OF).unwrap());
        prop_assert!(one == other);
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn garbage_in_any_file_never_panics(files in garbled()) {
        let _ = built(&files, AS_OF);
    }

    // The first file holds the settings, the last is a template.
    #[test]
    fn garbage_in_what_people_write_never_keeps_a_site_from_going_on(files in garbled_among(1..files().len() - 1)) {
        let tree = tree(&files);
        let checked = pipeline::prepare_without_broken(&tree, &options(AS_OF), Vec::new()).unwrap();
        let prepared = checked.prepared.unwrap();
        let put = |_: &forthright::output::Route, _: &[u8]| -> Result<(), Infallible> { Ok(()) };
        prop_assert!(pipeline::render(&prepared, put).is_ok());
    }

    #[test]
    fn garbage_for_an_instant_never_panics(text in "[0-9T:+~ Z-]{0,30}") {
        let tree = SourceTree::default();
        let _ = pipeline::prepare(&tree, &options(&text));
    }
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn the_program_exits_with_0_1_or_2_whatever_it_reads(files in garbled(), zone in select(&["UTC", "Pacific/Apia", "America/St_Johns", "nonsense"])) {
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in &files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        let (code, stderr) = build(folder.path(), zone);
        prop_assert!(matches!(code, Some(0..=2)), "{code:?} {stderr}");
        prop_assert!(!stderr.contains("panicked"), "{stderr}");
        prop_assert_eq!(code == Some(0), folder.path().join("public").exists());
    }
}

fn build(folder: &Path, zone: &str) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_forthright"));
    command
        .args(["build", "--quiet", "--as-of", AS_OF])
        .current_dir(folder)
        .env_clear()
        .env("TZ", zone)
        .env("HOME", "/nowhere");
    let output = command.output().unwrap();
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

/// The length of the measured time: the 90 days from 2009-01-01.
const SPAN: i64 = 90 * 86_400;

/// A site of one component with these outages, each from a second to a second of the 90 days.
fn measured(outages: &[(i64, i64)]) -> Vec<(&'static str, Vec<u8>)> {
    let site = "title: One\ntime_zone: UTC\ncomponents:\n  - { id: one, name: One }\navailability: { windows: [90d] }\n";
    let line =
        |(from, to): &(i64, i64)| format!("  - {{ from: {}, to: {} }}\n", clock(*from), clock(*to));
    let key = if outages.is_empty() { "" } else { "outages:\n" };
    let lines: String = outages.iter().map(line).collect();
    let uptime = format!("component: one\ncovers: {{ from: 2009-01-01 }}\n{key}{lines}");
    vec![
        ("content/site.yaml", site.into()),
        ("content/uptime/one.yaml", uptime.into_bytes()),
    ]
}

/// Second `second` of the 90 days from 2009-01-01 as people write it.
fn clock(second: i64) -> String {
    let (mut day, rest) = (second / 86_400, second % 86_400);
    let mut month = 0;
    for length in [31, 28, 31] {
        if day >= length && month < 3 {
            day -= length;
            month += 1;
        } else {
            break;
        }
    }
    format!(
        "2009-{:02}-{:02} {:02}:{:02}:{:02}",
        month + 1,
        day + 1,
        rest / 3600,
        rest / 60 % 60,
        rest % 60
    )
}

/// How many seconds at least one outage covers: the slow and certain way.
fn seconds_down(outages: &[(i64, i64)]) -> i64 {
    let mut sorted = outages.to_vec();
    sorted.sort_unstable();
    let mut reach = 0;
    let mut down = 0;
    for (from, to) in sorted {
        down += (to - from.max(reach)).max(0);
        reach = reach.max(to);
    }
    down
}

/// The figure behind `Last 90 days`: digits before and behind the point.
fn printed(page: &str) -> (String, String) {
    let behind = page.split_once("Last 90 days").unwrap().1;
    let figure = behind
        .split_once("<b>")
        .unwrap()
        .1
        .split_once("</b>")
        .unwrap()
        .0;
    let digits: String = figure
        .chars()
        .filter(|one| one.is_ascii_digit() || *one == '.')
        .collect();
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    (whole.to_owned(), fraction.to_owned())
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn a_printed_figure_never_flatters(outages in vec((0..SPAN - 1, 1_i64..200_000), 0..12)) {
        let outages: Vec<(i64, i64)> = outages.into_iter().map(|(from, length)| (from, (from + length).min(SPAN))).collect();
        let as_of = "2009-04-01T00:00:00Z";
        let output = built(&measured(&outages), as_of).unwrap();
        let page = String::from_utf8(output["components/one.html"].clone()).unwrap();
        let (whole, fraction) = printed(&page);
        let down = seconds_down(&outages);
        // Printed ÷ 100 ≤ up ÷ span, in whole numbers: as close below as the digits allow.
        let unit = 10_i128.pow(u32::try_from(fraction.len()).unwrap());
        let printed = format!("{whole}{fraction}").parse::<i128>().unwrap();
        let (up, span) = (i128::from(SPAN - down), i128::from(SPAN));
        prop_assert!(printed * span <= up * 100 * unit, "{whole}.{fraction}% of {up} / {span}");
        prop_assert!((printed + 1) * span > up * 100 * unit, "{whole}.{fraction}% is rounded too far down from {up} / {span}");
        prop_assert!(down == 0 || printed < 100 * unit);
    }
}

#[test]
fn the_clock_of_these_tests_is_right() {
    assert_eq!(
        [0, 31 * 86_400, 59 * 86_400 + 1, SPAN - 1].map(clock),
        [
            "2009-01-01 00:00:00",
            "2009-02-01 00:00:00",
            "2009-03-01 00:00:01",
            "2009-03-31 23:59:59"
        ]
    );
}
