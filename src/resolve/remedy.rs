//! A remedy as written → as meant: what is given back, and how it is claimed.

use super::findings::Findings;
use super::frame::Frame;
use super::value::{self, Wrong};
use crate::model::{Amount, Basis, Claim, Delivery, Remedy, RemedyKind};
use crate::schema::{ClaimEntry, Place, RemedyEntry};
use crate::timeline::{Instant, Zone};

const REMEDY_KINDS: [(&str, RemedyKind); 5] = [
    ("credit", RemedyKind::Credit),
    ("refund", RemedyKind::Refund),
    ("extension", RemedyKind::Extension),
    ("replacement", RemedyKind::Replacement),
    ("none", RemedyKind::None),
];
const BASES: [(&str, Basis); 3] = [
    ("goodwill", Basis::Goodwill),
    ("agreement", Basis::Agreement),
    ("law", Basis::Law),
];
const DELIVERIES: [(&str, Delivery); 3] = [
    ("automatic", Delivery::Automatic),
    ("claim", Delivery::Claim),
    ("request", Delivery::Request),
];

/// Resolves the remedy at `place`.
pub(crate) fn remedy(
    entry: &RemedyEntry,
    place: &Place<'_>,
    frame: &Frame,
    found: &mut Findings,
) -> Option<Remedy> {
    let RemedyEntry {
        kind,
        amount,
        basis,
        includes_agreement,
        eligible,
        delivery,
        claim,
        contact,
        because,
    } = entry;
    let kind = found.word(kind, &place.key("kind"), &REMEDY_KINDS)?;
    let delivery = delivery
        .as_ref()
        .and_then(|word| found.word(word, &place.key("delivery"), &DELIVERIES));
    let remedy = Remedy {
        kind,
        amount: found.optional(amount.as_ref(), &place.key("amount"), value::amount),
        basis: basis
            .as_ref()
            .and_then(|word| found.word(word, &place.key("basis"), &BASES)),
        includes_agreement: includes_agreement.unwrap_or(false),
        eligible: found.optional_line(eligible.as_ref(), &place.key("eligible")),
        delivery,
        claim: claim
            .as_ref()
            .and_then(|entry| read_claim(entry, &place.key("claim"), frame, found)),
        contact: found.optional(contact.as_ref(), &place.key("contact"), value::contact),
        because: found.optional_line(because.as_ref(), &place.key("because")),
    };
    if kind == RemedyKind::None && remedy.because.is_none() {
        found.push(
            place
                .key("kind")
                .error("missing-key", "giving nothing back needs its reason")
                .help("add `because: …`"),
        );
    }
    if delivery == Some(Delivery::Claim) && claim.is_none() {
        found.push(place.key("delivery").error(
            "claim-missing",
            "a remedy that is claimed needs a `claim` with its link and its time",
        ));
    }
    Some(remedy)
}

/// What the agreement owes can only be given where there is an agreement.
pub(crate) fn check_owed(remedy: &Remedy, place: &Place<'_>, found: &mut Findings) {
    if remedy.amount == Some(Amount::Agreement) {
        let message = "no component that the incident hit has an agreement, so none owes anything";
        let wrong = place.key("amount").error("unknown-agreement", message);
        found.push(wrong.help("write the amount out, or give the component its `agreement`"));
    }
}

fn read_claim(
    entry: &ClaimEntry,
    place: &Place<'_>,
    frame: &Frame,
    found: &mut Findings,
) -> Option<Claim> {
    let ClaimEntry {
        link,
        opens,
        closes,
        once,
        because,
    } = entry;
    let link = found.keep(value::link(link), &place.key("link"));
    let because = found.optional_line(because.as_ref(), &place.key("because"));
    let opens = found.keep(value::day_or_time(opens, &frame.zone), &place.key("opens"))?;
    let closes = found.keep(
        read_closing(closes, opens, &frame.zone),
        &place.key("closes"),
    )?;
    if closes <= opens {
        let wrong = place
            .key("closes")
            .error("claim-window", "the claim closes before it opens");
        let wrong = wrong.also(place.key("opens").span(), "it opens here");
        found.push(wrong.help("check both; `closes` may also be a length, such as `7d` or `48h`"));
        return None;
    }
    Some(Claim {
        link: link?,
        opens,
        closes,
        once: *once,
        because,
    })
}

/// Days count on the reader's clock: seven days later it shows the same time, whatever the clocks do between. Hours and smaller units
/// are time that passes.
fn read_closing(text: &str, opens: Instant, zone: &Zone) -> Result<Instant, Wrong> {
    let Ok((days, rest)) = value::days_and_rest(text) else {
        return value::day_end(text, zone);
    };
    let local = zone.local(opens);
    let same_clock = i32::try_from(days)
        .ok()
        // Where no day is written, an hour that the clock shows twice must not be read from it again.
        .filter(|days| *days > 0)
        .map(|days| local.on(local.date().plus_days(days)));
    let closes = same_clock.and_then(|local| zone.instant(local).ok());
    Ok(closes
        .unwrap_or_else(|| opens.plus(days * 86_400))
        .plus(rest))
}
