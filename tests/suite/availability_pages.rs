//! The pages of availability, read as people and spreadsheets read them: what was worked out by hand must stand there.

use std::path::Path;

use crate::html::words;
use crate::project::Project;

/// The demo as of 2 October 2009, when September is over.
fn demo() -> Project {
    let project = Project::demo();
    let as_of = ["build", "--quiet", "--as-of", "2009-10-02T00:00:00-07:00"];
    project.run(as_of).stderr_any().succeeds();
    project
}

/// The words of a page, numbers and their units closed up.
fn page(project: &Project, path: &str) -> String {
    let text = words(&project.text(&format!("public/{path}")));
    closed_up(&text)
}

fn closed_up(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], "").replace(" %", "%")
}

/// The words of the element of a page that has this id and ends before the next `end`.
fn part(project: &Project, path: &str, id: &str, end: &str) -> String {
    let html = project.text(&format!("public/{path}"));
    let from = html
        .find(&format!("id=\"{id}\""))
        .unwrap_or_else(|| panic!("no {id} in {path}"));
    let rest = &html[from..];
    let rest = &rest[rest.find('>').map_or(0, |end| end + 1)..];
    closed_up(&words(rest.split(end).next().unwrap_or_default()))
}

#[track_caller]
fn says(text: &str, said: &[&str]) {
    for one in said {
        assert!(text.contains(one), "`{one}` is not in: {text}");
    }
}

/// 100 minutes of a September of 30 days: 6,000 of 2,592,000 seconds, of which 99.9 % allows 2,592.
#[test]
fn the_report_of_september_2009_adds_up_by_hand() {
    let mail = part(
        &demo(),
        "availability/2009-09.html",
        "c-mail-web",
        "</section>",
    );
    says(
        &mail,
        &[
            "99.768%",
            "2.6 nines",
            "It may be down 43 min 12 s in September 2009.",
            "1 h 40 min was down: 231.48% of what is allowed.",
            "That is 56 min 48 s more than the aim allows.",
            "Missed",
            "3 days of service",
            "worth 0.42 USD on the example fee of 50.00 USD per year, rounded up",
            "Mail could not be opened in a browser , 1 September 2009 : 1 h 40 min",
            "Observed: 30 d = 2,592,000 s. Down: 6,000 s.",
            "6,000 / 2,592,000 of the time was down",
        ],
    );
}

#[test]
fn a_partial_outage_is_told_with_its_weight() {
    let documents = part(
        &demo(),
        "availability/2009-07.html",
        "c-documents",
        "</section>",
    );
    says(&documents, &["36 min at weight 0.22 = 7 min 55.2 s"]);
}

#[test]
fn the_page_of_all_figures_names_the_agreement_and_when_to_claim() {
    let index = page(&demo(), "availability/index.html");
    says(
        &index,
        &[
            "Below 99.9%, that is more than 43 min 12 s down in 30 days: 3 days of service.",
            "ask before 31 October 2009, 00:00 PDT",
            "Worst hour",
            "A major outage counts in full, a partial outage 0.3 of its time, degraded performance nothing.",
            "less than 5 d ahead",
        ],
    );
}

#[test]
fn an_incident_says_what_it_took_of_the_budget() {
    let incident = page(&demo(), "incidents/2009-09-01-mail-web.html");
    says(
        &incident,
        &[
            "99.9% allows Web interface (Mail) 43 min 12 s of downtime in September 2009. This took 1 h 40 min: 231.48% of that.",
        ],
    );
    assert!(!incident.contains("With all other"), "{incident}");
}

#[test]
fn a_component_leads_to_the_report_of_each_of_its_periods() {
    let page = demo().text("public/components/mail-web.html");
    for period in ["2009-09", "2009-Q3", "2009"] {
        let link = format!("href=\"../availability/{period}.html#c-mail-web\"");
        assert!(page.contains(&link), "{link}");
    }
    says(&page, &["href=\"../availability/index.html#method\""]);
}

#[test]
fn the_budget_of_a_month_that_runs_is_that_of_the_whole_month() {
    let project = Project::demo();
    let as_of = ["build", "--quiet", "--as-of", "2009-09-02T18:00:00-07:00"];
    project.run(as_of).stderr_any().succeeds();
    let component = page(&project, "components/mail-web.html");
    says(
        &component,
        &[
            "It may be down 43 min 12 s in September 2009.",
            "1 h 40 min was down so far: 231.48% of what is allowed.",
        ],
    );
    let month = page(&project, "availability/2009-09.html");
    says(
        &month,
        &[
            "Availability in September 2009 so far",
            "At least 3 days of service",
        ],
    );
}

/// A site of one component with an aim and an agreement, down from midnight on 10 September until `to`.
fn one(name: &str, to: &str) -> Project {
    let project = Project::new();
    project.file("content/site.yaml", format!("title: One\ntime_zone: UTC\nurl: https://one.example/\ncomponents:\n  - {{ id: one, name: '{name}', introduced: 2009-01-01, objective: 99.9%, agreement: a }}\nagreements:\n  - {{ id: a, period: calendar_month, tiers: [{{ below: 99.9%, credit: 3 days }}] }}\n"));
    project.file("content/uptime/one.yaml", format!("component: one\ncovers: {{ from: 2009-01-01 }}\noutages:\n  - {{ from: 2009-09-10 00:00:00, to: {to} }}\n"));
    project
        .run(["build", "--quiet", "--as-of", "2009-11-01T00:00:00Z"])
        .stderr_any()
        .succeeds();
    project
}

#[test]
fn exactly_what_is_allowed_owes_nothing_and_one_second_more_owes_three_days() {
    let kept = one("One", "2009-09-10 00:43:12");
    let report = page(&kept, "availability/2009-09.html");
    says(
        &report,
        &[
            "99.900%",
            "3.0 nines",
            "100.00% of what is allowed",
            "Nothing is left",
            "Owed: Nothing",
        ],
    );
    let missed = one("One", "2009-09-10 00:43:13");
    let report = page(&missed, "availability/2009-09.html");
    says(
        &report,
        &[
            "99.899%",
            "2.9 nines",
            "Missed",
            "That is 1 s more",
            "Owed: 3 days of service",
        ],
    );
}

#[test]
fn a_month_without_incidents_has_a_report_of_its_own() {
    let project = one("One", "2009-09-10 00:43:12");
    let report = page(&project, "availability/2009-10.html");
    says(
        &report,
        &[
            "No incident in October 2009. No downtime is on record.",
            "100% no recorded downtime",
            "Kept",
        ],
    );
    let september = page(&project, "availability/2009-09.html");
    says(
        &september,
        &[
            "No incident in September 2009. Downtime that counts: One 43 min 12 s.",
            "43 min 12 s in 1 measured outage that no incident tells of",
        ],
    );
}

#[test]
fn a_table_holds_plain_numbers_and_names_that_no_spreadsheet_runs() {
    let project = one("=cmd(\"a\", 1)", "2009-09-10 00:43:13");
    let table = project.text("public/availability/2009-09.csv");
    let row = table.lines().nth(1).unwrap();
    assert_eq!(
        row,
        "2009-09,one,\"'=cmd(\"\"a\"\", 1)\",,2009-09-01T00:00:00Z,2009-10-01T00:00:00Z,99.899961,2.99,2593,2592000,0,0,0,99.899961,99.899961,99.9,2592,2593,-1,3,days,yes,yes,UTC,"
    );
    let columns = table.lines().next().unwrap().split(',').count();
    assert_eq!(columns, 25);
}

#[test]
fn the_tables_are_no_pages_for_robots() {
    let project = demo();
    let sitemap = project.text("public/sitemap.xml");
    assert!(sitemap.contains("availability/2009-Q3.html"), "{sitemap}");
    assert!(!sitemap.contains(".csv"), "{sitemap}");
}

#[test]
fn a_site_without_components_has_no_figures() {
    let project = Project::new();
    project.file("content/site.yaml", "title: None\ntime_zone: UTC\n");
    project.run(["build", "--quiet"]).stderr_any().succeeds();
    let tree = project.tree("public");
    assert!(!tree.keys().any(|path| path.starts_with("availability/")));
    assert!(!project.text("public/index.html").contains("availability/"));
}

#[test]
fn a_static_file_among_the_figures_is_an_error() {
    let project = Project::small();
    project.file("content/static/availability/2009-09.html", "mine");
    let said = project.run(["check", "--format", "short"]).stderr_any();
    let said = said.finds_problems();
    assert!(
        said.stderr.contains("static-shadows-page"),
        "{}",
        said.stderr
    );
}

/// A site with one component, an aim, and what `content` says besides.
fn with(settings: &str, content: &[(&str, &str)], as_of: &str) -> Project {
    let project = Project::new();
    let site = "title: One\ntime_zone: UTC\ncomponents:\n  - { id: one, name: One, introduced: 2009-01-01, objective: 99.9% }\n";
    project.file("content/site.yaml", [site, settings].concat());
    for (path, text) in content {
        project.file(path, text);
    }
    let build = ["build", "--quiet", "--as-of", as_of];
    project.run(build).stderr_any().succeeds();
    project
}

fn outage(title: &str, from: &str, to: &str) -> String {
    let resolved = if to.is_empty() {
        String::new()
    } else {
        format!("resolved: {to}\n")
    };
    format!(
        "---\ntitle: {title}\nstarted: {from}\n{resolved}impacts:\n  - {{ component: one, level: major_outage }}\n---\n\nIt was down.\n"
    )
}

#[test]
fn of_two_incidents_each_says_its_own_part_of_the_budget_and_what_both_took() {
    let first = outage("First", "2009-09-02 10:00", "2009-09-02 10:10");
    let second = outage("Second", "2009-09-20 10:00", "");
    let content = [
        ("content/incidents/2009-09-02-first.md", first.as_str()),
        ("content/incidents/2009-09-20-second.md", &second),
    ];
    let project = with("", &content, "2009-09-20T10:20:00Z");
    let first = page(&project, "incidents/2009-09-02-first.html");
    says(
        &first,
        &[
            "99.9% allows One 43 min 12 s of downtime in September 2009. This took 10 min: 23.14% of that.",
            "With all other downtime of that period, 69.44% of it is spent.",
        ],
    );
    let second = page(&project, "incidents/2009-09-20-second.html");
    says(&second, &["This took 20 min so far: 46.29% of that."]);
}

#[test]
fn an_incident_whose_time_another_counts_adds_nothing_of_its_own() {
    let long = outage("Long", "2009-09-02 10:00", "2009-09-02 11:00");
    let short = outage("Short", "2009-09-02 10:10", "2009-09-02 10:20");
    let content = [
        ("content/incidents/2009-09-02-long.md", long.as_str()),
        ("content/incidents/2009-09-02-short.md", &short),
    ];
    let project = with("", &content, "2009-10-01T00:00:00Z");
    let account = part(&project, "availability/2009-09.html", "c-one", "</section>");
    says(
        &account,
        &["Down: 3,600 s.", "adds no downtime of its own here"],
    );
}

#[test]
fn planned_work_beyond_what_a_year_may_hold_says_so() {
    let work = "---\ntitle: Move\nannounced: 2009-09-01 00:00\nfrom: 2009-09-10 00:00\nto: 2009-09-10 03:00\ncomponents:\n  - { component: one, level: major_outage }\n---\n\nWe move.\n";
    let content = [("content/maintenance/2009-09-10-move.md", work)];
    let settings = "availability: { planned_cap: 2h }\n";
    let project = with(settings, &content, "2009-10-01T00:00:00Z");
    let move_page = page(&project, "maintenance/2009-09-10-move.html");
    says(
        &move_page,
        &[
            "More than a year may hold 1 h",
            "a year may hold 2 h of planned work",
        ],
    );
    let account = part(&project, "availability/2009-09.html", "c-one", "</section>");
    says(
        &account,
        &[
            "1 h of planned work that counts",
            "2 h of planned work, announced in time and not counted",
            "Down: 3,600 s.",
        ],
    );
}

/// Every percentage of a table is cut off: times the time observed it never gives more than was up.
#[test]
fn no_figure_of_any_table_is_above_the_exact_one() {
    let tree = demo().tree("public/availability");
    let tables = tree
        .iter()
        .filter(|(path, _)| Path::new(path).extension().is_some_and(|end| end == "csv"));
    let mut rows = 0;
    for (path, bytes) in tables {
        for row in std::str::from_utf8(bytes).unwrap().lines().skip(1) {
            let cells: Vec<_> = row.split(',').collect();
            let millionths = |cell: &str| -> Option<i128> {
                let (whole, part) = cell.split_once('.').unwrap_or((cell, ""));
                format!("{whole}{part:0<6}").parse().ok()
            };
            let (Some(percent), Ok(down), Ok(observed)) = (
                millionths(cells[6]),
                cells[8].parse::<i128>(),
                cells[9].parse::<i128>(),
            ) else {
                continue;
            };
            // Downtime is rounded up by less than a second, and the time observed cut off by less than one.
            let most = (observed + 1 - (down - 1).max(0)) * 100_000_000;
            assert!(percent * observed <= most, "{path}: {row}");
            assert!(percent < 100_000_000 || down == 0, "{path}: {row}");
            rows += 1;
        }
    }
    assert!(rows > 100, "{rows}");
}

#[test]
fn what_could_not_be_read_is_not_passed_over_in_the_sum() {
    let whole = outage("Whole", "2009-09-02 10:00", "2009-09-02 10:10");
    let broken = whole.replace("major_outage", "no_such_level");
    let project = Project::new();
    let site = "title: One\ntime_zone: UTC\ncomponents:\n  - { id: one, name: One, introduced: 2009-01-01, objective: 99.9% }\n";
    project.file("content/site.yaml", site);
    project.file("content/incidents/2009-09-02-whole.md", whole);
    project.file("content/incidents/2009-09-03-broken.md", broken);
    let as_of = ["--quiet", "--as-of", "2009-10-01T00:00:00Z"];
    let build = ["build", "--keep-going"].into_iter().chain(as_of);
    project.run(build).stderr_any().finds_problems();
    let account = part(&project, "availability/2009-09.html", "c-one", "</section>");
    says(
        &account,
        &[
            "at most 99.976%",
            "At least 10 min was down",
            "Not certain",
            "Not everything that was written could be read, so there may be more.",
        ],
    );
    let table = project.text("public/availability/2009-09.csv");
    assert!(table.lines().nth(1).unwrap().ends_with(",yes,no,UTC,"));
}
