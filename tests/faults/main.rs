//! What becomes of the output when the machine fails: the program is killed, the disk is full, a call does not work.
//!
//! A sample runs with the other tests. `FORTHRIGHT_FAULTS=10000 cargo test --release --test faults -- --nocapture` runs as many
//! kill points, and in proportion as many of everything else, and prints how many broke. What a machine does not offer (strace,
//! mounts, another user) is skipped, and the reason printed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test stops at the first thing that it cannot make sense of, and says what it skips"
)]

mod clock;
mod cut;
mod effort;
mod errors;
mod full;
mod judge;
mod mounts;
mod places;
mod power;
mod races;
mod record;
mod signals;
mod site;
mod sources;
mod strace;

#[allow(dead_code, reason = "made for the suite, which uses more of it")]
#[path = "../suite/project.rs"]
mod project;
#[allow(dead_code, reason = "made for the suite, which uses more of it")]
#[path = "../suite/run.rs"]
mod run;
