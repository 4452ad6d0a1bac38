//! Every page of the demo and of real sites that were brought in: its links, its bones, and nothing from elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::html::{Tag, tags, words};
use crate::project::{Project, folders, repository};

/// A built site: path → bytes.
type Site = BTreeMap<String, Vec<u8>>;

/// The demo and every real site, built, with their names.
fn sites() -> Vec<(String, Site)> {
    let demo = Project::demo();
    demo.build();
    let mut sites = vec![("the demo".to_owned(), demo.tree("public"))];
    for folder in folders("tests/cases/real") {
        let project = Project::new();
        let inside = folder.join("in");
        project
            .run([
                "import",
                "cstate",
                inside.to_str().unwrap(),
                "--out",
                ".",
                "--quiet",
            ])
            .succeeds();
        project
            .run([
                "build",
                "--quiet",
                "--as-of",
                "2026-01-01T00:00:00Z",
                "--base-url",
                "https://status.example/",
            ])
            .stderr_any()
            .succeeds();
        sites.push((
            folder
                .strip_prefix(repository())
                .unwrap()
                .display()
                .to_string(),
            project.tree("public"),
        ));
    }
    sites
}

/// Calls `look` on every page of every site, and fails with all that it complains about.
fn every_page(look: impl Fn(&Site, &str, &str) -> Vec<String>) {
    let mut wrong = Vec::new();
    for (name, site) in sites() {
        for (path, html) in pages(&site) {
            wrong.extend(
                look(&site, path, html)
                    .into_iter()
                    .map(|why| format!("{name}: {path}: {why}")),
            );
        }
    }
    assert!(
        wrong.is_empty(),
        "{} in all\n{}",
        wrong.len(),
        wrong[..wrong.len().min(60)].join("\n")
    );
}

fn pages(site: &Site) -> impl Iterator<Item = (&str, &str)> {
    let html = site.iter().filter(|(path, _)| is(path, "html"));
    html.map(|(path, bytes)| {
        (
            path.as_str(),
            std::str::from_utf8(bytes).expect("pages are UTF-8"),
        )
    })
}

/// Whether the name of the file ends like this.
fn is(path: &str, ending: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|there| there == ending)
}

#[test]
fn every_link_leads_somewhere() {
    every_page(|site, path, html| {
        let tags = tags(html);
        let links = tags
            .iter()
            .flat_map(|tag| [tag.get("href"), tag.get("src")])
            .flatten();
        links
            .filter_map(|link| dangling(site, path, link))
            .collect()
    });
}

/// Why the internal link `link` on the page at `path` leads nowhere.
fn dangling(site: &Site, path: &str, link: &str) -> Option<String> {
    let scheme = link
        .split(['/', '?', '#'])
        .next()
        .is_some_and(|head| head.contains(':'));
    if scheme {
        return None;
    }
    // The page for what is not there is shown at any depth, so its links begin at the root of the site.
    let link = if path == "404.html" {
        link.trim_start_matches('/')
    } else {
        link
    };
    if link.starts_with('/') {
        return Some(format!("`{link}` breaks below a sub-path"));
    }
    let (file, fragment) = link.split_once('#').unwrap_or((link, ""));
    let target = if file.is_empty() {
        Some(path.to_owned())
    } else {
        joined(path, file)
    };
    let Some(target) = target else {
        return Some(format!("`{link}` leaves the site"));
    };
    let Some(bytes) = site.get(&target) else {
        return Some(format!("`{link}` leads to `{target}`, which is not there"));
    };
    let html = std::str::from_utf8(bytes).unwrap_or_default();
    let there = fragment.is_empty() || tags(html).iter().any(|tag| tag.get("id") == Some(fragment));
    (!there).then(|| format!("`{link}`: nothing in `{target}` has that id"))
}

/// `link` seen from the page at `from`.
fn joined(from: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('?').next().unwrap_or_default().split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[test]
fn no_page_loads_anything_from_another_host() {
    every_page(|site, path, html| {
        let tags = tags(html);
        let loads = |tag: &&Tag| {
            matches!(
                tag.name.as_str(),
                "script"
                    | "img"
                    | "source"
                    | "iframe"
                    | "video"
                    | "audio"
                    | "object"
                    | "embed"
                    | "use"
            )
        };
        let sheet = |tag: &&Tag| {
            tag.name == "link" && !matches!(tag.get("rel"), Some("canonical" | "alternate"))
        };
        let sources = tags.iter().filter(loads).flat_map(|tag| {
            [
                tag.get("src"),
                tag.get("href"),
                tag.get("data"),
                tag.get("srcset"),
            ]
        });
        let sources: Vec<&str> = sources
            .chain(tags.iter().filter(sheet).map(|tag| tag.get("href")))
            .flatten()
            .collect();
        sources
            .into_iter()
            .filter(|source| {
                source.contains(':')
                    || source.starts_with("//")
                    || dangling(site, path, source).is_some()
            })
            .map(str::to_owned)
            .collect()
    });
}

#[test]
fn no_style_loads_anything_from_another_host() {
    for (name, site) in sites() {
        for (path, bytes) in site
            .iter()
            .filter(|(path, _)| is(path, "css") || is(path, "html"))
        {
            let text = std::str::from_utf8(bytes).unwrap();
            assert!(
                !text.contains("@import")
                    && !text.contains("url(http")
                    && !text.contains("url(//")
                    && !text.contains("url(\"http"),
                "{name}: {path}"
            );
        }
    }
}

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
    every_page(|_, _, html| {
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

#[test]
fn every_address_in_the_sitemap_is_a_page_and_every_page_is_there() {
    for (name, site) in sites() {
        let xml = String::from_utf8(site["sitemap.xml"].clone()).unwrap();
        let addresses: Vec<&str> = xml
            .split("<loc>")
            .skip(1)
            .filter_map(|rest| rest.split("</loc>").next())
            .collect();
        let path = |address: &&str| {
            address
                .splitn(4, '/')
                .nth(3)
                .expect("an address of a page")
                .to_owned()
        };
        let listed: BTreeSet<String> = addresses.iter().map(path).collect();
        let listed: BTreeSet<String> = listed
            .into_iter()
            .map(|path| {
                if path.is_empty() {
                    "index.html".to_owned()
                } else {
                    path
                }
            })
            .collect();
        assert_eq!(listed.len(), addresses.len(), "{name}: an address twice");
        let there: BTreeSet<String> = site
            .keys()
            .filter(|path| is(path, "html") && *path != "404.html")
            .cloned()
            .collect();
        assert_eq!(listed, there, "{name}");
    }
}

#[test]
fn nothing_of_the_machine_stands_in_the_output() {
    let project = Project::demo();
    project
        .run(["build", "--quiet"])
        .env("USER", "wanda-builds-this")
        .env("HOSTNAME", "wanda-machine")
        .succeeds();
    let here = project.root().canonicalize().unwrap();
    let repository = repository().to_str().unwrap();
    for (path, bytes) in project.tree("public") {
        let text = String::from_utf8_lossy(&bytes);
        for secret in [
            "wanda",
            "forthright-test-",
            here.to_str().unwrap(),
            repository,
            "/home/",
            "/root/",
        ] {
            assert!(!text.contains(secret), "{path} holds {secret}");
        }
    }
}

#[test]
fn the_stable_addresses_are_there() {
    let project = Project::demo();
    project.build();
    let site = project.tree("public");
    for path in [
        "index.html",
        "404.html",
        "about.html",
        "feed.atom",
        "robots.txt",
        "sitemap.xml",
        ".nojekyll",
        "_headers",
        "logo.svg",
        "incidents/index.html",
        "incidents/2009.html",
        "incidents/2008.html",
        "incidents/2009-09-01-mail-web.html",
        "apologies/index.html",
        "apologies/2009-09-01-mail-web.html",
        "components/mail-web.html",
        "components/mail.html",
        "maintenance/index.html",
        "maintenance/2009-09-12-storage.html",
        "notices/index.html",
        "notices/2009-09-02-new-region.html",
    ] {
        assert!(site.contains_key(path), "{path}");
    }
}
