//! A made-up site of any size: incidents of about 3.5 kB with some updates each, and a hundred components with uptime data.
//!
//! The same size gives the same bytes, on every machine.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// How many components every corpus has.
pub(crate) const COMPONENTS: usize = 100;

const WORDS: [&str; 24] = [
    "requests",
    "router",
    "latency",
    "queue",
    "storage",
    "replica",
    "customers",
    "errors",
    "traffic",
    "deploy",
    "cache",
    "region",
    "balancer",
    "database",
    "timeout",
    "capacity",
    "failover",
    "certificate",
    "network",
    "index",
    "session",
    "gateway",
    "backlog",
    "shard",
];

/// A small generator of numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

/// Writes a site with `incidents` incidents to `root`; returns the bytes written.
pub(crate) fn write(root: &Path, incidents: usize) -> u64 {
    let content = root.join("content");
    for folder in ["incidents", "uptime"] {
        fs::create_dir_all(content.join(folder)).expect("the scratch folder can be written");
    }
    let mut bytes = put(&content.join("site.yaml"), &site());
    for component in 0..COMPONENTS {
        bytes += put(
            &content.join(format!("uptime/c{component:03}.yaml")),
            &uptime(component),
        );
    }
    for number in 0..incidents {
        let name = format!("incidents/{}-{number:05}.md", day(number, incidents));
        bytes += put(&content.join(name), &incident(number, incidents));
    }
    bytes
}

fn put(path: &Path, text: &str) -> u64 {
    fs::write(path, text).expect("the scratch folder can be written");
    text.len() as u64
}

fn site() -> String {
    let mut text = String::from(
        "title: Big status\nurl: https://status.example.com/\ntime_zone: Europe/Berlin\ncomponents:\n",
    );
    for group in 0..10 {
        writeln!(
            text,
            "  - id: g{group}\n    name: Group {group}\n    components:"
        )
        .expect("a string takes everything");
        for member in 0..COMPONENTS / 10 {
            let number = group * 10 + member;
            writeln!(text, "      - {{ id: c{number:03}, name: Component {number}, introduced: 2016-01-01, objective: 99.9% }}")
                .expect("a string takes everything");
        }
    }
    text
}

fn uptime(component: usize) -> String {
    let mut dice = Dice(component as u64 + 1);
    let mut text = format!(
        "component: c{component:03}\nsource: one check a minute\ncovers: {{ from: 2016-01-01 }}\ninterval: 1m\ndays:\n"
    );
    for month in 1..=12 {
        let (day, minutes) = (dice.roll(28) + 1, dice.roll(40) + 1);
        writeln!(text, "  2025-{month:02}-{day:02}: {{ down: {minutes}m }}")
            .expect("a string takes everything");
    }
    text
}

/// Spreads the incidents evenly over the ten years before 2026.
fn day(number: usize, incidents: usize) -> String {
    let days = number * 3_360 / incidents.max(1);
    format!(
        "{}-{:02}-{:02}",
        2016 + days / 336,
        days % 336 / 28 + 1,
        days % 28 + 1
    )
}

fn incident(number: usize, incidents: usize) -> String {
    let mut dice = Dice(number as u64 * 7 + 11);
    let day = day(number, incidents);
    let hour = 4 + dice.roll(16);
    let component = dice.roll(COMPONENTS as u64);
    let level = ["major_outage", "partial_outage", "degraded_performance"][dice.roll(3) as usize];
    let mut text = format!(
        "---\ntitle: Trouble number {number} with the {}\nstarted: {day} {hour:02}:05\nimpacts:\n  - {{ component: c{component:03}, level: {level} }}\naffected: {{ users: {}, data: none }}\ncause: {{ summary: The {} ran out of {}, tags: [capacity] }}\n---\n\n",
        word(&mut dice),
        dice.roll(9_000),
        word(&mut dice),
        word(&mut dice),
    );
    paragraph(&mut text, &mut dice, 50);
    for (minute, state) in [
        (11, "Investigating"),
        (24, "Update"),
        (38, "Identified"),
        (47, "Monitoring"),
        (58, "Resolved"),
    ] {
        write!(text, "## {hour:02}:{minute} {state}\n\n").expect("a string takes everything");
        paragraph(&mut text, &mut dice, 50);
        if state == "Identified" {
            for _ in 0..3 {
                writeln!(
                    text,
                    "- The **{}** and the `{}`",
                    word(&mut dice),
                    word(&mut dice)
                )
                .expect("a string takes everything");
            }
            text.push('\n');
        }
        paragraph(&mut text, &mut dice, 30);
    }
    text
}

fn word(dice: &mut Dice) -> &'static str {
    WORDS[dice.roll(WORDS.len() as u64) as usize]
}

fn paragraph(text: &mut String, dice: &mut Dice, words: usize) {
    for at in 0..words {
        text.push_str(word(dice));
        text.push(if at % 12 == 11 { '\n' } else { ' ' });
    }
    text.push_str("and that was that.\n\n");
}
