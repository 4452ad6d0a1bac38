//! Asked to end: the stage goes, the output is old or new, and the program ends by the signal. A reader that goes is no error.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::effort::{effort, skip, spread};
use crate::judge::difference;
use crate::project::Project;
use crate::site::{Bench, Situation, Tree};
use crate::strace::{self, Call};

#[test]
fn a_signal_removes_the_stage_and_ends_the_program() {
    if !strace::is_here() {
        return skip("signals", "strace is missing, or may not look at programs");
    }
    let situation = Situation::rebuild();
    let mut bench = Bench::new();
    bench.set(&situation);
    let calls: Vec<Call> = strace::calls(&bench)
        .into_iter()
        .skip_while(|call| !call.text.contains("-lock"))
        .filter(|call| call.name != "read")
        .collect();
    let signals = [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP];
    let mut complaints = Vec::new();
    let points = spread(&calls, effort(12, 25));
    for (call, signal) in points.iter().zip(signals.into_iter().cycle()) {
        bench.set(&situation);
        let mut child = stopped_at(&bench, call);
        kill(id(&child), signal).unwrap();
        let status = go_on(&mut child);
        let found = bench.output().unwrap_or_default();
        let before = situation.before.as_ref().unwrap();
        let whole = difference(before, &found).is_empty()
            || difference(&situation.after, &found).is_empty();
        if status.signal() != Some(signal as i32) || !whole || !bench.leftovers().is_empty() {
            let left = bench.leftovers();
            complaints.push(format!(
                "{signal} at {call:?}: {status}, whole {whole}, left {left:?}"
            ));
        }
    }
    eprintln!("signals {}, complaints {}", points.len(), complaints.len());
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn a_signal_that_is_ignored_changes_nothing() {
    if !strace::is_here() {
        return skip(
            "ignored signals",
            "strace is missing, or may not look at programs",
        );
    }
    let situation = Situation::rebuild();
    let mut bench = Bench::new();
    bench.set(&situation);
    let calls = strace::calls(&bench);
    bench.set(&situation);
    let call = calls
        .iter()
        .find(|call| call.text.contains("/files/index.html"));
    let (command, log) = strace::traced(&bench, &["-D", "-e", &stop(call.unwrap())]);
    let _ = fs::remove_file(&log);
    let words: Vec<_> = command.get_args().map(ToOwned::to_owned).collect();
    let mut deaf = Command::new("sh");
    deaf.args(["-c", "trap '' HUP; exec strace \"$@\"", "sh"])
        .args(words);
    bench.prepare(&mut deaf);
    let mut child = deaf.spawn().unwrap();
    wait_for_stop(&log, &mut child);
    kill(id(&child), Signal::SIGHUP).unwrap();
    assert!(go_on(&mut child).success());
    assert!(difference(&situation.after, &bench.output().unwrap()).is_empty());
}

#[test]
fn a_reader_that_goes_is_no_error() {
    let project = Project::small();
    project.edit(
        "content/incidents/2009-09-01-mail.md",
        "severity:",
        "sevirity:",
    );
    for (words, code) in [
        ("explain", 0),
        ("explain unknown-key", 0),
        ("--help", 0),
        ("completions bash", 0),
        ("check", 1),
        ("check --format json", 1),
        ("build", 1),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_forthright"));
        command.args(words.split(' ')).current_dir(project.root());
        command.env("SOURCE_DATE_EPOCH", "1251939600");
        // Both streams are pipes that nobody reads any more.
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        command.stdout(writer.try_clone().unwrap()).stderr(writer);
        let status = command.status().unwrap();
        assert_eq!(status.code(), Some(code), "{words}: {status}");
    }
}

fn stop(call: &Call) -> String {
    format!("inject={}:signal=STOP:when={}", call.name, call.nth)
}

/// A build that has stopped at this call, or has ended before it.
pub(crate) fn stopped_at(bench: &Bench, call: &Call) -> Child {
    // With `-D` the program is our child, and strace its own.
    let (traced, log) = strace::traced(bench, &["-D", "-e", &stop(call)]);
    let _ = fs::remove_file(&log);
    // The tests may run where a signal is ignored, as under `nohup`, and programs take that over.
    let mut command = Command::new("env");
    command.arg("--default-signal").arg("strace");
    command.args(traced.get_args());
    bench.prepare(&mut command);
    let mut child = command.stderr(Stdio::null()).spawn().unwrap();
    wait_for_stop(&log, &mut child);
    child
}

/// Waits until every thread stands still, or the program has ended.
fn wait_for_stop(log: &Path, child: &mut Child) {
    let threads = format!("/proc/{}/task", child.id());
    while child.try_wait().unwrap().is_none() {
        let text = fs::read_to_string(log).unwrap_or_default();
        let stopped = text.matches("stopped by SIGSTOP").count();
        if stopped > 0 && fs::read_dir(&threads).is_ok_and(|found| found.count() <= stopped) {
            return;
        }
        std::thread::yield_now();
    }
}

/// Lets a build go on, and waits for its end.
fn go_on(child: &mut Child) -> ExitStatus {
    let id = id(child);
    loop {
        // Again and again: while a tracer looks at the program, one may get lost.
        let _ = kill(id, Signal::SIGCONT);
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        std::thread::yield_now();
    }
}

fn id(child: &Child) -> Pid {
    Pid::from_raw(child.id().try_into().unwrap())
}

/// What a build that is stopped in the middle makes when `meanwhile` is done.
pub(crate) fn continued(bench: &Bench, call: &Call, meanwhile: impl FnOnce()) -> Tree {
    let mut child = stopped_at(bench, call);
    meanwhile();
    assert!(go_on(&mut child).success());
    bench.output().unwrap()
}
