//! Whole sites: `tests/cases/<area>/<name>/` holds what is there before (`in/`), what is run (`command`), what is said
//! (`stdout`, `stderr`) and what is there afterwards (`out/`).
//!
//! `command` is one line of arguments after `forthright`, with double quotes where a word holds spaces, and optionally
//! `exit <code>` on a line of its own. `out/` holds every file that was made or changed, `public/` left out: its pages are
//! checked for what they are (`pages.rs`), not byte by byte. A case without `out/` is one that changes nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::project::{Project, folders, repository};
use crate::run::golden;

#[test]
fn every_case_does_what_was_blessed() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for area in folders("tests/cases")
        .iter()
        .filter(|area| !area.ends_with("real") && !area.ends_with("corpus"))
    {
        for case in folders(area.strip_prefix(repository()).unwrap().to_str().unwrap()) {
            count += 1;
            if let Err(why) = check(&case) {
                wrong.push(format!(
                    "=== {}: {why}",
                    case.strip_prefix(repository()).unwrap().display()
                ));
            }
        }
    }
    assert!(
        wrong.is_empty() && count > 0,
        "{} of {count}\n{}",
        wrong.len(),
        wrong.join("\n\n")
    );
}

fn check(case: &Path) -> Result<(), String> {
    let project = Project::new();
    let inside = case.join("in");
    if inside.exists() {
        project.add(inside.strip_prefix(repository()).unwrap().to_str().unwrap());
    }
    let before = project.tree("");
    let (arguments, code) = command(case)?;
    let run = project
        .run(&arguments)
        .stdout_file(&case.join("stdout"))
        .stderr_file(&case.join("stderr"));
    run.check(code)?;
    let mut after = project.tree("");
    after.retain(|path, bytes| !path.starts_with("public/") && before.get(path) != Some(bytes));
    let gone: Vec<&String> = before
        .keys()
        .filter(|path| !project.root().join(path).exists())
        .collect();
    if !gone.is_empty() {
        return Err(format!("files that went: {gone:?}"));
    }
    compare(&case.join("out"), &after)
}

/// Compares what was made with what lies in `out`, file by file.
fn compare(out: &Path, made: &BTreeMap<String, Vec<u8>>) -> Result<(), String> {
    let mut expected: BTreeMap<String, PathBuf> = made
        .keys()
        .map(|path| (path.clone(), out.join(path)))
        .collect();
    for entry in walkdir::WalkDir::new(out)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
    {
        expected.insert(
            entry
                .path()
                .strip_prefix(out)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned(),
            entry.into_path(),
        );
    }
    let compared = expected
        .iter()
        .map(|(path, file)| golden(file, made.get(path).map_or(&[], Vec::as_slice)));
    let wrong: Vec<String> = compared.filter_map(Result::err).collect();
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("\n"))
    }
}

/// The arguments and the exit code that `command` names.
fn command(case: &Path) -> Result<(Vec<String>, i32), String> {
    let text = fs::read_to_string(case.join("command"))
        .map_err(|error| format!("no `command`: {error}"))?;
    let mut lines = text.lines();
    let arguments = lines
        .next()
        .and_then(|line| line.strip_prefix("forthright "))
        .ok_or("`command` does not begin with `forthright `")?;
    let code = lines
        .next()
        .and_then(|line| line.strip_prefix("exit "))
        .map_or(Ok(0), str::parse);
    Ok((
        words(arguments),
        code.map_err(|_| "the exit code is no number")?,
    ))
}

/// The words of a line; double quotes hold spaces together.
pub(crate) fn words(line: &str) -> Vec<String> {
    let (mut words, mut quoted) = (vec![String::new()], false);
    for one in line.chars() {
        match one {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().unwrap().push(one),
        }
    }
    words
}
