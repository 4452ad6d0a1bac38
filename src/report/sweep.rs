//! From what speaks about a component to its ledger: one walk over time that believes the worst at each instant.
//!
//! What is not known: a component with an uptime file is blind outside what the file covers, and where the file says so. Harm that
//! somebody knows of in blind time is observed and down; blind time without it is not observed. Degraded performance is not down,
//! so that alone makes nothing observed.

use super::blame::{Blame, Blames, Pull};
use super::evidence::{Evidence, Harm, Source};
use super::ledger::{Ledger, Piece, Pieces};
use super::tally::Tally;
use super::totals;
use super::weights::{NOTHING, Weights};
use crate::model::{Level, PlannedPolicy};
use crate::timeline::{Instant, Interval};

/// How a site counts, at one instant.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    /// How planned work counts.
    pub(super) planned: PlannedPolicy,
    /// What a second of each of [`HARMS`](super::ledger::HARMS) weighs.
    pub(super) rates: [Weights; 3],
    /// Figures end here.
    pub(super) as_of: Instant,
}

/// The ledger of a component that is no group, and who is to blame for its pieces.
pub(super) fn ledger(evidence: &Evidence<'_>, rules: &Rules) -> (Ledger, Blames) {
    let (mut pieces, mut blames) = (Pieces::default(), Blames::default());
    if let Some(life) = evidence.life {
        let mut now = Now::new(rules.planned);
        let mut from = life.from();
        for change in changes(evidence, life) {
            if let Some(span) = Interval::new(from, change.at) {
                pieces.push(now.piece(span));
                blames.push(now.blame(span));
                from = change.at;
            }
            now.apply(change, &evidence.harms);
        }
        if let Some(span) = Interval::new(from, life.to()) {
            pieces.push(now.piece(span));
        }
    }
    let ledger = Ledger::new(pieces.into_vec(), 1, rules.as_of);
    let book = totals::book(&ledger, evidence.totals(), &rules.rates);
    (ledger.with_book(book), blames)
}

/// Something that begins or ends.
#[derive(Debug, Clone, Copy)]
struct Change {
    at: Instant,
    begins: bool,
    what: What,
}

#[derive(Debug, Clone, Copy)]
enum What {
    /// The harm at this position.
    Harm(usize),
    /// Announced work.
    Planned,
    /// Time that the monitor says it knows nothing about.
    Unknown,
    /// Time before or after the monitor's data.
    Uncovered,
}

fn changes(evidence: &Evidence<'_>, life: Interval) -> Vec<Change> {
    let mut changes = Vec::with_capacity(2 * (evidence.harms.len() + evidence.planned.len()));
    let mut add = |span: Interval, what| {
        if let Some(span) = span.intersect(life) {
            changes.push(Change {
                at: span.from(),
                begins: true,
                what,
            });
            changes.push(Change {
                at: span.to(),
                begins: false,
                what,
            });
        }
    };
    for (position, harm) in evidence.harms.iter().enumerate() {
        add(harm.span, What::Harm(position));
    }
    evidence
        .planned
        .iter()
        .for_each(|work| add(work.span, What::Planned));
    if let Some(measured) = evidence.measured {
        measured
            .unknown
            .iter()
            .for_each(|span| add(*span, What::Unknown));
        let before = measured
            .from
            .and_then(|from| Interval::new(life.from(), from));
        let after = measured.to.and_then(|to| Interval::new(to, life.to()));
        before
            .into_iter()
            .chain(after)
            .for_each(|span| add(span, What::Uncovered));
    }
    changes.sort_unstable_by_key(|change| change.at);
    changes
}

/// What goes on.
struct Now {
    policy: PlannedPolicy,
    weights: [Tally<u64>; 3],
    /// What people declared, or did.
    declared: Tally<Level>,
    /// What a monitor saw.
    seen: Tally<Level>,
    /// What each incident weighs; work without an incident weighs for nobody.
    by_incident: Tally<(Pull, Option<usize>)>,
    planned: usize,
    unknown: usize,
    uncovered: usize,
}

impl Now {
    fn new(policy: PlannedPolicy) -> Self {
        Self {
            policy,
            weights: Default::default(),
            declared: Tally::default(),
            seen: Tally::default(),
            by_incident: Tally::default(),
            planned: 0,
            unknown: 0,
            uncovered: 0,
        }
    }

    fn apply(&mut self, change: Change, harms: &[Harm]) {
        let count = match change.what {
            What::Harm(position) => return self.harm(&harms[position], change.begins),
            What::Planned => &mut self.planned,
            What::Unknown => &mut self.unknown,
            What::Uncovered => &mut self.uncovered,
        };
        // At one instant an end may be applied before the beginning that it touches, never before its own.
        *count = if change.begins {
            *count + 1
        } else {
            count.saturating_sub(1)
        };
    }

    fn harm(&mut self, harm: &Harm, begins: bool) {
        let weighs = |weight: &u64| *weight > 0;
        for (tally, weight) in self
            .weights
            .iter_mut()
            .zip(harm.weights)
            .filter(|(_, weight)| weighs(weight))
        {
            tally.put(weight, begins);
        }
        let pull = Pull {
            weight: harm.weights[0],
            down: harm.weights[0] > 0 || harm.level >= Level::PartialOutage,
        };
        match harm.source {
            Source::Monitor => return self.seen.put(harm.level, begins),
            Source::Incident(position) => self.by_incident.put((pull, Some(position)), begins),
            Source::Work => self.by_incident.put((pull, None), begins),
        }
        self.declared.put(harm.level, begins);
    }

    /// Announced work goes on that excuses what happens in it.
    fn excused(&self) -> bool {
        self.planned > 0 && self.policy != PlannedPolicy::CountsAsOutage
    }

    fn piece(&self, span: Interval) -> Piece {
        let planned = self.planned > 0;
        let seen = if planned { None } else { self.seen.max() };
        let worst = self.declared.max().max(seen).unwrap_or(Level::Operational);
        let harm = if worst >= Level::DegradedPerformance {
            worst
        } else {
            Level::Operational
        };
        let weights: Weights = if self.excused() {
            NOTHING
        } else {
            [0, 1, 2].map(|kind| self.weights[kind].max().unwrap_or(0))
        };
        let excluded = planned && self.policy == PlannedPolicy::ExcludeWindow;
        let down = !self.excused() && (harm >= Level::PartialOutage || weights[0] > 0);
        let blind = self.unknown + self.uncovered > 0;
        let observed = !excluded && (down || !blind);
        let idle = match (planned, self.unknown > 0) {
            (true, _) => Level::UnderMaintenance,
            (false, true) => Level::Unknown,
            (false, false) => Level::Operational,
        };
        let weights = if observed { weights } else { NOTHING };
        Piece {
            weights,
            observed: i64::from(observed),
            level: worst.max(idle),
            harm,
            planned,
            excluded,
            blind,
            unseen: weights[0] == 0 && (planned || !observed),
            ..Piece::quiet(span)
        }
    }

    fn blame(&self, span: Interval) -> Option<Blame> {
        let mut worst = self.by_incident.descending().filter(|_| !self.excused());
        let (pull, lead) = worst.next()?;
        let rival = worst
            .find(|(_, incident)| *incident != lead)
            .map_or(Pull::default(), |(pull, _)| pull);
        Some(Blame {
            span,
            lead,
            pull,
            rival,
            blind: self.unknown + self.uncovered > 0,
        })
    }
}
