//! Where a link may lead: the allow-list of addresses.
//!
//! A browser forgives much: it drops tabs and line feeds inside a scheme, spaces and control characters before it, and reads
//! a backslash as a slash. So nothing is repaired here. An address is one of the few plain forms below, or it is refused.

use std::borrow::Cow;

use super::host::is_host;

/// What an address in a write-up leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Address<'a> {
    /// `http://` or `https://` with a host.
    Web(&'a str),
    /// `mailto:` or `tel:`.
    Contact(&'a str),
    /// Within the site.
    Relative(&'a str),
    /// Within the page, from the `#` on.
    Fragment(&'a str),
    /// Nothing is written.
    Empty,
    /// Nowhere that a page may send its readers.
    Refused(Refusal<'a>),
}

/// Why an address is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal<'a> {
    /// It begins with this and a colon.
    Scheme(&'a str),
    /// It begins with `//`.
    NoScheme,
    /// A web address without a host that a browser can look up, or with more than a host and a port before the path.
    Host,
    /// It holds a control character.
    Control,
    /// It holds a backslash before the query.
    Backslash,
    /// A mail address that would add header lines.
    Header,
}

/// Whether a link in a write-up may lead to `written`, entities and escapes resolved.
#[must_use]
pub fn is_allowed(written: &str) -> bool {
    !matches!(Address::of(written), Address::Refused(_))
}

impl<'a> Address<'a> {
    /// Tells what `written` leads to. Entities and escapes are resolved in it already.
    pub(super) fn of(written: &'a str) -> Self {
        let address = written.trim_matches(' ');
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let first = path.split('/').next().unwrap_or_default();
        if address.is_empty() {
            Self::Empty
        } else if has_control(address) {
            Self::Refused(Refusal::Control)
        } else if path.contains('\\') {
            Self::Refused(Refusal::Backslash)
        } else if path.starts_with("//") {
            Self::Refused(Refusal::NoScheme)
        } else if let Some((scheme, _)) = first.split_once(':') {
            Self::with_scheme(address, scheme)
        } else if path.is_empty() && address.starts_with('#') {
            Self::Fragment(address)
        } else {
            Self::Relative(address)
        }
    }

    fn with_scheme(address: &'a str, scheme: &'a str) -> Self {
        let rest = &address[scheme.len() + 1..];
        let is = |name: &str| scheme.eq_ignore_ascii_case(name);
        if is("http") || is("https") {
            let authority = rest
                .strip_prefix("//")
                .and_then(|rest| rest.split(['/', '?', '#']).next());
            if authority.is_some_and(is_host) {
                Self::Web(address)
            } else {
                Self::Refused(Refusal::Host)
            }
        } else if is("mailto") {
            let lower = rest.to_ascii_lowercase();
            let header = lower.contains("%0a") || lower.contains("%0d");
            if header {
                Self::Refused(Refusal::Header)
            } else {
                Self::Contact(address)
            }
        } else if is("tel") {
            Self::Contact(address)
        } else {
            Self::Refused(Refusal::Scheme(scheme))
        }
    }
}

/// Whether a control character is in `address`. The two-byte ones begin with C2, which few addresses hold.
fn has_control(address: &str) -> bool {
    let suspect = |byte: u8| byte < 0x20 || byte == 0x7F || byte == 0xC2;
    address.bytes().any(suspect) && address.chars().any(char::is_control)
}

/// An address that may stand in a page. Only this room makes one, and only from what the allow-list lets through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Safe {
    /// The address, not yet escaped.
    pub(super) text: String,
    /// Whether it leads out to the web.
    pub(super) web: bool,
}

impl Safe {
    /// The place `id` in the page itself, or in the page at `base`.
    pub(super) fn place(id: &str, base: Option<&str>) -> Self {
        Self::within(&format!("#{id}"), base)
    }

    /// A relative address or a fragment, made absolute when there is a base.
    fn within(address: &str, base: Option<&str>) -> Self {
        match base {
            Some(base) => Self {
                text: absolute(base, address),
                web: true,
            },
            None => Self {
                text: address.to_owned(),
                web: false,
            },
        }
    }

    /// What `written` leads to, if that is allowed. `place` moves fragments, `link` rewrites relative addresses.
    pub(super) fn of(
        written: &str,
        base: Option<&str>,
        place: impl Fn(&str) -> String,
        link: &dyn Fn(&str) -> Option<String>,
    ) -> Option<Self> {
        match Address::of(written) {
            Address::Web(address) => Some(Self {
                text: address.to_owned(),
                web: true,
            }),
            Address::Contact(address) => Some(Self {
                text: address.to_owned(),
                web: false,
            }),
            Address::Fragment(fragment) => Some(Self::within(&place(fragment), base)),
            Address::Relative(relative) => {
                let target = link(relative).map_or(Cow::Borrowed(relative), Cow::Owned);
                match Address::of(&target) {
                    Address::Web(address) => Some(Self {
                        text: address.to_owned(),
                        web: true,
                    }),
                    Address::Relative(address) | Address::Fragment(address) => {
                        Some(Self::within(address, base))
                    }
                    Address::Contact(_) | Address::Empty | Address::Refused(_) => None,
                }
            }
            Address::Empty | Address::Refused(_) => None,
        }
    }
}

/// `reference` as seen from the page at `base`, by the rules of RFC 3986, section 5.2.
fn absolute(base: &str, reference: &str) -> String {
    let page = base.split('#').next().unwrap_or_default();
    if reference.starts_with('#') {
        return format!("{page}{reference}");
    }
    let page = page.split('?').next().unwrap_or_default();
    if reference.starts_with('?') {
        return format!("{page}{reference}");
    }
    let host = page.find("://").map_or(0, |at| at + 3);
    let root = page[host..]
        .find('/')
        .map_or(page.len(), |length| host + length);
    let folder = if reference.starts_with('/') {
        ""
    } else {
        page[root..]
            .rfind('/')
            .map_or("", |at| &page[root..root + at])
    };
    let (path, tail) = reference.split_at(reference.find(['?', '#']).unwrap_or(reference.len()));
    let mut out = page[..root].to_owned();
    join(&mut out, folder.split('/').chain(path.split('/')));
    out + tail
}

/// Adds a path of these parts to `out`, `.` and `..` resolved; `..` never leaves the root.
fn join<'a>(out: &mut String, parts: impl Iterator<Item = &'a str>) {
    let (mut kept, mut folder) = (Vec::new(), true);
    for part in parts {
        folder = matches!(part, "" | "." | "..");
        match part {
            "" | "." => {}
            ".." => drop(kept.pop()),
            part => kept.push(part),
        }
    }
    for part in &kept {
        out.push('/');
        out.push_str(part);
    }
    if folder {
        out.push('/');
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, Refusal, absolute};

    #[test]
    fn schemes_of_the_allow_list_pass_in_any_case() {
        assert_eq!(
            Address::of("HTTPS://x.example/"),
            Address::Web("HTTPS://x.example/")
        );
        assert_eq!(
            Address::of("tel:+1-555-0100"),
            Address::Contact("tel:+1-555-0100")
        );
    }

    #[test]
    fn every_other_scheme_is_refused() {
        for written in [
            "javascript:x",
            "JaVaScRiPt:x",
            " data:,x",
            "vbscript:x",
            "file:///x",
            "blob:x",
            "x y:z",
            "\u{a0}javascript:x",
        ] {
            assert!(
                matches!(Address::of(written), Address::Refused(Refusal::Scheme(_))),
                "{written}"
            );
        }
    }

    #[test]
    fn what_a_browser_would_repair_into_a_scheme_is_refused() {
        for written in [
            "java\tscript:x",
            "java\nscript:x",
            "\u{1}javascript:x",
            "//host/x",
            "\\\\host\\x",
            "/\\host",
            "https:x",
            "https:///x",
            "https://",
        ] {
            assert!(
                matches!(Address::of(written), Address::Refused(_)),
                "{written}"
            );
        }
    }

    #[test]
    fn a_mail_address_may_not_add_header_lines() {
        assert_eq!(
            Address::of("mailto:a@b.example?x=%0D%0aBcc:c"),
            Address::Refused(Refusal::Header)
        );
    }

    #[test]
    fn a_colon_after_the_first_slash_is_no_scheme() {
        assert_eq!(Address::of("./a:b"), Address::Relative("./a:b"));
        assert_eq!(Address::of("?a:b"), Address::Relative("?a:b"));
    }

    #[test]
    fn references_are_resolved_against_the_page() {
        let page = "https://s.example/sub/incidents/a.html?q#f";
        for (reference, expected) in [
            ("b.html", "https://s.example/sub/incidents/b.html"),
            ("../x/./y.png?z", "https://s.example/sub/x/y.png?z"),
            ("../../../../x/", "https://s.example/x/"),
            ("/x", "https://s.example/x"),
            ("#g", "https://s.example/sub/incidents/a.html?q#g"),
            ("..", "https://s.example/sub/"),
        ] {
            assert_eq!(absolute(page, reference), expected, "{reference}");
        }
        assert_eq!(absolute("https://s.example", "a"), "https://s.example/a");
    }
}
