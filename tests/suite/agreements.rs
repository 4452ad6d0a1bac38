//! What agreements owe, wherever it is said: outages that are too short to count, and credits that add up.

use crate::html::words;
use crate::project::Project;

const AGREEMENT: &str = "agreements:\n  - id: premier\n";
const LETTER: &str = "content/apologies/2009-09-01-mail-web.md";

/// The demo with one line more in its agreement.
fn demo(line: &str) -> Project {
    let project = Project::demo();
    let changed = format!("{AGREEMENT}    {line}\n");
    project.edit("content/site.yaml", AGREEMENT, &changed);
    project
}

/// `project` with a second component down from the same minute on, until this day and time of September.
fn with_second(project: Project, end: &str) -> Project {
    let incident = format!(
        "---\ntitle: IMAP was down\nstarted: 2009-09-01 12:30\nresolved: 2009-09-{end}\nimpacts:\n  - {{ component: mail-imap, level: major_outage }}\n---\n\nIt was.\n"
    );
    project.file("content/incidents/2009-09-01-mail-imap.md", &incident);
    let about = "incidents: [2009-09-01-mail-web, 2009-09-01-mail-imap]";
    project.edit(LETTER, "incidents: [2009-09-01-mail-web]", about);
    project
}

/// Builds it as of 2 October 2009, when September is over.
fn built(project: Project) -> Project {
    let as_of = ["build", "--quiet", "--as-of", "2009-10-02T00:00:00-07:00"];
    project.run(as_of).stderr_any().succeeds();
    project
}

/// The words of a page, blanks closed up.
fn page(project: &Project, path: &str) -> String {
    let text = words(&project.text(&format!("public/{path}")));
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

fn explained(project: &Project) -> String {
    let args = [
        "availability",
        "mail-web",
        "--window",
        "2009-09",
        "--explain",
        "--as-of",
        "2009-10-02T00:00:00-07:00",
    ];
    project.run(args).stdout_any().succeeds().stdout
}

#[track_caller]
fn says(text: &str, said: &str) {
    let start: String = text.chars().take(4_000).collect();
    assert!(text.contains(said), "`{said}` is not in: {start}");
}

const SHORT: &str =
    "This agreement does not count outages shorter than 2 h: 1 of them, 1 h 40 min, is left out.";
const PAGES: [&str; 3] = [
    "availability/index.html",
    "availability/2009-09.html",
    "apologies/2009-09-01-mail-web.html",
];

#[test]
fn an_outage_that_is_too_short_is_named_wherever_nothing_is_owed_for_it() {
    let project = built(demo("min_outage: 2h"));
    for path in PAGES {
        let page = page(&project, path);
        says(&page, SHORT);
        says(&page, "Nothing");
    }
    says(
        &page(&project, PAGES[0]),
        "Outages shorter than 2 h do not count.",
    );
    says(
        &page(&project, PAGES[1]),
        "Nothing 1 outage under 2 h left out",
    );
    let told = explained(&project);
    says(&told, "agreement premier owes: none");
    says(
        &told,
        "this agreement does not count outages shorter than 2 h: 1 of them, 1 h 40 min, is left out",
    );
    let api = project.text("public/api/availability.json");
    says(
        &api,
        "\"left_out\":{\"shorter_than_seconds\":7200,\"outages\":1,\"seconds\":6000}",
    );
    says(&api, "\"min_outage_seconds\":7200");
}

#[test]
fn days_for_two_components_are_added_up_wherever_both_are_listed() {
    let project = built(with_second(Project::demo(), "01 13:30"));
    let sum = "Owed together for Web interface (Mail) and IMAP and POP (Mail): 6 days of service, worth 0.83 USD, of at most 15 days of service, worth 2.06 USD.";
    for path in PAGES {
        says(&page(&project, path), sum);
    }
    let told = "together for mail-web, mail-imap: 6 days, worth 0.83 USD, of at most 15 days, worth 2.06 USD";
    says(&explained(&project), told);
    let api = project.text("public/api/availability.json");
    says(
        &api,
        "\"components\":[\"mail-web\",\"mail-imap\"],\"at_least\":false,\"credit\":\"6 days\",\"most\":\"15 days\",\"capped\":false,\"worth\":\"0.83 USD\"",
    );
}

#[test]
fn a_sum_ends_at_the_cap_of_the_agreement() {
    let project = built(with_second(Project::demo(), "03 01:00"));
    let sum = "15 days of service, worth 2.06 USD. That is the most for one period.";
    for path in PAGES {
        says(&page(&project, path), sum);
    }
    says(
        &explained(&project),
        "15 days, worth 2.06 USD, the most for one period",
    );
}

#[test]
fn what_one_component_is_owed_alone_is_no_sum() {
    let project = built(Project::demo());
    for path in PAGES {
        let page = page(&project, path);
        assert!(!page.contains("Owed together for"), "{path}: {page}");
    }
}

/// A site of three components under one agreement by the month and two under one of thirty days, all down for four hours in October and,
/// but for the one that was retired, in November.
fn billed() -> Project {
    let project = Project::new();
    let site = "title: T
time_zone: UTC
components:
  - { id: a, name: A, agreement: std, introduced: 2026-01-01 }
  - { id: b, name: B, agreement: std, introduced: 2026-01-01 }
  - { id: c, name: C, agreement: std, introduced: 2026-01-01, retired: 2026-11-05 }
  - { id: r1, name: R1, agreement: roll, introduced: 2026-01-01 }
  - { id: r2, name: R2, agreement: roll, introduced: 2026-01-01 }
agreements:
  - { id: std, tiers: [ { below: 99.9%, credit: 3 days } ], cap: 15 days }
  - { id: roll, period: rolling 30d, tiers: [ { below: 99.9%, credit: 10% } ] }
";
    project.file("content/site.yaml", site);
    for (month, hit) in [
        ("10", &["a", "b", "c"][..]),
        ("11", &["a", "b", "r1", "r2"][..]),
    ] {
        let impacts = hit
            .iter()
            .map(|id| format!("  - {{ component: {id}, level: major_outage }}\n"));
        let impacts: String = impacts.collect();
        let incident = format!(
            "---\ntitle: Out\nstarted: 2026-{month}-10 10:00\nresolved: 2026-{month}-10 14:00\nimpacts:\n{impacts}---\n\nDown.\n"
        );
        project.file(
            &format!("content/incidents/2026-{month}-10-x.md"),
            &incident,
        );
    }
    project
}

const NOVEMBER: &str = "2026-11-20T00:00:00Z";

#[test]
fn a_component_that_was_retired_since_is_on_the_same_bill_on_every_page() {
    let project = billed();
    let build = ["build", "--quiet", "--as-of", NOVEMBER];
    project.run(build).stderr_any().succeeds();
    let sum = "Owed together for A, B and C: 9 days of service, of at most 15 days of service.";
    for path in ["availability/index.html", "availability/2026-10.html"] {
        says(&page(&project, path), sum);
    }
    let running =
        "Owed together so far for A and B: 6 days of service, of at most 15 days of service.";
    says(&page(&project, "availability/index.html"), running);
}

#[test]
fn programs_read_what_a_rolling_agreement_owes_together() {
    let project = billed();
    let build = ["build", "--quiet", "--as-of", NOVEMBER];
    project.run(build).stderr_any().succeeds();
    says(
        &project.text("public/api/availability.json"),
        "\"together\":[{\"period\":\"rolling 30d\",\"from\":\"2026-10-21T00:00:00Z\",\"to\":\"2026-11-20T00:00:00Z\",\"components\":[\"r1\",\"r2\"]",
    );
}

#[test]
fn a_sum_of_a_period_that_runs_is_one_so_far() {
    let ask = ["availability", "a", "--window", "2026-11", "--explain"];
    let project = billed();
    let told = project.run([&ask[..], &["--as-of", NOVEMBER]].concat());
    says(
        &told.stdout_any().succeeds().stdout,
        "together so far for a, b: 6 days, of at most 15 days",
    );
}

#[test]
fn a_sum_is_a_bound_while_any_component_of_the_bill_could_not_be_read() {
    let project = billed();
    let data = "component: c\noutages:\n  - { from: 2026-10-03 10:00, to: never }\n";
    project.file("content/uptime/c.yaml", data);
    let october = "content/incidents/2026-10-10-x.md";
    project.edit(october, "  - { component: c, level: major_outage }\n", "");
    let build = ["build", "--quiet", "--keep-going", "--as-of", NOVEMBER];
    project.run(build).stderr_any().finds_problems();
    let sum =
        "Owed together for A and B: at least 6 days of service, of at most 15 days of service.";
    says(&page(&project, "availability/2026-10.html"), sum);
    says(
        &project.text("public/api/availability.json"),
        "\"components\":[\"a\",\"b\"],\"at_least\":true",
    );
}

#[test]
fn a_letter_about_components_of_two_agreements_names_the_sum_of_each() {
    let project = billed();
    let letter = "---\ntitle: Sorry\nincidents: [2026-11-10-x]\npublished: 2026-11-11 18:30\nauthor: { role: Head }\n---\n\nI am sorry. We broke it.\n";
    project.file("content/apologies/2026-11-10-x.md", letter);
    let build = ["build", "--quiet", "--as-of", "2026-12-02T00:00:00Z"];
    project.run(build).stderr_any().succeeds();
    let page = page(&project, "apologies/2026-11-10-x.html");
    says(
        &page,
        "Owed together for A and B: 6 days of service, of at most 15 days of service. Owed together for R1 and R2: 20 % of the fee, of at most 100 % of the fee.",
    );
}
