//! cState, a theme of the Hugo site generator for status pages.
//!
//! Reports stand in `content/issues/`, one Markdown file each, and the list of systems in `config.yml`. What a report becomes is decided in
//! `kind.rs`, how its body is read in `updates/`. A file that cannot be read at all is put aside unchanged, below `import-rejected/`, and
//! named: the new site builds without it, and nothing of it is gone.

mod config;
mod front;
mod issue;
mod kind;
mod layout;
mod links;
mod pages;
mod phrases;
mod site;
mod systems;
mod updates;
mod write;

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::id::Ids;
use super::remark::{Notes, RemarkKind};
use super::{Imported, quote};
use crate::output::Kind;
use config::Config;
use issue::{End, Issue};
use kind::What;
use layout::{Layout, SETTINGS};
use links::Links;
use systems::Systems;

/// Files of the old site by path relative to its root, parts joined by `/`.
type Files = BTreeMap<String, Vec<u8>>;

/// What the files do not say.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// IANA name of the zone of the new site, in which times without an offset are read; UTC unless given.
    pub time_zone: Option<String>,
}

/// Why there is nothing to import.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// The folder holds no such site.
    #[error(
        "no cState site here: looked for reports in `content/issues/` and `content/<language>/issues/`, and for `params.systems` in {}",
        settings_names()
    )]
    NotCState,
    /// The settings cannot be read, so that no system would be known.
    #[error("{path}:{message}")]
    Settings {
        /// Path of the settings file.
        path: String,
        /// Line, column and what is wrong there.
        message: String,
    },
    /// The zone has no such name.
    #[error("`{0}` is no name of a time zone, such as `Europe/Berlin`")]
    UnknownZone(String),
}

fn settings_names() -> String {
    SETTINGS.map(|name| format!("`{name}`")).join(", ")
}

/// Converts a site. The same files and options give the same bytes.
pub fn convert(files: &Files, options: &Options) -> Result<Imported, ImportError> {
    let zone_name = options.time_zone.as_deref().unwrap_or("UTC");
    let zone = TimeZone::get(zone_name)
        .map_err(|_| ImportError::UnknownZone(quote::one_line(zone_name)))?;
    let (config, mut notes) = settings(files)?;
    let mut layout = layout::layout(files, config.content_folder.as_deref());
    if layout.issues.is_empty() && config.systems.is_empty() {
        return Err(ImportError::NotCState);
    }
    if options.time_zone.is_none() {
        notes.add(
            RemarkKind::Guessed,
            "the old site names no time zone: `UTC`",
        );
    }
    let mut out = Imported {
        remarks: std::mem::take(&mut layout.remarks),
        ..Imported::default()
    };
    let mut issues = read_issues(&layout, &zone, &mut out);
    let mut systems = systems::systems(&config, &mut issues, &mut notes);
    let config = pages::copy(&layout, config, &mut out, &mut notes);
    let site = site::site(&config, &mut systems, zone_name, &mut notes);
    out.files
        .insert("content/site.yaml".to_owned(), site.into_bytes());
    say_once(&issues, &mut notes);
    write_all(
        &layout,
        issues,
        &systems,
        &Scene {
            url: config.url.as_deref(),
            zone: &zone,
        },
        &mut out,
    );
    out.remarks.extend(notes.into_remarks());
    out.remarks.sort();
    Ok(out)
}

fn settings(files: &Files) -> Result<(Config, Notes), ImportError> {
    let Some((path, bytes)) = layout::settings(files) else {
        let mut notes = Notes::new(SETTINGS[0]);
        let config = config::without_file(&mut notes);
        return Ok((config, notes));
    };
    let mut notes = Notes::new(path);
    match config::config(bytes, &mut notes) {
        Ok(config) => Ok((config, notes)),
        Err(message) => Err(ImportError::Settings {
            path: path.to_owned(),
            message,
        }),
    }
}

/// Every report that can be read; the others are put aside.
fn read_issues(layout: &Layout<'_>, zone: &TimeZone, out: &mut Imported) -> Vec<Issue> {
    let mut issues = Vec::with_capacity(layout.issues.len());
    for file in &layout.issues {
        match issue::issue(file, zone) {
            Ok(issue) => issues.push(issue),
            Err(why) => pages::put_aside(file, &why, out),
        }
    }
    remark_on_open(&mut issues);
    issues
}

/// Says which reports are open although much younger ones are not.
fn remark_on_open(issues: &mut [Issue]) {
    const OLD: i64 = 30 * 86_400;
    let newest = issues
        .iter()
        .map(|issue| issue.started.seconds)
        .max()
        .unwrap_or_default();
    for issue in issues
        .iter_mut()
        .filter(|issue| issue.end == End::Open && !issue.informational)
    {
        let old = newest - issue.started.seconds > OLD;
        let text = if old {
            "open, and more than 30 days older than the newest report: perhaps only `resolved: true` was forgotten"
        } else {
            "not resolved: it stays open"
        };
        issue.notes.add(RemarkKind::Guessed, text);
    }
}

/// What holds for all reports.
fn say_once(issues: &[Issue], notes: &mut Notes) {
    if issues
        .iter()
        .any(|issue| issue.severity == issue::Severity::Disrupted)
    {
        let text = "`disrupted` became `partial_outage`: the old site does not tell it from degraded performance";
        notes.add(RemarkKind::Guessed, text);
    }
    if !issues.is_empty() {
        let text = "addresses of reports change: `issues/<name>/` became `incidents/`, `maintenance/` or `notices/<id>.html`";
        notes.add(RemarkKind::Changed, text);
    }
}

/// What every page needs to know.
struct Scene<'a> {
    url: Option<&'a str>,
    zone: &'a TimeZone,
}

/// Gives every report its place, then writes them all: links need to know every place first.
fn write_all(
    layout: &Layout<'_>,
    mut issues: Vec<Issue>,
    systems: &Systems,
    scene: &Scene<'_>,
    out: &mut Imported,
) {
    let mut links = Links::new(scene.url);
    let mut ids = [
        Ids::new("incident", Kind::Incident),
        Ids::new("maintenance", Kind::Maintenance),
        Ids::new("notice", Kind::Notice),
    ];
    let places: Vec<(What, String)> = issues
        .iter_mut()
        .map(|issue| place(issue, &mut ids))
        .collect();
    for (issue, (what, id)) in issues.iter().zip(&places) {
        links.add_page(&issue.name, &format!("{}/{id}.html", what.folder()));
    }
    for file in &layout.copies {
        links.add_file(&file.name);
    }
    for component in &systems.components {
        links.add_page(
            &format!("affected/{}", slug::slugify(&component.name)),
            &format!("components/{}.html", component.id),
        );
    }
    pages::Pages {
        systems,
        links: &mut links,
    }
    .write(layout, out);
    for (mut issue, (what, id)) in issues.into_iter().zip(places) {
        let components = systems
            .of(&issue)
            .into_iter()
            .filter_map(|at| systems.components.get(at));
        let components = components.map(|component| component.id.as_str()).collect();
        let context = write::Context {
            links: &links,
            zone: scene.zone,
            components,
        };
        let text = write::page(&mut issue, what, &context);
        out.files.insert(
            format!("content/{}/{id}.md", what.folder()),
            text.into_bytes(),
        );
        out.remarks.extend(issue.notes.into_remarks());
    }
}

/// What a report is, and its id.
fn place(issue: &mut Issue, ids: &mut [Ids; 3]) -> (What, String) {
    let what = kind::what(issue);
    let stem = issue
        .name
        .strip_prefix("issues/")
        .unwrap_or(&issue.name)
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .to_owned();
    let [incidents, maintenance, notices] = ids;
    let id = match what {
        What::Incident(_) => incidents.make(&stem),
        What::Maintenance => maintenance.make(&stem),
        What::Notice => notices.make(&stem),
    };
    if id != stem {
        issue
            .notes
            .add(RemarkKind::Changed, format!("its id is `{id}`"));
    }
    (what, id)
}

#[cfg(test)]
mod judged;
#[cfg(test)]
mod tests;
