//! The thread that keeps the desk up to date: it waits for word of a change, looks, and tells what it found.
//!
//! Looking is cheap and word can be lost, so it also looks from time to time without being called: the rarer, the longer a look takes.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant as Stopwatch};

use super::desk::{Change, Desk};
use super::moment::Moment;
use super::news::{self, Tell, Told};
use super::signal::Signal;
use super::watch::Watch;
use crate::pipeline;

/// Changes that come closer together than this are one.
const QUIET: Duration = Duration::from_millis(3);
/// The longest that a stream of changes is waited for.
const MOST: Duration = Duration::from_millis(250);
/// After a change, the file is looked at once more when its last write is surely over.
const CALM: Duration = Duration::from_secs(1);
/// How often we look without being called, at most: where the system tells of changes, and where it does not.
const SWEEP: Duration = Duration::from_secs(2);
const POLL: Duration = Duration::from_millis(500);
/// The longest pause, however long a look takes.
const LONGEST: Duration = Duration::from_secs(5);
/// After how many looks without watches they are asked for again: others may have given theirs back.
const PATIENCE: u32 = 60;
/// How many times longer than a look the pause after it is.
const REST: [u32; 2] = [200, 50];

/// What keeps a desk up to date.
pub(super) struct Live<'a> {
    desk: &'a Desk,
    watch: Watch,
    signal: Arc<Signal>,
    tell: Tell<'a>,
    /// Which folders the watches were set on.
    folders: Vec<Option<[i128; 2]>>,
    /// The moment whose pages were not all made yet.
    unseen: Option<Arc<Moment>>,
    last: Arc<Moment>,
    /// How long the last look took.
    took: Duration,
    /// Looks until watches are asked for again; `None` where they are not wanted.
    patience: Option<u32>,
}

impl<'a> Live<'a> {
    /// Begins to watch; by looking alone where `poll` says so.
    pub(super) fn new(desk: &'a Desk, poll: bool, tell: Tell<'a>) -> Self {
        let signal = Arc::new(Signal::default());
        let last = desk.newest();
        let mut live = Self {
            desk,
            watch: Watch::none(&desk.root(), &signal),
            signal,
            tell,
            folders: Vec::new(),
            unseen: Some(Arc::clone(&last)),
            last,
            took: Duration::ZERO,
            patience: (!poll).then_some(PATIENCE),
        };
        if live.patience.is_some() {
            live.set_watches();
        }
        news::problems(&live.last, None, tell);
        live
    }

    /// Goes on until the program ends.
    pub(super) fn run(&mut self) {
        // What was written between the first reading and the first watch is found now.
        self.signal.raise();
        let mut pause = CALM;
        loop {
            let called = self.signal.wait(pause);
            if called {
                self.settle();
            }
            let calm = !called && pause >= CALM;
            let round = AssertUnwindSafe(|| self.round(called, calm));
            let changed = catch_unwind(round).unwrap_or_else(|_| {
                (self.tell)(Told::Remark(
                    "the preview met a fault of its own, and goes on",
                ));
                false
            });
            // What was read in haste is read once more soon, so that later looks can go by stamps.
            pause = if changed || !calm { CALM } else { self.rest() };
        }
    }

    /// Waits until no more changes come.
    fn settle(&self) {
        let began = now();
        while self.signal.wait(QUIET) && began.elapsed() < MOST {}
    }

    /// Looks once. Whether anything changed.
    fn round(&mut self, called: bool, calm: bool) -> bool {
        let began = now();
        let change = self.desk.look(calm);
        self.took = began.elapsed();
        let changed = change.is_some();
        if let Some(change) = change {
            self.show(change);
        }
        // Whoever changes what nobody told of has moved the folders away from under the watches.
        let unheard = changed && !called;
        if self.watch.is_native() && (unheard || self.folders != folders(&self.desk.root())) {
            self.set_watches();
            self.signal.raise();
        }
        self.ask_again();
        self.look_ahead();
        self.make_unseen();
        changed
    }

    /// Where the system had no watches to give, it may have some by now.
    fn ask_again(&mut self) {
        let Some(left) = self.patience.filter(|_| !self.watch.is_native()) else {
            return;
        };
        self.patience = Some(left.checked_sub(1).unwrap_or(PATIENCE));
        if left == 0 && self.watch.set().is_ok() {
            (self.tell)(Told::Remark("the system tells of changes again"));
            self.signal.raise();
        }
    }

    fn show(&mut self, Change { paths, moment }: Change) {
        let line = news::line(&paths, self.took.as_millis(), &moment);
        news::problems(&moment, Some(&self.last), self.tell);
        (self.tell)(Told::Line(&line));
        self.last = Arc::clone(&moment);
        self.unseen = Some(moment);
    }

    /// Where a change was due meanwhile, everybody hears of it.
    fn look_ahead(&mut self) {
        let due = self.desk.next_change(&self.last);
        let moment = self.desk.if_due(&self.last, due);
        if let Some(moment) = moment {
            news::problems(&moment, Some(&self.last), self.tell);
            self.last = moment;
            self.desk.announce();
        }
    }

    /// Makes every page once, so that an error on a page that nobody looks at is told too. Stops when there is something newer.
    fn make_unseen(&mut self) {
        if self.signal.is_raised() {
            return;
        }
        let Some(moment) = self.unseen.take() else {
            return;
        };
        let Some(site) = moment.site.as_ref().filter(|_| !moment.is_held_back()) else {
            return;
        };
        let stop = || self.signal.is_raised();
        let Some(wrong) = pipeline::proof(site, stop) else {
            self.unseen = Some(moment);
            return;
        };
        if !wrong.is_empty() {
            if let Some(moment) = self.desk.amend(&moment, wrong) {
                news::problems(&moment, Some(&self.last), self.tell);
                self.last = moment;
            }
            return;
        }
        // What readers of the write-ups will say comes last: it is worth less than a page.
        match moment.advise(&stop) {
            Some(true) => self.desk.announce(),
            Some(false) => (),
            None => self.unseen = Some(moment),
        }
    }

    fn set_watches(&mut self) {
        self.folders = folders(&self.desk.root());
        if let Err(reason) = self.watch.set() {
            let remark = format!("{reason}: files are looked at every few seconds instead");
            (self.tell)(Told::Remark(&remark));
        }
    }

    /// How long to wait for a call before the next look.
    fn rest(&self) -> Duration {
        let [told, untold] = REST;
        if self.watch.is_native() {
            (self.took * told).clamp(SWEEP, LONGEST)
        } else {
            (self.took * untold).clamp(POLL, LONGEST)
        }
    }
}

/// What tells the folders that are watched from others that take their names.
fn folders(root: &Path) -> Vec<Option<[i128; 2]>> {
    let around = root.parent().map(Path::to_owned);
    let below = ["", "content", "themes"].map(|name| root.join(name));
    let all: Vec<PathBuf> = around.into_iter().chain(below).collect();
    all.iter()
        .map(|folder| crate::disk::identity(folder))
        .collect()
}

/// A clock that only measures how long something takes.
#[expect(
    clippy::disallowed_methods,
    reason = "how long a look takes decides how often we look, and no page"
)]
fn now() -> Stopwatch {
    Stopwatch::now()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{Live, PATIENCE};
    use crate::preview::desk::{Clock, Desk};
    use crate::preview::watch::Watch;
    use crate::resolve::AsOf;

    const SITE: &str = "title: T\ncomponents: [{ id: a, name: A }]\n";

    fn desk(root: &Path) -> Desk {
        fs::create_dir(root.join("content")).unwrap();
        fs::write(root.join("content/site.yaml"), SITE).unwrap();
        let clock = Clock::Fixed(AsOf::Text("2009-09-01T00:00:00Z".to_owned()));
        Desk::open(root, clock, false).unwrap()
    }

    #[test]
    fn a_change_that_nobody_told_of_is_seen_and_sets_the_watches_anew() {
        let scratch = tempfile::tempdir().unwrap();
        let desk = desk(scratch.path());
        let mut live = Live::new(&desk, false, &|_| ());
        // The watches are there, and hear nothing any more.
        let dead = scratch.path().join("elsewhere");
        fs::create_dir(&dead).unwrap();
        let mut watch = Watch::none(&dead, &live.signal);
        watch.set().unwrap();
        live.watch = watch;
        let _ = live.signal.wait(std::time::Duration::ZERO);
        let site = SITE.replace("title: T", "title: Other");
        fs::write(scratch.path().join("content/site.yaml"), site).unwrap();
        assert!(live.round(false, true));
        assert!(
            live.signal.is_raised(),
            "and looks again, for what the old ones missed"
        );
    }

    #[test]
    fn watches_that_could_not_be_had_are_asked_for_again() {
        let scratch = tempfile::tempdir().unwrap();
        let desk = desk(scratch.path());
        let mut live = Live::new(&desk, false, &|_| ());
        live.watch = Watch::none(scratch.path(), &live.signal);
        for _ in 0..=PATIENCE {
            assert!(!live.watch.is_native());
            live.round(false, true);
        }
        assert!(live.watch.is_native());
    }

    #[test]
    fn advice_comes_after_the_pages_and_follows_the_edits() {
        let scratch = tempfile::tempdir().unwrap();
        let desk = desk(scratch.path());
        let mut live = Live::new(&desk, true, &|_| ());
        let folder = scratch.path().join("content/incidents");
        fs::create_dir(&folder).unwrap();
        let mut advice = |text: &str| {
            let times = "started: 2009-08-01 10:00\nresolved: 2009-08-01 11:00";
            let file = format!("---\ntitle: A\n{times}\n---\n{text}\n");
            fs::write(folder.join("a.md"), file).unwrap();
            assert!(live.round(false, false));
            let moment = desk.newest();
            let found = moment.advice().iter();
            found.map(|one| one.code).collect::<Vec<_>>()
        };
        assert_eq!(
            advice("Mails may have been delayed."),
            ["wording/hedged-impact"]
        );
        assert!(advice("Each mail was an hour late, for all of you.").is_empty());
    }
}
