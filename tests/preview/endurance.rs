//! Long hours: errors that come and go, watches that run out, and nothing to do.

use std::fs;
use std::process::Command;
use std::thread;
use std::time::Duration;

use crate::effort;
use crate::server::{AS_OF, Server, Site};

const STORY: &str = "incidents/2009-09-01-mail-web.md";

/// Megabytes that the process holds.
fn memory(server: &Server) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", server.process())).unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS:"))
        .unwrap();
    let kilobytes: u64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kilobytes / 1024
}

/// Hundredths of a second that the process has computed so far.
fn computed(server: &Server) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{}/stat", server.process())).unwrap();
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap().split(' ').collect();
    fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
}

fn unless(holds: bool, what: &str) -> Vec<String> {
    if holds {
        Vec::new()
    } else {
        vec![what.to_owned()]
    }
}

#[test]
fn errors_that_come_and_go_leave_nothing_behind() {
    let site = Site::demo();
    let text = site.text(STORY);
    let mut server = Server::start(&site.root, &[]);
    let held: Vec<u64> = (0..effort(80, 3))
        .map(|cycle| {
            site.write(STORY, format!("---\ntitle: [<script>{cycle}\n---\n"));
            server.wait("an error", |server| {
                unless(server.shows_errors(), "no banner")
            });
            site.write(STORY, format!("{text}\nCycle {cycle}.\n"));
            server.wait("mended", |server| {
                unless(!server.shows_errors(), "a banner")
            });
            memory(&server)
        })
        .collect();
    let files = site.built().unwrap();
    server.wait("at the end", |server| server.differences(&files));
    let (before, after) = warm_and_late(&held);
    eprintln!("{} errors: {before} MB, then {after} MB", held.len());
    assert!(after < before + 10, "{held:?}");
}

/// The most that was held in the second quarter, when every thread's heap had its first fill (an allocator keeps
/// what it took, and how much that is depends on who ran when), and the least that was held in the last quarter:
/// what is lost in each cycle lifts both, what comes and goes lifts only one.
fn warm_and_late(held: &[u64]) -> (u64, u64) {
    let quarter = held.len() / 4;
    let warm = held[quarter..2 * quarter].iter().max();
    let late = held[3 * quarter..].iter().min();
    (*warm.unwrap(), *late.unwrap())
}

#[test]
fn at_rest_it_does_nothing() {
    let site = Site::demo();
    let mut server = Server::start(&site.root, &[]);
    let files = site.built().unwrap();
    server.wait("at first", |server| server.differences(&files));
    let waited = 3;
    // The first look after the start is still to come.
    thread::sleep(Duration::from_secs(2));
    let before = computed(&server);
    thread::sleep(Duration::from_secs(waited));
    let used = computed(&server) - before;
    eprintln!("at rest: {used} hundredths of a second in {waited} s");
    assert!(
        used <= 5 * waited,
        "{used} hundredths of a second in {waited} s"
    );
    assert!(server.is_alive());
}

#[test]
fn where_watches_run_out_it_says_so_and_looks_by_itself() {
    let limited = "echo 3 > /proc/sys/user/max_inotify_watches && exec \"$@\"";
    let can = Command::new("unshare")
        .args(["-Ur", "sh", "-c", limited, "sh", "true"])
        .output();
    if !can.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: watches that run out: the limit cannot be lowered here");
        return;
    }
    let site = Site::demo();
    let mut command = Command::new("unshare");
    command.args([
        "-Ur",
        "sh",
        "-c",
        limited,
        "sh",
        env!("CARGO_BIN_EXE_forthright"),
    ]);
    command
        .args(["serve", "--port", "0", "--as-of", AS_OF, "--root"])
        .arg(&site.root);
    let mut server = Server::spawn(command);
    for round in 0..effort(2, 100) {
        let text = site.text(STORY);
        site.write(STORY, format!("{text}\nRound {round}.\n"));
        let files = site.built().unwrap();
        server.wait("without watches", |server| server.differences(&files));
    }
    let said = server.said();
    assert_eq!(
        said.matches("looked at every few seconds").count(),
        1,
        "{said}"
    );
}
