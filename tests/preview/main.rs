//! The preview while people write: whatever they do to the files, it shows what a first build of them would make.
//!
//! `FORTHRIGHT_PREVIEW=3000` tries as many random edits, and everything else in proportion; a sample is tried otherwise.

#![allow(
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at the first thing that it cannot make sense of, and gives up waiting by the clock"
)]
#![cfg(unix)]

mod edits;
mod endurance;
mod scenarios;
mod server;

/// How many of something are tried: a sample, or one for every `share` random edits that were asked for.
fn effort(sample: usize, share: usize) -> usize {
    let asked = std::env::var("FORTHRIGHT_PREVIEW").ok();
    let asked = asked.map(|text| {
        text.parse::<usize>()
            .expect("FORTHRIGHT_PREVIEW is a number of edits")
    });
    asked.map_or(sample, |edits| (edits / share).max(sample))
}
