//! Whether what a fault left is what a reader may see.

use std::collections::BTreeSet;

use crate::site::{RECORD, Situation, Tree};

/// Everything that is wrong with `found`, the output after a build was cut short in this situation.
pub(crate) fn after_a_cut(situation: &Situation, found: Option<&Tree>) -> Vec<String> {
    let nothing = Tree::new();
    let before = situation.before.as_ref();
    let Some(found) = found else {
        let lost = before.is_some().then(|| "the output is gone".to_owned());
        return lost.into_iter().collect();
    };
    let before = before.unwrap_or(&nothing);
    let generations = [before, &situation.after];
    let mut wrong = Vec::new();
    // The next build removes what this one made for itself.
    let shown = |path: &String| !path.starts_with(".forthright");
    for (path, bytes) in found.iter().filter(|(path, _)| shown(path)) {
        let whole = |tree: &&Tree| tree.get(path) == Some(bytes);
        if !generations.iter().any(whole) {
            wrong.push(format!("{path} ({} bytes) is not whole", bytes.len()));
        }
    }
    let stays = |path: &&String| *path != RECORD && situation.after.contains_key(*path);
    let lost = before.keys().filter(stays);
    let lost = lost.filter(|path| !found.contains_key(*path));
    wrong.extend(lost.map(|path| format!("{path} is gone")));
    let lasting = before.keys().filter(stays).cloned().collect();
    wrong.extend(broken_links(lasting, found));
    wrong
}

/// Everything in which `found` is not what a build that nobody disturbed makes.
pub(crate) fn difference(expected: &Tree, found: &Tree) -> Vec<String> {
    let paths: BTreeSet<&String> = expected.keys().chain(found.keys()).collect();
    let differs = |path: &&&String| expected.get(**path) != found.get(**path);
    let words = |path: &String| match (expected.get(path), found.get(path)) {
        (None, _) => format!("{path} is too much"),
        (_, None) => format!("{path} is missing"),
        _ => format!("{path} is another"),
    };
    paths
        .iter()
        .filter(differs)
        .map(|path| words(path))
        .collect()
}

/// Links that lead nowhere, on pages that a reader may come to: from the home page, and by the `known` addresses that stay.
/// While a first site is put together, nobody has an address yet, and the home page comes last.
fn broken_links(known: Vec<String>, found: &Tree) -> Vec<String> {
    let is_page = |path: &str| path.to_ascii_lowercase().ends_with(".html");
    let mut waiting: Vec<String> = known
        .into_iter()
        .chain(["index.html".to_owned()])
        .filter(|path| is_page(path) && found.contains_key(path))
        .collect();
    let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut wrong = Vec::new();
    while let Some(page) = waiting.pop() {
        for target in links(&page, &found[&page]) {
            if !found.contains_key(&target) {
                wrong.push(format!("{page} links to {target}, which is not there"));
            } else if is_page(&target) && seen.insert(target.clone()) {
                waiting.push(target);
            }
        }
    }
    wrong
}

/// The files of the site that a page names.
fn links(page: &str, bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let mut found = Vec::new();
    for attribute in ["href=\"", "src=\""] {
        for rest in text.split(attribute).skip(1) {
            let link = rest.split('"').next().unwrap();
            let link = link.split(['#', '?']).next().unwrap();
            if !link.is_empty() && !link.contains(':') {
                found.push(resolved(page, link));
            }
        }
    }
    found
}

fn resolved(page: &str, link: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    if link.starts_with('/') {
        parts.clear();
    }
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    if link.ends_with('/') {
        parts.push("index.html");
    }
    parts.join("/")
}

#[test]
fn a_page_that_is_cut_off_is_seen() {
    let whole = Tree::from([("index.html".to_owned(), b"whole".to_vec())]);
    let situation = Situation {
        name: "",
        content: Tree::new(),
        before: Some(whole.clone()),
        after: whole,
        former: None,
    };
    let torn = Tree::from([("index.html".to_owned(), b"who".to_vec())]);
    assert_eq!(
        after_a_cut(&situation, Some(&torn)),
        ["index.html (3 bytes) is not whole"]
    );
    assert_eq!(
        after_a_cut(&situation, Some(&Tree::new())),
        ["index.html is gone"]
    );
}

#[test]
fn a_link_that_leads_nowhere_is_seen() {
    let page = b"<a href=\"a/b.html#x\">".to_vec();
    let home = Tree::from([("index.html".to_owned(), page)]);
    assert_eq!(
        broken_links(Vec::new(), &home),
        ["index.html links to a/b.html, which is not there"]
    );
    let up = b"<link href=\"../assets/site.css\">";
    assert_eq!(links("a/b.html", up), ["assets/site.css"]);
}
