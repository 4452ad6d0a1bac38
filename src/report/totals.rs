//! What a monitor's total of a day adds to what is known of that day with its place in time.
//!
//! Both are lower bounds on the harm, so the worse of the two is believed. A total has no place, so it is laid over the day's intervals
//! worst upon worst: the least harm that agrees with both. Ten minutes declared and the same ten minutes measured stay ten minutes.
//!
//! What was declared while the monitor was blind may be what the total tells of, so it adds no harm. But it must not add time without harm
//! either: what is left of the day without harm is what the monitor saw, less the harm in that time or in the total, whichever is more. So
//! more harm never makes a day look better.

use super::ledger::{Book, Booked, HARMS, Ledger, Sums, Walk};
use super::weights::Weights;
use crate::model::DayTotal;
use crate::timeline::Interval;

/// How long something is how bad, worst first.
type Profile = Vec<(u64, i64)>;

/// What each of `totals` (sorted by day) adds to `ledger`, where a second of each of [`HARMS`] weighs `rates`.
pub(super) fn book(ledger: &Ledger, totals: &[DayTotal], rates: &[Weights; 3]) -> Book {
    let mut book = Book::new(totals.len());
    let speaking = |total: &DayTotal| {
        total
            .down
            .max(total.partial)
            .max(total.degraded)
            .max(total.unknown)
            > 0
    };
    let mut walk = Walk::new(ledger);
    for total in totals.iter().filter(|total| speaking(total)) {
        if let Some(booked) = booked(ledger, &mut walk, *total, rates) {
            book.push(&booked);
        }
    }
    book
}

/// What `total` adds to `ledger`, which `walk` walks through; `None` where the component does not live on that day.
pub(super) fn booked(
    ledger: &Ledger,
    walk: &mut Walk<'_>,
    total: DayTotal,
    rates: &[Weights; 3],
) -> Option<Booked> {
    let placed = walk.placed(total.day);
    let room = placed.alive - placed.excluded;
    if placed.alive == 0 {
        return None;
    }
    let want = cut(&total, room);
    let day = if placed.down == [0; 3] && placed.harm == [0; 3] {
        Day::alone(want, rates)
    } else {
        Day::laid_over(&Held::new(ledger, total.day), want, rates)
    };
    let seen = (placed.observed - day.dark).min(room - total.unknown.clamp(0, room));
    let clear = (seen - day.seen_hurt).max(0);
    let observed = (day.hurt + clear).min(room.max(placed.observed)) - placed.observed;
    let mut extra = Sums {
        observed,
        unknown: -observed,
        ..Sums::default()
    };
    for kind in 0..3 {
        extra.down[kind] = day.down[kind].saturating_sub(placed.down[kind]);
        extra.harm[kind] = day.harm[kind] - placed.harm[kind];
    }
    if rates[2][0] == 0 {
        extra.degraded = extra.harm[2].max(-placed.degraded);
    }
    Some(Booked { total, extra })
}

/// The seconds of each of [`HARMS`], as far as the day has room for them, the worst first.
fn cut(total: &DayTotal, mut room: i64) -> [i64; 3] {
    [total.down, total.partial, total.degraded].map(|seconds| {
        let held = seconds.clamp(0, room.max(0));
        room -= held;
        held
    })
}

/// What a day comes to.
struct Day {
    down: [u128; 3],
    harm: [i64; 3],
    /// Seconds with harm in them, which are known for that.
    hurt: i64,
    /// The same without what was declared in time that the monitor did not see.
    seen_hurt: i64,
    /// Seconds of that: known only for their harm.
    dark: i64,
}

impl Day {
    /// A day of which only its total is known.
    fn alone(want: [i64; 3], rates: &[Weights; 3]) -> Self {
        let weigh = |kind: usize| {
            want.iter()
                .zip(rates)
                .map(|(seconds, rate)| product(rate[kind], *seconds))
                .sum()
        };
        let hurt = hurting(want, rates);
        Self {
            down: [weigh(0), weigh(1), weigh(2)],
            harm: want,
            hurt,
            seen_hurt: hurt,
            dark: 0,
        }
    }

    /// A day whose total is laid over what it holds.
    fn laid_over(held: &Held, want: [i64; 3], rates: &[Weights; 3]) -> Self {
        let pieces = || held.0.iter();
        let both = [0, 1, 2].map(|kind| {
            let want = want
                .iter()
                .zip(rates)
                .map(|(seconds, rate)| (rate[kind], *seconds));
            let own = pieces().map(|piece| (piece.weights[kind], piece.seconds));
            worse(profile(want), profile(own))
        });
        let harms = worse(
            profile([3, 2, 1].into_iter().zip(want)),
            profile(pieces().map(|piece| (piece.rank, piece.seconds))),
        );
        let at = |rank| {
            harms
                .iter()
                .filter(|(key, _)| *key == rank)
                .map(|(_, seconds)| seconds)
                .sum()
        };
        let hurting = hurting(want, rates);
        let seconds = |which: &dyn Fn(&&Piece) -> bool| {
            let found = pieces().filter(which).map(|piece| piece.seconds);
            found.sum::<i64>()
        };
        Self {
            hurt: seconds(&|piece| piece.hurts()).max(hurting),
            seen_hurt: seconds(&|piece| piece.hurts() && !piece.dark).max(hurting),
            dark: seconds(&|piece| piece.dark),
            down: both.map(|profile| {
                profile
                    .iter()
                    .map(|(weight, seconds)| product(*weight, *seconds))
                    .sum()
            }),
            harm: [at(3), at(2), at(1)],
        }
    }
}

/// The seconds of a total that something was known to be wrong in; degraded performance that weighs nothing is none.
fn hurting(want: [i64; 3], rates: &[Weights; 3]) -> i64 {
    let free = if rates[2][0] == 0 { want[2] } else { 0 };
    want.iter().sum::<i64>() - free
}

/// What a day holds with its place.
struct Held(Vec<Piece>);

/// A stretch of a day.
struct Piece {
    weights: Weights,
    /// 3 for the worst of [`HARMS`], 0 for none.
    rank: u64,
    observed: bool,
    /// It is observed only because somebody declared harm in it: the monitor did not see it.
    dark: bool,
    seconds: i64,
}

impl Piece {
    /// Whether it is known by its harm.
    fn hurts(&self) -> bool {
        self.observed && (self.rank >= 2 || self.weights.iter().any(|weight| *weight > 0))
    }
}

impl Held {
    fn new(ledger: &Ledger, day: Interval) -> Self {
        let pieces = ledger.touching(day).iter();
        let held = pieces.filter_map(|piece| {
            let rank = HARMS
                .iter()
                .position(|level| *level == piece.harm)
                .map_or(0, |place| 3 - place);
            Some(Piece {
                weights: piece.weights,
                rank: u64::try_from(rank).unwrap_or(0),
                observed: piece.observed > 0,
                dark: piece.blind && piece.observed > 0,
                seconds: ledger.placed(piece.span.intersect(day)?).alive,
            })
        });
        Self(held.collect())
    }
}

/// Sorts worst first and leaves out what is nothing.
fn profile(parts: impl Iterator<Item = (u64, i64)>) -> Profile {
    let mut profile: Profile = parts
        .filter(|(key, seconds)| *key > 0 && *seconds > 0)
        .collect();
    profile.sort_unstable_by(|a, b| b.cmp(a));
    profile
}

/// Lays one profile upon the other and keeps the worse at each place.
fn worse(a: Profile, b: Profile) -> Profile {
    let mut both = Profile::new();
    let (mut a, mut b) = (a.into_iter(), b.into_iter());
    let (mut top, mut other) = (a.next(), b.next());
    while top.is_some() || other.is_some() {
        let length = [top, other]
            .into_iter()
            .flatten()
            .map(|(_, seconds)| seconds)
            .min()
            .unwrap_or(0);
        let key = top.max(other).map_or(0, |(key, _)| key);
        both.push((key, length));
        for (current, rest) in [(&mut top, &mut a), (&mut other, &mut b)] {
            *current = match *current {
                Some((key, seconds)) if seconds > length => Some((key, seconds - length)),
                _ => rest.next(),
            };
        }
    }
    both
}

fn product(weight: u64, seconds: i64) -> u128 {
    u128::from(weight) * u128::try_from(seconds).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{profile, worse};
    use crate::model::{DayTotal, Level, Site};
    use crate::report::builder::{at, component, incident, measured, site, span};
    use crate::report::{Availability, report};

    /// A day whose monitor saw its first half, with eight hours down in it, and an incident of so many hours in the other.
    fn half_seen(hours: i64) -> Availability {
        let mut site: Site = site("UTC");
        let day = span("2009-09-01T00:00Z", "2009-09-02T00:00Z");
        let mut mail = component("mail", Some(day.from()));
        let mut monitor = measured();
        monitor.to = Some(at("2009-09-01T12:00Z"));
        monitor.days = vec![DayTotal {
            day,
            down: 8 * 3_600,
            partial: 0,
            degraded: 0,
            unknown: 0,
        }];
        mail.measured = Some(monitor);
        site.components.push(mail);
        let from = at("2009-09-01T13:00Z");
        if hours > 0 {
            let end = from.plus(hours * 3_600);
            site.incidents
                .push(incident(0, Level::MajorOutage, from, Some(end)).into());
        }
        report(&site, day.to()).components[0].months[0]
            .1
            .availability
    }

    #[test]
    fn harm_that_a_total_may_tell_of_adds_no_time_without_harm() {
        let told = |hours| {
            (
                half_seen(hours).down_seconds() / 3_600,
                half_seen(hours).observed / 3_600,
            )
        };
        assert_eq!(told(0), (8, 12));
        assert_eq!(told(5), (8, 12), "it may be what the total tells of");
        assert_eq!(told(9), (9, 13), "an hour more than the total");
    }

    #[test]
    fn profiles_are_laid_worst_upon_worst() {
        let a = profile([(3, 10), (1, 100), (0, 50)].into_iter());
        let b = profile([(2, 40)].into_iter());
        assert_eq!(worse(a.clone(), b.clone()), [(3, 10), (2, 30), (1, 70)]);
        assert_eq!(
            worse(b, a.clone()),
            worse(a.clone(), profile([(2, 40)].into_iter()))
        );
        assert_eq!(worse(a.clone(), a.clone()), a);
    }
}
