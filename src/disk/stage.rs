//! A write in the making: files gather in a staging folder beside the output, and change places all at the end.
//!
//! The order was found by injecting faults: everything is on the disk before the first rename, pages are renamed in plan
//! order, the manifest follows, removals come last. A kill or a power cut at any point leaves every page whole, old or new.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, Permissions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::TempDir;
use walkdir::WalkDir;

use super::failure::shown;
use super::output::Last;
use super::{Failure, Output, Written};
use crate::output::{Entry, Manifest, Plan, Route, Step};
use crate::source::ContentHash;

/// How the name of a staging folder begins; the name of the output and [`RANDOM`] letters follow.
const PREFIX: &str = ".forthright-stage-";
const RANDOM: usize = 6;

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
    folder: TempDir,
    output: Output,
    entries: Mutex<BTreeMap<String, Entry>>,
    /// Files that the last record names and that are no longer what it says.
    damaged: Mutex<BTreeSet<String>>,
}

impl Stage {
    pub(super) fn new(output: Output) -> Result<Self, Failure> {
        let beside = output.root.parent().unwrap_or(&output.root);
        fs::create_dir_all(beside)
            .map_err(|error| Failure::io("make the folder", beside, &error))?;
        if output.lock.is_some() {
            clear_stale(beside, &prefix(&output.root));
            clear_stale(&output.root, PREFIX);
        }
        let folder =
            folder_in(beside, &prefix(&output.root)).or_else(|_| folder_in(&output.root, PREFIX));
        let folder =
            folder.map_err(|error| Failure::io("make a staging folder in", beside, &error))?;
        Ok(Self {
            output,
            folder,
            entries: Mutex::default(),
            damaged: Mutex::default(),
        })
    }

    /// Takes one file of the output. It is written only when the output does not hold it already.
    ///
    /// # Errors
    /// A system that does not let us write.
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
            let target = self.folder.path().join(path);
            write(&target, bytes).map_err(|error| Failure::io("write", &target, &error))?;
        }
        hold(&self.entries).insert(path.to_owned(), entry);
        Ok(())
    }

    /// Changes the output to what was put, in plan order.
    ///
    /// # Errors
    /// A file in the way that we did not write, or a system that refuses. Either way nothing is lost.
    pub fn finish(self, ending: &Ending) -> Result<Written, Failure> {
        let files = std::mem::take(&mut *hold(&self.entries));
        let mut next = Manifest {
            files,
            ..Manifest::new(ending.inputs, ending.warnings)
        };
        if let Some(last) = self.output.manifest() {
            if ending.carry_over {
                let there = |path: &str, entry: &Entry| {
                    self.output.holds(&self.output.root.join(path), entry)
                };
                next.carry_over(last, there);
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
        if !ending.force && matches!(self.output.last, Last::Nothing) {
            self.refuse_strangers(&plan)?;
        }
        if self.output.manifest() == Some(&next) && plan.steps.is_empty() {
            return Ok(written);
        }
        sync_file_system(self.folder.path())?;
        if self.is_first(&plan) {
            return self.move_whole(&next).map(|()| written);
        }
        self.apply(&plan, &next)?;
        Ok(Written {
            strangers: self.strangers(&next),
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
        let in_the_way = plan.steps.iter().filter_map(|step| match step {
            Step::Add(path) => {
                differs(&self.output.root.join(path), &self.folder.path().join(path))
                    .then_some(path)
            }
            Step::Replace(_) | Step::Remove(_) => None,
        });
        let in_the_way: Vec<&String> = in_the_way.collect();
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

    /// Whether the staging folder can become the output folder as it is.
    fn is_first(&self, plan: &Plan) -> bool {
        let empty =
            fs::read_dir(&self.output.root).map_or(true, |mut entries| entries.next().is_none());
        let beside = self.folder.path().parent() == self.output.root.parent();
        empty && beside && plan.steps.iter().all(|step| matches!(step, Step::Add(_)))
    }

    fn move_whole(&self, next: &Manifest) -> Result<(), Failure> {
        put_manifest(self.folder.path(), next)?;
        let moved = fs::rename(self.folder.path(), &self.output.root);
        moved.map_err(|error| Failure::io("make the output folder", &self.output.root, &error))?;
        self.output.root.parent().map_or(Ok(()), sync_folder)
    }

    fn apply(&self, plan: &Plan, next: &Manifest) -> Result<(), Failure> {
        let mut folders = BTreeSet::new();
        for step in &plan.steps {
            if let Step::Add(path) | Step::Replace(path) = step {
                let target = self.output.root.join(path);
                move_file(&self.folder.path().join(path), &target)
                    .map_err(|error| Failure::io("replace", &target, &error))?;
                folders.extend(target.parent().map(Path::to_owned));
            }
        }
        folders.iter().try_for_each(|folder| sync_folder(folder))?;
        put_manifest(&self.output.root, next)?;
        for step in &plan.steps {
            if let Step::Remove(path) = step {
                remove(&self.output.root, path)?;
            }
        }
        Ok(())
    }

    /// Files in the output folder that are not ours.
    fn strangers(&self, next: &Manifest) -> Vec<String> {
        let walker = WalkDir::new(&self.output.root)
            .sort_by_file_name()
            .into_iter();
        let ours =
            |name: &std::ffi::OsStr| name.to_string_lossy().starts_with(PREFIX) || name == ".git";
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

/// How the names of the staging folders beside the output `root` begin.
fn prefix(root: &Path) -> String {
    let name = root.file_name().unwrap_or_default().to_string_lossy();
    format!("{PREFIX}{name}.")
}

/// Removes what builds that were killed left in `place`. Who holds the output's lock knows that none of them is at work.
fn clear_stale(place: &Path, prefix: &str) {
    let is_ours = |name: &std::ffi::OsStr| {
        let rest = name.to_str().and_then(|name| name.strip_prefix(prefix));
        rest.is_some_and(|rest| {
            rest.len() == RANDOM && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
    };
    for entry in fs::read_dir(place).into_iter().flatten().flatten() {
        if is_ours(&entry.file_name()) {
            // What cannot be removed harms nothing, and the next build tries again.
            let _ = fs::remove_dir_all(entry.path()).or_else(|_| fs::remove_file(entry.path()));
        }
    }
}

fn folder_in(place: &Path, prefix: &str) -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix).rand_bytes(RANDOM);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(Permissions::from_mode(0o777));
    }
    builder.tempdir_in(place)
}

fn hold<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::write(path, bytes) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(path, bytes)
        }
        result => result,
    }
}

fn move_file(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            to.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::rename(from, to)
        }
        result => result,
    }
}

fn differs(there: &Path, new: &Path) -> bool {
    fs::symlink_metadata(there).is_ok() && fs::read(there).ok() != fs::read(new).ok()
}

fn put_manifest(folder: &Path, manifest: &Manifest) -> Result<(), Failure> {
    let path = folder.join(Manifest::NAME);
    let put = || -> io::Result<()> {
        let mut file = tempfile::Builder::new()
            .prefix(PREFIX)
            .tempfile_in(folder)?;
        io::Write::write_all(&mut file, &manifest.to_bytes())?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            file.as_file()
                .set_permissions(Permissions::from_mode(0o644))?;
        }
        file.as_file().sync_all()?;
        file.persist(&path).map_err(|error| error.error)?;
        Ok(())
    };
    put().map_err(|error| Failure::io("write", &path, &error))?;
    sync_folder(folder)
}

/// Removes a file of ours, and the folders that it leaves empty.
fn remove(root: &Path, path: &str) -> Result<(), Failure> {
    let target = root.join(path);
    match fs::remove_file(&target) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(Failure::io("remove", &target, &error));
        }
        _ => {}
    }
    let mut folder = target.parent();
    while let Some(empty) =
        folder.filter(|folder| *folder != root && fs::remove_dir(folder).is_ok())
    {
        folder = empty.parent();
    }
    Ok(())
}

/// Puts everything that was written on the disk: without it a power cut after the renames would leave empty pages.
fn sync_file_system(folder: &Path) -> Result<(), Failure> {
    let sync = || -> io::Result<()> {
        #[cfg(target_os = "linux")]
        rustix::fs::syncfs(File::open(folder)?)?;
        #[cfg(not(target_os = "linux"))]
        for entry in WalkDir::new(folder)
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file())
        {
            File::open(entry.path())?.sync_all()?;
        }
        Ok(())
    };
    sync().map_err(|error| Failure::io("put on the disk what was written to", folder, &error))
}

fn sync_folder(folder: &Path) -> Result<(), Failure> {
    #[cfg(unix)]
    File::open(folder)
        .and_then(|file| file.sync_all())
        .map_err(|error| Failure::io("put on the disk", folder, &error))?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

impl Stage {
    /// Where the output lies.
    #[must_use]
    pub fn root(&self) -> PathBuf {
        self.output.root.clone()
    }
}
