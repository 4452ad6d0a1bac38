//! The rooms of the house, checked: who may import whom, who may touch the system, and how long a file may be.
//!
//! Reads the sources as text. The ranks stand here and in the documentation of `src/lib.rs`, and the two must agree: the one
//! is for the machine, the other for people. Comments and string literals do not count as imports.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first thing that it cannot make sense of"
)]

#[path = "architecture/code.rs"]
mod code;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use code::{Source, sources};

/// Every room with its rank. A room imports only rooms of a lower rank.
///
/// Schema and Markdown do not stand side by side, although both only read: a document holds the outline of its body, so what
/// people write is known only when both its halves are, and `schema` stands on `markdown`.
const RANKS: [(&str, u8); 18] = [
    ("timeline", 0),
    ("source", 0),
    ("output", 1),
    ("diagnostic", 1),
    ("markdown", 2),
    ("schema", 3),
    ("model", 4),
    ("theme", 4),
    ("resolve", 5),
    ("report", 6),
    ("lint", 7),
    ("view", 7),
    ("render", 8),
    ("pipeline", 9),
    ("disk", 10),
    ("import", 10),
    ("preview", 11),
    ("cli", 12),
];

/// Every library that has one door, with the paths that may use it.
const DOORS: [(&str, &[&str]); 21] = [
    ("annotate_snippets", &["src/diagnostic/"]),
    ("anstream", &["src/cli/console.rs"]),
    ("anstyle", &["src/cli/console.rs"]),
    ("axum", &["src/preview/"]),
    ("clap", &["src/cli/"]),
    ("clap_complete", &["src/cli/"]),
    ("futures_util", &["src/preview/"]),
    ("hyper", &["src/preview/"]),
    ("hyper_util", &["src/preview/"]),
    // The second is the one place that reads the clock; the third reads dates as other systems write them.
    (
        "jiff",
        &["src/timeline/", "src/cli/project.rs", "src/import/"],
    ),
    ("nix", &["src/disk/"]),
    ("open", &["src/cli/serve.rs"]),
    ("pulldown_cmark", &["src/markdown/"]),
    ("quick_xml", &["src/render/"]),
    ("rustix", &["src/disk/"]),
    (
        "serde_yaml",
        &[
            "src/schema/yaml.rs",
            "src/schema/locate.rs",
            "src/schema/loose.rs",
        ],
    ),
    ("sha2", &["src/source/"]),
    ("tempfile", &["src/disk/"]),
    // The second holds the engine's own mark for markup that is not escaped again.
    ("tera", &["src/render/", "src/view/html.rs"]),
    ("tokio", &["src/preview/"]),
    ("walkdir", &["src/disk/"]),
];

/// What reaches out of the program, with the paths that may use it.
const SYSTEM: [(&str, &[&str]); 8] = [
    ("std::fs", &["src/disk/", "src/cli/"]),
    ("std::env", &["src/disk/", "src/cli/", "src/main.rs"]),
    // The first asks what an address is, not who answers there.
    (
        "std::net",
        &[
            "src/markdown/host.rs",
            "src/preview/door.rs",
            "src/preview/server/mod.rs",
        ],
    ),
    // The lock says whose it is, and waits for whoever holds it; a history is git's to tell.
    (
        "std::process",
        &[
            "src/cli/",
            "src/main.rs",
            "src/disk/history.rs",
            "src/disk/lock.rs",
        ],
    ),
    // The last looks for changes while the server answers.
    (
        "std::thread",
        &["src/disk/lock.rs", "src/disk/interrupt.rs", "src/preview/"],
    ),
    ("SystemTime::now", &[]),
    ("Timestamp::now", &["src/cli/project.rs"]),
    ("Zoned::now", &[]),
];

/// What prints, allowed in one file alone.
const PRINTING: [&str; 7] = [
    "println!",
    "print!",
    "eprintln!",
    "eprint!",
    "dbg!",
    "io::stdout",
    "io::stderr",
];

/// The longest that a file may be.
const LINES: usize = 400;

/// Fails with every complaint, each on its own line.
fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn the_table_in_the_documentation_is_the_table_here() {
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let mut documented = BTreeMap::new();
    for line in text.lines().filter_map(|line| line.strip_prefix("//! | ")) {
        let Some((rank, rooms)) = line.split_once(" | ") else {
            continue;
        };
        let Ok(rank) = rank.trim().parse::<u8>() else {
            continue;
        };
        for room in rooms.split('`').skip(1).step_by(2) {
            documented.insert(room.to_owned(), rank);
        }
    }
    let here: BTreeMap<String, u8> = RANKS
        .iter()
        .map(|(room, rank)| ((*room).to_owned(), *rank))
        .collect();
    assert_eq!(
        documented, here,
        "left: src/lib.rs, right: tests/architecture.rs"
    );
}

#[test]
fn every_room_has_a_rank_and_every_rank_has_a_room() {
    let there: BTreeSet<String> = sources()
        .iter()
        .filter_map(|source| source.room().map(str::to_owned))
        .collect();
    let ranked: BTreeSet<String> = RANKS.iter().map(|(room, _)| (*room).to_owned()).collect();
    assert_eq!(there, ranked, "left: src/, right: the table");
}

#[test]
fn a_room_imports_only_rooms_of_a_lower_rank() {
    let ranks: BTreeMap<&str, u8> = RANKS.into_iter().collect();
    let mut complaints = Vec::new();
    for source in sources() {
        let Some(room) = source.room() else { continue };
        for other in source.imports().iter().filter(|other| *other != room) {
            match (ranks.get(room), ranks.get(other.as_str())) {
                (Some(rank), Some(below)) if below < rank => {}
                (_, None) => {
                    complaints.push(format!("{}: `crate::{other}` is no room", source.path));
                }
                _ => complaints.push(format!(
                    "{}: `{room}` may not import `{other}`",
                    source.path
                )),
            }
        }
    }
    assert_none(&complaints);
}

#[test]
fn rooms_do_not_import_one_another_in_a_ring() {
    let mut imports: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in sources() {
        let Some(room) = source.room().map(str::to_owned) else {
            continue;
        };
        let others = source.imports().into_iter().filter(|other| *other != room);
        imports.entry(room.clone()).or_default().extend(others);
    }
    // Rooms that import nothing which is left go, until none is left; what stays is in a ring or leads into one.
    while let Some(free) = imports
        .iter()
        .find(|(_, others)| others.iter().all(|other| !imports.contains_key(other)))
    {
        let free = free.0.clone();
        imports.remove(&free);
    }
    assert!(
        imports.is_empty(),
        "a ring among {:?}",
        imports.keys().collect::<Vec<_>>()
    );
}

#[test]
fn no_room_is_left_through_super() {
    let mut complaints = Vec::new();
    for source in sources() {
        let inside = source
            .path
            .trim_start_matches("src/")
            .trim_end_matches("mod.rs")
            .trim_end_matches(".rs");
        let depth = inside.split('/').filter(|part| !part.is_empty()).count();
        for line in source
            .code
            .lines()
            .filter(|line| line.starts_with("use ") || line.starts_with("pub use "))
        {
            if line.matches("super::").count() >= depth {
                complaints.push(format!("{}: `{line}`", source.path));
            }
        }
    }
    assert_none(&complaints);
}

#[test]
fn files_are_short() {
    let long = sources()
        .into_iter()
        .map(|source| (source.text.lines().count(), source.path))
        .filter(|(lines, _)| *lines > LINES);
    assert_none(
        &long
            .map(|(lines, path)| format!("{path} has {lines} lines, more than {LINES}"))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn every_file_opens_with_what_it_is() {
    let silent = sources()
        .into_iter()
        .filter(|source| !source.text.starts_with("//! "));
    assert_none(
        &silent
            .map(|source| format!("{} does not begin with `//! `", source.path))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn every_library_has_one_door() {
    assert_none(&elsewhere(&DOORS, Source::uses));
}

#[test]
fn only_the_edges_touch_the_system() {
    assert_none(&elsewhere(&SYSTEM, Source::says));
}

#[test]
fn only_the_console_prints() {
    let printing = PRINTING.map(|word| (word, &["src/cli/console.rs"][..]));
    assert_none(&elsewhere(&printing, Source::says));
}

/// A complaint for each file that has one of `words`, as `has` sees it, and lies outside its paths.
fn elsewhere(words: &[(&str, &[&str])], has: impl Fn(&Source, &str) -> bool) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in sources() {
        for (word, doors) in words {
            if has(&source, word) && !doors.iter().any(|door| source.path.starts_with(door)) {
                let place = if doors.is_empty() {
                    "no file".to_owned()
                } else {
                    doors.join(" or ")
                };
                complaints.push(format!("{}: `{word}` belongs in {place}", source.path));
            }
        }
    }
    complaints
}
