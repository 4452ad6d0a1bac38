//! Which file of the old site is what.
//!
//! The names are those of a Hugo site with the cState theme. Of several languages one is read. What is read nowhere is said by folder.

use std::collections::BTreeMap;

use super::Files;
use crate::import::remark::{Notes, RemarkKind};
use crate::import::{Remark, quote};
use crate::resolve::{Taken, forbidden, is_made};

/// The files of the old site by what they are, each list sorted by path.
#[derive(Debug, Default)]
pub(super) struct Layout<'a> {
    /// Incidents, planned work and notices.
    pub(super) issues: Vec<File<'a>>,
    /// Texts about one system each; `name` is that of its folder.
    pub(super) systems: Vec<File<'a>>,
    /// Other pages.
    pub(super) pages: Vec<File<'a>>,
    /// Files to copy; `name` is the path from the root of the old site.
    pub(super) copies: Vec<File<'a>>,
    /// Texts of listing pages, which the new site writes itself.
    pub(super) listings: Vec<File<'a>>,
    /// What is read nowhere.
    pub(super) remarks: Vec<Remark>,
    /// The names of what is copied, and of the folders that it stands in.
    taken: Taken<&'a str>,
    folders: Taken<&'a str>,
}

/// A file and what it is called on the old site.
#[derive(Debug, Clone)]
pub(super) struct File<'a> {
    pub(super) path: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) name: String,
}

/// Names that a settings file may have, the likeliest first.
pub(super) const SETTINGS: [&str; 4] = ["config.yml", "config.yaml", "hugo.yaml", "hugo.yml"];

/// The settings file, if there is one.
pub(super) fn settings(files: &Files) -> Option<(&str, &[u8])> {
    SETTINGS
        .iter()
        .find_map(|name| files.get_key_value(*name))
        .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
}

/// Sorts the files; `language` is the folder below `content/` that is read where there are several.
pub(super) fn layout<'a>(files: &'a Files, language: Option<&str>) -> Layout<'a> {
    let root = root(files, language);
    let mut layout = Layout::default();
    let mut unread: BTreeMap<String, usize> = BTreeMap::new();
    for (path, bytes) in files {
        let file = |name: &str| File {
            path,
            bytes,
            name: name.to_owned(),
        };
        if !is_inside(path) {
            layout.say(
                &quote::one_line(path),
                RemarkKind::Skipped,
                "not read: a path that leads elsewhere",
            );
        } else if let Some(name) = path.strip_prefix(&root) {
            layout.content(file(name), files);
        } else if let Some(name) = path.strip_prefix("static/") {
            layout.copy(file(name));
        } else if settings(files).is_none_or(|(settings, _)| settings != path) {
            let depth = if path.starts_with("content/") { 2 } else { 1 };
            let folder: Vec<_> = path.split('/').take(depth).collect();
            let end = if path.split('/').count() > depth {
                "/"
            } else {
                ""
            };
            *unread.entry(folder.join("/") + end).or_default() += 1;
        }
    }
    for (folder, count) in unread {
        let other = if folder.starts_with("content/") {
            "another language or section"
        } else {
            "no part of a site's content"
        };
        let text = if count == 1 {
            format!("not read: {other}")
        } else {
            format!("{count} files not read: {other}")
        };
        layout.say(&folder, RemarkKind::Skipped, text);
    }
    layout
}

/// The folder of the content that is read, with a slash at its end.
fn root(files: &Files, language: Option<&str>) -> String {
    let is_issue = |path: &&String| {
        path.strip_suffix(".md")
            .is_some_and(|stem| !stem.ends_with("_index"))
    };
    let languages: Vec<&str> = files
        .keys()
        .filter(is_issue)
        .filter_map(|path| path.strip_prefix("content/")?.split_once('/'))
        .filter(|(_, rest)| rest.starts_with("issues/"))
        .map(|(language, _)| language)
        .collect();
    if languages.is_empty()
        || files
            .keys()
            .filter(is_issue)
            .any(|path| path.starts_with("content/issues/"))
    {
        return "content/".to_owned();
    }
    let wanted = language.filter(|language| languages.contains(language));
    let english = languages.iter().find(|language| language.starts_with("en"));
    let chosen = wanted
        .or(english.copied())
        .or(languages.first().copied())
        .unwrap_or_default();
    format!("content/{chosen}/")
}

impl<'a> Layout<'a> {
    fn say(&mut self, path: &str, kind: RemarkKind, text: impl Into<String>) {
        let mut notes = Notes::new(path);
        notes.add(kind, text);
        self.remarks.extend(notes.into_remarks());
    }

    /// A file below the content folder.
    fn content(&mut self, mut file: File<'a>, files: &Files) {
        let name = file.name.clone();
        let Some(stem) = name.strip_suffix(".md") else {
            return self.copy(file);
        };
        if let Some(system) = name
            .strip_prefix("affected/")
            .and_then(|rest| rest.strip_suffix("/_index.md"))
        {
            system.clone_into(&mut file.name);
            self.systems.push(file);
        } else if stem.rsplit('/').next() == Some("_index") {
            self.listings.push(file);
        } else if is_translation(file.path, files) {
            self.say(
                file.path,
                RemarkKind::Skipped,
                "a translation: one language is read",
            );
        } else {
            let of_folder = stem.strip_suffix("/index").unwrap_or(stem);
            of_folder.clone_into(&mut file.name);
            let issues = file.name.starts_with("issues/");
            if issues {
                &mut self.issues
            } else {
                &mut self.pages
            }
            .push(file);
        }
    }

    /// A file to copy, unless it must not be or the new site makes it itself.
    fn copy(&mut self, file: File<'a>) {
        if let Some(why) = refusal(&file.name) {
            return self.say(file.path, RemarkKind::Skipped, why);
        }
        if let Some(other) = self.in_the_way(&file.name) {
            let why =
                format!("not copied: some systems take its name and that of `{other}` for one");
            return self.say(file.path, RemarkKind::Skipped, why);
        }
        self.taken.insert(&file.name, file.path);
        for folder in folders(&file.name) {
            self.folders.insert(folder, file.path);
        }
        self.copies.push(file);
    }

    /// The file that is copied already and leaves no room for one at `name`: what is in `static/` and what stands among the content
    /// come together at one root.
    fn in_the_way(&self, name: &str) -> Option<&'a str> {
        let same = self.taken.find(name).or_else(|| self.folders.find(name));
        let around = || folders(name).find_map(|folder| self.taken.find(folder));
        same.or_else(around).copied()
    }
}

/// Every folder that a file of this name stands in.
fn folders(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices('/').map(|(end, _)| &name[..end])
}

/// Whether a path stays below its root.
fn is_inside(path: &str) -> bool {
    !path.contains(|next: char| next == '\\' || next.is_control())
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// Whether `x.fr.md` stands beside `x.md`.
fn is_translation(path: &str, files: &Files) -> bool {
    let Some((base, language)) = path.trim_end_matches(".md").rsplit_once('.') else {
        return false;
    };
    let named = (2..=5).contains(&language.len())
        && language
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
    named && files.contains_key(&format!("{base}.md"))
}

/// Files and folders at the root that the new site makes itself.
const MADE: [&str; 22] = [
    "404.html",
    ".nojekyll",
    "_headers",
    "api",
    "apologies",
    "availability",
    "badges",
    "calendar.ics",
    "calendars",
    "components",
    "feed.atom",
    "feed.json",
    "feed.rss",
    "feeds",
    "incidents",
    "index.html",
    "maintenance",
    "notices",
    "promises.html",
    "robots.txt",
    "sitemap.xml",
    "index.xml",
];

/// Why a file is not copied.
fn refusal(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let first = lower.split('/').next().unwrap_or_default();
    let odd = |part: &str| {
        part.contains([':', '*', '?', '"', '<', '>', '|']) || part.ends_with(['.', ' '])
    };
    if lower.split('/').any(odd) {
        Some("not copied: a name that not every system can have")
    } else if MADE.contains(&first) || is_made(name) {
        Some("not copied: the new site makes a file or folder of this name itself")
    } else if forbidden(name).is_some() {
        Some("not copied: a hidden file or a key")
    } else if first == "admin" {
        Some("not copied: the editor of the old site")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::layout;

    #[test]
    fn files_are_sorted_by_what_they_are() {
        let paths = [
            "README.md",
            "config.yml",
            "content/de/issues/b.md",
            "content/en/_index.md",
            "content/en/about.md",
            "content/en/affected/api/_index.md",
            "content/en/issues/a.md",
            "content/en/issues/a.de.md",
            "content/en/issues/c/index.md",
            "content/en/issues/c/x.png",
            "lifecycle/1.md",
            "static/.env",
            "static/../x",
            "static/index.html",
            "static/logo.png",
            "static/store.jks",
        ];
        let files = paths
            .map(|path| (path.to_owned(), Vec::new()))
            .into_iter()
            .collect();
        let layout = layout(&files, None);
        let names = |files: &[super::File<'_>]| {
            files
                .iter()
                .map(|file| file.name.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&layout.issues), ["issues/a", "issues/c"]);
        assert_eq!(names(&layout.systems), ["api"]);
        assert_eq!(names(&layout.pages), ["about"]);
        assert_eq!(names(&layout.copies), ["issues/c/x.png", "logo.png"]);
        assert_eq!(names(&layout.listings), ["_index.md"]);
        let said: Vec<_> = layout
            .remarks
            .iter()
            .map(|remark| remark.path.as_str())
            .collect();
        let wanted = [
            "content/en/issues/a.de.md",
            "static/../x",
            "static/.env",
            "static/index.html",
            "static/store.jks",
            "README.md",
            "content/de/",
            "lifecycle/",
        ];
        assert_eq!(said, wanted);
    }
}
