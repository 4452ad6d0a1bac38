//! What a second of harm weighs, counted three ways at once.

use crate::model::{BasisPoints, Counting, Level};

/// Weights of one second, in basis points (times the scale of a group's ledger): as the site counts, strictly, leniently.
///
/// A share that was measured stands in all three, for it is no matter of counting. Without one, strictly a partial outage weighs as
/// much as a major one, and leniently nothing.
pub(super) type Weights = [u64; 3];

/// No harm, or none that counts.
pub(super) const NOTHING: Weights = [0; 3];

/// What a second at `level` weighs, of which `share` may have been measured.
pub(super) fn weights(counting: &Counting, level: Level, share: Option<BasisPoints>) -> Weights {
    if let Some(BasisPoints(share)) = share {
        return [u64::from(share.min(BasisPoints::WHOLE.0)); 3];
    }
    let weight = |level| u64::from(counting.weight(level).0.min(BasisPoints::WHOLE.0));
    let counted = weight(level);
    match level {
        Level::PartialOutage => [counted, counted.max(weight(Level::MajorOutage)), 0],
        _ => [counted; 3],
    }
}
