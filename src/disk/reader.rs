//! Reads a project again and again, and each time only the files that changed.
//!
//! What changed is found by looking at every file, so nothing depends on being told. Two writes within one tick of the system's
//! clock leave the same stamp: a file that was read shortly after it changed stays young, and is read at every look, until it was
//! seen once after its last write was surely over.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::read::{find, gather, source};
use super::steady::{self, Stamp};
use super::walk::Found;
use super::{Failure, Inputs};
use crate::source::SourceFile;

/// A project, and what was read of it last.
#[derive(Debug)]
pub struct Reader {
    root: PathBuf,
    known: BTreeMap<Arc<str>, Known>,
}

#[derive(Debug, Clone)]
struct Known {
    stamp: Stamp,
    young: bool,
    file: SourceFile,
}

/// What a [`Reader`] came to.
#[derive(Debug, Default)]
pub struct Look {
    /// Every input.
    pub inputs: Inputs,
    /// Paths of the files that are new, are gone, or hold something else than at the look before, sorted.
    pub changed: Vec<Arc<str>>,
}

impl Look {
    /// Whether a file that changed is empty now: most editors empty a file before they fill it.
    #[must_use]
    pub fn finds_an_empty_file(&self) -> bool {
        let files = self.changed.iter();
        let mut files = files.filter_map(|path| self.inputs.tree.get(path));
        files.any(|file| file.bytes().is_empty())
    }

    /// What this look and the `next` one found together.
    #[must_use]
    pub fn and(self, next: Self) -> Self {
        let mut changed = [self.changed, next.changed].concat();
        changed.sort_unstable();
        changed.dedup();
        Self { changed, ..next }
    }
}

impl Reader {
    /// A reader of the project at `root`, which was not read yet.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            known: BTreeMap::new(),
        }
    }

    /// Looks at every file, and reads those that changed. `calm` says that at least a second passed since anything was last seen
    /// to change.
    pub fn look(&mut self, calm: bool) -> Look {
        let (found, inputs) = find(&self.root);
        let seen: Vec<Result<Option<Known>, Failure>> = found
            .par_iter()
            .map_init(Vec::new, |buffer, one| self.one(one, calm, buffer))
            .collect();
        let files = seen.iter().map(|one| match one {
            Ok(known) => Ok(known.as_ref().map(|known| known.file.clone())),
            Err(failure) => Err(failure.clone()),
        });
        let inputs = gather(files.collect(), inputs);
        let next = seen.into_iter().filter_map(Result::ok).flatten();
        let next = next.map(|known| (Arc::clone(known.file.path()), known));
        let last = std::mem::replace(&mut self.known, next.collect());
        Look {
            inputs,
            changed: difference(&last, &self.known),
        }
    }

    /// One file, read unless its stamp says that it is what it was.
    fn one(&self, one: &Found, calm: bool, buffer: &mut Vec<u8>) -> Result<Option<Known>, Failure> {
        let known = self.known.get(one.relative.as_str());
        let old = known.filter(|known| !known.young);
        let same = old.filter(|known| {
            let found = fs::metadata(&one.absolute);
            found.is_ok_and(|found| Stamp::of(&found) == known.stamp)
        });
        if let Some(same) = same {
            return Ok(Some(same.clone()));
        }
        let loaded = steady::load(&one.absolute, buffer)?;
        Ok(loaded.map(|stamp| {
            let file = source(one, buffer);
            let seen =
                known.filter(|known| known.stamp == stamp && known.file.hash() == file.hash());
            Known {
                stamp,
                young: !(calm && seen.is_some()),
                // What is the same shares its bytes with what others hold.
                file: seen.map_or(file, |known| known.file.clone()),
            }
        }))
    }
}

/// The paths at which the two differ.
fn difference(last: &BTreeMap<Arc<str>, Known>, next: &BTreeMap<Arc<str>, Known>) -> Vec<Arc<str>> {
    let same = |one: &Known, other: Option<&Known>| {
        other.is_some_and(|other| other.file.hash() == one.file.hash())
    };
    let new = next
        .iter()
        .filter(|(path, one)| !same(one, last.get(*path)));
    let gone = last.keys().filter(|path| !next.contains_key(*path));
    let mut changed: Vec<_> = new.map(|(path, _)| path).chain(gone).cloned().collect();
    changed.sort_unstable();
    changed
}
