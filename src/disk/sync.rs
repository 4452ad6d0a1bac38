//! What it takes for bytes to be on the disk: files that close without complaint, and folders put there when asked.
//!
//! Some file systems say only at the close or at the sync that a write did not work, so both are asked, and both count.

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Does `deed` again for as long as only a signal came between.
pub(super) fn undisturbed<T>(mut deed: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match deed() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

/// What stands at `path`, a link being one itself. `None` only where surely nothing does: an error is no answer.
pub(super) fn look(path: &Path) -> io::Result<Option<Metadata>> {
    match undisturbed(|| fs::symlink_metadata(path)) {
        Ok(found) => Ok(Some(found)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Makes the file at `path`, with its folders.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = match undisturbed(|| File::create_new(path)) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let folder = path.parent().unwrap_or(path);
            undisturbed(|| fs::create_dir_all(folder))?;
            undisturbed(|| File::create_new(path))
        }
        result => result,
    }?;
    file.write_all(bytes)?;
    close(file)
}

#[cfg(unix)]
fn close(file: File) -> io::Result<()> {
    match nix::unistd::close(file) {
        // The file is closed, and the sync still says what became of it.
        Ok(()) | Err(nix::errno::Errno::EINTR) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(unix))]
fn close(file: File) -> io::Result<()> {
    file.sync_all()
}

/// Makes the folder at `path` with those above it, and names the folders that have a new one in them.
pub(super) fn make_folder(path: &Path) -> io::Result<Vec<PathBuf>> {
    let mut parents = Vec::new();
    for folder in path.ancestors() {
        if look(folder)?.is_some() {
            break;
        }
        parents.extend(folder.parent().map(Path::to_owned));
    }
    undisturbed(|| fs::create_dir_all(path))?;
    Ok(parents)
}

/// Puts on the disk everything that was written to the file system of `folder` since it was opened: without it, a power cut
/// after the renames would leave empty pages.
pub(super) fn file_system(folder: &Folder) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    undisturbed(|| Ok(rustix::fs::syncfs(&folder.file)?))?;
    #[cfg(not(target_os = "linux"))]
    for entry in walkdir::WalkDir::new(&folder.path) {
        let entry = entry?;
        if entry.file_type().is_file() {
            File::open(entry.path())?.sync_all()?;
        }
    }
    Ok(())
}

/// A folder whose file system is to be put on the disk. It is opened before the first write, as errors from before the
/// opening are not told.
#[derive(Debug)]
pub(super) struct Folder {
    #[cfg(target_os = "linux")]
    file: File,
    #[cfg(not(target_os = "linux"))]
    path: PathBuf,
}

impl Folder {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        #[cfg(target_os = "linux")]
        return undisturbed(|| File::open(path)).map(|file| Self { file });
        #[cfg(not(target_os = "linux"))]
        return Ok(Self {
            path: path.to_owned(),
        });
    }
}

/// Puts on the disk which files are in the folder.
pub(super) fn names_in(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    match undisturbed(|| File::open(folder)?.sync_all()) {
        // Some network file systems keep folders on the other side, and there is nothing to ask for.
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::InvalidInput | ErrorKind::Unsupported
            ) => {}
        result => return result,
    }
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}
