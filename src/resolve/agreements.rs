//! The agreements of the site file: periods, tiers, caps, fees and claims.

use std::collections::BTreeMap;

use super::components;
use super::findings::Findings;
use super::frame::zone_named;
use super::value::{self, Wrong};
use crate::model::{Agreement, AgreementClaim, Credit, Decimal, Tier};
use crate::schema::{AgreementEntry, Place};

/// The most that an agreement may leave out of one outage, in seconds.
const LONGEST: i64 = 86_400;

/// Every agreement of the site file, in the order written.
pub(crate) fn read(
    entries: &[AgreementEntry],
    place: &Place<'_>,
    found: &mut Findings,
) -> Vec<Agreement> {
    let mut agreements: Vec<Agreement> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, entry) in entries.iter().enumerate() {
        let here = place.index(index);
        if let Some(first) = known.get(entry.id.as_str()) {
            let message = format!("the agreement `{}` is declared twice", entry.id);
            let wrong = here.key("id").error("duplicate-id", message);
            found.push(wrong.also(place.index(*first).key("id").span(), "first here"));
            continue;
        }
        known.insert(&entry.id, index);
        agreements.push(agreement(entry, &here, found));
    }
    agreements
}

fn agreement(entry: &AgreementEntry, place: &Place<'_>, found: &mut Findings) -> Agreement {
    let AgreementEntry {
        id,
        period,
        time_zone,
        min_outage,
        tiers: _,
        cap,
        fee,
        claim,
    } = entry;
    let period = period
        .as_ref()
        .and_then(|text| components::period(text, &place.key("period"), found));
    let claim = claim.as_ref().map(|claim| {
        let here = place.key("claim");
        let by = claim.by.as_ref().and_then(|word| {
            found.word(
                word,
                &here.key("by"),
                &[("automatic", true), ("request", false)],
            )
        });
        AgreementClaim {
            automatic: by.unwrap_or(false),
            within: found.optional(claim.within.as_ref(), &here.key("within"), value::duration),
            contact: found.optional(claim.contact.as_ref(), &here.key("contact"), value::contact),
        }
    });
    let min_outage = found.optional(min_outage.as_ref(), &place.key("min_outage"), shortest);
    let cap = found.optional(cap.as_ref(), &place.key("cap"), value::credit);
    Agreement {
        id: id.clone(),
        period: period.unwrap_or(crate::model::Period::CalendarMonth),
        zone: time_zone
            .as_deref()
            .and_then(|name| zone_named(name, &place.key("time_zone"), found)),
        min_outage,
        tiers: tiers(entry, (&place.key("tiers"), &place.key("cap")), cap, found),
        cap,
        fee: found.optional(fee.as_ref(), &place.key("fee"), value::fee),
        claim,
    }
}

/// The length from which on an outage counts: longer than nothing, and no longer than a day, or hardly any would count.
fn shortest(text: &str) -> Result<i64, Wrong> {
    let wrong = |message| {
        let help = "write the shortest outage that counts, from `1s` to `1d`: `10m`; without `min_outage` every second counts";
        Err(Wrong::new("invalid-duration", message).help(help))
    };
    match value::duration(text)? {
        ..1 => wrong(format!("`{text}` leaves out no outage")),
        seconds if seconds > LONGEST => {
            wrong(format!("`{text}` leaves out outages of more than a day"))
        }
        seconds => Ok(seconds),
    }
}

fn tiers(
    entry: &AgreementEntry,
    (place, at_cap): (&Place<'_>, &Place<'_>),
    cap: Option<Credit>,
    found: &mut Findings,
) -> Vec<Tier> {
    let mut tiers: Vec<(usize, Tier)> = Vec::new();
    if entry.tiers.is_empty() {
        let message = format!("the agreement `{}` has no tiers", entry.id);
        let wrong = place.error("missing-key", message);
        found.push(wrong.help("add at least one: `{ below: 99.9%, credit: 3 days }`"));
    }
    for (index, tier) in entry.tiers.iter().enumerate() {
        let here = place.index(index);
        let below = found.keep(value::percent(&tier.below), &here.key("below"));
        let credit = found.keep(value::credit(&tier.credit), &here.key("credit"));
        let (Some(below), Some(credit)) = (below, credit) else {
            continue;
        };
        let tier = Tier { below, credit };
        if let Some((before, last)) = tiers.last()
            && !follows(&tier, last, (&here, &place.index(*before)), found)
        {
            continue;
        }
        if cap.is_some_and(|cap| is_less(cap, credit)) {
            let wrong = here
                .key("credit")
                .error("tier-order", "this tier owes more than the cap");
            let wrong = wrong.also(at_cap.span(), "the cap of this agreement");
            found.push(wrong.help(
                "raise the cap, or lower the credit: as it stands, nobody is owed this much",
            ));
        }
        tiers.push((index, tier));
    }
    tiers.into_iter().map(|(_, tier)| tier).collect()
}

/// Whether `tier` can follow `last`: it lies below it. Says so where it does not, or where it owes less.
fn follows(
    tier: &Tier,
    last: &Tier,
    (here, before): (&Place<'_>, &Place<'_>),
    found: &mut Findings,
) -> bool {
    let ((upper, of_upper), (lower, of_lower)) = (last.below.fraction(), tier.below.fraction());
    if lower * of_upper >= upper * of_lower {
        let message = "this tier does not lie below the one before it";
        let wrong = here.key("below").error("tier-order", message);
        let wrong = wrong.also(before.key("below").span(), "the tier before it");
        found.push(wrong.help("list the tiers from the mildest to the deepest"));
        return false;
    }
    if is_less(tier.credit, last.credit) {
        let message = "this tier owes less than the one before it";
        let wrong = here.key("credit").error("tier-order", message);
        let wrong = wrong.also(before.key("credit").span(), "the tier before it");
        found.push(wrong.help("the deeper the tier, the more it owes"));
    }
    true
}

/// Whether one credit is certainly below the other: days, percentages and multiples cannot be compared.
fn is_less(one: Credit, other: Credit) -> bool {
    let less = |one: Decimal, other: Decimal| {
        let up =
            |number: Decimal, other: Decimal| u128::from(number.digits) * 10_u128.pow(other.scale);
        up(one, other) < up(other, one)
    };
    match (one, other) {
        (Credit::Days(one), Credit::Days(other))
        | (Credit::Multiple(one), Credit::Multiple(other)) => less(one, other),
        (Credit::Percent(one), Credit::Percent(other)) => less(one.0, other.0),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::shortest;

    #[test]
    fn the_shortest_outage_that_counts_is_between_a_second_and_a_day() {
        for (text, seconds) in [("1s", 1), ("10m", 600), ("1d", 86_400)] {
            assert_eq!(shortest(text), Ok(seconds));
        }
        for text in ["0s", "0d", "-10m", "1d1s", "10", "ten minutes"] {
            assert!(shortest(text).is_err(), "{text}");
        }
    }
}
