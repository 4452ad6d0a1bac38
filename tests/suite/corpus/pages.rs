//! What was built out of hostile cases: nothing in it is active, and nothing private is in it.
//!
//! Pages are read as a browser would read them, feeds by a reader that is not ours.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use quick_xml::events::Event;

use super::{CASES, lay};
use crate::html::{Tag, tags, words};
use crate::project::{Project, repository};

/// What was built: path → bytes.
type Site = BTreeMap<String, Vec<u8>>;

/// A case, built.
fn built(name: &str) -> Site {
    let project = Project::small();
    let case = repository().join(CASES).join(name);
    assert!(lay(&case, name, &project).unwrap().is_none());
    project.run(["build", "--quiet"]).stderr_any().succeeds();
    project.tree("public")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("what is built is UTF-8")
}

fn has_ending(path: &str, ending: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|there| there == ending)
}

/// The cases that build, although they hold what would like to be a script.
const HOSTILE: [&str; 9] = [
    "078-html-in-a-write-up",
    "083-attributes-on-a-heading",
    "085-quotes-in-attributes",
    "086-script-as-a-title",
    "087-end-of-script-in-embedded-data",
    "088-end-of-cdata-in-a-write-up",
    "089-script-as-a-component",
    "095-html-in-names",
    "095-ids-with-html",
];

/// Every hostile case, built once, with its name.
fn hostile() -> &'static [(&'static str, Site)] {
    static SITES: OnceLock<Vec<(&str, Site)>> = OnceLock::new();
    SITES.get_or_init(|| HOSTILE.map(|name| (name, built(name))).into())
}

/// Calls `look` on every file of every hostile case, and fails with all that it complains about.
fn every_file(look: impl Fn(&str, &[u8]) -> Vec<String>) {
    let mut wrong = Vec::new();
    for (name, site) in hostile() {
        for (path, bytes) in site {
            let found = look(path, bytes).into_iter();
            wrong.extend(found.map(|why| format!("{name}: {path}: {why}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What in these tags would run, load or lead away.
fn active(tags: &[Tag]) -> Vec<String> {
    tags.iter().flat_map(complaints).collect()
}

fn complaints(tag: &Tag) -> Vec<String> {
    let mut wrong = Vec::new();
    let forbidden = [
        "iframe", "object", "embed", "base", "form", "input", "style", "frame", "frameset",
        "marquee",
    ];
    let scripted = match tag.name.as_str() {
        "script" => {
            let ours = tag
                .get("src")
                .is_some_and(|source| source.contains("assets/"));
            !ours && tag.get("type") != Some("application/ld+json")
        }
        "meta" => matches!(tag.get("http-equiv"), Some(kind) if kind != "Content-Security-Policy"),
        name => forbidden.contains(&name),
    };
    if scripted {
        wrong.push(format!("<{}> {:?}", tag.name, tag.attributes));
    }
    for (name, value) in &tag.attributes {
        let leads = matches!(name.as_str(), "href" | "src" | "action" | "srcset" | "data");
        let scheme = value.split(['/', '?', '#']).next().unwrap_or_default();
        let safe = match scheme.split_once(':') {
            Some((scheme, _)) => ["http", "https", "mailto", "tel"].contains(&scheme),
            None => !value.starts_with("//"),
        };
        if name.starts_with("on") || name == "style" || leads && !safe {
            wrong.push(format!("<{} {name}={value:?}>", tag.name));
        }
    }
    wrong
}

#[test]
fn no_page_of_a_hostile_case_holds_anything_active() {
    every_file(|path, bytes| {
        if has_ending(path, "html") {
            active(&tags(text(bytes)))
        } else {
            Vec::new()
        }
    });
}

#[test]
fn no_entry_of_a_hostile_feed_holds_anything_active() {
    every_file(|path, bytes| {
        if !has_ending(path, "atom") {
            return Vec::new();
        }
        let feed = feed_rs::parser::parse(bytes).expect("the feed is well formed");
        let contents = feed
            .entries
            .iter()
            .filter_map(|entry| entry.content.as_ref());
        let bodies = contents.filter_map(|content| content.body.as_deref());
        bodies.flat_map(|body| active(&tags(body))).collect()
    });
}

#[test]
fn feeds_and_sitemaps_of_hostile_cases_are_well_formed() {
    every_file(|path, bytes| {
        if !has_ending(path, "atom") && !has_ending(path, "xml") {
            return Vec::new();
        }
        let mut reader = quick_xml::Reader::from_str(text(bytes));
        loop {
            match reader.read_event() {
                Ok(Event::Eof) => return Vec::new(),
                Ok(Event::CData(_)) => return vec!["a CDATA section".to_owned()],
                Ok(_) => {}
                Err(error) => return vec![error.to_string()],
            }
        }
    });
}

#[test]
fn data_embedded_in_pages_is_whole_and_cannot_end_its_script() {
    let mut seen = 0;
    for (name, site) in hostile() {
        for (path, bytes) in site {
            let begin = "<script type=\"application/ld+json\">";
            let data = text(bytes).split(begin).skip(1);
            for data in data.filter(|_| has_ending(path, "html")) {
                let data = data.split("</script").next().unwrap();
                serde_json::from_str::<serde_json::Value>(data)
                    .unwrap_or_else(|error| panic!("{name}: {path}: {error}\n{data}"));
                assert!(
                    !data.contains(['<', '>', '\u{2028}', '\u{2029}']),
                    "{name}: {path}"
                );
                seen += 1;
            }
        }
    }
    assert!(seen > 0, "no page embeds data");
}

#[test]
fn an_html_comment_is_in_no_output_at_all() {
    for (path, bytes) in built("078-html-in-a-write-up") {
        assert!(!text(&bytes).contains("ACME-SECRET"), "{path}");
    }
}

#[test]
fn html_in_a_write_up_is_shown_as_the_text_that_it_is() {
    let site = built("078-html-in-a-write-up");
    let page = words(text(&site["incidents/2009-09-01-mail.html"]));
    for shown in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<?php echo 1 ?>",
        "Good <b>now</b>.",
    ] {
        assert!(page.contains(shown), "{shown} in {page}");
    }
}

#[test]
fn attributes_on_a_heading_are_shown_as_text() {
    let site = built("083-attributes-on-a-heading");
    let page = words(text(&site["incidents/2009-09-01-mail.html"]));
    assert!(page.contains("What we saw {onclick=alert(1)}"), "{page}");
}

#[test]
fn the_page_shows_the_worse_where_the_data_says_down_and_the_incident_is_over() {
    let site = built("121-resolved-while-the-data-says-down");
    let page = words(text(&site["components/mail.html"]));
    assert!(page.contains("Major outage"), "{page}");
}

#[test]
fn an_outage_and_an_incident_at_one_time_count_once_at_the_worse() {
    let one = words(text(
        &built("114-incident-and-data-at-once")["components/mail.html"],
    ));
    let project = Project::small();
    project.build();
    let other = words(&project.text("public/components/mail.html"));
    let down = "1 h 40 min";
    assert!(one.contains(down) && other.contains(down), "{one}\n{other}");
}
