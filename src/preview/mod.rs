//! The preview: a server on this machine that always shows what a build of the files, as they are now, would make.
//!
//! ```text
//!  watch ─► look ─► disk::Reader ─► pipeline (with a memo) ─► Moment ─► server ─► browser
//!  (wakes)         (what changed)                            (one state, whole)   (one page, when asked)
//! ```
//!
//! Nothing is written to disk. A [`Desk`](desk::Desk) holds the newest [`Moment`](moment::Moment); the server renders from it the
//! page that is asked for, by the same code as a build, and tells the browsers when there is a newer one.

mod desk;
mod live;
mod moment;
mod news;
mod signal;
mod watch;

pub use self::desk::Clock;
pub use self::news::Told;
