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
    let out = disk::shown(&options.out);
    console.say(&format!(
        "written to {out}; build it with `forthright build --root {out}`"
    ));
    Ok(Outcome::Clean)
}

/// Every file below `folder`, by its path there.
fn read_all(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let failed = |error| Failure::io("read", folder, &error);
    std::fs::read_dir(folder).map_err(failed)?;
    disk::read_any(folder)
}
