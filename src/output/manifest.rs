//! The record of the last write: every file with its hash and size, and a fingerprint of what it was made from.
//!
//! It lies in the output folder. Only files that it names are ever replaced or removed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Group, Route};
use crate::source::ContentHash;

/// The version of the format, raised when its meaning changes.
const FORMAT: u32 = 1;

/// One file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Hash of its bytes.
    pub hash: ContentHash,
    /// Length in bytes.
    pub size: u64,
    /// When in a write it comes.
    pub group: Group,
}

/// What the last write left behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// Fingerprint of everything the output was made from: program, options and inputs.
    pub inputs: ContentHash,
    /// How many warnings there were. Where there were some, the next build reads everything again, so as to say them again.
    pub warnings: usize,
    /// Every file, by path.
    pub files: BTreeMap<String, Entry>,
    /// Assets of the generation before, by path. Their names change with their content, and pages that a reader or a cache
    /// still holds load them by their old names, so they go only when the next ones come.
    pub former: BTreeMap<String, Entry>,
    /// Files that a write was putting there when it was cut short: they may be there, whole, and are ours. The record says so
    /// from before the first change until after the last, so that nothing of ours is ever taken for a stranger's.
    pub pending: BTreeMap<String, Entry>,
}

/// Why a manifest cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// It is not what was written.
    #[error("the manifest is not readable: {0}")]
    Malformed(String),
    /// It names a path outside the output folder.
    #[error("the manifest names `{0}`, which lies outside the output folder")]
    Outside(String),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    forthright: u32,
    inputs: String,
    warnings: usize,
    files: BTreeMap<String, Line>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    former: BTreeMap<String, Line>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pending: BTreeMap<String, Line>,
}

/// Hash, size and group of a file.
type Line = (String, u64, u8);

impl Manifest {
    /// Name of the file that holds it, at the top of the output folder.
    pub const NAME: &'static str = ".forthright.json";

    /// An empty record of a build from `inputs`.
    #[must_use]
    pub fn new(inputs: ContentHash, warnings: usize) -> Self {
        Self {
            inputs,
            warnings,
            files: BTreeMap::new(),
            former: BTreeMap::new(),
            pending: BTreeMap::new(),
        }
    }

    /// The record of a write that is on its way from what `last` records to this one.
    #[must_use]
    pub fn on_the_way(&self, last: Option<&Self>) -> Self {
        let nothing = || Self::new(self.inputs, self.warnings);
        let same = |path: &String, entry: &Entry| {
            last.is_some_and(|last| last.files.get(path) == Some(entry))
        };
        let mut way = last.cloned().unwrap_or_else(nothing);
        let coming = self.files.iter().filter(|(path, entry)| !same(path, entry));
        way.pending
            .extend(coming.map(|(path, entry)| (path.clone(), entry.clone())));
        way
    }

    /// Every file that is ours, or may be.
    pub(super) fn paths(&self) -> impl Iterator<Item = &String> {
        let Self {
            files,
            former,
            pending,
            ..
        } = self;
        files.keys().chain(former.keys()).chain(pending.keys())
    }

    /// Whether the file at `path` is ours.
    #[must_use]
    pub fn names(&self, path: &str) -> bool {
        [&self.files, &self.former, &self.pending]
            .into_iter()
            .any(|files| files.contains_key(path))
    }

    /// Takes over what `last` names and this does not, where the file is `there` still, be it from the last write or from one that
    /// was cut short after it. Somebody may have changed it since; the next write that has it to make makes it whole.
    pub fn carry_over(&mut self, last: &Self, there: impl Fn(&str) -> bool) {
        for (path, entry) in last.files.iter().chain(&last.pending) {
            if !self.files.contains_key(path) && there(path) {
                self.files.insert(path.clone(), entry.clone());
            }
        }
    }

    /// Keeps the assets that `last` has and this does not; where there are none, those that `last` kept already.
    pub fn keep_former(&mut self, last: &Self) {
        let gone = |(path, _): &(&String, &Entry)| {
            Route::is_asset(path) && !self.files.contains_key(*path)
        };
        let owned = |(path, entry): (&String, &Entry)| (path.clone(), entry.clone());
        let fresh: BTreeMap<_, _> = last.files.iter().filter(gone).map(owned).collect();
        self.former = if fresh.is_empty() {
            last.former.iter().filter(gone).map(owned).collect()
        } else {
            fresh
        };
    }

    /// The record as bytes, the same for the same content.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let record = Record {
            forthright: FORMAT,
            inputs: self.inputs.to_hex(),
            warnings: self.warnings,
            files: lines(&self.files),
            former: lines(&self.former),
            pending: lines(&self.pending),
        };
        let mut bytes = serde_json::to_vec(&record).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// Reads a record. Paths that lead out of the output folder are refused.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ManifestError> {
        let record: Record = serde_json::from_slice(bytes)
            .map_err(|error| ManifestError::Malformed(error.to_string()))?;
        if record.forthright != FORMAT {
            return Err(malformed("it was written by another version"));
        }
        let inputs = ContentHash::from_hex(&record.inputs)
            .ok_or_else(|| malformed("the fingerprint is not one"))?;
        Ok(Self {
            inputs,
            warnings: record.warnings,
            files: entries(record.files)?,
            former: entries(record.former)?,
            pending: entries(record.pending)?,
        })
    }
}

fn malformed(why: &str) -> ManifestError {
    ManifestError::Malformed(why.to_owned())
}

fn lines(files: &BTreeMap<String, Entry>) -> BTreeMap<String, Line> {
    let line = |entry: &Entry| (entry.hash.to_hex(), entry.size, rank(entry.group));
    files
        .iter()
        .map(|(path, entry)| (path.clone(), line(entry)))
        .collect()
}

fn entries(lines: BTreeMap<String, Line>) -> Result<BTreeMap<String, Entry>, ManifestError> {
    let entry = |(path, (hash, size, group)): (String, Line)| {
        if !is_inside(&path) {
            return Err(ManifestError::Outside(path));
        }
        let hash = ContentHash::from_hex(&hash).ok_or_else(|| malformed("a hash is not one"))?;
        let group = GROUPS.get(usize::from(group)).copied();
        let group = group.ok_or_else(|| malformed("a group is not one"))?;
        Ok((path, Entry { hash, size, group }))
    };
    lines.into_iter().map(entry).collect()
}

const GROUPS: [Group; 4] = [Group::Assets, Group::Pages, Group::Listings, Group::Home];

fn rank(group: Group) -> u8 {
    match group {
        Group::Assets => 0,
        Group::Pages => 1,
        Group::Listings => 2,
        Group::Home => 3,
    }
}

/// Whether `path` stays below the folder it is joined to, on every system.
fn is_inside(path: &str) -> bool {
    let odd = path.contains(['\\', ':', '\0']) || path == Manifest::NAME;
    !odd && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::{Entry, Manifest, ManifestError};
    use crate::output::Group;
    use crate::source::ContentHash;

    fn manifest(path: &str) -> Manifest {
        let hash = ContentHash::of(b"x");
        let mut manifest = Manifest::new(hash, 2);
        manifest.files.insert(
            path.to_owned(),
            Entry {
                hash,
                size: 1,
                group: Group::Home,
            },
        );
        manifest
    }

    #[test]
    fn what_is_written_is_read_back() {
        let manifest = manifest("a/b.html");
        assert_eq!(
            Manifest::from_bytes(&manifest.to_bytes()).ok(),
            Some(manifest)
        );
    }

    #[test]
    fn a_path_that_leads_out_is_refused() {
        for path in [
            "../x",
            "/etc/x",
            "a/../../x",
            "C:/x",
            "a\\b",
            "a//b",
            "a\0b",
            "",
            Manifest::NAME,
        ] {
            let read = Manifest::from_bytes(&manifest(path).to_bytes());
            assert!(matches!(read, Err(ManifestError::Outside(_))), "{path}");
        }
    }

    #[test]
    fn rubbish_is_no_manifest() {
        for bytes in [
            &b""[..],
            b"{}",
            b"[1]",
            b"\xff\xfe",
            b"{\"forthright\":2,\"inputs\":\"\",\"warnings\":0,\"files\":{}}",
        ] {
            assert!(Manifest::from_bytes(bytes).is_err());
        }
    }
}
