//! Arguments in, exit code out.

use std::process::ExitCode;

/// Ten thousand pages are millions of small strings, made and dropped on every core.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    forthright::cli::run(std::env::args_os())
}
