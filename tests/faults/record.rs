//! The record of the last write is gone, damaged, newer, or leads elsewhere: nothing is removed, and the output made anew.

use std::fs;
use std::os::unix::fs::symlink;

use crate::effort::runs;
use crate::project::Project;

const RECORD: &str = "public/.forthright.json";
const OTHER_TIME: [&str; 3] = ["build", "--as-of", "2009-09-02T18:01:00-07:00"];

/// Builds over an output whose record is `record`, with a file beside it that a bad record may aim at.
#[track_caller]
fn refuses(record: impl AsRef<[u8]>) {
    let project = Project::small();
    project.build();
    project
        .file("public/kept.txt", "mine")
        .file("aim.txt", "mine")
        .file(RECORD, record);
    let before = project.tree("public");
    let note = "note: the manifest [..]; everything was written anew, and nothing removed\nnote: left alone in the output folder, as forthright did not write it: kept.txt\n";
    project
        .run(OTHER_TIME)
        .stdout("[..]\n")
        .stderr(note)
        .succeeds();
    let after = project.tree("public");
    assert_eq!(
        before.keys().collect::<Vec<_>>(),
        after.keys().collect::<Vec<_>>()
    );
    assert_eq!(project.text("public/kept.txt"), "mine");
    assert_eq!(project.text("aim.txt"), "mine");
    assert!(project.text(RECORD).starts_with("{\"forthright\":"));
}

/// The record of a good build, with one more file in it.
fn naming(path: &str) -> String {
    let project = Project::small();
    project.build();
    let record = project.text(RECORD);
    let (head, tail) = record.split_once("\"index.html\":[").unwrap();
    let line = tail.split_once(']').unwrap().0;
    format!("{head}{path}:[{line}],\"index.html\":[{tail}")
}

#[test]
fn a_record_that_is_cut_off_or_rubbish_removes_nothing() {
    for record in [
        "",
        "{",
        "[]",
        "null",
        "{\"forthright\":1}",
        "\u{0}\u{0}\u{0}",
    ] {
        refuses(record);
    }
    refuses(b"\xff\xfe{");
    refuses("[".repeat(100_000));
}

#[test]
fn a_record_of_a_newer_version_removes_nothing() {
    refuses(naming("\"x\"").replace("{\"forthright\":1", "{\"forthright\":2"));
}

#[test]
fn a_record_that_leads_out_of_the_folder_removes_nothing() {
    for path in [
        r#""../aim.txt""#,
        r#""incidents/../../aim.txt""#,
        r#""/aim.txt""#,
        r#""..\\aim.txt""#,
        r#""C:/aim.txt""#,
        r#""aim.txt\u0000""#,
        r#""""#,
        r#"".forthright.json""#,
    ] {
        refuses(naming(path));
    }
}

#[test]
fn a_record_that_is_gone_removes_nothing_and_replaces_only_what_is_the_same() {
    let project = Project::small();
    project.build();
    let whole = project.tree("public");
    project.remove(RECORD);
    let refused = "error: `[..]` and [..] more files were not written by forthright, and would be replaced\n  help: choose another folder with `--out`, or move the files away\n  help: with `--force` they are replaced\n";
    project.run(OTHER_TIME).stderr(refused).fails();
    project.build();
    assert_eq!(whole, project.tree("public"));
}

#[test]
fn a_pipe_in_place_of_the_record_is_not_waited_for() {
    let project = Project::small();
    project.build();
    project.remove(RECORD);
    let path = project.root().join(RECORD);
    assert!(runs("mkfifo", &[path.to_str().unwrap()]));
    let note = "note: the manifest [..]; everything was written anew, and nothing removed\n";
    project
        .run(["build"])
        .stdout("[..]\n")
        .stderr(note)
        .succeeds();
    assert!(project.text(RECORD).starts_with('{'));
}

/// A site with an output of which a folder has become a link to `elsewhere`.
fn with_a_link() -> Project {
    let project = Project::small();
    project.file("content/static/files/a.txt", "old").build();
    fs::rename(
        project.root().join("public/files"),
        project.root().join("elsewhere"),
    )
    .unwrap();
    symlink("../elsewhere", project.root().join("public/files")).unwrap();
    project
}

#[test]
fn nothing_is_removed_through_a_link() {
    let project = with_a_link();
    project.remove("content/static/files/a.txt");
    let note = "note: left alone in the output folder, as forthright did not write it: files\n";
    project
        .run(["build"])
        .stdout("[..]\n")
        .stderr(note)
        .succeeds();
    assert_eq!(project.text("elsewhere/a.txt"), "old");
}

#[test]
fn nothing_is_written_through_a_link() {
    let project = with_a_link();
    project.file("content/static/files/a.txt", "new");
    let before = project.tree("public");
    let refused = "error: `[SCRATCH]/site/public/files` is a link, and nothing is written through it\n  help: remove the link, and build again\n";
    project.run(["build"]).stderr(refused).fails();
    assert_eq!(project.text("elsewhere/a.txt"), "old");
    assert_eq!(before, project.tree("public"));
}

#[test]
fn a_folder_where_a_page_belongs_is_refused_and_nothing_changes() {
    let project = Project::small();
    project.build();
    project
        .remove("public/index.html")
        .file("public/index.html/mine.txt", "mine");
    let before = project.tree("public");
    let refused = "error: `[SCRATCH]/site/public/index.html` is a folder where a file belongs\n  help: move it away, and build again\n";
    project.run(OTHER_TIME).stderr(refused).fails();
    assert_eq!(before, project.tree("public"));
}

#[test]
fn a_file_that_somebody_put_where_a_new_page_belongs_is_refused() {
    let project = Project::small();
    project.build();
    project
        .file("public/terms.txt", "mine")
        .file("content/static/terms.txt", "ours");
    let refused = "error: `[SCRATCH]/site/public/terms.txt` was not written by forthright, and would be replaced\n  help: choose another folder with `--out`, or move the files away\n  help: with `--force` they are replaced\n";
    project.run(["build"]).stderr(refused).fails();
    assert_eq!(project.text("public/terms.txt"), "mine");
    project.run(["build", "--force", "--quiet"]).succeeds();
    assert_eq!(project.text("public/terms.txt"), "ours");
}
