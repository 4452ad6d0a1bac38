//! What every other file needs of the site file: its zone, and the names that it declares.

use std::collections::{BTreeMap, BTreeSet};

use super::findings::Findings;
use super::unknown::{self, Kind};
use super::value;
use crate::model::{ComponentKey, Moment};
use crate::schema::{Place, SiteFile, Written};
use crate::timeline::{Instant, Zone};

/// The names and the instant that files are read against.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) zone: Zone,
    pub(crate) as_of: Instant,
    /// `None` while the site file cannot be read: then no name can be called unknown.
    pub(crate) names: Option<Names>,
}

/// The names that the site file declares, each with its position.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) components: BTreeMap<String, ComponentKey>,
    /// The components that are no groups, below each component: itself, or its members all the way down.
    pub(crate) leaves: Vec<Vec<ComponentKey>>,
    pub(crate) introduced: Vec<Option<Instant>>,
    /// The components that are no groups and are covered by an agreement, their own or that of a group around them.
    pub(crate) promised: BTreeSet<ComponentKey>,
    pub(crate) severities: BTreeMap<String, usize>,
}

impl Frame {
    /// The time written at `place`.
    pub(crate) fn time(
        &self,
        text: &str,
        place: &Place<'_>,
        found: &mut Findings,
    ) -> Option<Moment> {
        found.keep(value::time(text, &self.zone), place)
    }

    /// The time written at `place`, which must not lie after the instant of the build.
    pub(crate) fn past_time(
        &self,
        text: &str,
        place: &Place<'_>,
        found: &mut Findings,
    ) -> Option<Moment> {
        let moment = self.time(text, place, found)?;
        if moment.at > self.as_of {
            found.push(self.after_as_of(moment.at).at(place));
        }
        Some(moment)
    }

    /// What to say of a time that lies after the instant of the build.
    pub(crate) fn after_as_of(&self, at: Instant) -> value::Wrong {
        let message = format!(
            "this lies after the instant of the build: {} is later than {}",
            at.to_rfc3339(&self.zone),
            self.as_of.to_rfc3339(&self.zone)
        );
        value::Wrong::new("after-as-of", message)
            .help(format!(
                "a time without an offset is read in {}",
                self.zone.name()
            ))
            .help("to look at a later instant, build with `--as-of`")
    }

    /// The component named at `place`.
    pub(crate) fn component(
        &self,
        id: &str,
        place: &Place<'_>,
        found: &mut Findings,
    ) -> Option<ComponentKey> {
        let names = self.names.as_ref()?;
        let key = names.components.get(id).copied();
        if key.is_none() {
            let names = names.components.keys().map(String::as_str);
            let known: Vec<&str> = names.filter(|_| !found.is_full(place)).collect();
            found.push(unknown::id(place, Kind::Component, id, &known));
        }
        key
    }

    /// The components that are no groups and are meant by `key`: itself, or the members of the group.
    pub(crate) fn leaves(&self, key: ComponentKey) -> &[ComponentKey] {
        self.names
            .as_ref()
            .and_then(|names| names.leaves.get(key.0))
            .map_or(&[], Vec::as_slice)
    }

    /// The severity named at `place`.
    pub(crate) fn severity(
        &self,
        id: &str,
        place: &Place<'_>,
        found: &mut Findings,
    ) -> Option<usize> {
        let names = self.names.as_ref()?;
        let position = names.severities.get(id).copied();
        if position.is_none() {
            let names = names.severities.keys().map(String::as_str);
            let known: Vec<&str> = names.filter(|_| !found.is_full(place)).collect();
            found.push(unknown::id(place, Kind::Severity, id, &known));
        }
        position
    }
}

/// The site's zone; UTC where none is written.
pub(crate) fn zone(site: &Written<SiteFile>, found: &mut Findings) -> Zone {
    let top = site.origin.top();
    let zone = site
        .value
        .time_zone
        .as_deref()
        .and_then(|name| zone_named(name, &top.key("time_zone"), found));
    zone.unwrap_or_else(Zone::utc)
}

/// The zone named at `place`.
pub(crate) fn zone_named(name: &str, place: &Place<'_>, found: &mut Findings) -> Option<Zone> {
    let zone = Zone::named(name);
    if zone.is_none() {
        let wrong = place.error("unknown-zone", format!("there is no time zone `{name}`"));
        let names = Zone::all_names();
        let near = crate::diagnostic::did_you_mean(name, names.iter().map(String::as_str));
        found.push(wrong.help(near.unwrap_or_else(|| {
            "write its name in the time zone database: `Europe/Berlin`, `UTC`".to_owned()
        })));
    }
    zone
}
