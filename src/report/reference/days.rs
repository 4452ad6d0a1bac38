//! Whole days of the slow formula: their moments, and what a total of the day adds to them.

use super::{FINE, Look, World, look};
use crate::model::DayTotal;
use crate::report::dice::{STEP, day, moments};

/// What days come to, for one component: the same numbers that a figure has, down and observed in parts of [`FINE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::report) struct Slow {
    pub(in crate::report) down: [i128; 3],
    pub(in crate::report) observed: i128,
    pub(in crate::report) planned: i64,
    pub(in crate::report) unknown: i64,
    pub(in crate::report) harm: [i64; 3],
}

impl std::iter::Sum for Slow {
    fn sum<I: Iterator<Item = Self>>(days: I) -> Self {
        days.fold(Self::default(), |sum, day| Self {
            down: [0, 1, 2].map(|kind| sum.down[kind] + day.down[kind]),
            observed: sum.observed + day.observed,
            planned: sum.planned + day.planned,
            unknown: sum.unknown + day.unknown,
            harm: [0, 1, 2].map(|kind| sum.harm[kind] + day.harm[kind]),
        })
    }
}

/// What one day comes to, one moment at a time.
pub(in crate::report) fn one_day(world: &World<'_>, key: usize, index: usize) -> Slow {
    let site = world.site;
    let looks: Vec<_> = moments(&site.zone, index)
        .map(|at| look(world, key, at))
        .filter(|look| look.alive)
        .collect();
    let totals = site.components[key]
        .measured
        .iter()
        .flat_map(|measured| &measured.days);
    let total = totals
        .filter(|_| !looks.is_empty())
        .find(|total| Some(total.day) == day(&site.zone, index));
    let room = looks.iter().filter(|look| !look.excluded).count();
    let wanted = total.map_or(Vec::new(), |total| wanted(total, room));
    let rates = [
        [0, 0, i128::from(site.counting.partial.0), 10_000],
        [0, 0, 10_000, 10_000],
        [0, 0, 0, 10_000],
    ];
    // Every moment's badness, worst first, beside that of the total: at each place the worse counts.
    let weights = [0, 1, 2].map(|kind| {
        let wanted = wanted
            .iter()
            .map(|rank| rates[kind][*rank] * FINE)
            .collect();
        laid(
            looks.iter().map(|look| look.weights[kind]).collect(),
            wanted,
        )
    });
    let ranks = laid(looks.iter().map(|look| look.harm).collect(), wanted.clone());
    let told = wanted.iter().filter(|rank| **rank >= 2).count();
    let hurt = looks.iter().filter(|look| hurts(look)).count().max(told);
    let seen_hurt = looks.iter().filter(|look| hurts(look) && !look.dark);
    let seen_hurt = seen_hurt.count().max(told);
    let mut observed = looks.iter().map(|look| look.observed).sum::<i128>() * i128::from(STEP);
    let mut unknown = seconds(
        looks
            .iter()
            .filter(|look| look.observed == 0 && !look.excluded)
            .count(),
    );
    if let Some(total) = total {
        let placed = i64::try_from(observed / FINE).unwrap();
        let dark = seconds(looks.iter().filter(|look| look.dark).count());
        let seen = (placed - dark).min((seconds(room) - total.unknown).max(0));
        let clear = (seen - seconds(seen_hurt)).max(0);
        let known = (seconds(hurt) + clear).min(seconds(room).max(placed));
        observed = i128::from(known) * FINE;
        unknown += placed - known;
    }
    Slow {
        down: weights.map(|weights| weights.iter().sum::<i128>() * i128::from(STEP)),
        observed,
        planned: seconds(looks.iter().filter(|look| look.planned).count()),
        unknown,
        harm: [3, 2, 1].map(|rank| seconds(ranks.iter().filter(|other| **other == rank).count())),
    }
}

/// Whether a moment is known for its harm.
fn hurts(look: &Look) -> bool {
    let harmed = look.harm >= 2 || look.weights.iter().any(|weight| *weight > 0);
    look.observed > 0 && harmed
}

fn seconds(moments: usize) -> i64 {
    i64::try_from(moments).unwrap() * STEP
}

/// The rank of each moment that a total tells of, as far as the day has room, worst first.
fn wanted(total: &DayTotal, room: usize) -> Vec<usize> {
    let times = |seconds: i64| usize::try_from(seconds / STEP).unwrap();
    let levels = [(3, total.down), (2, total.partial), (1, total.degraded)];
    levels
        .iter()
        .flat_map(|(rank, seconds)| vec![*rank; times(*seconds)])
        .take(room)
        .collect()
}

/// The worse of both at each place, after each is sorted worst first.
fn laid<T: Ord + Copy + Default>(mut a: Vec<T>, mut b: Vec<T>) -> Vec<T> {
    let length = a.len().max(b.len());
    for list in [&mut a, &mut b] {
        list.resize(length, T::default());
        list.sort_by(|one, other| other.cmp(one));
    }
    a.into_iter()
        .zip(b)
        .map(|(one, other)| one.max(other))
        .collect()
}
