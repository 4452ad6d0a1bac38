//! Written → meant: ids, links between files, order, and the rules that span files.
//!
//! Each kind of file has its reader; this file puts them in the order in which they need one another: settings, then
//! everything that names components, then apologies, which name incidents, then links between pages.

mod apology;
mod components;
mod findings;
mod frame;
mod ids;
mod incident;
mod index;
mod links;
mod planned;
mod site;
mod statics;
mod unknown;
mod updates;
mod uptime;
mod value;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use self::findings::Findings;
use self::frame::Frame;
use self::index::{Article, Inputs};
use self::links::Link;
use self::site::Settings;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Site;
use crate::output::Kind;
use crate::schema::Document;
use crate::timeline::{Instant, Zone};

/// What a build is asked for, beside its files.
#[derive(Debug, Clone)]
pub struct Options {
    /// The instant that the site is reported at.
    pub as_of: AsOf,
    /// Whether drafts are part of the site.
    pub drafts: bool,
    /// Where the site will be published, in place of `url` in the site file.
    pub base_url: Option<String>,
}

/// The instant of a build, which may need the site's zone to be known.
#[derive(Debug, Clone)]
pub enum AsOf {
    /// An instant.
    At(Instant),
    /// A time or a day in the site's zone, as written.
    Text(String),
}

/// What is resolved: the documents, and what could not be read.
#[derive(Debug, Default)]
pub struct Input {
    /// Every file that was read.
    pub documents: Vec<Document>,
    /// Paths of the files with errors. They are not complained about again where others refer to them.
    pub broken: Vec<Arc<str>>,
}

/// The outcome of resolving.
#[derive(Debug)]
pub struct Resolved {
    /// The site; `None` where there were errors.
    pub site: Option<Site>,
    /// The name of the theme that the site asks for.
    pub theme: String,
    /// Phrases that the site replaces.
    pub strings: BTreeMap<String, String>,
    /// The instant of the build.
    pub as_of: Instant,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Resolves all documents of a site. `phrases` are the keys that `strings` may replace.
///
/// # Errors
/// A sentence about an `as_of` or a `base_url` that cannot be read: those are no part of the user's files.
pub fn resolve(input: Input, options: &Options, phrases: &[&str]) -> Result<Resolved, String> {
    let mut found = Findings::default();
    let (site_file, mut inputs) = index::sort(input.documents, options.drafts, &mut found);
    inputs.broken = input.broken;
    let zone = site_file.as_ref().map_or_else(Zone::utc, |file| frame::zone(file, &mut found));
    let as_of = instant(&options.as_of, &zone)?;
    let mut settings = site_file.as_ref().map(|file| {
        site::unknown_strings(file, phrases, &mut found);
        site::settings(file, &zone, &mut found)
    });
    let names = settings.as_mut().map(|settings| std::mem::take(&mut settings.names));
    let frame = Frame { zone, as_of, names };
    let (theme, strings) = settings.as_mut().map_or_else(Default::default, |settings| {
        (std::mem::take(&mut settings.theme), std::mem::take(&mut settings.strings))
    });
    if let (Some(settings), Some(base)) = (&mut settings, &options.base_url) {
        settings.identity.url = Some(value::base_url(base).map_err(|wrong| wrong.message)?);
    }
    let site = assemble(inputs, &frame, settings, &mut found);
    Ok(Resolved { site, theme, strings, as_of, diagnostics: found.0 })
}

/// The instant that is meant, in `zone`.
///
/// # Errors
/// A sentence about a time that cannot be read.
pub fn instant(as_of: &AsOf, zone: &Zone) -> Result<Instant, String> {
    match as_of {
        AsOf::At(at) => Ok(*at),
        AsOf::Text(text) => value::day_or_time(text, zone).map_err(|wrong| wrong.message),
    }
}

/// Reads every document against the frame. Everything is read, also where the settings are missing, so that all errors are found.
fn assemble(inputs: Inputs, frame: &Frame, settings: Option<Settings>, found: &mut Findings) -> Option<Site> {
    let mut links = Vec::new();
    let mut incidents = each(&inputs.incidents, (Kind::Incident, &mut links), found, |article, id, found| incident::incident(article, id, frame, found));
    incidents.sort_by(|a, b| (b.started, &a.id).cmp(&(a.started, &b.id)));
    let positions = apology::Incidents::new(&incidents, &inputs);
    let mut apologies = each(&inputs.apologies, (Kind::Apology, &mut links), found, |article, id, found| apology::apology(article, id, (frame, &positions), found));
    apologies.sort_by(|a, b| (b.published, &a.id).cmp(&(a.published, &b.id)));
    for (position, apology) in apologies.iter().enumerate().rev() {
        apology.incidents.iter().for_each(|incident| incidents[*incident].apologies.push(position));
    }
    let mut maintenances = each(&inputs.maintenances, (Kind::Maintenance, &mut links), found, |article, id, found| planned::maintenance(article, id, frame, found));
    maintenances.sort_by(|a, b| (b.planned, &a.id).cmp(&(a.planned, &b.id)));
    let mut notices = each(&inputs.notices, (Kind::Notice, &mut links), found, |article, id, found| planned::notice(article, id, frame, found));
    notices.sort_by(|a, b| (b.published, &a.id).cmp(&(a.published, &b.id)));
    let pages = each(&inputs.pages, (Kind::Plain, &mut links), found, planned::page);
    let statics = statics::copied(inputs.statics, &statics::plain_pages(pages.iter().map(|page| page.id.as_str())), found);
    let measured = index::measured(&inputs.uptime, frame, found);
    index::warn_silent_outages(&inputs.uptime, (&measured, &incidents), frame, found);
    let Settings { identity, mut components, counting, severities, agreements, .. } = settings?;
    for (key, measured) in measured {
        components[key.0].measured = Some(measured);
    }
    let zone = frame.zone.clone();
    let site = Site { identity, zone, components, counting, severities, agreements, incidents, maintenances, notices, apologies, pages, statics };
    let whole = inputs.broken.is_empty() && !found.0.iter().any(|one| one.severity == Severity::Error);
    if whole {
        links::check(&links, &site, found);
    }
    Some(site)
}

/// Reads every article of one kind, in parallel, in the order of their paths.
fn each<T: Sync, M: Send>(
    articles: &[Article<T>],
    (kind, links): (Kind, &mut Vec<Link>),
    found: &mut Findings,
    read: impl Fn(&crate::schema::Article<T>, &str, &mut Findings) -> Option<M> + Sync,
) -> Vec<M> {
    let results: Vec<(Option<M>, Findings)> = articles
        .par_iter()
        .map(|article| {
            let mut found = Findings::default();
            (read(&article.written, &article.id, &mut found), found)
        })
        .collect();
    links.extend(articles.iter().flat_map(|article| index::links(article, kind)));
    results
        .into_iter()
        .filter_map(|(thing, mut more)| {
            found.0.append(&mut more.0);
            thing
        })
        .collect()
}
