//! Flags → ready options; one command a file. The clock and the environment are read here, and nowhere else.

mod advice;
mod args;
mod availability;
mod build;
mod check;
mod completions;
mod console;
mod explain;
mod facts;
mod import;
mod init;
mod lint;
mod new;
mod owed;
mod project;
#[cfg(feature = "serve")]
mod serve;
mod template;

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::Parser;

use self::args::{Arguments, Command};
use self::console::Console;
use crate::disk::Failure;

/// What a command came to. The numbers are part of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// All is well: 0.
    Clean,
    /// Problems in the content: 1.
    Problems,
}

/// Runs the program with these arguments, the first being its own name.
///
/// Exit codes: 0 clean, 1 problems in the content, 2 wrong use or environment.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let wrong = error.use_stderr();
            // A closed pipe is no failure of ours.
            let _ = error.print();
            return if wrong {
                ExitCode::from(2)
            } else {
                ExitCode::SUCCESS
            };
        }
    };
    let console = Console::new(arguments.color, arguments.quiet, arguments.verbose);
    match unless_broken(|| dispatch(&arguments.command, &console)) {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Problems) => ExitCode::from(1),
        Err(failure) => {
            console.failure(&failure);
            ExitCode::from(2)
        }
    }
}

/// What the command came to; where it broke off by a fault of the program, or of a library, that is a failure like another.
///
/// On the way out everything that was begun is taken back: no stage stays, no lock, and no half of a change.
fn unless_broken(command: impl FnOnce() -> Result<Outcome, Failure>) -> Result<Outcome, Failure> {
    catch_unwind(AssertUnwindSafe(command)).unwrap_or_else(|_| {
        Err(Failure::new("the program broke off, for the reason above")
            .help("run the command again: a disk that fails can be the cause")
            .help("when it happens again, report it with the lines above: it is a fault of forthright"))
    })
}

fn dispatch(command: &Command, console: &Console) -> Result<Outcome, Failure> {
    match command {
        #[cfg(feature = "serve")]
        Command::Serve(options) => serve::run(options, console),
        Command::Build(options) => build::run(options, console),
        Command::Check(options) => check::run(options, console),
        Command::Lint(options) => lint::run(options, console),
        Command::Availability(options) => availability::run(options, console),
        Command::Init(options) => init::run(options, console),
        Command::New(options) => new::run(options, console),
        Command::Explain(options) => explain::run(options, console),
        Command::Import(options) => import::run(options, console),
        Command::Completions(options) => completions::run(options, console),
    }
}
