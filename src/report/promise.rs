//! The ledger of promises: every action that a letter promised, and whether it was kept.
//!
//! A promise to do better that is not kept costs more than none (Halperin et al. 2022), so what is late stands first, and on the home page
//! after the grace that the site sets.

use super::{PromiseState, Report};
use crate::model::{Action, Site};
use crate::timeline::{Instant, Zone};

/// Every promise of a site.
#[derive(Debug, Clone, Default)]
pub struct Promises {
    /// What is late first, the longest first; then what is due, the soonest first; then what has no day; then what was kept or given up,
    /// by letter, the newest first.
    pub all: Vec<Promise>,
    /// How many were kept.
    pub kept: usize,
    /// How many are due on a day to come, or on none.
    pub due: usize,
    /// How many are late.
    pub overdue: usize,
    /// How many were given up.
    pub dropped: usize,
}

impl Promises {
    /// How many have come to their day or were settled before it: of these it can be said whether they were kept.
    #[must_use]
    pub fn settled(&self) -> usize {
        self.kept + self.overdue + self.dropped
    }
}

/// One promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Promise {
    /// Position of the letter.
    pub apology: usize,
    /// Position of the action in it.
    pub action: usize,
    /// Where it stands.
    pub state: PromiseState,
    /// It is late, and for longer than the site's grace.
    pub breaks_grace: bool,
}

impl Report {
    /// Every promise of `site`.
    #[must_use]
    pub fn promises(&self, site: &Site) -> Promises {
        let mut promises = Promises::default();
        for (position, known) in self.apologies.iter().enumerate() {
            for (action, state) in known.promises.iter().enumerate() {
                match state {
                    PromiseState::Kept => promises.kept += 1,
                    PromiseState::Due => promises.due += 1,
                    PromiseState::Overdue => promises.overdue += 1,
                    PromiseState::Dropped => promises.dropped += 1,
                }
                let late = late(
                    &site.apologies[position].actions[action],
                    &site.zone,
                    self.as_of,
                );
                let late = late.filter(|_| *state == PromiseState::Overdue);
                promises.all.push(Promise {
                    apology: position,
                    action,
                    state: *state,
                    breaks_grace: late.is_some_and(|late| late >= site.grace),
                });
            }
        }
        promises.all.sort_by_key(|promise| {
            let due = site.apologies[promise.apology].actions[promise.action].due;
            match promise.state {
                PromiseState::Overdue => (0, due),
                PromiseState::Due => (if due.is_some() { 1 } else { 2 }, due),
                PromiseState::Kept | PromiseState::Dropped => (3, None),
            }
        });
        promises
    }
}

/// Seconds since the day of `action` was over.
fn late(action: &Action, zone: &Zone, as_of: Instant) -> Option<i64> {
    let over = zone.start(action.due?.next());
    (as_of >= over).then(|| as_of - over)
}
