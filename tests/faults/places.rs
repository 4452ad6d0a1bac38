//! Output folders that are read-only, somebody else's, a link, or a mount of their own: refused, or written file by file.
//!
//! A file in the place of the folder, and the folders that would hurt, are tried in `suite/output_folder.rs`.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::path::Path;
use std::process::{Command, Output};

use crate::effort::{runs, skip};
use crate::judge::difference;
use crate::mounts::{namespace, number, script};
use crate::site::{Bench, Situation, Tree};

/// The user that owns nothing.
const NOBODY: u32 = 65534;

fn bench() -> (Bench, Situation) {
    let situation = Situation::rebuild();
    let mut bench = Bench::new();
    bench.set(&situation);
    (bench, situation)
}

/// A build by somebody whom permissions hold back: us, or, where we are root, nobody, to whom the site is given.
fn held_back(bench: &Bench) -> Option<Command> {
    let program = env!("CARGO_BIN_EXE_forthright");
    if !runs("sh", &["-c", "[ $(id -u) = 0 ]"]) {
        return Some(bench.build());
    }
    let id = format!("--reuid={NOBODY}");
    let group = format!("--regid={NOBODY}");
    let drop = [id.as_str(), group.as_str(), "--clear-groups"];
    if !runs("setpriv", &[&drop[..], &["test", "-x", program]].concat()) {
        skip(
            "a user without rights",
            "setpriv is missing, or nobody may not run the program",
        );
        return None;
    }
    let scratch = bench.project.scratch.path();
    mode(scratch, 0o755);
    for entry in walkdir::WalkDir::new(bench.root()) {
        chown(entry.unwrap().path(), Some(NOBODY), Some(NOBODY)).unwrap();
    }
    let mut command = Command::new("setpriv");
    command.args(drop).args([program, "build", "--quiet"]);
    bench.prepare(&mut command);
    Some(command)
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[track_caller]
fn assert_refused(bench: &Bench, before: &Tree, output: &Output) {
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.starts_with("error: cannot ") && said.contains("public"),
        "{said}"
    );
    assert_eq!(difference(before, &bench.output().unwrap()), [""; 0]);
    assert_eq!(bench.leftovers(), [""; 0]);
}

#[track_caller]
fn assert_written(bench: &Bench, after: &Tree, output: &Output) {
    assert!(output.status.success(), "{output:?}");
    assert_eq!(difference(after, &bench.output().unwrap()), [""; 0]);
    assert_eq!(bench.leftovers(), [""; 0]);
}

#[test]
fn a_read_only_output_folder_is_refused() {
    let (bench, situation) = bench();
    let Some(mut build) = held_back(&bench) else {
        return;
    };
    let public = bench.root().join("public");
    mode(&public, 0o555);
    let output = build.output().unwrap();
    mode(&public, 0o755);
    assert_refused(&bench, &situation.before.unwrap(), &output);
}

#[test]
fn a_read_only_folder_within_the_output_is_refused_and_nothing_changes() {
    let (bench, situation) = bench();
    let Some(mut build) = held_back(&bench) else {
        return;
    };
    let incidents = bench.root().join("public/incidents");
    mode(&incidents, 0o555);
    let output = build.output().unwrap();
    mode(&incidents, 0o755);
    assert_refused(&bench, &situation.before.unwrap(), &output);
}

#[test]
fn somebody_elses_output_folder_is_refused() {
    let (bench, situation) = bench();
    if !runs("sh", &["-c", "[ $(id -u) = 0 ]"]) {
        return skip("somebody else's folder", "only root gives folders away");
    }
    let Some(mut build) = held_back(&bench) else {
        return;
    };
    chown(bench.root().join("public"), Some(0), Some(0)).unwrap();
    assert_refused(&bench, &situation.before.unwrap(), &build.output().unwrap());
}

#[test]
fn an_immutable_output_folder_is_refused() {
    let (bench, situation) = bench();
    let public = bench.root().join("public");
    let public = public.to_str().unwrap();
    if !runs("chattr", &["+i", public]) {
        return skip("an immutable folder", "chattr is missing, or may not do it");
    }
    let output = bench.build().output().unwrap();
    assert!(runs("chattr", &["-i", public]));
    assert_refused(&bench, &situation.before.unwrap(), &output);
}

#[test]
fn an_output_folder_in_a_read_only_folder_is_written_file_by_file() {
    let (bench, situation) = bench();
    let Some(mut build) = held_back(&bench) else {
        return;
    };
    mode(&bench.root(), 0o555);
    let output = build.output().unwrap();
    mode(&bench.root(), 0o755);
    assert_written(&bench, &situation.after, &output);
}

#[test]
fn a_link_to_a_folder_is_followed_and_stays() {
    let (bench, situation) = bench();
    let (public, elsewhere) = (
        bench.root().join("public"),
        bench.project.scratch.path().join("elsewhere"),
    );
    fs::rename(&public, &elsewhere).unwrap();
    symlink(&elsewhere, &public).unwrap();
    let output = bench.build().output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(public.is_symlink());
    let found = bench.project.tree("../elsewhere");
    assert_eq!(difference(&situation.after, &found), [""; 0]);
    assert_eq!(bench.leftovers(), [""; 0]);
}

/// Builds with a mount at `public`, and copies out what is there.
fn mounted(mount: &str) -> Option<(Bench, Situation, i32, String)> {
    let Some(way) = namespace() else {
        skip("a mount", "no mount can be made, even in a namespace");
        return None;
    };
    let (bench, situation) = bench();
    let text = format!(
        "mkdir kept copy; {mount}; code=0; \"$PROGRAM\" build --quiet > said 2>&1 || code=$?; echo $code > code; cp -a public copy/public"
    );
    let output = script(&way, &bench, &text, &[]);
    assert!(output.status.success(), "{output:?}");
    let code = number(&bench.root().join("code"));
    let said = fs::read_to_string(bench.root().join("said")).unwrap();
    Some((bench, situation, code, said))
}

#[test]
fn another_file_system_is_written_file_by_file() {
    let mount = "mount -t tmpfs none kept; cp -a public kept/; mount --bind kept/public public";
    let Some((bench, situation, code, said)) = mounted(mount) else {
        return;
    };
    assert_eq!((code, said.as_str()), (0, ""));
    assert_eq!(
        difference(&situation.after, &bench.project.tree("copy/public")),
        [""; 0]
    );
}

#[test]
fn a_mount_of_the_same_file_system_is_written_file_by_file() {
    let mount = "mount --bind public public";
    let Some((bench, situation, code, said)) = mounted(mount) else {
        return;
    };
    assert_eq!((code, said.as_str()), (0, ""));
    assert_eq!(
        difference(&situation.after, &bench.project.tree("copy/public")),
        [""; 0]
    );
}

#[test]
fn a_read_only_mount_is_refused() {
    let mount = "mount --bind public public; mount -o remount,bind,ro public";
    let Some((bench, situation, code, said)) = mounted(mount) else {
        return;
    };
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("read-only file system"), "{said}");
    let before = situation.before.unwrap();
    assert_eq!(
        difference(&before, &bench.project.tree("copy/public")),
        [""; 0]
    );
    assert_eq!(bench.leftovers(), [""; 0]);
}
