//! From the save of one incident to the new bytes of its page, at 10 and at 10,000 incidents, and what the preview holds in memory.
//!
//! Run with `cargo bench --bench preview`. The cost of looking at every file is taken in the same run, by a plain walk: machines
//! differ and are shared.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::float_arithmetic,
    clippy::expect_used,
    clippy::cast_possible_truncation,
    reason = "a benchmark reads the clock, prints its figures, and stops when it cannot go on"
)]

mod corpus;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How often a file is saved; the median counts.
const ROUNDS: usize = 41;
/// Between two saves, as somebody would who writes: whatever is done in the background has begun, and is in the way or not.
const PAUSE: Duration = Duration::from_millis(300);
/// How long the first look after the start takes at most.
const START: Duration = Duration::from_secs(5);

fn main() {
    println!("incidents   walk   save to page: median   best   worst   memory");
    let rows: Vec<Row> = [10, 10_000].into_iter().map(measure).collect();
    let [small, large] = &rows[..] else { return };
    let [few, many] = [small, large].map(|row| millis(row.median()));
    println!("\nat 10,000: {many:.1} ms (wanted: under 50)");
    println!(
        "at 10,000 / (2 x at 10 + walk): {:.2} (wanted: under 1)",
        many / (2.0 * few + millis(large.walk))
    );
}

struct Row {
    /// Removed when all is measured.
    _scratch: tempfile::TempDir,
    walk: Duration,
    times: Vec<Duration>,
}

impl Row {
    fn median(&self) -> Duration {
        self.times[self.times.len() / 2]
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

fn measure(incidents: usize) -> Row {
    let scratch = tempfile::tempdir().expect("there is room for temporary files");
    corpus::write(scratch.path(), incidents);
    let mut preview = Preview::start(scratch.path());
    thread::sleep(START);
    let story = story(scratch.path());
    let id = story
        .file_stem()
        .and_then(|stem| stem.to_str())
        .expect("a name of ours")
        .to_owned();
    let text = fs::read_to_string(&story).expect("the corpus can be read");
    let path = format!("/incidents/{id}.html?plain");
    preview.get(&path);
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|round| {
            thread::sleep(PAUSE);
            let word = format!("Saved for the time number {round}.");
            let began = Instant::now();
            fs::write(&story, format!("{text}\n{word}\n")).expect("the corpus can be written");
            while !preview.get(&path).contains(&word) {
                thread::sleep(Duration::from_micros(500));
            }
            began.elapsed()
        })
        .collect();
    times.sort_unstable();
    let row = Row {
        walk: walk(scratch.path()),
        times,
        _scratch: scratch,
    };
    println!(
        "{incidents:>9}  {:>5.1}  {:>19.1}   {:>5.1}  {:>5.1}   {} MB",
        millis(row.walk),
        millis(row.median()),
        millis(row.times[0]),
        millis(row.times[ROUNDS - 1]),
        preview.memory()
    );
    row
}

/// An incident in the middle of the corpus.
fn story(root: &Path) -> PathBuf {
    let folder = fs::read_dir(root.join("content/incidents")).expect("the corpus is there");
    let mut all: Vec<_> = folder
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    all.sort();
    all.swap_remove(all.len() / 2)
}

/// How long it takes to look at every file, the median of five.
fn walk(root: &Path) -> Duration {
    let mut times: Vec<Duration> = (0..5)
        .map(|_| {
            let began = Instant::now();
            let seen = walkdir::WalkDir::new(root)
                .into_iter()
                .filter_map(Result::ok);
            let bytes: u64 = seen
                .filter_map(|entry| Some(entry.metadata().ok()?.len()))
                .sum();
            assert!(bytes > 0, "the corpus is there");
            began.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[2]
}

/// A preview that runs, and a connection to it.
struct Preview {
    child: Child,
    host: String,
    stream: Option<BufReader<TcpStream>>,
}

impl Preview {
    fn start(root: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_forthright"));
        command
            .args(["serve", "--port", "0", "--as-of", "2026-01-01", "--root"])
            .arg(root);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn().expect("the program starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its output is read"));
        let mut first = String::new();
        lines.read_line(&mut first).expect("it says where it is");
        thread::spawn(move || lines.lines().for_each(drop));
        let (_, rest) = first.split_once("http://").expect("an address");
        let host = rest.split('/').next().unwrap_or_default().trim().to_owned();
        Self {
            child,
            host,
            stream: None,
        }
    }

    fn get(&mut self, path: &str) -> String {
        let host = &self.host;
        let stream = self.stream.get_or_insert_with(|| {
            let stream = TcpStream::connect(host).expect("it answers");
            stream.set_nodelay(true).expect("a socket takes it");
            BufReader::new(stream)
        });
        let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n");
        stream
            .get_mut()
            .write_all(request.as_bytes())
            .expect("it listens");
        let mut length = 0;
        loop {
            let mut line = String::new();
            stream.read_line(&mut line).expect("it answers");
            let line = line.trim_end().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(digits) = line.strip_prefix("content-length: ") {
                length = digits.parse().expect("a number");
            }
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).expect("the whole answer");
        String::from_utf8_lossy(&body).into_owned()
    }

    /// Megabytes that it holds; 0 where the system does not say.
    fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
        kilobytes.unwrap_or(0) / 1024
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
