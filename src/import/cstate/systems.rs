//! The systems of the old site as components of the new one.
//!
//! Incidents name systems by hand, so a name may differ from that in the settings by a capital, stand twice in one line, or be in no
//! settings at all. What can only mean one thing is taken for it; what is nowhere becomes a component of its own, in a group apart where
//! the old site has a list, since its readers never saw it there.

use std::collections::BTreeMap;

use super::config::{Config, System};
use super::issue::Issue;
use crate::import::id::Ids;
use crate::import::remark::{Notes, RemarkKind};
use crate::output::Kind;

/// A component of the new site.
#[derive(Debug)]
pub(super) struct Component {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) description: Option<String>,
    /// Position of its group in the settings' categories.
    pub(super) category: Option<usize>,
    /// Whether the settings list it.
    pub(super) listed: bool,
}

/// All components, and which name means which.
#[derive(Debug)]
pub(super) struct Systems {
    pub(super) components: Vec<Component>,
    pub(super) ids: Ids,
    by_name: BTreeMap<String, usize>,
    by_key: BTreeMap<String, usize>,
}

/// The components of the settings, and those that only incidents name.
pub(super) fn systems(config: &Config, issues: &mut [Issue], notes: &mut Notes) -> Systems {
    let mut systems = Systems {
        components: Vec::new(),
        ids: Ids::new("component", Kind::Component),
        by_name: BTreeMap::new(),
        by_key: BTreeMap::new(),
    };
    for system in &config.systems {
        systems.list(system, config, notes);
    }
    // Lines with a comma may hold several names: they come last, when all names that stand alone are known.
    for with_comma in [false, true] {
        for issue in issues.iter_mut() {
            for name in issue.affected.clone() {
                if name.contains(',') == with_comma {
                    systems.meet(&name, &mut issue.notes);
                }
            }
        }
    }
    systems.name_the_unlisted(config, issues, notes);
    systems
}

impl Systems {
    /// The components that an issue names, each once, in its order.
    pub(super) fn of(&self, issue: &Issue) -> Vec<usize> {
        let mut found = Vec::new();
        for name in &issue.affected {
            match self.find(name) {
                Some(at) => found.push(at),
                None => found.extend(name.split(',').filter_map(|part| self.find(part.trim()))),
            }
        }
        let mut seen = std::collections::BTreeSet::new();
        found.retain(|at| seen.insert(*at));
        found
    }

    /// The component that a folder of texts about systems belongs to; folders have the name as addresses have it.
    pub(super) fn of_folder(&self, folder: &str) -> Option<usize> {
        let slug = slug::slugify(folder);
        let found = self
            .components
            .iter()
            .position(|component| slug::slugify(&component.name) == slug);
        self.find(folder).or(found)
    }

    fn find(&self, name: &str) -> Option<usize> {
        self.by_name
            .get(name)
            .or_else(|| self.by_key.get(&key(name)))
            .copied()
    }

    fn list(&mut self, system: &System, config: &Config, notes: &mut Notes) {
        if self.by_name.contains_key(&system.name) {
            notes.add(
                RemarkKind::Changed,
                format!("system `{}` stood in the list twice", system.name),
            );
            return;
        }
        let category = system.category.as_ref().and_then(|name| {
            config
                .categories
                .iter()
                .position(|known| known.name == *name)
        });
        if let (Some(name), None) = (&system.category, category) {
            notes.add(
                RemarkKind::Guessed,
                format!(
                    "category `{name}` of system `{}` is not declared: it stands in no group",
                    system.name
                ),
            );
        }
        let at = self.add(&system.name, &system.shown, true);
        self.components[at]
            .description
            .clone_from(&system.description);
        self.components[at].category = category;
    }

    /// Makes sure that a name in an incident means something.
    fn meet(&mut self, name: &str, notes: &mut Notes) {
        if self.by_name.contains_key(name) {
            return;
        }
        let parts: Vec<&str> = name.split(',').map(str::trim).collect();
        if let Some(at) = self.find(name) {
            let taken = &self.components[at].name;
            notes.add(
                RemarkKind::Guessed,
                format!("system `{name}` taken for `{taken}`"),
            );
        } else if parts.len() > 1 && parts.iter().all(|part| self.find(part).is_some()) {
            notes.add(
                RemarkKind::Guessed,
                format!("`{name}` taken for {} systems", parts.len()),
            );
        } else {
            self.add(name, name, false);
        }
    }

    fn add(&mut self, name: &str, shown: &str, listed: bool) -> usize {
        let at = self.components.len();
        let id = self.ids.make(name);
        self.components.push(Component {
            id,
            name: shown.to_owned(),
            description: None,
            category: None,
            listed,
        });
        self.by_name.insert(name.to_owned(), at);
        self.by_key.entry(key(name)).or_insert(at);
        at
    }

    /// Says which components come from incidents alone, and how many name each.
    fn name_the_unlisted(&self, config: &Config, issues: &[Issue], notes: &mut Notes) {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for at in issues.iter().flat_map(|issue| self.of(issue)) {
            *counts.entry(at).or_default() += 1;
        }
        let place = if config.systems.is_empty() {
            ""
        } else {
            ", in the group of other systems"
        };
        for (at, component) in self
            .components
            .iter()
            .enumerate()
            .filter(|(_, component)| !component.listed)
        {
            let count = counts.get(&at).copied().unwrap_or_default();
            let reports = if count == 1 {
                "1 report names"
            } else {
                &format!("{count} reports name")
            };
            let text = format!(
                "{reports} `{}`, which is in no list of systems: a component of its own{place}",
                component.name
            );
            notes.add(RemarkKind::Guessed, text);
        }
    }
}

/// What two writings of one name have in common: letters and digits, capitals aside.
fn key(name: &str) -> String {
    let letters: String = name
        .chars()
        .filter(|next| next.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    if letters.is_empty() {
        name.to_owned()
    } else {
        letters
    }
}
