//! When something on the page changes next although nobody writes anything: planned work begins, a claim closes, a promise falls due.

use crate::model::{ActionState, Apology, Component, Incident, Maintenance, Site};
use crate::timeline::Instant;

/// The first instant after `as_of` at which a state that the site shows becomes another one; `None` where all that is left is
/// time that passes.
#[must_use]
pub fn next_change(site: &Site, as_of: Instant) -> Option<Instant> {
    let components = site.components.iter().flat_map(lives);
    let impacts = site.incidents.iter().flat_map(|incident| ends(incident));
    let works = site.maintenances.iter().flat_map(planned);
    let notices = site.notices.iter().filter_map(|notice| notice.until);
    let letters = site.apologies.iter();
    let promised = letters.flat_map(|letter| promised(letter, site));
    let all = components
        .chain(impacts)
        .chain(works)
        .chain(notices.map(|until| until.at))
        .chain(promised);
    all.filter(|at| *at > as_of).min()
}

/// When a component enters the page and leaves it.
fn lives(component: &Component) -> impl Iterator<Item = Instant> {
    component.introduced.into_iter().chain(component.retired)
}

/// Ends that were announced beforehand.
fn ends(incident: &Incident) -> impl Iterator<Item = Instant> {
    let impacts = incident.impacts.iter();
    impacts.flat_map(|impact| [Some(impact.from), impact.to].into_iter().flatten())
}

fn planned(work: &Maintenance) -> [Instant; 2] {
    [work.planned.from(), work.planned.to()]
}

/// When what is given back can be claimed, when what was promised is overdue, and when that is past the site's grace.
fn promised<'a>(letter: &'a Apology, site: &'a Site) -> impl Iterator<Item = Instant> + 'a {
    let claim = letter
        .remedy
        .iter()
        .filter_map(|remedy| remedy.claim.as_ref());
    let open = letter
        .actions
        .iter()
        .filter(|action| matches!(action.state, ActionState::Open));
    let due = open.filter_map(|action| action.due);
    claim
        .flat_map(|claim| [claim.opens, claim.closes])
        .chain(due.flat_map(|day| {
            let over = site.zone.start(day.next());
            [over, over.plus(site.grace)]
        }))
}

#[cfg(test)]
mod tests {
    use super::next_change;
    use crate::model::Level;
    use crate::report::builder::{at, component, incident, site};

    #[test]
    fn the_next_change_is_the_first_that_lies_ahead() {
        let mut site = site("UTC");
        site.components
            .push(component("mail", Some(at("2009-09-01T00:00Z"))));
        let end = at("2009-09-03T00:00Z");
        let story = incident(0, Level::MajorOutage, at("2009-09-02T00:00Z"), Some(end));
        site.incidents.push(story.into());
        assert_eq!(
            next_change(&site, at("2009-08-01T00:00Z")),
            Some(at("2009-09-01T00:00Z"))
        );
        assert_eq!(next_change(&site, at("2009-09-02T00:00Z")), Some(end));
        assert_eq!(next_change(&site, end), None);
    }
}
