//! A whole site in memory, and what must hold of it whatever is in its files.

use std::convert::Infallible;
use std::str::from_utf8;
use std::sync::{Mutex, Once};

use forthright::diagnostic::{self, Diagnostic, Severity};
use forthright::output::Route;
use forthright::pipeline::{self, Checked};
use forthright::resolve::{self, AsOf, Input, Options};
use forthright::schema;
use forthright::source::{SourceFile, Span};
use forthright::theme;
use forthright::{Prepared, SourceTree};

use crate::{page, xml};

/// The instant that every site is built at.
const AS_OF: &str = "2009-09-02T18:00:00-07:00";

const SITE: &str = "title: Nimbus status
url: https://status.nimbus.example/
time_zone: America/Los_Angeles
components:
  - { id: mail, name: Mail, introduced: 2009-07-01, agreement: premier, objective: 99.9% }
  - { id: storage, name: Storage, components: [ { id: files, name: Files, introduced: 2009-08-01 } ] }
severities: [ { id: sev1, name: Critical, major: true } ]
agreements: [ { id: premier, tiers: [ { below: 99.9%, credit: 3 days } ] } ]
";
const INCIDENT: &str = "---
title: Mail is down
started: 2009-09-01 12:30
severity: sev1
impacts: [ { component: mail, level: major_outage } ]
---

Most people could not open their mail.

## 14:10 Resolved

Everything is back.
";
const APOLOGY: &str = "---
title: We are sorry
incidents: [2009-09-01-mail]
published: 2009-09-01 18:59
author: { role: VP Engineering }
actions: [ { text: More routers, type: prevent, owner: Mail, due: 2009-10-15 } ]
remedy: { kind: credit, amount: 3 days, delivery: automatic }
---

We are **sorry**. See [the incident](../incidents/2009-09-01-mail.html).
";

/// A small good site with `text` at `path` in it.
#[must_use]
pub fn with(path: &str, bytes: &[u8]) -> SourceTree {
    let fixed = [
        ("content/site.yaml", SITE),
        ("content/incidents/2009-09-01-mail.md", INCIDENT),
        ("content/apologies/2009-09-01-mail.md", APOLOGY),
    ];
    let fixed = fixed.map(|(path, text)| SourceFile::new(path, text));
    let mut tree: SourceTree = fixed.into_iter().collect();
    tree.insert(SourceFile::with_plain_line_ends(path, bytes));
    tree
}

/// Reads the site in `tree`, and holds it to what must be true of every site: what is said of it can be said in every form and
/// points into its files, and without an error every page can be made and does no harm.
///
/// # Panics
/// It does not hold.
pub fn must_hold(tree: &SourceTree) {
    if let Some(prepared) = &must_speak(tree, "").prepared {
        must_render(prepared);
    }
}

/// Reads the site in `tree`, and holds it to the first half of that.
///
/// # Panics
/// It does not hold.
pub fn must_speak(tree: &SourceTree, as_of: &str) -> Checked {
    let checked = read(tree, as_of);
    for one in &checked.diagnostics {
        must_point_into(tree, &one.span, one);
        for other in &one.others {
            must_point_into(tree, &other.span, one);
        }
    }
    let _ = diagnostic::human(&checked.diagnostics, tree, true);
    let _ = diagnostic::short(&checked.diagnostics, tree);
    let _ = diagnostic::json(&checked.diagnostics, tree);
    let _ = diagnostic::summary(&checked.diagnostics);
    let wrong = checked.diagnostics.iter().any(is_error);
    assert_eq!(
        wrong,
        checked.prepared.is_none(),
        "{:?}",
        checked.diagnostics
    );
    checked
}

/// Everything that reading the site in `tree` finds, without what follows from it: figures, pages, the theme.
///
/// # Panics
/// `as_of` is no time.
#[must_use]
pub fn findings(tree: &SourceTree, as_of: &str) -> Vec<Diagnostic> {
    alone();
    let read: Vec<_> = tree.below("content").map(schema::read).collect();
    let broken = tree.below("content").zip(&read);
    let broken = broken.filter(|(_, (_, found))| found.iter().any(is_error));
    let input = Input {
        documents: read
            .iter()
            .filter_map(|(document, _)| document.as_ref())
            .collect(),
        broken: broken.map(|(file, _)| file.path().clone()).collect(),
        left_out: Vec::new(),
    };
    let resolved = resolve::resolve(input, &options(as_of), &theme::phrases(), None);
    let mut found: Vec<_> = read.iter().flat_map(|(_, found)| found.clone()).collect();
    found.extend(resolved.expect("the time of the build is one").diagnostics);
    found
}

fn is_error(one: &Diagnostic) -> bool {
    one.severity == Severity::Error
}

fn options(as_of: &str) -> Options {
    Options {
        as_of: AsOf::Text(if as_of.is_empty() { AS_OF } else { as_of }.to_owned()),
        drafts: true,
        base_url: None,
    }
}

/// All on the thread of the fuzzer: handing work over costs more than the work.
fn alone() {
    static POOL: Once = Once::new();
    POOL.call_once(|| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1);
        pool.use_current_thread()
            .build_global()
            .expect("no other pool was made");
    });
}

/// Reads the site in `tree` and no more.
///
/// # Panics
/// `as_of` is no time.
#[must_use]
pub fn read(tree: &SourceTree, as_of: &str) -> Checked {
    alone();
    pipeline::prepare(tree, &options(as_of)).expect("the time of the build is one")
}

fn must_point_into(tree: &SourceTree, span: &Span, about: &Diagnostic) {
    let Some(file) = tree.get(&span.path) else {
        assert_eq!(
            (span.start, span.end),
            (0, 0),
            "a place in no file: {about:?}"
        );
        return;
    };
    match file.text() {
        Ok(text) => {
            let place = text.get(span.start..span.end);
            assert!(place.is_some(), "a place outside the text: {about:?}");
        }
        Err(_) => assert!(
            span.end <= file.bytes().len(),
            "a place outside the file: {about:?}"
        ),
    }
}

/// Makes every page of the site, and looks at each.
///
/// # Panics
/// One cannot be made, or could do harm.
pub fn must_render(prepared: &Prepared) {
    let seen = Mutex::new(Vec::new());
    let put = |route: &Route, bytes: &[u8]| -> Result<(), Infallible> {
        let path = route.path();
        let generated = !prepared.site.statics.iter().any(|(name, _)| name == path);
        // A file that is copied keeps its name, whatever is in it.
        must_stay_inside(&if generated {
            path.to_owned()
        } else {
            path.replace(['%', ':'], "_")
        });
        seen.lock()
            .expect("no thread fails with it")
            .push(path.to_owned());
        if generated && path.ends_with(".html") {
            page::must_be_inert(path, from_utf8(bytes).expect("pages are UTF-8"));
        }
        if generated && (path.ends_with(".xml") || path.ends_with(".atom")) {
            xml::must_be_well_formed(path, bytes);
        }
        Ok(())
    };
    let rendered = pipeline::render(prepared, put);
    assert!(rendered.is_ok(), "{rendered:?}");
    let mut seen = seen.into_inner().expect("no thread failed with it");
    let all = seen.len();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), all, "two files at one address");
}

/// Panics unless `path`, joined to the output folder, is a file in it on every system.
///
/// # Panics
/// It is not.
pub fn must_stay_inside(path: &str) {
    let odd = path.contains(['\\', ':', '\0', '%']) || path.is_empty();
    let climbs = path.split('/').any(|part| matches!(part, "" | "." | ".."));
    assert!(!odd && !climbs, "{path:?} leaves the folder");
}
