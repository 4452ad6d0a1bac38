//! Error rates in a CSV file: they count like the outages that they come to, and what is wrong in them is said at its place.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

use crate::project::Project;

const DATA: &str = "content/uptime/mail.yaml";
const TABLE: &str = "content/uptime/mail.csv";
const HEAD: &str = "component: mail\ncovers: { from: 2009-08-20 }\ninterval: 1m\n";
const ROWS: &str = "time,error_rate\n2009-08-20 10:00,0.5\n";
const NAMED: &str = "error_rates: mail.csv\nthreshold: 5%\n";

/// The small site with a table of error rates.
fn site(data: &str, table: &str) -> Project {
    let project = Project::small();
    project.file(DATA, format!("{HEAD}{data}"));
    project.file(TABLE, table);
    project
}

/// What `check` says of a site, a line for each finding.
fn said(data: &str, table: &str) -> String {
    let project = site(data, table);
    let run = project.run(["check", "--quiet", "--format", "short"]);
    run.say().stderr
}

/// Every page of a site.
fn pages(project: &Project) -> BTreeMap<String, Vec<u8>> {
    project.run(["build", "--quiet"]).succeeds();
    let mut pages = project.tree("public");
    // The record of the build knows what went into it.
    pages.remove(".forthright.json");
    pages
}

/// Time without data before the rows.
const BEFORE: &str = "{ from: 2009-08-20, to: 2009-08-20 10:00 }";

/// A table of error rates whose first row is of ten o'clock counts like `list`, whose data ends at `end`.
#[track_caller]
fn counts_like((list, end): (&str, &str), data: &str, table: &str) {
    let other = Project::small();
    other.file(DATA, format!("{HEAD}{list}"));
    let covers = format!("covers: {{ from: 2009-08-20, to: 2009-08-20 {end} }}");
    other.edit(DATA, "covers: { from: 2009-08-20 }", &covers);
    let (wanted, got) = (pages(&other), pages(&site(data, table)));
    let differ = wanted
        .keys()
        .filter(|path| wanted.get(*path) != got.get(*path));
    assert_eq!(differ.collect::<Vec<_>>(), [""; 0], "{table}");
}

#[test]
fn minutes_above_the_threshold_count_like_the_same_outages_in_a_list() {
    let list = format!(
        "outages:
  - {{ from: 2009-08-20T17:01:00Z, to: 2009-08-20T17:03:00Z }}
  - {{ from: 2009-08-20T17:05:00Z, to: 2009-08-20T17:06:00Z }}
unknown: [{BEFORE}]
"
    );
    counts_like(
        (&list, "10:06"),
        NAMED,
        "time,error_rate
2009-08-20T17:00:00Z,0.05
2009-08-20T17:01:00Z,0.0500000000000000000001
2009-08-20T17:02:00Z,100%
2009-08-20T17:03:00Z,5%
2009-08-20T17:04:00Z,0
2009-08-20T17:05:00Z,5.1e-2
",
    );
}

#[test]
fn rows_may_come_in_any_order_and_out_of_a_spreadsheet() {
    let outage = "{ from: 2009-08-20 10:01, to: 2009-08-20 10:03, level: partial_outage }";
    counts_like(
        (
            &format!("outages: [{outage}]\nunknown: [{BEFORE}]\n"),
            "10:03",
        ),
        &format!("{NAMED}level: partial_outage\n"),
        "\u{feff}error_rate;time\r
\"0.9\";\"2009-08-20 10:02\"\r
;\r
 0.9 ; 2009-08-20T17:01:00Z\r
0.01;2009-08-20 10:00",
    );
}

#[test]
fn time_between_rows_is_unknown() {
    let outage = "{ from: 2009-08-20 10:01, to: 2009-08-20 10:02 }";
    let gap = "{ from: 2009-08-20 10:02, to: 2009-08-20 10:30 }";
    counts_like(
        (
            &format!("outages: [{outage}]\nunknown: [{BEFORE}, {gap}]\n"),
            "10:31",
        ),
        NAMED,
        "time,error_rate\n2009-08-20 10:00,0\n2009-08-20 10:01,1\n2009-08-20 10:30,0\n",
    );
}

#[test]
fn a_row_speaks_until_the_next_where_that_comes_sooner() {
    let outage = "{ from: 2009-08-20 10:00, to: 2009-08-20 10:00:20 }";
    counts_like(
        (
            &format!("outages: [{outage}]\nunknown: [{BEFORE}]\n"),
            "10:01:20",
        ),
        NAMED,
        "time,error_rate\n2009-08-20 10:00:00,1\n2009-08-20 10:00:20,0\n",
    );
}

#[test]
fn error_rates_and_outages_of_one_component_count_together() {
    let listed = "outages: [{ from: 2009-08-20 09:00, to: 2009-08-20 09:30 }";
    let rated = "{ from: 2009-08-20 10:00, to: 2009-08-20 10:01 }";
    counts_like(
        (
            &format!("{listed}, {rated}]\nunknown: [{BEFORE}]\n"),
            "10:01",
        ),
        &format!("{listed}]\n{NAMED}"),
        "time,error_rate\n2009-08-20 10:00,1\n",
    );
}

/// The figure of August.
fn august(project: &Project) -> Value {
    let asked = ["availability", "mail", "--window", "2009-08"];
    let run = project.run([&asked[..], &["--format", "json"]].concat());
    let answer = run.stdout_any().succeeds().stdout;
    let answer: Value = serde_json::from_str(&answer).unwrap();
    answer["figures"][0].clone()
}

#[test]
fn an_export_that_stops_while_down_does_not_count_as_up_afterwards() {
    let rows = "time,error_rate\n2009-08-20 10:00,0\n2009-08-20 10:01,0.97\n";
    let figure = august(&site(NAMED, rows));
    assert_eq!(figure["down_seconds"], 60);
    assert_eq!(figure["observed"], 120);
}

#[test]
fn without_a_row_nothing_is_observed() {
    let figure = august(&site(NAMED, "time,error_rate\n"));
    assert_eq!(figure["observed"], 0);
}

#[test]
fn a_day_without_a_row_is_known_by_its_total() {
    let days = "days: { 2009-08-21: { down: 1h }, 2009-08-25: {} }\n";
    let rows = "time,error_rate\n2009-08-23 10:00,1\n2009-08-23 10:01,0\n";
    let figure = august(&site(&format!("{NAMED}{days}"), rows));
    assert_eq!(figure["down_seconds"], 3_600 + 60);
    assert_eq!(figure["observed"], 2 * 86_400 + 120);
}

#[test]
fn a_page_says_since_when_there_are_no_rows_but_not_of_a_monitor_that_writes() {
    let page = |as_of| {
        let rows = "time,error_rate\n2009-09-02 10:00,0\n";
        let project = site(NAMED, rows);
        let run = project.run(["build", "--quiet", "--as-of", as_of]);
        run.succeeds();
        project.text("public/components/mail.html")
    };
    assert!(!page("2009-09-02T10:20:00-07:00").contains("No data since"));
    assert!(page("2009-09-03T10:20:00-07:00").contains("No data since"));
}

#[test]
fn a_component_that_is_down_by_its_last_row_is_down_without_a_word() {
    let project = site(
        NAMED,
        "time,error_rate\n2009-09-02 10:00,0\n2009-09-02 11:00,0.97\n",
    );
    project.edit(DATA, "interval: 1m", "interval: 1h");
    let said = |as_of| {
        let asked = ["check", "--quiet", "--format", "short", "--as-of", as_of];
        project.run(asked).say().stderr
    };
    let line = "mail.csv:3:1: warning[resolved-but-down]: `mail` is down now by this data, and no open incident says so (tell your readers: `forthright new incident`)";
    let told = said("2009-09-02T11:20:00-07:00");
    assert!(told.contains(line), "{told}");
    assert_eq!(said("2009-09-02T12:00:00-07:00"), "");
}

#[test]
fn a_year_of_minutes_is_read() {
    let months = (9..=12)
        .map(|month| (2008, month))
        .chain((1..=8).map(|month| (2009, month)));
    let mut rows = String::from("time,error_rate\n");
    for (year, month) in months {
        let days = match month {
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        for (day, minute) in (1..=days).flat_map(|day| (0..1_440).map(move |at| (day, at))) {
            let (hour, minute) = (minute / 60, minute % 60);
            let rate = if minute == 7 {
                "0.25"
            } else {
                "0.0012345678901234"
            };
            writeln!(
                rows,
                "{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z,{rate}"
            )
            .unwrap();
        }
    }
    assert_eq!(rows.lines().count(), 525_601);
    let project = site(NAMED, &rows);
    project.edit(DATA, "from: 2009-08-20", "from: 2008-08-31, to: 2009-08-31");
    let asked = [
        "availability",
        "mail",
        "--window",
        "2009-07",
        "--format",
        "json",
    ];
    let run = project.run(asked).stdout_any();
    let answer: Value = serde_json::from_str(&run.succeeds().stdout).unwrap();
    let figure = &answer["figures"][0];
    assert_eq!(
        figure["down_seconds"],
        31 * 24 * 60,
        "a minute of every hour"
    );
    assert_eq!(figure["observed"], 31 * 86_400);
}

#[test]
fn what_is_wrong_with_rows_is_said_at_their_cells() {
    let table = "time,error_rate
2009-08-20,0.5
2009-08-20 25:00,0.5
2009-08-20 10:00,
,0.5
2009-08-20 10:01,0.5,x
2009-08-19 23:59,0.5
2009-08-20 10:02,5.1
2009-08-20 10:03,0
2009-08-20 10:03,\"0.1\"\"\"
2009-08-20 10:03,1
2009-08-20 10:04,\"1
";
    let said = said(NAMED, table);
    let wanted = [
        "2:1: error[time-without-clock]: `2009-08-20` is a day without a time",
        "3:1: error[invalid-time]: there is no time `25:00`",
        "4:1: error[empty-value]: this row has no `error_rate`",
        "5:1: error[empty-value]: this row has no `time`",
        "6:1: error[csv-row]: this row has 3 cells, and the first row 2",
        "7:1: error[outside-coverage]: this lies outside the time that `covers` names",
        "8:18: error[invalid-rate]: `5.1` is more than the whole",
        "10:18: error[invalid-rate]: `0.1\"` is not an error rate",
        "11:1: error[time-twice]: a second error rate for the same time",
        "12:18: error[csv-quote]: a quote that is never closed",
    ];
    for line in wanted {
        assert!(said.contains(&format!("mail.csv:{line}")), "{line}\n{said}");
    }
    assert_eq!(said.lines().count(), wanted.len(), "{said}");
}

#[test]
fn what_is_wrong_with_the_first_row_is_said_there() {
    let first = |row: &str| said(NAMED, &format!("{row}\n2009-08-20 10:00,0.5\n"));
    for (row, line) in [
        (
            "time,eror_rate",
            "1:6: error[unknown-column]: there is no column `eror_rate` (did you mean `error_rate`?)",
        ),
        (
            "time,rate",
            "1:1: error[csv-columns]: the column `error_rate` is missing",
        ),
        (
            "time,time",
            "1:6: error[duplicate-key]: the column `time` is given twice",
        ),
        (
            "2009-08-20 09:59,0.1",
            "1:1: error[csv-columns]: the first row names no columns (put the row `time,error_rate` above it)",
        ),
        (
            "2009-08-20 09:59,1e-3",
            "1:1: error[csv-columns]: the first row names no columns (put the row `time,error_rate` above it)",
        ),
        (
            "date,value",
            "1:1: error[csv-columns]: the columns `from` and `to` are missing",
        ),
    ] {
        let said = first(row);
        assert!(said.contains(&format!("mail.csv:{line}")), "{row}\n{said}");
    }
    let more = "id,time,error_rate\n1,2009-08-20 10:00,0.5\n";
    let line = "mail.csv:1:1: warning[unknown-column]: the column `id` is not read (known here: `time` and `error_rate`)";
    assert!(said(NAMED, more).contains(line));
}

#[test]
fn what_is_wrong_with_the_settings_is_said_at_their_keys() {
    let named = "error_rates: mail.csv\n";
    for (data, line) in [
        (
            named.to_owned(),
            "4:14: error[missing-key]: error rates need their `threshold` (add `threshold: 5%`)",
        ),
        (
            format!("{named}threshold: 5\n"),
            "5:12: error[invalid-percent]: `5` is not a percentage",
        ),
        (
            format!("{named}threshold: 100%\n"),
            "5:12: error[invalid-percent]: no error rate is above 100%, so nothing would ever be down",
        ),
        (
            format!("{NAMED}level: bad\n"),
            "6:8: error[unknown-value]: `bad` is not a level",
        ),
        (
            "error_rates: mial.csv\nthreshold: 5%\n".to_owned(),
            "4:14: error[unknown-csv]: there is no file `content/uptime/mial.csv` (did you mean `mail.csv`?)",
        ),
        (
            "error_rates: ../mail.csv\nthreshold: 5%\n".to_owned(),
            "4:14: error[unknown-csv]: `../mail.csv` leads into a folder",
        ),
        (
            format!("{NAMED}outages: mail.csv\n"),
            "6:10: error[csv-columns]: by its columns, `mail.csv` holds error rates (name it by `error_rates`, or name another file here)",
        ),
        (
            "threshold: 5%\n".to_owned(),
            "4:12: error[missing-key]: `threshold` says nothing without `error_rates`",
        ),
    ] {
        let said = said(&data, ROWS);
        assert!(
            said.contains(&format!("mail.yaml:{line}")),
            "{data}\n{said}"
        );
    }
}

#[test]
fn a_table_of_outages_is_none_of_error_rates() {
    let outages = said(NAMED, "from,to\n2009-08-20 10:00,\n");
    let line = "mail.yaml:4:14: error[csv-columns]: by its columns, `mail.csv` holds outages";
    assert!(outages.contains(line), "{outages}");
}

#[test]
fn without_the_length_of_its_interval_a_row_says_nothing() {
    for (interval, line) in [
        (
            "",
            "3:14: error[missing-key]: error rates need their `interval` (add `interval: 1m`)",
        ),
        (
            "interval: 0s\n",
            "3:11: error[invalid-duration]: without length, a row speaks for no time",
        ),
    ] {
        let project = site(NAMED, ROWS);
        project.edit(DATA, "interval: 1m\n", interval);
        let said = project.run(["check", "--quiet", "--format", "short"]).say();
        assert!(
            said.stderr.contains(&format!("mail.yaml:{line}")),
            "{}",
            said.stderr
        );
    }
}

#[test]
fn rates_that_nobody_names_are_told_with_the_key_that_would() {
    let said = said("", "time,error_rate\n2009-08-20 10:00,0.5\n");
    let line = "mail.csv:1:1: warning[unknown-file]: no file of uptime data names this one, so nothing of it is read (write `error_rates: mail.csv` into the YAML file about its component, or remove it)";
    assert!(said.contains(line), "{said}");
}

#[test]
fn rows_to_come_count_nothing_yet() {
    let rows = "time,error_rate\n2009-09-03 10:00,0.5\n2009-09-03 10:01,0.5\n";
    let said = said(NAMED, rows);
    assert!(
        said.contains("warning[after-as-of]: 2 entries lie after the instant of the build"),
        "{said}"
    );
}
