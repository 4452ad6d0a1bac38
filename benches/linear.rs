//! How the work grows: twice of something should take about twice as long. Doubles every dimension that an input has.
//!
//! Run with `cargo bench --bench linear`, or with a part of a name behind `--` for some of them. Nothing is asserted: a time is
//! no test. Each line is one dimension: how many there were, the time for so many and for twice as many, and the ratio of the
//! two. A ratio near 4 is work that grows with the square. Times are those of one thread's work, not of the clock on the wall,
//! because machines are shared.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::float_arithmetic,
    clippy::expect_used,
    reason = "a benchmark reads the clock, prints its figures, and stops when it cannot go on"
)]

mod shapes;

use std::convert::Infallible;
use std::time::{Duration, Instant};
use std::{env, fs};

use forthright::diagnostic::{human, json, short};
use forthright::resolve::{AsOf, Options};
use forthright::{SourceTree, pipeline};

use shapes::{SHAPES, Shape};

/// As in the program: what large builds wait for is memory.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How often each time is taken; the median counts.
const ROUNDS: usize = 5;
/// A dimension is doubled until a round takes this long, or its limit is reached.
const LONG_ENOUGH: Duration = Duration::from_millis(50);
/// More than this is too much.
const WANTED: f64 = 2.5;

fn main() {
    rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .use_current_thread()
        .build_global()
        .expect("no other pool was made");
    let wanted: Vec<String> = env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .collect();
    println!(
        "{:<44} {:>8} {:>10} {:>10} {:>6}",
        "doubled", "n", "time(n)", "time(2n)", "ratio"
    );
    let mut above = 0;
    for shape in SHAPES {
        let named = |word: &String| shape.name.contains(word.as_str());
        if wanted.is_empty() || wanted.iter().any(named) {
            above += usize::from(measure(shape) > WANTED);
        }
    }
    println!("\nabove {WANTED}: {above} (wanted: 0)");
}

fn measure(shape: &Shape) -> f64 {
    let mut n = shape.least;
    let mut tree = (shape.make)(n);
    while 4 * n <= shape.most && time(&tree) < LONG_ENOUGH {
        n *= 2;
        tree = (shape.make)(n);
    }
    let twice = (shape.make)(2 * n);
    // What is over too soon to be measured is done several times.
    let times = repeats(&tree);
    let round = |tree| (0..times).map(|_| time(tree)).sum::<Duration>() / times;
    let (mut single, mut double) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        single.push(round(&tree));
        double.push(round(&twice));
    }
    let (single, double) = (median(single), median(double));
    let ratio = double.as_secs_f64() / single.as_secs_f64();
    println!(
        "{:<44} {n:>8} {:>7.2} ms {:>7.2} ms {ratio:>6.2}{}",
        shape.name,
        single.as_secs_f64() * 1e3,
        double.as_secs_f64() * 1e3,
        if ratio > WANTED { "  <" } else { "" }
    );
    ratio
}

/// How often `tree` must be built until it has taken long enough.
fn repeats(tree: &SourceTree) -> u32 {
    let (begun, mut times) = (Instant::now(), 0);
    while begun.elapsed() < LONG_ENOUGH {
        time(tree);
        times += 1;
    }
    times
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// How long everything takes: reading, and either all pages or all that is said.
fn time(tree: &SourceTree) -> Duration {
    let options = Options {
        as_of: AsOf::Text("2026-01-01T00:00:00Z".to_owned()),
        drafts: false,
        base_url: None,
    };
    let begun = now();
    let checked = pipeline::prepare(tree, &options).expect("the options can be read");
    let mut bytes = human(&checked.diagnostics, tree, true).len();
    bytes += short(&checked.diagnostics, tree).len() + json(&checked.diagnostics, tree).len();
    if let Some(prepared) = &checked.prepared {
        let put = |_: &forthright::output::Route, _: &[u8]| -> Result<(), Infallible> { Ok(()) };
        assert!(pipeline::render(prepared, put).is_ok(), "the pages render");
    }
    drop(checked);
    let time = now().saturating_sub(begun);
    std::hint::black_box(bytes);
    time
}

/// The time that this thread has worked; where the system does not tell, the time on the wall.
fn now() -> Duration {
    thread_local!(static BEGUN: Instant = Instant::now());
    let worked = fs::read_to_string("/proc/thread-self/schedstat");
    let nanoseconds = worked
        .ok()
        .and_then(|text| text.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| BEGUN.with(Instant::elapsed), Duration::from_nanos)
}
