//! `forthright build`: read, resolve, render, and change the output in one go.

use std::path::PathBuf;

use super::args::BuildOptions;
use super::console::Console;
use super::{Outcome, project};
use crate::diagnostic::{Diagnostic, Severity};
use crate::disk::{self, Failure, Output, Written};
use crate::pipeline::{self, Prepared, Stop};
use crate::source::ContentHash;
use crate::timeline::Instant;

pub(super) fn run(options: &BuildOptions, console: &Console) -> Result<Outcome, Failure> {
    let root = project::root(options.site.root.as_deref())?;
    let settings = project::options(&options.site, options.base_url.as_ref())?;
    let out = options.out.clone().unwrap_or_else(|| root.join("public"));
    let output = Output::open(&out, &root)?;
    let (read, program) = rayon::join(|| disk::read(&root), program);
    let (tree, mut found) = read?;
    let inputs = pipeline::fingerprint(&tree, &settings, program?);
    if !options.force && found.is_empty() && output.is_current(inputs) {
        console.say(&format!(
            "nothing changed: {} files are as they were; open {}",
            output.len(),
            home(&out)
        ));
        return Ok(Outcome::Clean);
    }
    let mut checked = pipeline::prepare(&tree, &settings).map_err(project::wrong_option)?;
    checked.diagnostics.append(&mut found);
    crate::diagnostic::settle(&mut checked.diagnostics);
    console.diagnostics(&checked.diagnostics, &tree, options.site.format);
    let stops = checked
        .diagnostics
        .iter()
        .any(|one| one.severity == Severity::Error || options.site.strict);
    let (Some(prepared), false) = (checked.prepared, stops) else {
        console.note(&format!("nothing was written to {}", disk::shown(&out)));
        return Ok(Outcome::Problems);
    };
    match write(
        &prepared,
        output,
        (inputs, checked.diagnostics.len(), options.force),
        console,
    )? {
        Ok(written) => {
            report(&written, console);
            console.say(&summary(&prepared, &written, checked.as_of, &out));
            // The program ends here. Giving back a large site's memory piece by piece would only keep people waiting.
            std::mem::forget((prepared, tree));
            Ok(Outcome::Clean)
        }
        Err(wrong) => {
            console.diagnostics(&wrong, &tree, options.site.format);
            console.note(&format!("nothing was written to {}", disk::shown(&out)));
            Ok(Outcome::Problems)
        }
    }
}

/// Renders into a staging folder, and then changes the output. The inner error is about templates.
fn write(
    prepared: &Prepared,
    output: Output,
    (inputs, warnings, force): (ContentHash, usize, bool),
    console: &Console,
) -> Result<Result<Written, Vec<Diagnostic>>, Failure> {
    let stage = output.begin(prepared.pages.len())?;
    let progress = console.progress(prepared.pages.len());
    let rendered = pipeline::render(prepared, |route, bytes| {
        progress.step();
        stage.put(route, bytes)
    });
    drop(progress);
    match rendered {
        Ok(()) => stage.finish(inputs, warnings, force).map(Ok),
        Err(Stop::Templates(wrong)) => Ok(Err(wrong)),
        Err(Stop::Put(failure)) => Err(failure),
    }
}

fn report(written: &Written, console: &Console) {
    if let Some(why) = &written.damaged {
        console.note(&format!(
            "{why}; everything was written anew, and nothing removed"
        ));
    }
    if let Some((first, rest)) = written.strangers.split_first() {
        let more = if rest.is_empty() {
            String::new()
        } else {
            format!(" and {} more", rest.len())
        };
        console.note(&format!(
            "left alone in the output folder, as forthright did not write it: {first}{more}"
        ));
    }
}

fn summary(
    prepared: &Prepared,
    written: &Written,
    as_of: Instant,
    out: &std::path::Path,
) -> String {
    let Written {
        added,
        replaced,
        removed,
        unchanged,
        ..
    } = written;
    let parts = [
        (*added, "new"),
        (*replaced, "changed"),
        (*removed, "removed"),
        (*unchanged, "unchanged"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    format!(
        "{} pages as of {} ({} files); open {}",
        prepared.pages.len(),
        as_of.to_rfc3339(&prepared.site.zone),
        parts.join(", "),
        home(out)
    )
}

fn home(out: &std::path::Path) -> String {
    let page: PathBuf = out.join("index.html");
    disk::shown(&page)
}

/// What tells this program from another one, so that a newer program never takes its predecessor's output for its own.
fn program() -> Result<ContentHash, Failure> {
    let path = std::env::current_exe()
        .map_err(|error| Failure::io("find", std::path::Path::new("forthright"), &error))?;
    let bytes = std::fs::read(&path).map_err(|error| Failure::io("read", &path, &error))?;
    Ok(ContentHash::of(&bytes))
}
