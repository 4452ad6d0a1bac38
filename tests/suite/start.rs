//! Starting: the wrong folder, a new site, a new write-up.

use crate::project::Project;

#[test]
fn a_folder_without_a_site_says_what_was_looked_for() {
    let text = "error: there is no site in `[SCRATCH]/site`: `content/site.yaml` is not there\n  help: make one with `forthright init my-status`, or name its folder with `--root`\n";
    for command in ["build", "check"] {
        Project::new().run([command]).stderr(text).fails();
    }
}

#[test]
fn a_site_is_found_from_any_folder_inside_it() {
    let project = Project::small();
    let inside = project.root().join("content/incidents");
    let expected = "no errors: 1 incident, 0 apologies, 0 maintenances, 0 notices, 4 components\n";
    project
        .run(["check", "--root", project.root().to_str().unwrap()])
        .stdout(expected)
        .succeeds();
    project
        .run_in(&inside, ["check"])
        .stdout(expected)
        .succeeds();
}

#[test]
fn a_named_root_is_taken_by_its_word() {
    let project = Project::small();
    let text =
        "error: there is no site in `content`: `content/site.yaml` is not there\n  help: [..]\n";
    project
        .run(["check", "--root", "content"])
        .stderr(text)
        .fails();
}

#[test]
fn a_new_site_builds_without_a_word_at_any_hour() {
    for hour in ["00:00", "08:59", "09:00", "14:52", "23:59"] {
        for day in ["2026-03-01", "2024-02-29", "2026-12-31"] {
            let project = Project::new();
            let now = format!("{day}T{hour}:00Z");
            project
                .run(["init", "status", "--as-of", &now, "--quiet"])
                .succeeds();
            project
                .run([
                    "build", "--root", "status", "--as-of", &now, "--strict", "--quiet",
                ])
                .succeeds();
        }
    }
}

#[test]
fn a_new_site_never_overwrites() {
    let project = Project::new();
    project.file("status/content/pages/about.md", "mine");
    project.run(["init", "status"]).stderr("error: `status/content/pages/about.md` is there already; nothing was written\n  help: choose an empty folder, or move the files away\n").fails();
    assert_eq!(project.tree("status").len(), 1);
}

#[test]
fn what_new_makes_passes_the_check() {
    let runs: [&[&str]; 6] = [
        &["incident", "Mail is slow"],
        &[
            "incident",
            "Sync is down: again",
            "--component",
            "sync",
            "--component",
            "mail",
        ],
        &["apology", "We are sorry \"about\" yesterday"],
        &["apology", "We are sorry", "--incident", "2009-09-01-mail"],
        &["maintenance", "New disks"],
        &["notice", "A new region"],
    ];
    for arguments in runs {
        let project = Project::small();
        project
            .run([&["new"], arguments].concat())
            .stdout("[..].md\n")
            .succeeds();
        project.run(["check", "--quiet", "--strict"]).succeeds();
    }
}

#[test]
fn new_does_not_overwrite() {
    let project = Project::small();
    project
        .run(["new", "notice", "A new region"])
        .stdout("[..]\n")
        .succeeds();
    let before = project.tree("");
    project
        .run(["new", "notice", "A new region"])
        .stderr("error: `[..]content/notices/2009-09-02-a-new-region.md` is there already\n  help: choose another title, or edit that file\n")
        .fails();
    assert_eq!(before, project.tree(""));
}

#[test]
fn new_names_the_nearest_component_and_incident() {
    let project = Project::small();
    let text = "error: there is no component `mial`\n  help: did you mean `mail`?\n";
    project
        .run(["new", "incident", "Down", "--component", "mial"])
        .stderr(text)
        .fails();
    let text =
        "error: there is no incident `2009-09-01-mial`\n  help: did you mean `2009-09-01-mail`?\n";
    project
        .run(["new", "apology", "Sorry", "--incident", "2009-09-01-mial"])
        .stderr(text)
        .fails();
}

#[test]
fn new_works_in_a_site_with_errors() {
    let project = Project::small();
    project.edit(
        "content/incidents/2009-09-01-mail.md",
        "severity:",
        "sevirity:",
    );
    let note =
        "note: the site has errors (`forthright check` lists them), so less could be filled in\n";
    project
        .run(["new", "incident", "Mail is down"])
        .stdout("[..]content/incidents/2009-09-02-mail-is-down.md\n")
        .stderr(note)
        .succeeds();
}
