//! An apology as written → as meant.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::allow;
use super::findings::Findings;
use super::frame::Frame;
use super::ids;
use super::incident::prose;
use super::index::Inputs;
use super::unknown::{self, Kind};
use super::{promise, remedy};
use crate::diagnostic::{Diagnostic, Severity};
use crate::markdown;
use crate::model::{Apology, Author, ComponentKey, Incident, Moment, Prose, Revision};
use crate::schema::{ApologyFile, Article, AuthorEntry, Place, RevisionEntry};

/// The incidents that an apology may be about.
pub(crate) struct Incidents<'a> {
    /// All of them, in their final order.
    all: &'a [Arc<Incident>],
    /// Their positions, by id.
    known: BTreeMap<&'a str, usize>,
    /// Ids of files that are there but could not be read, or are drafts: errors of their own, where they are any.
    unread: BTreeSet<&'a str>,
    /// The components that an agreement covers; `None` where that is not certain.
    promised: Option<&'a BTreeSet<ComponentKey>>,
}

impl<'a> Incidents<'a> {
    /// `incidents` in their final order, the files behind them, and the components that an agreement covers; `None` where
    /// that is not certain.
    pub(crate) fn new(
        incidents: &'a [Arc<Incident>],
        inputs: &'a Inputs<'_>,
        promised: Option<&'a BTreeSet<ComponentKey>>,
    ) -> Self {
        // Nobody asks where there is no apology.
        let asked = !inputs.apologies.is_empty();
        let positions = incidents.iter().enumerate().filter(|_| asked);
        let read = inputs.incidents.iter().filter(|_| asked);
        let read = read.map(|article| article.id);
        let unread = inputs.broken.iter().chain(&inputs.left_out);
        let unread = unread.filter(|path| path.starts_with("content/incidents/"));
        Self {
            all: incidents,
            known: positions.map(|(at, one)| (one.id.as_str(), at)).collect(),
            unread: read.chain(unread.map(|path| ids::of_path(path))).collect(),
            promised,
        }
    }

    /// Whether it is certain that an agreement covers nothing of what these hit.
    fn owe_nothing(&self, about: &[usize]) -> bool {
        !about.is_empty() && !about.iter().any(|position| self.is_covered(*position))
    }

    /// Whether the incident hit anything that an agreement covers, as far as is certain.
    fn is_covered(&self, position: usize) -> bool {
        let mut hit = self.all[position].impacts.iter();
        self.promised
            .is_none_or(|promised| hit.any(|impact| promised.contains(&impact.component)))
    }
}

/// Resolves one apology.
pub(crate) fn apology(
    article: &Article<ApologyFile>,
    id: &str,
    (frame, incidents): (&Frame, &Incidents<'_>),
    found: &mut Findings,
) -> Option<Apology> {
    let top = article.front.origin.top();
    let ApologyFile {
        title,
        incidents: about,
        published,
        author,
        actions,
        remedy: given,
        revisions,
        allow,
        draft,
    } = &article.front.value;
    let prose = prose(article);
    check_letter(&prose, *draft, found);
    let title = found.title(title, &top.key("title"));
    let published = frame.past_time(published, &top.key("published"), found)?;
    let about = read_incidents(about, &top, (incidents, published), found);
    let list = top.key("actions");
    let actions = actions.iter().enumerate().filter_map(|(at, entry)| {
        promise::action(entry, &list.index(at), (frame, published), found)
    });
    let actions = actions.collect();
    let remedy = given
        .as_ref()
        .and_then(|entry| remedy::remedy(entry, &top.key("remedy"), frame, found));
    if let Some(remedy) = &remedy
        && incidents.owe_nothing(&about)
    {
        remedy::check_owed(remedy, &top.key("remedy"), found);
    }
    let revision_list = top.key("revisions");
    let revisions = revisions.iter().enumerate().filter_map(|(at, entry)| {
        read_revision(entry, &revision_list.index(at), (frame, published), found)
    });
    let mut revisions: Vec<_> = revisions.collect();
    revisions.sort_by_key(|revision| revision.at);
    let allow = allow::read(allow, &top.key("allow"), found);
    Some(Apology {
        id: id.to_owned(),
        title: title?,
        incidents: about,
        published,
        author: author
            .as_ref()
            .and_then(|entry| read_author(entry, &top.key("author"), found)),
        actions,
        allow,
        remedy,
        revisions,
        prose,
    })
}

/// The letter is the body; comments and blank lines are none. A draft may still be waiting for it.
fn check_letter(prose: &Prose, draft: bool, found: &mut Findings) {
    let text = prose.file.text().ok();
    let body = text
        .and_then(|text| text.get(prose.body.clone()))
        .unwrap_or_default();
    let said = |section: &String| !section.trim().is_empty();
    if markdown::plain(body, &prose.cuts).iter().any(said) {
        return;
    }
    let first = body.trim_start().lines().next().map(str::len);
    let start = prose.body.end - body.trim_start().len();
    let span = match first {
        Some(length) => prose.file.span(start..start + length),
        None => prose.file.span(0..0),
    };
    let wrong = Diagnostic::error("letter-empty", span, "the letter says nothing")
        .help("write it below the front matter; comments never reach the page");
    found.push(if draft {
        Diagnostic {
            severity: Severity::Warning,
            ..wrong
        }
    } else {
        wrong.help("until then, keep it back with `draft: true`")
    });
}

fn read_incidents(
    ids: &[String],
    top: &Place<'_>,
    (incidents, published): (&Incidents<'_>, Moment),
    found: &mut Findings,
) -> Vec<usize> {
    let place = top.key("incidents");
    if ids.is_empty() {
        found.push(place.error("apology-without-incident", "the apology does not say which incident it is about").help("add `incidents: [2009-09-01-mail-web]`, with the names of files in `incidents/`"));
    }
    let mut about = Vec::new();
    for (index, id) in ids.iter().enumerate() {
        let here = place.index(index);
        match incidents.known.get(id.as_str()) {
            None if incidents.unread.contains(id.as_str()) => {}
            None => {
                let names = incidents.all.iter().map(|one| one.id.as_str());
                let mut known = found.suggestions(&here, names);
                known.sort_unstable();
                found.push(unknown::id(&here, Kind::Incident, id, &known));
            }
            Some(position) if incidents.all[*position].started.at > published.at => {
                found.push(
                    here.error(
                        "apology-before-incident",
                        format!("the apology was published before `{id}` began"),
                    )
                    .also(top.key("published").span(), "published here")
                    .help("check `published`, and `started` in the file of the incident"),
                );
            }
            Some(position) if !about.contains(position) => about.push(*position),
            Some(_) => {}
        }
    }
    about
}

fn read_author(entry: &AuthorEntry, place: &Place<'_>, found: &mut Findings) -> Option<Author> {
    let AuthorEntry { name, role } = entry;
    let name = found.optional_line(name.as_ref(), &place.key("name"));
    let role = found.optional_line(role.as_ref(), &place.key("role"));
    if name.is_none() && role.is_none() {
        found.push(
            place
                .error(
                    "missing-key",
                    "the author has neither a `name` nor a `role`",
                )
                .help("a role alone is enough"),
        );
        return None;
    }
    Some(Author { name, role })
}

/// A correction is made after the letter was published, and by the instant of the build.
fn read_revision(
    entry: &RevisionEntry,
    place: &Place<'_>,
    (frame, published): (&Frame, Moment),
    found: &mut Findings,
) -> Option<Revision> {
    let RevisionEntry { at, text } = entry;
    let text = found.line(text, &place.key("text"));
    let at = frame.past_time(at, &place.key("at"), found)?;
    if at.at < published.at {
        let message = "this correction is older than the letter";
        let wrong = place.key("at").error("revision-date", message);
        found.push(wrong.help("what was changed before it was published is no correction: leave it away, or check `published`"));
        return None;
    }
    Some(Revision { at, text: text? })
}
