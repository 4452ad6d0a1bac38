//! `forthright check`: every problem, and nothing written.

use super::args::CheckOptions;
use super::console::Console;
use super::{Outcome, advice, project};
use crate::diagnostic;
use crate::disk::{self, Failure, Inputs};
use crate::pipeline;

pub(super) fn run(options: &CheckOptions, console: &Console) -> Result<Outcome, Failure> {
    let root = project::root(options.site.root.as_deref())?;
    let settings = project::options(&options.site, None)?;
    let Inputs {
        tree,
        wrong,
        denied,
    } = disk::read(&root);
    console.in_form(options.site.format).ignored(&tree);
    let checked = pipeline::prepare_all(&tree, &settings, wrong);
    let checked = checked.map_err(project::wrong_option)?;
    let prepared = checked.prepared.as_ref();
    let mut found = prepared.map_or_else(Vec::new, |prepared| advice::all(prepared, &root));
    found.extend_from_slice(&checked.diagnostics);
    diagnostic::settle(&mut found);
    console.diagnostics(&found, &tree, (options.site.format, &root));
    project::all_read(denied, console)?;
    if let Some(prepared) = &checked.prepared {
        advice::tell_set_aside(&prepared.site, &console.in_form(options.site.format));
    }
    let stops = found.iter().any(|one| options.site.stops_at(one.severity));
    if stops {
        return Ok(Outcome::Problems);
    }
    if let Some(prepared) = &checked.prepared {
        let site = &prepared.site;
        let things = [
            (site.incidents.len(), "incident"),
            (site.apologies.len(), "apology"),
            (site.maintenances.len(), "maintenance"),
            (site.notices.len(), "notice"),
            (site.components.len(), "component"),
        ];
        let things: Vec<String> = things
            .iter()
            .map(|(count, noun)| plural(*count, noun))
            .collect();
        console.say(&format!("no errors: {}", things.join(", ")));
    }
    Ok(Outcome::Clean)
}

fn plural(count: usize, noun: &str) -> String {
    match (count, noun) {
        (1, _) => format!("1 {noun}"),
        (_, "apology") => format!("{count} apologies"),
        (_, "maintenance") => format!("{count} maintenances"),
        _ => format!("{count} {noun}s"),
    }
}
