//! Finds the files of a project, and says what cannot be an input. Nothing outside the project's folder is ever found.
//!
//! Links are followed as long as they stay inside. A folder is entered through one link at most: links that lead to folders
//! full of links would multiply the files without end.

use std::collections::BTreeSet;
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::Failure;
use super::failure::shown;
use super::sync;
use crate::diagnostic::Diagnostic;
use crate::resolve::forbidden;
use crate::source::Span;

/// How much of a path without end is shown, in bytes.
const SHOWN: usize = 120;

/// A file found, not read yet.
#[derive(Debug)]
pub(super) struct Found {
    /// Path relative to the root, parts joined by `/`.
    pub(super) relative: String,
    pub(super) absolute: PathBuf,
}

/// A walk through the folders of a project.
pub(super) struct Walk<'a> {
    root: &'a Path,
    /// The root without links.
    real: PathBuf,
    /// The folders that links led into, without links.
    entered: BTreeSet<PathBuf>,
    pub(super) found: Vec<Found>,
    /// Every folder that was entered by its own name.
    pub(super) folders: Vec<PathBuf>,
    /// Whether a link was met, followed or not.
    pub(super) links: bool,
    pub(super) wrong: Vec<Diagnostic>,
    /// What the system does not let us read.
    pub(super) denied: Vec<Failure>,
}

/// What to do with a link.
enum Verdict {
    /// It stays inside, and leads here.
    Follow(PathBuf),
    Refuse(Diagnostic),
}

impl<'a> Walk<'a> {
    pub(super) fn new(root: &'a Path) -> Self {
        let (real, denied) = match fs::canonicalize(root) {
            Ok(real) => (real, Vec::new()),
            Err(error) => (root.to_owned(), vec![Failure::io("find", root, &error)]),
        };
        Self {
            root,
            real,
            entered: BTreeSet::new(),
            found: Vec::new(),
            folders: Vec::new(),
            links: false,
            wrong: Vec::new(),
            denied,
        }
    }

    /// Every file below `folder` of the project, which need not be there.
    pub(super) fn folder(&mut self, folder: &str) {
        let top = self.root.join(folder);
        match sync::look(&top) {
            Ok(Some(_)) => {}
            Ok(None) => return,
            Err(error) => {
                self.denied.push(Failure::io("read", &top, &error));
                return;
            }
        }
        let mut walker = WalkDir::new(top)
            .follow_links(true)
            .sort_by_file_name()
            .into_iter();
        while let Some(entry) = walker.next() {
            match entry {
                Ok(entry) => {
                    let enters = self.look(&entry);
                    if entry.file_type().is_dir() && !enters {
                        walker.skip_current_dir();
                    }
                }
                Err(error) => self.refused(error),
            }
        }
    }

    /// Takes a file, or refuses what is none. Whether a folder is entered.
    fn look(&mut self, entry: &DirEntry) -> bool {
        let kind = entry.file_type();
        let Some(path) = relative(self.root, entry.path()) else {
            let shown = shown(entry.path().strip_prefix(self.root).unwrap_or(entry.path()));
            self.wrong.push(
                at(&shown, "name-not-utf-8", "this name is not UTF-8")
                    .help("give it another name, in letters that every system can write"),
            );
            return false;
        };
        if kind.is_dir() && entry.file_name() == ".git" {
            let published = path.strip_prefix("content/static/");
            let why = published.and_then(|inside| Some((inside, forbidden(inside)?)));
            self.wrong.extend(why.map(|(inside, why)| {
                let message = format!("`{inside}` must not be published: {why}");
                at(&path, "static-forbidden", message).help("move it out of `content/static/`")
            }));
            return false;
        }
        let mut absolute = entry.path().to_owned();
        if entry.path_is_symlink() {
            self.links = true;
            match self.follow(&path, &absolute, kind.is_dir()) {
                Verdict::Follow(target) => absolute = target,
                Verdict::Refuse(wrong) => {
                    self.wrong.push(wrong);
                    return false;
                }
            }
        }
        if kind.is_file() {
            self.found.push(Found {
                relative: path,
                absolute,
            });
        } else if kind.is_dir() {
            self.folders.push(entry.path().to_owned());
            self.wrong.extend(named_as_a_file(&path));
        } else {
            let message = format!("this is {}, not a file", special(kind));
            let odd = at(&path, "not-a-file", message);
            self.wrong
                .push(odd.help("remove it, or keep it outside the site"));
        }
        kind.is_dir()
    }

    /// Where the link at `path` leads, and whether it may be followed there.
    fn follow(&mut self, path: &str, link: &Path, is_folder: bool) -> Verdict {
        let Ok(target) = fs::canonicalize(link) else {
            return Verdict::Refuse(broken(path, link));
        };
        let Ok(inside) = target.strip_prefix(&self.real) else {
            let message = format!("the link leads out of the project, to `{}`", shown(&target));
            let wrong = at(path, "symlink-outside", message);
            return Verdict::Refuse(wrong.help("copy what it leads to into the project"));
        };
        // What may not be published under its own name may not be so under another.
        if let Some(why) = forbidden(&inside.to_string_lossy()) {
            let message = format!("the link leads to `{}`: {why}", shown(inside));
            let wrong = at(path, "static-forbidden", message);
            return Verdict::Refuse(wrong.help("remove the link"));
        }
        let here = link.parent().map(fs::canonicalize);
        let holds_itself = matches!(here, Some(Ok(here)) if here.starts_with(&target));
        if is_folder && holds_itself {
            return Verdict::Refuse(broken(path, link));
        }
        if is_folder && !self.enter(&target) {
            let message = format!("another link leads into `{}` already", shown(inside));
            let wrong = at(path, "symlink-twice", message);
            return Verdict::Refuse(
                wrong.help("keep one of the two, and copy the files where they are needed twice"),
            );
        }
        Verdict::Follow(target)
    }

    /// Whether no link led into this folder yet, nor into one around it or within it.
    fn enter(&mut self, target: &Path) -> bool {
        let around = target
            .ancestors()
            .any(|folder| self.entered.contains(folder));
        let next = self.entered.range(target.to_owned()..).next();
        let within = next.is_some_and(|folder| folder.starts_with(target));
        !around && !within && self.entered.insert(target.to_owned())
    }

    /// What the walk could not look at: links that lead nowhere, and paths that are too long, are errors of the project.
    fn refused(&mut self, error: walkdir::Error) {
        let path = error.path().unwrap_or(self.root).to_owned();
        let inside = path.strip_prefix(self.root).unwrap_or(&path);
        let is_link = fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink());
        let kind = error.io_error().map(io::Error::kind);
        let lost = kind == Some(io::ErrorKind::NotFound) || is_endless(error.io_error());
        if is_link && (lost || error.loop_ancestor().is_some()) {
            self.wrong.push(broken(&shown(inside), &path));
            return;
        }
        if kind == Some(io::ErrorKind::InvalidFilename) {
            let text = shown(inside);
            let end = (0..=SHOWN)
                .rev()
                .find(|end| text.is_char_boundary(*end))
                .unwrap_or(0);
            let place = format!("{}...", text.get(..end).unwrap_or(&text));
            let message = "this path is longer than the system takes";
            self.wrong.push(at(&place, "path-too-long", message).help(
                "a path may have 4096 bytes and a name 255: use fewer folders, or shorter names",
            ));
            return;
        }
        // What goes away while we look was never there.
        if kind == Some(io::ErrorKind::NotFound) {
            return;
        }
        self.denied.push(error.into_io_error().map_or_else(
            || Failure::new(format!("cannot read `{}`", shown(&path))),
            |error| Failure::io("read", &path, &error),
        ));
    }
}

/// Whether the system gave up on links that lead to links.
fn is_endless(error: Option<&io::Error>) -> bool {
    let number = error.and_then(io::Error::raw_os_error);
    number == Some(rustix::io::Errno::LOOP.raw_os_error())
}

/// A link that leads to nothing, or in a circle.
fn broken(path: &str, link: &Path) -> Diagnostic {
    let target = shown(&fs::read_link(link).unwrap_or_default());
    if fs::canonicalize(link).is_ok() || is_endless(fs::canonicalize(link).err().as_ref()) {
        let message = format!("the link leads to `{target}`, and from there back to itself");
        return at(path, "symlink-broken", message)
            .help("break the circle: remove one of its links");
    }
    let message = format!("the link leads to `{target}`, which is not there");
    at(path, "symlink-broken", message).help("remove the link, or put back what it leads to")
}

fn at(path: &str, code: &'static str, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(code, Span::new(&path.into(), 0..0), message)
}

/// The path below `root`, parts joined by `/`; nothing where it is not UTF-8.
pub(super) fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts = path.strip_prefix(root).ok()?.components();
    parts
        .map(|part| part.as_os_str().to_str())
        .collect::<Option<Vec<_>>>()
        .map(|parts| parts.join("/"))
}

/// What is neither a file nor a folder nor a link, in words.
#[cfg(unix)]
fn special(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "a pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> &'static str {
    "something else"
}

/// A folder that somebody may take for a write-up or for data.
fn named_as_a_file(path: &str) -> Option<Diagnostic> {
    let content = path.starts_with("content/") && !path.starts_with("content/static/");
    let ending = [".md", ".yaml"]
        .into_iter()
        .find(|ending| path.ends_with(ending))?;
    content.then(|| {
        at(
            path,
            "not-a-file",
            "this is a folder with the name of a file",
        )
        .help(format!(
            "rename it: only the name of a file ends in `{ending}`"
        ))
    })
}
