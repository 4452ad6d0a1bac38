//! `forthright` turns a folder of Markdown and YAML into a static, public status page with apology posts and exact availability.
//!
//! One way through, each stage a free function from values to values; everything that touches the system stands at the edges:
//!
//! ```text
//!  disk::read ─► SourceTree ─► schema + markdown ─► Documents ─► resolve ─► Site ─► report(as_of) ─► Report
//!                                (per file)                                                             │
//!                                                                                                       ▼
//!  disk::Stage ◄─ Plan ◄─ compare with the Manifest ◄─ bytes ◄─ render(page) ◄─ [Page] ◄─────────────── view
//! ```
//!
//! Two ideas carry the design.
//!
//! 1. **A page is a value, rendered on demand.** [`view::pages`] lists every page without building any of them, and
//!    [`render::Engine::page`] makes the bytes of one.
//! 2. **A [`output::Plan`] is the only way out.** What was rendered is compared with the record of the last write; what differs
//!    is written in an order in which every link resolves at every instant, whatever is killed when.
//!
//! Rooms, by rank; a room imports only rooms of a lower rank (`tests/architecture.rs` reads the imports):
//!
//! | rank | rooms |
//! |---|---|
//! | 0 | [`timeline`], [`source`] |
//! | 1 | [`output`], [`diagnostic`] |
//! | 2 | [`markdown`] |
//! | 3 | [`schema`] |
//! | 4 | [`model`], [`theme`] |
//! | 5 | [`resolve`] |
//! | 6 | [`report`] |
//! | 7 | [`lint`], [`view`] |
//! | 8 | [`render`] |
//! | 9 | [`pipeline`] |
//! | 10 | [`disk`], `import` |
//! | 11 | [`preview`] |
//! | 12 | [`cli`] |
//!
//! An embedding program needs [`SourceTree`], [`pipeline::prepare`] and [`pipeline::render`].

pub mod cli;
pub mod diagnostic;
pub mod disk;
pub mod import;
pub mod lint;
pub mod markdown;
pub mod model;
pub mod output;
pub mod pipeline;
#[cfg(feature = "serve")]
pub mod preview;
pub mod render;
pub mod report;
pub mod resolve;
pub mod schema;
pub mod source;
pub mod theme;
pub mod timeline;
pub mod view;

pub use pipeline::{Checked, Prepared};
pub use source::SourceTree;
