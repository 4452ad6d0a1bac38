//! Ids of what is made: slugs that are safe file names on every system and each there once.

use std::collections::BTreeMap;

use crate::output::is_device;

/// Longest id before a number is added; file names end at 255 bytes.
const LONGEST: usize = 120;
/// Hands out ids of one kind of thing, each once.
#[derive(Debug)]
pub(super) struct Ids {
    /// What stands for a name without letters, and before one that may not be an id.
    word: &'static str,
    /// Ids that pages of the site already have.
    reserved: &'static [&'static str],
    /// How often each id was asked for.
    asked: BTreeMap<String, usize>,
}

impl Ids {
    pub(super) fn new(word: &'static str, reserved: &'static [&'static str]) -> Self {
        Self {
            word,
            reserved,
            asked: BTreeMap::new(),
        }
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
        let taken = year || self.reserved.contains(&slug.as_str()) || is_device(&slug);
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

    #[test]
    fn names_become_safe_ids_that_are_there_once() {
        let mut ids = Ids::new("incident", &["index"]);
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
    fn a_very_long_name_is_cut() {
        assert!(Ids::new("page", &[]).make(&"ä-".repeat(9_000)).len() <= 120);
    }
}
