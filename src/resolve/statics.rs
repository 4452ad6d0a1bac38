//! Files that are copied as they are: which are refused, and which would take the place of a page.

use std::collections::BTreeSet;

use super::findings::Findings;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::model::Site;
use crate::output::{Kind, Route};
use crate::schema::{SiteFile, Written};
use crate::source::SourceFile;

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
/// Files that the site makes itself, beside its pages.
const MADE: [&str; 6] = [
    "index.html",
    "404.html",
    "feed.atom",
    "robots.txt",
    "sitemap.xml",
    "_headers",
];

/// The path in the output of each file below `content/static/`.
pub(crate) fn copied(
    files: Vec<SourceFile>,
    pages: &BTreeSet<String>,
    found: &mut Findings,
) -> Vec<(String, SourceFile)> {
    let mut copied = Vec::with_capacity(files.len());
    for file in files {
        let Some(path) = file
            .path()
            .strip_prefix("content/static/")
            .map(str::to_owned)
        else {
            continue;
        };
        if let Some(why) = forbidden(&path) {
            found.push(
                Diagnostic::error(
                    "static-forbidden",
                    file.span(0..0),
                    format!("`{path}` must not be published: {why}"),
                )
                .help("move it out of `content/static/`"),
            );
        } else if shadows(&path, pages) {
            found.push(
                Diagnostic::error(
                    "static-shadows-page",
                    file.span(0..0),
                    format!("`{path}` would take the place of a file that the site makes itself"),
                )
                .help("give it another name"),
            );
        } else {
            copied.push((path, file));
        }
    }
    copied
}

fn forbidden(path: &str) -> Option<&'static str> {
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

fn shadows(path: &str, pages: &BTreeSet<String>) -> bool {
    let folder = path.split_once('/').map(|(folder, _)| folder);
    let in_made_folder = folder.is_some_and(|folder| {
        folder == "assets" || FOLDERS.iter().any(|kind| kind.folder() == folder)
    });
    in_made_folder || MADE.contains(&path) || pages.contains(path)
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

/// The paths of plain pages, which static files must leave alone.
pub(crate) fn plain_pages<'a>(ids: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    ids.map(|id| Route::page(Kind::Plain, id).path().to_owned())
        .collect()
}
