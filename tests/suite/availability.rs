//! `forthright availability`: the figures in the terminal are those of the pages, and their sums can be added up again.

use serde_json::Value;

use crate::project::Project;
use crate::run::Said;

const AS_OF: &str = "2009-10-02T00:00:00-07:00";

fn ask(project: &Project, arguments: &[&str]) -> Said {
    let first = ["availability", "--as-of", AS_OF];
    project
        .run(first.iter().chain(arguments).copied())
        .stdout_any()
        .succeeds()
}

/// The lines of an answer, blanks between words made one.
fn lines(said: &Said) -> Vec<String> {
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    said.stdout.lines().map(words).collect()
}

#[test]
fn september_2009_is_explained_to_the_second() {
    let project = Project::demo();
    let said = ask(&project, &["mail-web", "--window", "2009-09", "--explain"]);
    let wanted = [
        "mail-web (Web interface), 2009-09: 2009-09-01 00:00 PDT to 2009-10-01 00:00 PDT",
        "all of it 30 d 2592000 s",
        "= observed 2592000 s",
        "",
        "2009-09-01 12:30 PDT to 2009-09-01 14:10 PDT major outage, 1 h 40 min, incident 2009-09-01-mail-web 6000 s",
        "= down 6000 s",
        "",
        "1 - 6000 / 2592000 = 99.768518%, 2.63 nines",
        "99.9% allows 43 min 12 s: 231.48% spent, 56 min 48 s over",
        "agreement premier owes: 3 days (worth 0.42 USD)",
        "it can be asked for until 2009-10-31 00:00 PDT",
    ];
    assert_eq!(lines(&said), wanted);
}

#[test]
fn every_sum_of_the_demo_comes_to_its_figure() {
    let project = Project::demo();
    let said = ask(&project, &["--window", "365d", "--explain"]);
    let (mut sums, mut down) = (0, 0.0);
    let (mut observed, mut below) = (0.0, false);
    for line in lines(&said) {
        let amount = line
            .strip_suffix(" s")
            .and_then(|line| line.rsplit(' ').next());
        let amount = amount.and_then(|amount| amount.parse::<f64>().ok());
        match (line.as_str(), amount) {
            (text, Some(amount)) if text.starts_with("= observed") => {
                assert!((observed - amount).abs() < 0.001, "{observed}: {text}");
                (observed, below, sums) = (0.0, true, sums + 1);
            }
            (text, Some(amount)) if text.starts_with("= down") => {
                assert!((down - amount).abs() < 0.001, "{down}: {text}");
                (down, below) = (0.0, false);
            }
            (text, Some(_)) if text.starts_with("it ") || text.contains("counts nothing") => {}
            (_, Some(amount)) if below => down += amount,
            (_, Some(amount)) => observed += amount,
            (_, None) => {}
        }
    }
    assert_eq!(sums, 14, "components");
}

#[test]
fn another_outage_is_told_in_nines_budget_and_credit() {
    let project = Project::demo();
    let said = ask(
        &project,
        &["mail-web", "--what-if", "45m", "--window", "month"],
    );
    let lines = lines(&said);
    for line in [
        "2009-10 availability 100% -> 96.875%",
        "2009-10 nines - -> 1.50",
        "budget of 99.9% 0.00% spent, 44 min 38 s left -> 100.80% spent, 22 s over",
        "credit by premier none -> 3 days (worth 0.42 USD)",
    ] {
        assert!(lines.iter().any(|told| told == line), "{line}: {lines:#?}");
    }
}

#[test]
fn programs_read_the_same_figures() {
    let project = Project::demo();
    let arguments = ["mail-web", "--format", "json", "--window", "2009-09"];
    let said = ask(&project, &arguments);
    let answer: Value = serde_json::from_str(&said.stdout).unwrap();
    let figure = &answer["figures"][0];
    assert_eq!(figure["percent"], "99.768518");
    assert_eq!(
        (figure["down"].as_u64(), figure["observed"].as_u64()),
        (Some(60_000_000), Some(2_592_000))
    );
}

#[test]
fn a_group_is_held_against_members_that_fail_independently() {
    let project = Project::demo();
    let said = ask(&project, &["mail", "--window", "2009", "--explain"]);
    let line = "if its members failed independently: 99.";
    let lines = lines(&said);
    let told: Vec<_> = lines.iter().filter(|told| told.contains(line)).collect();
    let [told] = &told[..] else {
        panic!("{lines:#?}")
    };
    let figure = lines.iter().find(|line| line.starts_with("1 - ")).unwrap();
    let (_, measured) = told.split_once("(measured together: ").unwrap();
    let measured = measured.trim_end_matches(')');
    assert!(
        figure.contains(&format!("= {measured}, ")),
        "{figure}: {told}"
    );
}

#[test]
fn a_mean_and_a_single_component_have_no_estimate() {
    let project = Project::demo();
    for id in ["mail-web", "storage"] {
        let said = ask(&project, &[id, "--window", "2009", "--explain"]);
        assert!(!said.stdout.contains("independently"), "{id}");
        let said = ask(&project, &[id, "--window", "2009", "--format", "json"]);
        assert!(!said.stdout.contains("independent"), "{id}");
    }
}

#[test]
fn a_component_or_a_window_that_is_not_there_is_refused_with_a_way_out() {
    let project = Project::demo();
    let refused = |arguments: &[&str], part: &str| {
        let asked = ["availability"].iter().chain(arguments).copied();
        project.run(asked).stderr_part(part).fails();
    };
    refused(&["mail-wbe"], "did you mean `mail-web`?");
    refused(&["--window", "30"], "`--window 30`: not a window");
    refused(&["--what-if", "soon"], "`--what-if soon`: not a duration");
    refused(&["--explain", "--format", "json"], "--explain");
}

#[test]
fn content_with_errors_gives_no_figures() {
    let project = Project::demo();
    project.edit(
        "content/site.yaml",
        "introduced: 2007-10-24",
        "introduced: 2007-10-34",
    );
    project
        .run(["availability", "--as-of", AS_OF])
        .stderr_part("error[invalid-date]")
        .finds_problems();
}
