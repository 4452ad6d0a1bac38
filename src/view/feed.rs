//! The feed: everything that was said, newest first.
//!
//! The id of an entry is the address of its page and never changes; an update re-dates it.

use super::{Html, Scene, rows};
use crate::markdown::{self, HtmlOptions};
use crate::model::{Moment, Prose};
use crate::output::{Kind, Route};
use crate::timeline::Instant;

/// How many entries the feed holds.
const ENTRIES: usize = 50;

/// The feed of a site.
#[derive(Debug)]
pub struct Feed {
    /// Address of the home page.
    pub home: String,
    /// Address of the feed itself.
    pub own: String,
    /// RFC 3339: when the newest entry changed, as-of where there is none.
    pub updated: String,
    /// Newest first.
    pub entries: Vec<Entry>,
}

/// One thing that was said.
#[derive(Debug)]
pub struct Entry {
    /// Address of its page, and its id.
    pub address: String,
    /// Headline.
    pub title: String,
    /// RFC 3339.
    pub published: String,
    /// RFC 3339.
    pub updated: String,
    /// Who signs it, where somebody does.
    pub author: Option<String>,
    /// What kind of thing it is: `incident`, `apology`, `maintenance`, `notice`.
    pub category: &'static str,
    /// The whole text, with absolute links only.
    pub html: String,
}

/// A thing that may stand in the feed.
#[derive(Clone, Copy)]
struct Candidate {
    published: Instant,
    updated: Instant,
    kind: Kind,
    position: usize,
}

/// The feed of the site that is published at `url`.
#[must_use]
pub fn feed(scene: &Scene<'_>, url: &str) -> Feed {
    let zone = &scene.site.zone;
    let newest = newest(scene);
    let updated = newest
        .first()
        .map_or(scene.report.as_of, |candidate| candidate.updated);
    Feed {
        home: Route::home()
            .absolute(url)
            .trim_end_matches("index.html")
            .to_owned(),
        own: scene.route.absolute(url),
        updated: updated.to_rfc3339(zone),
        entries: newest
            .iter()
            .map(|candidate| entry(scene, url, candidate))
            .collect(),
    }
}

fn newest(scene: &Scene<'_>) -> Vec<Candidate> {
    let mut all: Vec<_> = told(scene).chain(written(scene)).collect();
    all.sort_by_key(|one| (std::cmp::Reverse(one.updated), one.kind, one.position));
    all.truncate(ENTRIES);
    all
}

/// What is told in updates: an update re-dates it.
fn told<'a>(scene: &Scene<'a>) -> impl Iterator<Item = Candidate> + use<'a> {
    let (site, now) = (scene.site, scene.report.as_of);
    let candidate =
        move |kind, position, first: Option<Moment>, last: Option<Moment>, or: Instant| {
            let published = first.map_or(or, |moment| moment.at).min(now);
            let updated = last
                .map_or(published, |moment| moment.at)
                .clamp(published, now);
            Candidate {
                published,
                updated,
                kind,
                position,
            }
        };
    let incidents = site
        .incidents
        .iter()
        .enumerate()
        .map(move |(position, incident)| {
            let updates = || incident.updates.iter().map(|update| update.at);
            candidate(
                Kind::Incident,
                position,
                updates().next(),
                updates().next_back(),
                incident.started.at,
            )
        });
    let works = site
        .maintenances
        .iter()
        .enumerate()
        .map(move |(position, work)| {
            let updates = || work.updates.iter().map(|update| update.at);
            let first = work.announced.or(updates().next());
            candidate(
                Kind::Maintenance,
                position,
                first,
                updates().next_back(),
                work.planned.from(),
            )
        });
    incidents.chain(works)
}

/// What is written once.
fn written<'a>(scene: &Scene<'a>) -> impl Iterator<Item = Candidate> + use<'a> {
    let candidate = |kind, position, at: Moment, last: Option<Moment>| Candidate {
        published: at.at,
        updated: last.unwrap_or(at).at,
        kind,
        position,
    };
    let apologies = scene.site.apologies.iter().enumerate();
    let notices = scene.site.notices.iter().enumerate();
    apologies
        .map(move |(position, apology)| {
            let last = apology.revisions.last().map(|revision| revision.at);
            candidate(Kind::Apology, position, apology.published, last)
        })
        .chain(notices.map(move |(position, notice)| {
            candidate(Kind::Notice, position, notice.published, None)
        }))
}

fn entry(scene: &Scene<'_>, url: &str, candidate: &Candidate) -> Entry {
    let (site, zone) = (scene.site, &scene.site.zone);
    let position = candidate.position;
    let (id, title, category, author) = match candidate.kind {
        Kind::Incident => (
            &site.incidents[position].id,
            &site.incidents[position].title,
            "incident",
            None,
        ),
        Kind::Apology => {
            let apology = &site.apologies[position];
            (
                &apology.id,
                &apology.title,
                "apology",
                apology.author.as_ref().map(rows::signed),
            )
        }
        Kind::Maintenance => (
            &site.maintenances[position].id,
            &site.maintenances[position].title,
            "maintenance",
            None,
        ),
        Kind::Notice | Kind::Plain | Kind::Component => (
            &site.notices[position].id,
            &site.notices[position].title,
            "notice",
            None,
        ),
    };
    Entry {
        address: Route::page(candidate.kind, id).absolute(url),
        title: title.clone(),
        published: candidate.published.to_rfc3339(zone),
        updated: candidate.updated.to_rfc3339(zone),
        author,
        category,
        html: text(scene, url, candidate),
    }
}

/// The whole text of a thing: its opening, then what was said, newest first.
fn text(scene: &Scene<'_>, url: &str, candidate: &Candidate) -> String {
    let position = candidate.position;
    let sections = |prose| sections(url, candidate.kind, prose);
    let (sections, updates) = match candidate.kind {
        Kind::Incident => {
            let incident = &scene.site.incidents[position];
            let sections = sections(&incident.prose);
            let updates = rows::updates(scene, incident, sections.get(1..).unwrap_or_default());
            (sections, updates)
        }
        Kind::Maintenance => {
            let work = &scene.site.maintenances[position];
            let sections = sections(&work.prose);
            let updates =
                super::maintenance::updates(scene, work, sections.get(1..).unwrap_or_default());
            (sections, updates)
        }
        Kind::Apology => (sections(&scene.site.apologies[position].prose), Vec::new()),
        Kind::Notice | Kind::Plain | Kind::Component => {
            (sections(&scene.site.notices[position].prose), Vec::new())
        }
    };
    let mut text = sections
        .first()
        .map(|opening| opening.as_str().to_owned())
        .unwrap_or_default();
    for update in updates.iter().rev() {
        text.extend([
            "<h2>",
            &update.at.text,
            " · ",
            &update.state.word,
            "</h2>\n",
            update.text.as_str(),
        ]);
    }
    text
}

fn sections(url: &str, kind: Kind, prose: &Prose) -> Vec<Html> {
    let link = |target: &str| {
        let below = super::scene::below_root(kind.folder(), &super::scene::as_page(target));
        (!target.starts_with('#')).then(|| [url, &below].concat())
    };
    let options = HtmlOptions {
        prefix: "",
        shift: 0,
        link: &link,
        absolute_base: Some(url),
    };
    markdown::html(prose.text(), &prose.cuts, &options)
        .iter()
        .map(|section| Html::trusted(section))
        .collect()
}
