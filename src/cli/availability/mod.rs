//! `forthright availability`: figures in the terminal, how they come about, and what one more outage would do to them.

mod ask;
mod csv;
mod explain;
mod json;
mod table;
mod text;
mod what_if;

use self::ask::Question;
use super::args::{AvailabilityOptions, Figures, Format};
use super::console::Console;
use super::{Outcome, project};
use crate::diagnostic::Severity;
use crate::disk::{self, Failure, Inputs};
use crate::pipeline;
use crate::resolve::Options;
use crate::resolve::asked;

pub(super) fn run(options: &AvailabilityOptions, console: &Console) -> Result<Outcome, Failure> {
    if options.explain && options.format != Figures::Table {
        return Err(Failure::new("a sum is explained in words only")
            .help("leave `--format` or `--explain` away; every figure in JSON has its numerator and denominator"));
    }
    let root = project::root(options.root.as_deref())?;
    let settings = Options {
        as_of: project::as_of(options.as_of.as_ref())?,
        drafts: options.drafts,
        base_url: None,
    };
    let Inputs {
        tree,
        wrong,
        denied,
    } = disk::read(&root);
    let checked = pipeline::prepare_all(&tree, &settings, wrong);
    let checked = checked.map_err(project::wrong_option)?;
    project::all_read(denied, console)?;
    let mut found = checked.diagnostics;
    // Warnings belong to who writes; figures that rest on errors would be wrong.
    found.retain(|one| one.severity == Severity::Error);
    let Some(prepared) = checked.prepared.filter(|_| found.is_empty()) else {
        console.diagnostics(&found, &tree, (Format::Human, &root));
        return Ok(Outcome::Problems);
    };
    let question = Question::new(&prepared.site, &prepared.report, options)?;
    let more = options.what_if.as_deref();
    let more = more.map(|text| asked::length("what_if", text)).transpose();
    let more = more.map_err(project::wrong_option)?;
    let told = match (options.format, more) {
        (Figures::Json, more) => json::told(&question, more),
        (Figures::Csv, more) => csv::told(&question, more),
        (Figures::Table, Some(seconds)) => what_if::told(&question, seconds),
        (Figures::Table, None) if options.explain => explain::told(&question),
        (Figures::Table, None) => table::told(&question),
    };
    console.result(told.trim_end());
    Ok(Outcome::Clean)
}
