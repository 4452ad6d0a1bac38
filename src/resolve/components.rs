//! The tree of components in the site file → a list in the order written, groups before their members.

use std::collections::BTreeMap;

use super::findings::Findings;
use super::frame::Names;
use super::unknown::{self, Kind};
use super::value;
use crate::model::{Component, ComponentKey, Decimal, Objective, Percent, Period, Rollup};
use crate::schema::{ComponentEntry, Either, Place};
use crate::source::Span;
use crate::timeline::{Instant, Zone};

const ROLLUPS: [(&str, Rollup); 4] = [
    ("any_down", Rollup::AnyDown),
    ("all_down", Rollup::AllDown),
    ("mean", Rollup::Mean),
    ("weighted", Rollup::Weighted),
];

/// Deepest nesting of groups.
const DEPTH: usize = 8;

pub(crate) struct Components<'a> {
    pub(crate) list: Vec<Component>,
    pub(crate) names: Names,
    pub(crate) zone: &'a Zone,
    pub(crate) agreements: &'a BTreeMap<String, usize>,
    /// Everything that is declared, and where, to find the first of two.
    pub(crate) all: (&'a [ComponentEntry], &'a Place<'a>),
}

impl Components<'_> {
    /// Adds `entries` and their members below `parent`.
    pub(crate) fn add(
        &mut self,
        entries: &[ComponentEntry],
        place: &Place<'_>,
        parent: Option<ComponentKey>,
        found: &mut Findings,
    ) -> Vec<ComponentKey> {
        let items = entries.iter().enumerate();
        items
            .filter_map(|(index, entry)| self.one(entry, &place.index(index), parent, found))
            .collect()
    }

    fn one(
        &mut self,
        entry: &ComponentEntry,
        place: &Place<'_>,
        parent: Option<ComponentKey>,
        found: &mut Findings,
    ) -> Option<ComponentKey> {
        // Said once, here: the id still counts as declared, so that no file that uses it is called wrong too.
        found.keep(
            super::ids::check(&entry.id, crate::output::Kind::Component),
            &place.key("id"),
        );
        if self.names.components.contains_key(&entry.id) {
            let message = format!("the component `{}` is declared twice", entry.id);
            let wrong = place.key("id").error("component-twice", message);
            let wrong =
                wrong.help("an id is declared once: give one of the two another, or remove it");
            let (entries, top) = self.all;
            found.push(match first(entries, top, &entry.id) {
                Some(span) => wrong.also(span, "first here"),
                None => wrong,
            });
            return None;
        }
        let depth = parent.map_or(0, |parent| self.list[parent.0].depth + 1);
        if depth >= DEPTH {
            found.push(place.key("id").error(
                "too-deep",
                format!("groups nest deeper than {DEPTH} levels"),
            ));
            return None;
        }
        let key = ComponentKey(self.list.len());
        let component = self.read(entry, place, (parent, depth), found);
        self.names.components.insert(entry.id.clone(), key);
        self.names.introduced.push(component.introduced);
        self.names.leaves.push(Vec::new());
        let promised = component.agreement.is_some();
        self.list.push(component);
        self.members(entry, place, key, found);
        if promised {
            let covered = self.names.leaves[key.0].iter().copied();
            self.names.promised.extend(covered);
        }
        Some(key)
    }

    fn members(
        &mut self,
        entry: &ComponentEntry,
        place: &Place<'_>,
        key: ComponentKey,
        found: &mut Findings,
    ) {
        let Some(entries) = &entry.components else {
            self.names.leaves[key.0] = vec![key];
            return;
        };
        let inside = place.key("components");
        if entries.is_empty() {
            let message = format!("the group `{}` has no members", entry.id);
            let wrong = inside.error("group-empty", message);
            found.push(
                wrong.help("list its members, or remove the key to make it a component of its own"),
            );
        }
        let members = self.add(entries, &inside, Some(key), found);
        self.names.leaves[key.0] = members
            .iter()
            .flat_map(|member| self.names.leaves[member.0].clone())
            .collect();
        self.list[key.0].members = members;
    }

    fn read(
        &self,
        entry: &ComponentEntry,
        place: &Place<'_>,
        (parent, depth): (Option<ComponentKey>, usize),
        found: &mut Findings,
    ) -> Component {
        let ComponentEntry {
            id,
            name,
            description,
            rollup,
            weight,
            components: _,
            introduced,
            retired,
            objective,
            agreement,
        } = entry;
        let rollup = rollup
            .as_ref()
            .and_then(|word| found.word(word, &place.key("rollup"), &ROLLUPS));
        let weight = found.optional(weight.as_ref(), &place.key("weight"), value::parts);
        let introduced = self.day(introduced.as_ref(), &place.key("introduced"), found);
        let retired = self.day(retired.as_ref(), &place.key("retired"), found);
        if let (Some(from), Some(to)) = (introduced, retired)
            && to <= from
        {
            let message = "the component is retired before it is introduced";
            let wrong = place.key("retired").error("ends-before-start", message);
            let wrong = wrong.also(place.key("introduced").span(), "introduced here");
            found.push(wrong.help("check both days"));
        }
        Component {
            id: id.clone(),
            name: name
                .as_ref()
                .and_then(|name| found.line(name, &place.key("name")))
                .unwrap_or_else(|| id.clone()),
            description: found.optional_line(description.as_ref(), &place.key("description")),
            parent,
            depth,
            members: Vec::new(),
            rollup: rollup.unwrap_or(Rollup::AnyDown),
            weight: weight.unwrap_or(1),
            introduced,
            retired,
            objective: objective
                .as_ref()
                .and_then(|objective| read_objective(objective, &place.key("objective"), found)),
            agreement: agreement
                .as_ref()
                .and_then(|id| self.agreement(id, &place.key("agreement"), found)),
            measured: None,
        }
    }

    fn day(
        &self,
        text: Option<&String>,
        place: &Place<'_>,
        found: &mut Findings,
    ) -> Option<Instant> {
        found.optional(text, place, |text| value::day_or_time(text, self.zone))
    }

    fn agreement(&self, id: &str, place: &Place<'_>, found: &mut Findings) -> Option<usize> {
        let position = self.agreements.get(id).copied();
        if position.is_none() {
            let names = self.agreements.keys().map(String::as_str);
            let known = found.suggestions(place, names);
            found.push(unknown::id(place, Kind::Agreement, id, &known));
        }
        position
    }
}

/// Where the first component called `id` is declared.
fn first(entries: &[ComponentEntry], place: &Place<'_>, id: &str) -> Option<Span> {
    entries.iter().enumerate().find_map(|(index, entry)| {
        let here = place.index(index);
        if entry.id == id {
            return Some(here.key("id").span());
        }
        first(entry.components.as_deref()?, &here.key("components"), id)
    })
}

fn read_objective(
    objective: &Either<crate::schema::ObjectiveEntry>,
    place: &Place<'_>,
    found: &mut Findings,
) -> Option<Objective> {
    let (target, period) = match objective {
        Either::Text(text) => (
            found.keep(value::percent(text), place)?,
            Period::CalendarMonth,
        ),
        Either::Map(entry) => {
            let target = found.keep(value::percent(&entry.target), &place.key("target"))?;
            let period = entry
                .period
                .as_ref()
                .and_then(|text| period(text, &place.key("period"), found));
            (target, period.unwrap_or(Period::CalendarMonth))
        }
    };
    let whole = target.fraction().0 == target.fraction().1;
    if whole
        || target
            == Percent(Decimal {
                digits: 100,
                scale: 0,
            })
    {
        let message = "an objective of 100% leaves no room for anything, and cannot be kept";
        let warning = place.warning("objective-perfect", message);
        found.push(warning.help("say what you mean to keep: `99.95%`"));
    }
    Some(Objective { target, period })
}

/// `calendar_month`, `calendar_quarter` or `rolling 30d`.
pub(crate) fn period(text: &str, place: &Place<'_>, found: &mut Findings) -> Option<Period> {
    let rolling = text
        .strip_prefix("rolling ")
        .and_then(|days| days.trim().strip_suffix('d')?.parse::<u32>().ok());
    match (text, rolling) {
        ("calendar_month", _) => Some(Period::CalendarMonth),
        ("calendar_quarter", _) => Some(Period::CalendarQuarter),
        (_, Some(days @ 1..=3_660)) => Some(Period::Rolling { days }),
        _ => {
            found.push(unknown::value(
                place,
                text,
                &["calendar_month", "calendar_quarter", "rolling 30d"],
            ));
            None
        }
    }
}
