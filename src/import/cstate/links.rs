//! Where links and images of the old site lead in the new one.
//!
//! What was carried over is linked relative to the page, as everything in a site of ours is; what was not is linked at the old address, if
//! that is known. A picture that is not in the site becomes a link to it, and a target that no site of ours may have becomes text.

use std::collections::{BTreeMap, BTreeSet};

use crate::import::prose::{Address, REMOTE, Target, address, references_resolved, refusal};
use crate::output::percent_decoded;

/// Everything that a link can lead to.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// The old site's address: scheme and host, and the path, which ends with a slash.
    base: Option<(String, String)>,
    /// Page of the new site by path of the old one, both from the root, the old one without slashes at its ends and in lower case.
    pages: BTreeMap<String, String>,
    /// The pages of the new site, by path from the root.
    made: BTreeSet<String>,
    /// Files that are copied, by path from the root.
    files: BTreeSet<String>,
}

/// The page that links stand on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// Folder that the old page's relative links began in: `issues/2022-06-13-repo-slow/`.
    pub(super) folder: &'a str,
    /// Way from the new page to the root: `../`, or nothing.
    pub(super) up: &'a str,
}

impl Links {
    pub(super) fn new(base: Option<&str>) -> Self {
        let base = base.and_then(|url| {
            let host_at = url.find("://")? + 3;
            let host_end = url[host_at..]
                .find('/')
                .map_or(url.len(), |end| host_at + end);
            let path = url[host_end..].trim_matches('/');
            let path = if path.is_empty() {
                "/".to_owned()
            } else {
                format!("/{path}/")
            };
            Some((url[..host_end].to_lowercase(), path))
        });
        let mut links = Self {
            base,
            pages: BTreeMap::new(),
            made: BTreeSet::new(),
            files: BTreeSet::new(),
        };
        links.add_page("", "index.html");
        links.add_page("issues", "incidents/index.html");
        // A feed names itself by its address, so there is none where that is not known.
        if links.base.is_some() {
            links.add_page("index.xml", "feed.atom");
        }
        links
    }

    pub(super) fn add_page(&mut self, old: &str, new: &str) {
        self.pages
            .insert(old.trim_matches('/').to_lowercase(), new.to_owned());
        self.made.insert(new.to_owned());
    }

    pub(super) fn add_file(&mut self, path: &str) {
        self.files.insert(path.to_owned());
    }

    /// What becomes of a target on the page at `place`.
    pub(super) fn target(&self, place: Place<'_>, written: &str, image: bool) -> Target {
        let target = references_resolved(written);
        match address(written, image) {
            Address::Refused(why) => refused(why),
            Address::Web => self.absolute(place, &target, image),
            Address::WithoutScheme => self.without_scheme(place, &target, image),
            Address::Reach => Target::Keep,
            Address::Path if target.is_empty() => Target::Keep,
            Address::Path if target.starts_with('#') && image => refused("is no picture"),
            Address::Path if target.starts_with('#') => Target::Keep,
            Address::Path => self.relative(place, &target, image),
        }
    }

    /// Whether `target`, as it stands on a finished page at `place`, leads to something that the new site has.
    pub(super) fn leads(&self, place: Place<'_>, target: &str) -> bool {
        let path = percent_decoded(path_and_rest(target).0);
        let there = |path: &str| self.made.contains(path) || self.files.contains(path);
        path.is_empty() || path.strip_prefix(place.up).is_some_and(there)
    }

    fn absolute(&self, place: Place<'_>, target: &str, image: bool) -> Target {
        let own = self
            .path_of(target)
            .and_then(|path| self.find(&path, path_and_rest(target).1));
        if let Some(found) = own {
            let why = "a link to the site's own address became relative".to_owned();
            return Target::Become(format!("{}{found}", place.up), Some(why));
        }
        if image {
            remote(target.to_owned())
        } else {
            Target::Keep
        }
    }

    fn without_scheme(&self, place: Place<'_>, target: &str, image: bool) -> Target {
        let target = format!("https:{target}");
        match self.absolute(place, &target, image) {
            Target::Keep => Target::Become(
                target,
                Some("a link without a scheme got `https:`".to_owned()),
            ),
            other => other,
        }
    }

    fn relative(&self, place: Place<'_>, target: &str, image: bool) -> Target {
        let (path, rest) = path_and_rest(target);
        let decoded = percent_decoded(path);
        let rooted = decoded.strip_prefix('/');
        let joined = match rooted {
            Some(path) => normal(path),
            None => normal(&format!("{}{decoded}", place.folder)),
        };
        let below_base = self
            .base
            .as_ref()
            .and_then(|(_, base)| decoded.strip_prefix(base.as_str()))
            .map(normal);
        let beside = rooted
            .is_none()
            .then(|| normal(&format!("issues/{decoded}")));
        let found = [Some(joined.clone()), below_base, beside]
            .into_iter()
            .flatten()
            .find_map(|path| self.find(&path, rest));
        match (found, &self.base) {
            (Some(found), _) => Target::Become(format!("{}{found}", place.up), None),
            (None, Some((host, base))) => {
                let from_root = if rooted.is_some() { "/" } else { base };
                let address = format!("{host}{from_root}{}{rest}", joined.trim_start_matches('/'));
                if image {
                    remote(address)
                } else {
                    let why = format!(
                        "`{target}` was not carried over: the link leads to the old address"
                    );
                    Target::Become(address, Some(why))
                }
            }
            (None, None) => {
                refused("was not carried over, and the old site's address is not known")
            }
        }
    }

    /// The path below the root that an absolute address has on the old site.
    fn path_of(&self, target: &str) -> Option<String> {
        let (host, base) = self.base.as_ref()?;
        let start = target
            .get(..host.len())
            .filter(|start| start.to_lowercase() == *host)?;
        let path = path_and_rest(&target[start.len()..]).0;
        let path = if path.is_empty() { "/" } else { path };
        Some(normal(&percent_decoded(path.strip_prefix(base.as_str())?)))
    }

    /// The new path of something at `path`, from the root.
    fn find(&self, path: &str, rest: &str) -> Option<String> {
        if self.files.contains(path) {
            return Some(format!("{}{rest}", percent_encoded(path)));
        }
        let page = path.trim_end_matches('/').to_lowercase();
        let page = page
            .strip_suffix("index.html")
            .unwrap_or(&page)
            .trim_end_matches('/');
        let page = page
            .strip_suffix(".md")
            .or_else(|| page.strip_suffix(".html"))
            .unwrap_or(page);
        self.pages.get(page).cloned()
    }
}

fn refused(why: &str) -> Target {
    Target::Code(refusal(why))
}

fn remote(target: String) -> Target {
    Target::Link(target, REMOTE.to_owned())
}

fn path_and_rest(target: &str) -> (&str, &str) {
    target.split_at(target.find(['?', '#']).unwrap_or(target.len()))
}

/// A path without empty, `.` and `..` parts; a slash at its end stays.
fn normal(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    let end = if path.ends_with('/') && !parts.is_empty() {
        "/"
    } else {
        ""
    };
    parts.join("/") + end
}

fn percent_encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/!$'*+,;=@".contains(&byte);
    path.bytes()
        .map(|byte| {
            if plain(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Links, Place};
    use crate::import::prose::Target;

    fn became(written: &str, image: bool) -> Option<String> {
        let mut links = Links::new(Some("https://Status.example/s"));
        links.add_page("issues/2022-A", "incidents/2022-a.html");
        links.add_file("images/a b.png");
        match links.target(
            Place {
                folder: "issues/x/",
                up: "../",
            },
            written,
            image,
        ) {
            Target::Keep => Some("keep".to_owned()),
            Target::Become(target, _) => Some(target),
            Target::Link(target, _) => Some(format!("link {target}")),
            Target::Code(_) => None,
        }
    }

    #[test]
    fn targets_lead_to_what_was_carried_over() {
        for (written, image, wanted) in [
            ("/images/a%20b.png", true, "../images/a%20b.png"),
            ("/s/images/a%20b.png", true, "../images/a%20b.png"),
            ("../../images/a b.png", true, "../images/a%20b.png"),
            ("/issues/2022-a/", false, "../incidents/2022-a.html"),
            (
                "https://status.example/s/issues/2022-a/index.html#x",
                false,
                "../incidents/2022-a.html",
            ),
            ("2022-a.md", false, "../incidents/2022-a.html"),
            ("https://status.example/s/", false, "../index.html"),
            (
                "//status.example/s/images/a%20b.png",
                true,
                "../images/a%20b.png",
            ),
        ] {
            assert_eq!(became(written, image).as_deref(), Some(wanted), "{written}");
        }
    }

    #[test]
    fn other_targets_stay_or_lead_to_the_old_address() {
        for (written, image, wanted) in [
            ("https://other.example/x", false, "keep"),
            (
                "https://other.example/x.png",
                true,
                "link https://other.example/x.png",
            ),
            ("//other.example/x", false, "https://other.example/x"),
            ("/about", false, "https://status.example/about"),
            ("../x?y#z", false, "https://status.example/s/issues/x?y#z"),
            ("/x.png", true, "link https://status.example/x.png"),
            ("#part", false, "keep"),
            ("mailto:a@b.example", false, "keep"),
        ] {
            assert_eq!(became(written, image).as_deref(), Some(wanted), "{written}");
        }
    }

    #[test]
    fn targets_that_may_not_be_linked_become_text() {
        for written in [
            "javascript:x",
            "JAVA\tscript:x",
            "java&#115;cript:x",
            "javascript&colon;x",
            "data:x",
            "\\\\host",
            "mailto:a@b?x=%0D%0ABcc:c",
            " vbscript:x",
        ] {
            assert_eq!(became(written, false), None, "{written}");
        }
    }
}
