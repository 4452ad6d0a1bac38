//! Whether what is to be written fits, and what to say where it does not: which file, how much is missing, and what to do.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::Failure;

/// What is free on a file system. `None` where it does not say, or has no limit.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Room {
    bytes: Option<u64>,
    files: Option<u64>,
    /// What the space of a file is a multiple of.
    block: u64,
}

impl Room {
    /// The room there is at `path`.
    #[cfg(unix)]
    pub(super) fn at(path: &Path) -> Self {
        let Ok(found) = rustix::fs::statvfs(path) else {
            return Self::default();
        };
        Self {
            bytes: Some(found.f_bavail.saturating_mul(found.f_frsize)),
            files: (found.f_files > 0).then_some(found.f_favail),
            block: found.f_frsize,
        }
    }

    #[cfg(not(unix))]
    pub(super) fn at(_: &Path) -> Self {
        Self::default()
    }

    /// Refuses to begin where not even `files` files of one byte would fit. It knows no sizes, so it never refuses what fits.
    pub(super) fn refuse_fewer_than(self, files: usize, root: &Path) -> Result<(), Failure> {
        let wanted = files as u64;
        let (what, free) = if self.files.is_some_and(|free| free < wanted) {
            ("files", self.files)
        } else if self.bytes.is_some_and(|free| free < wanted) {
            ("bytes", self.bytes)
        } else {
            return Ok(());
        };
        let place = super::shown(root);
        let message = format!(
            "the site has {files} pages, and the file system of `{place}` has room for {} more {what}",
            free.unwrap_or_default()
        );
        Err(Failure::new(message).help(WAY_OUT))
    }
}

const WAY_OUT: &str = "make room there, and build again; the output is as it was";

/// The failure, with the way out where it comes from a lack of room.
pub(super) fn with_way_out(failure: Failure, error: &io::Error) -> Failure {
    if is_lacking(error) {
        failure.help(WAY_OUT)
    } else {
        failure
    }
}

/// Whether there is no room for what was to be written.
pub(super) fn is_lacking(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded
    )
}

/// What did not fit, from the first file that did not.
#[derive(Debug)]
pub(super) struct Shortage {
    path: String,
    error: io::Error,
    sizes: Vec<u64>,
}

impl Shortage {
    /// The file at `path` of the output did not fit.
    pub(super) fn new(path: &str, error: io::Error) -> Self {
        Self {
            path: path.to_owned(),
            error,
            sizes: Vec::new(),
        }
    }

    /// One more file does not fit.
    pub(super) fn add(&mut self, bytes: usize) {
        self.sizes.push(bytes as u64);
    }

    /// What to say of it, when every file was counted and `room` is what is left.
    pub(super) fn failure(self, out: &Path, room: Room) -> Failure {
        let Self { path, error, sizes } = self;
        let block = room.block.max(1);
        let wanted: u64 = sizes
            .iter()
            .map(|size| size.next_multiple_of(block).max(block))
            .sum();
        let files = sizes.len() as u64;
        let unwritten = match files {
            1 => "1 file was".to_owned(),
            _ => format!("{files} files were"),
        };
        let lacking = match room.files {
            Some(free) if free < files => {
                format!("room for {} more files is missing", files - free)
            }
            // Where a quota ends what the file system still has, only the whole need is known.
            _ => match wanted.saturating_sub(room.bytes.unwrap_or_default()) {
                0 => format!("{wanted} bytes are needed"),
                missing => format!("{missing} bytes are missing"),
            },
        };
        let why = Failure::io("write", &out.join(path), &error);
        Failure::new(format!("{why}; {unwritten} not written, {lacking}")).help(WAY_OUT)
    }
}
