//! `forthright completions`: a script for the shell.

use clap::CommandFactory;

use super::Outcome;
use super::args::{Arguments, CompletionsOptions};
use super::console::Console;
use crate::disk::Failure;

#[expect(clippy::unnecessary_wraps, reason = "every command has the same shape")]
pub(super) fn run(options: &CompletionsOptions, console: &Console) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(
        options.shell,
        &mut Arguments::command(),
        "forthright",
        &mut script,
    );
    console.result(String::from_utf8_lossy(&script).trim_end());
    Ok(Outcome::Clean)
}
