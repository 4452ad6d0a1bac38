//! Makes new files for people, and never overwrites one.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use super::Failure;

/// Makes the file at `path` with its folders.
///
/// # Errors
/// A file that is there already, or a system that refuses.
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)
            .map_err(|error| Failure::io("make the folder", folder, &error))?;
    }
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .map_err(|error| Failure::io("make", path, &error))?;
    file.write_all(bytes)
        .map_err(|error| Failure::io("write", path, &error))
}

/// Makes every file below `root`, or none: when one of them is there already, nothing is written.
///
/// # Errors
/// The files that are there already, or a system that refuses.
pub fn create_all(root: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<(), Failure> {
    let taken: Vec<&str> = files
        .keys()
        .filter(|path| root.join(path).exists())
        .map(String::as_str)
        .collect();
    if let Some(first) = taken.first() {
        let more = if taken.len() > 1 {
            format!(" and {} more files are", taken.len() - 1)
        } else {
            " is".to_owned()
        };
        return Err(Failure::new(format!(
            "`{}`{more} there already; nothing was written",
            super::shown(&root.join(first))
        ))
        .help("choose an empty folder, or move the files away"));
    }
    files
        .iter()
        .try_for_each(|(path, bytes)| create(&root.join(path), bytes))
}
