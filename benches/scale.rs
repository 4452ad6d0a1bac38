//! How a build grows: cold and unchanged builds of 1,000 and 10,000 incidents, against plainly reading and writing the same bytes.
//!
//! Run with `cargo bench --bench scale`. Every figure that matters is a ratio of times taken in one run, because machines
//! differ and are shared. The corpus is made in the folder for temporary files and removed afterwards.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    clippy::expect_used,
    clippy::cast_possible_truncation,
    reason = "a benchmark reads the clock, prints its figures, and stops when it cannot go on"
)]

mod corpus;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How often each time is taken; the median counts.
const ROUNDS: usize = 5;

fn main() {
    println!(
        "incidents   input    output   plain     cold     ratio  unchanged  ratio  per incident  memory"
    );
    let rows: Vec<Row> = [1_000, 10_000].into_iter().map(measure).collect();
    let [small, large] = &rows[..] else { return };
    println!(
        "\ncold build / plain reading and writing at 10,000: {:.2} (wanted: at most 2)",
        large.cold_ratio()
    );
    println!(
        "unchanged build / cold build at 10,000:            {:.3} (wanted: at most 0.1)",
        large.unchanged_ratio()
    );
    println!(
        "time per incident at 10,000 / at 1,000:            {:.2} (wanted: at most 1)",
        large.each() / small.each()
    );
    println!(
        "memory at 10,000:                                  {} MB (wanted: at most 200)",
        large.memory >> 20
    );
}

struct Row {
    /// What was read and written. It goes when all is measured: a file system that has just removed thousands of files is slow
    /// to make new ones, for whoever comes next.
    _scratch: tempfile::TempDir,
    incidents: usize,
    plain: Duration,
    cold: Duration,
    unchanged: Duration,
    memory: u64,
}

impl Row {
    fn cold_ratio(&self) -> f64 {
        self.cold.as_secs_f64() / self.plain.as_secs_f64()
    }

    fn unchanged_ratio(&self) -> f64 {
        self.unchanged.as_secs_f64() / self.cold.as_secs_f64()
    }

    fn each(&self) -> f64 {
        self.cold.as_secs_f64() / self.incidents as f64
    }
}

fn measure(incidents: usize) -> Row {
    let scratch = tempfile::tempdir().expect("there is room for temporary files");
    let input = corpus::write(scratch.path(), incidents);
    let first = scratch.path().join("public");
    build(scratch.path(), &first);
    let output = load(&first);
    let size: u64 = output.iter().map(|(_, bytes)| bytes.len() as u64).sum();
    let (mut plain, mut cold, mut unchanged, mut memory) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for round in 0..ROUNDS {
        // Every round writes to new folders, and removes none.
        let copy = scratch.path().join(format!("copy-{round}"));
        plain.push(plainly(scratch.path(), &output, &copy));
        settle();
        let out = scratch.path().join(format!("public-{round}"));
        let (time, peak) = build(scratch.path(), &out);
        cold.push(time);
        memory = memory.max(peak);
        unchanged.push(build(scratch.path(), &out).0);
    }
    let row = Row {
        _scratch: scratch,
        incidents,
        plain: median(plain),
        cold: median(cold),
        unchanged: median(unchanged),
        memory,
    };
    println!(
        "{incidents:>9} {:>5} MB {:>6} MB  {:>6.3} s {:>6.3} s  {:>5.2}  {:>7.3} s  {:>5.3}  {:>9.1} µs  {:>4} MB",
        input >> 20,
        size >> 20,
        row.plain.as_secs_f64(),
        row.cold.as_secs_f64(),
        row.cold_ratio(),
        row.unchanged.as_secs_f64(),
        row.unchanged_ratio(),
        row.each() * 1e6,
        memory >> 20,
    );
    row
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// One build as a process of its own: how long it took, and the most memory it held, in bytes.
fn build(root: &Path, out: &Path) -> (Duration, u64) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_forthright"));
    command
        .args([
            "build",
            "--quiet",
            "--as-of",
            "2026-01-01T00:00:00Z",
            "--root",
        ])
        .arg(root)
        .arg("--out")
        .arg(out);
    let begun = Instant::now();
    let mut child = command
        .stdout(Stdio::null())
        .spawn()
        .expect("the program starts");
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let watcher = thread::spawn(move || {
        let mut peak = 0;
        while let Some(now) = fs::read_to_string(&status)
            .ok()
            .and_then(|text| high_water(&text))
        {
            peak = now.max(peak);
            thread::sleep(Duration::from_millis(5));
        }
        peak
    });
    let ended = child.wait().expect("the program ends");
    let time = begun.elapsed();
    assert!(ended.success(), "the corpus builds");
    (time, watcher.join().expect("the watcher ends"))
}

fn high_water(status: &str) -> Option<u64> {
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace()
        .nth(1)?
        .parse::<u64>()
        .ok()
        .map(|kib| kib << 10)
}

/// Reads every input and writes every output byte to new files, on two threads, and nothing else.
fn plainly(root: &Path, output: &[(PathBuf, Vec<u8>)], copy: &Path) -> Duration {
    let inputs: Vec<PathBuf> = files(&root.join("content"));
    for (path, _) in output {
        fs::create_dir_all(copy.join(path).parent().expect("a file lies in a folder"))
            .expect("the copy can be written");
    }
    let begun = Instant::now();
    halves(&inputs, |path| {
        drop(fs::read(path).expect("the input can be read"));
    });
    halves(output, |(path, bytes)| {
        fs::write(copy.join(path), bytes).expect("the copy can be written");
    });
    begun.elapsed()
}

/// Waits until the disk holds all that was written. A build puts what it wrote on the disk before it changes the output; without
/// this wait it would do so for the plain copy too.
fn settle() {
    let done = Command::new("sync").status().expect("`sync` starts");
    assert!(done.success(), "the disk takes what was written");
}

fn halves<T: Sync>(items: &[T], work: impl Fn(&T) + Sync) {
    let (left, right) = items.split_at(items.len() / 2);
    thread::scope(|scope| {
        scope.spawn(|| left.iter().for_each(&work));
        right.iter().for_each(&work);
    });
}

fn load(out: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let read = |path: PathBuf| {
        let bytes = fs::read(&path).expect("the output can be read");
        (
            path.strip_prefix(out)
                .expect("it lies in the output")
                .to_owned(),
            bytes,
        )
    };
    files(out).into_iter().map(read).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let all = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.expect("the folder can be listed"));
    all.filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect()
}
