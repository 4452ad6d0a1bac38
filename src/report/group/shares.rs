//! How the members of a mean share in it, in whole numbers.

use super::Member;
use crate::model::Rollup;

/// A second may count this often and no more, so that the seconds of ten thousand years still fit.
const FINEST: u64 = 1 << 24;

/// How often a second of each member counts in the group.
#[derive(Debug)]
pub(super) struct Shares {
    pub(super) factors: Vec<u64>,
    /// How often a second counts that all members are observed in.
    pub(super) scale: u64,
    /// Members count by their own seconds; otherwise each is first brought to a scale of 1, rounded to its disfavour.
    pub(super) exact: bool,
}

impl Shares {
    /// The shares of `members`.
    pub(super) fn new(members: &[Member<'_>], rollup: Rollup) -> Self {
        let weights: Vec<u64> = match rollup {
            Rollup::AnyDown | Rollup::AllDown => {
                return Self {
                    factors: vec![1; members.len()],
                    scale: 1,
                    exact: false,
                };
            }
            Rollup::Mean => vec![1; members.len()],
            Rollup::Weighted => reduced(members),
        };
        let whole: u64 = weights.iter().sum::<u64>().max(1);
        let scales = || {
            members
                .iter()
                .map(|member| u64::try_from(member.ledger.scale()).unwrap_or(1))
        };
        let common = scales().fold(1, |common: u64, scale| {
            common.saturating_mul(scale / divisor(common, scale))
        });
        if common.saturating_mul(whole) > FINEST {
            return Self {
                factors: weights,
                scale: whole,
                exact: false,
            };
        }
        let factors = weights
            .into_iter()
            .zip(scales())
            .map(|(weight, scale)| weight * (common / scale))
            .collect();
        Self {
            factors,
            scale: whole * common,
            exact: true,
        }
    }
}

/// The members' weights without what they have in common; very fine ones are coarsened.
fn reduced(members: &[Member<'_>]) -> Vec<u64> {
    let common = members
        .iter()
        .fold(0, |common, member| {
            divisor(common, u64::from(member.weight))
        })
        .max(1);
    let weights = || {
        members
            .iter()
            .map(|member| u64::from(member.weight) / common)
    };
    let coarser = weights().sum::<u64>() / FINEST + 1;
    weights()
        .map(|weight| {
            if coarser == 1 {
                weight
            } else {
                (weight / coarser).max(weight.min(1))
            }
        })
        .collect()
}

fn divisor(mut a: u64, mut b: u64) -> u64 {
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}
