//! What all pages of a site have in common, converted for the template engine once.

use serde::Serialize;
use tera::Context;

use super::assets::{ICON, STYLE};
use crate::model::{Site, Subject};
use crate::output::{Kind, Route};
use crate::theme::{Theme, Words};

/// Languages that are written from right to left.
const RIGHT_TO_LEFT: [&str; 10] = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];

/// `site` in templates. Paths are seen from the site's root: `{{ page.root }}` leads there.
#[derive(Debug, Serialize)]
struct SiteView<'a> {
    /// Title of the site.
    title: &'a str,
    /// BCP 47 tag.
    language: &'a str,
    /// `ltr` or `rtl`.
    direction: &'static str,
    /// Where readers reach somebody.
    contact: Option<&'a str>,
    /// Path of the logo.
    logo: Option<&'a str>,
    /// Path of the icon.
    icon: String,
    /// Path of the style sheet.
    style: String,
    /// Path of the feed, where there is one.
    feed: Option<&'static str>,
    /// The lists of the site.
    menu: Vec<Entry>,
    /// Plain pages that ask for a place in the menu.
    pages: Vec<Entry>,
    /// What the site was made without, where there is anything.
    left_out: Option<LeftOutView>,
    /// Name and version of the program.
    generator: &'static str,
}

/// What the site was made without.
#[derive(Debug, Serialize)]
struct LeftOutView {
    /// Whether it may change a figure or a state.
    figures: bool,
    /// The files.
    files: Vec<LeftOutFile>,
}

/// A file that the site was made without.
#[derive(Debug, Serialize)]
struct LeftOutFile {
    /// What it is: "incident 2009-09-01-mail"
    text: String,
    /// Path of its page.
    path: Option<String>,
}

/// An entry of a menu.
#[derive(Debug, Serialize)]
struct Entry {
    /// Stable name: the section of the pages below it.
    name: String,
    /// What it says.
    title: String,
    /// Path of the page.
    path: String,
}

/// Puts `site` and the phrases, as `t`, where every template finds them.
pub(super) fn fill(context: &mut Context, theme: &Theme, site: &Site, assets: &[(Route, Vec<u8>)]) {
    let identity = &site.identity;
    let primary = identity
        .language
        .split('-')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let view = SiteView {
        title: &identity.title,
        language: if identity.language.is_empty() {
            "en"
        } else {
            &identity.language
        },
        direction: if RIGHT_TO_LEFT.contains(&primary.as_str()) {
            "rtl"
        } else {
            "ltr"
        },
        contact: identity.contact.as_deref(),
        logo: identity.logo.as_deref(),
        icon: own_icon(site).unwrap_or_else(|| path_of(theme, assets, ICON)),
        style: path_of(theme, assets, STYLE),
        feed: identity.url.as_ref().map(|_| "feed.atom"),
        menu: menu(&theme.words, site),
        pages: plain_pages(site),
        left_out: left_out(&theme.words, site),
        generator: concat!("forthright ", env!("CARGO_PKG_VERSION")),
    };
    context.insert("site", &view);
    context.insert("t", &Phrases(&theme.words));
}

/// Every phrase, as a map.
struct Phrases<'a>(&'a Words);

impl Serialize for Phrases<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter())
    }
}

/// Path of the asset called `name`; assets stand in the order of their names.
fn path_of(theme: &Theme, assets: &[(Route, Vec<u8>)], name: &str) -> String {
    let known = theme
        .assets
        .keys()
        .zip(assets)
        .find(|(known, _)| *known == name);
    known
        .map(|(_, (route, _))| route.path().to_owned())
        .unwrap_or_default()
}

fn own_icon(site: &Site) -> Option<String> {
    site.statics
        .iter()
        .map(|(path, _)| path)
        .find(|path| *path == ICON)
        .cloned()
}

/// The lists that have something to show; incidents always, because their absence is news.
fn menu(words: &Words, site: &Site) -> Vec<Entry> {
    let availability = entry(
        Route::AVAILABILITY,
        words.say("menu_availability"),
        &Route::availability(),
    );
    let availability = (!site.components.is_empty()).then_some(availability);
    let lists = [
        (Kind::Incident, "menu_incidents", true),
        (Kind::Apology, "menu_apologies", !site.apologies.is_empty()),
        (
            Kind::Maintenance,
            "menu_maintenance",
            !site.maintenances.is_empty(),
        ),
        (Kind::Notice, "menu_notices", !site.notices.is_empty()),
    ];
    let shown = lists.into_iter().filter(|(_, _, shown)| *shown);
    let shown =
        shown.map(|(kind, key, _)| entry(kind.folder(), words.say(key), &Route::index(kind)));
    let mut menu: Vec<_> = shown.collect();
    menu.splice(1..1, availability);
    menu
}

fn plain_pages(site: &Site) -> Vec<Entry> {
    let pages = site.pages.iter().filter(|page| page.menu);
    pages
        .map(|page| entry(&page.id, &page.title, &Route::page(Kind::Plain, &page.id)))
        .collect()
}

fn left_out(words: &Words, site: &Site) -> Option<LeftOutView> {
    let text = |subject: &Subject| {
        let (key, id) = match subject {
            Subject::Article(kind, id) => (written(*kind), id.as_str()),
            Subject::Uptime(id) => ("left_out_uptime", id.as_str()),
            Subject::File => ("left_out_file", ""),
        };
        words.fill(key, &[("id", id)])
    };
    let files = site.left_out.iter().map(|file| LeftOutFile {
        text: text(&file.subject),
        path: file.page().map(|route| route.path().to_owned()),
    });
    let files: Vec<_> = files.collect();
    (!files.is_empty()).then_some(LeftOutView {
        figures: site.left_out.iter().any(|file| !file.hides.is_empty()),
        files,
    })
}

fn written(kind: Kind) -> &'static str {
    match kind {
        Kind::Incident => "left_out_written_incident",
        Kind::Apology => "left_out_written_apology",
        Kind::Maintenance => "left_out_written_maintenance",
        Kind::Notice => "left_out_written_notice",
        Kind::Component | Kind::Plain => "left_out_written_page",
    }
}

fn entry(name: &str, title: &str, route: &Route) -> Entry {
    Entry {
        name: name.to_owned(),
        title: title.to_owned(),
        path: route.path().to_owned(),
    }
}
