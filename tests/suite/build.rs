//! `build`: what it says, what it writes, and what it leaves alone.

use std::collections::BTreeMap;

use crate::project::Project;

const INCIDENT: &str = "content/incidents/2009-09-01-mail.md";
const MANIFEST: &str = ".forthright.json";

#[test]
fn a_build_says_how_many_pages_it_made_and_which_file_to_open() {
    let project = Project::small();
    let line = "[..] pages as of 2009-09-02T18:00:00-07:00 ([..] new files); open [SCRATCH]/site/public/index.html\n";
    project.run(["build"]).stdout(line).succeeds();
    assert!(project.tree("public").contains_key("index.html"));
}

#[test]
fn a_quiet_build_says_nothing() {
    Project::small().run(["build", "--quiet"]).succeeds();
}

#[test]
fn the_second_build_writes_nothing_and_says_so() {
    let project = Project::small();
    project.build();
    let before = (project.tree("public"), project.times("public"));
    project
        .run(["build"])
        .stdout(
            "nothing changed: [..] files are as they were; open [SCRATCH]/site/public/index.html\n",
        )
        .succeeds();
    assert!(
        before == (project.tree("public"), project.times("public")),
        "the second build touched a file"
    );
}

#[test]
fn a_build_at_another_instant_rewrites_only_what_reads_differently() {
    let project = Project::small();
    project.build();
    let before = (project.tree("public"), project.times("public"));
    let line = "[..] pages as of 2009-09-02T18:00:01-07:00 ([..] changed, [..] unchanged files); open [SCRATCH]/site/public/index.html\n";
    project
        .run(["build", "--as-of", "2009-09-02T18:00:01-07:00"])
        .stdout(line)
        .succeeds();
    let (bytes, times) = (project.tree("public"), project.times("public"));
    for (path, time) in &times {
        let same = before.0.get(path) == bytes.get(path);
        assert_eq!(
            before.1.get(path) == Some(time),
            same,
            "{path}: same bytes {same}"
        );
    }
}

#[test]
fn a_page_that_is_gone_from_the_content_goes_from_the_output() {
    let project = Project::small();
    project.file(
        "content/incidents/2009-08-20-files.md",
        "---\ntitle: Files\nstarted: 2009-08-20 11:00\n---\n\n## 12:00 Resolved\n\nBack.\n",
    );
    project.build();
    assert!(
        project
            .tree("public")
            .contains_key("incidents/2009-08-20-files.html")
    );
    project
        .remove("content/incidents/2009-08-20-files.md")
        .build();
    assert!(
        !project
            .tree("public")
            .contains_key("incidents/2009-08-20-files.html")
    );
}

#[test]
fn a_file_of_the_output_that_was_damaged_is_written_again() {
    let project = Project::small();
    project.build();
    let whole = project.tree("public");
    project.file("public/index.html", "damaged");
    project.remove("public/404.html").build();
    assert_eq!(whole, project.tree("public"));
}

#[test]
fn a_build_with_errors_changes_nothing() {
    let project = Project::small();
    project.build();
    let before = (project.tree("public"), project.times("public"));
    project.edit(INCIDENT, "severity:", "sevirity:");
    project
        .run(["build", "--format", "short"])
        .stderr_part("error[unknown-key]: unknown key `sevirity` (did you mean `severity`?)\n")
        .finds_problems();
    assert!(
        before == (project.tree("public"), project.times("public")),
        "a failed build touched the output"
    );
    assert_eq!(beside_the_output(&project), ["content", "public"]);
}

#[test]
fn a_first_build_with_errors_makes_no_folder() {
    let project = Project::small();
    project.edit(INCIDENT, "severity:", "sevirity:");
    let expected = "content/incidents/2009-09-01-mail.md:4:1: error[unknown-key]: unknown key `sevirity` (did you mean `severity`?)\nnote: nothing was written to [SCRATCH]/site/public\nnote: if it cannot wait, [..]\n";
    project
        .run(["build", "--format", "short"])
        .stderr(expected)
        .finds_problems();
    assert_eq!(beside_the_output(&project), ["content"]);
}

#[test]
fn a_template_that_fails_on_one_page_changes_nothing() {
    let project = Project::small();
    project.build();
    let before = (project.tree("public"), project.times("public"));
    project.file(
        "themes/own/templates/incident.html",
        "{{ page.no.such.thing }}",
    );
    project.file(
        "content/site.yaml",
        project.text("content/site.yaml") + "theme: { name: own }\n",
    );
    project
        .run(["build", "--format", "short"])
        .stderr_part("error[template-error]: ")
        .finds_problems();
    assert!(
        before == (project.tree("public"), project.times("public")),
        "a failed build touched the output"
    );
    assert_eq!(beside_the_output(&project), ["content", "public", "themes"]);
}

#[test]
fn strict_makes_a_warning_stop_the_build() {
    let project = Project::small();
    project.file("content/pricing.yaml", "a: b\n");
    project
        .run(["build", "--format", "short"])
        .stdout("[..]\n")
        .stderr_part("warning[unknown-file]")
        .succeeds();
    project
        .run(["build", "--strict", "--format", "short"])
        .stderr_part("note: nothing was written to [SCRATCH]/site/public\n")
        .finds_problems();
}

#[test]
fn a_draft_is_left_out_until_it_is_asked_for() {
    let project = Project::small();
    project.edit(INCIDENT, "severity:", "draft: true\nseverity:");
    project.build();
    assert!(
        !project
            .tree("public")
            .contains_key("incidents/2009-09-01-mail.html")
    );
    project.run(["build", "--quiet", "--drafts"]).succeeds();
    assert!(
        project
            .tree("public")
            .contains_key("incidents/2009-09-01-mail.html")
    );
}

#[test]
fn another_base_url_changes_only_the_files_that_need_absolute_addresses() {
    let project = Project::small();
    project.build();
    let at_home = project.tree("public");
    project
        .run([
            "build",
            "--quiet",
            "--base-url",
            "https://example.org/status",
        ])
        .succeeds();
    let elsewhere = project.tree("public");
    let text = |tree: &BTreeMap<String, Vec<u8>>, path: &str| {
        String::from_utf8(tree[path].clone()).unwrap()
    };
    // The page for what is not there is shown at any depth, so its links name the path of the site.
    for path in elsewhere
        .keys()
        .filter(|path| !matches!(path.as_str(), MANIFEST | "404.html"))
    {
        let expected = text(&at_home, path).replace(
            "https://status.nimbus.example/",
            "https://example.org/status/",
        );
        assert_eq!(text(&elsewhere, path), expected, "{path}");
    }
    assert!(
        text(&elsewhere, "feed.atom")
            .contains("https://example.org/status/incidents/2009-09-01-mail.html")
    );
}

#[test]
fn the_instant_may_come_from_the_environment_or_from_a_flag() {
    let project = Project::small();
    let line = |instant: &str| format!("[..] pages as of {instant} ([..]); open [..]\n");
    project
        .run(["build"])
        .env("SOURCE_DATE_EPOCH", "1252000000")
        .stdout(&line("2009-09-03T10:46:40-07:00"))
        .succeeds();
    project
        .run(["build", "--as-of", "2009-09-04 12:00"])
        .env("SOURCE_DATE_EPOCH", "1")
        .stdout(&line("2009-09-04T12:00:00-07:00"))
        .succeeds();
}

#[test]
fn an_instant_that_is_none_is_wrong_use() {
    let project = Project::small();
    project
        .run(["build", "--as-of", "yesterday"])
        .stderr("error: `--as-of yesterday`: not a time\n  help: [..]\n")
        .fails();
}

/// The names in the project's folder, hidden ones included.
fn beside_the_output(project: &Project) -> Vec<String> {
    let entries = std::fs::read_dir(project.root()).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
