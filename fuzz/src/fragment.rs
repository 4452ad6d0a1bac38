//! A judge of what Markdown becomes: only what is on the list, well nested, and nothing in it for a sanitiser to take out.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::Builder;

use crate::address::{SCHEMES, is_harmless};
use crate::tokens::{Piece, pieces};

/// Elements that a write-up may become, and the attributes that each may carry.
const ALLOWED: [(&str, &[&str]); 33] = [
    ("a", &["href", "id", "rel", "role", "title"]),
    ("blockquote", &[]),
    ("br", &[]),
    ("code", &["class"]),
    ("dd", &[]),
    ("del", &[]),
    ("div", &["aria-label", "class", "role", "tabindex"]),
    ("dl", &[]),
    ("dt", &[]),
    ("em", &[]),
    ("h1", &["id"]),
    ("h2", &["id"]),
    ("h3", &["id"]),
    ("h4", &["id"]),
    ("h5", &["id"]),
    ("h6", &["id"]),
    ("hr", &[]),
    ("img", &["alt", "loading", "src", "title"]),
    ("input", &["checked", "disabled", "type"]),
    ("label", &["class"]),
    ("li", &["id", "value"]),
    ("ol", &["class", "start"]),
    ("p", &["class"]),
    ("pre", &["tabindex"]),
    ("strong", &[]),
    ("sup", &[]),
    ("table", &[]),
    ("tbody", &[]),
    ("td", &["class"]),
    ("th", &["class", "scope"]),
    ("thead", &[]),
    ("tr", &[]),
    ("ul", &[]),
];

/// Elements without an end tag.
const VOID: [&str; 4] = ["br", "hr", "img", "input"];

/// Panics unless `html` holds only what is allowed, with every tag closed where it should be.
///
/// `prefix` is what every id in it must begin with.
///
/// # Panics
/// Something in it is not allowed.
pub fn must_be_harmless(html: &str, prefix: &str) {
    let ours = pieces(html);
    let mut open: Vec<&str> = Vec::new();
    let mut ids = HashSet::new();
    for piece in &ours {
        match piece {
            Piece::Open(name, attributes) => {
                must_be_allowed(name, attributes, html);
                for (_, id) in attributes.iter().filter(|(name, _)| name == "id") {
                    assert!(id.starts_with(prefix), "the id {id:?} in {html:?}");
                    assert!(ids.insert(id.clone()), "the id {id:?} twice in {html:?}");
                }
                if !VOID.contains(&name.as_str()) {
                    open.push(name);
                }
            }
            Piece::Close(name) => {
                assert_eq!(open.pop(), Some(name.as_str()), "not well nested: {html:?}");
            }
            Piece::Text(_) => {}
            Piece::Other(what) => panic!("{what:?} in {html:?}"),
        }
    }
    assert!(open.is_empty(), "left open: {open:?} in {html:?}");
}

fn must_be_allowed(name: &str, attributes: &[(String, String)], html: &str) {
    let Some((_, allowed)) = ALLOWED.iter().find(|(element, _)| *element == name) else {
        panic!("the element {name:?} in {html:?}");
    };
    for (attribute, value) in attributes {
        let known = allowed.contains(&attribute.as_str());
        assert!(known, "the attribute {attribute:?} of {name:?} in {html:?}");
        let leads = matches!(attribute.as_str(), "href" | "src");
        assert!(
            !leads || is_harmless(value),
            "the address {value:?} in {html:?}"
        );
        let kind = attribute == "type" && value != "checkbox";
        assert!(!kind, "the input {value:?} in {html:?}");
    }
}

/// Panics when a sanitiser, given the same list, makes something else of `html`: it takes something out, or a browser closes and
/// moves elements to make sense of it.
///
/// # Panics
/// It does.
pub fn must_stay_as_it_is(html: &str) {
    let mut ours = pieces(html);
    ours.iter_mut().for_each(leave_out_dead_links);
    let kept = SANITISER.clean(html).to_string();
    let mut theirs = pieces(&kept);
    theirs.iter_mut().for_each(leave_out_dead_links);
    assert_eq!(ours, theirs, "the sanitiser makes {kept:?} of {html:?}");
}

/// Takes addresses out whose host breaks the rules for names in other scripts than Latin. The program does not know these rules;
/// the sanitiser does, and a browser that follows them goes nowhere.
fn leave_out_dead_links(piece: &mut Piece) {
    let Piece::Open(_, attributes) = piece else {
        return;
    };
    attributes.retain(|(name, value)| {
        let rest = value.split_once("://").map_or("", |(_, rest)| rest);
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let foreign = host.contains('%') || host.to_ascii_lowercase().contains("xn--");
        name != "href" || !(foreign || !host.is_ascii()) || ammonia::Url::parse(value).is_ok()
    });
}

/// Another's work, given the same list.
static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let tags: HashSet<&str> = ALLOWED.iter().map(|(name, _)| *name).collect();
    let attributes: HashMap<&str, HashSet<&str>> = ALLOWED
        .iter()
        .map(|(name, attributes)| (*name, attributes.iter().copied().collect()))
        .collect();
    let mut builder = Builder::default();
    builder
        .tags(tags)
        .tag_attributes(attributes)
        .generic_attributes(HashSet::new())
        .clean_content_tags(HashSet::new())
        .url_schemes(SCHEMES.into_iter().collect())
        .link_rel(None);
    builder
});
