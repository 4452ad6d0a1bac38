//! Reads a project into a [`SourceTree`]: `content/` and `themes/`, and nothing outside the project's folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};
use walkdir::WalkDir;

use super::Failure;
use super::steady;
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
    let Walk {
        found,
        wrong,
        denied,
        ..
    } = walk(root);
    let inputs = Inputs {
        wrong,
        denied,
        ..Inputs::default()
    };
    let files = found.into_par_iter().map_init(Vec::new, |buffer, one| {
        let loaded = steady::load(&one.absolute, buffer)?;
        Ok(loaded.map(|_| source(&one, buffer)))
    });
    gather(files.collect(), inputs)
}

/// The files of the project, not read yet.
pub(super) fn walk(root: &Path) -> Walk<'_> {
    let mut walk = Walk::new(root);
    for folder in ["content", "themes"] {
        walk.folder(folder);
    }
    walk
}

/// The inputs with `files`. A file that went away meanwhile was never there.
pub(super) fn gather(
    files: Vec<Result<Option<SourceFile>, Failure>>,
    mut inputs: Inputs,
) -> Inputs {
    for file in files.into_iter().filter_map(Result::transpose) {
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

pub(super) fn source(one: &Found, buffer: &[u8]) -> SourceFile {
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
