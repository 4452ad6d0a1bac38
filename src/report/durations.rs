//! How long incidents lasted, as far as numbers can say that: durations are skewed, so there is no mean, and of few there is no percentile.
//!
//! The reports of VOID (2021 on) show that durations tell nothing about how bad an incident was, and Davidovič's "Incident Metrics in SRE"
//! (2021) that their mean moves by chance at the counts that anybody has. Hence: median, 90th percentile by nearest rank and longest, of
//! five or more; of fewer, each speaks for itself.

use super::Report;

/// How many there must be.
const ENOUGH: usize = 5;

/// Durations in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Durations {
    /// How many there are, at least five.
    pub count: usize,
    /// The middle one; of an even number the mean of the middle two, cut off.
    pub median: i64,
    /// The least that at least nine of ten do not exceed.
    pub ninetieth: i64,
    /// The longest.
    pub longest: i64,
}

/// How the incidents of a time were handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handled {
    /// How long those lasted that are over.
    pub lasted: Option<Durations>,
    /// How soon after its start each was spoken of; a word that came ahead counts as at once.
    pub first_words: Option<Durations>,
}

impl Report {
    /// How the incidents at `positions` were handled.
    #[must_use]
    pub fn handled(&self, positions: impl Iterator<Item = usize>) -> Handled {
        let known: Vec<_> = positions
            .filter_map(|position| self.incidents.get(position))
            .collect();
        let over = known.iter().filter(|known| !known.open);
        let words = known.iter().filter_map(|known| known.first_word);
        Handled {
            lasted: Durations::of(over.map(|known| known.duration).collect()),
            first_words: Durations::of(words.map(|seconds| seconds.max(0)).collect()),
        }
    }
}

impl Durations {
    /// What `seconds` come to; `None` where there are too few.
    #[must_use]
    pub fn of(mut seconds: Vec<i64>) -> Option<Self> {
        let count = seconds.len();
        if count < ENOUGH {
            return None;
        }
        seconds.sort_unstable();
        let middle = [seconds[(count - 1) / 2], seconds[count / 2]];
        Some(Self {
            count,
            median: middle[0] + (middle[1] - middle[0]) / 2,
            ninetieth: seconds[(count * 9).div_ceil(10) - 1],
            longest: seconds[count - 1],
        })
    }
}
