//! Time as the product counts it: instants in whole seconds, half-open intervals, and civil days and months in a zone.
//!
//! Nothing here knows what an incident is, and nothing reads a clock.

mod civil;
mod clock;
mod digits;
mod duration;
mod instant;
mod interval;
mod local;
mod period;
mod rfc3339;
mod set;
mod zone;

pub use civil::{Day, Month, Quarter};
pub use clock::Clock;
pub use digits::Digits;
pub use duration::duration_text;
pub use instant::Instant;
pub use interval::Interval;
pub use local::LocalTime;
pub use period::CivilPeriod;
pub use set::IntervalSet;
pub use zone::{Zone, ZoneError};
