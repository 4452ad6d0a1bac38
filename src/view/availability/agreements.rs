//! Agreements: what is owed from when on, what is owed now, what that is worth, and how to get it.

use serde::Serialize;

use crate::model::{Agreement, ComponentKey, Fee, FeePer, Percent, Period};
use crate::report::{Budget, Owed};
use crate::timeline::{Interval, duration_text};
use crate::view::api::days;
use crate::view::figure::Precision;
use crate::view::{Figure, Html, Link, Scene, apology, owed, remedy};

/// How many periods back something may still be claimed of, where an agreement has no limit.
const BACK: usize = 24;

/// An agreement, and what it owes.
#[derive(Debug, Serialize)]
pub struct AgreementView {
    /// Its id.
    pub id: String,
    /// "Agreement premier"
    pub title: String,
    /// What is owed from when on, mildest first: "Below 99.9 %, …: 3 days of service".
    pub tiers: Vec<String>,
    /// What else it says: its limit, its example fee, how to claim. A sentence each.
    pub terms: Vec<Html>,
    /// What it owes for which component and period: the running one, the last, and older ones that can still be claimed.
    pub rows: Vec<OwedRow>,
    /// What the agreement owes for several components together in the periods of these rows, newest first.
    pub together: Vec<TogetherRow>,
}

/// What is owed for one component and period.
#[derive(Debug, Clone, Serialize)]
pub struct OwedRow {
    /// The component's page.
    pub component: Link,
    /// "September 2009", "October 2009 so far"
    pub period: String,
    /// Its figure; of a period that runs, as it will be if nothing more happens.
    pub figure: Figure,
    /// "3 days of service", "Nothing"
    pub owed: String,
    /// "worth 0.42 USD on the example fee of 50.00 USD per year, rounded up"
    pub worth: Option<String>,
    /// Until when and where to ask for it.
    pub claim: Option<Html>,
    /// What the agreement does not count, where that makes a difference.
    pub left_out: Option<String>,
}

/// What several components are owed together for one period.
#[derive(Debug, Serialize)]
pub struct TogetherRow {
    /// "September 2009", "October 2009 so far"
    pub period: String,
    /// "Owed together for Web interface and Delivery: 6 days of service, of at most 15 days of service."
    pub text: String,
}

/// Every agreement that a living component has.
pub(super) fn all(scene: &Scene<'_>) -> Vec<AgreementView> {
    let agreements = scene.site.agreements.iter().enumerate();
    let views = agreements.map(|(position, agreement)| {
        let owed = told(scene, position, agreement);
        AgreementView {
            id: agreement.id.clone(),
            title: scene
                .words
                .fill("agreement_title", &[("id", &agreement.id)]),
            tiers: tiers(scene, agreement),
            terms: terms(scene, agreement),
            rows: owed.iter().map(|owed| row(scene, owed)).collect(),
            together: together(scene, position, &owed),
        }
    });
    views.filter(|view| !view.rows.is_empty()).collect()
}

/// What the agreement at `position` owes for several components together, for each period that the rows of `owed` tell of: all components
/// count, also those that were retired since, for it is one bill.
fn together(scene: &Scene<'_>, position: usize, owed: &[Owed]) -> Vec<TogetherRow> {
    let windows = owed.iter().map(|one| (one.window.from(), one.window.to()));
    let mut windows: Vec<_> = windows.collect();
    windows.sort_unstable_by(|one, other| other.cmp(one));
    windows.dedup();
    let windows = windows
        .into_iter()
        .filter_map(|(from, to)| Interval::new(from, to));
    let sums = windows.filter_map(|window| {
        let sum = scene.report.owed_together(scene.site, position, window)?;
        Some(TogetherRow {
            period: period_name(scene, position, (window, sum.running)),
            text: owed::together(scene, &sum),
        })
    });
    sums.collect()
}

fn told(scene: &Scene<'_>, position: usize, agreement: &Agreement) -> Vec<Owed> {
    let keys = scene.site.component_keys();
    let with_it = keys.filter(|key| {
        let component = scene.site.component(*key);
        component.agreement == Some(position) && scene.report.components[key.0].alive
    });
    with_it
        .flat_map(|key| periods(scene, key, agreement))
        .collect()
}

/// The period that runs, the last one, and those before it of which something is owed that can still be claimed.
fn periods(scene: &Scene<'_>, key: ComponentKey, agreement: &Agreement) -> Vec<Owed> {
    let owed = |at| scene.report.owed(scene.site, key, at);
    let running = owed(scene.report.as_of.plus(-1));
    if matches!(agreement.period, Period::Rolling { .. }) {
        return running.into_iter().collect();
    }
    let before = |last: &Owed| owed(last.window.from().plus(-1));
    let mut all = std::iter::successors(running, before)
        .take_while(|owed| scene.report.lived(key, owed.window))
        .take(BACK);
    let mut told: Vec<_> = all.by_ref().take(2).collect();
    if agreement
        .claim
        .as_ref()
        .is_some_and(|claim| !claim.automatic)
    {
        let open = |owed: &Owed| owed.claim_by.is_none_or(|end| end > scene.report.as_of);
        told.extend(all.filter(|owed| owed.credit.is_some() && open(owed)));
    }
    told
}

/// One line about what is owed.
pub(super) fn row(scene: &Scene<'_>, owed: &Owed) -> OwedRow {
    let agreement = scene.site.agreements.get(owed.agreement);
    let figure = Figure::bare(&owed.availability, Precision::Fine, scene.words);
    OwedRow {
        component: scene.component(owed.component),
        period: period_name(scene, owed.agreement, (owed.window, owed.running)),
        figure: if owed.incomplete {
            figure.at_most(scene.words)
        } else {
            figure
        },
        owed: apology::owed_text(scene, owed),
        worth: agreement.and_then(|agreement| worth(scene, agreement, owed)),
        claim: agreement.and_then(|agreement| claim(scene, agreement, owed)),
        left_out: owed::left_out(scene, owed),
    }
}

/// "September 2009", "October 2009 so far"
fn period_name(scene: &Scene<'_>, agreement: usize, (window, running): (Interval, bool)) -> String {
    let agreement = scene.site.agreements.get(agreement);
    let zone = agreement.and_then(|agreement| agreement.zone.as_ref());
    let period = agreement.map_or(Period::CalendarMonth, |agreement| agreement.period);
    let name = scene.window_name(period, window, zone.unwrap_or(&scene.site.zone));
    if running && !matches!(period, Period::Rolling { .. }) {
        scene.words.fill("month_so_far", &[("month", &name)])
    } else {
        name
    }
}

fn worth(scene: &Scene<'_>, agreement: &Agreement, owed: &Owed) -> Option<String> {
    let (worth, fee) = (owed.worth.as_ref()?, agreement.fee.as_ref()?);
    let money = format!("{}\u{a0}{}", worth.rounded_up(), worth.currency);
    let values = [("money", money.as_str()), ("fee", &fee_text(scene, fee))];
    Some(scene.words.fill("owed_worth", &values))
}

fn fee_text(scene: &Scene<'_>, fee: &Fee) -> String {
    let money = format!("{}\u{a0}{}", fee.money.amount.text(), fee.money.currency);
    let key = match fee.per {
        FeePer::Month => "fee_month",
        FeePer::Year => "fee_year",
    };
    scene.words.fill(key, &[("money", &money)])
}

/// Until when and where to ask.
fn claim(scene: &Scene<'_>, agreement: &Agreement, owed: &Owed) -> Option<Html> {
    let claim = agreement.claim.as_ref().filter(|_| owed.credit.is_some())?;
    if claim.automatic {
        return Some(Html::text(scene.words.say("delivery_automatic")));
    }
    let mut said = Vec::new();
    if let Some(end) = owed.claim_by {
        let key = if end > scene.report.as_of {
            "claim_until"
        } else {
            "claim_until_past"
        };
        let end = scene.calendar().instant(end).html();
        said.push(format!(
            "{} {}",
            Html::text(scene.words.say(key)).as_str(),
            end.as_str()
        ));
    }
    if let Some(contact) = &claim.contact {
        let link = remedy::contact(contact);
        said.push(Html::link(&link.text, &link.href).as_str().to_owned());
    }
    (!said.is_empty()).then(|| Html::trusted(&said.join(scene.words.say("list_comma"))))
}

fn tiers(scene: &Scene<'_>, agreement: &Agreement) -> Vec<String> {
    let days = days(agreement.period);
    let tier = |below: Percent, credit| {
        let budget = Budget::of_days(below, days);
        let (percent, down) = (
            format!("{}\u{202f}%", below.0.text()),
            duration_text(budget.allowed_seconds()),
        );
        let values = [
            ("percent", percent.as_str()),
            ("duration", &down),
            ("n", &days.to_string()),
            ("credit", &remedy::credit_text(scene, credit)),
        ];
        scene.words.fill("tier", &values)
    };
    agreement
        .tiers
        .iter()
        .map(|one| tier(one.below, one.credit))
        .collect()
}

fn terms(scene: &Scene<'_>, agreement: &Agreement) -> Vec<Html> {
    let words = scene.words;
    let mut terms = vec![Html::text(words.say("agreement_exact"))];
    terms.extend(agreement.cap.map(|cap| {
        let credit = remedy::credit_text(scene, cap);
        Html::text(&words.fill("agreement_cap", &[("credit", &credit)]))
    }));
    terms.extend(agreement.min_outage.map(|seconds| {
        let duration = duration_text(seconds);
        Html::text(&words.fill("agreement_min_outage", &[("duration", &duration)]))
    }));
    terms.extend(
        agreement
            .zone
            .as_ref()
            .map(|zone| Html::text(&words.fill("agreement_zone", &[("zone", zone.name())]))),
    );
    let Some(claim) = &agreement.claim else {
        return terms;
    };
    if claim.automatic {
        terms.push(Html::text(words.say("agreement_automatic")));
        return terms;
    }
    let asked = match claim.within {
        Some(within) => words.fill("agreement_within", &[("duration", &duration_text(within))]),
        None => words.say("agreement_request").to_owned(),
    };
    let contact = claim.contact.as_deref().map(remedy::contact);
    let contact = contact.map(|link| Html::link(&link.text, &link.href));
    let contact = contact.as_ref().map_or("", Html::as_str);
    terms.push(Html::trusted(
        format!("{} {contact}", Html::text(&asked).as_str()).trim_end(),
    ));
    terms
}
