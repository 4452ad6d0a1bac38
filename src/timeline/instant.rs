//! A moment in time, in whole seconds.

use std::ops::Sub;

/// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted (as POSIX does).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// 0001-01-01T00:00:00Z, before anything that a site may say.
    pub const EARLIEST: Self = Self(-62_135_596_800);
    /// 9999-12-30T00:00:00Z, after anything that a site may say.
    pub const LATEST: Self = Self(253_402_128_000);

    /// The moment `seconds` after 1970-01-01T00:00:00Z, held within [`Instant::EARLIEST`] and [`Instant::LATEST`].
    #[must_use]
    pub fn from_seconds(seconds: i64) -> Self {
        Self(seconds.clamp(Self::EARLIEST.0, Self::LATEST.0))
    }

    /// One second earlier, for constants; must not be asked of [`Instant::EARLIEST`].
    pub(super) const fn before(self) -> Self {
        Self(self.0 - 1)
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn seconds(self) -> i64 {
        self.0
    }

    /// The moment `seconds` later (earlier when negative).
    #[must_use]
    pub fn plus(self, seconds: i64) -> Self {
        Self::from_seconds(self.0.saturating_add(seconds))
    }
}

impl Sub for Instant {
    type Output = i64;

    /// Seconds from `earlier` to `self`.
    fn sub(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }
}
