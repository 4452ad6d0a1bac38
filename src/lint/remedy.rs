//! What is given back: whether it comes to what was lost, who is meant, and what people have to do for it.

use std::collections::BTreeMap;

use super::rules;
use crate::diagnostic::Diagnostic;
use crate::model::{
    Amount, Apology, BasisPoints, Claim, ComponentKey, Decimal, Delivery, Fee, FeePer, Incident,
    Remedy, Site,
};
use crate::report::Report;
use crate::schema::Place;
use crate::timeline::{Month, duration_text};

/// A claim that is open for less is short. An hour less is for the night when the clocks go forward.
const SHORT: i64 = 7 * 86_400 - 3_600;
/// Digits that may be the number of an account.
const ACCOUNT: usize = 4;

/// The time that was lost, and the times that prices are for. All in seconds.
pub(super) struct Lost {
    /// Time of the component that lost the most, weighed as the site counts it, in basis points of a second.
    weighed: u128,
    month: u128,
    year: u128,
    /// The price of the agreement of what was hit.
    fee: Option<Fee>,
}

impl Lost {
    /// What the incidents of `letter` took.
    pub(super) fn of(site: &Site, report: &Report, letter: &Apology) -> Self {
        let mut lost: BTreeMap<ComponentKey, u128> = BTreeMap::new();
        let about = letter.incidents.iter().filter_map(|position| {
            Some((
                site.incidents.get(*position)?,
                report.incidents.get(*position)?,
            ))
        });
        let mut fee = None;
        for (incident, known) in about.clone() {
            for (impact, seconds) in incident.impacts.iter().zip(&known.impacts) {
                let weight = impact.share.unwrap_or(site.counting.weight(impact.level));
                let BasisPoints(weight) = weight;
                let seconds = u128::from(seconds.unsigned_abs());
                *lost.entry(impact.component).or_default() += seconds * u128::from(weight);
                let agreement = site.component(impact.component).agreement;
                let agreement = agreement.and_then(|position| site.agreements.get(position));
                fee = fee.or_else(|| agreement?.fee.clone());
            }
        }
        let first = about.map(|(incident, _)| incident.started.at).min();
        let day = site.zone.day_of(first.unwrap_or(letter.published.at));
        let seconds = |seconds: i64| u128::from(seconds.unsigned_abs());
        Self {
            weighed: lost.into_values().max().unwrap_or(0),
            month: seconds(site.zone.month(Month::of(day)).seconds()),
            year: seconds(site.zone.year(day.year()).seconds()),
            fee,
        }
    }

    /// Whether `part` of `whole` of a price for `period` seconds is less than what was lost of it.
    fn is_above(&self, (part, whole): (u128, u128), period: u128) -> bool {
        let given = part
            .checked_mul(period)
            .and_then(|one| one.checked_mul(10_000));
        let lost = self.weighed.checked_mul(whole);
        matches!((given, lost), (Some(given), Some(lost)) if given < lost)
    }

    /// The share of `period` that was lost, in hundredths of a per cent, never too much: `3.33%`.
    fn share(&self, period: u128) -> String {
        let hundredths = self.weighed / period.max(1);
        format!("{}.{:02}%", hundredths / 100, hundredths % 100)
    }
}

/// Everything about the remedy at `place`, given for `incidents`.
pub(super) fn found(
    remedy: &Remedy,
    (lost, incidents): (&Lost, &[(&Incident, i64)]),
    place: &Place<'_>,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if let Some(words) = remedy.amount.as_ref().and_then(|one| too_little(one, lost)) {
        let span = place.key("amount").span();
        found.push(rules::found("remedy/below-pro-rata", (&words, span)));
    }
    let Some(claim) = &remedy.claim else {
        return found;
    };
    let here = place.key("claim");
    let asked = remedy.delivery == Some(Delivery::Claim);
    if asked && remedy.eligible.is_none() {
        found.push(rules::found(
            "remedy/incomplete",
            ("", here.key("link").span()),
        ));
    }
    if let Some(words) = friction(claim, incidents).filter(|_| asked && claim.because.is_none()) {
        let span = here.key("closes").span();
        found.push(rules::found("remedy/claim-friction", (&words, span)));
    }
    if let Some(words) = private(&claim.link) {
        let span = here.key("link").span();
        found.push(rules::found("mail/private-data-in-link", (&words, span)));
    }
    found
}

/// Both numbers, where the amount is worth less than the time.
fn too_little(amount: &Amount, lost: &Lost) -> Option<String> {
    match amount {
        Amount::Share { percent, of } => {
            let of = of.to_lowercase();
            let yearly = ["year", "annual"].iter().any(|word| of.contains(word));
            let (period, name) = if yearly {
                (lost.year, "year")
            } else {
                (lost.month, "month")
            };
            let little = lost.is_above(percent.fraction(), period);
            let (given, share) = (percent.0.text(), lost.share(period));
            little.then(|| format!("{given}% is given back, and {share} of the {name} was lost"))
        }
        Amount::Days(days) => {
            let given = (u128::from(days.digits) * 86_400, 10_u128.pow(days.scale));
            let little = lost.is_above(given, 1);
            let seconds = i64::try_from(lost.weighed / 10_000).unwrap_or(i64::MAX);
            let (given, text) = (days.text(), duration_text(seconds));
            little.then(|| format!("{given} days are given back, and {text} was lost"))
        }
        Amount::Money(money) => {
            let fee = lost.fee.as_ref()?;
            let (period, name) = match fee.per {
                FeePer::Month => (lost.month, "month"),
                FeePer::Year => (lost.year, "year"),
            };
            let same = money.currency == fee.money.currency;
            let (part, whole) = ratio(money.amount, fee.money.amount)?;
            let little = same && lost.is_above((part, whole), period);
            let (given, share) = (money.amount.text(), lost.share(period));
            let (currency, price) = (&money.currency, fee.money.amount.text());
            little.then(|| format!("{given} {currency} is given back, and {share} of a {name} at {price} {currency} was lost"))
        }
        Amount::Agreement => None,
    }
}

/// `one / other`, as a fraction.
fn ratio(one: Decimal, other: Decimal) -> Option<(u128, u128)> {
    let scaled = |number: Decimal, by: u32| u128::from(number.digits) * 10_u128.pow(by);
    (other.digits > 0).then(|| (scaled(one, other.scale), scaled(other, one.scale)))
}

/// What people have to do that could be done for them.
fn friction(claim: &Claim, incidents: &[(&Incident, i64)]) -> Option<String> {
    let counts = incidents
        .iter()
        .filter_map(|(incident, _)| incident.affected.as_ref());
    let mut counts = counts.flat_map(|affected| &affected.counts);
    let open = claim.closes - claim.opens;
    if open < SHORT {
        return Some(format!(
            "the claim is open for {} only",
            duration_text(open)
        ));
    }
    let known = counts.find(|count| count.what == "accounts")?;
    Some(format!(
        "the {} accounts that were hit are known, and have to claim it all the same",
        known.hit
    ))
}

/// Names of parts of an address that say who somebody is, and those that do where their value is a plain number.
const NAMES: [&str; 13] = [
    "email",
    "e-mail",
    "mail",
    "name",
    "firstname",
    "first_name",
    "lastname",
    "last_name",
    "surname",
    "phone",
    "birthday",
    "dob",
    "ssn",
];
const NUMBERS: [&str; 10] = [
    "account",
    "account_id",
    "accountid",
    "acct",
    "customer",
    "customer_id",
    "customerid",
    "user_id",
    "userid",
    "uid",
];

/// What of `link` is about a person.
fn private(link: &str) -> Option<String> {
    let (scheme, rest) = link.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
        return None;
    }
    let lower = rest.to_lowercase();
    if lower.contains('@') || lower.contains("%40") {
        return Some("the link of the claim holds a mail address".to_owned());
    }
    let (_, parts) = lower.split_once(['?', '#'])?;
    let pairs = parts.split(['&', ';', '?', '#']);
    let mut pairs = pairs.filter_map(|pair| pair.split_once('='));
    let (name, _) = pairs.find(|(name, value)| {
        let digits = value.len() >= ACCOUNT && value.bytes().all(|byte| byte.is_ascii_digit());
        !value.is_empty() && (NAMES.contains(name) || digits && NUMBERS.contains(name))
    })?;
    Some(format!(
        "the link of the claim says who somebody is: `{name}`"
    ))
}
