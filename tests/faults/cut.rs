//! Killed anywhere: each page is whole, what it names is there, and the next build makes what it would have made.

use std::os::unix::process::ExitStatusExt;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::effort::{Numbers, each, effort, is_long, runs, skip, spread};
use crate::judge::{after_a_cut, difference};
use crate::site::{Bench, RECORD, Situation, Tree};
use crate::strace::{self, Call};

/// How a build is killed.
#[derive(Debug, Clone)]
enum Kill {
    /// Before this call, on this many threads.
    Before(Call, usize),
    /// After so many tenths of a millisecond.
    After(usize),
}

/// One try: a situation, the builds that are killed one after the other, and what is built then.
#[derive(Debug, Clone)]
struct Point {
    situation: usize,
    kills: Vec<Kill>,
    /// Whether the next build is of the content that was there before.
    back: bool,
}

#[test]
fn a_kill_anywhere_leaves_every_page_whole_and_the_next_build_clean() {
    if !strace::is_here() {
        return skip("kills", "strace is missing, or may not look at programs");
    }
    let situations = Situation::all();
    let points = points(&situations, effort(60, 1));
    let killed = AtomicUsize::new(0);
    let complaints = each(&points, Bench::new, |bench, point| {
        let situation = &situations[point.situation];
        let wrong = outcome(bench, situation, point, &killed);
        let place = format!("{}, {:?}", situation.name, point.kills);
        let words = |wrong: String| format!("{place}: {wrong}");
        wrong.into_iter().map(words).take(3).collect()
    });
    let broken: std::collections::BTreeSet<_> = complaints
        .iter()
        .map(|one| one.rsplit_once("]: ").map(|(place, _)| place))
        .collect();
    let killed = killed.into_inner();
    eprintln!(
        "kill points {} (builds killed {killed}), broken {}",
        points.len(),
        broken.len()
    );
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

/// Every call of every situation once, then builds that are killed twice, on several threads, and at any moment.
fn points(situations: &[Situation], count: usize) -> Vec<Point> {
    let mut bench = Bench::new();
    let mut all = Vec::new();
    for (index, situation) in situations.iter().enumerate() {
        bench.set(situation);
        for call in strace::calls(&bench) {
            all.push(Point {
                situation: index,
                kills: vec![Kill::Before(call, 1)],
                back: all.len() % 3 == 2 && situation.former.is_some(),
            });
        }
    }
    if count <= all.len() {
        return spread(&all, count);
    }
    eprintln!(
        "kill points at each call of {} situations: {}",
        situations.len(),
        all.len()
    );
    let timed = is_long() && runs("timeout", &["1", "true"]);
    let mut numbers = Numbers::new(1);
    let mut points = all.clone();
    while points.len() < count {
        let mut point = all[numbers.below(all.len())].clone();
        match numbers.below(3) {
            0 if timed => point.kills = vec![Kill::After(numbers.below(600))],
            1 => {
                let Kill::Before(_, threads) = &mut point.kills[0] else {
                    continue;
                };
                *threads = 4;
            }
            _ => point
                .kills
                .push(all[numbers.below(all.len())].kills[0].clone()),
        }
        points.push(point);
    }
    points
}

fn outcome(
    bench: &mut Bench,
    situation: &Situation,
    point: &Point,
    killed: &AtomicUsize,
) -> Vec<String> {
    bench.set(situation);
    let mut wrong = Vec::new();
    for (index, kill) in point.kills.iter().enumerate() {
        let output = build_and(bench, kill).output().unwrap();
        let status = output.status;
        let dead = status.signal() == Some(9) || status.code() == Some(137);
        killed.fetch_add(usize::from(dead), Ordering::Relaxed);
        // On several threads, and a second time, a build may end before the call at which it would be killed.
        let surely = index == 0 && matches!(kill, Kill::Before(_, 1));
        if !dead && (surely || !status.success()) {
            wrong.push(format!("it is not killed: {output:?}"));
        }
        wrong.extend(after_a_cut(situation, bench.output().as_ref()));
    }
    if point.back {
        wrong.extend(way_back(bench, situation));
        return wrong;
    }
    let next = bench.build().output().unwrap();
    if !next.status.success() {
        wrong.push(format!("the next build: {next:?}"));
    }
    let found = bench.output().unwrap_or_default();
    wrong.extend(difference(&situation.after, &found));
    wrong.extend(left(bench));
    wrong
}

/// A build that is killed.
fn build_and(bench: &Bench, kill: &Kill) -> Command {
    match kill {
        Kill::Before(call, threads) => {
            let mut command = strace::with_fault(bench, call, "signal=KILL");
            command.env("RAYON_NUM_THREADS", threads.to_string());
            command
        }
        Kill::After(tenths) => {
            let mut command = Command::new("timeout");
            let seconds = format!("{}.{:04}", tenths / 10_000, tenths % 10_000);
            command.args(["--signal=KILL", &seconds]);
            command.args([env!("CARGO_BIN_EXE_forthright"), "build", "--quiet"]);
            bench.prepare(&mut command);
            command.env("RAYON_NUM_THREADS", "4");
            command
        }
    }
}

/// Builds what was there before. Assets of the build that was cut short may stay for a generation.
fn way_back(bench: &mut Bench, situation: &Situation) -> Vec<String> {
    let (Some(former), Some(before)) = (&situation.former, &situation.before) else {
        return Vec::new();
    };
    bench.set_content(former);
    let next = bench.build().output().unwrap();
    let mut wrong = Vec::new();
    if !next.status.success() {
        wrong.push(format!("the way back: {next:?}"));
    }
    let mut found = bench.output().unwrap_or_default();
    found.retain(|path, _| before.contains_key(path) || !path.starts_with("assets/"));
    let lasting = |tree: &Tree| -> Tree {
        let files = tree.iter().filter(|(path, _)| *path != RECORD);
        files
            .map(|(path, bytes)| (path.clone(), bytes.clone()))
            .collect()
    };
    let mut expected = lasting(before);
    // What was kept of the generation before that one may be gone.
    expected.retain(|path, _| found.contains_key(path) || !path.starts_with("assets/"));
    wrong.extend(difference(&expected, &lasting(&found)));
    wrong.extend(left(bench));
    wrong
}

fn left(bench: &Bench) -> Vec<String> {
    let leftovers = bench.leftovers().into_iter();
    let leftovers = leftovers.map(|name| format!("{name} is left"));
    let folders = bench.empty_folders().into_iter();
    let folders = folders.map(|path| format!("{} is left, and empty", path.display()));
    leftovers.chain(folders).collect()
}
