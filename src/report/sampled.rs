//! What checks at intervals can tell: a monitor that looks once a minute has seen so many moments and no more.
//!
//! Two bounds at 95 % confidence, both by whole numbers and rounded to the side that promises less:
//! - without a single failure in `n` checks, availability is at least `0.05^(1/n)` (exact; about `1 - 3/n`, the rule of three);
//! - with failures, the score interval of Wilson (1927) around the share of checks that passed.

use super::Nines;

/// The unit of fixed-point numbers here.
const ONE: u128 = 1_000_000_000_000_000_000;
/// `-ln 0.05` in that unit, rounded up.
const LN_20: u128 = 2_995_732_273_553_990_994;
/// The 97.5th percentile of the normal distribution, and its square, times 10^10.
const Z: u128 = 19_599_639_845;
const Z_SQUARE: u128 = 38_414_588_207;
const FINE: u128 = 10_000_000_000;
/// More checks than this do not fit the arithmetic: a check every second for 60 years.
const MOST: u64 = 2_000_000_000;

/// How a figure was sampled, and what follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sampled {
    /// Seconds from one check to the next.
    pub interval: i64,
    /// How many checks fit into the time observed.
    pub checks: u64,
    /// How many of them fell into downtime; a part counts as one.
    pub failed: u64,
    /// The least that the availability may be, as a fraction of [`Sampled::UNIT`].
    low: u128,
    /// The most that it may be.
    high: u128,
}

impl Sampled {
    /// The whole, of which the bounds are parts.
    pub const UNIT: u128 = ONE;

    /// What `checks` can tell of which `failed` failed, one every `interval` seconds; `None` without checks, or with more than can be.
    #[must_use]
    pub fn new(interval: i64, checks: u64, failed: u64) -> Option<Self> {
        let scored = Self::scored(interval, checks, failed)?;
        Some(match failed {
            0 => Self {
                low: all_passed(checks),
                high: ONE,
                ..scored
            },
            _ => scored,
        })
    }

    /// The same by Wilson's score interval, whatever the number of failures.
    pub(super) fn scored(interval: i64, checks: u64, failed: u64) -> Option<Self> {
        if checks == 0 || checks > MOST || failed > checks || interval <= 0 {
            return None;
        }
        let (low, high) = wilson(checks, checks - failed);
        Some(Self {
            interval,
            checks,
            failed,
            low,
            high,
        })
    }

    /// The lower bound in percent, cut off after `decimals` (at most 9).
    #[must_use]
    pub fn low(self, decimals: u32) -> String {
        percent(self.low, decimals)
    }

    /// The upper bound in percent, cut off after `decimals` (at most 9).
    #[must_use]
    pub fn high(self, decimals: u32) -> String {
        percent(self.high, decimals)
    }

    /// The most nines that the checks can show; `None` where they could show any number.
    #[must_use]
    pub fn provable(self) -> Option<Nines> {
        Nines::new(ONE - self.low, ONE)
    }
}

fn percent(part: u128, decimals: u32) -> String {
    let places = decimals.min(9) as usize;
    let power = 10_u128.pow(decimals.min(9));
    let cut = part * (100 * power) / ONE;
    match places {
        0 => format!("{cut}%"),
        _ => format!("{}.{:0>places$}%", cut / power, cut % power),
    }
}

/// `0.05^(1/n)`, that is `e^(-x)` with `x = -ln 0.05 / n`, at most 3: the power series, in fixed point, rounded down.
fn all_passed(checks: u64) -> u128 {
    let x = LN_20.div_ceil(u128::from(checks));
    let (mut even, mut odd, mut term) = (ONE, 0, ONE);
    let mut count = 0_u128;
    while term > 0 {
        count += 1;
        term = term * x / ONE / count;
        if count % 2 == 1 {
            odd += term;
        } else {
            even += term;
        }
    }
    // Each term lost less than two units, and x is at most one unit too large.
    even.saturating_sub(odd).saturating_sub(2 * count + 1)
}

/// The score interval for `passed` of `checks`.
fn wilson(checks: u64, passed: u64) -> (u128, u128) {
    let (n, passed) = (u128::from(checks), u128::from(passed));
    // All of this times 10^10, under the root times 10^20.
    let spread = passed * (n - passed) * FINE / n * FINE + Z_SQUARE * FINE / 4;
    let root = spread.isqrt();
    let half = |root: u128, round: u128| (Z * root + round) / FINE;
    let middle = passed * FINE + Z_SQUARE / 2;
    let whole = n * FINE + Z_SQUARE;
    let part = |count: u128| (count * (ONE / FINE)).saturating_mul(FINE) / whole;
    let low = part(middle.saturating_sub(half(root + 1, FINE)));
    let high = part((middle + half(root, 0)).min(whole));
    (low, high)
}
