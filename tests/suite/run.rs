//! One run of the program: what is expected of it, and whether it did that.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::project::{Project, as_nobody};

/// The instant at which every run takes place unless it says otherwise: 2009-09-02 18:00 in California.
const NOW: &str = "1251939600";

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

impl Said {
    /// Every code that is named on standard error: of `error[unknown-key]: …` the `unknown-key`, with whether it is an error.
    pub(crate) fn codes(&self) -> BTreeSet<(bool, &str)> {
        self.stderr.lines().filter_map(code_in).collect()
    }
}

fn code_in(line: &str) -> Option<(bool, &str)> {
    let error = line.strip_prefix("error[");
    let rest = error.or_else(|| line.strip_prefix("warning["));
    let rest = rest.or_else(|| line.strip_prefix("info["))?;
    rest.split_once(']')
        .map(|(code, _)| (error.is_some(), code))
}

impl<'a> Run<'a> {
    /// A run in `folder`, at the usual instant, that is expected to say nothing.
    pub(crate) fn new<S: AsRef<OsStr>>(
        project: &'a Project,
        folder: &Path,
        arguments: impl IntoIterator<Item = S>,
    ) -> Self {
        let instant = ("SOURCE_DATE_EPOCH".into(), NOW.into());
        Self {
            project,
            folder: folder.to_owned(),
            arguments: arguments
                .into_iter()
                .map(|one| one.as_ref().to_owned())
                .collect(),
            environment: BTreeMap::from([instant]),
            stdout: Expected::Nothing,
            stderr: Expected::Nothing,
        }
    }
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
        let mut command = if self.project.ordinary.get() {
            as_nobody()
        } else {
            Command::new(env!("CARGO_BIN_EXE_forthright"))
        };
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
