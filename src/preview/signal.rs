//! A wake-up call: whoever notices that something may have changed raises it, and one thread waits for it.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The call. It is kept until it is answered, and however often it is raised meanwhile, it is one.
#[derive(Debug, Default)]
pub(super) struct Signal {
    raised: Mutex<bool>,
    heard: Condvar,
}

impl Signal {
    pub(super) fn raise(&self) {
        *self.hold() = true;
        self.heard.notify_all();
    }

    /// Whether it is raised and not answered.
    pub(super) fn is_raised(&self) -> bool {
        *self.hold()
    }

    /// Waits until it is raised, no longer than `most`, and answers it. Whether it was raised.
    pub(super) fn wait(&self, most: Duration) -> bool {
        let waiting = |raised: &mut bool| !*raised;
        let waited = self.heard.wait_timeout_while(self.hold(), most, waiting);
        let (mut raised, _) = waited.unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut raised)
    }

    fn hold(&self) -> MutexGuard<'_, bool> {
        self.raised.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
