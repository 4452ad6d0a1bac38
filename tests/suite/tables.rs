//! Measured outages in a CSV file: they count like the same outages in the list, and what is wrong in them is said at its place.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::project::Project;

const DATA: &str = "content/uptime/mail.yaml";
const TABLE: &str = "content/uptime/mail.csv";
const HEAD: &str = "component: mail\ncovers: { from: 2008-08-01 }\n";
const LIST: &str = "outages:
  - { from: 2009-08-20 10:00, to: 2009-08-20T18:30:00Z, level: partial_outage, share: 8% }
  - { from: 2009-08-21 10:00, to: 2009-08-21 10:30 }
  - { from: 2009-09-02 17:00, level: degraded_performance }
";

/// The small site with a table of outages.
fn site(table: impl AsRef<[u8]>) -> Project {
    let project = Project::small();
    project.file(DATA, format!("{HEAD}outages: mail.csv\n"));
    project.file(TABLE, table);
    project
}

/// Every page of a site, whatever warnings it has.
fn pages(project: &Project) -> BTreeMap<String, Vec<u8>> {
    let run = project.run(["build", "--quiet"]).stderr_any();
    run.succeeds();
    let mut pages = project.tree("public");
    // The record of the build knows what went into it.
    pages.remove(".forthright.json");
    pages
}

#[track_caller]
fn counts_like_the_list(table: &str) {
    let list = Project::small();
    list.file(DATA, format!("{HEAD}{LIST}"));
    assert!(pages(&list) == pages(&site(table)), "{table}");
}

#[test]
fn a_table_counts_like_the_same_list() {
    counts_like_the_list(
        "from,to,level,share
2009-08-20 10:00,2009-08-20T18:30:00Z,partial_outage,8%
2009-08-21 10:00,2009-08-21 10:30,,
2009-09-02 17:00,,degraded_performance,
",
    );
}

#[test]
fn a_table_out_of_a_spreadsheet_counts_like_the_same_list() {
    counts_like_the_list(
        "\u{feff}level;share;to;from\r
\r
degraded_performance;;;2009-09-02 17:00\r
\"\";;\"2009-08-21 10:30\"; 2009-08-21 10:00 \r
;;;\r
partial_outage;8%;2009-08-20T18:30:00Z;\"2009-08-20 10:00\"",
    );
}

#[test]
fn a_table_may_have_no_outages() {
    site("from,to\n").run(["check", "--quiet"]).succeeds();
}

#[test]
fn the_other_columns_of_a_monitor_are_named_once_and_not_read() {
    let said = "content/uptime/mail.csv:1:1: warning[unknown-column]: the columns `id`, `note` and `number 5` are not read (known here: `from`, `to`, `level` and `share`)\n";
    let table =
        "id\tfrom\tto\tnote\t\n1\t2009-08-20 10:00\t2009-08-20 10:30\t\"a \"\"b\"\"\nc\"\tx\n";
    site(table)
        .run(["check", "--quiet", "--format", "short"])
        .stderr(said)
        .succeeds();
}

#[test]
fn a_broken_file_of_data_hides_no_error_of_the_table() {
    let project = site("from,to\n2009-08-20 10:00,never\n");
    project.file(DATA, "component: mail\noutages: mail.csv\ncover: {}\n");
    let said = project.run(["check", "--quiet", "--format", "short"]).say();
    let said = said.stderr;
    let errors = ["error[invalid-time]", "error[unknown-key]"];
    assert!(errors.iter().all(|one| said.contains(one)), "{said}");
}

#[test]
fn a_mended_table_is_built_anew() {
    let project = site("from,to\n2009-08-20 10:00,2009-08-20 10:30\n");
    let before = pages(&project);
    project.edit(TABLE, "10:30", "19:30");
    assert!(before != pages(&project));
}

/// So many outages of fifteen minutes, each beginning ten minutes before the one above it.
fn outages(count: usize, line: impl Fn(&str, &str) -> String) -> String {
    let time = |minutes: usize| {
        let (day, hour) = (minutes / 1_440, minutes / 60 % 24);
        let (month, day) = (day / 28, day % 28 + 1);
        let (year, month) = (2008 + month / 12, month % 12 + 1);
        format!(
            "{year}-{month:02}-{day:02}T{hour:02}:{:02}:00Z",
            minutes % 60
        )
    };
    let begins = (0..count).rev().map(|at| at * 10);
    begins.fold(String::new(), |text, at| {
        text + &line(&time(at), &time(at + 15))
    })
}

#[test]
fn tens_of_thousands_of_outages_count_the_same_in_both_forms() {
    let head = HEAD.replace("2008-08-01", "2003-01-01");
    let mut days = String::from("days:\n");
    for at in (0..1_500).rev() {
        let (year, month, day) = (2003 + at / 336, at / 28 % 12 + 1, at % 28 + 1);
        writeln!(days, "  {year}-{month:02}-{day:02}: {{ partial: 1h }}").unwrap();
    }
    let list = Project::small();
    let listed = outages(30_000, |from, to| {
        format!("  - {{ from: {from}, to: {to} }}\n")
    });
    list.file(DATA, format!("{head}outages:\n{listed}{days}"));
    let rows = outages(30_000, |from, to| format!("{from},{to}\n"));
    let table = site(format!("from,to\n{rows}"));
    table.file(DATA, format!("{head}outages: mail.csv\n{days}"));
    assert!(pages(&list) == pages(&table));
}

#[test]
fn too_many_rows_are_an_error_at_the_first_too_many() {
    let row = "2009-08-20 10:00,\n";
    let project = site(format!("from,to\n{}", row.repeat(250_002)));
    project
        .run(["check", "--quiet", "--format", "short"])
        .stderr_part("content/uptime/mail.csv:250002:1: error[file-too-large]: more than 250000 outages in one file")
        .finds_problems();
}

#[test]
fn too_many_columns_are_an_error() {
    let project = site(format!("from,to{}\n", ",x".repeat(200_000)));
    project
        .run(["check", "--quiet", "--format", "short"])
        .stderr_part("error[csv-columns]: more than 100 columns")
        .finds_problems();
}
