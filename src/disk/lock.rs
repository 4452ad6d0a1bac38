//! One build at a time for each output folder. The system takes the lock back when its process ends, however it ends.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::Failure;
use super::failure::shown;

/// How often a lock that is held is tried again, and how long to wait before each time: five seconds in all.
const TRIES: u32 = 100;
const PAUSE: Duration = Duration::from_millis(50);

/// The right to change one output folder.
#[derive(Debug)]
pub(super) struct Lock {
    /// Held open: closing it gives the lock back.
    _file: File,
    path: PathBuf,
}

impl Lock {
    /// Takes the lock of the output folder `root`, waiting a little where another build holds it.
    ///
    /// `None` where the folder beside it is not there yet or cannot be written to: nobody else builds there either, or the
    /// system keeps no locks. A write is safe then too; two at once may only undo each other.
    ///
    /// # Errors
    /// Another build holds the lock and keeps it.
    pub(super) fn take(root: &Path) -> Result<Option<Self>, Failure> {
        let Some((beside, name)) = root.parent().zip(root.file_name()) else {
            return Ok(None);
        };
        let path = beside.join(format!(".{}.forthright-lock", name.to_string_lossy()));
        for _ in 0..TRIES {
            match Self::attempt(&path) {
                Ok(Some(lock)) => return Ok(Some(lock)),
                Err(_) => return Ok(None),
                Ok(None) => std::thread::sleep(PAUSE),
            }
        }
        Err(held(root, &path))
    }

    /// `None` where it is held.
    fn attempt(path: &Path) -> io::Result<Option<Self>> {
        // Whatever else bears the name is not ours to open: a pipe would make us wait, a link would lead elsewhere.
        if fs::symlink_metadata(path).is_ok_and(|found| !found.is_file()) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let mut options = OpenOptions::new();
        let mut file = options
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        // Its last holder may have removed the file between our opening and locking it.
        if !is_at(&file, path) {
            return Ok(None);
        }
        file.set_len(0)?;
        write!(file, "{}", std::process::id())?;
        Ok(Some(Self {
            _file: file,
            path: path.to_owned(),
        }))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Where a file that is open cannot be removed, it stays, and means nothing.
        let _ = fs::remove_file(&self.path);
    }
}

/// Whether the file that is open is the one at `path`.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let place = |found: fs::Metadata| (found.dev(), found.ino());
    let (open, there) = (file.metadata(), fs::symlink_metadata(path));
    open.ok().map(place) == there.ok().map(place)
}

/// A file that is open cannot be removed here, so it is.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

fn held(root: &Path, path: &Path) -> Failure {
    let holder = fs::read_to_string(path).ok();
    let holder =
        holder.filter(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()));
    let who = holder.map_or_else(
        || "another build".to_owned(),
        |id| format!("another build (process {id})"),
    );
    Failure::new(format!("{who} is writing to `{}`", shown(root)))
        .help("wait until it is done, and build again")
        .help("or build into another folder with `--out`")
}
