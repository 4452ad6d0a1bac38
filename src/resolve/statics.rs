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
const OWN_FOLDERS: [&str; 3] = ["api", "assets", Route::AVAILABILITY];
/// Files that the site makes itself, beside its pages.
const MADE: [&str; 7] = [
    "index.html",
    "404.html",
    "feed.atom",
    "promises.html",
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
    let mut taken: Taken<Span> = Taken::default();
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
        } else if let Some(other) = taken.find(&path) {
            let message = format!(
                "some systems take `{}` and `{}` for one name",
                spelled(&path),
                spelled(other.path.trim_start_matches("content/static/"))
            );
            let wrong = Diagnostic::error("name-collision", whole, message);
            let wrong = wrong.also(other.clone(), "the other file");
            found.push(wrong.help("give one of them another name: Windows and macOS tell neither capitals nor ways to write an accent apart"));
        } else {
            taken.insert(&path, whole);
            copied.push((path, SourceFile::clone(file)));
        }
    }
    copied
}

/// The names of files, as systems see them that tell neither capitals nor ways to write an accent apart.
#[derive(Debug)]
pub(crate) struct Taken<T> {
    /// By small letters.
    small: BTreeMap<String, T>,
    /// By small letters without accents, with whether the accents stood apart.
    bare: BTreeMap<String, (bool, T)>,
}

impl<T> Default for Taken<T> {
    fn default() -> Self {
        Self {
            small: BTreeMap::new(),
            bare: BTreeMap::new(),
        }
    }
}

impl<T: Clone> Taken<T> {
    /// The file that has the name `path` already, where one does.
    pub(crate) fn find(&self, path: &str) -> Option<&T> {
        let small = path.to_lowercase();
        let same = self.small.get(&small);
        if small.is_ascii() {
            return same;
        }
        let (bare, apart) = bare(&small);
        let like = self.bare.get(&bare);
        same.or(like
            .filter(|(other, _)| *other != apart)
            .map(|(_, file)| file))
    }

    /// Gives the name `path`, which nothing has yet, to `file`.
    pub(crate) fn insert(&mut self, path: &str, file: T) {
        let small = path.to_lowercase();
        if !small.is_ascii() {
            let (bare, apart) = bare(&small);
            self.bare.insert(bare, (apart, file.clone()));
        }
        self.small.insert(small, file);
    }
}

/// A name in small letters without its accents, and whether they stood apart.
fn bare(small: &str) -> (String, bool) {
    let is_apart = |one: char| ('\u{300}'..='\u{36f}').contains(&one);
    let letter = |one: char| match one {
        one if one.is_ascii() => one.to_string(),
        one if is_apart(one) => String::new(),
        one => slug::slugify(one.to_string()),
    };
    (
        small.chars().map(letter).collect(),
        small.chars().any(is_apart),
    )
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

/// The first part of a path in small letters: what it takes at the top of the site, be it a file or a folder.
fn top(lower: &str) -> &str {
    lower.split('/').next().unwrap_or(lower)
}

/// Whether the site makes a folder of this name itself.
fn is_made_folder(top: &str) -> bool {
    OWN_FOLDERS.contains(&top) || FOLDERS.iter().any(|kind| kind.folder() == top)
}

/// Whether a file at `path` would take a place that every site needs for itself, whatever its capitals.
pub(crate) fn is_made(path: &str) -> bool {
    let lower = path.to_lowercase();
    is_made_folder(top(&lower)) || MADE.contains(&top(&lower))
}

/// The error about a file at an address that the site needs for itself, whatever its capitals.
fn shadows(path: &str, whole: &Span, pages: &BTreeMap<String, Span>) -> Option<Diagnostic> {
    let lower = path.to_lowercase();
    let top = top(&lower);
    let error = |message| Diagnostic::error("static-shadows-page", whole.clone(), message);
    if is_made_folder(top) {
        let message =
            format!("`{path}` would stand among the pages of the site: it makes `{top}/` itself");
        return Some(error(message).help("put it into a folder with another name"));
    }
    if let Some(page) = pages.get(top) {
        let wrong = error(format!("`{path}` would take the place of a page"));
        return Some(
            wrong
                .also(page.clone(), "this page")
                .help("give one of the two another name"),
        );
    }
    MADE.contains(&top).then(|| {
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

#[cfg(test)]
mod tests {
    use super::{Taken, is_made};

    #[test]
    fn a_file_and_a_folder_take_the_same_place_at_the_top() {
        for path in ["Assets/x", "assets", "incidents", "robots.txt/x"] {
            assert!(is_made(path), "{path}");
        }
        assert!(!is_made("images/assets/index.html"));
    }

    #[test]
    fn names_that_differ_by_capitals_or_by_how_an_accent_is_written_are_one() {
        let mut taken = Taken::default();
        taken.insert("A/caf\u{e9}.png", 1);
        assert_eq!(taken.find("a/CAF\u{c9}.png"), Some(&1));
        assert_eq!(taken.find("a/cafe\u{301}.png"), Some(&1));
        assert_eq!(taken.find("a/cafe.png"), None);
    }
}
