//! View → bytes. The only door to the template engine; also the feed and what hosts and robots read.
//!
//! An [`Engine`] is made once for a site and shared by all threads: templates are compiled and everything that all pages have in
//! common is converted once. Nothing here reads the site's files.

mod assets;
mod context;
mod csv;
mod engine;
mod feed;
mod guard;
mod hosts;
mod json;
mod tags;
mod trouble;
mod xml;

pub(crate) use csv::csv;
pub use engine::Engine;

#[cfg(test)]
mod tests;
