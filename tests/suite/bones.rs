//! What every page of every site is made of: headings, names, times that machines can read, and no script inside it.

use std::collections::BTreeSet;

use crate::html::{Tag, tags, words};
use crate::pages::{every_page, every_page_of_the_demo};

#[test]
fn no_page_has_script_or_style_inside_it() {
    every_page(|_, _, html| {
        let tags = tags(html);
        let inline = |tag: &&Tag| {
            let script = tag.name == "script"
                && tag.get("src").is_none()
                && tag.get("type") != Some("application/ld+json");
            script || tag.attributes.keys().any(|name| name.starts_with("on"))
        };
        tags.iter()
            .filter(inline)
            .map(|tag| format!("{tag:?}"))
            .collect()
    });
}

#[test]
fn every_page_has_one_headline_a_title_a_language_and_a_viewport() {
    every_page(|_, _, html| {
        let tags = tags(html);
        let count = |name: &str| tags.iter().filter(|tag| tag.name == name).count();
        let mut wrong = Vec::new();
        for name in ["html", "head", "body", "main", "h1"] {
            if count(name) != 1 {
                wrong.push(format!("{} <{name}>", count(name)));
            }
        }
        if !tags
            .iter()
            .any(|tag| tag.name == "html" && tag.get("lang").is_some_and(|lang| !lang.is_empty()))
        {
            wrong.push("no language".to_owned());
        }
        let title = html
            .split_once("<title>")
            .and_then(|(_, rest)| rest.split_once("</title>"))
            .map(|(title, _)| title);
        if title.is_none_or(|title| title.trim().is_empty()) {
            wrong.push("no title".to_owned());
        }
        if !tags
            .iter()
            .any(|tag| tag.name == "meta" && tag.get("name") == Some("viewport"))
        {
            wrong.push("no viewport".to_owned());
        }
        wrong
    });
}

#[test]
fn no_id_stands_twice_on_a_page() {
    every_page(|_, _, html| {
        let mut seen = BTreeSet::new();
        let tags = tags(html);
        tags.iter()
            .filter_map(|tag| tag.get("id"))
            .filter(|id| !seen.insert(id.to_owned()))
            .map(|id| format!("`{id}` twice"))
            .collect()
    });
}

#[test]
fn headings_never_skip_a_level() {
    every_page_of_the_demo(|_, _, html| {
        let tags = tags(html);
        let levels: Vec<u32> = tags
            .iter()
            .filter_map(|tag| tag.name.strip_prefix('h')?.parse().ok())
            .collect();
        levels
            .windows(2)
            .filter(|pair| pair[1] > pair[0] + 1)
            .map(|pair| format!("h{} after h{}", pair[1], pair[0]))
            .collect()
    });
}

#[test]
fn every_picture_has_a_description_and_every_link_a_name() {
    every_page(|_, _, html| {
        let tags = tags(html);
        let mut wrong: Vec<String> = tags
            .iter()
            .filter(|tag| tag.name == "img" && tag.get("alt").is_none())
            .map(|tag| format!("{tag:?}"))
            .collect();
        for piece in html.split("<a ").skip(1) {
            let inside = piece.split_once("</a>").map_or("", |(inside, _)| inside);
            let name = inside.contains("aria-label")
                || inside.contains("alt=\"")
                || inside.contains("<title>");
            let text = inside
                .split_once('>')
                .map_or(String::new(), |(_, text)| words(text));
            if text.is_empty() && !name {
                wrong.push(format!("a link without a name: <a {inside}"));
            }
        }
        wrong
    });
}

#[test]
fn every_instant_on_a_page_is_machine_readable() {
    every_page(|_, _, html| {
        let tags = tags(html);
        let times = tags.iter().filter(|tag| tag.name == "time");
        times
            .filter(|tag| !tag.get("datetime").is_some_and(is_time))
            .map(|tag| format!("{tag:?}"))
            .collect()
    });
}

/// A day, an instant with its offset, or a duration.
fn is_time(text: &str) -> bool {
    let shape: String = text
        .chars()
        .map(|one| if one.is_ascii_digit() { '0' } else { one })
        .collect();
    matches!(
        shape.as_str(),
        "0000-00-00"
            | "0000-00"
            | "0000"
            | "0000-00-00T00:00:00Z"
            | "0000-00-00T00:00:00+00:00"
            | "0000-00-00T00:00:00-00:00"
    ) || text.starts_with('P')
}
