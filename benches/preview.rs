//! From the save of one incident to the new bytes of its page, at 10 and at 10,000 incidents, and what the preview holds in memory.
//!
//! Run with `cargo bench --bench preview`. The cost of looking at every file is taken in the same run, by a plain walk: machines
//! differ and are shared. Where Hugo and Zola are at hand, the same edits of the same files are put to their servers.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::float_arithmetic,
    clippy::expect_used,
    clippy::cast_possible_truncation,
    reason = "a benchmark reads the clock, prints its figures, and stops when it cannot go on"
)]

mod corpus;
#[path = "preview/peers.rs"]
mod peers;
#[path = "preview/server.rs"]
mod server;

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use server::Server;

/// How often a file is saved; the median counts.
const ROUNDS: usize = 41;
/// Between two saves, as somebody would who writes: whatever is done in the background has begun, and is in the way or not.
const PAUSE: Duration = Duration::from_millis(300);
/// How long the first look after the start takes at most.
const START: Duration = Duration::from_secs(5);

fn main() {
    println!(
        "program     incidents   walk   save to page: median   best   worst   memory   (times in ms)"
    );
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
    let walk = walk(scratch.path());
    let story = story(scratch.path());
    let mut server = Server::forthright(scratch.path());
    thread::sleep(START);
    let path = format!("/incidents/{}.html?plain", id(&story));
    let times = saves(&mut server, &story, &path, ROUNDS);
    show("forthright", incidents, walk, &times, &server);
    drop(server);
    for peer in peers::at_hand() {
        let site = peer.site(scratch.path());
        let story = site
            .join("content/incidents")
            .join(story.file_name().unwrap_or_default());
        let mut server = peer.server(&site);
        let path = format!("/incidents/{}/", id(&story));
        let times = saves(&mut server, &story, &path, ROUNDS / 4);
        show(peer.name(), incidents, walk, &times, &server);
    }
    Row {
        walk,
        times,
        _scratch: scratch,
    }
}

fn show(name: &str, incidents: usize, walk: Duration, times: &[Duration], server: &Server) {
    println!(
        "{name:<10}  {incidents:>9}  {:>5.1}  {:>19.1}   {:>6.1}  {:>6.1}   {} MB",
        millis(walk),
        millis(times[times.len() / 2]),
        millis(times[0]),
        millis(times[times.len() - 1]),
        server.memory()
    );
}

fn id(story: &Path) -> &str {
    story
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default()
}

/// Saves the story again and again, and takes the time until its page shows it, shortest first.
fn saves(server: &mut Server, story: &Path, path: &str, rounds: usize) -> Vec<Duration> {
    let text = fs::read_to_string(story).expect("the corpus can be read");
    server.wait(path);
    let mut times: Vec<Duration> = (0..rounds)
        .map(|round| {
            thread::sleep(PAUSE);
            let word = format!("Saved for the time number {round}.");
            let began = Instant::now();
            fs::write(story, format!("{text}\n{word}\n")).expect("the corpus can be written");
            while !server.get(path).contains(&word) {
                thread::sleep(Duration::from_micros(500));
            }
            began.elapsed()
        })
        .collect();
    times.sort_unstable();
    times
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
