//! Small sites in memory, around the one text or the one front matter that a test is about.

use std::collections::BTreeSet;

use forthright::diagnostic::Diagnostic;
use forthright::lint;
use forthright::pipeline;
use forthright::resolve::{AsOf, Options};
use forthright::source::{SourceFile, SourceTree};
use serde_json::Value;

const INCIDENT: &str = "content/incidents/a.md";
const LETTER: &str = "content/apologies/a.md";
const SITE: &str = "title: T\ncomponents:\n  - { id: api, agreement: paid }\n  - { id: web }\nseverities:\n  - { id: sev1, major: true }\n  - { id: sev3 }\nagreements:\n  - { id: paid, tiers: [{ below: 99.9%, credit: 3 days }]FEE }\n";
const CONTACT: &str = "contact: https://a.example/help\n";
const TIMES: &str = "started: 2026-06-01 10:00\nresolved: 2026-06-01 11:40";
const ACTIONS: &str = "actions: [{ text: A check, owner: Mail, due: 2026-08-01 }]";
const IMPACTS: &str = "[{ component: api, level: major_outage }]";
const BEFORE: &str = "---\ntitle: A\nstarted: 2026-05-01 10:00\nresolved: 2026-05-01 11:00\nimpacts: [{ component: api, level: major_outage }]\ncause: { tags: [disk] }\n---\nIt broke.\n";
const AUTHOR: &str = "author: { name: A. Person }";

/// A site in memory.
pub(super) struct Site {
    tree: SourceTree,
    /// The file that the test is about.
    path: &'static str,
    /// What that file held when everybody had read it, where a history knows.
    then: Option<SourceFile>,
}

impl Site {
    /// A site around `text`: a `letter`, an `incident` that is over, one that is `open`, or `maintenance`.
    pub(super) fn of(kind: &str, text: &str) -> Self {
        let row = match kind {
            "open" => {
                serde_json::json!({ "kind": "incident", "status": "investigating", "started": "2026-06-30 22:00" })
            }
            _ => serde_json::json!({ "kind": kind }),
        };
        Self::of_parts(&row, text)
    }

    /// The site that a row of `lint-rules.json` means.
    pub(super) fn of_row(row: &Value) -> Self {
        Self::of_parts(row, row["text"].as_str().unwrap_or_default())
    }

    /// A site around a file whose first line says its kind and whose other lines are its front matter, and perhaps its body.
    pub(super) fn of_file(file: &str) -> Self {
        let (kind, rest) = file.split_once('\n').unwrap();
        let (front, body) = rest.split_once("\n---\n").unwrap_or((rest, "It broke."));
        let mut site = Self::of("letter", "We are sorry. It was our mistake.");
        if kind.starts_with("letter") {
            let day = "started: 2026-05-30 10:00\nresolved: 2026-05-31 10:00";
            let times = if kind == "letter of a day" {
                day
            } else {
                TIMES
            };
            let row = serde_json::json!({ "kind": "letter", "incident": times, "actions": "", "remedy": front });
            return Self::of_parts(&row, "We are sorry. It was our mistake.");
        }
        if kind == "zoned" {
            let text = SITE
                .replace("FEE", "")
                .replace("title: T\n", "title: T\ntime_zone: Europe/Berlin\n");
            site.put("content/site.yaml", &text);
        }
        site.tree.remove(LETTER);
        site.put(INCIDENT, &format!("---\ntitle: A\n{front}\n---\n{body}\n"));
        Self {
            path: INCIDENT,
            ..site
        }
    }

    fn of_parts(row: &Value, text: &str) -> Self {
        let mut site = Self {
            tree: SourceTree::default(),
            path: INCIDENT,
            then: None,
        };
        let contact = if row["site"] == "" { "" } else { CONTACT };
        let fee = if row["site"] == "paid" {
            ", fee: 50.00 USD per year"
        } else {
            ""
        };
        let settings = SITE.replace("FEE", fee);
        site.put("content/site.yaml", &format!("{settings}{contact}"));
        match row["kind"].as_str().unwrap_or("letter") {
            "incident" => site.put(INCIDENT, &incident(row, text)),
            "maintenance" => site.put("content/maintenance/a.md", &maintenance(text)),
            "again" => {
                site.put("content/incidents/before.md", BEFORE);
                let sorry = letter(row, "before", "We are sorry.");
                site.put("content/apologies/before.md", &sorry);
                site.put(INCIDENT, &incident(row, text));
            }
            _ => {
                let times = part(row, "incident", TIMES);
                let front = format!(
                    "title: A\n{times}\nimpacts: {}",
                    part(row, "impacts", IMPACTS)
                );
                site.put(INCIDENT, &format!("---\n{front}\n---\nIt broke.\n"));
                site.put(LETTER, &letter(row, "a", text));
                site.path = LETTER;
                let then = row["then"].as_str();
                site.then = then.map(|text| SourceFile::new(LETTER, letter(row, "a", text)));
            }
        }
        if let Some(earlier) = row["earlier"].as_str() {
            let times = "started: 2026-03-01 10:00\nresolved: 2026-03-01 11:00";
            let file = format!("---\ntitle: A\n{times}\n---\n{earlier}\n");
            site.put("content/incidents/before.md", &file);
        }
        site
    }

    fn put(&mut self, path: &str, text: &str) {
        self.tree.insert(SourceFile::new(path, text));
    }

    /// All advice, wherever it lies.
    pub(super) fn findings(&self) -> Vec<Diagnostic> {
        advice(&self.checked())
    }

    /// The rules that are brought up in the file that the test is about.
    pub(super) fn advice(&self) -> BTreeSet<&'static str> {
        let checked = self.checked();
        let errors: Vec<_> = checked.errors().collect();
        assert!(errors.is_empty(), "{errors:?}");
        let found = advice(&checked).into_iter();
        let silent = checked.prepared.iter().flat_map(|prepared| {
            let then = |_: &str, _| self.then.clone();
            lint::silent_edits(&prepared.site, &prepared.report, then)
        });
        found
            .chain(silent)
            .filter(|one| &*one.span.path == self.path)
            .map(|one| one.code)
            .collect()
    }

    /// Every code that is said, advice or not.
    pub(super) fn everything(&self) -> BTreeSet<&'static str> {
        let checked = self.checked();
        let said = checked.diagnostics.iter().map(|one| one.code);
        said.chain(advice(&checked).into_iter().map(|one| one.code))
            .collect()
    }

    /// What is wrong with the site, where that keeps advice back.
    pub(super) fn trouble(&self) -> Option<String> {
        let checked = self.checked();
        let first = checked.errors().next();
        first.map(|error| format!("{}: {}", error.code, error.message))
    }

    /// The line that a finding begins in.
    pub(super) fn line(&self, found: &Diagnostic) -> String {
        let file = self.tree.get(&found.span.path).unwrap();
        let text = file.text().unwrap();
        let start = text[..found.span.start].rfind('\n').map_or(0, |at| at + 1);
        text[start..].lines().next().unwrap_or_default().to_owned()
    }

    /// What is found by somebody who is called away when `stop` says so.
    pub(super) fn findings_unless(
        &self,
        stop: impl Fn() -> bool + Sync,
    ) -> Option<Vec<Diagnostic>> {
        let checked = self.checked();
        pipeline::advice_unless(checked.prepared.as_ref().unwrap(), &stop)
    }

    fn checked(&self) -> pipeline::Checked {
        let options = Options {
            as_of: AsOf::Text("2026-07-01T00:00:00Z".to_owned()),
            drafts: false,
            base_url: None,
        };
        pipeline::prepare(&self.tree, &options).unwrap()
    }
}

/// Nothing, where there are errors.
fn advice(checked: &pipeline::Checked) -> Vec<Diagnostic> {
    let prepared = checked.prepared.as_ref();
    prepared.map_or_else(Vec::new, pipeline::advice)
}

/// The part of a row called `key`, or what is usual.
fn part(row: &Value, key: &str, usual: &str) -> String {
    row[key].as_str().unwrap_or(usual).to_owned()
}

fn incident(row: &Value, text: &str) -> String {
    let end = if row["status"] == "investigating" {
        ""
    } else {
        "\nresolved: 2026-06-01 11:40"
    };
    let times = row["started"].as_str().map_or_else(
        || format!("started: 2026-06-01 10:00{end}"),
        |started| format!("started: {started}"),
    );
    let impacts = part(row, "impacts", IMPACTS);
    let front = part(row, "front", "severity: sev3");
    format!("---\ntitle: A\n{times}\nimpacts: {impacts}\n{front}\n---\n{text}\n")
}

fn letter(row: &Value, about: &str, text: &str) -> String {
    let published = part(row, "published", "2026-06-02");
    let title = part(row, "title", "About Tuesday");
    let keys = [
        part(row, "author", AUTHOR),
        part(row, "actions", ACTIONS),
        part(row, "remedy", ""),
        part(row, "revisions", ""),
    ];
    format!(
        "---\ntitle: {title}\nincidents: [{about}]\npublished: {published} 12:00\n{}\n---\n{text}\n",
        keys.join("\n")
    )
}

fn maintenance(text: &str) -> String {
    let times = "from: 2026-07-10 10:00\nto: 2026-07-10 11:00";
    format!("---\ntitle: A\n{times}\n---\n{text}\n")
}
