//! Calls of the system, counted and made to fail with strace.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::effort::runs;
use crate::site::Bench;

/// The calls that touch files. Not every system has each.
const CALLS: [&str; 22] = [
    "openat",
    "open",
    "read",
    "write",
    "close",
    "mkdir",
    "mkdirat",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "rmdir",
    "fsync",
    "syncfs",
    "flock",
    "ftruncate",
    "statx",
    "newfstatat",
    "getdents64",
    "statfs",
    "fchmod",
];

/// The `nth` call of this name, counted for each thread.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) name: String,
    pub(crate) nth: usize,
    /// With what it was made.
    pub(crate) text: String,
}

/// Whether strace can look at programs here.
pub(crate) fn is_here() -> bool {
    runs("strace", &["-f", "-qq", "-o", "/dev/null", "true"])
}

/// Every call of a build on this bench, in order.
pub(crate) fn calls(bench: &Bench) -> Vec<Call> {
    let (mut command, log) = traced(bench, &["-y"]);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut calls = Vec::new();
    let text = fs::read_to_string(log).unwrap();
    for line in text.lines() {
        let Some((thread, rest)) = line.split_once(' ') else {
            continue;
        };
        let Some((name, rest)) = rest.trim_start().split_once('(') else {
            continue;
        };
        if !CALLS.contains(&name) {
            continue;
        }
        let nth = counts.entry((thread, name)).or_default();
        *nth += 1;
        // Whichever thread is the first to make its nth call is the one that is met.
        if seen.insert((name, *nth)) {
            calls.push(Call {
                name: name.to_owned(),
                nth: *nth,
                text: rest.to_owned(),
            });
        }
    }
    calls
}

/// A build that meets `fault` at this call: `signal=KILL`, `error=EIO`.
pub(crate) fn with_fault(bench: &Bench, call: &Call, fault: &str) -> Command {
    let inject = format!("inject={}:{fault}:when={}", call.name, call.nth);
    traced(bench, &["-y", "-e", &inject]).0
}

/// Whether the last fault met the closing of a folder, where nothing can be lost. Calls are counted for each thread, so it may
/// be another call than the one that was meant.
pub(crate) fn met_a_folder(bench: &Bench) -> bool {
    let calls = fs::read_to_string(log(bench)).unwrap();
    let met = calls.lines().find(|line| line.ends_with("(INJECTED)"));
    let path = met.and_then(|line| line.split(['<', '>']).nth(1));
    let name = path.and_then(|path| path.rsplit('/').next());
    let is_folder = |name: &str| !name.contains('.') || name.starts_with(".forthright-stage");
    met.is_some_and(|line| line.contains("close(")) && name.is_some_and(is_folder)
}

fn log(bench: &Bench) -> PathBuf {
    bench.project.scratch.path().join("calls")
}

/// A build under strace, and where the calls are written.
pub(crate) fn traced(bench: &Bench, options: &[&str]) -> (Command, PathBuf) {
    let log = log(bench);
    let trace: Vec<String> = CALLS.iter().map(|name| format!("?{name}")).collect();
    let mut command = Command::new("strace");
    // Not with `--seccomp-bpf`, which is faster: signals are not delivered then.
    command.args(["-f", "-qq", "-o"]).arg(&log);
    command.arg("-e").arg(format!("trace={}", trace.join(",")));
    command.args(options);
    command.args([env!("CARGO_BIN_EXE_forthright"), "build", "--quiet"]);
    bench.prepare(&mut command);
    (command, log)
}
