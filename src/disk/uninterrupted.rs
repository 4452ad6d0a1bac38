//! Where there are no signals, the program ends in the middle; that harms nothing, and the next build clears up.

use std::path::PathBuf;

use super::Failure;

/// Holds nothing off.
#[derive(Debug)]
pub(super) struct Interrupts;

impl Interrupts {
    pub(super) fn watch() -> Self {
        Self
    }

    #[expect(
        clippy::unused_self,
        clippy::needless_pass_by_value,
        reason = "the same words as where there are signals"
    )]
    pub(super) fn proceed(&self, _: Option<PathBuf>) {}

    #[expect(
        clippy::unused_self,
        reason = "the same words as where there are signals"
    )]
    pub(super) fn delay(&self) {}

    #[expect(
        clippy::unused_self,
        clippy::unnecessary_wraps,
        reason = "the same words as where there are signals"
    )]
    pub(super) fn heed(&self) -> Result<(), Failure> {
        Ok(())
    }
}
