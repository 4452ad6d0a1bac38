//! A write in the making: files gather in a staging folder beside the output, and change places all at the end.
//!
//! The order was found by injecting faults. What needs room comes first and goes to the stage. Then the stage is put on the
//! disk, a record that names both the old and the new files takes its place, pages are renamed in plan order, what is
//! gone is taken out, and the final record closes the write. A kill or a power cut at any point leaves every page whole, old or
//! new, and the next build knows what is ours; an error at any point undoes what was done.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use walkdir::WalkDir;

use super::change::Change;
use super::failure::shown;
use super::folder::{self, Folder};
use super::output::Last;
use super::room::{self, Room, Shortage};
use super::sync;
use super::{Failure, Output, Written};
use crate::output::{Entry, Manifest, Plan, Route, Step};
use crate::source::ContentHash;

/// How a write ends.
#[derive(Debug, Clone, Copy)]
pub struct Ending {
    /// What the output was made from; part of the record.
    pub inputs: ContentHash,
    /// How much was found wrong; part of the record.
    pub warnings: usize,
    /// Whether files in the way that we did not write are replaced.
    pub force: bool,
    /// Whether what the last write left stays where this one has nothing in its place, instead of being removed.
    pub carry_over: bool,
}

/// A write in the making. Dropped without [`Stage::finish`], it leaves no trace.
#[derive(Debug)]
pub struct Stage {
    // Goes before the output's lock does.
    folder: Folder,
    /// Opened before the first write.
    disk: sync::Folder,
    output: Output,
    entries: Mutex<BTreeMap<String, Entry>>,
    /// Files that the last record names and that are no longer what it says.
    damaged: Mutex<BTreeSet<String>>,
    /// What did not fit. When something did not, the rest is only counted.
    shortage: Mutex<Option<Shortage>>,
    /// Folders that were made on the way to the output.
    made_in: Vec<PathBuf>,
}

impl Stage {
    pub(super) fn new(mut output: Output, files: usize) -> Result<Self, Failure> {
        output.interrupts.delay();
        let beside = output.root.parent().unwrap_or(&output.root).to_owned();
        let made_in = sync::make_folder(&beside)
            .map_err(|error| Failure::io("make the folder", &beside, &error))?;
        output.insist()?;
        if matches!(output.last, Last::Nothing) {
            Room::at(&beside).refuse_fewer_than(files, &output.root)?;
        }
        let made = Folder::make(&output.root).and_then(|folder| {
            let disk = sync::Folder::open(&folder.files())?;
            Ok((folder, disk))
        });
        let (folder, disk) = made.map_err(|error| {
            let failure = Failure::io("make a staging folder for", &output.root, &error);
            room::with_way_out(failure, &error)
        })?;
        Ok(Self {
            folder,
            disk,
            output,
            entries: Mutex::default(),
            damaged: Mutex::default(),
            shortage: Mutex::default(),
            made_in,
        })
    }

    /// Takes one file of the output. It is written only when the output does not hold it already.
    ///
    /// # Errors
    /// A system that does not let us write, or a signal that asks us to end.
    pub fn put(&self, route: &Route, bytes: &[u8]) -> Result<(), Failure> {
        let entry = Entry {
            hash: ContentHash::of(bytes),
            size: bytes.len() as u64,
            group: route.group(),
        };
        let path = route.path();
        let last = self.output.manifest().and_then(|last| last.files.get(path));
        let same = last.is_some_and(|last| last.hash == entry.hash);
        let there = same && self.output.holds(&self.output.root.join(path), &entry);
        if same && !there {
            hold(&self.damaged).insert(path.to_owned());
        }
        if !there {
            self.write(path, bytes)?;
        }
        hold(&self.entries).insert(path.to_owned(), entry);
        Ok(())
    }

    /// Writes a file into the staging folder; where the disk is full, only counts it, so that the whole need can be told.
    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        self.output.interrupts.heed()?;
        if let Some(shortage) = &mut *hold(&self.shortage) {
            shortage.add(bytes.len());
            return Ok(());
        }
        match sync::write_new(&self.folder.files().join(path), bytes) {
            Ok(()) => Ok(()),
            Err(error) if room::is_lacking(&error) => {
                hold(&self.shortage)
                    .get_or_insert_with(|| Shortage::new(path, error))
                    .add(bytes.len());
                Ok(())
            }
            Err(error) => Err(Failure::io("write", &self.output.root.join(path), &error)),
        }
    }

    /// Changes the output to what was put, in plan order.
    ///
    /// # Errors
    /// A file in the way that we did not write, or a system that refuses. Either way nothing is changed.
    pub fn finish(self, ending: &Ending) -> Result<Written, Failure> {
        if let Some(shortage) = hold(&self.shortage).take() {
            let room = Room::at(&self.folder.files());
            return Err(shortage.failure(&self.output.root, room));
        }
        let files = std::mem::take(&mut *hold(&self.entries));
        let mut next = Manifest {
            files,
            ..Manifest::new(ending.inputs, ending.warnings)
        };
        if let Some(last) = self.output.manifest() {
            if ending.carry_over {
                next.carry_over(last, |path| self.output.may_have(path));
            }
            next.keep_former(last);
        }
        let damaged = hold(&self.damaged).clone();
        let last = self.output.manifest().cloned().map(|mut last| {
            last.files.retain(|path, _| !damaged.contains(path));
            last
        });
        let plan = Plan::between(last.as_ref(), &next);
        let written = self.summary(&plan, &next);
        if !ending.force && !matches!(self.output.last, Last::Damaged(_)) {
            self.refuse_strangers(&plan)?;
        }
        if self.output.manifest() == Some(&next) && plan.steps.is_empty() {
            return Ok(written);
        }
        let root = &self.output.root;
        let was_there = sync::look(root).map_err(|error| Failure::io("look at", root, &error))?;
        let was_there = was_there.is_some();
        self.change(&plan, &next, was_there)?;
        let strangers = if was_there {
            self.strangers(&next)
        } else {
            Vec::new()
        };
        Ok(Written {
            strangers,
            ..written
        })
    }

    fn summary(&self, plan: &Plan, next: &Manifest) -> Written {
        let (added, replaced, removed) = plan.counts();
        let damaged = match &self.output.last {
            Last::Damaged(error) => Some(error.to_string()),
            Last::Nothing | Last::Known(..) => None,
        };
        let unchanged = next.files.len() - added - replaced;
        Written {
            added,
            replaced,
            removed,
            unchanged,
            strangers: Vec::new(),
            damaged,
        }
    }

    /// Files in the way that differ from what would take their place.
    fn refuse_strangers(&self, plan: &Plan) -> Result<(), Failure> {
        let last = self.output.manifest();
        let is_ours = |path: &String| last.is_some_and(|last| last.names(path));
        let staged = self.folder.files();
        let differs = |path: &&String| differs(&self.output.root.join(path), &staged.join(path));
        let in_the_way = plan.steps.iter().filter_map(|step| match step {
            Step::Add(path) => (!is_ours(path)).then_some(path),
            Step::Replace(_) | Step::Remove(_) => None,
        });
        let in_the_way: Vec<&String> = in_the_way.filter(differs).collect();
        let Some(first) = in_the_way.first() else {
            return Ok(());
        };
        let more = if in_the_way.len() > 1 {
            format!(" and {} more files were", in_the_way.len() - 1)
        } else {
            " was".to_owned()
        };
        Err(Failure::new(format!(
            "`{}`{more} not written by forthright, and would be replaced",
            shown(&self.output.root.join(first))
        ))
        .help("choose another folder with `--out`, or move the files away")
        .help("with `--force` they are replaced"))
    }

    /// Changes the output, all of it or nothing.
    fn change(&self, plan: &Plan, next: &Manifest, was_there: bool) -> Result<(), Failure> {
        let mut change = Change::new(&self.output.root, self.folder.former());
        let changed = if was_there {
            self.change_each(plan, next, &mut change)
        } else {
            self.move_whole(next, &mut change)
        };
        changed.map_err(|failure| {
            if change.undo() {
                failure
            } else {
                failure.help("some pages are new and others old, each of them whole; build again")
            }
        })
    }

    /// Where there is no output yet, the staged files become it in one step.
    fn move_whole(&self, next: &Manifest, change: &mut Change) -> Result<(), Failure> {
        self.stage_record(Path::new("files").join(Manifest::NAME), next)?;
        self.sync_stage()?;
        change.put(self.folder.files(), self.output.root.clone())?;
        change.sync()?;
        for folder in &self.made_in {
            sync::names_in(folder)
                .map_err(|error| Failure::io("put on the disk", folder, &error))?;
        }
        Ok(())
    }

    fn change_each(
        &self,
        plan: &Plan,
        next: &Manifest,
        change: &mut Change,
    ) -> Result<(), Failure> {
        let record = self.output.root.join(Manifest::NAME);
        let way = self.stage_record("way.json", &next.on_the_way(self.output.manifest()))?;
        let end = self.stage_record("end.json", next)?;
        let steps = plan.steps.iter();
        let (gone, put): (Vec<&Step>, Vec<&Step>) =
            steps.partition(|step| matches!(step, Step::Remove(_)));
        self.sync_stage()?;
        change.put(way, record.clone())?;
        change.sync()?;
        change.make_folders(put.iter().map(|step| step.path()))?;
        for path in put.iter().map(|step| step.path()) {
            change.put(self.folder.files().join(path), self.output.root.join(path))?;
        }
        change.sync()?;
        for step in gone {
            change.take(step.path())?;
        }
        change.put(end, record)?;
        change.sync()
    }

    /// Writes a record into the staging folder, so that it only has to be renamed, and gives its place.
    fn stage_record(&self, name: impl AsRef<Path>, record: &Manifest) -> Result<PathBuf, Failure> {
        let staged = self.folder.path().join(name);
        let bytes = record.to_bytes();
        sync::write_new(&staged, &bytes).map_err(|error| {
            let root = &self.output.root;
            if room::is_lacking(&error) {
                let mut shortage = Shortage::new(Manifest::NAME, error);
                shortage.add(bytes.len());
                shortage.failure(root, Room::at(self.folder.path()))
            } else {
                Failure::io("write", &root.join(Manifest::NAME), &error)
            }
        })?;
        Ok(staged)
    }

    /// The last moment at which a signal stops the write.
    fn sync_stage(&self) -> Result<(), Failure> {
        sync::file_system(&self.disk).map_err(|error| {
            Failure::io(
                "put on the disk what was written for",
                &self.output.root,
                &error,
            )
        })?;
        self.output.interrupts.heed()
    }

    /// Files in the output folder that are not ours.
    fn strangers(&self, next: &Manifest) -> Vec<String> {
        let walker = WalkDir::new(&self.output.root)
            .sort_by_file_name()
            .into_iter();
        let ours = |name: &std::ffi::OsStr| {
            name.to_string_lossy().starts_with(folder::PREFIX) || name == ".git"
        };
        let files = walker
            .filter_entry(|entry| !ours(entry.file_name()))
            .filter_map(Result::ok)
            .filter(|entry| !entry.file_type().is_dir());
        files
            .filter_map(|entry| {
                entry
                    .path()
                    .strip_prefix(&self.output.root)
                    .ok()
                    .map(|path| path.to_string_lossy().replace('\\', "/"))
            })
            .filter(|path| path != Manifest::NAME && !next.names(path))
            .collect()
    }
}

fn hold<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether something is there that is not the same. What cannot be read is not.
fn differs(there: &Path, new: &Path) -> bool {
    !matches!(sync::look(there), Ok(None)) && fs::read(there).ok() != fs::read(new).ok()
}

impl Stage {
    /// Where the output lies.
    #[must_use]
    pub fn root(&self) -> PathBuf {
        self.output.root.clone()
    }
}
