//! What a file held at an earlier instant, where the project is a checkout of git. Only advice asks: no page depends on it.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::timeline::Instant;

/// The checkout is not trusted to be harmless: nothing that its own settings name is started.
const QUIET: [&str; 6] = [
    "--no-pager",
    "--literal-pathspecs",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "log.showSignature=false",
];

/// What the file at `path` below `root` held at `at`, as far as it was committed by then. `None` without git, without a history, and
/// where it was not there yet.
#[must_use]
pub fn as_it_was(root: &Path, path: &str, at: Instant) -> Option<Vec<u8>> {
    let before = format!("--before=@{}", at.seconds());
    let found = git(root, &["rev-list", "-1", &before, "HEAD", "--", path])?;
    let commit = std::str::from_utf8(&found).ok()?.trim();
    let is_commit = !commit.is_empty() && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_commit.then(|| git(root, &["cat-file", "blob", &format!("{commit}:./{path}")]))?
}

/// What git answers; `None` where it fails, or is not there.
fn git(root: &Path, arguments: &[&str]) -> Option<Vec<u8>> {
    let mut command = Command::new("git");
    command.arg("-C").arg(root).args(QUIET).args(arguments);
    command.stdin(Stdio::null()).stderr(Stdio::null());
    let answer = command.output().ok()?;
    answer.status.success().then_some(answer.stdout)
}
