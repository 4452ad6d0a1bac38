//! Files that are copied as they are: which are refused, and which would take the place of a page.

use std::collections::BTreeMap;

use super::findings::Findings;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::model::{PlainPage, Site};
use crate::output::{Kind, Route};
use crate::schema::{SiteFile, Written};
use crate::source::{SourceFile, Span};

/// Hidden names that hosts look for.
const HIDDEN_ALLOWED: [&str; 2] = [".well-known", ".nojekyll"];
/// Folders that the site makes itself.
const FOLDERS: [Kind; 5] = [
    Kind::Incident,
    Kind::Apology,
    Kind::Component,
    Kind::Maintenance,
    Kind::Notice,
];
/// Folders of the site that hold no pages of things.
const OWN_FOLDERS: [&str; 2] = ["assets", Route::AVAILABILITY];
/// Files that the site makes itself, beside its pages.
const MADE: [&str; 6] = [
    "index.html",
    "404.html",
    "feed.atom",
    "robots.txt",
    "sitemap.xml",
    "_headers",
];

/// The path in the output of each file below `content/static/`. `pages` are the plain pages, each with its file.
pub(crate) fn copied(
    files: &[&SourceFile],
    pages: &BTreeMap<String, Span>,
    found: &mut Findings,
) -> Vec<(String, SourceFile)> {
    let mut copied = Vec::with_capacity(files.len());
    let mut taken = Taken::default();
    for file in files {
        let path = file.path().strip_prefix("content/static/");
        let Some(path) = path.map(str::to_owned) else {
            continue;
        };
        let whole = file.span(0..0);
        if let Some(why) = forbidden(&path) {
            let message = format!("`{path}` must not be published: {why}");
            let wrong = Diagnostic::error("static-forbidden", whole, message);
            found.push(wrong.help("move it out of `content/static/`"));
        } else if let Some(wrong) = shadows(&path, &whole, pages) {
            found.push(wrong);
        } else if let Some(other) = taken.insert(&path, whole.clone()) {
            let message = format!(
                "some systems take `{}` and `{}` for one name",
                spelled(&path),
                spelled(other.path.trim_start_matches("content/static/"))
            );
            let wrong = Diagnostic::error("name-collision", whole, message);
            let wrong = wrong.also(other, "the other file");
            found.push(wrong.help("give one of them another name: Windows and macOS tell neither capitals nor ways to write an accent apart"));
        } else {
            copied.push((path, SourceFile::clone(file)));
        }
    }
    copied
}

/// The names of files, as systems see them that tell neither capitals nor ways to write an accent apart.
#[derive(Default)]
struct Taken {
    /// By small letters.
    small: BTreeMap<String, Span>,
    /// By small letters without accents, with whether the accents stood apart.
    bare: BTreeMap<String, (bool, Span)>,
}

impl Taken {
    /// Takes the name `path`; the file that has it already, where one does.
    fn insert(&mut self, path: &str, file: Span) -> Option<Span> {
        let small = path.to_lowercase();
        let is_apart = |one: char| ('\u{300}'..='\u{36f}').contains(&one);
        let apart = small.chars().any(is_apart);
        let same = self.small.insert(small.clone(), file.clone());
        if small.is_ascii() {
            return same;
        }
        let letter = |one: char| match one {
            one if one.is_ascii() => one.to_string(),
            one if is_apart(one) => String::new(),
            one => slug::slugify(one.to_string()),
        };
        let bare = small.chars().map(letter).collect();
        let like = self.bare.insert(bare, (apart, file));
        same.or(like
            .filter(|(other, _)| *other != apart)
            .map(|(_, file)| file))
    }
}

/// The path with accents that are letters of their own spelled out.
fn spelled(path: &str) -> String {
    path.chars().flat_map(char::escape_debug).collect()
}

/// Why no file at `path` may be published; nothing where it may.
pub(crate) fn forbidden(path: &str) -> Option<&'static str> {
    let hidden = path
        .split('/')
        .any(|part| part.starts_with('.') && !HIDDEN_ALLOWED.contains(&part));
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let key = [".pem", ".key", ".p12", ".pfx", ".jks"]
        .iter()
        .any(|ending| name.ends_with(ending))
        || name.starts_with("id_rsa")
        || name.starts_with("id_ed25519");
    match (hidden, key) {
        (_, true) => Some("it looks like a private key"),
        (true, _) => Some("hidden files often hold secrets"),
        _ => None,
    }
}

/// The error about a file at an address that the site needs for itself, whatever its capitals.
fn shadows(path: &str, whole: &Span, pages: &BTreeMap<String, Span>) -> Option<Diagnostic> {
    let lower = path.to_lowercase();
    let folder = lower.split_once('/').map(|(folder, _)| folder);
    let made = folder.filter(|folder| {
        OWN_FOLDERS.contains(folder) || FOLDERS.iter().any(|kind| kind.folder() == *folder)
    });
    let error = |message| Diagnostic::error("static-shadows-page", whole.clone(), message);
    if let Some(folder) = made {
        let message = format!(
            "`{path}` would stand among the pages of the site: it makes `{folder}/` itself"
        );
        return Some(error(message).help("put it into a folder with another name"));
    }
    if let Some(page) = pages.get(&lower) {
        let wrong = error(format!("`{path}` would take the place of a page"));
        return Some(
            wrong
                .also(page.clone(), "this page")
                .help("give one of the two another name"),
        );
    }
    MADE.contains(&lower.as_str()).then(|| {
        error(format!(
            "`{path}` would take the place of a file that the site makes itself"
        ))
        .help("give it another name")
    })
}

/// Reports a logo that is no file of the site.
pub(crate) fn logo(file: &Written<SiteFile>, site: &Site, found: &mut Findings) {
    let Some(logo) = &site.identity.logo else {
        return;
    };
    let names = || site.statics.iter().map(|(path, _)| path.as_str());
    if names().any(|path| path == logo) {
        return;
    }
    let top = file.origin.top();
    let message = format!("there is no file `content/static/{logo}`");
    let wrong = top.key("theme").key("logo").error("theme-setting", message);
    let near = did_you_mean(logo, names());
    found.push(wrong.help(near.unwrap_or_else(|| "put the logo there, or remove this".to_owned())));
}

/// The paths of plain pages, which static files must leave alone, each with its file.
pub(crate) fn plain_pages(pages: &[PlainPage]) -> BTreeMap<String, Span> {
    let path = |page: &PlainPage| Route::page(Kind::Plain, &page.id).path().to_owned();
    let entry = |page: &PlainPage| (path(page), page.prose.file.span(0..0));
    pages.iter().map(entry).collect()
}
