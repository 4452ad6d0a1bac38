//! What is known of one apology at one instant: whether its claim is open, whether its promises are kept, and what is owed by agreement.

use std::collections::BTreeSet;

use super::evidence::with_groups;
use super::facts::Books;
use super::incident::span;
use super::weights::weights;
use super::{ApologyReport, ClaimState, Owed, PromiseState, Together, agreement};
use crate::model::{
    Action, ActionState, Apology, Claim, ComponentKey, Incident, Level, Period, Site,
};
use crate::timeline::{Instant, Interval, Zone};

/// The report of `apology`.
pub(super) fn apology(
    site: &Site,
    apology: &Apology,
    books: &Books,
    as_of: Instant,
) -> ApologyReport {
    let claim = apology
        .remedy
        .as_ref()
        .and_then(|remedy| remedy.claim.as_ref());
    let owed = owed(site, apology, books, as_of);
    ApologyReport {
        together: owed.as_ref().map_or_else(Vec::new, |owed| {
            sums(site, (apology, owed.agreement), books, as_of)
        }),
        claim: claim.map(|claim| claim_state(claim, as_of)),
        promises: apology
            .actions
            .iter()
            .map(|action| promise(action, &site.zone, as_of))
            .collect(),
        owed,
    }
}

/// Half open, as all time: at its last instant a claim is closed.
pub(super) fn claim_state(claim: &Claim, as_of: Instant) -> ClaimState {
    if as_of < claim.opens {
        ClaimState::NotYetOpen
    } else if as_of < claim.closes {
        ClaimState::Open
    } else {
        ClaimState::Closed
    }
}

/// A promise is due until its day is over, in the site's zone.
fn promise(action: &Action, zone: &Zone, as_of: Instant) -> PromiseState {
    match (&action.state, action.due) {
        (ActionState::Done(_), _) => PromiseState::Kept,
        (ActionState::Dropped(_), _) => PromiseState::Dropped,
        (ActionState::Open, Some(due)) if as_of >= zone.start(due.next()) => PromiseState::Overdue,
        (ActionState::Open, _) => PromiseState::Due,
    }
}

fn owed(site: &Site, apology: &Apology, books: &Books, as_of: Instant) -> Option<Owed> {
    let first = first(site, apology)?;
    let (key, position) = worst_hit(site, first, as_of)?;
    let window = window(site, position, first, as_of)?;
    agreement::owed(site, books, (key, position), window, as_of)
}

/// The first incident of the letter.
fn first<'s>(site: &'s Site, apology: &Apology) -> Option<&'s Incident> {
    let incidents = apology.incidents.iter();
    incidents
        .filter_map(|position| site.incidents.get(*position))
        .map(AsRef::as_ref)
        .min_by_key(|incident| incident.started.at)
}

/// The period of the agreement at `position` that `first` is in.
fn window(site: &Site, position: usize, first: &Incident, as_of: Instant) -> Option<Interval> {
    let agreement = site.agreements.get(position)?;
    // A calendar period is the one in which it began; a rolling one must hold the harm, so it ends with it.
    let at = match agreement.period {
        Period::CalendarMonth | Period::CalendarQuarter => first.started.at,
        Period::Rolling { .. } => first
            .resolved
            .map_or(as_of, |end| end.at.min(as_of))
            .plus(-1),
    };
    Some(agreement::window_at(site, agreement, at))
}

/// What each agreement owes for its period to all components together that the letter is about; that at `leading` first.
fn sums(
    site: &Site,
    (apology, leading): (&Apology, usize),
    books: &Books,
    as_of: Instant,
) -> Vec<Together> {
    let others = (0..site.agreements.len()).filter(|position| *position != leading);
    let all = std::iter::once(leading).chain(others);
    all.filter_map(|position| together(site, (apology, position), books, as_of))
        .collect()
}

/// What the agreement at `position` owes for its period to all components together that the incidents of the letter hit, themselves,
/// through their group or through a member.
fn together(
    site: &Site,
    (apology, position): (&Apology, usize),
    books: &Books,
    as_of: Instant,
) -> Option<Together> {
    let window = window(site, position, first(site, apology)?, as_of)?;
    let incidents = apology.incidents.iter();
    let incidents = incidents.filter_map(|position| site.incidents.get(*position));
    let hit: BTreeSet<_> = incidents
        .flat_map(|incident| &incident.impacts)
        .map(|impact| impact.component)
        .collect();
    let with_it = site
        .component_keys()
        .filter(|key| site.component(*key).agreement == Some(position));
    let about = with_it.filter(|key| {
        let mut hit = hit.iter();
        hit.any(|hit| site.is_within(*hit, *key) || site.is_within(*key, *hit))
    });
    let of_each =
        about.filter_map(|key| agreement::owed(site, books, (key, position), window, as_of));
    Together::of(site, &of_each.collect::<Vec<_>>())
}

/// Of the components that the incident hit and that have an agreement, themselves or through their group, the one that lost the most.
fn worst_hit(site: &Site, incident: &Incident, as_of: Instant) -> Option<(ComponentKey, usize)> {
    let mut worst: Option<((u128, Level), ComponentKey, usize)> = None;
    for impact in &incident.impacts {
        let promised = with_groups(site, impact.component).find_map(|position| {
            Some((ComponentKey(position), site.components[position].agreement?))
        });
        let Some((key, agreement)) = promised else {
            continue;
        };
        let [weight, ..] = weights(&site.counting, impact.level, impact.share);
        let seconds = span(impact, as_of).map_or(0, |span| span.seconds().unsigned_abs());
        let harm = (u128::from(weight) * u128::from(seconds), impact.level);
        if worst.as_ref().is_none_or(|(most, _, _)| harm > *most) {
            worst = Some((harm, key, agreement));
        }
    }
    worst.map(|(_, key, agreement)| (key, agreement))
}

#[cfg(test)]
mod tests {
    use crate::model::{
        Action, ActionState, Agreement, Apology, Credit, Decimal, Level, Percent, Period, Rollup,
        Site, Tier,
    };
    use crate::report::builder::{at, component, group, incident, link, moment, silence, site};
    use crate::report::{PromiseState, Report, report};
    use crate::timeline::Day;

    fn letter(actions: Vec<Action>) -> Apology {
        Apology {
            id: "sorry".to_owned(),
            title: String::new(),
            incidents: vec![0],
            published: moment(at("2009-09-01T18:59-07:00")),
            author: None,
            actions,
            remedy: None,
            revisions: Vec::new(),
            allow: Vec::new(),
            prose: silence(),
        }
    }

    fn action(state: ActionState, due: Option<&str>) -> Action {
        let due = due.map(|day| Day::parse(day).unwrap());
        Action {
            text: String::new(),
            kind: None,
            owner: None,
            state,
            due,
            link: None,
        }
    }

    fn mail() -> Site {
        let mut site = site("America/Los_Angeles");
        site.components = vec![
            group("mail", Rollup::AnyDown, &[1]),
            component("mail-web", None),
        ];
        site.components[1].introduced = Some(at("2004-04-01T00:00-08:00"));
        link(&mut site);
        let (from, to) = (at("2009-09-01T12:30-07:00"), at("2009-09-01T14:10-07:00"));
        site.incidents
            .push(incident(1, Level::MajorOutage, from, Some(to)).into());
        std::sync::Arc::make_mut(&mut site.incidents[0]).apologies = vec![0];
        site
    }

    fn days(digits: u64) -> Credit {
        Credit::Days(Decimal { digits, scale: 0 })
    }

    fn premier(cap: Option<Credit>) -> Agreement {
        let tier = |digits, credit| Tier {
            below: Percent(Decimal { digits, scale: 1 }),
            credit: days(credit),
        };
        Agreement {
            id: "premier".to_owned(),
            period: Period::CalendarMonth,
            zone: None,
            min_outage: None,
            tiers: vec![tier(999, 3), tier(990, 7), tier(950, 15)],
            cap,
            fee: None,
            claim: None,
        }
    }

    #[test]
    fn a_promise_is_overdue_when_its_day_is_over() {
        let mut site = mail();
        site.apologies.push(letter(vec![
            action(ActionState::Open, Some("2009-10-15")),
            action(ActionState::Open, None),
            action(ActionState::Done(None), Some("2009-09-02")),
            action(ActionState::Dropped(String::new()), None),
        ]));
        let states = |as_of: &str| report(&site, at(as_of)).apologies.swap_remove(0).promises;
        let (due, kept, dropped) = (PromiseState::Due, PromiseState::Kept, PromiseState::Dropped);
        assert_eq!(
            states("2009-10-15T23:59:59-07:00"),
            [due, due, kept, dropped]
        );
        assert_eq!(
            states("2009-10-16T00:00-07:00"),
            [PromiseState::Overdue, due, kept, dropped]
        );
    }

    fn owed(cap: Option<Credit>, of_group: bool) -> Report {
        let mut site = mail();
        site.agreements.push(premier(cap));
        site.components[usize::from(!of_group)].agreement = Some(0);
        site.apologies.push(letter(Vec::new()));
        report(&site, at("2009-10-02T00:00-07:00"))
    }

    #[test]
    fn the_month_of_the_mail_outage_owes_three_days() {
        let report = owed(None, false);
        let owed = report.apologies[0].owed.as_ref().unwrap();
        assert_eq!(owed.credit, Some(days(3)));
        assert_eq!(owed.availability.percent(3).as_deref(), Some("99.768%"));
        assert_eq!(report.incidents[0].explanation, Some(23_340));
    }

    #[test]
    fn an_agreement_of_the_group_owes_too() {
        let owed = owed(None, true).apologies.swap_remove(0).owed.unwrap();
        assert_eq!((owed.component.0, owed.credit), (0, Some(days(3))));
    }

    #[test]
    fn no_more_is_owed_than_the_cap() {
        let owed = owed(Some(days(2)), false)
            .apologies
            .swap_remove(0)
            .owed
            .unwrap();
        assert_eq!(owed.credit, Some(days(2)));
    }
}
