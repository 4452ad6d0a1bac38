//! One input file → one document: which kind it is by its folder, read by that kind's struct.
//!
//! A pure function of the file, so the result can be kept for as long as the file's content stays the same.

use serde::de::DeserializeOwned;

use super::{
    ApologyFile, IncidentFile, MaintenanceFile, NoticeFile, Origin, PageFile, SiteFile, Table,
    UptimeFile, front_matter, guard, limits, table, yaml,
};
use crate::diagnostic::{Crowd, Diagnostic, nearest};
use crate::markdown::{self, Outline};
use crate::source::SourceFile;

/// A value and where it was written.
#[derive(Debug, Clone)]
pub struct Written<T> {
    /// The value.
    pub value: T,
    /// The file and the place of its YAML.
    pub origin: Origin,
}

/// A Markdown file: front matter, and the outline of its body.
#[derive(Debug, Clone)]
pub struct Article<T> {
    /// The front matter.
    pub front: Written<T>,
    /// Where the body stands in the file.
    pub body: std::ops::Range<usize>,
    /// Dated headings and links of the body.
    pub outline: Outline,
}

/// One file, read.
#[derive(Debug, Clone)]
pub enum Document {
    /// `site.yaml`.
    Site(Box<Written<SiteFile>>),
    /// A file in `incidents/`.
    Incident(Box<Article<IncidentFile>>),
    /// A file in `apologies/`.
    Apology(Box<Article<ApologyFile>>),
    /// A file in `maintenance/`.
    Maintenance(Box<Article<MaintenanceFile>>),
    /// A file in `notices/`.
    Notice(Box<Article<NoticeFile>>),
    /// A file in `pages/`.
    Page(Box<Article<PageFile>>),
    /// A file in `uptime/`.
    Uptime(Box<Written<UptimeFile>>),
    /// A table in `uptime/`.
    Table(Box<Table>),
    /// A file in `static/`.
    Static(SourceFile),
}

/// What kind of file a path is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The settings file.
    Site,
    /// An incident.
    Incident,
    /// An apology.
    Apology,
    /// Planned work.
    Maintenance,
    /// A notice.
    Notice,
    /// A plain page.
    Page,
    /// Uptime data.
    Uptime,
    /// Outages or error rates in CSV, which a file of uptime data names.
    Table,
    /// A file that is copied.
    Static,
    /// Left behind by an editor or a file manager.
    Droppings,
    /// None of these.
    Unknown,
}

/// The kind of the file at `path`, by its folder and ending.
#[must_use]
pub fn kind_of(path: &str) -> Kind {
    let Some(path) = path.strip_prefix("content/") else {
        return Kind::Unknown;
    };
    let name = path.rsplit('/').next().unwrap_or(path);
    if is_dropping(name) {
        return Kind::Droppings;
    }
    let (folder, _) = path.split_once('/').unwrap_or(("", path));
    match (folder, name.rsplit_once('.').map(|(_, ending)| ending)) {
        ("static", _) => Kind::Static,
        ("", Some("yaml")) if path == "site.yaml" => Kind::Site,
        ("incidents", Some("md")) => Kind::Incident,
        ("apologies", Some("md")) => Kind::Apology,
        ("maintenance", Some("md")) => Kind::Maintenance,
        ("notices", Some("md")) => Kind::Notice,
        ("pages", Some("md")) => Kind::Page,
        ("uptime", Some("yaml")) => Kind::Uptime,
        ("uptime", Some("csv")) => Kind::Table,
        _ => Kind::Unknown,
    }
}

/// The folders that hold content.
const FOLDERS: [&str; 7] = [
    "incidents",
    "apologies",
    "maintenance",
    "notices",
    "uptime",
    "pages",
    "static",
];

/// Files that editors and file managers leave behind.
fn is_dropping(name: &str) -> bool {
    let vim = name.starts_with('.')
        && [".swp", ".swo", ".swx"]
            .iter()
            .any(|ending| name.ends_with(ending));
    let emacs = name.starts_with(".#") || (name.starts_with('#') && name.ends_with('#'));
    let exact = [
        "4913",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        ".gitkeep",
        ".keep",
        ".gitignore",
    ];
    vim || emacs || name.ends_with('~') || name.contains("___jb_") || exact.contains(&name)
}

/// Whether the file at `path` was left behind by an editor or a file manager, and is no part of the site.
#[must_use]
pub fn is_left_behind(path: &str) -> bool {
    kind_of(path) == Kind::Droppings
}

/// Reads one file. Returns nothing for files that no kind claims, and for those with errors.
#[must_use]
pub fn read(file: &SourceFile) -> (Option<Document>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let document = match kind_of(file.path()) {
        Kind::Site => whole(file, &mut found).map(|written| Document::Site(Box::new(written))),
        Kind::Uptime => whole(file, &mut found).map(|written| Document::Uptime(Box::new(written))),
        Kind::Incident => {
            article(file, &mut found).map(|article| Document::Incident(Box::new(article)))
        }
        Kind::Apology => {
            article(file, &mut found).map(|article| Document::Apology(Box::new(article)))
        }
        Kind::Maintenance => {
            article(file, &mut found).map(|article| Document::Maintenance(Box::new(article)))
        }
        Kind::Notice => {
            article(file, &mut found).map(|article| Document::Notice(Box::new(article)))
        }
        Kind::Page => article(file, &mut found).map(|article| Document::Page(Box::new(article))),
        // What is wrong in it matters only where it is named.
        Kind::Table => Some(Document::Table(Box::new(table::read(file)))),
        Kind::Static => Some(Document::Static(file.clone())),
        Kind::Droppings => None,
        Kind::Unknown => {
            found.push(unclaimed(file));
            None
        }
    };
    let found: Crowd = found.into_iter().collect();
    (document, found.finish())
}

fn unclaimed(file: &SourceFile) -> Diagnostic {
    let warning = Diagnostic::warning(
        "unknown-file",
        file.span(0..0),
        "this file is not part of the site",
    );
    if let Some(near) = near(file.path()) {
        return warning.help(format!("did you mean `{near}`?"));
    }
    warning.help("content goes into `incidents/`, `apologies/`, `maintenance/`, `notices/` and `pages/` as `.md`, into `uptime/` as `.yaml` and `.csv`, and everything else into `static/`")
}

/// The path that was most likely meant: in the folder with nearly this name, and with the ending that it asks for.
fn near(path: &str) -> Option<String> {
    let path = path.strip_prefix("content/")?;
    let (folder, name) = path.split_once('/').unwrap_or(("", path));
    let stem = |ending: &str| name.strip_suffix(ending);
    let yaml = stem(".yml").map(|stem| format!("{stem}.yaml"));
    let markdown = [".markdown", ".mdown", ".mkd"].into_iter().find_map(stem);
    let markdown = markdown.map(|stem| format!("{stem}.md"));
    let name = yaml.or(markdown).unwrap_or_else(|| name.to_owned());
    let meant = if folder.is_empty() {
        format!("content/{}", nearest(&name, ["site.yaml"])?)
    } else {
        format!("content/{}/{name}", nearest(folder, FOLDERS)?)
    };
    (kind_of(&meant) != Kind::Unknown).then_some(meant)
}

fn whole<T: DeserializeOwned>(
    file: &SourceFile,
    found: &mut Vec<Diagnostic>,
) -> Option<Written<T>> {
    let text = guard::text(file, found)?;
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let blank = text[start..]
        .lines()
        .all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'));
    if blank {
        found.push(front_matter::empty(file));
        return None;
    }
    yaml_at(file, text, start..text.len(), found)
}

fn yaml_at<T: DeserializeOwned>(
    file: &SourceFile,
    text: &str,
    range: std::ops::Range<usize>,
    found: &mut Vec<Diagnostic>,
) -> Option<Written<T>> {
    let read = guard::yaml(file, text, range.clone()).and_then(|values| {
        let value = yaml::read(file, text, range.clone())?;
        let origin = Origin::new(file, range, values);
        Ok(Written { value, origin })
    });
    match read {
        Ok(written) => Some(written),
        Err(wrong) => {
            found.push(wrong);
            None
        }
    }
}

fn article<T: DeserializeOwned>(
    file: &SourceFile,
    found: &mut Vec<Diagnostic>,
) -> Option<Article<T>> {
    let text = guard::text(file, found)?;
    let parts = match front_matter::split(file, text) {
        Ok(parts) => parts,
        Err(wrong) => {
            found.push(wrong);
            return None;
        }
    };
    if parts.yaml.len() > limits::FRONT_MATTER_BYTES {
        let message = format!(
            "the front matter is longer than {} KiB",
            limits::FRONT_MATTER_BYTES >> 10
        );
        found.push(Diagnostic::error(
            "file-too-large",
            file.span(0..3),
            message,
        ));
        return None;
    }
    let front = yaml_at(file, text, parts.yaml, found);
    let mut outline = markdown::outline(file, parts.body.clone());
    found.append(&mut outline.diagnostics);
    Some(Article {
        front: front?,
        body: parts.body,
        outline,
    })
}
