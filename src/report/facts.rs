//! The shape of what is known at one instant. Plain values: views copy from them and calculate nothing.

use std::sync::Arc;

use super::agreement::Brief;
use super::blame::Blames;
use super::calendar::Calendar;
use super::ledger::Ledger;
use super::{Availability, Budget, Nines, Price, Together};
use crate::model::{ComponentKey, Credit, Level, Phase};
use crate::timeline::{Day, Instant, Interval, Month, Quarter};

/// Everything known about a site at one instant. Positions are those of the site's own lists.
#[derive(Debug, Clone)]
pub struct Report {
    /// The instant.
    pub as_of: Instant,
    /// How the site is as a whole.
    pub overall: Overall,
    /// One for each component, in the site's order.
    pub components: Vec<ComponentReport>,
    /// One for each incident, in the site's order.
    pub incidents: Vec<IncidentReport>,
    /// One for each piece of planned work, in the site's order.
    pub maintenances: Vec<MaintenanceReport>,
    /// One for each apology, in the site's order.
    pub apologies: Vec<ApologyReport>,
    pub(super) books: Arc<Books>,
}

/// What figures are worked out from that nobody needs of every incident at once.
#[derive(Debug)]
pub(super) struct Books {
    pub(super) calendar: Calendar,
    /// By component.
    pub(super) ledgers: Vec<(Ledger, Blames)>,
    /// By component: outages that its agreement does not count.
    pub(super) brief: Vec<Option<Brief>>,
}

/// How the site is as a whole.
#[derive(Debug, Clone)]
pub struct Overall {
    /// The worst of all components that are no group.
    pub level: Level,
    /// How many components that are no group stand at that level.
    pub at_level: usize,
    /// How many components that are no group are alive.
    pub alive: usize,
    /// Since when it is at that level without a break; `None` where the record does not reach back.
    pub since: Option<Instant>,
    /// Positions of open incidents, newest first.
    pub open: Vec<usize>,
    /// Positions of planned work that goes on (overrun included), by planned start.
    pub running: Vec<usize>,
    /// Positions of planned work to come, soonest first.
    pub coming: Vec<usize>,
}

/// What is known of one component.
#[derive(Debug, Clone)]
pub struct ComponentReport {
    /// How it is now. A group is as its members make it.
    pub level: Level,
    /// Since when; `None` where the record does not reach back.
    pub since: Option<Instant>,
    /// Whether it has been introduced and not retired.
    pub alive: bool,
    /// Whether anything was measured, or it is counted on incidents alone. A group: whether all its members were measured.
    pub measured: bool,
    /// One figure for each window of the site, in the site's order.
    pub windows: Vec<(u32, Figure)>,
    /// Months of its life up to as-of, newest first, at most 24.
    pub months: Vec<(Month, Figure)>,
    /// Quarters of its life up to as-of, newest first, at most 8.
    pub quarters: Vec<(Quarter, Figure)>,
    /// How it keeps to its objective in the running period; `None` without an objective.
    pub objective: Option<Standing>,
    /// The last 365 days, oldest first, the running day last. Days that do not exist in the zone are not there.
    pub days: Vec<DayCell>,
    /// Positions of the incidents that hit it or one of its members, newest first.
    pub incidents: Vec<usize>,
}

/// How a component keeps to its objective.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The figure of the running period.
    pub figure: Figure,
    /// Whether the objective is kept so far, compared exactly; `None` without data.
    pub kept: Option<bool>,
    /// What it allows, and what of that is spent; of a period that runs, over its whole length.
    pub budget: Budget,
}

impl Standing {
    /// Whether the objective would be missed, had it been down all the time of which nothing is known.
    #[must_use]
    pub fn may_be_missed(&self) -> bool {
        let members = self.figure.availability.members.max(1);
        self.figure.missing / members > self.budget.left_seconds()
    }
}

/// Availability over one stretch of time, with what a reader needs to trust it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The whole window, also where it reaches past as-of or before the component's life.
    pub window: Interval,
    /// The exact fraction.
    pub availability: Availability,
    /// The same with every partial outage counted in full, but those whose share was measured.
    pub strict: Availability,
    /// The same with partial outages not counted, but those whose share was measured.
    pub lenient: Availability,
    /// Seconds of planned work inside, as far as it was announced in time.
    pub planned: i64,
    /// Seconds of degraded performance inside, outside planned work, that weigh nothing in the figure.
    pub degraded: i64,
    /// Seconds of the window, up to as-of and within the component's life, without data.
    pub unknown: i64,
    /// The same as members count: of a mean, each of its members may be unknown by itself.
    pub missing: i64,
    /// Whether something that was written about the window could not be read: then the fractions are the most that they can be.
    pub incomplete: bool,
}

impl Figure {
    /// The nines of the figure; `None` without data or without downtime.
    #[must_use]
    pub fn nines(&self) -> Option<Nines> {
        self.availability.nines()
    }

    /// The part of its time in use that was observed, in percent, cut off after `decimals` (at most 4); `None` where it was not in use.
    #[must_use]
    pub fn coverage(&self, decimals: u32) -> Option<String> {
        let observed = u128::try_from(self.availability.observed).unwrap_or(0);
        let missing = u128::try_from(self.missing).unwrap_or(0);
        if missing == 0 {
            return (observed > 0).then(|| "100%".to_owned());
        }
        let (power, places) = (10_u128.pow(decimals.min(4)), decimals.min(4) as usize);
        let part = observed * 100 * power / (observed + missing);
        Some(match places {
            0 => format!("{part}%"),
            _ => format!("{}.{:0>places$}%", part / power, part % power),
        })
    }
}

/// What one day was like for one component.
#[derive(Debug, Clone)]
pub struct DayCell {
    /// The day.
    pub day: Day,
    /// Its figure.
    pub figure: Figure,
    /// What to call it.
    pub state: DayState,
    /// Seconds of major outage, of partial outage, of degraded performance: each instant at its worst, day totals included. What was
    /// measured during announced work is that work; what was declared then is harm, though the figure may not count it.
    pub harm: [i64; 3],
    /// Positions of the incidents that touch it, oldest first.
    pub incidents: Vec<usize>,
}

/// What to call a day, the worst of what happened in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DayState {
    /// Before the component's life or after it, all day.
    NotAlive,
    /// Nobody knows, all day.
    NoData,
    /// Up as far as is known.
    Up,
    /// Planned work, else up.
    Planned,
    /// Degraded performance.
    Degraded,
    /// A partial outage.
    Partial,
    /// A major outage.
    Major,
}

/// What is known of one incident.
#[derive(Debug, Clone)]
pub struct IncidentReport {
    /// Whether it goes on at as-of.
    pub open: bool,
    /// Where work on it stands: the phase of the last update, `Investigating` before the first one, `Resolved` once the harm is over.
    pub phase: Phase,
    /// The worst level of its impacts.
    pub level: Level,
    /// Seconds from start to end of the harm, or to as-of.
    pub duration: i64,
    /// Seconds from start to the first public word; negative where the word came first. `None` where nothing was said.
    pub first_word: Option<i64>,
    /// Seconds from start to the update that said `Monitoring`: mended, and watched. `None` where none did, where the mending did not
    /// hold, or where the harm was over by then.
    pub mitigated: Option<i64>,
    /// Seconds from start to the first apology that explains it.
    pub explanation: Option<i64>,
    /// Seconds of harm per impact, in the order of the incident's impacts, up to as-of.
    pub impacts: Vec<i64>,
}

/// What one incident did to one component's month.
#[derive(Debug, Clone)]
pub struct MonthEffect {
    /// The component.
    pub component: ComponentKey,
    /// The month.
    pub month: Month,
    /// The month as it is.
    pub with: Availability,
    /// The month had this incident (as declared, and what was measured inside its impacts) not happened.
    pub without: Availability,
    /// Whether something that was written about the month could not be read: then both are the most that they can be.
    pub incomplete: bool,
}

/// What one incident took from one component's error budget.
#[derive(Debug, Clone, Copy)]
pub struct BudgetCost {
    /// The component.
    pub component: ComponentKey,
    /// The period of its objective in which the incident began.
    pub window: Interval,
    /// Downtime that would not have been without the incident, in the unit of [`Availability::down`].
    pub own: u128,
    /// The budget of that period, and all that was spent of it.
    pub budget: Budget,
    /// Whether something that was written about the period could not be read: then at least that was spent.
    pub incomplete: bool,
}

impl BudgetCost {
    /// What the incident took, in percent of the budget, cut off after `decimals`; `None` where nothing may be down.
    #[must_use]
    pub fn own_spent(&self, decimals: u32) -> Option<String> {
        self.alone().spent(decimals)
    }

    /// The budget with nothing spent of it but what the incident took.
    #[must_use]
    pub fn alone(&self) -> Budget {
        let availability = Availability {
            down: self.own,
            ..self.budget.availability
        };
        Budget {
            availability,
            ..self.budget
        }
    }
}

/// Where planned work stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MaintenanceState {
    /// To come.
    Scheduled,
    /// Within its planned time, or begun before it.
    InProgress,
    /// Past its planned end: an update said that it began, and none that it is over. An outage.
    Overrun,
    /// Over.
    Completed,
    /// Called off.
    Cancelled,
}

/// What is known of one piece of planned work.
#[derive(Debug, Clone)]
pub struct MaintenanceReport {
    /// Where it stands.
    pub state: MaintenanceState,
    /// Whether it was announced as early as the site promises.
    pub in_time: bool,
    /// When it really ended, where an update says so.
    pub ended: Option<Instant>,
    /// Seconds past the planned end, up to as-of; 0 when it kept to its time.
    pub overrun: i64,
    /// Seconds of its planned time that are more than a year may hold, for the component that they are most for.
    pub over_cap: i64,
}

/// What is known of one apology.
#[derive(Debug, Clone)]
pub struct ApologyReport {
    /// Whether the claim of its remedy is open; `None` where there is none to claim.
    pub claim: Option<ClaimState>,
    /// State of each promised action, in the order written.
    pub promises: Vec<PromiseState>,
    /// What the agreement of the worst-hit component, or of its group, owes for the period of the first incident; `None` without an
    /// agreement.
    pub owed: Option<Owed>,
    /// What each agreement owes, for its period of the first incident, to all components together that the letter is about: that of `owed`
    /// first, the others in the site's order. Those of which no sum is to be made are left out.
    pub together: Vec<Together>,
}

/// Whether something can be claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimState {
    /// Not yet.
    NotYetOpen,
    /// Now.
    Open,
    /// No longer.
    Closed,
}

/// Whether a promise was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromiseState {
    /// Done.
    Kept,
    /// Promised, and its day has not passed.
    Due,
    /// Promised, and its day has passed.
    Overdue,
    /// Given up, with a reason.
    Dropped,
}

/// What an agreement owes for a period.
#[derive(Debug, Clone)]
pub struct Owed {
    /// The component whose figure it is.
    pub component: ComponentKey,
    /// Position of the agreement in the site's list.
    pub agreement: usize,
    /// The period.
    pub window: Interval,
    /// Whether the period still runs.
    pub running: bool,
    /// Its figure as the agreement counts; while the period still runs, as it will be if nothing more happens.
    pub availability: Availability,
    /// Outages that are too short for the agreement and so not in that figure; `None` where there are none.
    pub left_out: Option<LeftOut>,
    /// Position of the tier that is hit, in the agreement's list.
    pub tier: Option<usize>,
    /// What is owed; while the period still runs, at least; `None` where no tier is hit.
    pub credit: Option<Credit>,
    /// What that is worth on the agreement's example fee.
    pub worth: Option<Price>,
    /// Until when it can be asked for, exclusive; `None` where it comes by itself, where nothing is owed, or without a limit.
    pub claim_by: Option<Instant>,
    /// Whether something that was written about the period could not be read: then at least that is owed.
    pub incomplete: bool,
}

/// Outages of a period that are too short for an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut {
    /// Seconds: shorter outages do not count.
    pub shorter_than: i64,
    /// How many of them touch the period.
    pub outages: usize,
    /// Seconds on the clock that they were down in it.
    pub seconds: i64,
}
