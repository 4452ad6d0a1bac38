//! What the program does, seen from outside: every test here goes through the binary. One module a feature.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first thing that it cannot make sense of"
)]

mod agreements;
mod availability;
mod availability_pages;
mod bones;
mod build;
mod cases;
mod corpus;
mod demo;
mod diagnostics;
mod environment;
mod feeds;
mod figures;
mod html;
mod keep_going;
mod lint;
mod never_better;
mod output_folder;
mod owning_up;
mod pages;
mod preview;
mod project;
mod rates;
mod run;
mod start;
mod tables;
mod vectors;
mod whole_report;
