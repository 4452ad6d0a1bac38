//! What a file with errors may have said: how far it reaches is read from as much of it as can be read, and where that is not
//! enough, it may have said anything.

use std::sync::Arc;

use super::frame::Frame;
use super::{ids, tables, value};
use crate::model::{ComponentKey, LeftOut, Subject};
use crate::output::Kind;
use crate::schema::{self, Document, FileKind, IncidentFile, MaintenanceFile, UptimeFile, Written};
use crate::source::SourceFile;
use crate::timeline::Instant;

/// A file with errors: its path, its text where that can be read, and the document where its errors lie deeper.
#[derive(Debug, Clone)]
pub struct Broken {
    /// Its path in the project.
    pub path: Arc<str>,
    /// Its text.
    pub text: Option<String>,
    /// What could be read of it.
    pub document: Option<Document>,
}

impl Broken {
    /// A file whose bytes could not be had.
    #[must_use]
    pub fn unreadable(path: &Arc<str>) -> Self {
        Self {
            path: Arc::clone(path),
            text: None,
            document: None,
        }
    }

    /// A file with errors, and what could be read of it.
    #[must_use]
    pub fn new(file: &SourceFile, document: Option<Document>) -> Self {
        Self {
            text: file.text().ok().map(str::to_owned),
            document,
            ..Self::unreadable(file.path())
        }
    }
}

/// What the site is made without. Drafts are no part of it, unless they are asked for.
pub(super) fn left_out(
    files: &[Broken],
    uptime: &[&Written<UptimeFile>],
    frame: &Frame,
    drafts: bool,
) -> Vec<LeftOut> {
    let broken = files.iter().filter_map(|file| match &file.document {
        Some(Document::Uptime(written)) => Some(&**written),
        _ => None,
    });
    let uptime: Vec<_> = uptime.iter().copied().chain(broken).collect();
    let counts = |file: &&Broken| drafts || !file.document.as_ref().is_some_and(is_draft);
    let files = files.iter().filter(counts);
    files.map(|file| one(file, &uptime, frame)).collect()
}

fn one(file: &Broken, uptime: &[&Written<UptimeFile>], frame: &Frame) -> LeftOut {
    let (hides, since) = reach(file, uptime, frame).unwrap_or_else(|| (everything(frame), None));
    LeftOut {
        path: Arc::clone(&file.path),
        subject: subject(&file.path),
        hides,
        since,
    }
}

fn is_draft(document: &Document) -> bool {
    match document {
        Document::Incident(article) => article.front.value.draft,
        Document::Apology(article) => article.front.value.draft,
        Document::Maintenance(article) => article.front.value.draft,
        Document::Notice(article) => article.front.value.draft,
        Document::Page(article) => article.front.value.draft,
        Document::Site(_) | Document::Uptime(_) | Document::Table(_) | Document::Static(_) => false,
    }
}

fn subject(path: &str) -> Subject {
    let id = ids::of_path(path);
    let article = |kind| match ids::check(id, kind) {
        Ok(()) => Subject::Article(kind, id.to_owned()),
        Err(_) => Subject::File,
    };
    match schema::kind_of(path) {
        FileKind::Incident => article(Kind::Incident),
        FileKind::Apology => article(Kind::Apology),
        FileKind::Maintenance => article(Kind::Maintenance),
        FileKind::Notice => article(Kind::Notice),
        FileKind::Page => article(Kind::Plain),
        FileKind::Uptime => Subject::Uptime(id.trim_end_matches(".yaml").to_owned()),
        FileKind::Table => Subject::Uptime(id.trim_end_matches(".csv").to_owned()),
        FileKind::Site | FileKind::Static | FileKind::Droppings | FileKind::Unknown => {
            Subject::File
        }
    }
}

/// The components that the file may speak of, and since when; `None` where that cannot be known.
fn reach(
    file: &Broken,
    uptime: &[&Written<UptimeFile>],
    frame: &Frame,
) -> Option<(Vec<ComponentKey>, Option<Instant>)> {
    match (&file.document, schema::kind_of(&file.path)) {
        (Some(Document::Incident(article)), _) => of_incident(&article.front.value, frame),
        (Some(Document::Maintenance(article)), _) => of_work(&article.front.value, frame),
        (Some(Document::Uptime(written)), _) => {
            components([written.value.component.as_str()], frame).map(|hides| (hides, None))
        }
        (None, FileKind::Uptime) => {
            let name = measured_component(file.text.as_deref()?)?;
            components([name], frame).map(|hides| (hides, None))
        }
        // A file of uptime data that cannot be read at all answers for its own component.
        (_, FileKind::Table) => {
            let about = uptime.iter().filter(|one| tables::names(one, &file.path));
            let about = about.map(|one| one.value.component.as_str());
            components(about, frame).map(|hides| (hides, None))
        }
        (None, FileKind::Incident | FileKind::Maintenance) => None,
        // What is left changes no figure.
        _ => Some((Vec::new(), None)),
    }
}

fn of_incident(
    written: &IncidentFile,
    frame: &Frame,
) -> Option<(Vec<ComponentKey>, Option<Instant>)> {
    let impacts = written.impacts.iter();
    let hides = components(impacts.map(|impact| impact.component.as_str()), frame)?;
    let begins = written.impacts.iter().map(|impact| &impact.from);
    let begins = begins
        .filter_map(Option::as_deref)
        .chain([&*written.started]);
    Some((hides, earliest(begins, frame)))
}

fn of_work(
    written: &MaintenanceFile,
    frame: &Frame,
) -> Option<(Vec<ComponentKey>, Option<Instant>)> {
    let touched = written.components.iter();
    let hides = components(touched.map(|touch| touch.component.as_str()), frame)?;
    Some((hides, earliest([&*written.from], frame)))
}

/// The first of these times; `None` where one of them cannot be read.
fn earliest<'a>(times: impl IntoIterator<Item = &'a str>, frame: &Frame) -> Option<Instant> {
    let times = times.into_iter();
    let times = times.map(|text| value::time(text, &frame.zone).ok().map(|moment| moment.at));
    times.collect::<Option<Vec<_>>>()?.into_iter().min()
}

/// The components that are no groups behind these names; `None` where one of them is not known.
fn components<'a>(
    names: impl IntoIterator<Item = &'a str>,
    frame: &Frame,
) -> Option<Vec<ComponentKey>> {
    let known = &frame.names.as_ref()?.components;
    let keys: Option<Vec<_>> = names
        .into_iter()
        .map(|name| known.get(name).copied())
        .collect();
    let leaves = keys?.into_iter().flat_map(|key| frame.leaves(key).to_vec());
    Some(leaves.collect())
}

fn everything(frame: &Frame) -> Vec<ComponentKey> {
    let names = frame.names.iter();
    let keys = names.flat_map(|names| names.components.values().copied());
    let mut leaves: Vec<_> = keys.flat_map(|key| frame.leaves(key).to_vec()).collect();
    leaves.sort_unstable();
    leaves.dedup();
    leaves
}

/// The component that a file of uptime data names, though the file as a whole cannot be read: on the one line that begins with the key.
fn measured_component(text: &str) -> Option<&str> {
    let mut lines = text
        .lines()
        .filter_map(|line| line.strip_prefix("component:"));
    let (name, more) = (lines.next()?, lines.next());
    let name = name.split(" #").next().unwrap_or(name).trim();
    more.is_none().then(|| name.trim_matches(['"', '\'']))
}
