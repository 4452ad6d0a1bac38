//! Every figure that a page of the demo shows stands in `api/availability.json`, and as what it is there.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::project::Project;

const AS_OF: &str = "2009-10-02T00:00:00-07:00";
/// What the built-in theme prints between a number and its percent sign; write-ups have none.
const NARROW: char = '\u{202f}';

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
