//! What is known of each of many files, sorted by path.
//!
//! Whoever goes through all files asks for them in the same order each time, and between two times hardly any file comes or goes. So
//! each question names the place at which its answer should stand: where it does, one comparison finds it, at any number of files.

use std::sync::Arc;

/// Values by the path of a file.
#[derive(Debug)]
pub struct Shelf<T> {
    kept: Vec<(Arc<str>, T)>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { kept: Vec::new() }
    }
}

impl<T> Shelf<T> {
    /// How many files it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether it knows none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// What is known of the file at `path`.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&T> {
        let at = self.search(path).ok()?;
        Some(&self.kept[at].1)
    }

    /// What is known of the file at `path`, which is expected to stand at `place` among all paths.
    #[must_use]
    pub fn get_near(&self, place: usize, path: &str) -> Option<&T> {
        match self.kept.get(place) {
            Some((there, value)) if **there == *path => Some(value),
            _ => self.get(path),
        }
    }

    /// Keeps each value for the file at its path, instead of what was known of it.
    pub fn insert_all(&mut self, values: impl IntoIterator<Item = (Arc<str>, T)>) {
        let before = self.kept.len();
        for (path, value) in values {
            match self.kept[..before].binary_search_by(|(there, _)| there.cmp(&path)) {
                Ok(at) => self.kept[at].1 = value,
                Err(_) => self.kept.push((path, value)),
            }
        }
        if self.kept.len() > before {
            // What came last of one path stands first now, and is what stays. A stable sort makes use of the order that is there.
            self.kept[before..].reverse();
            self.kept.sort_by(|(one, _), (other, _)| one.cmp(other));
            self.kept.dedup_by(|(later, _), (first, _)| later == first);
        }
    }

    /// Forgets the files that are not wanted.
    pub fn retain(&mut self, wanted: impl Fn(&str) -> bool) {
        self.kept.retain(|(path, _)| wanted(path));
    }

    /// Every path, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &Arc<str>> {
        self.kept.iter().map(|(path, _)| path)
    }

    fn search(&self, path: &str) -> Result<usize, usize> {
        self.kept.binary_search_by(|(there, _)| (**there).cmp(path))
    }
}

#[cfg(test)]
mod tests {
    use super::Shelf;

    fn shelf(paths: &[&str]) -> Shelf<usize> {
        let mut shelf = Shelf::default();
        let paths = paths.iter().map(|path| (*path).into());
        shelf.insert_all(paths.zip(0..));
        shelf
    }

    #[test]
    fn a_file_is_found_wherever_it_was_expected() {
        let shelf = shelf(&["b", "a", "d", "c", "a"]);
        let known = [("a", 4), ("b", 0), ("c", 3), ("d", 2)];
        for (path, value) in known {
            for place in 0..6 {
                assert_eq!(
                    shelf.get_near(place, path),
                    Some(&value),
                    "{path} at {place}"
                );
            }
        }
        assert_eq!(shelf.get_near(0, "e"), None);
    }

    #[test]
    fn paths_stay_sorted_when_files_come_and_go() {
        let mut shelf = shelf(&["d", "b", "a", "c"]);
        shelf.retain(|path| path != "b");
        shelf.insert_all([("d".into(), 8), ("aa".into(), 9)]);
        let paths: Vec<_> = shelf.paths().map(|path| &**path).collect();
        assert_eq!(paths, ["a", "aa", "c", "d"]);
        assert_eq!(shelf.get("d"), Some(&8));
    }
}
