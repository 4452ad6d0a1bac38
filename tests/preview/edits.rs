//! Random edits, each followed by a comparison of everything that is served with a first build.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use crate::effort;
use crate::server::{Server, Site};

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Files of the demo that are edited, with its own text to go back to.
struct Edits {
    site: Site,
    pristine: Vec<(&'static str, String)>,
    dice: Dice,
    number: usize,
}

const EDITED: [&str; 10] = [
    "incidents/2009-09-01-mail-web.md",
    "apologies/2009-09-01-mail-web.md",
    "site.yaml",
    "uptime/mail-web.yaml",
    "uptime/mail-web.csv",
    "incidents/2009-08-27-console-streaming.md",
    "notices/2009-08-29-credit-links.md",
    "static/extra.txt",
    "pages/about.md",
    "../themes/own/assets/site.css",
];

const KINDS: usize = 13;

/// Moves the measured outages of one component into a table.
fn in_a_table(site: &Site) {
    let text = site.text("uptime/mail-web.yaml");
    let is_outage = |line: &&str| line.starts_with("  - ") && line.contains("level:");
    let (outages, rest): (Vec<_>, Vec<_>) = text.lines().partition(is_outage);
    let cell = |part: &str| part.split_once(": ").unwrap().1.to_owned();
    let row = |line: &str| {
        let cells = line.trim_start_matches("  - { ").trim_end_matches(" }");
        cells.split(", ").map(cell).collect::<Vec<_>>().join(",")
    };
    let rows: Vec<String> = outages.into_iter().map(row).collect();
    assert!(!rows.is_empty(), "the demo measures no outage any more");
    let table = format!("from,to,level,share\n{}\n", rows.join("\n"));
    site.write("uptime/mail-web.csv", table);
    let rest = rest.join("\n") + "\n";
    site.write(
        "uptime/mail-web.yaml",
        rest.replace("outages:\n", "outages: mail-web.csv\n"),
    );
}

/// A row of a table.
fn outage(number: usize) -> String {
    let minute = number % 49 + 10;
    format!("2009-08-10 10:00,2009-08-10 10:{minute},partial_outage,")
}

impl Edits {
    fn new(seed: u64) -> Self {
        let site = Site::demo();
        site.write("static/extra.txt", "one\n");
        site.write("../themes/own/assets/site.css", "body{color:#111}\n");
        let text = site.text("site.yaml").replace("name: default", "name: own");
        assert!(
            text.contains("name: own"),
            "the demo names no theme any more"
        );
        site.write("site.yaml", text);
        in_a_table(&site);
        let there = EDITED.into_iter().filter(|path| site.path(path).exists());
        let pristine = there.map(|path| (path, site.text(path))).collect();
        Self {
            site,
            pristine,
            dice: Dice(seed),
            number: 0,
        }
    }

    /// Does something to the files, and says what.
    fn edit(&mut self) -> String {
        self.number += 1;
        let kind = self.dice.below(KINDS);
        let (path, text) = self.dice.pick(&self.pristine).clone();
        let word = format!("Edit {} of {kind}.", self.number);
        let is_story = ends(path, "md");
        let more = match path {
            path if ends(path, "md") => format!("{text}\n{word}\n"),
            path if ends(path, "css") => format!("{text}/* {word} */\n"),
            path if ends(path, "csv") => format!("{text}{}\n", outage(self.number)),
            _ => format!("{text}# {word}\n"),
        };
        let whole = self.site.path(path);
        match kind {
            2 => by_rename(&whole, &more),
            3 => self.site.write(path, &text),
            4 if is_story => drop(fs::remove_file(&whole)),
            5 => halves(&whole, &more),
            6 if is_story => {
                let broken = format!("---\nbroken: [{word}\n---\n");
                self.site.write(path, broken);
            }
            7 => {
                let day = self.dice.below(28) + 1;
                let name = format!("incidents/2009-08-{day:02}-made-up.md");
                self.site.write(&name, story(&word));
            }
            8 => self.rename_one(),
            9 => self.move_folder("incidents"),
            10 => self.move_folder(".."),
            11 => {
                // The same length and, for all that anybody sees, the same time.
                self.site.write(path, &more);
                self.site.write(path, more.replace("Edit ", "Edot "));
            }
            12 => self.restore(),
            _ => self.site.write(path, &more),
        }
        format!("{kind} {path}")
    }

    /// Brings back every file that is edited.
    fn restore(&self) {
        for (path, text) in &self.pristine {
            self.site.write(path, text);
        }
    }

    fn rename_one(&mut self) {
        let folder = self.site.path("incidents");
        let mut all: Vec<_> = fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        all.retain(|path| path.to_str().unwrap().contains("made-up"));
        all.sort();
        if all.is_empty() {
            return;
        }
        let from = self.dice.pick(&all).clone();
        let day = self.dice.below(28) + 1;
        fs::rename(from, folder.join(format!("2009-07-{day:02}-made-up.md"))).unwrap();
    }

    /// Takes a folder away and puts a copy in its place, or the same one back.
    fn move_folder(&mut self, name: &str) {
        let folder = self.site.path(name).canonicalize().unwrap();
        let away = folder.with_file_name("away");
        fs::rename(&folder, &away).unwrap();
        if self.dice.below(2) == 0 {
            fs::rename(&away, &folder).unwrap();
        } else {
            crate::server::copy(&away, &folder);
            fs::remove_dir_all(&away).unwrap();
        }
    }
}

fn ends(path: &str, ending: &str) -> bool {
    Path::new(path).extension().is_some_and(|one| one == ending)
}

/// An incident of which only the words change.
fn story(word: &str) -> String {
    format!(
        "---\ntitle: {word}\nstarted: 2009-08-01 10:00\nresolved: 2009-08-01 11:00\nimpacts: [{{ component: mail-web, level: partial_outage }}]\n---\n\n{word}\n"
    )
}

/// Saves a file by putting a new one in its place.
fn by_rename(path: &Path, text: &str) {
    let beside = path.with_file_name(".tmp-save");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&beside, text).unwrap();
    fs::rename(&beside, path).unwrap();
}

/// Saves a file in two halves.
fn halves(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let (first, second) = text.as_bytes().split_at(text.len() / 2);
    let mut file = File::create(path).unwrap();
    file.write_all(first).unwrap();
    file.sync_all().unwrap();
    file.write_all(second).unwrap();
}

#[test]
fn after_any_edit_the_preview_shows_what_a_first_build_makes() {
    let seed = std::env::var("FORTHRIGHT_SEED")
        .ok()
        .and_then(|text| text.parse().ok());
    let seed: u64 = seed.unwrap_or(20_090_901);
    let mut edits = Edits::new(seed);
    let mut server = Server::start(&edits.site.root, &[]);
    let first = edits.site.built().expect("the demo has no errors");
    // What is shown while there are errors, where that is certain.
    let mut last = Some(first);
    let count = effort(60, 1);
    let (mut broken, mut slowest) = (0, std::time::Duration::ZERO);
    for number in 0..count {
        let mut what = edits.edit();
        // Now and then, many at once.
        let more = edits.dice.below(4).saturating_sub(1);
        for _ in 0..more {
            what = format!("{what}, {}", edits.edit());
        }
        let what = format!("edit {number} ({what}), seed {seed}");
        let took = if let Some(files) = edits.site.built() {
            let took = server.wait(&what, |server| shows(server, &files, last.as_ref()));
            last = Some(files);
            took
        } else {
            broken += 1;
            // The preview may or may not have seen the state between two edits.
            last = last.filter(|_| more == 0);
            server.wait(&what, |server| {
                let mut wrong = last
                    .as_ref()
                    .map_or_else(Vec::new, |last| server.differences(last));
                if !server.shows_errors() {
                    wrong.push("no word of the errors".to_owned());
                }
                wrong
            })
        };
        slowest = slowest.max(took);
    }
    eprintln!("edits {count}, with errors {broken}, slowest {slowest:?}, seed {seed}");
    assert!(server.is_alive());
}

type Files = std::collections::BTreeMap<String, Vec<u8>>;

/// What is wrong where `files` are to be shown, and nothing else of what was there before.
fn shows(server: &mut Server, files: &Files, before: Option<&Files>) -> Vec<String> {
    let mut wrong = server.differences(files);
    let before = before.into_iter().flat_map(Files::keys);
    let gone = before.filter(|path| !files.contains_key(*path));
    let still = gone.filter(|path| server.plain(path).status != 404);
    wrong.extend(still.map(|path| format!("{path} is still there")));
    wrong
}
