//! The feed as Atom (RFC 4287).

use super::xml::Document;
use crate::view::{Entry, Scene, feed};

/// The feed; empty for a site without URL, whose entries could not be addressed.
pub(super) fn atom(scene: &Scene<'_>) -> Vec<u8> {
    let identity = &scene.site.identity;
    let Some(url) = identity.url.as_deref() else {
        return Vec::new();
    };
    let feed = feed(scene, url);
    let mut xml = Document::new();
    xml.open(
        "feed",
        &[
            ("xmlns", "http://www.w3.org/2005/Atom"),
            ("xml:lang", &identity.language),
        ],
    );
    xml.text("id", &[], &feed.own);
    xml.text("title", &[], &identity.title);
    if let Some(description) = &identity.description {
        xml.text("subtitle", &[], description);
    }
    xml.text("updated", &[], &feed.updated);
    author(&mut xml, &identity.title);
    xml.empty(
        "link",
        &[
            ("rel", "self"),
            ("type", "application/atom+xml"),
            ("href", &feed.own),
        ],
    );
    xml.empty(
        "link",
        &[
            ("rel", "alternate"),
            ("type", "text/html"),
            ("href", &feed.home),
        ],
    );
    xml.text(
        "generator",
        &[("version", env!("CARGO_PKG_VERSION"))],
        "forthright",
    );
    for said in &feed.entries {
        entry(&mut xml, said);
    }
    xml.close("feed");
    xml.finish()
}

fn entry(xml: &mut Document, entry: &Entry) {
    xml.open("entry", &[]);
    xml.text("id", &[], &entry.address);
    xml.text("title", &[], &entry.title);
    xml.text("published", &[], &entry.published);
    xml.text("updated", &[], &entry.updated);
    if let Some(name) = &entry.author {
        author(xml, name);
    }
    xml.empty("category", &[("term", entry.category)]);
    xml.empty(
        "link",
        &[
            ("rel", "alternate"),
            ("type", "text/html"),
            ("href", &entry.address),
        ],
    );
    xml.text("content", &[("type", "html")], &entry.html);
    xml.close("entry");
}

fn author(xml: &mut Document, name: &str) {
    xml.open("author", &[]);
    xml.text("name", &[], name);
    xml.close("author");
}
