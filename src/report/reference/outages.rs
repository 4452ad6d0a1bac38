//! Outages of the slow formula: moments in a row, cut at every moment that is clear.

use super::{Look, World, look};
use crate::report::dice::{STEP, moments};
use crate::timeline::{Instant, Interval};

/// An outage of one component: each moment at which it is down, and what that weighs, in parts of [`FINE`](super::FINE).
pub(in crate::report) struct SlowOutage(Vec<(Instant, i128)>);

impl SlowOutage {
    /// From its first moment to its last.
    pub(in crate::report) fn seconds(&self) -> i64 {
        let at = |moment: Option<&(Instant, i128)>| moment.unwrap().0;
        at(self.0.last()) - at(self.0.first()) + STEP
    }

    /// What of it lies in `window`: downtime and seconds; `None` where it does not touch it.
    pub(in crate::report) fn within(&self, window: Interval) -> Option<(i128, i64)> {
        let (first, last) = (self.0.first()?.0, self.0.last()?.0);
        let span = Interval::new(first, last.plus(STEP))?;
        span.intersect(window)?;
        let inside = self.0.iter().filter(|(at, _)| window.contains(*at));
        let weighs: Vec<_> = inside.map(|(_, weight)| *weight).collect();
        let moments = i64::try_from(weighs.len()).unwrap();
        let down = weighs.iter().sum::<i128>() * i128::from(STEP);
        Some((down, moments * STEP))
    }
}

/// Every outage of the component at `key` in the first days, up to the one at `last`.
pub(in crate::report) fn outages(world: &World<'_>, key: usize, last: usize) -> Vec<SlowOutage> {
    let all = (0..=last).flat_map(|day| moments(&world.site.zone, day));
    let looks: Vec<_> = all.map(|at| (at, look(world, key, at))).collect();
    let rows = looks.split(|(_, look)| clear(look));
    let down = rows.map(|row| {
        let down = row.iter().filter(|(_, look)| look.weights[0] > 0);
        SlowOutage(down.map(|(at, look)| (*at, look.weights[0])).collect())
    });
    down.filter(|outage| !outage.0.is_empty()).collect()
}

/// Whether it is known to be up, or not there at all.
fn clear(look: &Look) -> bool {
    !look.alive || !look.open
}
