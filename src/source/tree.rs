//! All input files of a project, sorted by path.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{ContentHash, SourceFile};

/// The inputs of a build: every file below `content/` and the chosen theme, by path. Cheap to clone, until one of the clones is
/// changed.
#[derive(Debug, Clone, Default)]
pub struct SourceTree {
    files: Arc<BTreeMap<Arc<str>, SourceFile>>,
}

impl SourceTree {
    /// The file at `path`, if there is one.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&SourceFile> {
        self.files.get(path)
    }

    /// Adds a file, or replaces the one at the same path.
    pub fn insert(&mut self, file: SourceFile) {
        Arc::make_mut(&mut self.files).insert(Arc::clone(file.path()), file);
    }

    /// Takes out the file at `path`, if there is one.
    pub fn remove(&mut self, path: &str) {
        Arc::make_mut(&mut self.files).remove(path);
    }

    /// Every file, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.values()
    }

    /// The files below `folder` (without a slash at the end), sorted by path.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a SourceFile> {
        let inside = move |path: &str| {
            path.strip_prefix(folder)
                .is_some_and(|rest| rest.starts_with('/'))
        };
        self.files
            .range::<str, _>((
                std::ops::Bound::Excluded(folder),
                std::ops::Bound::Unbounded,
            ))
            .take_while(move |(path, _)| path.starts_with(folder))
            .filter(move |(path, _)| inside(path))
            .map(|(_, file)| file)
    }

    /// One hash over every path and every content: equal exactly when the inputs are.
    #[must_use]
    pub fn fingerprint(&self) -> ContentHash {
        let mut all = Vec::with_capacity(self.files.len() * 96);
        for file in self.iter() {
            all.extend_from_slice(file.path().as_bytes());
            all.push(0);
            all.extend_from_slice(&file.hash().0);
        }
        ContentHash::of(&all)
    }
}

impl FromIterator<SourceFile> for SourceTree {
    fn from_iter<I: IntoIterator<Item = SourceFile>>(files: I) -> Self {
        let mut tree = Self::default();
        files.into_iter().for_each(|file| tree.insert(file));
        tree
    }
}

#[cfg(test)]
mod tests {
    use super::{SourceFile, SourceTree};

    #[test]
    fn below_lists_a_folder_and_not_its_namesakes() {
        let tree: SourceTree = [
            "content/a-b",
            "content/a.md",
            "content/a/x",
            "content/a/y/z",
            "content/b",
        ]
        .into_iter()
        .map(|path| SourceFile::new(path, ""))
        .collect();
        let found: Vec<_> = tree
            .below("content/a")
            .map(|file| file.path().to_string())
            .collect();
        assert_eq!(found, ["content/a/x", "content/a/y/z"]);
    }
}
