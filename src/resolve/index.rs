//! Documents sorted by kind, each with its id; ids given twice; drafts left out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::findings::Findings;
use super::frame::Frame;
use super::ids;
use super::links::Link;
use super::uptime;
use crate::diagnostic::Diagnostic;
use crate::model::{ComponentKey, Incident, Measured};
use crate::output::{Kind, Route};
use crate::schema::{
    self, ApologyFile, Document, IncidentFile, MaintenanceFile, NoticeFile, PageFile, SiteFile,
    UptimeFile, Written,
};
use crate::source::SourceFile;

/// An article with its id.
#[derive(Debug)]
pub(crate) struct Article<'a, T> {
    pub(crate) id: &'a str,
    pub(crate) written: &'a schema::Article<T>,
}

impl<T> Article<'_, T> {
    /// Where it was written.
    pub(crate) fn file(&self) -> &SourceFile {
        &self.written.front.origin.file
    }
}

/// Every document but the site file, by kind.
#[derive(Debug, Default)]
pub(crate) struct Inputs<'a> {
    pub(crate) incidents: Vec<Article<'a, IncidentFile>>,
    pub(crate) apologies: Vec<Article<'a, ApologyFile>>,
    pub(crate) maintenances: Vec<Article<'a, MaintenanceFile>>,
    pub(crate) notices: Vec<Article<'a, NoticeFile>>,
    pub(crate) pages: Vec<Article<'a, PageFile>>,
    pub(crate) uptime: Vec<&'a Written<UptimeFile>>,
    pub(crate) statics: Vec<&'a SourceFile>,
    /// Paths of the files that could not be read.
    pub(crate) broken: Vec<Arc<str>>,
    /// Paths of the files that the site is made without.
    pub(crate) left_out: Vec<Arc<str>>,
}

/// Sorts documents by kind. Drafts go unless they are asked for, and so does what has an id that cannot be.
pub(crate) fn sort<'a>(
    documents: &[&'a Document],
    drafts: bool,
    found: &mut Findings,
) -> (Option<&'a Written<SiteFile>>, Inputs<'a>) {
    let mut site = None;
    let mut inputs = Inputs::default();
    let mut taken = Taken::default();
    for document in documents {
        let mut claim = Claim {
            taken: &mut taken,
            found,
        };
        match document {
            Document::Site(file) => site = Some(&**file),
            Document::Uptime(file) => inputs.uptime.push(file),
            Document::Static(file) => inputs.statics.push(file),
            Document::Incident(article) => {
                let keep = drafts || !article.front.value.draft;
                inputs
                    .incidents
                    .extend(claim.article(article, Kind::Incident, keep));
            }
            Document::Apology(article) => {
                let keep = drafts || !article.front.value.draft;
                inputs
                    .apologies
                    .extend(claim.article(article, Kind::Apology, keep));
            }
            Document::Maintenance(article) => {
                let keep = drafts || !article.front.value.draft;
                inputs
                    .maintenances
                    .extend(claim.article(article, Kind::Maintenance, keep));
            }
            Document::Notice(article) => {
                let keep = drafts || !article.front.value.draft;
                inputs
                    .notices
                    .extend(claim.article(article, Kind::Notice, keep));
            }
            Document::Page(article) => {
                let keep = drafts || !article.front.value.draft;
                inputs
                    .pages
                    .extend(claim.article(article, Kind::Plain, keep));
            }
        }
    }
    (site, inputs)
}

/// Who has which id. Files come in the order of their paths, which is nearly always that of their ids.
#[derive(Default)]
struct Taken<'a>(BTreeMap<Kind, Vec<(&'a str, &'a SourceFile)>>);

impl<'a> Taken<'a> {
    /// Gives `id` to `file`; who has it already, where somebody does.
    fn insert(&mut self, kind: Kind, id: &'a str, file: &'a SourceFile) -> Option<&'a SourceFile> {
        let taken = self.0.entry(kind).or_default();
        if taken.last().is_none_or(|(last, _)| *last < id) {
            taken.push((id, file));
            return None;
        }
        match taken.binary_search_by_key(&id, |(id, _)| id) {
            Ok(at) => Some(taken[at].1),
            Err(at) => {
                taken.insert(at, (id, file));
                None
            }
        }
    }
}

struct Claim<'a, 'f> {
    taken: &'f mut Taken<'a>,
    found: &'f mut Findings,
}

impl<'a> Claim<'a, '_> {
    /// The article with its id, unless it is left out, or its id cannot be or is taken.
    fn article<T>(
        &mut self,
        written: &'a schema::Article<T>,
        kind: Kind,
        keep: bool,
    ) -> Option<Article<'a, T>> {
        let file = &written.front.origin.file;
        let id = ids::of_path(file.path());
        if let Err(wrong) = ids::check(id, kind) {
            self.found.push(wrong.span(file.span(0..0)));
            return None;
        }
        if let Some(first) = self.taken.insert(kind, id, file) {
            let message = format!("two files have the id `{id}`");
            let wrong = Diagnostic::error("duplicate-id", file.span(0..0), message);
            self.found
                .push(wrong.also(first.span(0..0), "the other file").help(
                    "the name of a file is its id and its address: give one of them another name",
                ));
            return None;
        }
        keep.then_some(Article { id, written })
    }
}

/// The relative links in an article, with the page they stand on.
pub(crate) fn links<T>(article: &Article<'_, T>, kind: Kind) -> Vec<Link> {
    let links = &article.written.outline.links;
    if links.is_empty() {
        return Vec::new();
    }
    let file = &article.written.front.origin.file;
    let page = Route::page(kind, article.id);
    links
        .iter()
        .map(|link| Link {
            page: page.clone(),
            target: link.target.clone(),
            span: file.span(link.span.clone()),
        })
        .collect()
}

/// What was measured, by component; two files about one component are an error.
pub(crate) fn measured(
    files: &[&Written<UptimeFile>],
    frame: &Frame,
    found: &mut Findings,
) -> BTreeMap<ComponentKey, Measured> {
    let mut measured = BTreeMap::new();
    let mut first: BTreeMap<ComponentKey, &Written<UptimeFile>> = BTreeMap::new();
    for file in files {
        let Some((key, data)) = uptime::uptime(file, frame, found) else {
            continue;
        };
        if let Some(other) = first.insert(key, file) {
            let wrong = file.origin.top().key("component").error(
                "uptime-twice",
                format!("two files measure `{}`", file.value.component),
            );
            found.push(
                wrong
                    .also(other.origin.top().key("component").span(), "the other file")
                    .help("keep all its data in one file"),
            );
        }
        measured.insert(key, data);
    }
    measured
}

/// Warns where the data says that a component is down now while no incident about it is open. The page shows the worse.
pub(crate) fn warn_silent_outages(
    files: &[&Written<UptimeFile>],
    (measured, incidents): (&BTreeMap<ComponentKey, Measured>, &[Arc<Incident>]),
    frame: &Frame,
    found: &mut Findings,
) {
    let open = incidents
        .iter()
        .filter(|incident| incident.resolved.is_none())
        .flat_map(|incident| &incident.impacts);
    let owned: BTreeSet<ComponentKey> = open.map(|impact| impact.component).collect();
    for file in files {
        let Some(key) = frame
            .names
            .as_ref()
            .and_then(|names| names.components.get(&file.value.component))
        else {
            continue;
        };
        let goes_on = measured.get(key).and_then(|data| {
            data.outages
                .iter()
                .position(|outage| outage.to.is_none() && outage.from <= frame.as_of)
        });
        if let Some(position) = goes_on.filter(|_| !owned.contains(key)) {
            let top = file.origin.top();
            let message = format!(
                "`{}` is down now by this data, and no open incident says so",
                file.value.component
            );
            let warning = top
                .key("outages")
                .index(position)
                .warning("resolved-but-down", message);
            found.push(
                warning.help(
                    "tell your readers: `forthright new incident`; or give this outage its end",
                ),
            );
        }
    }
}
