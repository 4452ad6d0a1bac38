//! Ids of what is made: slugs that are safe file names on every system and each there once.

use std::collections::BTreeMap;

use crate::output::{Kind, Route, is_device};

/// Longest id before a number is added; file names end at 255 bytes.
const LONGEST: usize = 120;
/// Hands out ids of one kind of thing, each once.
#[derive(Debug)]
pub(super) struct Ids {
    /// What stands for a name without letters, and before one that may not be an id.
    word: &'static str,
    /// What they are ids of.
    kind: Kind,
    /// How often each id was asked for.
    asked: BTreeMap<String, usize>,
}

impl Ids {
    pub(super) fn new(word: &'static str, kind: Kind) -> Self {
        Self {
            word,
            kind,
            asked: BTreeMap::new(),
        }
    }

    /// Leaves `id` to something else.
    pub(super) fn leave(&mut self, id: &str) {
        self.asked.insert(id.to_owned(), 1);
    }

    /// A new id, as close to `name` as can be.
    pub(super) fn make(&mut self, name: &str) -> String {
        let base = self.base(name);
        let mut id = base.clone();
        loop {
            if !self.asked.contains_key(&id) {
                self.asked.insert(id.clone(), 1);
                return id;
            }
            let times = self.asked.entry(base.clone()).or_default();
            *times += 1;
            id = format!("{base}-{times}");
        }
    }

    fn base(&self, name: &str) -> String {
        let mut slug = slug::slugify(name);
        slug.truncate(LONGEST);
        slug.truncate(slug.trim_end_matches('-').len());
        let year = slug.len() == 4 && slug.bytes().all(|byte| byte.is_ascii_digit());
        let shadows = Route::reserved(self.kind, &slug).is_some();
        let taken = year || shadows || matches!(slug.as_str(), "index" | "404") || is_device(&slug);
        match (slug.is_empty(), taken) {
            (true, _) => self.word.to_owned(),
            (false, true) => format!("{}-{slug}", self.word),
            (false, false) => slug,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Ids;
    use crate::output::Kind;

    #[test]
    fn names_become_safe_ids_that_are_there_once() {
        let mut ids = Ids::new("incident", Kind::Incident);
        let names = [
            "../../x",
            "X",
            "x-2",
            "x",
            "2026",
            "Index",
            "com0",
            "…",
            "Größe 9",
            "日本",
        ];
        let made = names.map(|name| ids.make(name));
        let wanted = [
            "x",
            "x-2",
            "x-2-2",
            "x-3",
            "incident-2026",
            "incident-index",
            "incident-com0",
            "incident",
            "grosse-9",
        ];
        assert_eq!(made[..9], wanted);
        assert!(!made[9].is_empty());
    }

    #[test]
    fn a_page_takes_no_name_of_the_site_and_none_that_is_left_to_a_file() {
        let mut ids = Ids::new("page", Kind::Plain);
        ids.leave("about");
        let made = ["feed", "Robots", "sitemap", "about"].map(|name| ids.make(name));
        assert_eq!(
            made,
            ["page-feed", "page-robots", "page-sitemap", "about-2"]
        );
    }

    #[test]
    fn a_very_long_name_is_cut() {
        assert!(
            Ids::new("page", Kind::Plain)
                .make(&"ä-".repeat(9_000))
                .len()
                <= 120
        );
    }
}
