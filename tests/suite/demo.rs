//! The figures of the demo, read off its pages: what was worked out by hand must stand there.

use crate::html::words;
use crate::project::Project;

/// The words of a page of the demo as of `instant`, numbers and their units closed up.
fn page(path: &str, instant: &str) -> String {
    closed_up(&words(&built(path, instant)))
}

fn closed_up(words: &str) -> String {
    words.replace(['\u{a0}', '\u{202f}'], "").replace(" %", "%")
}

/// A page of the demo as of `instant`.
fn built(path: &str, instant: &str) -> String {
    let project = Project::demo();
    // Later instants make some promises and coming work look different, which is no problem.
    let said = project
        .run(["build", "--quiet", "--as-of", instant, "--format", "short"])
        .stderr_any()
        .succeeds();
    assert!(!said.stderr.contains("error["), "{}", said.stderr);
    project.text(&format!("public/{path}"))
}

/// The words of the table row that begins with `label`.
fn row(path: &str, instant: &str, label: &str) -> String {
    let page = built(path, instant);
    let row = page
        .split("<tr")
        .find(|row| words(&format!("<tr{row}")).starts_with(label))
        .unwrap_or_else(|| panic!("no row {label}"));
    closed_up(&words(&format!("<tr{row}")))
}

/// What stands behind the first `label`, up to `length` characters.
fn behind<'a>(page: &'a str, label: &str, length: usize) -> &'a str {
    let at = page
        .find(label)
        .unwrap_or_else(|| panic!("`{label}` is not in {page}"))
        + label.len();
    let rest = page[at..].trim_start();
    rest.char_indices()
        .nth(length)
        .map_or(rest, |(end, _)| &rest[..end])
}

/// 100 minutes of a September of 30 days: 1 − 6000 ÷ 2 592 000 = 0.99768…
#[test]
fn september_2009_reads_99_768_percent_and_2_6_nines() {
    let month = row(
        "components/mail-web.html",
        "2009-10-01T00:00:00-07:00",
        "September 2009",
    );
    assert!(month.contains("99.768% 2.6 nines"), "{month}");
}

/// 100 minutes of 90 days: 1 − 6000 ÷ 7 776 000 = 0.99922…
#[test]
fn the_90_days_to_2_october_2009_read_99_922_percent() {
    let page = page("components/mail-web.html", "2009-10-02T00:00:00-07:00");
    let window = behind(&page, "Last 90 days", 40);
    assert!(window.starts_with("99.922% 3.1 nines"), "{window}");
}

const APOLOGY: &str = "apologies/2009-09-01-mail-web.html";

/// While the month runs, more downtime may make the credit larger, but nothing makes it smaller.
#[test]
fn the_apology_owes_at_least_3_days_while_september_runs() {
    let page = page(APOLOGY, "2009-09-02T18:00:00-07:00");
    let owed = behind(&page, "What our agreement owes", 40);
    assert!(owed.starts_with("At least 3 days of service"), "{owed}");
}

#[test]
fn the_apology_owes_exactly_3_days_when_september_is_over() {
    let page = page(APOLOGY, "2009-10-02T00:00:00-07:00");
    let owed = behind(&page, "What our agreement owes", 40);
    assert!(owed.starts_with("3 days of service"), "{owed}");
}

/// 100 minutes of the 42 hours since the month began: 1 − 6000 ÷ 151 200 = 0.96031…
#[test]
fn the_apology_calls_the_month_that_runs_september_so_far() {
    let page = page(APOLOGY, "2009-09-02T18:00:00-07:00");
    let figure = behind(&page, "September 2009 so far", 20);
    assert!(figure.starts_with("96.031% 1.4 nines"), "{figure}");
}

#[test]
fn the_apology_calls_the_month_that_is_over_by_its_name_alone() {
    let page = page(APOLOGY, "2009-10-02T00:00:00-07:00");
    let figure = behind(&page, "In figures", 80);
    assert!(
        figure.contains("September 2009 99.768% 2.6 nines"),
        "{figure}"
    );
}

#[test]
fn the_incident_of_1_september_2009_lasted_100_minutes() {
    let page = page(
        "incidents/2009-09-01-mail-web.html",
        "2009-09-02T18:00:00-07:00",
    );
    assert!(page.contains("Duration 1 h 40 min"), "{page}");
}

#[test]
fn the_home_page_says_that_everything_works_and_as_of_when() {
    let page = page("index.html", "2009-09-02T18:00:00-07:00");
    assert!(page.contains("Everything is working"), "{page}");
    assert!(page.contains("As of 2 September 2009, 18:00 PDT"), "{page}");
}

#[test]
fn the_demo_has_no_problem_at_its_own_instant() {
    let project = Project::demo();
    project
        .run(["check", "--strict"])
        .stdout("no errors: [..]\n")
        .succeeds();
}

/// A site of one component that came up with the month and was down for one second of its first day.
fn one_second(length: &str) -> Project {
    let project = Project::new();
    project.file("content/site.yaml", "title: One\ntime_zone: UTC\nurl: https://one.example/\ncomponents:\n  - { id: one, name: One, introduced: 2004-07-01 }\navailability: { windows: [1d, 90d, 3660d] }\n");
    project.file("content/uptime/one.yaml", format!("component: one\ncovers: {{ from: 2004-07-01 }}\noutages:\n  - {{ from: 2009-08-31 23:00:00, to: {length} }}\n"));
    project
}

#[test]
fn one_second_of_downtime_never_reads_as_100_percent() {
    let project = one_second("2009-08-31 23:00:01");
    project
        .run(["build", "--quiet", "--as-of", "2009-09-01T00:00:00Z"])
        .succeeds();
    let page =
        words(&project.text("public/components/one.html")).replace(['\u{a0}', '\u{202f}', ' '], "");
    for label in ["Lastday", "Last90days", "Last3660days", "Q32009sofar"] {
        let figure = behind(&page, label, 12);
        assert!(figure.starts_with("99.9"), "{label}: {figure}");
    }
    let home = words(&project.text("public/index.html"));
    assert!(!home.contains("100"), "{home}");
    let august = project.text("public/components/one.html");
    let august = august
        .split("<tr")
        .find(|row| row.contains("August 2009"))
        .unwrap();
    assert!(!august.contains("100"), "{august}");
    assert!(!project.text("public/feed.atom").contains("100"));
}

#[test]
fn nothing_but_downtime_reads_as_nought_percent() {
    let project = one_second("2009-08-31 23:00:01");
    project.edit(
        "content/uptime/one.yaml",
        "2009-08-31 23:00:00",
        "2004-07-01 00:00:00",
    );
    project.edit("content/uptime/one.yaml", ", to: 2009-08-31 23:00:01", "");
    project
        .run(["build", "--quiet", "--as-of", "2009-09-01T00:00:00Z"])
        .stderr_part("warning[resolved-but-down]")
        .succeeds();
    let page =
        words(&project.text("public/components/one.html")).replace(['\u{a0}', '\u{202f}', ' '], "");
    let figure = behind(&page, "Last3660days", 12);
    assert!(
        figure.starts_with("0%") || figure.starts_with("0.000%"),
        "{figure}"
    );
}
