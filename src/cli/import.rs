//! `forthright import`: another system's content → a site of ours, with a report of what was lost.

use std::collections::BTreeMap;
use std::path::Path;

use super::Outcome;
use super::args::{ImportOptions, System};
use super::console::Console;
use crate::disk::{self, Failure};
use crate::import::cstate;

pub(super) fn run(options: &ImportOptions, console: &Console) -> Result<Outcome, Failure> {
    let files = read_all(&options.folder)?;
    let imported = match options.system {
        System::Cstate => cstate::convert(
            &files,
            &cstate::Options {
                time_zone: options.time_zone.clone(),
            },
        ),
    };
    let imported = imported.map_err(|error| Failure::new(error.to_string()))?;
    disk::create_all(&options.out, &imported.files)?;
    console.say(imported.report().trim_end());
    console.say(&format!(
        "{} files written to {}; build it with `forthright build --root {}`",
        imported.files.len(),
        disk::shown(&options.out),
        disk::shown(&options.out)
    ));
    Ok(Outcome::Clean)
}

/// Every file below `folder`, by its path there.
fn read_all(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    disk::read_any(folder)
}
