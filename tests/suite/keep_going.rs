//! Building in the worst minute: without the files that have errors, and honest about it.

use crate::html::words;
use crate::pages::{dangling_links, every_page_of};
use crate::project::Project;

const INCIDENT: &str = "content/incidents/2009-09-01-mail.md";
const PAGE: &str = "public/incidents/2009-09-01-mail.html";

/// The small site, built, and then with a slip in the state of an update.
fn slipped() -> Project {
    let project = Project::small();
    project.build();
    project.edit(INCIDENT, "Resolved", "Resolvd");
    project
}

fn keep_going(project: &Project) {
    project
        .run(["build", "--quiet", "--keep-going"])
        .stderr_part("error[")
        .finds_problems();
}

/// The words of a page of the output.
fn said(project: &Project, path: &str) -> String {
    words(&project.text(&format!("public/{path}")))
}

#[test]
fn an_error_names_the_way_out() {
    let project = slipped();
    let note = "note: if it cannot wait, `--keep-going` builds without the files that have errors, and says on every page what is missing\n";
    project.run(["build"]).stderr_part(note).finds_problems();
}

#[test]
fn no_remark_stands_between_problems_that_a_program_reads() {
    let project = slipped();
    let failed = project.run(["build", "--format", "json"]);
    let kept = project.run(["build", "--keep-going", "--format", "json"]);
    for run in [failed, kept.stdout("[..]index.html\n")] {
        let said = run.stderr_any().finds_problems();
        for line in said.stderr.lines() {
            assert!(
                serde_json::from_str::<serde_json::Value>(line).is_ok(),
                "{line}"
            );
        }
    }
}

#[test]
fn what_was_left_out_is_said() {
    let project = slipped();
    let note = "note: built without `content/incidents/2009-09-01-mail.md`: what readers have of it stays as it was, and every other page says that something is missing\n";
    project
        .run(["build", "--keep-going"])
        .stdout("[..]index.html\n")
        .stderr_part(note)
        .finds_problems();
}

#[test]
fn the_old_page_stays_byte_for_byte() {
    let project = slipped();
    let before = (
        project.text(PAGE),
        project.times("public")["incidents/2009-09-01-mail.html"],
    );
    keep_going(&project);
    let after = (
        project.text(PAGE),
        project.times("public")["incidents/2009-09-01-mail.html"],
    );
    assert!(before == after);
}

#[test]
fn the_old_page_stays_even_where_the_record_of_the_last_build_is_lost() {
    let project = slipped();
    let before = project.text(PAGE);
    project.file("public/.forthright.json", "{");
    keep_going(&project);
    assert_eq!(before, project.text(PAGE));
}

#[test]
fn an_old_page_that_somebody_edited_stays_as_it_is_until_all_is_well_again() {
    let project = slipped();
    project.file(PAGE, "edited");
    keep_going(&project);
    assert_eq!("edited", project.text(PAGE));
    project.edit(INCIDENT, "Resolvd", "Resolved").build();
    assert!(said(&project, "incidents/2009-09-01-mail.html").contains("Mail is down"));
}

#[test]
fn what_it_may_change_is_unknown_and_a_bound_and_the_rest_is_as_before() {
    let project = slipped();
    keep_going(&project);
    let mail = said(&project, "components/mail.html");
    assert!(mail.contains("Unknown"), "{mail}");
    assert!(mail.contains("at most 100"), "{mail}");
    let files = said(&project, "components/files.html");
    assert!(
        files.contains("Working") && !files.contains("at most 100"),
        "{files}"
    );
}

#[test]
fn every_page_says_what_is_missing() {
    let project = slipped();
    keep_going(&project);
    for page in [
        "index.html",
        "incidents/index.html",
        "components/files.html",
        "404.html",
    ] {
        let text = said(&project, page);
        assert!(text.contains("This site is incomplete."), "{page}: {text}");
        assert!(text.contains("incident 2009-09-01-mail"), "{page}: {text}");
    }
}

#[test]
fn an_incident_that_nobody_can_read_may_have_hit_everything() {
    let project = Project::small();
    project.build();
    project.edit(INCIDENT, "level: major_outage }", "level: major_outage");
    keep_going(&project);
    let home = said(&project, "index.html");
    assert!(home.contains("We cannot say how things are"), "{home}");
    assert!(!home.contains("Working"), "{home}");
}

#[test]
fn a_half_written_file_of_data_makes_only_its_own_component_unknown() {
    let project = Project::small();
    project.file(
        "content/uptime/anything.yaml",
        "component: files\noutages:\n  - { from: 2009-0",
    );
    keep_going(&project);
    assert!(said(&project, "components/files.html").contains("Unknown"));
    assert!(said(&project, "components/sync.html").contains("Working"));
}

#[test]
fn a_broken_table_makes_the_component_of_its_data_unknown_and_no_other() {
    let project = Project::small();
    project.file(
        "content/uptime/anything.yaml",
        "component: files\ncovers: { from: 2009-08-01 }\noutages: export.csv\n",
    );
    project.file("content/uptime/export.csv", "from,to\n2009-08-20 10:00\n");
    keep_going(&project);
    let files = said(&project, "components/files.html");
    assert!(
        files.contains("Unknown") && files.contains("at most 100"),
        "{files}"
    );
    assert!(said(&project, "components/sync.html").contains("Working"));
}

#[test]
fn a_group_is_as_unknown_as_its_members() {
    let project = Project::small();
    project.file(
        "content/uptime/files.yaml",
        "component: files\noutages: 5\n",
    );
    keep_going(&project);
    let storage = said(&project, "components/storage.html");
    assert!(
        storage.contains("Unknown") && storage.contains("at most 100"),
        "{storage}"
    );
}

#[test]
fn a_broken_letter_leaves_the_figures_certain() {
    let project = Project::small();
    project.file(
        "content/apologies/2009-09-01-mail.md",
        "---\ntitle: Sorry\n",
    );
    keep_going(&project);
    let home = said(&project, "index.html");
    assert!(home.contains("apology 2009-09-01-mail"), "{home}");
    assert!(
        home.contains("Everything is working") && !home.contains("at most"),
        "{home}"
    );
}

#[test]
fn a_broken_draft_is_no_part_of_the_site() {
    let project = Project::small();
    project.file(
        "content/incidents/2009-09-02-draft.md",
        "---\ntitle: Slow\nstarted: 2009-09-02 10:00\ndraft: true\n---\n\n[Slow](javascript:x).\n",
    );
    keep_going(&project);
    assert!(!said(&project, "index.html").contains("incomplete"));
}

#[test]
fn what_was_never_published_has_a_page_that_says_so() {
    let project = Project::small();
    project.build();
    project.file(
        "content/incidents/2009-09-02-files.md",
        "---\ntitle: Files are slow\n---\n",
    );
    keep_going(&project);
    let page = said(&project, "incidents/2009-09-02-files.html");
    assert!(page.contains("This page is not ready yet"), "{page}");
}

#[test]
fn every_link_leads_somewhere_whatever_was_left_out() {
    let mut sites = Vec::new();
    for (path, from, to) in [
        (
            "content/incidents/2009-09-01-mail-web.md",
            "started:",
            "startd:",
        ),
        (
            "content/apologies/2009-08-27-console-streaming.md",
            "published:",
            "publishd:",
        ),
        // The only incident of its year but two.
        (
            "content/maintenance/2009-09-12-storage.md",
            "from:",
            "form:",
        ),
    ] {
        let project = Project::demo();
        for rebuilt in [false, true] {
            if rebuilt {
                project.build();
            }
            let text = project.text(path);
            project.file(path, text.replacen(from, to, 1));
            keep_going(&project);
            sites.push((format!("without {path}"), project.tree("public")));
            project.file(path, text);
        }
    }
    every_page_of(&sites, dangling_links);
}

#[test]
fn nothing_is_removed_until_all_is_well_again() {
    let project = slipped();
    keep_going(&project);
    // The year has no other incident.
    assert!(project.tree("public").contains_key("incidents/2009.html"));
    project.edit(INCIDENT, "Resolvd", "Resolved").build();
    let mended = project.tree("public");
    let fresh = Project::small();
    fresh.build();
    assert!(
        mended == fresh.tree("public"),
        "a mended site is not what a new one is"
    );
}

#[test]
fn an_article_that_is_gone_goes_once_all_is_well_again() {
    let project = slipped();
    project.file(
        "content/notices/2009-09-01-region.md",
        "---\ntitle: A region\npublished: 2009-09-01 09:00\n---\n\nNear.\n",
    );
    keep_going(&project);
    project.remove("content/notices/2009-09-01-region.md");
    keep_going(&project);
    let page = "notices/2009-09-01-region.html";
    assert!(project.tree("public").contains_key(page));
    project.edit(INCIDENT, "Resolvd", "Resolved").build();
    assert!(!project.tree("public").contains_key(page));
}

#[test]
fn an_error_that_shows_only_without_the_broken_file_is_told_too() {
    let project = slipped();
    // Links are looked at only where every page is known.
    project.file(
        "content/notices/2009-09-01-region.md",
        "---\ntitle: A region\npublished: 2009-09-01 09:00\n---\n\nSee [this](nowhere.html).\n",
    );
    let said = project
        .run(["build", "--quiet", "--keep-going", "--format", "short"])
        .stderr_any()
        .finds_problems();
    for code in ["error[update-state]", "error[link-broken]"] {
        assert!(said.stderr.contains(code), "{}", said.stderr);
    }
}

#[test]
fn there_is_no_site_without_its_settings() {
    let project = slipped();
    let before = project.tree("public");
    project.edit("content/site.yaml", "title:", "titel:");
    let note =
        "note: `--keep-going` does not help here: there is no site without `content/site.yaml`\n";
    project
        .run(["build", "--keep-going"])
        .stderr_part(note)
        .finds_problems();
    assert!(before == project.tree("public"));
}

#[test]
fn a_link_out_of_the_project_is_a_broken_file_like_any_other() {
    let project = Project::small();
    std::os::unix::fs::symlink(
        "/etc/hostname",
        project.root().join("content/incidents/2009-09-02-away.md"),
    )
    .unwrap();
    keep_going(&project);
    let home = said(&project, "index.html");
    assert!(home.contains("We cannot say how things are"), "{home}");
}

#[test]
fn a_whole_site_is_built_as_ever() {
    let project = Project::small();
    project.run(["build", "--quiet", "--keep-going"]).succeeds();
    let kept = project.tree("public");
    let fresh = Project::small();
    fresh.build();
    assert!(kept == fresh.tree("public"));
}

#[test]
fn strict_and_keep_going_contradict_each_other() {
    let project = Project::small();
    project
        .run(["build", "--strict", "--keep-going"])
        .stderr_part("cannot be used with")
        .fails();
}
