//! The output folder as the last write left it, and whether it still is that.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::Failure;
use super::failure::shown;
use super::folder;
use super::interrupt::Interrupts;
use super::lock::Lock;
use super::stage::Stage;
use super::sync;
use crate::output::{Entry, Manifest, ManifestError};
use crate::source::ContentHash;

/// An output folder, looked at and not touched yet.
#[derive(Debug)]
pub struct Output {
    pub(super) root: PathBuf,
    pub(super) last: Last,
    lock: Option<Lock>,
    // Goes last: it may end the program.
    pub(super) interrupts: Interrupts,
}

/// What the last write left behind.
#[derive(Debug)]
pub(super) enum Last {
    /// Nothing: there is no manifest.
    Nothing,
    /// A record, and when it was written: nothing that it names is younger unless somebody touched it.
    Known(Manifest, Option<SystemTime>),
    /// A manifest that cannot be read.
    Damaged(ManifestError),
}

/// What a write came to.
#[derive(Debug, Default)]
pub struct Written {
    /// Files that were not there before.
    pub added: usize,
    /// Files whose content changed.
    pub replaced: usize,
    /// Files that went.
    pub removed: usize,
    /// Files that stayed as they were.
    pub unchanged: usize,
    /// Files in the output folder that no write of ours put there; they were left alone.
    pub strangers: Vec<String>,
    /// Why the last record could not be used; then nothing was removed.
    pub damaged: Option<String>,
}

impl Output {
    /// Looks at the folder `out` of the project at `project`, and keeps other builds from it.
    ///
    /// # Errors
    /// A place that must not be written to, that another build is writing to, or that the system does not let us read.
    pub fn open(out: &Path, project: &Path) -> Result<Self, Failure> {
        let root = resolved(out)?;
        refuse_dangerous(&root, &resolved(project)?)?;
        let there = sync::look(&root).map_err(|error| Failure::io("look at", &root, &error))?;
        if there.is_some_and(|found| !found.is_dir()) {
            return Err(
                Failure::new(format!("`{}` is a file, not a folder", shown(&root)))
                    .help("choose another folder with `--out`"),
            );
        }
        let interrupts = Interrupts::watch();
        let lock = Lock::take(&root, &interrupts)?;
        interrupts.heed()?;
        interrupts.proceed(lock.as_ref().map(Lock::path));
        if lock.is_some() {
            folder::clear_stale(&root);
        }
        Ok(Self {
            last: last_write(&root)?,
            root,
            lock,
            interrupts,
        })
    }

    /// Takes the lock that could not be taken while the folder beside the output was not there, and looks again.
    ///
    /// # Errors
    /// Another build holds the lock and keeps it, or the system does not let us read.
    pub(super) fn insist(&mut self) -> Result<(), Failure> {
        if self.lock.is_none() {
            self.lock = Lock::take(&self.root, &self.interrupts)?;
            self.last = last_write(&self.root)?;
        }
        Ok(())
    }

    /// Whether everything that would be made from `inputs` is there, whole and untouched.
    ///
    /// Never true after a write with warnings, as those must be said again.
    #[must_use]
    pub fn is_current(&self, inputs: ContentHash) -> bool {
        let Last::Known(manifest, written) = &self.last else {
            return false;
        };
        let done = manifest.pending.is_empty();
        let same = done && manifest.inputs == inputs && manifest.warnings == 0;
        let files: Vec<(&String, &Entry)> = manifest.files.iter().collect();
        same && files
            .par_iter()
            .all(|(path, entry)| untouched(&self.root.join(path), entry, *written))
    }

    /// How many files the last write left behind.
    #[must_use]
    pub fn len(&self) -> usize {
        self.manifest().map_or(0, |manifest| manifest.files.len())
    }

    /// Whether the last write left nothing behind.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether readers may have a file from us at `path`: it is there, and there was a write before. Where the record of that write
    /// cannot be read, or somebody has changed the file since, that is still better than nothing.
    #[must_use]
    pub fn may_have(&self, path: &str) -> bool {
        let there = fs::symlink_metadata(self.root.join(path)).is_ok_and(|found| found.is_file());
        there && !matches!(self.last, Last::Nothing)
    }

    /// Begins a write of at least `files` files. Nothing in the folder changes before the stage is finished.
    ///
    /// # Errors
    /// No room for so many, or a system that does not let us make the staging folder.
    pub fn begin(self, files: usize) -> Result<Stage, Failure> {
        Stage::new(self, files)
    }

    /// Where the output lies.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    pub(super) fn manifest(&self) -> Option<&Manifest> {
        match &self.last {
            Last::Known(manifest, _) => Some(manifest),
            Last::Nothing | Last::Damaged(_) => None,
        }
    }

    /// Whether the file at `path` still holds what `entry` records.
    pub(super) fn holds(&self, path: &Path, entry: &Entry) -> bool {
        let Last::Known(_, written) = &self.last else {
            return false;
        };
        untouched(path, entry, *written)
            || fs::read(path).is_ok_and(|bytes| ContentHash::of(&bytes) == entry.hash)
    }
}

/// What the last write into `root` left behind.
fn last_write(root: &Path) -> Result<Last, Failure> {
    let path = root.join(Manifest::NAME);
    // A pipe in its place would make us wait.
    let read = fs::metadata(&path).and_then(|found| {
        if found.is_file() {
            fs::read(&path)
        } else {
            Ok(Vec::new())
        }
    });
    match read {
        Ok(bytes) => Ok(match Manifest::from_bytes(&bytes) {
            // A write that was cut short put files there that are older than its record, so their age tells nothing.
            Ok(manifest) if !manifest.pending.is_empty() => Last::Known(manifest, None),
            Ok(manifest) => Last::Known(manifest, modified(&path)),
            Err(error) => Last::Damaged(error),
        }),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Last::Nothing),
        Err(error) => Err(Failure::io("read", &path, &error)),
    }
}

/// Whether the file has the size recorded, and was not written to since the record was.
fn untouched(path: &Path, entry: &Entry, written: Option<SystemTime>) -> bool {
    let Ok(metadata) = fs::symlink_metadata(path) else {
        return false;
    };
    let older = metadata
        .modified()
        .ok()
        .zip(written)
        .is_some_and(|(file, record)| file <= record);
    metadata.is_file() && metadata.len() == entry.size && older
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path)
        .and_then(|metadata| metadata.modified())
        .ok()
}

/// The path with links and `..` resolved, as far as it exists.
fn resolved(path: &Path) -> Result<PathBuf, Failure> {
    let absolute = std::path::absolute(path).map_err(|error| Failure::io("find", path, &error))?;
    let mut missing = Vec::new();
    let mut there = absolute.as_path();
    loop {
        match fs::canonicalize(there) {
            Ok(real) => {
                return Ok(missing
                    .iter()
                    .rev()
                    .fold(real, |path, part| path.join(part)));
            }
            Err(error) => {
                let (Some(name), Some(parent)) = (there.file_name(), there.parent()) else {
                    return Err(Failure::io("find", path, &error));
                };
                missing.push(name.to_owned());
                there = parent;
            }
        }
    }
}

/// Folders whose loss would hurt: an output folder is ours to change.
fn refuse_dangerous(out: &Path, project: &Path) -> Result<(), Failure> {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let why = if project.starts_with(out) {
        "it holds the project itself"
    } else if ["content", "themes", "src", ".git"]
        .iter()
        .any(|folder| out.starts_with(project.join(folder)))
    {
        "it lies among the project's own files"
    } else if home.is_some_and(|home| home.starts_with(out)) {
        "it is your home folder, or holds it"
    } else {
        return Ok(());
    };
    Err(Failure::new(format!(
        "`{}` cannot be the output folder: {why}",
        shown(out)
    ))
    .help("choose another with `--out`, such as `public`"))
}
