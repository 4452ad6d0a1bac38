//! One build at a time for each output folder. The system takes the lock back when its process ends, however it ends.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::Failure;
use super::failure::shown;
use super::folder::PREFIX;
use super::interrupt::Interrupts;
use super::sync::undisturbed;

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

/// What came of trying to take a lock.
enum Attempt {
    Taken(Lock),
    /// Another build holds it.
    Held,
    /// No file can be made there, or the system keeps no locks.
    Impossible,
}

impl Lock {
    /// Takes the lock of the output folder `root`, waiting a little where another build holds it.
    ///
    /// `None` where neither the folder beside it nor itself is there or can be written to, or the system keeps no locks. A write
    /// is safe then too; two at once may only undo each other.
    ///
    /// # Errors
    /// Another build holds the lock and keeps it, or a signal asks us to end.
    pub(super) fn take(root: &Path, interrupts: &Interrupts) -> Result<Option<Self>, Failure> {
        let beside = root.parent().zip(root.file_name()).map(|(beside, name)| {
            beside.join(format!(".{}.forthright-lock", name.to_string_lossy()))
        });
        let inside = root.join(format!("{PREFIX}lock"));
        for path in beside.into_iter().chain([inside]) {
            if let Some(lock) = Self::wait_for(&path, root, interrupts)? {
                return Ok(Some(lock));
            }
        }
        Ok(None)
    }

    fn wait_for(
        path: &Path,
        root: &Path,
        interrupts: &Interrupts,
    ) -> Result<Option<Self>, Failure> {
        for _ in 0..TRIES {
            match Self::attempt(path) {
                Attempt::Taken(lock) => return Ok(Some(lock)),
                Attempt::Impossible => return Ok(None),
                Attempt::Held => std::thread::sleep(PAUSE),
            }
            interrupts.heed()?;
        }
        Err(held(root, path))
    }

    /// Where it is.
    pub(super) fn path(&self) -> PathBuf {
        self.path.clone()
    }

    fn attempt(path: &Path) -> Attempt {
        // Whatever else bears the name is not ours to open: a pipe would make us wait, a link would lead elsewhere.
        if fs::symlink_metadata(path).is_ok_and(|found| !found.is_file()) {
            return Attempt::Impossible;
        }
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        let Ok(mut file) = options.open(path) else {
            return Attempt::Impossible;
        };
        match undisturbed(|| try_lock(&file)) {
            Ok(true) => {}
            Ok(false) => return Attempt::Held,
            Err(_) => {
                // Where nobody can hold it, it means nothing.
                let _ = fs::remove_file(path);
                return Attempt::Impossible;
            }
        }
        // Its last holder may have removed the file between our opening and locking it.
        if !is_at(&file, path) {
            return Attempt::Held;
        }
        // The lock holds without it. On a full disk there is no room for the number.
        let _ = file
            .set_len(0)
            .and_then(|()| write!(file, "{}", std::process::id()));
        Attempt::Taken(Self {
            _file: file,
            path: path.to_owned(),
        })
    }
}

/// Whether the lock is ours now; `false` where it is somebody else's.
fn try_lock(file: &File) -> io::Result<bool> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(error),
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
