//! What earlier readings came to, so that an edit costs the reading of one file, whatever the size of the site.
//!
//! A reading depends on the file, on the names and the zone of the site file, and on the instant of the build. Only what was read
//! without a finding is kept. The instant matters twice: what lies after it is an error, which a later instant only mends; and what
//! has not ended is asked about when it goes on for long. So a reading holds at every later instant when what was read has ended, else at
//! the same one.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::Incident;
use crate::source::{ContentHash, Shelf, SourceFile};
use crate::timeline::Instant;

/// What earlier calls of [`resolve`](super::resolve) came to.
#[derive(Debug, Default)]
pub struct Memo {
    /// The site file that everything was read against.
    site: Option<ContentHash>,
    pub(super) incidents: Remembered<Arc<Incident>>,
}

impl Memo {
    /// Everything is read against this site file from now on. Against another one, what is known holds no longer.
    pub(super) fn read_against(&mut self, site: Option<ContentHash>) {
        if self.site != site {
            *self = Self {
                site,
                ..Self::default()
            };
        }
    }
}

/// Readings of one kind of file, by path.
#[derive(Debug)]
pub(super) struct Remembered<T>(Shelf<Reading<T>>);

#[derive(Debug)]
struct Reading<T> {
    of: ContentHash,
    as_of: Instant,
    ended: bool,
    came_to: T,
}

impl<T> Default for Remembered<T> {
    fn default() -> Self {
        Self(Shelf::default())
    }
}

impl<T: Clone> Remembered<T> {
    /// What the file that stands at `place` among its kind came to, where it was read before and the reading holds at `as_of`.
    pub(super) fn recall(&self, place: usize, file: &SourceFile, as_of: Instant) -> Option<&T> {
        let reading = self.0.get_near(place, file.path())?;
        let holds = reading.as_of == as_of || reading.ended && reading.as_of < as_of;
        (holds && reading.of == file.hash()).then_some(&reading.came_to)
    }

    /// Keeps what each file came to at `as_of` without a finding, and whether that has ended.
    pub(super) fn keep<'a>(
        &mut self,
        as_of: Instant,
        read: impl Iterator<Item = (&'a SourceFile, T, bool)>,
    ) {
        let readings = read.map(|(file, came_to, ended)| {
            let reading = Reading {
                of: file.hash(),
                as_of,
                ended,
                came_to,
            };
            (Arc::clone(file.path()), reading)
        });
        self.0.insert_all(readings);
    }

    /// Forgets the files that are not among `there`, once they are many.
    pub(super) fn forget<'a>(&mut self, there: impl ExactSizeIterator<Item = &'a SourceFile>) {
        if self.0.len() > 2 * there.len() + 16 {
            let there: BTreeSet<&str> = there.map(|file| &**file.path()).collect();
            self.0.retain(|path| there.contains(path));
        }
    }
}
