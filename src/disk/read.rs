//! Reads a project into a [`SourceTree`]: `content/` and `themes/`, and nothing outside the project's folder.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};
use walkdir::WalkDir;

use super::Failure;
use super::failure::shown;
use super::walk::{Found, Walk, relative};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, SourceTree};

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
    let mut walk = Walk::new(root);
    for folder in ["content", "themes"] {
        walk.folder(folder);
    }
    let Walk {
        found,
        wrong,
        denied,
        ..
    } = walk;
    let mut inputs = Inputs {
        wrong,
        denied,
        ..Inputs::default()
    };
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
            Err(error) if error.kind() == io::ErrorKind::NotFound => gone = true,
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
    // With its length as a limit, the system is not asked where the file lies and whether more follows: that takes as long again.
    file.by_ref().take(before.0).read_to_end(buffer)?;
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
