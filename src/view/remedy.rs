//! What is given back: how much, to whom, how, and until when.

use serde::Serialize;

use super::{Fact, Html, Link, Scene};
use crate::model::{Amount, Basis, Claim, Credit, Decimal, Delivery, Remedy as Meant, RemedyKind};
use crate::report::ClaimState;

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

pub(super) fn remedy(scene: &Scene<'_>, remedy: &Meant, state: Option<ClaimState>) -> Remedy {
    let Meant {
        kind,
        amount,
        basis,
        eligible,
        delivery,
        claim,
        contact: _,
        because,
    } = remedy;
    let (name, key) = match kind {
        RemedyKind::Credit => ("credit", "remedy_credit"),
        RemedyKind::Refund => ("refund", "remedy_refund"),
        RemedyKind::Extension => ("extension", "remedy_extension"),
        RemedyKind::Replacement => ("replacement", "remedy_replacement"),
        RemedyKind::None => ("none", "remedy_none"),
    };
    let title = scene.words.say(key);
    let text = match amount.as_ref().map(|amount| amount_text(scene, amount)) {
        Some(amount) => scene
            .words
            .fill("remedy_amount", &[("kind", title), ("amount", &amount)]),
        None => title.to_owned(),
    };
    let mut facts = Vec::new();
    facts.extend(
        eligible
            .as_deref()
            .map(|eligible| scene.fact("eligible", "remedy_eligible", eligible)),
    );
    facts.extend(delivery.map(|delivery| delivered(scene, delivery)));
    facts.extend(claim.iter().flat_map(|claim| claimed(scene, claim)));
    facts.extend(basis.map(|basis| based(scene, basis)));
    facts.extend(remedy.contact.as_deref().map(|address| {
        let link = contact(address);
        scene.fact_of(
            "contact",
            "remedy_contact",
            Html::link(&link.text, &link.href),
        )
    }));
    let open = claim.as_ref().filter(|_| state != Some(ClaimState::Closed));
    let claim = open.map(|claim| Link {
        text: scene.words.say("remedy_claim").to_owned(),
        href: claim.link.clone(),
    });
    Remedy {
        name,
        text,
        facts,
        claim,
        because: because.clone(),
    }
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

/// The window of a claim, told by its two instants: true whenever it is read.
fn claimed(scene: &Scene<'_>, claim: &Claim) -> Vec<Fact> {
    let Claim {
        link: _,
        opens,
        closes,
        once,
        because,
    } = claim;
    let mut facts = vec![
        scene.fact_of(
            "opens",
            "claim_opens",
            scene.calendar().instant(*opens).html(),
        ),
        scene.fact_of(
            "closes",
            "claim_closes",
            scene.calendar().instant(*closes).html(),
        ),
    ];
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
