//! Where the newest state lies, for everybody who asks.
//!
//! One thread looks for changes, many ask. Whoever needs a state that was not made yet (a later minute, a moved clock) makes it; what
//! was made is kept for the others.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use tokio::sync::watch;

use super::moment::{Advice, Moment};
use crate::diagnostic::{self, Diagnostic};
use crate::disk::{self, Failure, Inputs, Look};
use crate::pipeline::{self, Memo, Prepared};
use crate::report;
use crate::resolve::{self, AsOf, Options, WrongOption};
use crate::timeline::{Instant, Zone};

/// The instant that the preview speaks of.
#[derive(Debug, Clone)]
pub enum Clock {
    /// Always the same.
    Fixed(AsOf),
    /// The real one.
    Real(fn() -> Instant),
}

impl Clock {
    fn now(&self) -> AsOf {
        match self {
            Self::Fixed(at) => at.clone(),
            Self::Real(now) => AsOf::At(now()),
        }
    }
}

/// How long a file that was emptied has time to be filled again before it counts as empty.
const FILLING: Duration = Duration::from_millis(30);
/// How many moments are kept beside the newest.
const KEPT: usize = 3;

/// The newest state of one project, at whatever instant is asked for.
pub(super) struct Desk {
    clock: Clock,
    drafts: bool,
    /// What it takes to make a moment. Held while one is made.
    work: Mutex<Work>,
    /// The newest, at the preview's own instant.
    newest: Mutex<Arc<Moment>>,
    changes: watch::Sender<u64>,
}

struct Work {
    reader: disk::Reader,
    memo: Memo,
    inputs: Inputs,
    number: u64,
    /// The last site without errors.
    good: Option<Arc<Prepared>>,
    /// Errors of this state that only showed when its pages were made.
    unseen: Vec<Diagnostic>,
    /// Moments of this state at other instants, the latest asked for last.
    kept: Vec<Arc<Moment>>,
    root: PathBuf,
}

/// What a look found.
pub(super) struct Change {
    /// Paths of the files that changed.
    pub(super) paths: Vec<Arc<str>>,
    /// What there is to see now.
    pub(super) moment: Arc<Moment>,
}

impl Desk {
    /// Reads the project at `root`.
    ///
    /// # Errors
    /// An instant that cannot be read.
    pub(super) fn open(root: &Path, clock: Clock, drafts: bool) -> Result<Self, WrongOption> {
        let mut reader = disk::Reader::new(root);
        let Look { inputs, .. } = reader.look(false);
        let mut work = Work {
            reader,
            memo: Memo::default(),
            inputs,
            number: 1,
            good: None,
            unseen: Vec::new(),
            kept: Vec::new(),
            root: root.to_owned(),
        };
        let first = work.moment(&options(clock.now(), drafts))?;
        work.good.clone_from(&first.site);
        Ok(Self {
            clock,
            drafts,
            work: Mutex::new(work),
            newest: Mutex::new(Arc::new(first)),
            changes: watch::Sender::new(1),
        })
    }

    /// The folder of the project.
    pub(super) fn root(&self) -> PathBuf {
        self.work().root.clone()
    }

    /// The newest state as it was made last, without waiting.
    pub(super) fn newest(&self) -> Arc<Moment> {
        Arc::clone(&hold(&self.newest))
    }

    /// The newest state at the instant asked for, else at the preview's own. It may have to be made first, so it must not be called
    /// where waiting is not allowed.
    pub(super) fn moment(&self, as_of: Option<&AsOf>) -> Arc<Moment> {
        let newest = self.newest();
        let wanted = as_of.map_or_else(|| self.clock.now(), AsOf::clone);
        let zone = newest
            .site
            .as_ref()
            .map_or_else(Zone::utc, |site| site.site.zone.clone());
        let Ok(at) = resolve::instant(&wanted, &zone) else {
            return newest;
        };
        if newest.as_of == at {
            return newest;
        }
        let mut work = self.work();
        // Whoever held the work may have made it meanwhile.
        let newest = self.newest();
        if let Some(made) = work.made(&newest, at) {
            return made;
        }
        let Ok(moment) = work.moment(&options(AsOf::At(at), self.drafts)) else {
            return newest;
        };
        let moment = Arc::new(moment.after(&newest));
        if as_of.is_none() {
            work.remember_good(&moment);
            *hold(&self.newest) = Arc::clone(&moment);
        } else {
            work.keep(&moment);
        }
        moment
    }

    /// Looks at every file; where something changed, makes what there is to see now. `calm` as in [`disk::Reader::look`].
    pub(super) fn look(&self, calm: bool) -> Option<Change> {
        let mut work = self.work();
        let mut look = work.reader.look(calm);
        if look.finds_an_empty_file() {
            thread::sleep(FILLING);
            let next = work.reader.look(false);
            look = look.and(next);
        }
        let Look { inputs, changed } = look;
        let same = changed.is_empty()
            && inputs.denied == work.inputs.denied
            && inputs.wrong.len() == work.inputs.wrong.len()
            && told(&inputs) == told(&work.inputs);
        if same {
            return None;
        }
        work.inputs = inputs;
        work.number += 1;
        work.unseen.clear();
        work.kept.clear();
        let moment = work.moment(&options(self.clock.now(), self.drafts)).ok()?;
        let moment = Arc::new(moment.after(&self.newest()));
        work.remember_good(&moment);
        drop(work);
        self.publish(&moment);
        Some(Change {
            paths: changed,
            moment,
        })
    }

    /// Adds what only showed when all pages of `moment` were made. `None` where that is no longer the newest state.
    pub(super) fn amend(&self, moment: &Moment, wrong: Vec<Diagnostic>) -> Option<Arc<Moment>> {
        let mut work = self.work();
        if work.number != moment.number {
            return None;
        }
        work.number += 1;
        work.kept.clear();
        work.unseen = wrong;
        let options = options(AsOf::At(moment.as_of), self.drafts);
        let moment = Arc::new(work.moment(&options).ok()?.after(moment));
        drop(work);
        self.publish(&moment);
        Some(moment)
    }

    /// The newest state made anew, where `due` or a new day has come since `last`.
    pub(super) fn if_due(&self, last: &Moment, due: Option<Instant>) -> Option<Arc<Moment>> {
        let Clock::Real(now) = self.clock else {
            return None;
        };
        let zone = last.site.as_ref().map(|site| &site.site.zone);
        let day = |at| zone.map(|zone| zone.day_of(at));
        let now = now();
        let come = due.is_some_and(|due| due <= now) || day(now) != day(last.as_of);
        come.then(|| self.moment(None))
    }

    /// Tells everybody that pages look different although no file changed: a change that was due came about.
    pub(super) fn announce(&self) {
        self.changes.send_modify(|_| ());
    }

    fn publish(&self, moment: &Arc<Moment>) {
        *hold(&self.newest) = Arc::clone(moment);
        self.changes.send_replace(moment.number);
    }

    /// When something on the pages of `moment` changes next, though nobody writes anything.
    #[expect(clippy::unused_self, reason = "it is asked for where the desk is")]
    pub(super) fn next_change(&self, moment: &Moment) -> Option<Instant> {
        let site = moment.site.as_ref()?;
        report::next_change(&site.site, moment.as_of)
    }

    /// The number of the newest state, and word of every newer one; also when the same state looks different because a change that
    /// was due came about.
    pub(super) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    fn work(&self) -> MutexGuard<'_, Work> {
        hold(&self.work)
    }
}

impl Work {
    fn moment(&mut self, options: &Options) -> Result<Moment, WrongOption> {
        let tree = &self.inputs.tree;
        let wrong = self.inputs.wrong.clone();
        let checked = pipeline::prepare_again(tree, options, wrong, &mut self.memo)?;
        let denied: Vec<String> = self.inputs.denied.iter().map(Failure::to_string).collect();
        let mut diagnostics = checked.diagnostics;
        let sound = denied.is_empty() && !has_errors(&diagnostics);
        let site = checked.prepared.filter(|_| sound).map(Arc::new);
        diagnostics.extend_from_slice(&self.unseen);
        diagnostic::settle(&mut diagnostics);
        Ok(Moment {
            number: self.number,
            as_of: checked.as_of,
            tree: self.inputs.tree.clone(),
            diagnostics,
            denied,
            site: site.or_else(|| self.good.clone()),
            advice: Advice::default(),
        })
    }

    /// The moment at this instant, where it was made.
    fn made(&self, newest: &Arc<Moment>, at: Instant) -> Option<Arc<Moment>> {
        let mut made = self.kept.iter().chain([newest]);
        made.find(|moment| moment.as_of == at).map(Arc::clone)
    }

    fn remember_good(&mut self, moment: &Moment) {
        if !moment.is_held_back() {
            self.good.clone_from(&moment.site);
        }
    }

    fn keep(&mut self, moment: &Arc<Moment>) {
        if self.kept.len() == KEPT {
            self.kept.remove(0);
        }
        self.kept.push(Arc::clone(moment));
    }
}

fn options(as_of: AsOf, drafts: bool) -> Options {
    Options {
        as_of,
        drafts,
        base_url: None,
    }
}

fn has_errors(found: &[Diagnostic]) -> bool {
    found
        .iter()
        .any(|one| one.severity == diagnostic::Severity::Error)
}

/// What was said of files that cannot be inputs.
fn told(inputs: &Inputs) -> Vec<String> {
    let say = |one: &Diagnostic| format!("{} {}", one.span.path, one.message);
    inputs.wrong.iter().map(say).collect()
}

fn hold<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
