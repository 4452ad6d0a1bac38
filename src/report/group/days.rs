//! Totals of a group's days, from those of its members.

use super::{Member, Shares};
use crate::model::{DayTotal, Rollup};
use crate::report::ledger::{Book, Booked, Ledger, Walk};
use crate::report::sweep::Rules;
use crate::report::totals;
use crate::timeline::Interval;

/// The totals of the group's days.
pub(super) fn book(
    ledger: &Ledger,
    members: &[Member<'_>],
    (rollup, shares): (Rollup, &Shares),
    rules: &Rules,
) -> Book {
    let mut days: Vec<Interval> = members
        .iter()
        .flat_map(|member| member.ledger.book().days())
        .collect();
    // A stable sort makes use of the members' own order.
    days.sort();
    days.dedup();
    let mut book = Book::new(days.len());
    let mut own = Walk::new(ledger);
    let mut walks: Vec<_> = members
        .iter()
        .map(|member| Walk::new(member.ledger))
        .collect();
    for day in days {
        let entries: Vec<_> = walks.iter_mut().map(|walk| walk.booked(day)).collect();
        let total = total(day, &mut walks, &entries, rollup);
        let Some(mut booked) = totals::booked(ledger, &mut own, total, &rules.rates) else {
            continue;
        };
        if matches!(rollup, Rollup::Mean | Rollup::Weighted) {
            (booked.extra.down, booked.extra.observed) = summed(members, &entries, shares);
        }
        book.push(&booked);
    }
    book
}

/// What the members' totals of one day come to.
fn total(
    day: Interval,
    walks: &mut [Walk<'_>],
    entries: &[Option<Booked>],
    rollup: Rollup,
) -> DayTotal {
    let mut most = [0; 3];
    for DayTotal {
        down,
        partial,
        degraded,
        ..
    } in entries.iter().flatten().map(|booked| booked.total)
    {
        let harm = [
            down,
            down.saturating_add(partial),
            down.saturating_add(partial).saturating_add(degraded),
        ];
        most = [0, 1, 2].map(|kind| harm[kind].max(most[kind]));
    }
    let (least, unknown) = least(day, walks, entries);
    let [down, harmed, hit] = match rollup {
        Rollup::AnyDown => most,
        Rollup::AllDown => least,
        Rollup::Mean | Rollup::Weighted => [least[0], most[1], most[2]],
    };
    // What is held with its place is not in the members' totals, so the least of one may exceed the most of the other.
    let (partial, degraded) = ((harmed - down).max(0), (hit - harmed.max(down)).max(0));
    DayTotal {
        day,
        down,
        partial,
        degraded,
        unknown,
    }
}

/// The least of what the members that live on a day hold: seconds of a major outage, of that or a partial one, of any harm; and seconds
/// that are not known. Of members that hold nothing, no more is asked.
fn least(day: Interval, walks: &mut [Walk<'_>], entries: &[Option<Booked>]) -> ([i64; 3], i64) {
    let mut least: Option<([i64; 3], i64)> = None;
    for (walk, entry) in walks.iter_mut().zip(entries) {
        let placed = walk.placed(day);
        if placed.alive == 0 {
            continue;
        }
        let held = entry.map_or(placed, |booked| placed + booked.extra);
        let [major, partial, degraded] = held.harm;
        let (harm, unknown) = (
            [major, major + partial, major + partial + degraded],
            held.unknown,
        );
        let (known, known_unknown) = least.unwrap_or((harm, unknown));
        least = Some((
            [0, 1, 2].map(|kind| harm[kind].min(known[kind])),
            unknown.min(known_unknown),
        ));
        if least == Some(([0; 3], 0)) {
            break;
        }
    }
    least.unwrap_or_default()
}

/// What the members' extras come to in a mean.
fn summed(members: &[Member<'_>], entries: &[Option<Booked>], shares: &Shares) -> ([u128; 3], i64) {
    let mut sums = ([0; 3], 0);
    for ((entry, factor), member) in entries.iter().zip(&shares.factors).zip(members) {
        let Some(booked) = entry else { continue };
        let scale = if shares.exact {
            1
        } else {
            member.ledger.scale()
        };
        for (down, extra) in sums.0.iter_mut().zip(booked.extra.down) {
            *down += extra.div_ceil(u128::try_from(scale).unwrap_or(1)) * u128::from(*factor);
        }
        sums.1 += booked.extra.observed / scale * i64::try_from(*factor).unwrap_or(0);
    }
    sums
}
