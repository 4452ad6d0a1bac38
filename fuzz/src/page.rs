//! A judge of whole pages: nothing in one that runs, loads from elsewhere, or leads where no page may lead.

use crate::address::is_harmless;
use crate::tokens::{Piece, pieces};

/// Elements that no page holds: they run, embed, submit, or move what all addresses are read against.
const FORBIDDEN: [&str; 16] = [
    "applet",
    "audio",
    "base",
    "button",
    "embed",
    "foreignobject",
    "form",
    "frame",
    "iframe",
    "math",
    "object",
    "select",
    "style",
    "template",
    "textarea",
    "video",
];

/// Panics unless `html` is a page that can do no harm.
///
/// # Panics
/// It could do some.
pub fn must_be_inert(path: &str, html: &str) {
    let pieces = pieces(html);
    let mut open: Vec<&str> = Vec::new();
    let mut titles = 0;
    for piece in &pieces {
        match piece {
            Piece::Open(name, attributes) => {
                must_do_nothing(path, name, attributes);
                titles += usize::from(name == "title" && open.last() == Some(&"head"));
                if !is_void(name) {
                    open.push(name);
                }
            }
            Piece::Close(name) => {
                let last = open.pop();
                assert!(
                    last == Some(name) || is_void(name),
                    "{path}: </{name}> after {open:?}"
                );
                if is_void(name) {
                    open.extend(last);
                }
            }
            Piece::Text(_) => {}
            Piece::Other(what) => assert_eq!(what, "doctype", "{path}"),
        }
    }
    assert_eq!((titles, open.len()), (1, 0), "{path}: {open:?}");
}

fn must_do_nothing(path: &str, name: &str, attributes: &[(String, String)]) {
    assert!(!FORBIDDEN.contains(&name), "{path}: <{name}>");
    let value = |wanted: &str| {
        let found = attributes.iter().find(|(name, _)| name == wanted);
        found.map(|(_, value)| value.as_str())
    };
    assert!(
        name != "script" || value("type") == Some("application/ld+json"),
        "{path}: a script"
    );
    for (attribute, value) in attributes {
        let active = attribute.starts_with("on")
            || matches!(attribute.as_str(), "style" | "srcdoc" | "srcset");
        assert!(!active, "{path}: <{name} {attribute}={value:?}>");
        let leads = matches!(attribute.as_str(), "href" | "src" | "action" | "xlink:href");
        assert!(
            !leads || is_harmless(value),
            "{path}: <{name} {attribute}={value:?}>"
        );
        let loads =
            attribute == "src" || (name == "link" && attribute == "href" && loads(attributes));
        assert!(
            !loads || !value.contains("://"),
            "{path}: <{name}> loads {value:?}"
        );
    }
}

/// Whether a `<link>` makes the browser fetch something at once.
fn loads(attributes: &[(String, String)]) -> bool {
    let mut of = attributes.iter().filter(|(name, _)| name == "rel");
    of.any(|(_, value)| matches!(value.as_str(), "stylesheet" | "icon"))
}

/// Elements without an end tag, and those of drawings, which close themselves.
fn is_void(name: &str) -> bool {
    matches!(
        name,
        "br" | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "path"
            | "rect"
            | "circle"
            | "line"
            | "use"
    )
}
