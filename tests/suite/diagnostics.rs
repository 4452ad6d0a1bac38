//! Every code has a fixture whose output names it, and the output is what was read and blessed.
//!
//! `tests/diagnostics/<code>/in/` is laid over the site in `tests/diagnostics/_base/`; `stderr` beside it is what `check` says.
//! What version control or editors would mangle (odd bytes, links, pipes) is made here in code instead.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::process::Command;

use forthright::diagnostic::CODES;

use crate::corpus::deep;
use crate::project::{Project, repository};
use crate::run::golden;

const FIXTURES: &str = "tests/diagnostics";
const INCIDENT: &str = "content/incidents/2009-09-01-mail.md";

#[test]
fn the_site_under_the_fixtures_has_no_problem() {
    let project = Project::small();
    project
        .run(["check"])
        .stdout("no errors: 1 incident, 0 apologies, 0 maintenances, 0 notices, 4 components\n")
        .succeeds();
}

#[test]
fn every_fixture_says_what_was_blessed() {
    let mut wrong = Vec::new();
    for code in CODES {
        if let Err(why) = check(code.name) {
            wrong.push(format!("=== {}: {why}", code.name));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}\n{}",
        wrong.len(),
        CODES.len(),
        wrong.join("\n\n")
    );
}

fn check(code: &str) -> Result<(), String> {
    let project = Project::small();
    let folder = format!("{FIXTURES}/{code}/in");
    if repository().join(&folder).exists() {
        project.add(&folder);
    }
    mangle(code, &project);
    let said = project.run(["check", "--quiet"]).say();
    let is_error = said.codes().iter().any(|(is_error, _)| *is_error);
    let unknown = |(_, name): &&(bool, &str)| forthright::diagnostic::code(name).is_none();
    if let Some((_, name)) = said.codes().iter().find(unknown) {
        return Err(format!("a code without a row: {name}"));
    }
    if !said.stdout.is_empty()
        || said.code != Some(i32::from(is_error))
        || !said.stderr.contains(&format!("[{code}]"))
    {
        return Err(format!(
            "exit code {:?}\n{}{}",
            said.code, said.stdout, said.stderr
        ));
    }
    golden(
        &repository().join(FIXTURES).join(code).join("stderr"),
        said.stderr.as_bytes(),
    )
}

/// What no file in the repository could hold safely.
fn mangle(code: &str, project: &Project) {
    let incident = project.text(INCIDENT);
    if let Some(bytes) = mangled(code, &incident) {
        project.file(INCIDENT, bytes);
    }
    match code {
        "control-character" => {
            project.edit("content/site.yaml", "name: Files", "name: \"Fi\\0les\"");
        }
        "file-too-large" => {
            let long = format!("component: mail\n# {}\n", "x".repeat(16 << 20));
            project.file("content/uptime/mail.yaml", long);
        }
        "apology/silent-edit" => {
            project.commit("2009-08-21T08:00:00Z");
            project.edit("content/apologies/2009-08-20-mail.md", "100,000", "150,000");
        }
        _ => odd_files(code, project, &incident),
    }
}

/// The bytes of the one incident, for codes about bytes.
fn mangled(code: &str, text: &str) -> Option<Vec<u8>> {
    let mangled = match code {
        "control-character" => text
            .replace("Everything is", "Everything\u{7} is")
            .replace("We are", "\u{feff}We are"),
        "direction-override" => text.replace("is back", "is\u{202e} back"),
        "file-too-large" => {
            let long = format!("severity: sev1 # {}", "x".repeat(256 << 10));
            text.replace("severity: sev1", &long)
        }
        "not-utf-8" => return Some([text.as_bytes(), b"\nThe caf\xe9 is open.\n"].concat()),
        "wrong-encoding" => {
            let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
            return Some(units.flat_map(u16::to_le_bytes).collect());
        }
        _ => return None,
    };
    Some(mangled.into_bytes())
}

/// Names, links and pipes, for codes about files.
fn odd_files(code: &str, project: &Project, incident: &str) {
    let content = project.root().join("content");
    let linked = content.join("incidents/2009-09-02-mail.md");
    match code {
        "name-not-utf-8" => {
            let name = OsStr::from_bytes(b"incidents/caf\xe9.md");
            fs::write(content.join(name), incident).unwrap();
        }
        "name-collision" => {
            for name in ["Logo.svg", "logo.svg"] {
                project.file(&format!("content/static/{name}"), "x\n");
            }
        }
        "path-too-long" => deep(project),
        "symlink-twice" => {
            project.file("brand/logo.svg", "x\n");
            project.file("content/static/CNAME", "status.nimbus.example\n");
            for name in ["new", "old"] {
                symlink("../../brand", content.join("static").join(name)).unwrap();
            }
        }
        "not-a-file" => {
            let pipe = content.join("incidents/pipe.md");
            assert!(Command::new("mkfifo").arg(pipe).status().unwrap().success());
        }
        "symlink-broken" => symlink("2009-09-01-mial.md", linked).unwrap(),
        "symlink-outside" => {
            fs::write(project.root().join("../secret.md"), incident).unwrap();
            symlink("../../../secret.md", linked).unwrap();
        }
        _ => {}
    }
}

#[test]
fn every_fixture_belongs_to_a_code() {
    let codes: BTreeSet<&str> = CODES.iter().map(|code| code.name).collect();
    let rooms: BTreeSet<&str> = CODES
        .iter()
        .filter_map(|code| Some(code.name.split_once('/')?.0))
        .collect();
    for folder in crate::project::folders(FIXTURES) {
        let name = folder.file_name().unwrap().to_str().unwrap();
        if !rooms.contains(name) {
            assert!(name == "_base" || codes.contains(name), "{name} is no code");
            continue;
        }
        for inside in crate::project::folders(&format!("{FIXTURES}/{name}")) {
            let name = format!("{name}/{}", inside.file_name().unwrap().to_str().unwrap());
            assert!(codes.contains(&*name), "{name} is no code");
        }
    }
}

#[test]
fn every_code_is_said_somewhere() {
    let walker = walkdir::WalkDir::new(repository().join("src"))
        .into_iter()
        .map(Result::unwrap);
    let sources = walker.filter(|entry| {
        entry
            .path()
            .extension()
            .is_some_and(|ending| ending == "rs")
    });
    let sources = sources.filter(|entry| {
        !entry.path().ends_with("codes.rs") && !entry.path().to_str().unwrap().contains("/forms/")
    });
    let text: String = sources
        .map(|entry| fs::read_to_string(entry.path()).unwrap())
        .collect();
    let silent: Vec<&str> = CODES
        .iter()
        .map(|code| code.name)
        .filter(|name| !text.contains(&format!("\"{name}\"")))
        .collect();
    assert!(silent.is_empty(), "codes that nothing says: {silent:?}");
}
