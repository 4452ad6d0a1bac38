//! The site file → identity, counting, severities, agreements and components.

use std::collections::BTreeMap;

use super::agreements;
use super::components::Components;
use super::findings::Findings;
use super::frame::Names;
use super::phrases;
use super::unknown;
use super::value;
use crate::model::{
    Agreement, BasisPoints, Component, Counting, Identity, Phrases, PlannedPolicy, Severity,
};
use crate::schema::{
    AvailabilityEntry, Place, SeverityEntry, SiteFile, ThemeChoice, Weights, Written,
};
use crate::timeline::Zone;

const POLICIES: [(&str, PlannedPolicy); 3] = [
    ("not_counted", PlannedPolicy::NotCounted),
    ("exclude_window", PlannedPolicy::ExcludeWindow),
    ("counts_as_outage", PlannedPolicy::CountsAsOutage),
];

/// Longest rolling window, in days.
const LONGEST_WINDOW: i64 = 3_660;

/// The site file, resolved.
pub(crate) struct Settings {
    pub(crate) identity: Identity,
    pub(crate) components: Vec<Component>,
    pub(crate) counting: Counting,
    pub(crate) grace: i64,
    pub(crate) severities: Vec<Severity>,
    pub(crate) agreements: Vec<Agreement>,
    pub(crate) names: Names,
    pub(crate) theme: String,
    pub(crate) strings: BTreeMap<String, String>,
    pub(crate) phrases: Phrases,
}

/// Resolves `site.yaml`. What is wrong goes to `found`, and a harmless value stands in its place.
pub(crate) fn settings(site: &Written<SiteFile>, zone: &Zone, found: &mut Findings) -> Settings {
    let top = site.origin.top();
    let file = &site.value;
    if !file.publish.is_empty() {
        let publish = top.key("publish");
        let wrong = publish.error("unknown-value", "there is no way to publish from here yet");
        found.push(wrong.help("leave it empty, and copy the output folder to any static host"));
    }
    let severities = read_severities(&file.severities, &top.key("severities"), found);
    let agreements = agreements::read(&file.agreements, &top.key("agreements"), found);
    let positions = agreements
        .iter()
        .enumerate()
        .map(|(at, one)| (one.id.clone(), at))
        .collect();
    let severity_ids = severities.iter().enumerate();
    let names = Names {
        severities: severity_ids.map(|(at, one)| (one.id.clone(), at)).collect(),
        ..Names::default()
    };
    let declared = top.key("components");
    let mut tree = Components {
        list: Vec::new(),
        names,
        zone,
        agreements: &positions,
        all: (&file.components, &declared),
    };
    tree.add(&file.components, &declared, None, found);
    let Components { list, names, .. } = tree;
    let identity = identity(file, &top, found);
    Settings {
        phrases: phrases::read(&file.lint, &identity.language, &top.key("lint"), found),
        identity,
        theme: theme_name(&file.theme, &top.key("theme"), found),
        components: list,
        counting: counting(&file.availability, &top.key("availability"), found),
        grace: found
            .optional(
                file.promises.grace.as_ref(),
                &top.key("promises").key("grace"),
                value::duration,
            )
            .unwrap_or(0),
        severities,
        agreements,
        names,
        strings: file.strings.0.iter().cloned().collect(),
    }
}

fn identity(file: &SiteFile, top: &Place<'_>, found: &mut Findings) -> Identity {
    let theme = top.key("theme");
    let (accent, logo) = (file.theme.accent.as_ref(), file.theme.logo.as_ref());
    Identity {
        title: found
            .line(&file.title, &top.key("title"))
            .unwrap_or_default(),
        url: found.optional(file.url.as_ref(), &top.key("url"), value::base_url),
        language: read_language(file.language.as_deref(), &top.key("language"), found),
        description: found.optional_line(file.description.as_ref(), &top.key("description")),
        contact: found.optional(file.contact.as_ref(), &top.key("contact"), value::contact),
        accent: found.optional(accent, &theme.key("accent"), value::color),
        logo: found.optional(logo, &theme.key("logo"), inner_path),
    }
}

fn read_language(tag: Option<&str>, place: &Place<'_>, found: &mut Findings) -> String {
    let tag = tag.unwrap_or("en");
    let well_formed = (2..=35).contains(&tag.len())
        && tag
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && tag.split('-').all(|part| (1..=8).contains(&part.len()));
    if !well_formed {
        found.push(
            place
                .error("unknown-value", format!("`{tag}` is not a language tag"))
                .help("write it like `en` or `pt-BR`"),
        );
    }
    tag.to_owned()
}

/// A path below `static/` that cannot lead out of it.
pub(crate) fn inner_path(text: &str) -> Result<String, value::Wrong> {
    let odd = text.starts_with('/') || text.contains(['\\', ':', '?', '#', '%']) || text.is_empty();
    if odd || text.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return Err(value::Wrong::new(
            "theme-setting",
            format!("`{text}` is not a file below `static/`"),
        )
        .help("write the path of a file in `content/static/`: `logo.svg`"));
    }
    Ok(text.to_owned())
}

fn theme_name(theme: &ThemeChoice, place: &Place<'_>, found: &mut Findings) -> String {
    let name = theme.name.as_deref().unwrap_or("default");
    let plain = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if plain {
        return name.to_owned();
    }
    found.push(place.key("name").error(
        "unknown-theme",
        format!("`{name}` cannot be the name of a theme"),
    ));
    "default".to_owned()
}

fn counting(entry: &AvailabilityEntry, place: &Place<'_>, found: &mut Findings) -> Counting {
    let AvailabilityEntry {
        windows,
        weights,
        planned,
        notice,
        planned_cap,
    } = entry;
    let Weights {
        major_outage,
        partial_outage,
        degraded_performance,
    } = weights;
    let inside = place.key("weights");
    let mut weight = |text: Option<&String>, key: &str, otherwise: u16| {
        found
            .optional(text, &inside.key(key), value::weight)
            .unwrap_or(BasisPoints(otherwise))
    };
    let major = weight(major_outage.as_ref(), "major_outage", 10_000);
    let partial = weight(partial_outage.as_ref(), "partial_outage", 3_000);
    let degraded = weight(degraded_performance.as_ref(), "degraded_performance", 0);
    let planned = planned
        .as_ref()
        .and_then(|word| found.word(word, &place.key("planned"), &POLICIES));
    Counting {
        windows: read_windows(windows.as_deref(), &place.key("windows"), found),
        major,
        partial,
        degraded,
        planned: planned.unwrap_or(PlannedPolicy::NotCounted),
        notice: found
            .optional(notice.as_ref(), &place.key("notice"), value::duration)
            .unwrap_or(0),
        planned_cap: found.optional(
            planned_cap.as_ref(),
            &place.key("planned_cap"),
            value::duration,
        ),
    }
}

fn read_windows(windows: Option<&[String]>, place: &Place<'_>, found: &mut Findings) -> Vec<u32> {
    let Some(windows) = windows else {
        return vec![30, 90, 365];
    };
    let mut days = Vec::new();
    for (index, text) in windows.iter().enumerate() {
        let here = place.index(index);
        let Some(seconds) = found.keep(value::duration(text), &here) else {
            continue;
        };
        let whole = seconds % 86_400 == 0 && (1..=LONGEST_WINDOW).contains(&(seconds / 86_400));
        match u32::try_from(seconds / 86_400) {
            Ok(count) if whole && days.contains(&count) => {
                let message = format!("the window `{text}` stands there twice");
                found.push(here.error("invalid-duration", message).help("keep it once"));
            }
            Ok(count) if whole => days.push(count),
            _ => found.push(
                here.error("invalid-duration", format!("`{text}` is not a window"))
                    .help("write whole days from `1d` to `3660d`"),
            ),
        }
    }
    if days.is_empty() { vec![90] } else { days }
}

fn read_severities(
    entries: &[SeverityEntry],
    place: &Place<'_>,
    found: &mut Findings,
) -> Vec<Severity> {
    let mut ladder: Vec<Severity> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, entry) in entries.iter().enumerate() {
        let here = place.index(index);
        let SeverityEntry { id, name, major } = entry;
        if let Some(first) = known.get(id.as_str()) {
            let message = format!("the severity `{id}` is declared twice");
            let wrong = here.key("id").error("duplicate-id", message);
            found.push(wrong.also(place.index(*first).key("id").span(), "first here"));
            continue;
        }
        known.insert(id, index);
        let name = name
            .as_ref()
            .and_then(|name| found.line(name, &here.key("name")));
        ladder.push(Severity {
            id: id.clone(),
            name: name.unwrap_or_else(|| id.clone()),
            major: *major,
        });
    }
    ladder
}

/// The strings of the site that the theme does not know.
pub(crate) fn unknown_strings(site: &Written<SiteFile>, known: &[&str], found: &mut Findings) {
    let top = site.origin.top();
    let place = top.key("strings");
    for (key, _) in &site.value.strings.0 {
        if !known.contains(&key.as_str()) {
            let known = found.suggestions(&place, known.iter().copied());
            found.push(unknown::phrase(&place, key, &known));
        }
    }
}
