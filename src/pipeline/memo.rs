//! What files came to when they were last read, so that after an edit only the edited one is read.
//!
//! A file is read by a pure function of its path and content, so its hash says whether the reading still holds.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::diagnostic::Diagnostic;
use crate::resolve;
use crate::schema::{self, Document};
use crate::source::{ContentHash, Shelf, SourceFile};

/// What a file came to.
type Reading = (Option<Document>, Vec<Diagnostic>);

/// What earlier calls of [`prepare_again`](super::prepare_again) came to.
#[derive(Debug, Default)]
pub struct Memo {
    documents: Shelf<(ContentHash, Arc<Reading>)>,
    resolved: resolve::Memo,
}

impl Memo {
    pub(super) fn resolved(&mut self) -> &mut resolve::Memo {
        &mut self.resolved
    }

    fn recall(&self, place: usize, file: &SourceFile) -> Option<&Arc<Reading>> {
        let (hash, reading) = self.documents.get_near(place, file.path())?;
        (*hash == file.hash()).then_some(reading)
    }

    /// Keeps the readings that are `new`, and forgets the files that are gone once they are many.
    fn keep(&mut self, files: &[&SourceFile], new: Vec<(&SourceFile, Arc<Reading>)>) {
        let new = new.into_iter();
        let new = new.map(|(file, reading)| (Arc::clone(file.path()), (file.hash(), reading)));
        self.documents.insert_all(new);
        if self.documents.len() > 2 * files.len() + 16 {
            let there: BTreeSet<&str> = files.iter().map(|file| &**file.path()).collect();
            self.documents.retain(|path| there.contains(path));
        }
    }
}

/// Reads `files`, as far as the memo does not know them.
pub(super) fn read(files: &[&SourceFile], memo: Option<&mut Memo>) -> Vec<Arc<Reading>> {
    let known = memo.as_deref();
    let one = |(place, file): (usize, &&SourceFile)| {
        let known = known.and_then(|memo| memo.recall(place, file));
        known.map_or_else(
            || (true, Arc::new(schema::read(file))),
            |known| (false, Arc::clone(known)),
        )
    };
    let read: Vec<(bool, Arc<Reading>)> = files.par_iter().enumerate().map(one).collect();
    if let Some(memo) = memo {
        let read = files.iter().zip(&read);
        let new = read.filter(|(_, (new, _))| *new);
        let new = new.map(|(file, (_, reading))| (*file, Arc::clone(reading)));
        memo.keep(files, new.collect());
    }
    read.into_iter().map(|(_, reading)| reading).collect()
}
