//! The record of the last write: every file with its hash and size, and a fingerprint of what it was made from.
//!
//! It lies in the output folder. Only files that it names are ever replaced or removed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Group;
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
    files: BTreeMap<String, (String, u64, u8)>,
}

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
        }
    }

    /// The record as bytes, the same for the same content.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let files = self.files.iter().map(|(path, entry)| {
            (
                path.clone(),
                (entry.hash.to_hex(), entry.size, rank(entry.group)),
            )
        });
        let record = Record {
            forthright: FORMAT,
            inputs: self.inputs.to_hex(),
            warnings: self.warnings,
            files: files.collect(),
        };
        let mut bytes = serde_json::to_vec(&record).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// Reads a record. Paths that lead out of the output folder are refused.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ManifestError> {
        let malformed = |why: &str| ManifestError::Malformed(why.to_owned());
        let record: Record = serde_json::from_slice(bytes)
            .map_err(|error| ManifestError::Malformed(error.to_string()))?;
        if record.forthright != FORMAT {
            return Err(malformed("it was written by another version"));
        }
        let mut files = BTreeMap::new();
        for (path, (hash, size, group)) in record.files {
            if !is_inside(&path) {
                return Err(ManifestError::Outside(path));
            }
            let hash =
                ContentHash::from_hex(&hash).ok_or_else(|| malformed("a hash is not one"))?;
            let group = GROUPS
                .get(usize::from(group))
                .copied()
                .ok_or_else(|| malformed("a group is not one"))?;
            files.insert(path, Entry { hash, size, group });
        }
        let inputs = ContentHash::from_hex(&record.inputs)
            .ok_or_else(|| malformed("the fingerprint is not one"))?;
        Ok(Self {
            inputs,
            warnings: record.warnings,
            files,
        })
    }
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
    let odd = path.contains(['\\', ':', '\0']) || path.is_empty();
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
        for path in ["../x", "/etc/x", "a/../../x", "C:/x", "a\\b", "a//b", ""] {
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
