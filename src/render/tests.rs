//! Whole sites from a few lines of text, rendered in memory: what must hold of every page.

use std::collections::{BTreeMap, BTreeSet};

use super::Engine;
use crate::diagnostic::Diagnostic;
use crate::model::Site;
use crate::report::{Report, report};
use crate::resolve::{AsOf, Input, Options, resolve};
use crate::schema;
use crate::source::{SourceFile, SourceTree};
use crate::theme::{self, Theme};
use crate::view::{Shows, pages};

const SITE: &str = "title: Nimbus \"<status>\"\nurl: https://status.nimbus.example/s/\ntime_zone: America/Los_Angeles\n\
    contact: mailto:a@nimbus.example\ncomponents:\n  - id: mail\n    name: Mail <b>&\n    components:\n      - id: mail-web\n\
    \x20       name: '\"><svg onload=x>'\n        introduced: 2004-04-01\n        objective: 99.9%\n        agreement: premier\n\
    agreements:\n  - id: premier\n    period: calendar_month\n    tiers: [ {below: 99.9%, credit: 3 days} ]\n";
const INCIDENT: &str = "---\ntitle: </title><script>alert(1)</script>\nstarted: ~2009-09-01 12:30\nimpacts:\n\
    \x20 - { component: mail-web, level: major_outage, share: 97% }\naffected: { users: 412000, data: none }\n---\n\
    We are on it, see [this](../notices/2009-09-02-note.html).\n\n## 2009-09-01 12:53 Investigating\n\nOne.\n\n\
    ## 14:10 Resolved\n\nTwo.\n";
const APOLOGY: &str = "---\ntitle: We are sorry\nincidents: [2009-09-01-mail]\npublished: 2009-09-01 18:59\n\
    author: { name: '</script>', role: Head }\nactions:\n  - { text: More room, due: 2009-10-01, owner: Mail }\n\
    remedy:\n  kind: credit\n  amount: 3% of the next bill\n  delivery: claim\n  contact: +1-555-0100\n\
    \x20 claim: { link: https://nimbus.example/c, opens: 2009-09-02, closes: 7d, once: true }\n---\nI am sorry.\n";
const WORK: &str = "---\ntitle: Moving\nannounced: 2009-08-31 10:00\nfrom: 2009-09-12 22:00\nto: 2009-09-13 02:00\n\
    components: [ {component: mail-web, level: degraded_performance} ]\n---\nWe move.\n";
const NOTICE: &str = "---\ntitle: A note\npublished: 2009-09-02 10:00\n---\nSee [the incident](../incidents/2009-09-01-mail.md).\n";
const PAGE: &str = "---\ntitle: About\nmenu: true\n---\nSee [now](index.html).\n";

fn tree(site: &str) -> SourceTree {
    [
        ("content/site.yaml", site),
        ("content/incidents/2009-09-01-mail.md", INCIDENT),
        ("content/apologies/2009-09-01-mail.md", APOLOGY),
        ("content/maintenance/2009-09-12-move.md", WORK),
        ("content/notices/2009-09-02-note.md", NOTICE),
        ("content/pages/about.md", PAGE),
    ]
    .into_iter()
    .map(|(path, text)| SourceFile::new(path, text))
    .collect()
}

fn known(tree: &SourceTree) -> (Site, Report) {
    let documents: Vec<_> = tree
        .below("content")
        .filter_map(|file| schema::read(file).0)
        .collect();
    let as_of = AsOf::Text("2009-09-02T18:00:00-07:00".to_owned());
    let options = Options {
        as_of,
        drafts: false,
        base_url: None,
    };
    let resolved = resolve(
        Input {
            documents: documents.iter().collect(),
            broken: Vec::new(),
            left_out: Vec::new(),
        },
        &options,
        &theme::phrases(),
        None,
    )
    .unwrap();
    let site = resolved
        .site
        .unwrap_or_else(|| panic!("{:?}", resolved.diagnostics));
    let report = report(&site, resolved.as_of);
    (site, report)
}

/// Every file of a site, by path.
fn files(tree: &SourceTree) -> BTreeMap<String, String> {
    let (site, report) = known(tree);
    let engine = Engine::new(&Theme::default(), &site).unwrap();
    let mut files: BTreeMap<_, _> = engine
        .assets()
        .iter()
        .map(|(route, bytes)| (route.path().to_owned(), text(bytes.clone())))
        .collect();
    for page in pages(&site, &report) {
        files.insert(
            page.route.path().to_owned(),
            text(engine.page(&site, &report, &page).unwrap()),
        );
    }
    files
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

fn html(files: &BTreeMap<String, String>) -> impl Iterator<Item = (&String, &String)> {
    files.iter().filter(|(path, _)| {
        std::path::Path::new(path)
            .extension()
            .is_some_and(|ending| ending == "html")
    })
}

/// The values of every attribute called `name`.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    page.match_indices(&start)
        .filter_map(|(at, _)| page[at + start.len()..].split('"').next())
        .collect()
}

/// `link` on the page at `path`, as a path from the root.
fn resolved(path: &str, link: &str) -> String {
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[test]
fn no_text_of_a_site_becomes_markup() {
    for (path, page) in html(&files(&tree(SITE))) {
        assert!(!page.contains("<svg onload"), "{path}");
        assert_eq!(
            page.matches("<script").count(),
            page.matches("<script type=\"application/ld+json\">")
                .count(),
            "{path}"
        );
        assert_eq!(
            page.matches("</script>").count(),
            page.matches("<script").count(),
            "{path}"
        );
    }
}

#[test]
fn every_link_leads_to_a_file_and_a_place_in_it() {
    let files = files(&tree(SITE));
    for (path, page) in html(&files).filter(|(path, _)| *path != "404.html") {
        for link in attributes(page, "href")
            .into_iter()
            .filter(|link| !link.contains(':'))
        {
            let (file, anchor) = link
                .split_once('#')
                .map_or((link, None), |(file, anchor)| (file, Some(anchor)));
            let target = if file.is_empty() {
                path.clone()
            } else {
                resolved(path, file)
            };
            let found = files
                .get(&target)
                .unwrap_or_else(|| panic!("{path} links to {link}"));
            assert!(
                anchor.is_none_or(|anchor| attributes(found, "id").contains(&anchor)),
                "{path} links to {link}"
            );
        }
    }
}

#[test]
fn no_id_stands_twice_on_a_page() {
    for (path, page) in html(&files(&tree(SITE))) {
        let ids = attributes(page, "id");
        assert_eq!(
            ids.len(),
            ids.iter().collect::<BTreeSet<_>>().len(),
            "{path}: {ids:?}"
        );
    }
}

#[test]
fn nothing_is_loaded_from_elsewhere_and_nothing_is_styled_inline() {
    for (path, page) in html(&files(&tree(SITE))) {
        assert!(attributes(page, "style").is_empty(), "{path}");
        assert!(
            attributes(page, "src")
                .iter()
                .all(|source| !source.contains(':')),
            "{path}"
        );
    }
}

#[test]
fn the_page_for_wrong_addresses_finds_the_site_from_any_depth() {
    let files = files(&tree(SITE));
    let page = &files["404.html"];
    assert!(
        attributes(page, "href")
            .iter()
            .all(|link| link.starts_with("/s/") || link.contains(':') || *link == "#content")
    );
}

#[test]
fn an_approximate_time_is_shown_as_one() {
    assert!(
        files(&tree(SITE))["incidents/2009-09-01-mail.html"]
            .contains("about 1 September 2009, 12:30 PDT")
    );
}

#[test]
fn a_feed_reader_understands_the_feed() {
    let files = files(&tree(SITE));
    let feed = feed_rs::parser::parse(files["feed.atom"].as_bytes()).unwrap();
    assert_eq!(feed.entries.len(), 4);
    let incident = feed
        .entries
        .iter()
        .find(|entry| entry.id.ends_with("/s/incidents/2009-09-01-mail.html"))
        .unwrap();
    assert_eq!(
        incident.updated.unwrap().to_rfc3339(),
        "2009-09-01T21:10:00+00:00"
    );
    let body = incident
        .content
        .as_ref()
        .and_then(|content| content.body.clone())
        .unwrap();
    assert!(
        body.contains("href=\"https://status.nimbus.example/s/notices/2009-09-02-note.html\""),
        "{body}"
    );
}

#[test]
fn a_site_without_url_has_no_feed_and_says_nothing_of_one() {
    let files = files(&tree(
        &SITE.replace("url: https://status.nimbus.example/s/\n", ""),
    ));
    assert!(!files.contains_key("feed.atom") && !files.contains_key("sitemap.xml"));
    assert!(
        html(&files).all(|(_, page)| !page.contains("feed.atom") && !page.contains("canonical"))
    );
}

#[test]
fn a_mistake_in_a_template_is_shown_at_its_place() {
    let mut tree = tree(SITE);
    tree.insert(SourceFile::new(
        "themes/own/templates/home.html",
        b"<p>{{ view.hedline }}</p>",
    ));
    let (site, report) = known(&tree);
    let engine = Engine::new(&theme::load(&tree, "own").unwrap(), &site).unwrap();
    let home = pages(&site, &report)
        .into_iter()
        .find(|page| page.shows == Shows::Home)
        .unwrap();
    let wrong = engine.page(&site, &report, &home).unwrap_err();
    assert_eq!(
        (wrong.code, &*wrong.span.path),
        ("template-error", "themes/own/templates/home.html")
    );
    assert!(wrong.span.start >= 6 && wrong.span.end <= 18, "{wrong:?}");
}

#[test]
fn a_template_that_extends_itself_is_an_error() {
    let mut tree = tree(SITE);
    tree.insert(SourceFile::new(
        "themes/own/templates/home.html",
        b"{% extends \"home.html\" %}",
    ));
    let wrong = Engine::new(&theme::load(&tree, "own").unwrap(), &known(&tree).0)
        .map(drop)
        .unwrap_err();
    assert_eq!(wrong[0].code, "template-error");
}

#[test]
fn a_theme_of_ones_own_may_extend_the_built_in_one() {
    let mut tree = tree(SITE);
    let own = b"{% extends \"default/404.html\" %}{% block main %}mine: {{ t.home }}{% endblock %}"
        .to_vec();
    tree.insert(SourceFile::new("themes/own/templates/404.html", own));
    let (site, report) = known(&tree);
    let engine = Engine::new(&theme::load(&tree, "own").unwrap(), &site).unwrap();
    let page = pages(&site, &report)
        .into_iter()
        .find(|page| page.shows == Shows::NotFound)
        .unwrap();
    assert!(text(engine.page(&site, &report, &page).unwrap()).contains("mine: Status"));
}

/// What is said when the page for wrong addresses is rendered with this template in place of the built-in one.
fn trouble(template: &str) -> Diagnostic {
    let mut tree = tree(SITE);
    tree.insert(SourceFile::new("themes/own/templates/404.html", template));
    let (site, report) = known(&tree);
    let engine = match Engine::new(&theme::load(&tree, "own").unwrap(), &site) {
        Ok(engine) => engine,
        Err(wrong) => return wrong[0].clone(),
    };
    let page = pages(&site, &report)
        .into_iter()
        .find(|page| page.shows == Shows::NotFound)
        .unwrap();
    engine.page(&site, &report, &page).unwrap_err()
}

#[test]
fn loops_without_end_are_an_error_at_the_innermost() {
    let inner = "{% for c in r %}";
    let template = format!(
        "{{% set r = range(end=2000) %}}<p>{{% for a in r -%}} {{% for b in r %}}{inner}{{% endfor %}}{{% endfor %}}{{% endfor %}}"
    );
    let wrong = trouble(&template);
    let start = template.find(inner).unwrap();
    assert_eq!(wrong.code, "template-error");
    assert_eq!(wrong.span.start..wrong.span.end, start..start + inner.len());
}

#[test]
fn counting_turns_does_not_move_the_place_of_an_error() {
    for template in [
        "<p>{% for a in [1] -%}  {% for b in [1] %}{{ a | nosuch }}{% endfor %}{% endfor %}</p>",
        "<p>{% for a in [1] -%}\n  {% for b in [1] %}{{ nosuch }}{% endfor %}{% endfor %}</p>",
        "{% for a in [1] %}{{ a }}{% endfor %}{{ nosuch }}",
        "\u{feff}{% for a in [1] %}{{ a }}{% endfor %}{{ nosuch }}",
    ] {
        let wrong = trouble(template);
        assert_eq!(
            &template[wrong.span.start..wrong.span.end],
            "nosuch",
            "{template}: {wrong:?}"
        );
    }
}

#[test]
fn what_would_overflow_the_stack_is_an_error() {
    for template in [
        format!(
            "{{% if false %}}{}{{% endif %}}",
            "{% elif false %}".repeat(20_000)
        ),
        format!("{{{{ 1{} }}}}", " + 1".repeat(20_000)),
        format!(
            "{}{}",
            "{% if true %}".repeat(5_000),
            "{% endif %}".repeat(5_000)
        ),
        "{% component m() %}{{ <m /> }}{% endcomponent m %}{{ <m /> }}".to_owned(),
        "{% component m() %}{% include \"base.html\" %}{% endcomponent m %}{{ <m /> }}".to_owned(),
    ] {
        assert_eq!(trouble(&template).code, "template-error");
    }
}
