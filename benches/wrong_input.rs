//! What wrong input costs: every case of the corpus, checked by a process of its own, with its time and its peak of memory.
//!
//! Run with `cargo bench --bench wrong_input`. It asserts nothing, because machines differ and are shared; the last line is the
//! worst of both. Memory is looked at in steps of a millisecond, and only where the system tells it.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    dead_code,
    unused_imports,
    reason = "a benchmark reads the clock, prints, stops at the first surprise, and needs only some of what tests share"
)]

#[path = "../tests/suite/cases.rs"]
mod cases;
#[path = "../tests/suite/corpus/mod.rs"]
mod corpus;
#[path = "../tests/suite/html.rs"]
mod html;
#[path = "../tests/suite/project.rs"]
mod project;
#[path = "../tests/suite/run.rs"]
mod run;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use corpus::lay::lay;
use project::{Project, folders};

fn main() {
    let mut worst = (Duration::ZERO, 0);
    for case in folders("tests/cases/corpus") {
        let name = case.file_name().unwrap().to_str().unwrap();
        let project = Project::small();
        if let Some(why) = lay(&case, name, &project).unwrap() {
            println!("{name:50} skipped: {why}");
            continue;
        }
        let (time, memory) = check(&project.root());
        corpus::bytes::open_again(&project);
        println!(
            "{name:50} {:>6} ms {:>6} MB",
            time.as_millis(),
            memory >> 20
        );
        worst = (worst.0.max(time), worst.1.max(memory));
    }
    println!(
        "the worst of each (wanted: under 1000 ms and 256 MB): {} ms, {} MB",
        worst.0.as_millis(),
        worst.1 >> 20
    );
}

/// One check: how long it took, and the most memory that was seen, in bytes.
fn check(root: &Path) -> (Duration, u64) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_forthright"));
    command
        .args([
            "check",
            "--quiet",
            "--as-of",
            "2009-09-02T18:00:00-07:00",
            "--root",
        ])
        .arg(root);
    let begun = Instant::now();
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let watcher = thread::spawn(move || {
        let mut peak = 0;
        while let Some(now) = fs::read_to_string(&status)
            .ok()
            .and_then(|text| high_water(&text))
        {
            peak = now.max(peak);
            thread::sleep(Duration::from_millis(1));
        }
        peak
    });
    child.wait().unwrap();
    (begun.elapsed(), watcher.join().unwrap())
}

fn high_water(status: &str) -> Option<u64> {
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib << 10)
}
