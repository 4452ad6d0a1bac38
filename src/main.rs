//! Arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    forthright::cli::run(std::env::args_os())
}
