//! Reads a project into a [`SourceTree`]: `content/` and `themes/`, and nothing outside the project's folder.

use std::collections::BTreeMap;
use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rayon::prelude::{IntoParallelIterator, ParallelIterator};
use walkdir::{DirEntry, WalkDir};

use super::Failure;
use super::failure::shown;
use super::sync;
use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, SourceTree, Span};

/// A file found, not read yet.
struct Found {
    /// Path relative to the root, parts joined by `/`.
    relative: String,
    absolute: PathBuf,
}

/// What [`read`] came to.
#[derive(Debug, Default)]
pub struct Inputs {
    /// Every input.
    pub tree: SourceTree,
    /// What cannot be an input.
    pub wrong: Vec<Diagnostic>,
    /// Files and folders that the system does not let us read.
    pub denied: Vec<Failure>,
}

/// Every input below `root`, also where some may not be read.
#[must_use]
pub fn read(root: &Path) -> Inputs {
    let mut found = Vec::new();
    let mut inputs = Inputs::default();
    for folder in ["content", "themes"] {
        let path = root.join(folder);
        match sync::look(&path) {
            Ok(Some(_)) => walk(root, folder, &mut found, &mut inputs),
            Ok(None) => {}
            Err(error) => inputs.denied.push(Failure::io("read", &path, &error)),
        }
    }
    let files: Vec<Result<SourceFile, Failure>> = found
        .into_par_iter()
        .map_init(Vec::new, |buffer, one| load(&one, buffer))
        .filter_map(Result::transpose)
        .collect();
    for file in files {
        match file {
            Ok(file) => inputs.tree.insert(file),
            Err(denied) => inputs.denied.push(denied),
        }
    }
    inputs
}

/// Whether `root` is the folder of a site.
#[must_use]
pub fn is_site(root: &Path) -> bool {
    root.join("content").join("site.yaml").is_file()
}

fn walk(root: &Path, folder: &str, found: &mut Vec<Found>, inputs: &mut Inputs) {
    let hidden_repository =
        |entry: &DirEntry| entry.file_type().is_dir() && entry.file_name() == ".git";
    let walker = WalkDir::new(root.join(folder))
        .sort_by_file_name()
        .into_iter();
    for entry in walker.filter_entry(|entry| !hidden_repository(entry)) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                inputs.denied.push(no_entry(root, error));
                continue;
            }
        };
        let wrong = &mut inputs.wrong;
        if entry.file_type().is_dir() {
            wrong.extend(named_as_a_file(root, entry.path()));
            continue;
        }
        match relative(root, entry.path()) {
            None => wrong.push(at(
                &shown(entry.path().strip_prefix(root).unwrap_or(entry.path())),
                "name-not-utf-8",
                "the name of this file is not UTF-8",
            )),
            Some(path) => classify(root, &entry, path, found, wrong),
        }
    }
}

fn no_entry(root: &Path, error: walkdir::Error) -> Failure {
    let path = error.path().unwrap_or(root).to_owned();
    error.into_io_error().map_or_else(
        || Failure::new(format!("cannot read `{}`", shown(&path))),
        |error| Failure::io("read", &path, &error),
    )
}

/// Takes regular files, and links that stay inside the project; refuses everything else.
fn classify(
    root: &Path,
    entry: &DirEntry,
    relative: String,
    found: &mut Vec<Found>,
    wrong: &mut Vec<Diagnostic>,
) {
    let absolute = entry.path().to_owned();
    if entry.file_type().is_file() {
        found.push(Found { relative, absolute });
        return;
    }
    if !entry.file_type().is_symlink() {
        let message = format!("this is {}, not a file", special(entry.file_type()));
        let odd = at(&relative, "not-a-file", message);
        wrong.push(odd.help("remove it, or keep it outside the site"));
        return;
    }
    match (fs::canonicalize(&absolute), fs::canonicalize(root)) {
        (Ok(target), Ok(root)) if target.starts_with(&root) && target.is_file() => {
            found.push(Found {
                relative,
                absolute: target,
            });
        }
        (Ok(target), Ok(root)) if target.starts_with(&root) => {
            wrong.push(
                at(
                    &relative,
                    "symlink-outside",
                    "a link to a folder is not followed",
                )
                .help("copy the folder, or link its files one by one"),
            );
        }
        (Ok(target), _) => {
            let message = format!("the link leads out of the project, to `{}`", shown(&target));
            wrong.push(
                at(&relative, "symlink-outside", message).help("copy the file into the project"),
            );
        }
        (Err(_), _) => {
            let target = fs::read_link(&absolute).unwrap_or_default();
            wrong.push(at(
                &relative,
                "symlink-broken",
                format!("the link leads to `{}`, which is not there", shown(&target)),
            ));
        }
    }
}

fn at(path: &str, code: &'static str, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(code, Span::new(&path.into(), 0..0), message)
}

fn relative(root: &Path, path: &Path) -> Option<String> {
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
fn named_as_a_file(root: &Path, folder: &Path) -> Option<Diagnostic> {
    let path = relative(root, folder)?;
    let content = path.starts_with("content/") && !path.starts_with("content/static/");
    let ending = [".md", ".yaml"]
        .into_iter()
        .find(|ending| path.ends_with(ending))?;
    content.then(|| {
        at(
            &path,
            "not-a-file",
            "this is a folder with the name of a file",
        )
        .help(format!(
            "rename it: only the name of a file ends in `{ending}`"
        ))
    })
}

/// How often a file is read that somebody writes to meanwhile.
const TRIES: u32 = 5;

/// The file's content; nothing where it went away between listing and reading, as if it had never been there.
fn load(one: &Found, buffer: &mut Vec<u8>) -> Result<Option<SourceFile>, Failure> {
    let mut gone = false;
    for _ in 0..TRIES {
        match is_steady(&one.absolute, buffer) {
            Ok(true) => return Ok(Some(source(one, buffer))),
            Ok(false) => gone = false,
            // Some editors save by removing the old file first.
            Err(error) if is_gone(&error) => gone = true,
            Err(error) => return Err(Failure::io("read", &one.absolute, &error)),
        }
    }
    if gone {
        return Ok(None);
    }
    let message = format!(
        "`{}` changed each of the {TRIES} times it was read",
        shown(&one.absolute)
    );
    Err(Failure::new(message).help("run the command again when whatever writes to it is done"))
}

/// Reads the file into `buffer`. Whether nobody wrote to it meanwhile.
fn is_steady(path: &Path, buffer: &mut Vec<u8>) -> io::Result<bool> {
    buffer.clear();
    let mut file = File::open(path)?;
    let stamp = |file: &File| {
        file.metadata()
            .map(|found| (found.len(), found.modified().ok()))
    };
    let before = stamp(&file)?;
    // Without a limit, reading asks the system for size and place of every file first.
    file.by_ref().take(u64::MAX).read_to_end(buffer)?;
    Ok(stamp(&file)? == before)
}

fn source(one: &Found, buffer: &[u8]) -> SourceFile {
    let text = !one.relative.starts_with("content/static/") && !one.relative.contains("/assets/");
    if text {
        SourceFile::with_plain_line_ends(&one.relative, buffer)
    } else {
        SourceFile::new(&one.relative, buffer)
    }
}

fn is_gone(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::NotFound
}

/// Every regular file below `folder`, by its path there. Links are not followed, and version control is left out.
///
/// # Errors
/// A file or folder that is not there, or that the system does not let us read.
pub fn read_any(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let mut files = BTreeMap::new();
    let walker = WalkDir::new(folder).sort_by_file_name().into_iter();
    for entry in walker.filter_entry(|entry| entry.file_name() != ".git") {
        let entry = entry.map_err(|error| Failure::io("read", folder, &error.into()))?;
        if let Some(path) = relative(folder, entry.path()).filter(|_| entry.file_type().is_file()) {
            let bytes = fs::read(entry.path())
                .map_err(|error| Failure::io("read", entry.path(), &error))?;
            files.insert(path, bytes);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::{Found, load};

    #[test]
    fn a_file_that_went_since_it_was_listed_counts_as_absent() {
        let gone = Found {
            relative: "content/incidents/x.md".to_owned(),
            absolute: tempfile::tempdir().unwrap().path().join("x.md"),
        };
        assert!(load(&gone, &mut Vec::new()).unwrap().is_none());
    }
}
