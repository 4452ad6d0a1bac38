//! What is given back: how much, to whom, how, and until when.

use serde::Serialize;

use super::{Fact, Html, Link, Scene};
use crate::model::{Amount, Basis, Claim, Credit, Decimal, Delivery, Remedy as Meant, RemedyKind};
use crate::report::{ClaimState, Price};
use crate::timeline::duration_text;

/// What is given back.
#[derive(Debug, Serialize)]
pub struct Remedy {
    /// `credit`, `refund`, `extension`, `replacement` or `none`.
    pub name: &'static str,
    /// "Credit: 3 % of the next bill"
    pub text: String,
    /// Who gets it, how, why, until when: line by line.
    pub facts: Vec<Fact>,
    /// Where it is claimed, while it can be.
    pub claim: Option<Link>,
    /// Why there is none, or why it is as it is.
    pub because: Option<String>,
}

/// The remedy of the apology at `position`.
pub(super) fn remedy(scene: &Scene<'_>, position: usize) -> Option<Remedy> {
    let meant = scene.site.apologies[position].remedy.as_ref()?;
    let known = &scene.report.apologies[position];
    let (name, key) = kind(meant.kind);
    let title = scene.words.say(key);
    let amount = meant.amount.as_ref();
    let text = match amount.map(|amount| amount_text(scene, amount)) {
        Some(amount) => scene
            .words
            .fill("remedy_amount", &[("kind", title), ("amount", &amount)]),
        None => title.to_owned(),
    };
    let open = meant
        .claim
        .as_ref()
        .filter(|_| known.claim != Some(ClaimState::Closed));
    Some(Remedy {
        name,
        text,
        facts: facts(scene, position, meant),
        claim: open.map(|claim| Link {
            text: scene.words.say("remedy_claim").to_owned(),
            href: claim.link.clone(),
        }),
        because: meant.because.clone(),
    })
}

fn kind(kind: RemedyKind) -> (&'static str, &'static str) {
    match kind {
        RemedyKind::Credit => ("credit", "remedy_credit"),
        RemedyKind::Refund => ("refund", "remedy_refund"),
        RemedyKind::Extension => ("extension", "remedy_extension"),
        RemedyKind::Replacement => ("replacement", "remedy_replacement"),
        RemedyKind::None => ("none", "remedy_none"),
    }
}

/// Who gets it, how, until when, why, beside what, and against what, line by line.
fn facts(scene: &Scene<'_>, position: usize, meant: &Meant) -> Vec<Fact> {
    let known = &scene.report.apologies[position];
    let mut facts = Vec::new();
    facts.extend(
        meant
            .eligible
            .as_deref()
            .map(|eligible| scene.fact("eligible", "remedy_eligible", eligible)),
    );
    facts.extend(meant.delivery.map(|delivery| delivered(scene, delivery)));
    facts.extend(
        meant
            .claim
            .iter()
            .flat_map(|claim| claimed(scene, claim, known.claim)),
    );
    facts.extend(meant.basis.map(|basis| based(scene, basis)));
    facts.extend(beside_agreement(scene, position, meant));
    facts.extend(against(scene, position));
    facts.extend(meant.contact.as_deref().map(|address| {
        let link = contact(address);
        scene.fact_of(
            "contact",
            "remedy_contact",
            Html::link(&link.text, &link.href),
        )
    }));
    facts
}

/// Whether it comes on top of what an agreement owes, where one owes something: neither replaces the other silently.
fn beside_agreement(scene: &Scene<'_>, position: usize, meant: &Meant) -> Option<Fact> {
    let owed = scene.report.apologies[position].owed.as_ref()?.credit?;
    let own = meant.amount.is_none() || meant.amount == Some(Amount::Agreement);
    let key = match meant.includes_agreement {
        _ if own => return None,
        true => "remedy_includes_owed",
        false => "remedy_beside_owed",
    };
    let text = scene
        .words
        .fill(key, &[("credit", &credit_text(scene, owed))]);
    Some(scene.fact("agreement", "remedy_agreement", &text))
}

/// "4 h are 0.537 % of August 2009; this is 5.5 times that"
fn against(scene: &Scene<'_>, position: usize) -> Option<Fact> {
    let known = scene.report.against(scene.site, position)?;
    let (lost, month) = (
        duration_text(known.lost),
        scene.calendar().month(known.month),
    );
    let percent = known.lost_percent(3).replace('%', "\u{202f}%");
    let times = known.times(1)?;
    let values = [
        ("lost", lost.as_str()),
        ("percent", &percent),
        ("month", &month),
        ("times", &times),
    ];
    let text = scene.words.fill("remedy_against_sum", &values);
    let money = known.cost.zip(known.worth).map(|(cost, worth)| {
        let (cost, worth) = (price_text(&cost), price_text(&worth));
        scene.words.fill(
            "remedy_against_money",
            &[("cost", &cost), ("worth", &worth)],
        )
    });
    Some(Fact {
        note: money,
        ..scene.fact("against", "remedy_against", &text)
    })
}

/// "0.42 USD", rounded up.
pub(super) fn price_text(price: &Price) -> String {
    format!("{}\u{a0}{}", price.rounded_up(), price.currency)
}

fn amount_text(scene: &Scene<'_>, amount: &Amount) -> String {
    match amount {
        Amount::Share { percent, of } => scene.words.fill(
            "amount_share",
            &[("percent", &percent.0.text()), ("of", of)],
        ),
        Amount::Money(money) => format!("{}\u{a0}{}", money.amount.text(), money.currency),
        Amount::Days(days) => credit_text(scene, Credit::Days(*days)),
        Amount::Agreement => scene.words.say("amount_agreement").to_owned(),
    }
}

fn delivered(scene: &Scene<'_>, delivery: Delivery) -> Fact {
    let key = match delivery {
        Delivery::Automatic => "delivery_automatic",
        Delivery::Claim => "delivery_claim",
        Delivery::Request => "delivery_request",
    };
    scene.fact("delivery", "remedy_delivery", scene.words.say(key))
}

/// The window of a claim. How it stands is told by an instant, so that it is true whenever it is read: a page that says "open until" some
/// moment says nothing false after it.
fn claimed(scene: &Scene<'_>, claim: &Claim, state: Option<ClaimState>) -> Vec<Fact> {
    let Claim {
        link: _,
        opens,
        closes,
        once,
        because,
    } = claim;
    let instant = |at| scene.calendar().instant(at).html();
    let (key, at) = match state {
        Some(ClaimState::NotYetOpen) => ("claim_opens", *opens),
        Some(ClaimState::Closed) => ("claim_closed", *closes),
        Some(ClaimState::Open) | None => ("claim_open", *closes),
    };
    let mut facts = vec![scene.fact_of("claim", key, instant(at))];
    facts.push(match state {
        Some(ClaimState::NotYetOpen) => scene.fact_of("closes", "claim_closes", instant(*closes)),
        _ => scene.fact_of("opened", "claim_opened", instant(*opens)),
    });
    if *once {
        facts.push(scene.fact("once", "claim_times", scene.words.say("claim_once")));
    }
    facts.extend(
        because
            .as_deref()
            .map(|because| scene.fact("claim_because", "claim_because", because)),
    );
    facts
}

fn based(scene: &Scene<'_>, basis: Basis) -> Fact {
    let key = match basis {
        Basis::Goodwill => "basis_goodwill",
        Basis::Agreement => "basis_agreement",
        Basis::Law => "basis_law",
    };
    scene.fact("basis", "remedy_basis", scene.words.say(key))
}

/// An address by what it holds, without its scheme; a telephone number is kept in one line.
pub(super) fn contact(address: &str) -> Link {
    if address.starts_with('+') || address.starts_with("tel:") {
        let number = address.trim_start_matches("tel:");
        let text = number.replace('-', "\u{2011}").replace(' ', "\u{a0}");
        return Link {
            text,
            href: format!("tel:{}", number.replace(' ', "")),
        };
    }
    let bare = address
        .split_once("://")
        .or(address.split_once(':'))
        .map_or(address, |(_, rest)| rest);
    Link {
        text: bare.trim_end_matches('/').to_owned(),
        href: address.to_owned(),
    }
}

/// "3 days of service"
pub(super) fn credit_text(scene: &Scene<'_>, credit: Credit) -> String {
    match credit {
        Credit::Days(days) => scene
            .words
            .fill(day_key(days, "credit_days"), &[("n", &days.text())]),
        Credit::Percent(percent) => scene
            .words
            .fill("credit_percent", &[("percent", &percent.0.text())]),
        Credit::Multiple(times) if (times.digits, times.scale) == (1, 0) => {
            scene.words.say("credit_proportional").to_owned()
        }
        Credit::Multiple(times) => scene.words.fill("credit_multiple", &[("n", &times.text())]),
    }
}

/// The singular or the plural of a phrase about days.
fn day_key(days: Decimal, key: &str) -> &'static str {
    match (key, days.text().as_str()) {
        ("credit_days", "1") => "credit_days_one",
        _ => "credit_days_other",
    }
}
