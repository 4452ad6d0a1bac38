//! Time as the product counts it: instants in whole seconds, half-open intervals, and civil days and months in a zone.
//!
//! Nothing here knows what an incident is, and nothing reads a clock.

mod civil;
mod instant;
mod interval;
mod set;

pub use civil::{Day, LocalTime, Month, Quarter, Zone, ZoneError};
pub use instant::Instant;
pub use interval::Interval;
pub use set::IntervalSet;
