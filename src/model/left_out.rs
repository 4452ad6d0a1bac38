//! Files that a build went on without, because they have errors: what is missing, and how much of the rest it makes uncertain.

use std::sync::Arc;

use super::ComponentKey;
use crate::output::{Kind, Route};
use crate::timeline::Instant;

/// A file with errors that the site was made without.
#[derive(Debug, Clone)]
pub struct LeftOut {
    /// Its path in the project.
    pub path: Arc<str>,
    /// What it is about, as far as its path tells.
    pub subject: Subject,
    /// The components that are no groups and that it may say something about; all of them where it cannot be known.
    pub hides: Vec<ComponentKey>,
    /// Since when it may say something about them; `None` where it cannot be known.
    pub since: Option<Instant>,
}

/// What a file that was left out is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A thing with a page of its own, and its id.
    Article(Kind, String),
    /// What was measured; the name of the file without its ending.
    Uptime(String),
    /// Anything else.
    File,
}

impl LeftOut {
    /// The address of its page; `None` where it has none.
    #[must_use]
    pub fn page(&self) -> Option<Route> {
        match &self.subject {
            Subject::Article(kind, id) => Some(Route::page(*kind, id)),
            Subject::Uptime(_) | Subject::File => None,
        }
    }
}
