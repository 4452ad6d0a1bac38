//! What comes out: addresses, the record of the last write, and the order in which files are replaced.
//!
//! Nothing here renders, and nothing touches the disk.

mod manifest;
mod percent;
mod plan;
mod route;

pub use manifest::{Entry, Manifest, ManifestError};
pub(crate) use percent::percent_decoded;
pub use plan::{Plan, Step};
pub(crate) use route::is_device;
pub use route::{Group, Kind, Route};
