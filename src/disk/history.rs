//! What files held at an earlier instant, where the project is a checkout of git. Only advice asks: no page depends on it.
//!
//! The checkout is not trusted to be harmless. Git runs programs that its settings name, above all where it fetches what is missing; so
//! nothing may be fetched, and what could be started on the way is turned off. Nothing but the path and the home is inherited: a variable
//! could make git look into another repository.

use std::collections::BTreeMap;
use std::env;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::timeline::Instant;

/// Settings that win over those of the checkout.
const SETTINGS: [&str; 4] = [
    "core.fsmonitor=false",
    "core.quotePath=false",
    "log.showSignature=false",
    "protocol.allow=never",
];
/// Variables that git is given.
const GIVEN: [(&str, &str); 4] = [
    // A list of no protocol at all.
    ("GIT_ALLOW_PROTOCOL", ""),
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_OPTIONAL_LOCKS", "0"),
];
const INHERITED: [&str; 3] = ["PATH", "HOME", "XDG_CONFIG_HOME"];
/// Larger files are never asked for.
const MOST_BYTES: u64 = 16 << 20;

/// The commits that touched the files of one folder, and a git that hands out what they held.
#[derive(Debug)]
pub struct History {
    /// Of each file by path, newest first: when it was committed, in seconds since 1970, and in which commit.
    commits: BTreeMap<String, Vec<(i64, String)>>,
    git: Git,
}

impl History {
    /// The history of the files below `folder` of the project at `root`. `None` without git, and where there is no history.
    #[must_use]
    pub fn of(root: &Path, folder: &str) -> Option<Self> {
        let format = "--format=format:%x00%H %ct";
        let list = ["log", format, "--name-only", "--no-renames", "--relative"];
        let mut command = git(root);
        command.args(list).args(["HEAD", "--", folder]);
        let mut child = command.stdin(Stdio::null()).spawn().ok()?;
        let commits = child
            .stdout
            .take()
            .map(|output| read_log(BufReader::new(output)));
        let ended = child.wait().is_ok_and(|status| status.success());
        let commits = commits.filter(|commits| ended && !commits.is_empty())?;
        let git = Git::start(root)?;
        Some(Self { commits, git })
    }

    /// What the file at `path` held at `at`, as far as it was committed by then. `None` where it was not there yet.
    pub fn at(&mut self, path: &str, at: Instant) -> Option<Vec<u8>> {
        let commits = self.commits.get(path)?;
        let mut commits = commits.iter();
        let (_, commit) = commits.find(|(committed, _)| *committed <= at.seconds())?;
        self.git.file(commit, path)
    }
}

/// The commits of each file, out of lines: a zero byte, the commit and its second; then the files that it touched.
fn read_log(lines: impl BufRead) -> BTreeMap<String, Vec<(i64, String)>> {
    let mut commits: BTreeMap<String, Vec<(i64, String)>> = BTreeMap::new();
    let mut now = None;
    for line in lines.lines().map_while(Result::ok) {
        if let Some(head) = line.strip_prefix('\0') {
            let parts = head.split_once(' ');
            now =
                parts.and_then(|(commit, second)| Some((second.parse().ok()?, commit.to_owned())));
        } else if let Some(commit) = now.clone().filter(|_| !line.is_empty()) {
            commits.entry(line).or_default().push(commit);
        }
    }
    commits
}

/// Git at `root`, with nothing of its own to start.
fn git(root: &Path) -> Command {
    let mut command = Command::new("git");
    command
        .env_clear()
        .envs(GIVEN)
        .envs(
            INHERITED
                .iter()
                .filter_map(|name| Some((name, env::var_os(name)?))),
        )
        .arg("-C")
        .arg(root)
        .args(["--no-pager", "--literal-pathspecs"])
        .args(SETTINGS.iter().flat_map(|setting| ["-c", setting]))
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

/// A git that answers one question after the other. It ends when dropped.
#[derive(Debug)]
struct Git {
    child: Child,
    ask: ChildStdin,
    answer: BufReader<ChildStdout>,
}

impl Git {
    fn start(root: &Path) -> Option<Self> {
        let mut command = git(root);
        command.args(["cat-file", "--batch"]).stdin(Stdio::piped());
        let mut child = command.spawn().ok()?;
        let ask = child.stdin.take()?;
        let answer = BufReader::new(child.stdout.take()?);
        Some(Self { child, ask, answer })
    }

    /// What `commit` holds at `path`; `None` where it holds nothing there, or git is gone.
    fn file(&mut self, commit: &str, path: &str) -> Option<Vec<u8>> {
        if path.contains('\n') {
            return None;
        }
        writeln!(self.ask, "{commit}:./{path}").ok()?;
        self.ask.flush().ok()?;
        let mut head = String::new();
        self.answer.read_line(&mut head).ok()?;
        let mut parts = head.split_whitespace();
        let (object, kind) = (parts.next()?, parts.next()?);
        // Else it says what was asked for, and that it is missing.
        let is_there = object.bytes().all(|byte| byte.is_ascii_hexdigit());
        let size = parts.next().filter(|_| is_there)?.parse::<u64>().ok()?;
        if kind != "blob" || size > MOST_BYTES {
            // What follows is not read, so no other answer can be found.
            let _ = self.child.kill();
            return None;
        }
        let mut bytes = Vec::new();
        let mut content = self.answer.by_ref().take(size + 1);
        content.read_to_end(&mut bytes).ok()?;
        // A line end closes the answer.
        bytes.pop()?;
        Some(bytes)
    }
}

impl Drop for Git {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
