//! Every page of the demo and of real sites that were brought in: its links, its bones, and nothing from elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

use crate::html::{Tag, tags};
use crate::project::{Project, folders, repository};

/// A built site: path → bytes.
pub(crate) type Site = BTreeMap<String, Vec<u8>>;

/// The demo and every real site, built once, with their names.
fn sites() -> &'static [(String, Site)] {
    static SITES: OnceLock<Vec<(String, Site)>> = OnceLock::new();
    SITES.get_or_init(|| {
        let demo = Project::demo();
        demo.build();
        let demo = ("the demo".to_owned(), demo.tree("public"));
        let real = folders("tests/cases/real");
        assert!(!real.is_empty(), "no real site to look at");
        std::iter::once(demo)
            .chain(real.iter().map(|folder| imported(folder)))
            .collect()
    })
}

/// A real site, brought in and built.
fn imported(folder: &Path) -> (String, Site) {
    let project = Project::new();
    let inside = folder.join("in");
    let arguments = [
        "import",
        "cstate",
        inside.to_str().unwrap(),
        "--out",
        ".",
        "--quiet",
    ];
    project.run(arguments).succeeds();
    let instant = ["build", "--quiet", "--as-of", "2027-01-01T00:00:00Z"];
    let address = ["--base-url", "https://status.example/"];
    project
        .run(instant.into_iter().chain(address))
        .stderr_any()
        .succeeds();
    let name = folder.strip_prefix(repository()).unwrap();
    (name.display().to_string(), project.tree("public"))
}

/// Calls `look` on every page of every site, and fails with all that it complains about.
pub(crate) fn every_page(look: impl Fn(&Site, &str, &str) -> Vec<String>) {
    every_page_of(sites(), look);
}

/// The same for the demo alone: for what also depends on how the words were written.
pub(crate) fn every_page_of_the_demo(look: impl Fn(&Site, &str, &str) -> Vec<String>) {
    every_page_of(&sites()[..1], look);
}

pub(crate) fn every_page_of(
    sites: &[(String, Site)],
    look: impl Fn(&Site, &str, &str) -> Vec<String>,
) {
    let mut wrong = Vec::new();
    for (name, site) in sites {
        for (path, html) in pages(site) {
            let found = look(site, path, html).into_iter();
            wrong.extend(found.map(|why| format!("{name}: {path}: {why}")));
        }
    }
    let first = wrong[..wrong.len().min(60)].join("\n");
    assert!(wrong.is_empty(), "{} in all\n{first}", wrong.len());
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
    every_page(dangling_links);
}

/// The links of the page at `path` that lead nowhere.
pub(crate) fn dangling_links(site: &Site, path: &str, html: &str) -> Vec<String> {
    let tags = tags(html);
    let links = tags
        .iter()
        .flat_map(|tag| [tag.get("href"), tag.get("src")])
        .flatten();
    links
        .filter_map(|link| dangling(site, path, link))
        .collect()
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
