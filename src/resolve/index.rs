//! Documents sorted by kind, each with its id; ids given twice; drafts left out.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::findings::Findings;
use super::ids;
use super::links::Link;
use crate::diagnostic::Diagnostic;
use crate::output::{Kind, Route};
use crate::schema::{
    self, ApologyFile, Document, IncidentFile, MaintenanceFile, NoticeFile, PageFile, SiteFile,
    Table, UptimeFile, Written,
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
    pub(crate) tables: Vec<&'a Table>,
    pub(crate) statics: Vec<&'a SourceFile>,
    /// Paths of the files that could not be read.
    pub(crate) broken: Vec<Arc<str>>,
    /// Paths of the files that the site is made without.
    pub(crate) left_out: Vec<Arc<str>>,
}

impl Inputs<'_> {
    /// Whether the site is made without the file at `path`.
    pub(crate) fn is_left_out(&self, path: &str) -> bool {
        self.left_out.iter().any(|other| &**other == path)
    }
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
            Document::Table(table) => inputs.tables.push(table),
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
