//! Every figure that a page of the demo shows stands in `api/availability.json`, and as what it is there.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::project::Project;

const AS_OF: &str = "2009-10-02T00:00:00-07:00";
/// What the built-in theme prints between a number and its percent sign; write-ups have none.
const NARROW: char = '\u{202f}';

/// Parts of a second.
const PARTS: u128 = 10_000;

/// What may be printed of the figures of the file.
#[derive(Default)]
struct Known {
    percents: BTreeSet<String>,
    nines: BTreeSet<String>,
}

impl Known {
    fn gather(&mut self, value: &Value) {
        match value {
            Value::Array(all) => all.iter().for_each(|one| self.gather(one)),
            Value::Object(fields) => {
                if let (Some(down), Some(observed)) = (fields.get("down"), fields.get("observed")) {
                    self.fraction(whole(down), whole(observed));
                }
                for (key, field) in fields {
                    if let Some(text) = field.as_str().filter(|_| is_percent(key)) {
                        self.printed(text);
                    }
                    self.gather(field);
                }
            }
            _ => {}
        }
    }

    /// `down` parts of which there are 10,000 in each second that was observed.
    fn fraction(&mut self, down: u128, observed: u128) {
        let total = observed * 10_000;
        if total == 0 {
            return;
        }
        for power in [100_u128, 1_000] {
            let cut = (total - down) * 100 * power / total;
            let places = power.ilog10() as usize;
            let text = format!("{}.{:0>places$}", cut / power, cut % power);
            self.percents
                .insert(if down == 0 { "100".to_owned() } else { text });
        }
    }

    /// A percentage that stands there as a text, at its own length and shorter.
    fn printed(&mut self, text: &str) {
        let mut text = text.trim_end_matches('%').to_owned();
        while !text.is_empty() {
            self.percents.insert(text.clone());
            if !text.contains('.') {
                break;
            }
            text.pop();
            if text.ends_with('.') {
                text.pop();
            }
        }
    }
}

fn whole(value: &Value) -> u128 {
    u128::from(value.as_u64().unwrap())
}

fn is_percent(key: &str) -> bool {
    key.ends_with("percent") || ["target", "below", "credit", "cap"].contains(&key)
}

fn nines(value: &Value, known: &mut BTreeSet<String>) {
    match value {
        Value::Array(all) => all.iter().for_each(|one| nines(one, known)),
        Value::Object(fields) => {
            if let Some(text) = fields.get("nines").and_then(Value::as_str) {
                known.insert(text.to_owned());
                known.insert(text[..text.len() - 1].to_owned());
            }
            fields.values().for_each(|field| nines(field, known));
        }
        _ => {}
    }
}

/// The numbers that stand before each `mark` on a page.
fn numbers_before(page: &str, mark: &str) -> Vec<String> {
    let ends = page.match_indices(mark).map(|(end, _)| &page[..end]);
    let number = |text: &str| {
        let digits = text
            .chars()
            .rev()
            .take_while(|one| one.is_ascii_digit() || *one == '.');
        digits
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect::<String>()
    };
    ends.map(number)
        .filter(|number| !number.is_empty())
        .collect()
}

/// Parts of a second, of which there are 10,000, that may stand on a page: every length of time in the file, and all downtime, exactly and
/// on the clock.
fn lengths(value: &Value, known: &mut BTreeSet<u128>) {
    match value {
        Value::Array(all) => all.iter().for_each(|one| lengths(one, known)),
        Value::Object(fields) => {
            for (key, field) in fields {
                let is_length = key.ends_with("seconds") || key == "observed";
                if let Some(seconds) = field.as_i64().filter(|_| is_length) {
                    known.insert(u128::from(seconds.unsigned_abs()) * PARTS);
                }
                lengths(field, known);
            }
            if let Some(down) = fields.get("down").and_then(Value::as_u64) {
                let members = fields.get("members").map_or(1, whole);
                let clock = u128::from(down).div_ceil(PARTS * members) * PARTS;
                known.extend([u128::from(down), clock]);
            }
        }
        _ => {}
    }
}

/// The lengths of time on a page, as printed and in parts of a second: "1 h 40 min", "2,595,600 s", "6 min 14.4 s".
fn durations(page: &str) -> Vec<(String, u128)> {
    let is_part = |one: char| one.is_alphanumeric() || matches!(one, '.' | ',' | ' ' | '\u{a0}');
    let mut found = Vec::new();
    for text in page.split(|one| !is_part(one)) {
        let words: Vec<_> = text.split([' ', '\u{a0}']).collect();
        let mut at = 0;
        while at + 1 < words.len() {
            let (mut parts, mut finest, first) = (0, u128::MAX, at);
            while let Some((number, unit)) = pair(&words[at..]).filter(|(_, unit)| *unit < finest) {
                (parts, finest, at) = (parts + number * unit / PARTS, unit, at + 2);
                // A sentence or a clause ends here.
                if words[at - 1].ends_with(['.', ',']) {
                    break;
                }
            }
            if at == first {
                at += 1;
            } else {
                found.push((words[first..at].join(" "), parts));
            }
        }
    }
    found
}

/// A number in parts, and the parts in its unit.
fn pair(words: &[&str]) -> Option<(u128, u128)> {
    let unit = match words.get(1)?.trim_end_matches(['.', ',']) {
        "d" => 86_400,
        "h" => 3_600,
        "min" => 60,
        "s" => 1,
        _ => return None,
    };
    let number = words[0].replace(',', "");
    let (whole, fraction) = number.split_once('.').unwrap_or((&number, ""));
    let parts = format!("{whole}{fraction:0<4}").parse().ok()?;
    Some((parts, unit * PARTS))
}

#[test]
fn lengths_of_time_are_read_off_a_page_as_they_are_printed() {
    let page = "<td>1 h 40 min</td> Down: 2,595,600 s. So 6 min 14.4 s, 4 d; 3 s 2 min";
    let told: Vec<_> = durations(page)
        .into_iter()
        .map(|(_, parts)| parts)
        .collect();
    let seconds = [6_000, 2_595_600, 0, 4 * 86_400, 3, 120].map(|seconds| seconds * PARTS);
    let mut wanted = seconds.to_vec();
    wanted[2] = 3_744_000;
    assert_eq!(told, wanted);
}

#[test]
fn every_length_of_time_on_the_pages_of_figures_is_found_in_the_file_for_programs() {
    let project = Project::demo();
    let run = project.run(["build", "--quiet", "--as-of", AS_OF]);
    run.stderr_any().succeeds();
    let file: Value = serde_json::from_str(&project.text("public/api/availability.json")).unwrap();
    let mut known = BTreeSet::new();
    lengths(&file, &mut known);
    let (mut found, mut unknown) = (0, Vec::new());
    for (path, bytes) in project.tree("public") {
        let of_figures = ["components/", "availability/"];
        let of_figures = of_figures.iter().any(|folder| path.starts_with(folder));
        if !of_figures || Path::new(&path).extension() != Some("html".as_ref()) {
            continue;
        }
        let told = durations(&String::from_utf8(bytes).unwrap());
        found += told.len();
        let told = told.into_iter().filter(|(_, parts)| !known.contains(parts));
        unknown.extend(told.map(|(text, _)| format!("{path}: {text}")));
    }
    assert!(found > 1_900, "only {found} lengths were found");
    assert!(unknown.is_empty(), "{unknown:#?}");
}

#[test]
fn every_figure_on_every_page_of_the_demo_is_found_in_the_file_for_programs() {
    let project = Project::demo();
    project
        .run(["build", "--quiet", "--as-of", AS_OF])
        .stderr_any()
        .succeeds();
    let file: Value = serde_json::from_str(&project.text("public/api/availability.json")).unwrap();
    let mut known = Known::default();
    known.gather(&file);
    nines(&file, &mut known.nines);
    let (mut found, mut unknown) = (0, Vec::new());
    for (path, bytes) in project.tree("public") {
        let is_page = [".html", ".atom", ".csv"]
            .iter()
            .any(|ending| path.ends_with(ending));
        let page = String::from_utf8(bytes).unwrap_or_default();
        if !is_page {
            continue;
        }
        let percents = numbers_before(&page, &format!("{NARROW}%"));
        let told = numbers_before(&page, " nines");
        found += percents.len() + told.len();
        let percents = percents
            .into_iter()
            .filter(|text| !known.percents.contains(text));
        unknown.extend(percents.map(|text| format!("{path}: {text} %")));
        let told = told.into_iter().filter(|text| !known.nines.contains(text));
        unknown.extend(told.map(|text| format!("{path}: {text} nines")));
    }
    assert!(found > 500, "only {found} figures were found");
    assert!(unknown.is_empty(), "{unknown:#?}");
}
