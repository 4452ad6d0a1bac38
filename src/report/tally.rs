//! A bag of values that things come into and leave, and that knows its greatest and least.

use std::collections::BTreeMap;

/// How often each value is there.
#[derive(Debug)]
pub(super) struct Tally<T> {
    counts: BTreeMap<T, usize>,
    len: usize,
}

impl<T> Default for Tally<T> {
    fn default() -> Self {
        Self {
            counts: BTreeMap::new(),
            len: 0,
        }
    }
}

impl<T: Ord + Copy> Tally<T> {
    /// Puts `value` in where it `begins`, and takes it out once where it does not.
    pub(super) fn put(&mut self, value: T, begins: bool) {
        if begins {
            *self.counts.entry(value).or_default() += 1;
            self.len += 1;
        } else if let Some(count) = self.counts.get_mut(&value) {
            *count -= 1;
            if *count == 0 {
                self.counts.remove(&value);
            }
            self.len -= 1;
        }
    }

    /// How many values are there.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The greatest.
    pub(super) fn max(&self) -> Option<T> {
        self.counts.last_key_value().map(|(value, _)| *value)
    }

    /// The least.
    pub(super) fn min(&self) -> Option<T> {
        self.counts.first_key_value().map(|(value, _)| *value)
    }

    /// From the greatest down.
    pub(super) fn descending(&self) -> impl Iterator<Item = T> {
        self.counts.keys().rev().copied()
    }
}
