//! A scratch folder with a site in it, and the program run there.
//!
//! Silence is asserted: standard output and standard error are expected to be empty unless a test says what it expects, so
//! that no stray word goes unnoticed. The environment is cleaned and the clock is set, so that a run is the same everywhere.
//! The one thing that is changed before comparing is the path of the scratch folder, which becomes `[SCRATCH]`.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use tempfile::TempDir;

/// The instant at which every run takes place unless it says otherwise: 2009-09-02 18:00 in California.
pub(crate) const NOW: &str = "1251939600";

/// A scratch folder; removed when dropped.
pub(crate) struct Project {
    scratch: TempDir,
}

impl Project {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        let scratch = tempfile::Builder::new()
            .prefix("forthright-test-")
            .tempdir()
            .unwrap();
        fs::create_dir(scratch.path().join("site")).unwrap();
        Self { scratch }
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

    /// A run of the program in this folder, with these arguments.
    pub(crate) fn run<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Run<'_> {
        Run {
            project: self,
            folder: self.root(),
            arguments: arguments
                .into_iter()
                .map(|one| one.as_ref().to_owned())
                .collect(),
            environment: BTreeMap::from([("SOURCE_DATE_EPOCH".into(), NOW.into())]),
            stdout: Expected::Nothing,
            stderr: Expected::Nothing,
        }
    }

    /// A run of the program in `folder`.
    pub(crate) fn run_in<S: AsRef<OsStr>>(
        &self,
        folder: &Path,
        arguments: impl IntoIterator<Item = S>,
    ) -> Run<'_> {
        Run {
            folder: folder.to_owned(),
            ..self.run(arguments)
        }
    }

    /// Builds into `public/`, and fails when anything is wrong with the site.
    pub(crate) fn build(&self) {
        self.run(["build", "--quiet"]).succeeds();
    }
}

/// What a stream is expected to hold.
enum Expected {
    Nothing,
    /// This, where `[..]` stands for anything on its line.
    Text(String),
    /// The content of the file at this path, which is rewritten when blessing.
    Golden(PathBuf),
    /// The first line.
    FirstLine(String),
    /// This, somewhere in it.
    Part(String),
    /// Anything but silence.
    Something,
}

/// A run of the program, not started yet.
#[must_use = "say how it ends: `succeeds`, `finds_problems` or `fails`"]
pub(crate) struct Run<'a> {
    project: &'a Project,
    folder: PathBuf,
    arguments: Vec<OsString>,
    environment: BTreeMap<OsString, OsString>,
    stdout: Expected,
    stderr: Expected,
}

/// What a run said.
pub(crate) struct Said {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: Option<i32>,
}

impl Run<'_> {
    /// Sets a variable of the environment.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.environment
            .insert(name.into(), value.as_ref().to_owned());
        self
    }

    /// Expects `text` on standard output; `[..]` stands for anything on its line.
    pub(crate) fn stdout(mut self, text: &str) -> Self {
        self.stdout = Expected::Text(text.to_owned());
        self
    }

    /// Expects what the file at `path` holds on standard output.
    pub(crate) fn stdout_file(mut self, path: &Path) -> Self {
        self.stdout = Expected::Golden(path.to_owned());
        self
    }

    /// Expects something, whatever it is, on standard output.
    pub(crate) fn stdout_any(mut self) -> Self {
        self.stdout = Expected::Something;
        self
    }

    /// Expects standard output to begin with this line.
    pub(crate) fn stdout_first_line(mut self, line: &str) -> Self {
        self.stdout = Expected::FirstLine(line.to_owned());
        self
    }

    /// Expects `text` on standard error; `[..]` stands for anything on its line.
    pub(crate) fn stderr(mut self, text: &str) -> Self {
        self.stderr = Expected::Text(text.to_owned());
        self
    }

    /// Expects what the file at `path` holds on standard error.
    pub(crate) fn stderr_file(mut self, path: &Path) -> Self {
        self.stderr = Expected::Golden(path.to_owned());
        self
    }

    /// Takes whatever comes on standard error, which the test looks at itself.
    pub(crate) fn stderr_any(mut self) -> Self {
        self.stderr = Expected::Part(String::new());
        self
    }

    /// Expects `part` somewhere on standard error.
    pub(crate) fn stderr_part(mut self, part: &str) -> Self {
        self.stderr = Expected::Part(part.to_owned());
        self
    }

    /// Expects exit code 0.
    #[track_caller]
    pub(crate) fn succeeds(self) -> Said {
        self.exits(0)
    }

    /// Expects exit code 1: problems in the content.
    #[track_caller]
    pub(crate) fn finds_problems(self) -> Said {
        self.exits(1)
    }

    /// Expects exit code 2: wrong use, or an environment that does not let us.
    #[track_caller]
    pub(crate) fn fails(self) -> Said {
        self.exits(2)
    }

    /// Expects this exit code.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Said {
        match self.check(code) {
            Ok(said) => said,
            Err(why) => panic!("{why}"),
        }
    }

    /// Runs, and compares; for tests that collect what is wrong in many runs.
    pub(crate) fn check(self, code: i32) -> Result<Said, String> {
        let said = self.say();
        let mut wrong = Vec::new();
        if said.code != Some(code) {
            wrong.push(format!("exit code {:?}, expected {code}", said.code));
        }
        for (name, expected, text) in [
            ("standard output", &self.stdout, &said.stdout),
            ("standard error", &self.stderr, &said.stderr),
        ] {
            wrong.extend(
                expected
                    .compare(text)
                    .err()
                    .map(|why| format!("{name} {why}")),
            );
        }
        if wrong.is_empty() {
            return Ok(said);
        }
        Err(format!(
            "{:?}\n{}\n--- stdout\n{}--- stderr\n{}---",
            self.arguments,
            wrong.join("\n"),
            said.stdout,
            said.stderr
        ))
    }

    /// Runs, and expects nothing.
    pub(crate) fn say(&self) -> Said {
        let home = self.project.scratch.path().join("home");
        fs::create_dir_all(&home).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_forthright"));
        command
            .args(&self.arguments)
            .current_dir(&self.folder)
            .env_clear();
        command.env("HOME", home).envs(&self.environment);
        let output = command.output().unwrap();
        Said {
            stdout: self.redacted(&output.stdout),
            stderr: self.redacted(&output.stderr),
            code: output.status.code(),
        }
    }

    fn redacted(&self, bytes: &[u8]) -> String {
        let text = String::from_utf8(bytes.to_vec()).expect("the program speaks UTF-8");
        let scratch = self.project.scratch.path();
        let real = scratch.canonicalize().unwrap();
        text.replace(real.to_str().unwrap(), "[SCRATCH]")
            .replace(scratch.to_str().unwrap(), "[SCRATCH]")
    }
}

impl Expected {
    fn compare(&self, text: &str) -> Result<(), String> {
        match self {
            Self::Nothing if text.is_empty() => Ok(()),
            Self::Nothing => Err("is not empty".to_owned()),
            Self::Text(expected) if matches(expected, text) => Ok(()),
            Self::Text(expected) => Err(format!("is not\n{expected}---")),
            Self::Golden(path) => golden(path, text.as_bytes()),
            Self::FirstLine(line) if text.lines().next() == Some(line) => Ok(()),
            Self::FirstLine(line) => Err(format!("does not begin with {line}")),
            Self::Something if !text.is_empty() => Ok(()),
            Self::Something => Err("is empty".to_owned()),
            Self::Part(part) if text.contains(part) => Ok(()),
            Self::Part(part) => Err(format!("does not hold {part}")),
        }
    }
}

/// Whether `text` is `expected`, in which `[..]` stands for anything on its line.
fn matches(expected: &str, text: &str) -> bool {
    let line_matches = |expected: &str, line: &str| {
        let mut parts = expected.split("[..]");
        let Some(mut rest) = parts.next().and_then(|first| line.strip_prefix(first)) else {
            return false;
        };
        let parts: Vec<&str> = parts.collect();
        let Some((last, middle)) = parts.split_last() else {
            return rest.is_empty();
        };
        for part in middle {
            let Some(at) = rest.find(part) else {
                return false;
            };
            rest = &rest[at + part.len()..];
        }
        rest.ends_with(last)
    };
    let (expected, text): (Vec<&str>, Vec<&str>) =
        (expected.split('\n').collect(), text.split('\n').collect());
    expected.len() == text.len()
        && expected
            .iter()
            .zip(text)
            .all(|(expected, line)| line_matches(expected, line))
}

/// Compares `bytes` with the file at `path`, or rewrites the file when `FORTHRIGHT_BLESS` is set. No file means no bytes.
pub(crate) fn golden(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let expected = fs::read(path).unwrap_or_default();
    if expected == bytes {
        return Ok(());
    }
    if std::env::var_os("FORTHRIGHT_BLESS").is_none() {
        let text = String::from_utf8_lossy(&expected);
        return Err(format!(
            "is not what {} holds:\n{text}--- (FORTHRIGHT_BLESS=1 rewrites it)",
            path.display()
        ));
    }
    if bytes.is_empty() {
        fs::remove_file(path).map_err(|error| error.to_string())
    } else {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).map_err(|error| error.to_string())
    }
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
