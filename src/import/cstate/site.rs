//! The settings file of the new site.

use std::fmt::Write as _;

use super::config::Config;
use super::systems::{Component, Systems};
use crate::import::quote::yaml;
use crate::import::remark::{Notes, RemarkKind};

/// `content/site.yaml`.
pub(super) fn site(
    config: &Config,
    systems: &mut Systems,
    zone: &str,
    notes: &mut Notes,
) -> String {
    let title = config.title.clone().unwrap_or_else(|| "Status".to_owned());
    if config.title.is_none() {
        notes.add(RemarkKind::Guessed, "no title: `Status`");
    }
    let mut out = format!("title: {}\n", yaml(&title));
    if let Some(url) = &config.url {
        let _ = writeln!(out, "url: {url}");
    }
    let _ = write!(
        out,
        "time_zone: {}\nlanguage: {}\n",
        yaml(zone),
        yaml(config.language.as_deref().unwrap_or("en"))
    );
    if let Some(description) = &config.description {
        let _ = writeln!(out, "description: {}", yaml(description));
    }
    let accent = config
        .accent
        .iter()
        .map(|color| format!(", accent: \"{color}\""));
    let logo = config
        .logo
        .iter()
        .map(|path| format!(", logo: {}", yaml(path)));
    let theme: String = accent.chain(logo).collect();
    if !theme.is_empty() {
        let _ = writeln!(out, "theme: {{ name: default{theme} }}");
    }
    out += &components(config, systems, &title, notes);
    out += "\n# The words of the earlier status page, so that no incident loses its own.\nseverities:\n";
    for (id, name) in [
        ("down", "Down"),
        ("disrupted", "Disrupted"),
        ("notice", "Notice"),
    ] {
        let _ = writeln!(out, "  - {{ id: {id}, name: {name} }}");
    }
    out
}

fn components(config: &Config, systems: &mut Systems, title: &str, notes: &mut Notes) -> String {
    let mut out = "\ncomponents:\n".to_owned();
    for (at, category) in config.categories.iter().enumerate() {
        let members: Vec<usize> = positions(systems, |one| one.listed && one.category == Some(at));
        if members.is_empty() {
            notes.add(
                RemarkKind::Lost,
                format!("category `{}` has no systems", category.name),
            );
        } else if category.untitled {
            out += &list(systems, &members, 2);
        } else {
            out += &group(
                systems,
                &category.name,
                category.description.as_deref(),
                &members,
            );
        }
    }
    let loose = positions(systems, |one| one.listed && one.category.is_none());
    out += &list(systems, &loose, 2);
    let unlisted = positions(systems, |one| !one.listed);
    if unlisted.is_empty() || config.systems.is_empty() {
        out += &list(systems, &unlisted, 2);
    } else {
        out += &group(systems, "Other systems", None, &unlisted);
    }
    if systems.components.is_empty() {
        let id = systems.ids.make(title);
        notes.add(
            RemarkKind::Guessed,
            "no systems at all: the site has one component, named like itself",
        );
        out += &item(&id, title, None, 2);
    }
    out
}

fn positions(systems: &Systems, wanted: impl Fn(&Component) -> bool) -> Vec<usize> {
    systems
        .components
        .iter()
        .enumerate()
        .filter(|(_, one)| wanted(one))
        .map(|(at, _)| at)
        .collect()
}

fn group(
    systems: &mut Systems,
    name: &str,
    description: Option<&str>,
    members: &[usize],
) -> String {
    let id = systems.ids.make(name);
    format!(
        "{}    components:\n{}",
        item(&id, name, description, 2),
        list(systems, members, 6)
    )
}

fn list(systems: &Systems, members: &[usize], indent: usize) -> String {
    let components = members.iter().filter_map(|at| systems.components.get(*at));
    components
        .map(|one| item(&one.id, &one.name, one.description.as_deref(), indent))
        .collect()
}

fn item(id: &str, name: &str, description: Option<&str>, indent: usize) -> String {
    let space = " ".repeat(indent);
    let description = description
        .map(|text| format!("{space}  description: {}\n", yaml(text)))
        .unwrap_or_default();
    format!(
        "{space}- id: {}\n{space}  name: {}\n{description}",
        yaml(id),
        yaml(name)
    )
}
