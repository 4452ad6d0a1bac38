//! Word that something may have changed. An event says no more than "look again": what changed is found by looking.
//!
//! Folders are watched, never files: most editors save by putting a new file in the place of the old one. A watch holds on to the
//! folder that it was set on, not to its name, so all are set anew when the project looks different without a word from them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use notify::{Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::signal::Signal;

/// Folders below the root that hold inputs.
const FOLDERS: [&str; 2] = ["content", "themes"];

/// The watches on one project.
pub(super) struct Watch {
    root: PathBuf,
    signal: Arc<Signal>,
    /// `None` where the system gives no events, and looking again and again is all there is.
    watcher: Option<RecommendedWatcher>,
}

impl Watch {
    /// No watch at all.
    pub(super) fn none(root: &Path, signal: &Arc<Signal>) -> Self {
        Self {
            root: root.to_owned(),
            signal: Arc::clone(signal),
            watcher: None,
        }
    }

    /// Whether the system tells of changes.
    pub(super) fn is_native(&self) -> bool {
        self.watcher.is_some()
    }

    /// Sets all watches anew.
    ///
    /// # Errors
    /// The system has no watches, or not as many as there are folders; the reason, in words. Nothing is watched then.
    pub(super) fn set(&mut self) -> Result<(), String> {
        self.watcher = None;
        let watcher = self.watcher().map_err(|error| reason(&error))?;
        self.watcher = Some(watcher);
        Ok(())
    }

    fn watcher(&self) -> notify::Result<RecommendedWatcher> {
        let signal = Arc::clone(&self.signal);
        let heard = move |event: notify::Result<Event>| {
            if event.as_ref().map_or(true, matters) {
                signal.raise();
            }
        };
        let mut watcher = RecommendedWatcher::new(heard, Config::default())?;
        // The folder around the root too, for the root itself may be replaced.
        let around = self.root.parent().filter(|around| *around != Path::new(""));
        for folder in around.into_iter().chain([self.root.as_path()]) {
            watch(&mut watcher, folder, RecursiveMode::NonRecursive)?;
        }
        for folder in FOLDERS {
            watch(
                &mut watcher,
                &self.root.join(folder),
                RecursiveMode::Recursive,
            )?;
        }
        Ok(watcher)
    }
}

/// Watches a folder, unless it is not there or is not ours to read.
fn watch(
    watcher: &mut RecommendedWatcher,
    folder: &Path,
    mode: RecursiveMode,
) -> notify::Result<()> {
    match watcher.watch(folder, mode) {
        Err(error) if !is_limit(&error) => Ok(()),
        result => result,
    }
}

/// Whether the system has no more watches to give.
fn is_limit(error: &notify::Error) -> bool {
    const NO_SPACE: i32 = 28;
    const TOO_MANY_FILES: i32 = 24;
    match &error.kind {
        ErrorKind::MaxFilesWatch => true,
        ErrorKind::Io(error) => matches!(error.raw_os_error(), Some(NO_SPACE | TOO_MANY_FILES)),
        _ => false,
    }
}

/// Reading changes nothing; our own look would wake us for ever.
fn matters(event: &Event) -> bool {
    !matches!(event.kind, EventKind::Access(_)) || event.need_rescan()
}

fn reason(error: &notify::Error) -> String {
    if is_limit(error) {
        "the system has no more watches to give".to_owned()
    } else {
        "the system does not tell of changes".to_owned()
    }
}
