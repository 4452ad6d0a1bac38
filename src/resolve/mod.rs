//! Written → meant: ids, links between files, order, and the rules that span files.
//!
//! Each kind of file has its reader; this file puts them in the order in which they need one another: settings, then
//! everything that names components, then apologies, which name incidents, then links between pages.

mod agreements;
mod allow;
mod apology;
pub mod asked;
mod components;
mod day_total;
mod findings;
mod frame;
mod heard;
mod ids;
mod impact;
mod incident;
mod index;
mod left_out;
mod links;
mod measured;
mod memo;
mod outages;
mod phrases;
mod planned;
mod promise;
mod rates;
mod remedy;
mod site;
mod statics;
mod tables;
mod unknown;
mod updates;
mod uptime;
mod value;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use self::findings::Findings;
use self::frame::Frame;
use self::index::{Article, Inputs};
pub use self::left_out::Broken;
use self::links::Link;
pub use self::memo::Memo;
use self::memo::Remembered;
use self::site::Settings;
pub(crate) use self::site::inner_path;
pub(crate) use self::statics::{Taken, forbidden, is_made};
use self::value::Wrong;
pub(crate) use self::value::base_url;
use crate::diagnostic::Diagnostic;
use crate::model::{Apology, Incident, LeftOut, Site};
use crate::output::Kind;
use crate::schema::{self, Document, IncidentFile};
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

/// An option that cannot be read: no part of the user's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongOption {
    /// Name of the option, as the field of [`Options`].
    pub option: &'static str,
    /// What was given.
    pub text: String,
    /// One sentence about what is wrong with it.
    pub message: String,
    /// Ways out.
    pub help: Vec<String>,
}

impl WrongOption {
    fn new(option: &'static str, text: &str, wrong: Wrong) -> Self {
        let Wrong { message, help, .. } = wrong;
        Self {
            option,
            text: text.to_owned(),
            message,
            help,
        }
    }
}

impl fmt::Display for WrongOption {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.option, self.message)
    }
}

impl std::error::Error for WrongOption {}

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
pub struct Input<'a> {
    /// Every file that was read.
    pub documents: Vec<&'a Document>,
    /// Paths of the files with errors. They are not complained about again where others refer to them.
    pub broken: Vec<Arc<str>>,
    /// Files with errors that the site is made without.
    pub left_out: Vec<Broken>,
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

/// Resolves all documents of a site. `phrases` are the keys that `strings` may replace; `memo` is what earlier calls came to, and
/// changes nothing but the time that this one takes.
///
/// # Errors
/// An `as_of` or a `base_url` that cannot be read.
pub fn resolve(
    input: Input<'_>,
    options: &Options,
    phrases: &[&str],
    mut memo: Option<&mut Memo>,
) -> Result<Resolved, WrongOption> {
    let mut found = Findings::default();
    let (site_file, mut inputs) = index::sort(&input.documents, options.drafts, &mut found);
    inputs.broken = input.broken;
    let paths = input.left_out.iter().map(|file| Arc::clone(&file.path));
    inputs.left_out = paths.collect();
    let zone = site_file.map_or_else(Zone::utc, |file| frame::zone(file, &mut found));
    let as_of = instant(&options.as_of, &zone)?;
    if let Some(memo) = &mut memo {
        memo.read_against(site_file.map(|file| file.origin.file.hash()));
    }
    let mut settings = site_file.map(|file| {
        site::unknown_strings(file, phrases, &mut found);
        site::settings(file, &zone, &mut found)
    });
    let names = settings
        .as_mut()
        .map(|settings| std::mem::take(&mut settings.names));
    let frame = Frame { zone, as_of, names };
    let (theme, strings) = settings.as_mut().map_or_else(Default::default, |settings| {
        (
            std::mem::take(&mut settings.theme),
            std::mem::take(&mut settings.strings),
        )
    });
    if let (Some(settings), Some(base)) = (&mut settings, &options.base_url) {
        let url = base_url(base);
        settings.identity.url =
            Some(url.map_err(|wrong| WrongOption::new("base_url", base, wrong))?);
    }
    let out = left_out::left_out(&input.left_out, &inputs.uptime, &frame, options.drafts);
    let site = assemble(&inputs, (&frame, out), settings, (memo, &mut found));
    if let (Some(file), Some(site)) = (&site_file, &site) {
        statics::logo(file, site, &mut found);
    }
    Ok(Resolved {
        site,
        theme,
        strings,
        as_of,
        diagnostics: found.0.finish(),
    })
}

/// The instant that is meant, in `zone`.
///
/// # Errors
/// A time that cannot be read.
pub fn instant(as_of: &AsOf, zone: &Zone) -> Result<Instant, WrongOption> {
    match as_of {
        AsOf::At(at) => Ok(*at),
        AsOf::Text(text) => {
            value::day_or_time(text, zone).map_err(|wrong| WrongOption::new("as_of", text, wrong))
        }
    }
}

/// Reads every document against the frame. Everything is read, also where the settings are missing, so that all errors are found.
fn assemble(
    inputs: &Inputs<'_>,
    (frame, left_out): (&Frame, Vec<LeftOut>),
    settings: Option<Settings>,
    (memo, found): (Option<&mut Memo>, &mut Findings),
) -> Option<Site> {
    let mut reading = Reading {
        frame,
        links: Vec::new(),
        found,
    };
    let (incidents, apologies) = reading.stories(inputs, memo);
    let maintenances = reading.each(
        &inputs.maintenances,
        Kind::Maintenance,
        planned::maintenance,
    );
    let notices = reading.each(&inputs.notices, Kind::Notice, planned::notice);
    let pages = reading.each(&inputs.pages, Kind::Plain, |article, id, _, found| {
        planned::page(article, id, found)
    });
    let Reading { links, found, .. } = reading;
    let taken = statics::plain_pages(&pages);
    let statics = statics::copied(&inputs.statics, &taken, found);
    let measured = measured::measured(inputs, &incidents, frame, found);
    let settings = settings?;
    let mut components = settings.components;
    for (key, measured) in measured {
        components[key.0].measured = Some(measured);
    }
    let site = Site {
        identity: settings.identity,
        zone: frame.zone.clone(),
        components,
        counting: settings.counting,
        grace: settings.grace,
        severities: settings.severities,
        agreements: settings.agreements,
        incidents,
        maintenances: newest_first(maintenances, |one| (one.planned.from(), &one.id)),
        notices: newest_first(notices, |one| (one.published.at, &one.id)),
        apologies,
        phrases: settings.phrases,
        pages,
        statics,
        left_out,
    };
    if inputs.broken.is_empty() && !found.0.has_errors() {
        links::check(&links, &site, found);
    }
    Some(site)
}

/// Articles being read against a frame.
struct Reading<'a> {
    frame: &'a Frame,
    links: Vec<Link>,
    found: &'a mut Findings,
}

impl Reading<'_> {
    /// Incidents, and the apologies that name them, each linked to the other.
    fn stories(
        &mut self,
        inputs: &Inputs<'_>,
        memo: Option<&mut Memo>,
    ) -> (Vec<Arc<Incident>>, Vec<Apology>) {
        let memo = memo.map(|memo| &mut memo.incidents);
        let incidents = self.each_incident(&inputs.incidents, memo);
        let mut incidents = newest_first(incidents, |one| (one.started.at, &one.id));
        // Where something is wrong already, what an agreement covers is not certain.
        let certain = inputs.broken.is_empty() && !self.found.0.has_errors();
        let names = self.frame.names.as_ref().filter(|_| certain);
        let promised = names.map(|names| &names.promised);
        let about = apology::Incidents::new(&incidents, inputs, promised);
        let apologies = self.each(
            &inputs.apologies,
            Kind::Apology,
            |article, id, frame, found| apology::apology(article, id, (frame, &about), found),
        );
        let apologies = newest_first(apologies, |one| (one.published.at, &one.id));
        for (position, apology) in apologies.iter().enumerate().rev() {
            for incident in &apology.incidents {
                Arc::make_mut(&mut incidents[*incident])
                    .apologies
                    .push(position);
            }
        }
        (incidents, apologies)
    }

    /// Reads every article of one kind, in parallel, in the order of their paths.
    fn each<T: Sync, M: Send>(
        &mut self,
        articles: &[Article<'_, T>],
        kind: Kind,
        read: impl Fn(&schema::Article<T>, &str, &Frame, &mut Findings) -> Option<M> + Sync,
    ) -> Vec<M> {
        let one = |article: &Article<'_, T>| {
            let mut found = Findings::default();
            (
                read(article.written, article.id, self.frame, &mut found),
                found,
            )
        };
        let results = articles.par_iter().map(one).collect();
        self.take(articles, kind, results)
    }

    /// The same for incidents, of which there are many: those that were read before are taken from the memo.
    fn each_incident(
        &mut self,
        articles: &[Article<'_, IncidentFile>],
        memo: Option<&mut Remembered<Arc<Incident>>>,
    ) -> Vec<Arc<Incident>> {
        let frame = self.frame;
        let known = memo.as_deref();
        let one = |(place, article): (usize, &Article<'_, IncidentFile>)| {
            let known = known.and_then(|memo| memo.recall(place, article.file(), frame.as_of));
            if let Some(known) = known {
                return (false, (Some(Arc::clone(known)), Findings::default()));
            }
            let mut found = Findings::default();
            let read = incident::incident(article.written, article.id, frame, &mut found);
            (true, (read.map(Arc::new), found))
        };
        let results: Vec<(bool, _)> = articles.par_iter().enumerate().map(one).collect();
        if let Some(memo) = memo {
            let read = articles.iter().zip(&results);
            let new = read.filter_map(|(article, (new, (read, found)))| {
                let incident = read.as_ref().filter(|_| *new && found.0.is_empty())?;
                let ended = incident.resolved.is_some();
                Some((article.file(), Arc::clone(incident), ended))
            });
            memo.keep(frame.as_of, new);
            memo.forget(articles.iter().map(Article::file));
        }
        let results = results.into_iter().map(|(_, result)| result).collect();
        self.take(articles, Kind::Incident, results)
    }

    fn take<T, M>(
        &mut self,
        articles: &[Article<'_, T>],
        kind: Kind,
        results: Vec<(Option<M>, Findings)>,
    ) -> Vec<M> {
        let links = articles
            .iter()
            .flat_map(|article| index::links(article, kind));
        self.links.extend(links);
        let mut things = Vec::with_capacity(results.len());
        for (thing, found) in results {
            self.found.0.append(found.0);
            things.extend(thing);
        }
        things
    }
}

/// Sorted by a time, the latest first, and by id where the times are the same.
fn newest_first<T>(mut things: Vec<T>, key: impl Fn(&T) -> (Instant, &String)) -> Vec<T> {
    things.sort_by(|one, other| {
        let ((this, id), (that, other_id)) = (key(one), key(other));
        that.cmp(&this).then_with(|| id.cmp(other_id))
    });
    things
}
