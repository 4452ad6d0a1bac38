//! What the targets share: a small site to put an input into, and judges of what comes out.
//!
//! The lists of what may come out stand here a second time, on purpose: a judge that took them from the program would let
//! through whatever the program does.

#![forbid(unsafe_code)]

pub mod address;
pub mod files;
pub mod fragment;
pub mod page;
pub mod sites;
pub mod tokens;
pub mod xml;
