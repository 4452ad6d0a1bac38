//! The stretches that count, each with what is to blame for it.
//!
//! A component's own are cut where the blame changes. A group's are cut where those of its members begin and end, and each is laid at the
//! door of the member that makes the group as bad as it is: the worst one, or the best one where all must be down.

use super::{Cause, Stretch};
use crate::model::{ComponentKey, Rollup, Site};
use crate::report::blame::Blames;
use crate::report::facts::Books;
use crate::report::ledger::{Ledger, Piece};
use crate::timeline::Interval;

/// What counts as down for the component at `key` in `window`, in order of time.
pub(super) fn stretches(
    site: &Site,
    books: &Books,
    key: ComponentKey,
    window: Interval,
) -> Vec<Stretch> {
    let Some((ledger, blames)) = books.ledgers.get(key.0) else {
        return Vec::new();
    };
    let component = site.component(key);
    let mut joined = Joined::default();
    if !component.is_group() {
        for (span, piece) in weighing(ledger, window) {
            own(span, piece, blames, &mut joined);
        }
        return joined.0;
    }
    let members = component.members.iter().filter(|member| member.0 > key.0);
    let members: Vec<Member> = members
        .filter_map(|member| {
            let (ledger, _) = books.ledgers.get(member.0)?;
            Some(Member {
                scale: u64::try_from(ledger.scale()).unwrap_or(1).max(1),
                stretches: stretches(site, books, *member, window),
            })
        })
        .collect();
    for (span, piece) in weighing(ledger, window) {
        of_group(span, piece, &members, component.rollup, &mut joined);
    }
    joined.0
}

/// The pieces in `window` that weigh, and what of them lies in it.
fn weighing(ledger: &Ledger, window: Interval) -> impl Iterator<Item = (Interval, &Piece)> {
    let pieces = ledger.touching(window).iter();
    pieces
        .filter(|piece| piece.weights[0] > 0)
        .filter_map(move |piece| Some((piece.span.intersect(window)?, piece)))
}

fn own(span: Interval, piece: &Piece, blames: &Blames, joined: &mut Joined) {
    let mut from = span.from();
    let mut add = |from, to, cause| {
        if let Some(span) = Interval::new(from, to) {
            joined.push(span, piece, cause);
        }
    };
    for (blame, shared) in blames.touching(span) {
        add(from, shared.from(), Cause::Measured);
        let cause = match blame.lead {
            Some(incident) => Cause::Incident(incident),
            None if blame.pull.weight >= piece.weights[0] => Cause::Work,
            None => Cause::Measured,
        };
        add(shared.from(), shared.to(), cause);
        from = shared.to();
    }
    add(from, span.to(), Cause::Measured);
}

/// A member's stretches, and how often a second of it counts in them.
struct Member {
    scale: u64,
    stretches: Vec<Stretch>,
}

impl Member {
    /// Those that share an instant with `span`.
    fn touching(&self, span: Interval) -> impl Iterator<Item = &Stretch> {
        let first = self
            .stretches
            .partition_point(|stretch| stretch.span.to() <= span.from());
        self.stretches[first..]
            .iter()
            .take_while(move |stretch| stretch.span.from() < span.to())
    }
}

fn of_group(
    span: Interval,
    piece: &Piece,
    members: &[Member],
    rollup: Rollup,
    joined: &mut Joined,
) {
    let inside = members.iter().flat_map(|member| member.touching(span));
    let ends = inside.flat_map(|stretch| [stretch.span.from(), stretch.span.to()]);
    let mut cuts: Vec<_> = ends.filter(|at| span.contains(*at)).collect();
    cuts.extend([span.from(), span.to()]);
    cuts.sort_unstable();
    cuts.dedup();
    let parts = cuts
        .windows(2)
        .filter_map(|pair| Interval::new(pair[0], pair[1]));
    for part in parts {
        let going_on = members
            .iter()
            .filter_map(|member| Some((member, member.touching(part).next()?)));
        let each = going_on.map(|(member, stretch)| (stretch.weight / member.scale, stretch.cause));
        let told = match rollup {
            Rollup::AllDown => each.reduce(|best, next| if next.0 < best.0 { next } else { best }),
            Rollup::AnyDown | Rollup::Mean | Rollup::Weighted => {
                each.reduce(|worst, next| if next.0 > worst.0 { next } else { worst })
            }
        };
        joined.push(
            part,
            piece,
            told.map_or(Cause::Measured, |(_, cause)| cause),
        );
    }
}

/// Stretches in order; neighbours that do not differ become one.
#[derive(Default)]
struct Joined(Vec<Stretch>);

impl Joined {
    fn push(&mut self, span: Interval, piece: &Piece, cause: Cause) {
        let stretch = Stretch {
            span,
            level: piece.harm,
            weight: piece.weights[0],
            cause,
        };
        match self.0.last_mut() {
            Some(last) if last.span.to() == span.from() && Stretch { span, ..*last } == stretch => {
                last.span = last.span.hull(span);
            }
            _ => self.0.push(stretch),
        }
    }
}
