//! The only way out: an ordered list of writes and removals, such that every link resolves at every instant.
//!
//! What is new, then what is changed, each in the order assets → pages → listings and feeds → home page; then removals. A file
//! is there before anything that a reader can reach links to it, and nothing links to it any more before it goes.

use std::collections::BTreeSet;

use super::{Group, Manifest};

/// One change of the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Put a file that was not there.
    Add(String),
    /// Replace a file.
    Replace(String),
    /// Remove a file that the last write left behind and this one does not have.
    Remove(String),
}

impl Step {
    /// The file that it is about.
    #[must_use]
    pub fn path(&self) -> &String {
        match self {
            Self::Add(path) | Self::Replace(path) | Self::Remove(path) => path,
        }
    }
}

/// Every change from one state of the output to the next, in the order in which they are made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// The changes.
    pub steps: Vec<Step>,
}

impl Plan {
    /// The changes that lead from what `last` records to what `next` records.
    #[must_use]
    pub fn between(last: Option<&Manifest>, next: &Manifest) -> Self {
        let known = |path: &String| last.and_then(|last| last.files.get(path));
        let mut writes: Vec<(bool, Group, Step)> = Vec::new();
        for (path, entry) in &next.files {
            match known(path) {
                None => writes.push((false, entry.group, Step::Add(path.clone()))),
                Some(old) if old.hash != entry.hash => {
                    writes.push((true, entry.group, Step::Replace(path.clone())));
                }
                Some(_) => {}
            }
        }
        writes.sort_by_key(|(changed, group, _)| (*changed, *group));
        let gone: BTreeSet<&String> = last
            .into_iter()
            .flat_map(Manifest::paths)
            .filter(|path| !next.names(path))
            .collect();
        let removals = gone.into_iter().map(|path| Step::Remove(path.clone()));
        Self {
            steps: writes
                .into_iter()
                .map(|(_, _, step)| step)
                .chain(removals)
                .collect(),
        }
    }

    /// How many files are added, replaced and removed.
    #[must_use]
    pub fn counts(&self) -> (usize, usize, usize) {
        let count =
            |wanted: fn(&Step) -> bool| self.steps.iter().filter(|step| wanted(step)).count();
        (
            count(|step| matches!(step, Step::Add(_))),
            count(|step| matches!(step, Step::Replace(_))),
            count(|step| matches!(step, Step::Remove(_))),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{Plan, Step};
    use crate::output::{Entry, Group, Manifest};
    use crate::source::ContentHash;

    fn manifest(files: &[(&str, Group, &str)]) -> Manifest {
        let mut manifest = Manifest::new(ContentHash::of(b""), 0);
        for (path, group, content) in files {
            let hash = ContentHash::of(content.as_bytes());
            manifest.files.insert(
                (*path).to_owned(),
                Entry {
                    hash,
                    size: 1,
                    group: *group,
                },
            );
        }
        manifest
    }

    #[test]
    fn what_links_comes_after_what_is_linked_and_removals_come_last() {
        let last = manifest(&[
            ("a.html", Group::Pages, "1"),
            ("gone.html", Group::Pages, "1"),
            ("index.html", Group::Home, "1"),
        ]);
        let next = manifest(&[
            ("a.html", Group::Pages, "2"),
            ("index.html", Group::Home, "2"),
            ("new.html", Group::Pages, "1"),
            ("list.html", Group::Listings, "1"),
            ("site.css", Group::Assets, "1"),
        ]);
        let add = |path: &str| Step::Add(path.to_owned());
        let replace = |path: &str| Step::Replace(path.to_owned());
        assert_eq!(
            Plan::between(Some(&last), &next).steps,
            [
                add("site.css"),
                add("new.html"),
                add("list.html"),
                replace("a.html"),
                replace("index.html"),
                Step::Remove("gone.html".to_owned())
            ]
        );
    }

    #[test]
    fn the_same_output_needs_no_step() {
        let same = manifest(&[("a.html", Group::Pages, "1")]);
        assert_eq!(Plan::between(Some(&same), &same), Plan::default());
    }
}
