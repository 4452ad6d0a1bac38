//! Files: the project is read here, and the output written. No other room but the commands touches the disk.

mod change;
mod failure;
mod folder;
mod history;
#[cfg(unix)]
mod interrupt;
#[cfg(not(unix))]
#[path = "uninterrupted.rs"]
mod interrupt;
mod lock;
mod output;
mod read;
mod reader;
mod room;
mod scaffold;
mod stage;
mod steady;
mod sync;
mod walk;

pub use failure::Failure;
pub(crate) use failure::shown;
pub use history::History;
pub use output::{Output, Written};
pub use read::{Inputs, is_site, read, read_any};
pub use reader::{Look, Reader};
pub use scaffold::{create, create_all};
pub use stage::Ending;
pub use steady::identity;
