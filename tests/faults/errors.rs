//! A call that does not work: the build says so and changes nothing, or carries on and is whole. It never lies.

use std::collections::BTreeMap;
use std::process::Output;

use crate::effort::{Numbers, each, effort, skip, spread};
use crate::judge::difference;
use crate::site::{Bench, Situation, Tree};
use crate::strace::{self, Call};

const ERRORS: [&str; 8] = [
    "EIO", "EDQUOT", "EROFS", "EACCES", "EMFILE", "ENOMEM", "EINTR", "ENOSPC",
];

/// One call of one situation, and the error that it meets.
#[derive(Debug, Clone)]
struct Fault {
    situation: usize,
    call: Call,
    error: &'static str,
}

#[test]
fn an_error_at_any_call_never_ends_in_success_with_less_than_everything() {
    if !strace::is_here() {
        return skip("errors", "strace is missing, or may not look at programs");
    }
    let situations = Situation::all();
    let mut faults = Vec::new();
    for (situation, calls) in calls(&situations).into_iter().enumerate() {
        for call in &calls {
            faults.extend(ERRORS.map(|error| Fault {
                situation,
                call: call.clone(),
                error,
            }));
        }
    }
    let faults = spread(&shuffled(faults), effort(50, 5));
    let complaints = each(&faults, Bench::new, |bench, fault| {
        let situation = &situations[fault.situation];
        let output = met(bench, situation, fault);
        let wrong = honesty(bench, situation, &output, &fault.call);
        let place = format!("{}, {} at {:?}", situation.name, fault.error, fault.call);
        let words = |wrong: String| format!("{place}: {wrong}");
        wrong.into_iter().map(words).take(3).collect()
    });
    eprintln!(
        "errors met {}, complaints {}",
        faults.len(),
        complaints.len()
    );
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn an_error_that_shows_only_at_a_sync_or_a_close_is_an_error() {
    if !strace::is_here() {
        return skip(
            "syncs and closes",
            "strace is missing, or may not look at programs",
        );
    }
    let situations = Situation::all();
    let mut faults = Vec::new();
    for (situation, calls) in calls(&situations).into_iter().enumerate() {
        // What is open for reading has nothing to lose at the close.
        let counts = |call: &Call| match call.name.as_str() {
            "fsync" | "syncfs" => true,
            "close" => call.text.contains("/files/") || call.text.contains(".json>"),
            _ => false,
        };
        let calls = calls.into_iter().filter(counts);
        for call in calls.filter(|call| !call.text.contains("/public/.forthright.json")) {
            faults.extend(["EIO", "ENOSPC", "EDQUOT"].map(|error| Fault {
                situation,
                call: call.clone(),
                error,
            }));
        }
    }
    let faults = spread(&shuffled(faults), effort(16, 20));
    let complaints = each(&faults, Bench::new, |bench, fault| {
        let situation = &situations[fault.situation];
        let output = met(bench, situation, fault);
        let mut wrong = honesty(bench, situation, &output, &fault.call);
        if output.status.code() != Some(2) && !strace::met_a_folder(bench) {
            wrong.push(format!("{output:?}"));
        }
        let place = format!("{}, {} at {:?}", situation.name, fault.error, fault.call);
        wrong
            .iter()
            .map(|wrong| format!("{place}: {wrong}"))
            .collect()
    });
    eprintln!(
        "errors at syncs and closes {}, complaints {}",
        faults.len(),
        complaints.len()
    );
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn a_signal_in_the_middle_of_a_call_is_no_error() {
    if !strace::is_here() {
        return skip(
            "interrupted calls",
            "strace is missing, or may not look at programs",
        );
    }
    let situation = Situation::rebuild();
    let mut bench = Bench::new();
    bench.set(&situation);
    // Calls whose number no other thread comes to before.
    let alone = [
        ("openat", "/files/index.html"),
        ("write", "/files/index.html"),
        ("close", "/files/index.html"),
        ("mkdir", "/files/"),
        ("flock", ""),
        ("fsync", ""),
        ("syncfs", ""),
        ("rename", ""),
        ("renameat2", ""),
    ];
    let mut first: BTreeMap<String, Call> = BTreeMap::new();
    for call in strace::calls(&bench) {
        let is_meant = |(name, part): &(&str, &str)| call.name == *name && call.text.contains(part);
        if alone.iter().any(is_meant) {
            first.entry(call.name.clone()).or_insert(call);
        }
    }
    for call in first.values() {
        bench.set(&situation);
        let output = strace::with_fault(&bench, call, "error=EINTR")
            .output()
            .unwrap();
        assert!(output.status.success(), "{call:?}: {output:?}");
        let wrong = difference(&situation.after, &bench.output().unwrap());
        assert!(wrong.is_empty(), "{call:?}: {wrong:?}");
    }
}

fn calls(situations: &[Situation]) -> Vec<Vec<Call>> {
    let mut bench = Bench::new();
    let calls = situations.iter().map(|situation| {
        bench.set(situation);
        strace::calls(&bench)
    });
    calls.collect()
}

fn shuffled(mut faults: Vec<Fault>) -> Vec<Fault> {
    let mut numbers = Numbers::new(2);
    for index in (1..faults.len()).rev() {
        faults.swap(index, numbers.below(index + 1));
    }
    faults
}

fn met(bench: &mut Bench, situation: &Situation, fault: &Fault) -> Output {
    bench.set(situation);
    let error = format!("error={}", fault.error);
    strace::with_fault(bench, &fault.call, &error)
        .output()
        .unwrap()
}

/// Everything that is wrong with what a build said and left.
fn honesty(bench: &Bench, situation: &Situation, output: &Output, call: &Call) -> Vec<String> {
    let found = bench.output().unwrap_or_default();
    let new = difference(&situation.after, &found);
    let nothing = Tree::new();
    let old = difference(situation.before.as_ref().unwrap_or(&nothing), &found);
    let mut wrong = Vec::new();
    match output.status.code() {
        Some(0) if !new.is_empty() => wrong.push(format!("a lie: {new:?}")),
        // The loader of programs ends with 127 when it cannot read a library.
        Some(0 | 1 | 2 | 127) => {}
        _ => wrong.push(format!("{output:?}")),
    }
    if !new.is_empty() && !old.is_empty() {
        wrong.push(format!("changed and not whole: {old:?}, {new:?}"));
    }
    // The lock is removed once, and means nothing without its holder.
    let is_lock = |name: &String| name.ends_with("-lock");
    let left = bench.leftovers().into_iter();
    let left = left.filter(|name| !(is_lock(name) && call.text.contains("-lock")));
    wrong.extend(left.map(|name| format!("{name} is left")));
    wrong
}
