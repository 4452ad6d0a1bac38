//! Reads a project again and again, and each time only the files that changed.
//!
//! What changed is found by looking at every file, so nothing depends on being told. Two writes within one tick of the system's
//! clock leave the same stamp: what was read shortly after it changed stays young, and is read at every look, until it was seen once
//! when its last write was surely over. The same holds for the list of files, which need not be made anew while no folder changed.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::read::{source, walk};
use super::steady::{self, Folder, Stamp};
use super::walk::{Found, Walk};
use super::{Failure, Inputs};
use crate::source::{Shelf, SourceFile, SourceTree};

/// A project, and what was read of it last.
#[derive(Debug)]
pub struct Reader {
    root: PathBuf,
    list: List,
    known: Shelf<Known>,
    tree: SourceTree,
}

/// Which files there are.
#[derive(Debug, Default)]
struct List {
    found: Vec<Found>,
    /// The folders that hold them, and what they were like when they were listed.
    folders: BTreeMap<PathBuf, Option<Stamp>>,
    /// Whether the list holds for as long as the folders are what they were.
    holds: bool,
    /// What cannot be an input.
    refused: Inputs,
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

impl List {
    /// The files below `root`. `calm` says that the list before is old enough to be trusted where it is the same.
    fn make(root: &Path, before: &Self, calm: bool) -> Self {
        let Walk {
            found,
            folders,
            links,
            wrong,
            denied,
            ..
        } = walk(root);
        let folders = folders.into_iter().chain([root.to_owned()]);
        let folders = folders.map(|folder| (folder.clone(), stamp(&folder)));
        let folders = folders.collect();
        Self {
            // What links lead to, and what could not be read, may change without a trace in any of the folders.
            holds: calm && !links && denied.is_empty() && folders == before.folders,
            found,
            folders,
            refused: Inputs {
                wrong,
                denied,
                ..Inputs::default()
            },
        }
    }

    fn still_holds(&self) -> bool {
        let mut folders = self.folders.iter();
        self.holds && folders.all(|(folder, before)| stamp(folder) == *before)
    }
}

fn stamp(folder: &Path) -> Option<Stamp> {
    fs::metadata(folder).ok().map(|found| Stamp::of(&found))
}

impl Reader {
    /// A reader of the project at `root`, which was not read yet.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            list: List::default(),
            known: Shelf::default(),
            tree: SourceTree::default(),
        }
    }

    /// Looks at every file, and reads those that changed. `calm` says that at least a second passed since anything was last seen
    /// to change.
    pub fn look(&mut self, calm: bool) -> Look {
        let same_list = self.list.still_holds();
        if !same_list {
            self.list = List::make(&self.root, &self.list, calm);
        }
        let seen = self.seen(calm);
        let mut look = Look {
            inputs: Inputs {
                tree: std::mem::take(&mut self.tree),
                wrong: self.list.refused.wrong.clone(),
                denied: self.list.refused.denied.clone(),
            },
            changed: Vec::new(),
        };
        let mut news = News::default();
        for (at, seen) in seen {
            self.take(&self.list.found[at].relative, seen, &mut news, &mut look);
        }
        if !same_list {
            news.gone.extend(self.forgotten());
        }
        self.lose(news.gone, &mut look);
        self.known.insert_all(news.kept);
        look.changed.sort_unstable();
        self.tree = look.inputs.tree.clone();
        look
    }

    /// The files of the list that are not what they were, by their positions in it.
    fn seen(&self, calm: bool) -> Vec<(usize, Seen)> {
        let folders = self.open_folders();
        let found = self.list.found.par_iter().enumerate();
        let seen = found.map_init(Vec::new, |buffer, (at, one)| {
            let known = self.known.get_near(at, &one.relative);
            let seen = match known {
                Some(known) if !known.young && now(one, &folders) == Some(known.stamp) => None,
                known => Some(see(one, known, calm, buffer)),
            };
            seen.map(|seen| (at, seen))
        });
        seen.flatten_iter().collect()
    }

    /// Every folder that holds a file of the list. Files of one folder stand one after the other there.
    fn open_folders(&self) -> Folders<'_> {
        let mut folders = Folders::new();
        let mut last = None;
        for (folder, _) in self.list.found.iter().map(parts) {
            if last != Some(folder) {
                let open = || Folder::open(&self.root.join(folder)).ok();
                folders.entry(folder).or_insert_with(open);
                last = Some(folder);
            }
        }
        folders
    }

    /// Takes what was seen of the file at `path`.
    fn take(&self, path: &str, seen: Seen, news: &mut News, look: &mut Look) {
        let old = self.known.get(path);
        let gone = old.map(|known| Arc::clone(known.file.path()));
        match seen {
            Seen::File(known) => {
                let path = Arc::clone(known.file.path());
                if old.map(|known| known.file.hash()) != Some(known.file.hash()) {
                    look.changed.push(Arc::clone(&path));
                    look.inputs.tree.insert(known.file.clone());
                }
                news.kept.push((path, known));
            }
            Seen::Nothing => news.gone.extend(gone),
            Seen::Denied(failure) => {
                news.gone.extend(gone);
                look.inputs.denied.push(failure);
            }
        }
    }

    fn lose(&mut self, gone: BTreeSet<Arc<str>>, look: &mut Look) {
        if gone.is_empty() {
            return;
        }
        self.known.retain(|path| !gone.contains(path));
        for path in gone {
            look.inputs.tree.remove(&path);
            look.changed.push(path);
        }
    }

    /// The files that are no longer on the list.
    fn forgotten(&self) -> Vec<Arc<str>> {
        let found = self.list.found.iter();
        let there: BTreeSet<&str> = found.map(|one| one.relative.as_str()).collect();
        let known = self.known.paths();
        let gone = known.filter(|path| !there.contains(&***path));
        gone.cloned().collect()
    }
}

/// What a look says of files that were read anew.
#[derive(Default)]
struct News {
    kept: Vec<(Arc<str>, Known)>,
    gone: BTreeSet<Arc<str>>,
}

/// What came of reading a file anew.
enum Seen {
    File(Known),
    Nothing,
    Denied(Failure),
}

fn see(one: &Found, known: Option<&Known>, calm: bool, buffer: &mut Vec<u8>) -> Seen {
    let stamp = match steady::load(&one.absolute, buffer) {
        Ok(Some(stamp)) => stamp,
        Ok(None) => return Seen::Nothing,
        Err(failure) => return Seen::Denied(failure),
    };
    let file = source(one, buffer);
    let same = known.filter(|known| known.file.hash() == file.hash());
    let settled = calm && same.is_some_and(|known| known.stamp == stamp);
    Seen::File(Known {
        stamp,
        young: !settled,
        // What is the same shares its bytes with what others hold.
        file: same.map_or(file, |known| known.file.clone()),
    })
}

/// Folders that are open, by their paths below the root.
type Folders<'a> = BTreeMap<&'a str, Option<Folder>>;

/// The stamp that a file has now.
fn now(one: &Found, folders: &Folders<'_>) -> Option<Stamp> {
    let (folder, name) = parts(one);
    let folder = folders.get(folder)?.as_ref()?;
    folder.stamp(OsStr::new(name))
}

/// The folder of a file and its name there.
fn parts(one: &Found) -> (&str, &str) {
    one.relative.rsplit_once('/').unwrap_or(("", &one.relative))
}
