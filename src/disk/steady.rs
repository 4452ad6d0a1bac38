//! One file, read whole while nobody writes to it.

use std::ffi::OsStr;
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use super::Failure;
use super::failure::shown;

/// What tells one state of a file from another without reading it: where it lies, how long it is, and when it was changed, its
/// content and anything about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    /// Disk and number there.
    place: [i128; 2],
    /// Bytes.
    length: i128,
    /// Seconds and nanoseconds, twice.
    changed: [i128; 4],
}

impl Stamp {
    #[cfg(unix)]
    pub(super) fn of(found: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self {
            place: [found.dev().into(), found.ino().into()],
            length: found.len().into(),
            changed: [
                found.mtime().into(),
                found.mtime_nsec().into(),
                found.ctime().into(),
                found.ctime_nsec().into(),
            ],
        }
    }

    #[cfg(not(unix))]
    pub(super) fn of(found: &Metadata) -> Self {
        let since = |time: std::time::SystemTime| {
            let since = time.duration_since(std::time::UNIX_EPOCH);
            let since = since.unwrap_or_default();
            [since.as_secs().into(), since.subsec_nanos().into()]
        };
        let [seconds, nanoseconds] = found.modified().map(since).unwrap_or_default();
        Self {
            place: [0; 2],
            length: found.len().into(),
            changed: [seconds, nanoseconds, 0, 0],
        }
    }
}

/// A folder that is open, so that its files need not be found from the top each time.
#[derive(Debug)]
pub(super) struct Folder {
    #[cfg(unix)]
    open: File,
    #[cfg(not(unix))]
    path: std::path::PathBuf,
}

impl Folder {
    #[cfg(unix)]
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        Ok(Self {
            open: File::open(path)?,
        })
    }

    #[cfg(not(unix))]
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        Ok(Self {
            path: path.to_owned(),
        })
    }

    /// The stamp of the file called `name`; `None` where there is none that can be looked at.
    #[cfg(unix)]
    pub(super) fn stamp(&self, name: &OsStr) -> Option<Stamp> {
        use rustix::fs::{AtFlags, statat};
        let found = statat(&self.open, name, AtFlags::empty()).ok()?;
        Some(Stamp {
            place: [found.st_dev.into(), found.st_ino.into()],
            length: found.st_size.into(),
            changed: [
                found.st_mtime.into(),
                found.st_mtime_nsec.into(),
                found.st_ctime.into(),
                found.st_ctime_nsec.into(),
            ],
        })
    }

    #[cfg(not(unix))]
    pub(super) fn stamp(&self, name: &OsStr) -> Option<Stamp> {
        let found = std::fs::metadata(self.path.join(name)).ok()?;
        Some(Stamp::of(&found))
    }
}

/// What tells the folder at `path` from another that takes its name later.
#[must_use]
pub fn identity(path: &Path) -> Option<[i128; 2]> {
    std::fs::metadata(path)
        .ok()
        .map(|found| Stamp::of(&found).place)
}

/// How often a file is read that somebody writes to meanwhile.
const TRIES: u32 = 5;

/// Reads the file at `path` into `buffer`, and says which state of it that is; nothing where it went away between listing and
/// reading, as if it had never been there.
pub(super) fn load(path: &Path, buffer: &mut Vec<u8>) -> Result<Option<Stamp>, Failure> {
    let mut gone = false;
    for _ in 0..TRIES {
        match attempt(path, buffer) {
            Ok(Some(stamp)) => return Ok(Some(stamp)),
            Ok(None) => gone = false,
            // Some editors save by removing the old file first.
            Err(error) if error.kind() == io::ErrorKind::NotFound => gone = true,
            Err(error) => return Err(Failure::io("read", path, &error)),
        }
    }
    if gone {
        return Ok(None);
    }
    let message = format!(
        "`{}` changed each of the {TRIES} times it was read",
        shown(path)
    );
    Err(Failure::new(message).help("run the command again when whatever writes to it is done"))
}

/// Reads the file into `buffer`; nothing where somebody wrote to it meanwhile.
fn attempt(path: &Path, buffer: &mut Vec<u8>) -> io::Result<Option<Stamp>> {
    buffer.clear();
    let mut file = File::open(path)?;
    let stamp = |file: &File| file.metadata().map(|found| Stamp::of(&found));
    let before = file.metadata()?;
    let (length, before) = (before.len(), Stamp::of(&before));
    // With its length as a limit, the system is not asked where the file lies and whether more follows: that takes as long again.
    file.by_ref().take(length).read_to_end(buffer)?;
    Ok((stamp(&file)? == before).then_some(before))
}

#[cfg(test)]
mod tests {
    use super::load;

    #[test]
    fn a_file_that_went_since_it_was_listed_counts_as_absent() {
        let gone = tempfile::tempdir().unwrap().path().join("x.md");
        assert!(load(&gone, &mut Vec::new()).unwrap().is_none());
    }
}
