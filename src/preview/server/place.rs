//! From what stands in a request to a file of the site: by comparing, never by joining paths. Nothing is read from disk.

use percent_encoding::percent_decode_str;

use crate::pipeline::Prepared;

/// What an address leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The file at this path of the site.
    File(String),
    /// The address is another one: this path.
    Moved(String),
    /// Nothing.
    Nowhere,
    /// It cannot be read at all.
    Garbled,
}

/// The folder of the host that the site is published in, from its whole address: `/status/`; `/` where it has none.
pub(in crate::preview) fn base(url: Option<&str>) -> &str {
    let after_scheme = url.and_then(|url| url.split_once("://"));
    let path = after_scheme.and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
    path.filter(|path| path.ends_with('/')).unwrap_or("/")
}

/// Where `path`, as it stands in a request, leads on `site`.
pub(super) fn find(site: &Prepared, path: &str) -> Place {
    let base = base(site.site.identity.url.as_deref());
    locate(path, base, |file| has(site, file))
}

fn locate(path: &str, base: &str, has: impl Fn(&str) -> bool) -> Place {
    let Some(path) = decoded(path) else {
        return Place::Garbled;
    };
    let base = decoded(base).unwrap_or_default();
    if path == "/" && base != "/" || path.len() + 1 == base.len() && base.starts_with(&path) {
        return Place::Moved(String::new());
    }
    let Some(inside) = path.strip_prefix(&base).filter(|inside| is_plain(inside)) else {
        return Place::Nowhere;
    };
    if inside.is_empty() || inside.ends_with('/') {
        let index = format!("{inside}index.html");
        return if has(&index) {
            Place::File(index)
        } else {
            Place::Nowhere
        };
    }
    if has(inside) {
        Place::File(inside.to_owned())
    } else if has(&format!("{inside}/index.html")) {
        Place::Moved(format!("{inside}/"))
    } else if has(&format!("{inside}.html")) {
        Place::File(format!("{inside}.html"))
    } else {
        Place::Nowhere
    }
}

/// The path with its `%2f` and the like read, once; `None` where one of them is none, or what comes out is no text.
fn decoded(path: &str) -> Option<String> {
    let mut rest = path;
    while let Some(at) = rest.find('%') {
        let digits = rest.get(at + 1..at + 3)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        rest = &rest[at + 3..];
    }
    percent_decode_str(path)
        .decode_utf8()
        .ok()
        .map(String::from)
}

/// Whether no part of a path means anything but itself on any system. No file of a site is called otherwise, so that this is no more
/// than a second lock on the door.
fn is_plain(path: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && part != "."
            && part != ".."
            && !part.contains(|one: char| one.is_control() || one == '\\')
    };
    path.strip_suffix('/').unwrap_or(path).split('/').all(plain) || path.is_empty()
}

/// Whether `site` has a file at `path`.
fn has(site: &Prepared, path: &str) -> bool {
    let page = site
        .pages
        .binary_search_by(|page| page.route.path().cmp(path));
    page.is_ok()
        || site.assets().any(|asset| asset == path)
        || site.site.statics.iter().any(|(name, _)| name == path)
}

#[cfg(test)]
mod tests {
    use super::{Place, base, locate};

    const FILES: [&str; 5] = [
        "index.html",
        "incidents/index.html",
        "about.html",
        "a b;c:d.txt",
        "100%.txt",
    ];

    fn at(path: &str) -> Place {
        locate(path, "/status/", |file| FILES.contains(&file))
    }

    fn file(path: &str) -> Place {
        Place::File(path.to_owned())
    }

    #[test]
    fn a_folder_is_its_index() {
        assert_eq!(at("/status/"), file("index.html"));
        assert_eq!(at("/status/incidents/"), file("incidents/index.html"));
        assert_eq!(
            at("/status/incidents"),
            Place::Moved("incidents/".to_owned())
        );
    }

    #[test]
    fn a_page_answers_without_its_ending() {
        assert_eq!(at("/status/about"), file("about.html"));
        assert_eq!(at("/status/about/"), Place::Nowhere);
    }

    #[test]
    fn whoever_comes_to_the_host_is_led_to_the_site() {
        assert_eq!(at("/"), Place::Moved(String::new()));
        assert_eq!(at("/status"), Place::Moved(String::new()));
        assert_eq!(at("/index.html"), Place::Nowhere);
        assert_eq!(at("/statusx/"), Place::Nowhere);
        assert_eq!(locate("/", "/", |_| true), file("index.html"));
    }

    #[test]
    fn an_odd_name_is_found_by_what_it_is_in_an_address() {
        assert_eq!(at("/status/a%20b;c:d.txt"), file("a b;c:d.txt"));
        assert_eq!(at("/status/100%25.txt"), file("100%.txt"));
    }

    #[test]
    fn what_is_read_twice_or_cannot_be_read_is_nothing() {
        for garbled in [
            "/status/%",
            "/status/%2",
            "/status/%zz",
            "/status/100%.txt",
            "/status/%c0%ae",
            "/status/%+1",
        ] {
            assert_eq!(at(garbled), Place::Garbled, "{garbled}");
        }
        assert_eq!(at("/status/%2561bout.html"), Place::Nowhere);
    }

    #[test]
    fn no_path_climbs() {
        let everything = |path| locate(path, "/", |_| true);
        for path in [
            "//x",
            "/a//b",
            "/./a",
            "/../a",
            "/a/..",
            "/a/.",
            "/%2e%2e/a",
            "/a%2f..%2fb",
            "/..%5ca",
            "/a%00",
            "/a%5cb",
            "/a%0ab",
            "//",
            "/a//",
        ] {
            assert_eq!(everything(path), Place::Nowhere, "{path}");
        }
    }

    #[test]
    fn the_base_is_the_path_of_the_address() {
        assert_eq!(base(Some("https://example.org/status/")), "/status/");
        assert_eq!(base(Some("https://example.org/")), "/");
        assert_eq!(base(None), "/");
    }
}
