//! A half-open stretch of time.

use super::Instant;

/// All instants from `from` up to, not including, `to`. Never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Interval {
    from: Instant,
    to: Instant,
}

impl Interval {
    /// The last second that instants reach: where an interval must be, and there is no room for another.
    pub(super) const LAST_SECOND: Self = Self {
        from: Instant::LATEST.before(),
        to: Instant::LATEST,
    };

    /// From `from` to `to`; `None` where that holds no instant.
    #[must_use]
    pub fn new(from: Instant, to: Instant) -> Option<Self> {
        (from < to).then_some(Self { from, to })
    }

    /// First instant inside.
    #[must_use]
    pub fn from(self) -> Instant {
        self.from
    }

    /// First instant after it.
    #[must_use]
    pub fn to(self) -> Instant {
        self.to
    }

    /// Length in seconds, at least 1.
    #[must_use]
    pub fn seconds(self) -> i64 {
        self.to - self.from
    }

    /// Whether `at` lies inside.
    #[must_use]
    pub fn contains(self, at: Instant) -> bool {
        self.from <= at && at < self.to
    }

    /// What both have.
    #[must_use]
    pub fn intersect(self, other: Self) -> Option<Self> {
        Self::new(self.from.max(other.from), self.to.min(other.to))
    }

    /// The shortest interval that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            from: self.from.min(other.from),
            to: self.to.max(other.to),
        }
    }
}
