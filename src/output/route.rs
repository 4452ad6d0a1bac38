//! The one rule from a thing to its URL and file.
//!
//! A [`Route`] is a path below the site's root. It names a file, never a bare folder, so that the site works without any server
//! rule. It must never depend on what the page shows: an address is given once and kept.

use std::fmt;
use std::sync::Arc;

use crate::timeline::CivilPeriod;

/// When a file is written: the order in which every link resolves at every instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// What pages load: first, under names that never change their content.
    Assets,
    /// Pages about one thing.
    Pages,
    /// What lists other pages: indexes, feeds, sitemap.
    Listings,
    /// The home page, which lists everything: last.
    Home,
}

/// A kind of thing whose id becomes a file name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `incidents/<id>.html`
    Incident,
    /// `apologies/<id>.html`
    Apology,
    /// `components/<id>.html`
    Component,
    /// `maintenance/<id>.html`
    Maintenance,
    /// `notices/<id>.html`
    Notice,
    /// `<id>.html`
    Plain,
}

impl Kind {
    /// The folder of its pages, without slash; empty for plain pages.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Incident => "incidents",
            Self::Apology => "apologies",
            Self::Component => "components",
            Self::Maintenance => "maintenance",
            Self::Notice => "notices",
            Self::Plain => "",
        }
    }
}

/// Names at the top of the site that plain pages must leave alone, with what stands there. Some hosts answer a request for
/// `/feed` with `feed.html`, so a name is taken with its ending and without.
const TOP_LEVEL: [(&str, &str); 22] = [
    ("404", "404.html"),
    ("api", "api/"),
    ("apologies", "apologies/index.html"),
    ("assets", "assets/"),
    ("availability", "availability/index.html"),
    ("badges", "badges/"),
    ("calendar", "calendar.ics"),
    ("calendar.ics", "calendar.ics"),
    ("calendars", "calendars/"),
    ("components", "components/"),
    ("feed", "feed.atom"),
    ("feed.atom", "feed.atom"),
    ("feeds", "feeds/"),
    ("incidents", "incidents/index.html"),
    ("index", "index.html"),
    ("maintenance", "maintenance/index.html"),
    ("notices", "notices/index.html"),
    ("promises", "promises.html"),
    ("robots", "robots.txt"),
    ("robots.txt", "robots.txt"),
    ("sitemap", "sitemap.xml"),
    ("sitemap.xml", "sitemap.xml"),
];

/// The address of one file of the site, relative to its root: `incidents/2009-09-01-mail-web.html`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    group: Group,
    path: Arc<str>,
}

impl Route {
    /// Where files stand whose names change with their content.
    const ASSETS: &str = "assets/";
    /// The folder of the figures, which the site fills alone.
    pub const AVAILABILITY: &str = "availability";

    fn new(group: Group, path: &str) -> Self {
        Self {
            group,
            path: path.into(),
        }
    }

    /// `index.html`
    #[must_use]
    pub fn home() -> Self {
        Self::new(Group::Home, "index.html")
    }

    /// `404.html`
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(Group::Pages, "404.html")
    }

    /// The page of one thing.
    #[must_use]
    pub fn page(kind: Kind, id: &str) -> Self {
        match kind.folder() {
            "" => Self::new(Group::Pages, &format!("{id}.html")),
            folder => Self::new(Group::Pages, &format!("{folder}/{id}.html")),
        }
    }

    /// The list of all things of a kind; the home page for those that have none of their own.
    #[must_use]
    pub fn index(kind: Kind) -> Self {
        match kind {
            Kind::Plain | Kind::Component => Self::home(),
            Kind::Incident | Kind::Apology | Kind::Maintenance | Kind::Notice => {
                Self::new(Group::Listings, &format!("{}/index.html", kind.folder()))
            }
        }
    }

    /// The incidents of one year: `incidents/2009.html`.
    #[must_use]
    pub fn incident_year(year: i16) -> Self {
        Self::new(Group::Listings, &format!("incidents/{year:04}.html"))
    }

    /// All figures: `availability/index.html`.
    #[must_use]
    pub fn availability() -> Self {
        Self::new(
            Group::Listings,
            &format!("{}/index.html", Self::AVAILABILITY),
        )
    }

    /// The report of a period: `availability/2009-09.html`.
    #[must_use]
    pub fn period(period: CivilPeriod) -> Self {
        let path = format!("{}/{period}.html", Self::AVAILABILITY);
        Self::new(Group::Pages, &path)
    }

    /// The same as a table for other programs: `availability/2009-09.csv`.
    #[must_use]
    pub fn period_csv(period: CivilPeriod) -> Self {
        let path = format!("{}/{period}.csv", Self::AVAILABILITY);
        Self::new(Group::Pages, &path)
    }

    /// A file that lists others or speaks to hosts and robots, by its name: `feed.atom`, `sitemap.xml`, `robots.txt`.
    #[must_use]
    pub fn listing(name: &str) -> Self {
        Self::new(Group::Listings, name)
    }

    /// A file that hosts must know before the pages arrive, by its name: `_headers`, `.nojekyll`.
    #[must_use]
    pub fn host_file(name: &str) -> Self {
        Self::new(Group::Assets, name)
    }

    /// A file from `content/static/`, by its path there.
    #[must_use]
    pub fn static_file(path: &str) -> Self {
        Self::new(Group::Assets, path)
    }

    /// Whether `path` is one that [`Route::asset`] gives: it never names anything else than it does now.
    #[must_use]
    pub(super) fn is_asset(path: &str) -> bool {
        let hash =
            |part: &str| part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
        path.strip_prefix(Self::ASSETS)
            .is_some_and(|name| name.split('.').any(hash))
    }

    /// A file that pages load, under a name that changes with its content: `assets/site.<16 digits>.css`.
    ///
    /// `hash` is the hexadecimal hash of the content; its first 16 digits are taken.
    #[must_use]
    pub fn asset(name: &str, hash: &str) -> Self {
        let digits = hash.get(..16).unwrap_or(hash);
        let path = match name.rsplit_once('.') {
            Some((stem, ending)) => format!("{}{stem}.{digits}.{ending}", Self::ASSETS),
            None => format!("{}{name}.{digits}", Self::ASSETS),
        };
        Self::new(Group::Assets, &path)
    }

    /// The name that [`Route::asset`] made `path` of; `None` where it did not.
    #[must_use]
    pub fn asset_name(path: &str) -> Option<String> {
        let parts = path.strip_prefix(Self::ASSETS)?.split('.');
        let (mut name, mut found) = (Vec::new(), false);
        for part in parts {
            let hash = part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
            if hash && !found {
                found = true;
            } else {
                name.push(part);
            }
        }
        found.then(|| name.join("."))
    }

    /// Path below the site's root, parts joined by `/`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// When it is written.
    #[must_use]
    pub fn group(&self) -> Group {
        self.group
    }

    /// How a page at `from` links here: `2009.html`, `../apologies/2009-09-01-mail-web.html`.
    #[must_use]
    pub fn relative_from(&self, from: &Self) -> String {
        let shared = shared_folder(&self.path, &from.path);
        let ups = from.path[shared..].matches('/').count();
        let mut link = "../".repeat(ups);
        link.push_str(&self.path[shared..]);
        link
    }

    /// What leads from here to the site's root: empty at the top, `../` one folder down.
    #[must_use]
    pub fn to_root(&self) -> String {
        "../".repeat(self.path.matches('/').count())
    }

    /// The whole address on a site published at `url`, which ends with a slash.
    #[must_use]
    pub fn absolute(&self, url: &str) -> String {
        format!("{url}{}", self.path)
    }

    /// The file or folder of the site that a thing with this id would shadow.
    #[must_use]
    pub fn reserved(kind: Kind, id: &str) -> Option<String> {
        match kind {
            Kind::Plain => TOP_LEVEL
                .iter()
                .find(|(name, _)| *name == id)
                .map(|(_, taken)| (*taken).to_owned()),
            Kind::Component => None,
            Kind::Incident if id.len() == 4 && id.bytes().all(|byte| byte.is_ascii_digit()) => {
                Some(format!("incidents/{id}.html"))
            }
            Kind::Incident | Kind::Apology | Kind::Maintenance | Kind::Notice => {
                (id == "index").then(|| format!("{}/index.html", kind.folder()))
            }
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.path)
    }
}

/// Whether Windows keeps this name for a device, with an ending or without: no file may be called so.
#[must_use]
pub(crate) fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name);
    let port = |prefix: &str| {
        stem.strip_prefix(prefix)
            .is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    matches!(stem, "con" | "prn" | "aux" | "nul") || port("com") || port("lpt")
}

/// Length of the folders that both paths begin with, the last slash included.
fn shared_folder(one: &str, other: &str) -> usize {
    let same = one
        .bytes()
        .zip(other.bytes())
        .take_while(|(left, right)| left == right)
        .count();
    one.as_bytes()[..same]
        .iter()
        .rposition(|byte| *byte == b'/')
        .map_or(0, |slash| slash + 1)
}

#[cfg(test)]
mod tests {
    use super::{Group, Kind, Route};
    use crate::timeline::CivilPeriod;

    #[test]
    fn a_link_within_a_folder_is_the_bare_name() {
        let from = Route::page(Kind::Incident, "2009-09-01-mail-web");
        assert_eq!(Route::incident_year(2009).relative_from(&from), "2009.html");
    }

    #[test]
    fn a_link_to_another_folder_climbs_first() {
        let from = Route::page(Kind::Incident, "a");
        assert_eq!(
            Route::page(Kind::Apology, "a").relative_from(&from),
            "../apologies/a.html"
        );
    }

    #[test]
    fn a_link_from_the_top_goes_straight_down() {
        assert_eq!(
            Route::index(Kind::Notice).relative_from(&Route::home()),
            "notices/index.html"
        );
    }

    #[test]
    fn an_asset_carries_sixteen_digits_before_its_ending() {
        let route = Route::asset("site.css", "0123456789abcdef0123");
        assert_eq!(route.path(), "assets/site.0123456789abcdef.css");
    }

    #[test]
    fn an_asset_is_known_by_the_name_that_it_had() {
        for name in ["site.css", "fonts/a.woff2", "plain"] {
            let route = Route::asset(name, "0123456789abcdef0123");
            assert_eq!(Route::asset_name(route.path()).as_deref(), Some(name));
        }
        assert_eq!(Route::asset_name("assets/site.css"), None);
    }

    #[test]
    fn a_year_is_taken_among_incidents_only() {
        assert_eq!(
            Route::reserved(Kind::Incident, "2009").as_deref(),
            Some("incidents/2009.html")
        );
        assert_eq!(Route::reserved(Kind::Notice, "2009"), None);
    }

    #[test]
    fn a_plain_page_may_not_take_a_name_of_the_site() {
        assert_eq!(Route::reserved(Kind::Plain, "api").as_deref(), Some("api/"));
        assert_eq!(Route::reserved(Kind::Plain, "about"), None);
    }

    #[test]
    fn a_period_is_addressed_by_its_own_name() {
        for name in ["2009-09", "2009-Q3", "2009"] {
            let period = CivilPeriod::parse(name).unwrap();
            let page = Route::period(period);
            assert_eq!(page.path(), format!("availability/{name}.html"));
            let table = Route::period_csv(period);
            assert_eq!(table.relative_from(&page), format!("{name}.csv"));
        }
    }

    #[test]
    fn the_home_page_is_written_last() {
        assert!(Group::Assets < Group::Pages && Group::Listings < Group::Home);
    }
}
