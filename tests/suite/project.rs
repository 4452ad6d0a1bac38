//! A scratch folder with a site in it, and the program run there.
//!
//! Silence is asserted: standard output and standard error are expected to be empty unless a test says what it expects, so
//! that no stray word goes unnoticed. The environment is cleaned and the clock is set, so that a run is the same everywhere.
//! The one thing that is changed before comparing is the path of the scratch folder, which becomes `[SCRATCH]`.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use tempfile::TempDir;

use crate::run::Run;

/// A scratch folder; removed when dropped.
pub(crate) struct Project {
    pub(crate) scratch: TempDir,
    /// Whether the program runs as an ordinary user, to whom the system may deny things.
    pub(crate) ordinary: Cell<bool>,
}

impl Project {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        let scratch = tempfile::Builder::new()
            .prefix("forthright-test-")
            .tempdir()
            .unwrap();
        Self::in_folder(scratch)
    }

    /// The same in a folder that is there already.
    pub(crate) fn in_folder(scratch: TempDir) -> Self {
        fs::create_dir(scratch.path().join("site")).unwrap();
        Self {
            scratch,
            ordinary: Cell::new(false),
        }
    }

    /// A folder that holds what the fixture at `path` below the repository holds.
    pub(crate) fn copy(path: &str) -> Self {
        let project = Self::new();
        project.add(path);
        project
    }

    /// A folder that holds the demo site.
    pub(crate) fn demo() -> Self {
        let project = Self::new();
        copy_folder(
            &repository().join("content"),
            &project.root().join("content"),
        );
        project
    }

    /// The smallest site with something to tell: two components and one incident that is over.
    pub(crate) fn small() -> Self {
        Self::copy("tests/diagnostics/_base")
    }

    /// Lays the fixture at `path` below the repository over what is here.
    pub(crate) fn add(&self, path: &str) {
        copy_folder(&repository().join(path), &self.root());
    }

    /// Writes a file, with its folders.
    pub(crate) fn file(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// Replaces the one occurrence of `from` in a file.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) -> &Self {
        let text = fs::read_to_string(self.root().join(path)).unwrap();
        assert_eq!(text.matches(from).count(), 1, "`{from}` in {path}");
        self.file(path, text.replace(from, to))
    }

    /// Removes a file.
    pub(crate) fn remove(&self, path: &str) -> &Self {
        fs::remove_file(self.root().join(path)).unwrap();
        self
    }

    /// Commits everything as it is at the instant `at` (RFC 3339). The project becomes a checkout where it was none.
    pub(crate) fn commit(&self, at: &str) {
        self.git(&["init", "-q"], at);
        self.git(&["add", "-A"], at);
        let who = ["-c", "user.name=A", "-c", "user.email=a@a.example"];
        self.git(
            &[&who[..], &["commit", "-q", "-m", "As it is"]].concat(),
            at,
        );
    }

    /// What git says in the project, at the instant `at`.
    pub(crate) fn git(&self, arguments: &[&str], at: &str) -> String {
        let mut command = Command::new("git");
        command.arg("-C").arg(self.root()).args(arguments);
        command.env("HOME", self.root().join(".."));
        let dates = ["GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"];
        command.envs(dates.map(|name| (name, at)));
        let output = command.output().unwrap();
        assert!(output.status.success(), "git {arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// The text of a file.
    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The folder of the site, in which the program runs.
    pub(crate) fn root(&self) -> PathBuf {
        self.scratch.path().join("site")
    }

    /// Path → bytes of every file below `folder`.
    pub(crate) fn tree(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        paths(&self.root().join(folder))
            .into_iter()
            .map(|(name, path)| (name, fs::read(path).unwrap_or_default()))
            .collect()
    }

    /// Path → time of the last change of every file below `folder`.
    pub(crate) fn times(&self, folder: &str) -> BTreeMap<String, SystemTime> {
        let time = |path: PathBuf| fs::symlink_metadata(path).unwrap().modified().unwrap();
        paths(&self.root().join(folder))
            .into_iter()
            .map(|(name, path)| (name, time(path)))
            .collect()
    }

    /// Lets the program run as an ordinary user from here on, who owns the folder. Says why, where that cannot be done.
    pub(crate) fn give_to_nobody(&self) -> Result<(), &'static str> {
        let user = Command::new("id").arg("-u").output().unwrap();
        if user.stdout != b"0\n" {
            return Ok(());
        }
        let owner = Command::new("chown")
            .args(["-R", NOBODY])
            .arg(self.scratch.path())
            .status();
        let program = as_nobody().arg("--version").output();
        let runs = program.is_ok_and(|output| output.status.success());
        if !runs || !owner.is_ok_and(|status| status.success()) {
            return Err("the program cannot be run as an ordinary user here");
        }
        self.ordinary.set(true);
        Ok(())
    }

    /// A run of the program in this folder, with these arguments.
    pub(crate) fn run<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Run<'_> {
        self.run_in(&self.root(), arguments)
    }

    /// A run of the program in `folder`.
    pub(crate) fn run_in<S: AsRef<OsStr>>(
        &self,
        folder: &Path,
        arguments: impl IntoIterator<Item = S>,
    ) -> Run<'_> {
        Run::new(self, folder, arguments)
    }

    /// Builds into `public/`, and fails when anything is wrong with the site.
    pub(crate) fn build(&self) {
        self.run(["build", "--quiet"]).succeeds();
    }
}

/// The user and the group that own nothing.
const NOBODY: &str = "65534:65534";

/// The program, run by the user who owns nothing.
pub(crate) fn as_nobody() -> Command {
    let (user, group) = NOBODY.split_once(':').unwrap();
    let mut command = Command::new("setpriv");
    command
        .args(["--clear-groups", "--reuid", user, "--regid", group])
        .arg(env!("CARGO_BIN_EXE_forthright"));
    command
}

/// The folder of the repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folders directly below `folder` of the repository, sorted by name.
pub(crate) fn folders(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(repository().join(folder))
        .map(|entries| entries.map(|entry| entry.unwrap().path()).collect());
    let mut entries: Vec<PathBuf> = entries.unwrap_or_default();
    entries.retain(|path| path.is_dir());
    entries.sort();
    entries
}

/// Name and path of every file below `folder`, links included and not followed.
fn paths(folder: &Path) -> BTreeMap<String, PathBuf> {
    let walker = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap);
    let files = walker.filter(|entry| !entry.file_type().is_dir());
    files
        .map(|entry| {
            (
                entry
                    .path()
                    .strip_prefix(folder)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned(),
                entry.into_path(),
            )
        })
        .collect()
}

pub(crate) fn copy_folder(from: &Path, to: &Path) {
    for (name, path) in paths(from) {
        let target = to.join(name);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(path, target).unwrap();
    }
}
