//! What the report stage costs: from a `Site` in memory to its `Report`, for a large site, and how that grows with the incidents.
//!
//! Run with `cargo bench --bench report`. The site has a hundred components, most of them in groups of each roll-up, with five years
//! of day totals and 5,000 measured outages. Reading and resolving are not counted. Nothing is asserted: a time is no test. The plain
//! measure is one stable sort of as many intervals as the site has, in the order in which the site gives them: impacts, outages, days.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    clippy::expect_used,
    reason = "a benchmark reads the clock, prints its figures, and stops when it cannot go on"
)]

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use forthright::model::Site;
use forthright::resolve::{AsOf, Options};
use forthright::source::SourceFile;
use forthright::{SourceTree, pipeline, report};

/// As in the program: what large builds wait for is memory.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How often each time is taken; the median counts.
const ROUNDS: usize = 21;
const COMPONENTS: usize = 100;
/// The first ten components stand at the top, the others in groups of ten.
const AT_THE_TOP: usize = 10;
const FIRST_YEAR: usize = 2021;
const YEARS: usize = 5;
/// Measured outages of each component.
const OUTAGES: usize = 50;
const ROLLUPS: [&str; 4] = ["any_down", "all_down", "mean", "weighted"];

fn main() {
    println!("incidents  intervals     report      plain   ratio  per incident");
    let rows = [20_000, 10_000, 5_000].map(measure);
    let [whole, half, quarter] = &rows;
    println!(
        "\nreport of 20,000 incidents, on the wall:             {:.1} ms (wanted: under 100 ms on two cores)",
        whole.report.as_secs_f64() * 1e3
    );
    println!(
        "time per incident at 20,000 / at 10,000:             {:.2} (wanted: at most 1.2)",
        whole.each() / half.each()
    );
    println!(
        "time per incident at 10,000 / at 5,000:              {:.2} (wanted: at most 1.2)",
        half.each() / quarter.each()
    );
}

struct Row {
    incidents: usize,
    report: Duration,
}

impl Row {
    fn each(&self) -> f64 {
        self.report.as_secs_f64() / self.incidents as f64
    }
}

fn measure(incidents: usize) -> Row {
    let options = Options {
        as_of: AsOf::Text("2026-01-01T00:00:00Z".to_owned()),
        drafts: false,
        base_url: None,
    };
    let checked = pipeline::prepare(&tree(incidents), &options).expect("the options can be read");
    let as_of = checked.as_of;
    let site = checked.prepared.expect("the site has no errors").site;
    let intervals = intervals(&site);
    let (mut reports, mut plain) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        reports.push(time(|| report::report(&site, as_of)));
        let mut unsorted = intervals.clone();
        plain.push(time(|| unsorted.sort()));
    }
    let (report, plain) = (median(reports), median(plain));
    let row = Row { incidents, report };
    println!(
        "{incidents:>9} {:>10} {:>7.2} ms {:>7.2} ms {:>7.2} {:>10.2} µs",
        intervals.len(),
        report.as_secs_f64() * 1e3,
        plain.as_secs_f64() * 1e3,
        report.as_secs_f64() / plain.as_secs_f64(),
        row.each() * 1e6
    );
    row
}

fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let begun = Instant::now();
    let made = work();
    let time = begun.elapsed();
    drop(black_box(made));
    time
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// Every interval of the site, with its component.
fn intervals(site: &Site) -> Vec<(usize, forthright::timeline::Instant, usize)> {
    let impacts = site.incidents.iter().flat_map(|incident| &incident.impacts);
    let mut all: Vec<_> = impacts
        .enumerate()
        .map(|(at, impact)| (impact.component.0, impact.from, at))
        .collect();
    for (key, component) in site.components.iter().enumerate() {
        let Some(measured) = &component.measured else {
            continue;
        };
        let outages = measured.outages.iter().map(|outage| outage.from);
        let days = measured.days.iter().map(|total| total.day.from());
        all.extend(
            outages
                .chain(days)
                .enumerate()
                .map(|(at, from)| (key, from, at)),
        );
    }
    all
}

/// The content: as many incidents over the years, and the same uptime data each time.
fn tree(incidents: usize) -> SourceTree {
    let uptimes = (0..COMPONENTS).map(|at| (format!("uptime/c{at:03}.yaml"), uptime(at)));
    let incidents =
        (0..incidents).map(|at| (format!("incidents/i{at:05}.md"), incident(at, incidents)));
    let all = uptimes
        .chain(incidents)
        .chain([("site.yaml".to_owned(), site())]);
    all.map(|(path, text)| SourceFile::new(&format!("content/{path}"), text))
        .collect()
}

fn site() -> String {
    let mut text = String::from(
        "title: Big status\nurl: https://status.example.com/\ntime_zone: Europe/Berlin\ncomponents:\n",
    );
    for at in 0..COMPONENTS {
        let inside = at >= AT_THE_TOP;
        if inside && at % 10 == 0 {
            let rollup = ROLLUPS[at / 10 % ROLLUPS.len()];
            put(
                &mut text,
                format_args!(
                    "  - id: g{}\n    name: Group {}\n    rollup: {rollup}\n    components:\n",
                    at / 10,
                    at / 10
                ),
            );
        }
        let gap = if inside { "    " } else { "" };
        let weight = match at / 10 % ROLLUPS.len() {
            3 => format!(", weight: {}", 1 + at % 10),
            _ => String::new(),
        };
        put(
            &mut text,
            format_args!(
                "{gap}  - {{ id: c{at:03}, name: Component {at}, introduced: {FIRST_YEAR}-01-01, objective: 99.9%{weight} }}\n"
            ),
        );
    }
    text
}

/// A total of every day, about one in ten of them with downtime, and outages of some minutes.
fn uptime(component: usize) -> String {
    let mut text = format!(
        "component: c{component:03}\nsource: one check a minute\ncovers: {{ from: {FIRST_YEAR}-01-01 }}\ninterval: 1m\noutages:\n"
    );
    for at in 0..OUTAGES {
        let (day, hour) = (date(at * 1_800 / OUTAGES + component % 30), component % 24);
        put(
            &mut text,
            format_args!(
                "  - {{ from: {day}T{hour:02}:07:10Z, to: {day}T{hour:02}:{:02}:40Z, level: partial_outage, share: {}% }}\n",
                10 + at,
                1 + (at + component) % 99
            ),
        );
    }
    text.push_str("days:\n");
    for year in FIRST_YEAR..FIRST_YEAR + YEARS {
        for (month, days) in [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            .into_iter()
            .enumerate()
        {
            for day in 1..=days {
                let down = match (day * 7 + month * 3 + component) % 10 {
                    0 => format!("{{ down: {}m, partial: 3m }}", 1 + day),
                    _ => "{ down: 0s }".to_owned(),
                };
                put(
                    &mut text,
                    format_args!("  {year}-{:02}-{day:02}: {down}\n", month + 1),
                );
            }
        }
    }
    text
}

/// Spread evenly over the years; each hits one component, every tenth another one too, and every fiftieth a whole group.
fn incident(number: usize, of: usize) -> String {
    let (day, hour) = (date(number * 1_800 / of.max(1)), 4 + number % 16);
    let level = ["major_outage", "partial_outage", "degraded_performance"][number % 3];
    let component = number * 37 % COMPONENTS;
    let mut impacts = if number % 50 == 49 {
        format!("{{ component: g{}, level: {level} }}", 1 + number / 50 % 9)
    } else {
        format!("{{ component: c{component:03}, level: {level} }}")
    };
    if number.is_multiple_of(10) {
        put(
            &mut impacts,
            format_args!(
                ", {{ component: c{:03}, level: degraded_performance }}",
                (component + 1) % COMPONENTS
            ),
        );
    }
    format!(
        "---\ntitle: Trouble number {number}\nstarted: {day} {hour:02}:05\nimpacts: [ {impacts} ]\n---\n\nWords.\n\n## {hour:02}:11 Investigating\n\nWe look.\n\n## {hour:02}:{} Resolved\n\nDone.\n",
        12 + number * 13 % 48
    )
}

/// A day of the years, of months of 28 days; past the last year it begins again.
fn date(at: usize) -> String {
    let (month, day) = (at / 28, 1 + at % 28);
    format!(
        "{}-{:02}-{day:02}",
        FIRST_YEAR + month / 12 % YEARS,
        1 + month % 12
    )
}

fn put(text: &mut String, more: std::fmt::Arguments<'_>) {
    text.write_fmt(more).expect("a string takes everything");
}
