//! The way through: a tree of sources in, pages out. One screen long.
//!
//! [`prepare`] does everything that can go wrong with the user's files, [`render`] makes the bytes. Neither touches the disk.

mod keep_going;
mod memo;

pub use keep_going::{may_go, prepare_without_broken};
pub use memo::Memo;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::diagnostic::{self, Diagnostic, Severity};
use crate::lint;
use crate::model::Site;
use crate::output::Route;
use crate::render::Engine;
use crate::report::{self, Report};
use crate::resolve::{self, Broken, Input, Options, WrongOption};
use crate::source::{ContentHash, SourceFile, SourceTree};
use crate::theme;
use crate::timeline::Instant;
use crate::view::{self, Page, Shows};

/// A site that can be rendered: everything about it is known, and nothing in it is wrong.
pub struct Prepared {
    /// What is meant.
    pub site: Site,
    /// What is known of it at the instant of the build.
    pub report: Report,
    /// Every page, not rendered yet.
    pub pages: Vec<Page>,
    engine: Engine,
}

impl Prepared {
    /// The bytes of the file at `path`, made now; the same as [`render`] puts there. `None` where no file stands.
    ///
    /// # Errors
    /// A template that does not work on this site.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<Result<Cow<'_, [u8]>, Diagnostic>> {
        let address = |page: &Page| page.route.path().cmp(path);
        if let Ok(at) = self.pages.binary_search_by(address) {
            return Some(self.made(&self.pages[at]).map(Cow::Owned));
        }
        let mut assets = self.engine.assets().iter();
        let asset = assets.find(|(route, _)| route.path() == path);
        let statics = || self.site.statics.iter().find(|(name, _)| name == path);
        let bytes = asset.map(|(_, bytes)| bytes.as_slice());
        let bytes = bytes.or_else(|| statics().map(|(_, file)| file.bytes()));
        bytes.map(|bytes| Ok(Cow::Borrowed(bytes)))
    }

    fn made(&self, page: &Page) -> Result<Vec<u8>, Diagnostic> {
        self.engine.page(&self.site, &self.report, page)
    }

    /// The addresses of what pages load, under names made from their content.
    pub fn assets(&self) -> impl Iterator<Item = &str> {
        self.engine.assets().iter().map(|(route, _)| route.path())
    }
}

/// The outcome of reading a site.
pub struct Checked {
    /// The site; `None` where there were errors.
    pub prepared: Option<Prepared>,
    /// What could be read of a site with errors: good for suggestions, never for pages. `None` without a site file.
    pub fragment: Option<Site>,
    /// The instant of the build.
    pub as_of: Instant,
    /// Every finding, by place.
    pub diagnostics: Vec<Diagnostic>,
}

impl Checked {
    /// The findings that stop a build.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        let errors = self.diagnostics.iter();
        errors.filter(|one| one.severity == Severity::Error)
    }
}

/// Reads, resolves and reports the site in `tree`. All errors in all files are found in one run.
///
/// # Errors
/// One of the `options` cannot be read.
pub fn prepare(tree: &SourceTree, options: &Options) -> Result<Checked, WrongOption> {
    attempt(tree, options, &BTreeSet::new(), None)
}

/// Like [`prepare_all`], with what earlier calls came to: only what changed is read. The outcome is the same.
///
/// # Errors
/// One of the `options` cannot be read.
pub fn prepare_again(
    tree: &SourceTree,
    options: &Options,
    mut found: Vec<Diagnostic>,
    memo: &mut Memo,
) -> Result<Checked, WrongOption> {
    let mut checked = attempt(tree, options, &BTreeSet::new(), Some(memo))?;
    checked.diagnostics.append(&mut found);
    diagnostic::settle(&mut checked.diagnostics);
    Ok(checked)
}

/// Like [`prepare`]; what was `found` wrong before is reported with the rest.
///
/// # Errors
/// One of the `options` cannot be read.
pub fn prepare_all(
    tree: &SourceTree,
    options: &Options,
    mut found: Vec<Diagnostic>,
) -> Result<Checked, WrongOption> {
    let mut checked = prepare(tree, options)?;
    checked.diagnostics.append(&mut found);
    diagnostic::settle(&mut checked.diagnostics);
    Ok(checked)
}

/// Reads, resolves and reports the site in `tree` as if the files at the paths `left_out` were not there; the site knows of them.
fn attempt(
    tree: &SourceTree,
    options: &Options,
    left_out: &BTreeSet<Arc<str>>,
    mut memo: Option<&mut Memo>,
) -> Result<Checked, WrongOption> {
    let files: Vec<&SourceFile> = tree.below("content").collect();
    let read = memo::read(&files, memo.as_deref_mut());
    let mut input = Input::default();
    let mut diagnostics = Vec::new();
    let gone = left_out.iter().filter(|path| tree.get(path).is_none());
    input.left_out = gone.map(Broken::unreadable).collect();
    for (file, reading) in files.iter().zip(&read) {
        let (document, found) = &**reading;
        if left_out.contains(file.path()) {
            input.left_out.push(Broken::new(file, document.clone()));
            continue;
        }
        if has_errors(found) {
            input.broken.push(Arc::clone(file.path()));
        }
        input.documents.extend(document);
        diagnostics.extend_from_slice(found);
    }
    input
        .left_out
        .sort_by(|one, other| one.path.cmp(&other.path));
    let mut resolved =
        resolve::resolve(input, options, &theme::phrases(), memo.map(Memo::resolved))?;
    diagnostics.append(&mut resolved.diagnostics);
    let as_of = resolved.as_of;
    let sound = resolved.site.as_ref().filter(|_| !has_errors(&diagnostics));
    let made = sound.map(|site| {
        let engine = || engine(tree, site, (&resolved.theme, resolved.strings));
        rayon::join(engine, || known(site, as_of))
    });
    let (engine, known) = match made {
        Some((Ok(engine), known)) => (Some(engine), Some(known)),
        Some((Err(mut wrong), _)) => {
            diagnostics.append(&mut wrong);
            (None, None)
        }
        None => (None, None),
    };
    let (prepared, fragment) = match (resolved.site, engine, known) {
        (Some(site), Some(engine), Some((report, pages))) => {
            let prepared = Prepared {
                site,
                report,
                pages,
                engine,
            };
            (Some(prepared), None)
        }
        (site, ..) => (None, site),
    };
    diagnostic::settle(&mut diagnostics);
    Ok(Checked {
        prepared,
        fragment,
        as_of,
        diagnostics,
    })
}

/// The theme that the site asks for, ready to render this site.
fn engine(
    tree: &SourceTree,
    site: &Site,
    (name, strings): (&str, BTreeMap<String, String>),
) -> Result<Engine, Vec<Diagnostic>> {
    let theme = theme::load(tree, name)?.with_strings(strings);
    Engine::new(&theme, site)
}

/// What is known of the meant site, and every page about it.
fn known(site: &Site, as_of: Instant) -> (Report, Vec<Page>) {
    let report = report::report(site, as_of);
    let pages = view::pages(site, &report);
    (report, pages)
}

/// Advice on the write-ups of a site, by place. It costs about as much as reading them, and nothing of a build needs it.
#[must_use]
pub fn advice(prepared: &Prepared) -> Vec<Diagnostic> {
    advice_unless(prepared, &|| false).unwrap_or_default()
}

/// Like [`advice`], for whoever may have something better to do: `None` as soon as `stop` says so.
pub fn advice_unless(
    prepared: &Prepared,
    stop: &(impl Fn() -> bool + Sync),
) -> Option<Vec<Diagnostic>> {
    let mut advice = lint::lint_unless(&prepared.site, &prepared.report, stop)?;
    diagnostic::settle(&mut advice);
    Some(advice)
}

/// What is wrong with the templates, found by making every page that one makes. `None` as soon as `stop` says so.
pub fn proof(prepared: &Prepared, stop: impl Fn() -> bool + Sync) -> Option<Vec<Diagnostic>> {
    let pages = prepared.pages.par_iter();
    let pages = pages.filter(|page| !matches!(page.shows, Shows::Data(_)));
    let wrong: Option<Vec<_>> = pages
        .map(|page| (!stop()).then(|| prepared.made(page).err()))
        .collect();
    let mut wrong: Vec<_> = wrong?.into_iter().flatten().collect();
    diagnostic::settle(&mut wrong);
    Some(wrong)
}

/// Why rendering stopped.
#[derive(Debug)]
pub enum Stop<E> {
    /// Templates that do not work on this site.
    Templates(Vec<Diagnostic>),
    /// Bytes that could not be put where they belong.
    Put(E),
}

/// Renders every file of the output and hands each to `put`, in parallel and in no particular order.
///
/// # Errors
/// The first failure of `put`; or all templates that failed.
pub fn render<E: Send>(
    prepared: &Prepared,
    put: impl Fn(&Route, &[u8]) -> Result<(), E> + Sync,
) -> Result<(), Stop<E>> {
    let Prepared {
        site,
        report,
        pages,
        engine,
    } = prepared;
    engine
        .assets()
        .par_iter()
        .try_for_each(|(route, bytes)| put(route, bytes))
        .map_err(Stop::Put)?;
    let statics = site.statics.par_iter();
    statics
        .try_for_each(|(path, file)| put(&Route::static_file(path), file.bytes()))
        .map_err(Stop::Put)?;
    let failed: Result<Vec<Option<Diagnostic>>, E> = pages
        .into_par_iter()
        .map(|page| match engine.page(site, report, page) {
            Ok(bytes) => put(&page.route, &bytes).map(|()| None),
            Err(wrong) => Ok(Some(wrong)),
        })
        .collect();
    let mut wrong: Vec<Diagnostic> = failed.map_err(Stop::Put)?.into_iter().flatten().collect();
    diagnostic::settle(&mut wrong);
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Stop::Templates(wrong))
    }
}

/// One hash over everything that the output depends on. `program` tells programs apart.
#[must_use]
pub fn fingerprint(tree: &SourceTree, options: &Options, program: ContentHash) -> ContentHash {
    let Options {
        as_of,
        drafts,
        base_url,
    } = options;
    let options = format!("{as_of:?} {drafts} {base_url:?} ");
    ContentHash::of(&[options.as_bytes(), &tree.fingerprint().0, &program.0].concat())
}

fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .any(|one| one.severity == Severity::Error)
}
