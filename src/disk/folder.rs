//! The staging folder: where files gather before they take their places. It goes with the value that stands for it.
//!
//! It lies where a rename into the output is possible: beside the output, or, where that is a mount of its own, inside it.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use super::sync::{self, undisturbed};

/// How the names of everything begin that a build makes for itself.
pub(super) const PREFIX: &str = ".forthright-";
/// How the name of a staging folder begins; the name of the output and [`RANDOM`] letters follow.
const STAGE: &str = ".forthright-stage-";
const RANDOM: usize = 6;

/// A staging folder of our own.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Makes one for the output folder `root`, which need not be there yet.
    ///
    /// # Errors
    /// A system that does not let us write beside the output or into it.
    pub(super) fn make(root: &Path) -> io::Result<Self> {
        let beside = root.parent().unwrap_or(root);
        let made = Self::make_in(beside, &prefix(root));
        if sync::look(root)?.is_none() {
            return made;
        }
        match made {
            Ok(folder) if folder.moves_into(root)? => Ok(folder),
            _ => Self::make_in(root, STAGE),
        }
    }

    fn make_in(place: &Path, prefix: &str) -> io::Result<Self> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(prefix).rand_bytes(RANDOM);
        let path = undisturbed(|| builder.tempdir_in(place))?.keep();
        let folder = Self { path };
        for part in [folder.files(), folder.former()] {
            undisturbed(|| fs::create_dir(&part))?;
        }
        Ok(folder)
    }

    /// Where the new files gather.
    pub(super) fn files(&self) -> PathBuf {
        self.path.join("files")
    }

    /// Where the files go that are taken out of the output.
    pub(super) fn former(&self) -> PathBuf {
        self.path.join("former")
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether a file can be renamed from `root` to here. Two mounts of one disk look the same and yet are none, so it is tried.
    ///
    /// # Errors
    /// The output cannot be written to.
    fn moves_into(&self, root: &Path) -> io::Result<bool> {
        let mut builder = tempfile::Builder::new();
        let probe = undisturbed(|| {
            builder
                .prefix(STAGE)
                .rand_bytes(RANDOM)
                .make_in(root, |path| File::create_new(path))
        })?;
        let target = self.path.join("probe");
        match undisturbed(|| fs::rename(probe.path(), &target)) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::CrossesDevices => Ok(false),
            Err(error) => Err(error),
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Once more where the system refused once. What stays all the same, the next build removes.
        if !remove(&self.path) {
            remove(&self.path);
        }
    }
}

/// Removes the folder, and says whether that worked. The standard library panics where a folder cannot be closed.
fn remove(folder: &Path) -> bool {
    matches!(catch_unwind(|| fs::remove_dir_all(folder)), Ok(Ok(())))
}

/// How the names of the staging folders beside the output `root` begin.
fn prefix(root: &Path) -> String {
    let name = root.file_name().unwrap_or_default().to_string_lossy();
    format!("{STAGE}{name}.")
}

/// Removes what builds of the output `root` left behind that were killed. Only for who holds its lock, and so knows that none
/// of them is at work.
pub(super) fn clear_stale(root: &Path) {
    if let Some(beside) = root.parent() {
        clear(beside, &prefix(root));
    }
    clear(root, STAGE);
}

fn clear(place: &Path, prefix: &str) {
    let is_ours = |name: &std::ffi::OsStr| {
        let rest = name.to_str().and_then(|name| name.strip_prefix(prefix));
        rest.is_some_and(|rest| {
            rest.len() == RANDOM && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
    };
    for entry in fs::read_dir(place).into_iter().flatten().flatten() {
        if is_ours(&entry.file_name()) {
            // What cannot be removed harms nothing, and the next build tries again.
            let _ = remove(&entry.path()) || fs::remove_file(entry.path()).is_ok();
        }
    }
}
