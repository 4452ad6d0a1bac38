//! Random sites for tests. All their times are multiples of ten minutes.

use super::builder::{agreement, component, group, incident, link, moment, site, work};
use crate::model::{
    BasisPoints, Component, ComponentKey, DayTotal, Impact, Level, MaintenancePhase,
    MaintenanceUpdate, Measured, Outage, Period, PlannedPolicy, Rollup, Site,
};
use crate::timeline::{Day, Instant, Interval, Zone};

/// Seconds between two moments.
pub(super) const STEP: i64 = 600;
/// Moments in a day.
pub(super) const DAY: usize = 144;
/// Days that a random site lives through.
pub(super) const DAYS: usize = 4;

/// Zones, and the first day that a random site of theirs lives through: clocks go forward or back, by an hour or half of one, or a day is
/// skipped.
const ZONES: [(&str, &str); 5] = [
    ("UTC", "2026-06-01"),
    ("America/New_York", "2026-03-07"),
    ("Europe/London", "2026-10-24"),
    ("Australia/Lord_Howe", "2026-04-04"),
    ("Pacific/Apia", "2011-12-29"),
];

/// A small generator of numbers that look random; the same seed gives the same numbers.
pub(super) struct Dice {
    state: u64,
    /// The first instant of the site.
    start: Instant,
}

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1,
            start: Instant::EARLIEST,
        }
    }

    /// A number below `limit`.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        // xorshift64* by Marsaglia and Vigna.
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        let high = self.state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(high).unwrap() % limit
    }

    fn chance(&mut self, in_ten: usize) -> bool {
        self.below(10) < in_ten
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    fn instant(&mut self) -> Instant {
        self.start
            .plus(i64::try_from(self.below(DAY * DAYS)).unwrap() * STEP)
    }

    pub(super) fn interval(&mut self) -> Interval {
        let from = self.instant();
        let length = if self.chance(2) { DAY * 2 } else { 40 };
        Interval::new(
            from,
            from.plus(i64::try_from(self.below(length) + 1).unwrap() * STEP),
        )
        .unwrap()
    }

    fn end(&mut self, interval: Interval) -> Option<Instant> {
        if self.chance(1) {
            None
        } else {
            Some(interval.to())
        }
    }

    fn share(&mut self) -> Option<BasisPoints> {
        self.chance(2)
            .then(|| BasisPoints(u16::try_from(self.below(10_001)).unwrap()))
    }
}

/// The moments of a day.
pub(super) fn moments(zone: &Zone, index: usize) -> impl Iterator<Item = Instant> {
    let day = day(zone, index);
    let moments =
        move |day: Interval| (0..day.seconds() / STEP).map(move |at| day.from().plus(at * STEP));
    day.into_iter().flat_map(moments)
}

/// The day that comes so many days after the first; `None` where the zone skipped it.
pub(super) fn day(zone: &Zone, index: usize) -> Option<Interval> {
    zone.day(first(zone).plus_days(i32::try_from(index).unwrap()))
}

/// The first day of a random site in `zone`.
fn first(zone: &Zone) -> Day {
    let (_, day) = ZONES.iter().find(|(name, _)| *name == zone.name()).unwrap();
    Day::parse(day).unwrap()
}

/// Component 0 is a group of 1 and of group 2, which holds 3 and 4; 5 stands alone.
pub(super) fn random(dice: &mut Dice) -> (Site, Instant) {
    let rollups = [
        Rollup::AnyDown,
        Rollup::AllDown,
        Rollup::Mean,
        Rollup::Weighted,
    ];
    let (zone, _) = dice.pick(&ZONES);
    let mut site = site(zone);
    dice.start = site.zone.start(first(&site.zone));
    site.counting.windows = vec![1, 2, u32::try_from(DAYS).unwrap()];
    site.counting.planned = dice.pick(&[
        PlannedPolicy::NotCounted,
        PlannedPolicy::ExcludeWindow,
        PlannedPolicy::CountsAsOutage,
    ]);
    site.counting.notice = STEP;
    site.counting.planned_cap = dice.chance(3).then_some(40 * STEP);
    // A weight of nothing must not make harm unseen.
    site.counting.partial = BasisPoints(dice.pick(&[3_000, 3_000, 0]));
    site.components = vec![
        group("all", dice.pick(&rollups), &[1, 2]),
        component("one", None),
        group("some", dice.pick(&rollups), &[3, 4]),
        component("three", None),
        component("four", None),
        component("alone", None),
    ];
    link(&mut site);
    for component in &mut site.components {
        component.weight = u32::try_from(dice.below(3) + 1).unwrap();
        if !component.is_group() {
            grow(component, dice);
        }
    }
    trouble(&mut site, dice);
    plans(&mut site, dice);
    promises(&mut site, dice);
    (site, dice.instant().plus(STEP))
}

/// Incidents.
fn trouble(site: &mut Site, dice: &mut Dice) {
    let levels = Level::WRITTEN;
    for _ in 0..dice.below(7) {
        let (component, span) = (dice.below(6), dice.interval());
        let end = dice.end(span);
        let mut incident = incident(component, dice.pick(&levels), span.from(), end);
        incident.impacts[0].share = dice.share();
        if dice.chance(4) {
            let (component, span) = (ComponentKey(dice.below(6)), dice.interval());
            let level = dice.pick(&levels);
            let second = Impact {
                component,
                level,
                from: span.from(),
                to: dice.end(span),
                share: None,
            };
            incident.impacts.push(second);
        }
        site.incidents.push(incident.into());
    }
    site.incidents
        .sort_by_key(|incident| std::cmp::Reverse(incident.started));
}

/// Planned work.
fn plans(site: &mut Site, dice: &mut Dice) {
    let levels = Level::WRITTEN;
    for _ in 0..dice.below(4) {
        let (component, level, span) = (
            dice.pick(&[0, 1, 2, 3, 4, 5, 5, 5]),
            dice.pick(&levels),
            dice.interval(),
        );
        let mut work = work(component, level, span);
        work.announced = dice.chance(7).then(|| moment(span.from().plus(-STEP)));
        if dice.chance(5) {
            let announces = Some(dice.pick(&MaintenancePhase::ALL));
            work.updates.push(MaintenanceUpdate {
                at: moment(dice.instant()),
                announces,
            });
        }
        site.maintenances.push(work);
    }
}

/// Agreements, most of which do not count short outages.
fn promises(site: &mut Site, dice: &mut Dice) {
    for _ in 0..3 {
        let mut agreement = agreement(&[(999, 10), (950, 25), (800, 50), (500, 100)]);
        agreement.period = dice.pick(&[
            Period::CalendarMonth,
            Period::Rolling { days: 1 },
            Period::Rolling { days: 2 },
        ]);
        let length = i64::try_from(dice.below(40) + 1).unwrap();
        agreement.min_outage = dice.chance(8).then_some(length * STEP);
        site.agreements.push(agreement);
    }
    for component in &mut site.components {
        component.agreement = dice.chance(8).then(|| dice.below(3));
    }
}

fn grow(component: &mut Component, dice: &mut Dice) {
    component.introduced = Some(if dice.chance(3) {
        dice.instant()
    } else {
        dice.start
    });
    component.retired = dice.chance(2).then(|| dice.instant());
    if dice.chance(3) {
        return;
    }
    let outage = |dice: &mut Dice| {
        let span = dice.interval();
        Outage {
            from: span.from(),
            to: dice.end(span),
            level: dice.pick(&Level::WRITTEN),
            share: dice.share(),
        }
    };
    component.measured = Some(Measured {
        from: dice.chance(3).then(|| dice.instant()),
        to: dice.chance(3).then(|| dice.instant()),
        outages: (0..dice.below(4)).map(|_| outage(dice)).collect(),
        unknown: (0..dice.below(3)).map(|_| dice.interval()).collect(),
        ..Measured::default()
    });
}

/// Gives component 5 totals for some days.
pub(super) fn with_totals(site: &mut Site, dice: &mut Dice) {
    let mut seconds = |often| {
        if dice.chance(often) {
            i64::try_from(dice.below(DAY)).unwrap() * STEP
        } else {
            0
        }
    };
    let zone = site.zone.clone();
    let mut total = |day| DayTotal {
        day,
        down: seconds(4),
        partial: seconds(4),
        degraded: seconds(4),
        unknown: seconds(2),
    };
    let days = (0..DAYS)
        .filter(|index| index % 2 == 0)
        .filter_map(|index| day(&zone, index))
        .map(&mut total)
        .collect();
    site.components[5].measured.get_or_insert_default().days = days;
}
