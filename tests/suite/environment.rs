//! The same content at the same instant is the same bytes, wherever and however it is built.

use crate::project::Project;

#[test]
fn another_zone_language_user_and_number_of_threads_make_the_same_bytes() {
    let (one, other) = (Project::demo(), Project::demo());
    one.run(["build", "--quiet"])
        .env("TZ", "Pacific/Apia")
        .env("LANG", "C")
        .env("RAYON_NUM_THREADS", "1")
        .env("USER", "ada")
        .succeeds();
    let run = other
        .run(["build", "--quiet"])
        .env("TZ", "America/St_Johns")
        .env("LANG", "tr_TR.UTF-8")
        .env("LC_ALL", "tr_TR.UTF-8");
    run.env("RAYON_NUM_THREADS", "7")
        .env("USER", "bob")
        .env("TERM", "xterm-256color")
        .env("COLUMNS", "20")
        .succeeds();
    let (one, other) = (one.tree("public"), other.tree("public"));
    for (path, bytes) in &one {
        assert!(other.get(path) == Some(bytes), "{path} differs");
    }
    assert_eq!(one.len(), other.len());
}

#[test]
fn a_build_over_an_older_one_equals_a_build_from_nothing() {
    let (warm, cold) = (Project::demo(), Project::demo());
    warm.run(["build", "--quiet", "--as-of", "2009-09-01T13:00:00-07:00"])
        .stderr_part("error")
        .finds_problems();
    warm.file(
        "content/notices/2009-08-30-gone.md",
        "---\ntitle: Gone\npublished: 2009-08-30 09:00\n---\n\nGone soon.\n",
    );
    warm.build();
    warm.remove("content/notices/2009-08-30-gone.md").build();
    cold.build();
    let (warm, cold) = (warm.tree("public"), cold.tree("public"));
    assert!(
        warm == cold,
        "only in one, or different: {:?}",
        warm.iter()
            .filter(|(path, bytes)| cold.get(*path) != Some(bytes))
            .map(|(path, _)| path)
            .collect::<Vec<_>>()
    );
}

#[test]
fn line_ends_and_a_byte_order_mark_make_no_difference() {
    let (one, other) = (Project::small(), Project::small());
    for path in ["content/site.yaml", "content/incidents/2009-09-01-mail.md"] {
        other.file(
            path,
            format!("\u{feff}{}", one.text(path).replace('\n', "\r\n")),
        );
    }
    one.build();
    other.build();
    let (mut one, mut other) = (one.tree("public"), other.tree("public"));
    one.remove(".forthright.json");
    other.remove(".forthright.json");
    assert_eq!(one, other);
}

#[test]
fn colour_is_for_terminals_or_when_asked() {
    let project = Project::small();
    project.edit(
        "content/incidents/2009-09-01-mail.md",
        "severity:",
        "sevirity:",
    );
    let plain = project
        .run(["check"])
        .stderr_part("error[unknown-key]")
        .finds_problems();
    assert!(!plain.stderr.contains('\u{1b}'));
    let forced = project
        .run(["check", "--color", "always"])
        .stderr_part("\u{1b}[")
        .finds_problems();
    assert_eq!(without_colour(&forced.stderr), plain.stderr);
}

/// `text` without the sequences that colour a terminal.
fn without_colour(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| {
        plain + part.split_once('m').map_or(part, |(_, rest)| rest)
    })
}

#[test]
fn wrong_use_says_so_and_is_told_from_wrong_content() {
    let project = Project::small();
    for arguments in [
        &["biuld"][..],
        &["build", "--frmat", "json"],
        &["check", "--format", "xml"],
        &["new", "incident"],
        &["explain", "unknown-kye"],
    ] {
        let said = project.run(arguments).stderr_part("error: ").fails();
        assert!(said.stdout.is_empty());
    }
}

#[test]
fn help_and_version_are_no_error() {
    let project = Project::new();
    project
        .run(["--version"])
        .stdout("forthright [..]\n")
        .succeeds();
    for arguments in [&["--help"][..], &["build", "--help"], &["check", "-h"]] {
        project.run(arguments).stdout_any().succeeds();
    }
    project
        .run(["completions", "bash"])
        .stdout_first_line("_forthright() {")
        .succeeds();
    project
        .run(["completions", "zsh"])
        .stdout_first_line("#compdef forthright")
        .succeeds();
    for shell in ["fish", "elvish", "powershell"] {
        project.run(["completions", shell]).stdout_any().succeeds();
    }
}

#[test]
fn annotations_name_files_from_the_workspace_wherever_the_program_runs() {
    let project = Project::new();
    project.file(
        "status/content/site.yaml",
        "title: Nimbus status\nurll: x\n",
    );
    for (folder, arguments) in [
        ("status", vec!["check", "--format", "github"]),
        ("status/content", vec!["check", "--format", "github"]),
        (".", vec!["check", "--format", "github", "--root", "status"]),
        (
            "..",
            vec!["check", "--format", "github", "--root", "site/status"],
        ),
    ] {
        project
            .run_in(&project.root().join(folder), arguments)
            .env("GITHUB_WORKSPACE", project.root())
            .stderr_part("::error file=status/content/site.yaml,line=2,")
            .finds_problems();
    }
}
