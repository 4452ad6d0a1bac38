//! The settings of the old site.

use std::fmt::Write as _;

use super::layout::SETTINGS;
use crate::import::quote::one_line;
use crate::import::remark::{Notes, RemarkKind};
use crate::import::text;
use crate::resolve::base_url;
use crate::schema::loose::{Loose, loose};

/// What the old site's settings say that the new one can use.
#[derive(Debug, Default)]
pub(super) struct Config {
    pub(super) title: Option<String>,
    /// Absolute, `http` or `https`.
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    pub(super) description: Option<String>,
    /// Path of the logo below `static/`, where the old site showed it.
    pub(super) logo: Option<String>,
    /// A colour, where the old site had one of its own.
    pub(super) accent: Option<String>,
    pub(super) categories: Vec<Category>,
    pub(super) systems: Vec<System>,
    /// Folder below `content/` of the default language.
    pub(super) content_folder: Option<String>,
}

/// A group of systems.
#[derive(Debug)]
pub(super) struct Category {
    pub(super) name: String,
    pub(super) description: Option<String>,
    /// Whether readers did not see the group as such.
    pub(super) untitled: bool,
}

/// A thing that readers depend on.
#[derive(Debug)]
pub(super) struct System {
    /// What incidents call it.
    pub(super) name: String,
    /// What readers see.
    pub(super) shown: String,
    pub(super) description: Option<String>,
    pub(super) category: Option<String>,
}

/// Settings of the generator, and of how the old pages looked: the new site has no use for them, and no reader misses them.
const MACHINERY: [&str; 50] = [
    "alwayskeepbrandcolor",
    "archetypedir",
    "assetdir",
    "brand",
    "buildfuture",
    "builddrafts",
    "buildexpired",
    "contentdir",
    "dateformat",
    "datadir",
    "defaultcontentlanguage",
    "defaultcontentlanguageinsubdir",
    "disablecomplexcalculations",
    "disabledarkmode",
    "disableincidenthistory",
    "disablekinds",
    "disabled",
    "disrupted",
    "down",
    "enablecustomhtml",
    "enablegitinfo",
    "enablelastmod",
    "enablemissingtranslationplaceholders",
    "enableuptimehistogram",
    "frontmatter",
    "googleanalytics",
    "headertextcolor",
    "ignorelogs",
    "incidenthistoryformat",
    "incidentmaxageyears",
    "incidentpostsperpage",
    "languages",
    "markup",
    "module",
    "monitorbot",
    "notice",
    "ok",
    "outputformats",
    "outputs",
    "params",
    "permalinks",
    "preservetaxonomynames",
    "publishdir",
    "security",
    "shortdateformat",
    "skipseconds",
    "taxonomies",
    "theme",
    "uselargeheaderdesign",
    "userelativetime",
];
/// Settings that are read.
const READ: [&str; 9] = [
    "title",
    "baseurl",
    "languagecode",
    "description",
    "logo",
    "uselogo",
    "categories",
    "systems",
    "customtabs",
];

/// Reads the settings; the error says where they cannot be read.
pub(super) fn config(bytes: &[u8], notes: &mut Notes) -> Result<Config, String> {
    let text = text::decode(bytes).map_err(|why| format!("1:1: {why}"))?;
    for change in &text.changes {
        notes.add(RemarkKind::Changed, change.as_str());
    }
    let values = loose(&text.text)?;
    let params = values.get("params").cloned().unwrap_or(Loose::Null);
    let word = |key: &str| params.get(key).or_else(|| values.get(key)).and_then(words);
    let mut config = Config {
        title: word("title"),
        url: word("baseURL").and_then(|url| checked_url(url, notes)),
        language: word("languageCode")
            .or_else(|| word("defaultContentLanguage"))
            .and_then(|tag| checked_tag(tag, notes)),
        description: word("description").map(|text| without_links(&text, notes)),
        logo: if is_true(params.get("useLogo")) {
            word("logo")
        } else {
            None
        },
        accent: word("brand")
            .filter(|color| is_color(color) && !color.eq_ignore_ascii_case("#0a0c0f")),
        content_folder: content_folder(&values),
        ..Config::default()
    };
    config.categories = items(&params, "categories")
        .iter()
        .filter_map(|value| category(value, notes))
        .collect();
    config.systems = items(&params, "systems")
        .iter()
        .filter_map(|value| system(value, notes))
        .collect();
    for tab in items(&params, "customTabs") {
        let part = |key| tab.get(key).and_then(words).unwrap_or_default();
        notes.add(
            RemarkKind::Lost,
            format!(
                "a tab of the menu: `{}` to <{}>",
                part("name"),
                part("link")
            ),
        );
    }
    for (key, value) in values.entries().iter().chain(params.entries()) {
        let lower = key.to_lowercase();
        if !READ.contains(&lower.as_str()) && !MACHINERY.contains(&lower.as_str()) {
            notes.add(
                RemarkKind::Lost,
                format!("`{key}`{} has no counterpart", shown(value)),
            );
        }
    }
    Ok(config)
}

/// What stands in for settings that are not there.
pub(super) fn without_file(notes: &mut Notes) -> Config {
    let names = SETTINGS.map(|name| format!("`{name}`")).join(", ");
    notes.add(
        RemarkKind::Guessed,
        format!("no settings file ({names}): title and systems come from what the incidents say"),
    );
    Config::default()
}

fn items<'a>(values: &'a Loose, key: &str) -> &'a [Loose] {
    values.get(key).map(Loose::items).unwrap_or_default()
}

/// A scalar as one line; `None` when nothing is in it.
pub(super) fn words(value: &Loose) -> Option<String> {
    value.text().map(one_line).filter(|text| !text.is_empty())
}

/// Whether a value is switched on.
pub(super) fn is_true(value: Option<&Loose>) -> bool {
    value
        .and_then(Loose::text)
        .is_some_and(|text| text.trim().eq_ignore_ascii_case("true"))
}

/// A value beside its key in a remark, when it is short.
pub(super) fn shown(value: &Loose) -> String {
    words(value)
        .filter(|text| text.chars().count() <= 80)
        .map(|text| format!(": `{text}`"))
        .unwrap_or_default()
}

fn category(value: &Loose, notes: &mut Notes) -> Option<Category> {
    let name = value.get("name").and_then(words)?;
    if is_true(value.get("closed")) {
        notes.add(
            RemarkKind::Lost,
            format!("category `{name}` was closed at first"),
        );
    }
    let untitled = is_true(value.get("untitled"));
    if untitled {
        notes.add(
            RemarkKind::Changed,
            "systems of categories that are `untitled` stand in no group",
        );
    }
    Some(Category {
        name,
        description: description(value, notes),
        untitled,
    })
}

fn system(value: &Loose, notes: &mut Notes) -> Option<System> {
    let word = |key: &str| value.get(key).and_then(words);
    let name = word("name").or_else(|| words(value))?;
    for (key, value) in value.entries() {
        let known = [
            "name",
            "displayName",
            "description",
            "category",
            "histogram",
            "partial",
        ];
        if !known.iter().any(|known| known.eq_ignore_ascii_case(key)) {
            notes.add(
                RemarkKind::Lost,
                format!(
                    "`{key}`{} of system `{name}` has no counterpart",
                    shown(value)
                ),
            );
        }
    }
    let shown = word("displayName").unwrap_or_else(|| name.clone());
    Some(System {
        name,
        shown,
        description: description(value, notes),
        category: word("category"),
    })
}

fn description(value: &Loose, notes: &mut Notes) -> Option<String> {
    value
        .get("description")
        .and_then(words)
        .map(|text| without_links(&text, notes))
}

/// A description is plain text on the new site: `[here](https://x.example)` becomes `here (https://x.example)`.
fn without_links(text: &str, notes: &mut Notes) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, label, target, after)) = link(rest) {
        let _ = write!(out, "{before}{label} ({target})");
        rest = after;
    }
    if !out.is_empty() {
        notes.add(
            RemarkKind::Changed,
            "links in descriptions became plain text",
        );
    }
    out + rest
}

/// The next link, with what stands before and after it.
fn link(text: &str) -> Option<(&str, &str, &str, &str)> {
    let (before, rest) = text.split_once("](")?;
    let (before, label) = before.rsplit_once('[')?;
    let (target, after) = rest.split_once(')')?;
    Some((before, label, target, after))
}

/// An address that a site may have.
fn checked_url(url: String, notes: &mut Notes) -> Option<String> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    let host = rest
        .and_then(|rest| rest.split(['/', '?', '#']).next())
        .unwrap_or_default();
    let good = !host.is_empty()
        && base_url(&url).is_ok()
        && !url.contains([' ', '"', '<', '>', '\\', '`', '?', '#']);
    if good {
        return Some(if url.ends_with('/') { url } else { url + "/" });
    }
    notes.add(
        RemarkKind::Lost,
        format!("`baseURL` is no address that a site can have: `{url}`"),
    );
    None
}

/// A language tag, roughly as BCP 47 has it.
fn checked_tag(tag: String, notes: &mut Notes) -> Option<String> {
    let mut parts = tag.split('-');
    let first = parts.next().is_some_and(|part| {
        (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    let rest = parts.all(|part| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    // The longest that the reader of sites takes.
    if first && rest && tag.len() <= 35 {
        return Some(tag);
    }
    notes.add(
        RemarkKind::Lost,
        format!("`languageCode` is no language tag: `{tag}`"),
    );
    None
}

fn is_color(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| {
        matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// The folder of the default language, from `languages.<code>.contentDir` or the code itself.
fn content_folder(values: &Loose) -> Option<String> {
    let code = values.get("defaultContentLanguage").and_then(words)?;
    let folder = values
        .get("languages")
        .and_then(|all| all.get(&code)?.get("contentDir"))
        .and_then(words);
    let folder = folder.unwrap_or(code);
    folder
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .map(str::to_owned)
}
