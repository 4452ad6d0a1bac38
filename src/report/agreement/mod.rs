//! What agreements owe: the figure of a period, the deepest tier that it falls below, and what that is worth in money.

mod brief;
mod part;
mod price;
mod together;

pub use price::Price;
pub use together::{Sum, Together, together};

pub(super) use brief::{Brief, all as brief};

use super::Availability;
use super::calendar::period;
use super::facts::{Books, LeftOut, Owed};
use crate::model::{Agreement, ComponentKey, Credit, Decimal, Percent, Period, Site};
use crate::timeline::{CivilPeriod, Instant, Interval, Zone};

/// The zone that the periods of `agreement` are in.
fn zone<'a>(site: &'a Site, agreement: &'a Agreement) -> &'a Zone {
    agreement.zone.as_ref().unwrap_or(&site.zone)
}

/// The period of `agreement` that holds `at`; a rolling one ends with its day.
pub(super) fn window_at(site: &Site, agreement: &Agreement, at: Instant) -> Interval {
    period(zone(site, agreement), agreement.period, at)
}

/// The period of `agreement` that is this month or quarter, in its own zone; `None` where it counts in others.
pub(super) fn window_of(
    site: &Site,
    agreement: &Agreement,
    named: CivilPeriod,
) -> Option<Interval> {
    let fits = matches!(
        (agreement.period, named),
        (Period::CalendarMonth, CivilPeriod::Month(_))
            | (Period::CalendarQuarter, CivilPeriod::Quarter(_))
    );
    fits.then(|| named.window(zone(site, agreement)))
}

/// What the agreement at `position` owes for the component at `key` in `window`; `None` where neither is there.
pub(super) fn owed(
    site: &Site,
    books: &Books,
    (key, position): (ComponentKey, usize),
    window: Interval,
    as_of: Instant,
) -> Option<Owed> {
    owed_if(site, books, (key, position), window, (as_of, 0))
}

/// The same, had it been down once more, for `more` seconds.
pub(super) fn owed_if(
    site: &Site,
    books: &Books,
    (key, position): (ComponentKey, usize),
    window: Interval,
    (as_of, more): (Instant, i64),
) -> Option<Owed> {
    let agreement = site.agreements.get(position)?;
    let (ledger, _) = books.ledgers.get(key.0)?;
    let (availability, left_out) = judged(books, key, window)?;
    let brief = books.brief.get(key.0)?.as_ref();
    let (more, left_out) = match brief.filter(|brief| brief.leaves_out(more)) {
        Some(brief) => (0, brief.and_one(left_out, more)),
        None => (more, left_out),
    };
    let availability = whole(availability, window, as_of).worse_by(more);
    let tier = tier(agreement, availability);
    let credit = tier.and_then(|tier| credit(agreement, tier, availability));
    let price = agreement.fee.as_ref().zip(credit);
    Some(Owed {
        component: key,
        agreement: position,
        window,
        running: window.to() > as_of,
        availability,
        left_out,
        tier,
        credit,
        worth: price
            .and_then(|(fee, credit)| Price::of(fee, agreement.period, credit, availability)),
        claim_by: agreement.claim.as_ref().and_then(|claim| {
            let within = claim
                .within
                .filter(|_| !claim.automatic && credit.is_some())?;
            Some(window.to().plus(within))
        }),
        incomplete: ledger.is_unread(window.to()),
    })
}

/// The figure of `window` as the agreement of the component counts it, up to as-of, and what it leaves out.
fn judged(
    books: &Books,
    key: ComponentKey,
    window: Interval,
) -> Option<(Availability, Option<LeftOut>)> {
    let (ledger, _) = books.ledgers.get(key.0)?;
    let Some(brief) = books.brief.get(key.0)? else {
        return Some((ledger.figure(window).availability, None));
    };
    let (sums, (down, left_out)) = (ledger.sums(window), brief.within(ledger, window));
    let counted = sums.down[0].saturating_sub(down);
    let left_out = Some(left_out).filter(|left_out| left_out.outages > 0);
    Some((ledger.availability(counted, sums.observed), left_out))
}

/// A running period is judged on its whole length: on the hours that have passed, an outage on the first day of a month would owe more
/// that evening than at the end of the month, and the page would take back what it said.
pub(super) fn whole(so_far: Availability, window: Interval, as_of: Instant) -> Availability {
    let rest = (window.to() - as_of.max(window.from())).max(0);
    Availability {
        observed: so_far.observed + rest * so_far.members.max(1),
        ..so_far
    }
}

/// The deepest tier that is hit: strictly below its threshold, on the exact fraction.
pub(super) fn tier(agreement: &Agreement, availability: Availability) -> Option<usize> {
    let hit = |below| availability.is_below(below) == Some(true);
    agreement.tiers.iter().rposition(|tier| hit(tier.below))
}

/// What the tier gives, and no more than the cap.
pub(super) fn credit(
    agreement: &Agreement,
    tier: usize,
    availability: Availability,
) -> Option<Credit> {
    let credit = agreement.tiers.get(tier)?.credit;
    Some(match (credit, agreement.cap) {
        (Credit::Days(days), Some(Credit::Days(cap))) if more(days, cap) => Credit::Days(cap),
        (Credit::Percent(percent), Some(Credit::Percent(cap))) if more(percent.0, cap.0) => {
            Credit::Percent(cap)
        }
        (Credit::Multiple(times), Some(Credit::Percent(cap)))
            if exceeds(times, cap, availability) =>
        {
            Credit::Percent(cap)
        }
        (Credit::Multiple(times), Some(Credit::Multiple(cap))) if more(times, cap) => {
            Credit::Multiple(cap)
        }
        _ => credit,
    })
}

fn more(a: Decimal, b: Decimal) -> bool {
    let wide = |decimal: Decimal, other: Decimal| {
        u128::from(decimal.digits) * 10_u128.pow(other.scale.min(9))
    };
    wide(a, b) > wide(b, a)
}

/// Whether so many times the price of the downtime is more than `cap` of the period's price.
fn exceeds(times: Decimal, cap: Percent, availability: Availability) -> bool {
    let (down, total) = availability.parts();
    let (numerator, denominator) = cap.fraction();
    let owed = down
        .saturating_mul(u128::from(times.digits))
        .saturating_mul(denominator);
    let most = total
        .saturating_mul(10_u128.pow(times.scale.min(9)))
        .saturating_mul(numerator);
    owed > most
}

#[cfg(test)]
mod tests;
