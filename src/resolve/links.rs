//! Relative links inside write-ups: each must lead to a page or a file that the site will have.

use std::collections::BTreeSet;

use super::findings::Findings;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::model::{LeftOut, Site};
use crate::output::{Kind, Route, percent_decoded};
use crate::source::Span;

/// A relative link as written, with the page that it stands on.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) page: Route,
    pub(crate) target: String,
    pub(crate) span: Span,
}

/// Reports the links that lead nowhere.
pub(crate) fn check(links: &[Link], site: &Site, found: &mut Findings) {
    if links.is_empty() {
        return;
    }
    let known = routes(site);
    for link in links {
        let path = link.target.split(['#', '?']).next().unwrap_or_default();
        if path.is_empty() {
            continue;
        }
        let target = join(link.page.path(), &percent_decoded(path));
        let exists = target
            .as_ref()
            .is_some_and(|target| known.contains(target.as_str()));
        if !exists {
            found.push(broken(link, target.as_deref(), &known));
        }
    }
}

fn broken(link: &Link, target: Option<&str>, known: &BTreeSet<String>) -> Diagnostic {
    let message = format!("`{}` leads to nothing on this site", link.target);
    let wrong = Diagnostic::error("link-broken", link.span.clone(), message);
    let Some(target) = target else {
        return wrong.label("it leaves the site");
    };
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let wrong = match target
        .strip_suffix(".md")
        .map(|stem| format!("{stem}.html"))
    {
        Some(page) if known.contains(&page) => {
            return wrong.help(format!(
                "pages end with `.html`: `{}`",
                link.target.replacen(".md", ".html", 1)
            ));
        }
        _ => wrong,
    };
    let folder = target.rsplit_once('/').map_or("", |(folder, _)| folder);
    let siblings: Vec<String> = known
        .iter()
        .filter(|path| path.rsplit_once('/').map_or("", |(folder, _)| folder) == folder)
        .map(|path| name(path))
        .collect();
    match did_you_mean(&name(target), siblings.iter().map(String::as_str)) {
        Some(help) => wrong.help(help),
        None => wrong.help(format!("it is looked for at `{target}` in the output")),
    }
}

/// `path` seen from the page at `from`; `None` where it leaves the site.
fn join(from: &str, path: &str) -> Option<String> {
    let (base, path) = match path.strip_prefix('/') {
        Some(absolute) => ("", absolute),
        None => (from.rsplit_once('/').map_or("", |(folder, _)| folder), path),
    };
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    Some(if joined.is_empty() || path.ends_with('/') {
        format!(
            "{joined}{}index.html",
            if joined.is_empty() { "" } else { "/" }
        )
    } else {
        joined
    })
}

/// Every page and file of the site that a write-up may link to.
fn routes(site: &Site) -> BTreeSet<String> {
    let indexes = [
        Kind::Incident,
        Kind::Apology,
        Kind::Maintenance,
        Kind::Notice,
    ]
    .map(Route::index);
    let years = site
        .incidents
        .iter()
        .map(|incident| Route::incident_year(site.zone.day_of(incident.started.at).year()));
    let pages = [
        (Kind::Incident, ids(&site.incidents, |one| &one.id)),
        (Kind::Apology, ids(&site.apologies, |one| &one.id)),
        (Kind::Maintenance, ids(&site.maintenances, |one| &one.id)),
        (Kind::Notice, ids(&site.notices, |one| &one.id)),
        (Kind::Component, ids(&site.components, |one| &one.id)),
        (Kind::Plain, ids(&site.pages, |one| &one.id)),
    ];
    let pages = pages
        .into_iter()
        .flat_map(|(kind, ids)| ids.into_iter().map(move |id| Route::page(kind, id)));
    let fixed = [Route::home(), Route::not_found()]
        .into_iter()
        .chain(indexes)
        .chain(years);
    let mut known: BTreeSet<String> = fixed
        .chain(pages)
        .map(|route| route.path().to_owned())
        .collect();
    known.extend(site.statics.iter().map(|(path, _)| path.clone()));
    let left_out = site.left_out.iter().filter_map(LeftOut::page);
    known.extend(left_out.map(|route| route.path().to_owned()));
    if site.identity.url.is_some() {
        known.insert("feed.atom".to_owned());
    }
    known
}

fn ids<T>(things: &[T], id: impl Fn(&T) -> &String) -> Vec<&str> {
    things.iter().map(|thing| id(thing).as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn links_are_joined_to_the_folder_of_their_page() {
        assert_eq!(
            join("incidents/a.html", "b.html").as_deref(),
            Some("incidents/b.html")
        );
        assert_eq!(
            join("incidents/a.html", "../apologies/").as_deref(),
            Some("apologies/index.html")
        );
        assert_eq!(join("about.html", "./x/../y.svg").as_deref(), Some("y.svg"));
        assert_eq!(join("about.html", "../x"), None);
    }
}
