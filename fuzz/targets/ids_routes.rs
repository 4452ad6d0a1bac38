//! Names of files → ids → addresses: two things never share one, and none leaves the output folder.

#![no_main]

use std::collections::BTreeSet;

use forthright::SourceTree;
use forthright::output::{Kind, Route};
use forthright::source::SourceFile;
use forthright_fuzz::sites::{self, must_stay_inside};
use libfuzzer_sys::fuzz_target;

const SITE: &str = "title: x\ncontact: none\ncomponents: [ { id: a, name: A } ]\n";
const FACTS: &str = "---\ntitle: x\nstarted: 2009-09-01 12:30\npublished: 2009-09-01 12:30\nfrom: 2009-09-01 12:30\nto: 2009-09-01 12:40\nannounced: 2009-08-01 12:30\n";

fuzz_target!(|input: &str| {
    let mut tree = SourceTree::default();
    for path in input.lines().take(8) {
        tree.insert(SourceFile::new(&format!("content/{path}"), article(path)));
    }
    tree.insert(SourceFile::new("content/site.yaml", SITE));
    // A contact that is none spares making pages: what was read is enough.
    let checked = sites::read(&tree, "2009-09-02T00:00:00Z");
    let site = checked.fragment.expect("the site file can be read");
    let mut routes = BTreeSet::from([
        Route::home().path().to_owned(),
        Route::not_found().path().to_owned(),
    ]);
    let kinds = [
        Kind::Incident,
        Kind::Apology,
        Kind::Maintenance,
        Kind::Notice,
    ];
    routes.extend(kinds.map(|kind| Route::index(kind).path().to_owned()));
    routes.insert(Route::incident_year(2009).path().to_owned());
    let mut ids: Vec<(Kind, &str)> = Vec::new();
    ids.extend(
        site.incidents
            .iter()
            .map(|one| (Kind::Incident, one.id.as_str())),
    );
    ids.extend(
        site.apologies
            .iter()
            .map(|one| (Kind::Apology, one.id.as_str())),
    );
    ids.extend(
        site.maintenances
            .iter()
            .map(|one| (Kind::Maintenance, one.id.as_str())),
    );
    ids.extend(
        site.notices
            .iter()
            .map(|one| (Kind::Notice, one.id.as_str())),
    );
    ids.extend(site.pages.iter().map(|one| (Kind::Plain, one.id.as_str())));
    ids.extend(
        site.components
            .iter()
            .map(|one| (Kind::Component, one.id.as_str())),
    );
    for (kind, id) in ids {
        let route = Route::page(kind, id);
        must_lead_back(&route);
        assert!(routes.insert(route.path().to_lowercase()), "{route} twice");
    }
});

/// What makes a good file of the kind that `path` asks for.
fn article(path: &str) -> String {
    let keys: &[&str] = match path.split('/').next().unwrap_or_default() {
        "incidents" => &["title", "started"],
        "maintenance" => &["title", "announced", "from", "to"],
        "pages" => &["title"],
        _ => &["title", "published"],
    };
    let line = |line: &&str| keys.iter().any(|key| line.split(':').next() == Some(key));
    let facts: Vec<&str> = FACTS.lines().filter(line).collect();
    format!("---\n{}\n---\n\nText.\n", facts.join("\n"))
}

/// The file lies in the folder, and links to it and from it meet.
fn must_lead_back(route: &Route) {
    must_stay_inside(route.path());
    for other in [
        Route::home(),
        Route::index(Kind::Incident),
        Route::page(Kind::Notice, "x"),
    ] {
        for (from, to) in [(route, &other), (&other, route)] {
            let link = to.relative_from(from);
            let mut folders: Vec<&str> = from.path().split('/').collect();
            folders.pop();
            for part in link.split('/') {
                if part == ".." {
                    assert!(folders.pop().is_some(), "{link} climbs out");
                } else {
                    folders.push(part);
                }
            }
            assert_eq!(folders.join("/"), to.path(), "{from} → {to}");
        }
    }
}
