//! Where a page is made: the site, what is known of it, the phrases, and the address that links are seen from.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{Calendar, Fact, Html, Link, State};
use crate::markdown::{self, HtmlOptions};
use crate::model::{BasisPoints, Component, ComponentKey, Level, Prose, Site};
use crate::output::{Kind, Route};
use crate::report::Report;
use crate::theme::Words;
use crate::timeline::Month;

/// What every page is made from.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// What is meant.
    pub site: &'a Site,
    /// What is known.
    pub report: &'a Report,
    /// The phrases.
    pub words: &'a Words,
    /// Address of the page.
    pub route: &'a Route,
}

impl<'a> Scene<'a> {
    /// What turns instants into texts.
    #[must_use]
    pub fn calendar(&self) -> Calendar<'a> {
        Calendar {
            zone: &self.site.zone,
            words: self.words,
        }
    }

    /// "August 2009"; "September 2009 so far" while the month runs.
    #[must_use]
    pub fn month_so_far(&self, month: Month) -> String {
        let name = self.calendar().month(month);
        if self.report.as_of >= self.site.zone.month(month).to() {
            return name;
        }
        self.words.fill("month_so_far", &[("month", &name)])
    }

    /// A link to `route`, as seen from this page.
    #[must_use]
    pub fn href(&self, route: &Route) -> String {
        route.relative_from(self.route)
    }

    /// A link that says `text`.
    #[must_use]
    pub fn link(&self, route: &Route, text: &str) -> Link {
        Link {
            text: text.to_owned(),
            href: self.href(route),
        }
    }

    /// A link to the page of a component, by its own name.
    #[must_use]
    pub fn component(&self, key: ComponentKey) -> Link {
        let component = self.site.component(key);
        self.link(
            &Route::page(Kind::Component, &component.id),
            &self.full_name(component),
        )
    }

    /// A component's name, with its group where it has one: "Web interface (Mail)".
    #[must_use]
    pub fn full_name(&self, component: &Component) -> String {
        match component.parent {
            None => component.name.clone(),
            Some(group) => {
                let group = &self.site.component(group).name;
                self.words.fill(
                    "name_in_group",
                    &[("name", &component.name), ("group", group)],
                )
            }
        }
    }

    /// "Web interface (Mail), Billing and 3 more".
    #[must_use]
    pub fn names(&self, keys: impl IntoIterator<Item = ComponentKey>) -> String {
        const SHOWN: usize = 4;
        let mut seen = BTreeSet::new();
        let mut names = Vec::new();
        for key in keys {
            if seen.insert(key) && names.len() < SHOWN {
                names.push(self.full_name(self.site.component(key)));
            }
        }
        if seen.len() > SHOWN {
            names.push(self.words.count("more", seen.len() - SHOWN));
        }
        self.words
            .list(&names.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// How bad: the word and the stable name.
    #[must_use]
    pub fn level(&self, level: Level) -> State {
        State {
            name: level.word(),
            word: self.words.say(level_key(level)).to_owned(),
        }
    }

    /// A line of facts.
    #[must_use]
    pub fn fact(&self, name: &'static str, label: &str, text: &str) -> Fact {
        self.fact_of(name, label, Html::text(text))
    }

    /// A line of facts that is a moment, or a link.
    #[must_use]
    pub fn fact_of(&self, name: &'static str, label: &str, text: Html) -> Fact {
        Fact {
            name,
            label: self.words.say(label).to_owned(),
            text,
            note: None,
        }
    }

    /// "8 %"
    #[must_use]
    pub fn share(&self, share: BasisPoints) -> String {
        let (whole, part) = (share.0 / 100, share.0 % 100);
        match part {
            0 => format!("{whole}\u{202f}%"),
            _ => format!(
                "{whole}.{}\u{202f}%",
                format!("{part:02}").trim_end_matches('0')
            ),
        }
    }

    /// A number with its thousands set apart: "412,000".
    #[must_use]
    pub fn number(&self, number: u64) -> String {
        let digits = number.to_string();
        let mut text = String::with_capacity(digits.len() + digits.len() / 3);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push_str(self.words.say("thousands"));
            }
            text.push(digit);
        }
        text
    }

    /// The opening and the sections of a write-up as HTML. `folder` is where the thing's own page stands, which its links are
    /// written for; its dated headings stand at level 2 + `shift` on the page, and all others below them.
    #[must_use]
    pub fn prose(&self, prose: &Prose, folder: &str, shift: u8) -> Vec<Html> {
        let link = |target: &str| self.written_link(target, folder);
        let options = HtmlOptions {
            prefix: "w-",
            shift,
            link: &link,
            absolute_base: None,
        };
        markdown::html(prose.text(), &prose.cuts, &options)
            .iter()
            .map(|section| Html::trusted(section))
            .collect()
    }

    /// A relative link of a write-up, as it must be on this page: other write-ups by their page, and from the folder that the
    /// write-up's own page has.
    fn written_link(&self, target: &str, folder: &str) -> Option<String> {
        let page = as_page(target);
        let here = self
            .route
            .path()
            .rsplit_once('/')
            .map_or("", |(here, _)| here);
        if here == folder || page.starts_with(['#', '/']) {
            return matches!(page, Cow::Owned(_)).then(|| page.into_owned());
        }
        Some(format!(
            "{}{}",
            self.route.to_root(),
            below_root(folder, &page)
        ))
    }
}

/// The phrase for a level.
pub(super) fn level_key(level: Level) -> &'static str {
    match level {
        Level::Operational => "level_operational",
        Level::Unknown => "level_unknown",
        Level::UnderMaintenance => "level_under_maintenance",
        Level::DegradedPerformance => "level_degraded_performance",
        Level::PartialOutage => "level_partial_outage",
        Level::MajorOutage => "level_major_outage",
    }
}

/// A link to a content file, as the page made from it: `x.md#y` is `x.html#y`.
pub(super) fn as_page(target: &str) -> Cow<'_, str> {
    let (path, rest) = target.split_at(target.find(['#', '?']).unwrap_or(target.len()));
    match path.strip_suffix(".md") {
        Some(stem) => Cow::Owned(format!("{stem}.html{rest}")),
        None => Cow::Borrowed(target),
    }
}

/// `target`, written in `folder`, as a path from the site's root.
pub(super) fn below_root(folder: &str, target: &str) -> String {
    let (path, rest) = target.split_at(target.find(['#', '?']).unwrap_or(target.len()));
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    format!("{}{rest}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{as_page, below_root};

    #[test]
    fn a_link_to_a_content_file_leads_to_its_page() {
        assert_eq!(
            as_page("../incidents/a.md#update-2"),
            "../incidents/a.html#update-2"
        );
    }

    #[test]
    fn a_link_that_climbs_is_seen_from_the_root() {
        assert_eq!(
            below_root("notices", "../apologies/a.html?x"),
            "apologies/a.html?x"
        );
    }

    #[test]
    fn a_link_never_climbs_past_the_root() {
        assert_eq!(below_root("notices", "../../../a.html"), "a.html");
    }
}
