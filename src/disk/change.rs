//! The moment of change: one rename a file, each of which is taken back when a later one does not work.
//!
//! A rename needs no room and no second step, so a reader, a kill or a power cut finds each file whole, old or new. What is
//! replaced is not lost with it: it goes to the staging folder, and from there back where the change cannot be finished.

use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::Failure;
use super::failure::shown;
use super::room;
use super::sync::{self, undisturbed};

/// Changes of the output that are not final yet.
pub(super) struct Change {
    root: PathBuf,
    /// Where files go that are taken out.
    former: PathBuf,
    done: Vec<Deed>,
    /// Folders whose names are to be put on the disk.
    touched: BTreeSet<PathBuf>,
}

/// One thing done, with what it takes to undo it.
enum Deed {
    Made(PathBuf),
    /// The file that stood at `staged` stands at `target` now, where there was nothing.
    Moved {
        staged: PathBuf,
        target: PathBuf,
    },
    /// The files at the two places changed them.
    Exchanged {
        staged: PathBuf,
        target: PathBuf,
    },
    /// A file was replaced on a file system that keeps nothing of what is replaced.
    Overwritten,
}

impl Change {
    /// Begins to change the output folder `root`. What is taken out of it goes to the folder `former`.
    pub(super) fn new(root: &Path, former: PathBuf) -> Self {
        Self {
            root: root.to_owned(),
            former,
            done: Vec::new(),
            touched: BTreeSet::new(),
        }
    }

    /// Makes the folders of the files at `paths` below the root.
    ///
    /// # Errors
    /// Something else in the place of a folder, or a system that refuses.
    pub(super) fn make_folders<'p>(
        &mut self,
        paths: impl Iterator<Item = &'p String>,
    ) -> Result<(), Failure> {
        let mut folders = BTreeSet::new();
        for path in paths {
            let above = Path::new(path).ancestors().skip(1);
            folders.extend(above.map(Path::to_owned));
        }
        // The root comes first, and a folder before those in it.
        for folder in folders.iter().skip(1) {
            self.make_folder(self.root.join(folder))?;
        }
        Ok(())
    }

    fn make_folder(&mut self, folder: PathBuf) -> Result<(), Failure> {
        match look(&folder)? {
            Some(found) if found.is_dir() => Ok(()),
            Some(found) => Err(in_the_way(&folder, found.is_symlink())),
            None => {
                undisturbed(|| fs::create_dir(&folder)).map_err(|error| {
                    let failure = Failure::io("make the folder", &folder, &error);
                    room::with_way_out(failure, &error)
                })?;
                self.touched.extend(folder.parent().map(Path::to_owned));
                self.done.push(Deed::Made(folder));
                Ok(())
            }
        }
    }

    /// Puts the file, or the folder, at `staged` where `target` says.
    ///
    /// # Errors
    /// A folder in the place of a file, or a system that refuses.
    pub(super) fn put(&mut self, staged: PathBuf, target: PathBuf) -> Result<(), Failure> {
        let found = look(&target)?;
        let there = found.is_some();
        if found.is_some_and(|found| found.is_dir()) {
            let message = format!("`{}` is a folder where a file belongs", shown(&target));
            return Err(Failure::new(message).help("move it away, and build again"));
        }
        let exchanged = there.then(|| undisturbed(|| exchange(&staged, &target)));
        let done = match exchanged {
            Some(Ok(())) => Ok(true),
            Some(Err(error)) if !is_unable(&error) => Err(error),
            _ => undisturbed(|| fs::rename(&staged, &target)).map(|()| false),
        };
        let exchanged = done.map_err(|error| Failure::io("replace", &target, &error))?;
        self.touched.extend(target.parent().map(Path::to_owned));
        self.done.push(match (there, exchanged) {
            (false, _) => Deed::Moved { staged, target },
            (true, true) => Deed::Exchanged { staged, target },
            (true, false) => Deed::Overwritten,
        });
        Ok(())
    }

    /// Takes the file at `path` below the root out of the output, with the folders that it leaves empty.
    ///
    /// # Errors
    /// A system that refuses.
    pub(super) fn take(&mut self, path: &str) -> Result<(), Failure> {
        // Through a link it would be somebody else's file.
        if !self.is_plainly_below(path)? {
            return Ok(());
        }
        let target = self.root.join(path);
        if look(&target)?.is_some_and(|found| !found.is_dir()) {
            let aside = self.former.join(self.done.len().to_string());
            undisturbed(|| fs::rename(&target, &aside))
                .map_err(|error| Failure::io("remove", &target, &error))?;
            self.touched.extend(target.parent().map(Path::to_owned));
            self.done.push(Deed::Moved {
                staged: target.clone(),
                target: aside,
            });
        }
        // Also where a write that was cut short came no further than to the folder.
        let mut folder = target.parent();
        while let Some(empty) =
            folder.filter(|folder| *folder != self.root && fs::remove_dir(folder).is_ok())
        {
            self.touched.remove(empty);
            folder = empty.parent();
            self.touched.extend(folder.map(Path::to_owned));
        }
        Ok(())
    }

    /// Whether every folder on the way to `path` is one, and no link.
    fn is_plainly_below(&self, path: &str) -> Result<bool, Failure> {
        for folder in Path::new(path).ancestors().skip(1) {
            let found = look(&self.root.join(folder))?;
            if !found.is_some_and(|found| found.is_dir()) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Puts on the disk what was changed so far.
    ///
    /// # Errors
    /// A system that refuses.
    pub(super) fn sync(&mut self) -> Result<(), Failure> {
        for folder in &std::mem::take(&mut self.touched) {
            sync::names_in(folder)
                .map_err(|error| Failure::io("put on the disk", folder, &error))?;
        }
        Ok(())
    }

    /// Takes everything back, the last first. Whether all of it worked.
    pub(super) fn undo(self) -> bool {
        let mut whole = true;
        for deed in self.done.into_iter().rev() {
            whole &= match deed {
                Deed::Made(folder) => undisturbed(|| fs::remove_dir(&folder)).is_ok(),
                Deed::Moved { staged, target } => {
                    let folder = staged.parent().unwrap_or(&staged);
                    fs::create_dir_all(folder).is_ok()
                        && undisturbed(|| fs::rename(&target, &staged)).is_ok()
                }
                Deed::Exchanged { staged, target } => {
                    undisturbed(|| exchange(&staged, &target)).is_ok()
                }
                Deed::Overwritten => false,
            };
        }
        whole
    }
}

fn look(path: &Path) -> Result<Option<Metadata>, Failure> {
    sync::look(path).map_err(|error| Failure::io("look at", path, &error))
}

fn in_the_way(place: &Path, is_link: bool) -> Failure {
    let place = shown(place);
    if is_link {
        Failure::new(format!(
            "`{place}` is a link, and nothing is written through it"
        ))
        .help("remove the link, and build again")
    } else {
        Failure::new(format!("`{place}` is a file where a folder belongs"))
            .help("move it away, and build again")
    }
}

/// Lets the files at the two places change them, in one step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Whether the error says that files cannot be exchanged here, or that there is none to exchange with any more.
fn is_unable(error: &io::Error) -> bool {
    use ErrorKind::{CrossesDevices, InvalidInput, NotFound, Unsupported};
    matches!(
        error.kind(),
        CrossesDevices | InvalidInput | NotFound | Unsupported
    )
}
