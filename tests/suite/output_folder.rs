//! The output folder: which ones are refused, and what in it is not ours.

use std::os::unix::fs::symlink;
use std::path::Path;

use crate::project::Project;

fn refused(project: &Project, out: &str, why: &str) {
    let text = format!(
        "error: `[..]` cannot be the output folder: {why}\n  help: choose another with `--out`, such as `public`\n"
    );
    let before = project.tree("");
    project.run(["build", "--out", out]).stderr(&text).fails();
    assert_eq!(before, project.tree(""), "--out {out}");
}

#[test]
fn the_project_itself_and_what_holds_it_are_refused() {
    let project = Project::small();
    for out in [".", "..", "/", "content/..", "../site"] {
        refused(&project, out, "it holds the project itself");
    }
}

#[test]
fn the_projects_own_folders_are_refused() {
    let project = Project::small();
    for out in ["content", "content/static", "themes", ".git", ".git/pages"] {
        refused(&project, out, "it lies among the project's own files");
    }
}

#[test]
fn the_home_folder_is_refused() {
    refused(
        &Project::small(),
        "../home",
        "it is your home folder, or holds it",
    );
}

#[test]
fn a_link_to_a_dangerous_folder_is_refused() {
    let project = Project::small();
    symlink("content", project.root().join("public")).unwrap();
    refused(&project, "public", "it lies among the project's own files");
}

#[test]
fn a_file_in_place_of_the_folder_is_refused() {
    let project = Project::small();
    project.file("public", "text");
    project.run(["build"]).stderr("error: `[SCRATCH]/site/public` is a file, not a folder\n  help: choose another folder with `--out`\n").fails();
}

#[test]
fn a_folder_elsewhere_is_fine() {
    let project = Project::small();
    project
        .run(["build", "--out", "../elsewhere/deep"])
        .stdout("[..]; open ../elsewhere/deep/index.html\n")
        .succeeds();
    assert!(project.tree("../elsewhere/deep").contains_key("index.html"));
}

#[test]
fn strangers_are_kept_and_named() {
    let project = Project::small();
    project.build();
    project
        .file("public/CNAME", "status.nimbus.example\n")
        .file("public/incidents/notes.txt", "mine\n");
    project.edit("content/site.yaml", "title: Nimbus", "title: The Nimbus");
    let note =
        "note: left alone in the output folder, as forthright did not write it: CNAME and 1 more\n";
    project
        .run(["build"])
        .stdout("[..]\n")
        .stderr(note)
        .succeeds();
    assert_eq!(project.text("public/CNAME"), "status.nimbus.example\n");
    assert_eq!(project.text("public/incidents/notes.txt"), "mine\n");
}

#[test]
fn a_folder_with_files_in_the_way_is_refused_until_forced() {
    let project = Project::small();
    project
        .file("public/index.html", "mine")
        .file("public/kept.txt", "mine");
    let before = project.tree("public");
    let expected = "error: `[SCRATCH]/site/public/index.html` was not written by forthright, and would be replaced\n  help: choose another folder with `--out`, or move the files away\n  help: with `--force` they are replaced\n";
    project.run(["build"]).stderr(expected).fails();
    assert_eq!(before, project.tree("public"));
    project
        .run(["build", "--force"])
        .stdout("[..]\n")
        .stderr("note: left alone in the output folder, as forthright did not write it: kept.txt\n")
        .succeeds();
    assert!(project.text("public/index.html").contains("<html"));
    assert_eq!(project.text("public/kept.txt"), "mine");
}

#[test]
fn a_stranger_is_never_removed_however_often_the_site_is_built() {
    let project = Project::small();
    project.build();
    project.file("public/kept.txt", "mine");
    for title in ["One", "Two"] {
        let site = project.text("content/site.yaml");
        let first = site.lines().next().unwrap().to_owned();
        project.file(
            "content/site.yaml",
            site.replace(&first, &format!("title: {title}")),
        );
        project.run(["build", "--quiet"]).succeeds();
    }
    assert_eq!(project.text("public/kept.txt"), "mine");
}

#[test]
fn a_page_that_somebody_edited_is_written_again() {
    let project = Project::small();
    project.build();
    let page = project.text("public/404.html");
    project.file("public/404.html", "edited");
    project
        .edit(
            "content/incidents/2009-09-01-mail.md",
            "Everything is back.",
            "All is back.",
        )
        .build();
    assert_eq!(project.text("public/404.html"), page);
}

#[test]
fn a_damaged_record_removes_nothing() {
    let project = Project::small();
    project.build();
    let whole = project.tree("public");
    project
        .file("public/.forthright.json", "{")
        .file("public/kept.txt", "mine");
    let text = "note: [..]; everything was written anew, and nothing removed\nnote: left alone in the output folder, as forthright did not write it: kept.txt\n";
    project
        .run(["build"])
        .stdout("[..]\n")
        .stderr(text)
        .succeeds();
    project.remove("public/kept.txt");
    assert_eq!(whole, project.tree("public"));
}

/// A site with a style sheet of its own, and the paths of its style sheets in the output.
fn styled(project: &Project, style: &str) -> Vec<String> {
    project.file("themes/own/assets/site.css", style);
    project.run(["build", "--quiet"]).succeeds();
    let paths = project.tree("public").into_keys();
    paths
        .filter(|path| {
            Path::new(path)
                .extension()
                .is_some_and(|ending| ending == "css")
        })
        .collect()
}

#[test]
fn a_style_sheet_stays_until_the_one_after_the_next() {
    let project = Project::small();
    let site = project.text("content/site.yaml");
    project.file("content/site.yaml", site + "theme: { name: own }\n");
    let first = styled(&project, "body { color: black }");
    let second = styled(&project, "body { color: navy }");
    assert_eq!((first.len(), second.len()), (1, 2));
    assert!(second.contains(&first[0]));
    // A build that changes no asset removes none.
    project.edit("content/site.yaml", "title: Nimbus", "title: Nimbus status");
    assert_eq!(styled(&project, "body { color: navy }"), second);
    let third = styled(&project, "body { color: green }");
    assert_eq!(third.len(), 2);
    assert!(!third.contains(&first[0]));
}

#[test]
fn what_killed_builds_left_is_cleared_and_nothing_else() {
    let project = Project::small();
    project.build();
    let left = [
        ".forthright-stage-public.a1B2c3/files/index.html",
        "public/.forthright-stage-a1B2c3",
    ];
    let not_ours = [
        ".forthright-stage-other.a1B2c3/files/index.html",
        ".forthright-stage-public.notes/mine.txt",
        "public.txt",
    ];
    for path in left.iter().chain(&not_ours) {
        project.file(path, "half");
    }
    project
        .run(["build"])
        .stdout("nothing changed: [..]\n")
        .succeeds();
    let there = |path: &&&str| project.root().join(path).exists();
    assert_eq!(left.iter().filter(there).count(), 0);
    assert_eq!(not_ours.iter().filter(there).count(), 3);
}

#[test]
fn an_empty_folder_that_is_there_is_kept_and_not_replaced() {
    use std::os::unix::fs::MetadataExt;
    let project = Project::small();
    let public = project.root().join("public");
    std::fs::create_dir(&public).unwrap();
    let place = |path: &Path| std::fs::metadata(path).unwrap().ino();
    let before = place(&public);
    project.build();
    assert_eq!(before, place(&public));
}
