//! `forthright build`: read, resolve, render, and change the output in one go.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::args::BuildOptions;
use super::console::Console;
use super::{Outcome, project};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::disk::{self, Ending, Failure, Output, Written};
use crate::model::{LeftOut, Site};
use crate::output::Route;
use crate::pipeline::{self, Prepared, Stop};
use crate::source::ContentHash;
use crate::timeline::Instant;

pub(super) fn run(options: &BuildOptions, console: &Console) -> Result<Outcome, Failure> {
    let root = project::root(options.site.root.as_deref())?;
    let settings = project::options(&options.site, options.base_url.as_ref())?;
    let out = options.out.clone().unwrap_or_else(|| root.join("public"));
    let output = Output::open(&out, &root)?;
    let (read, program) = rayon::join(|| disk::read(&root), program);
    let (tree, found) = read?;
    let inputs = pipeline::fingerprint(&tree, &settings, program?);
    if !options.force && found.is_empty() && output.is_current(inputs) {
        console.say(&format!(
            "nothing changed: {} files are as they were; open {}",
            output.len(),
            home(&out)
        ));
        return Ok(Outcome::Clean);
    }
    let checked = if options.keep_going {
        pipeline::prepare_without_broken(&tree, &settings, found)
    } else {
        pipeline::prepare_all(&tree, &settings, found)
    };
    let checked = checked.map_err(project::wrong_option)?;
    console.diagnostics(&checked.diagnostics, &tree, options.site.format);
    let errors = || {
        checked
            .diagnostics
            .iter()
            .filter(|one| one.severity == Severity::Error)
    };
    let broken = errors().next().is_some();
    let strict = options.site.strict && !checked.diagnostics.is_empty();
    let stops = strict || broken && !options.keep_going;
    let (Some(prepared), false) = (&checked.prepared, stops) else {
        console.note(&format!("nothing was written to {}", disk::shown(&out)));
        if let Some(way_out) = broken.then(|| way_out(errors(), options.keep_going)) {
            console.note(&way_out);
        }
        return Ok(Outcome::Problems);
    };
    let ending = Ending {
        inputs,
        warnings: checked.diagnostics.len(),
        force: options.force,
        carry_over: broken,
    };
    match write(prepared, output, &ending, console)? {
        Ok(written) => {
            report(&written, console);
            console.say(&summary(prepared, &written, checked.as_of, &out));
            if broken {
                console.note(&left_out(&prepared.site));
                return Ok(Outcome::Problems);
            }
            // The program ends here. Giving back a large site's memory piece by piece would only keep people waiting.
            std::mem::forget((checked, tree));
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
    ending: &Ending,
    console: &Console,
) -> Result<Result<Written, Vec<Diagnostic>>, Failure> {
    let left_out = prepared.site.left_out.iter().filter_map(LeftOut::page);
    let kept: BTreeSet<Route> = left_out.filter(|route| output.has(route.path())).collect();
    let stage = output.begin()?;
    let progress = console.progress(prepared.pages.len());
    let rendered = pipeline::render(prepared, |route, bytes| {
        progress.step();
        if kept.contains(route) {
            // What readers have is worth more than a page that says nothing.
            return Ok(());
        }
        stage.put(route, bytes)
    });
    drop(progress);
    match rendered {
        Ok(()) => stage.finish(ending).map(Ok),
        Err(Stop::Templates(wrong)) => Ok(Err(wrong)),
        Err(Stop::Put(failure)) => Err(failure),
    }
}

/// What can be done about errors, when nothing was written.
fn way_out<'a>(mut errors: impl Iterator<Item = &'a Diagnostic>, kept_going: bool) -> String {
    match errors.find(|one| !pipeline::may_go(&one.span.path)) {
        None => "if it cannot wait, `--keep-going` builds without the files that have errors, and says on every page what is missing"
            .to_owned(),
        Some(error) if kept_going => format!(
            "`--keep-going` does not help here: there is no site without `{}`",
            error.span.path
        ),
        Some(error) => format!(
            "there is no site without `{}`: mend that first",
            error.span.path
        ),
    }
}

/// What was gone on without.
fn left_out(site: &Site) -> String {
    let paths = site.left_out.iter().map(|file| &*file.path);
    format!(
        "built without {}: what readers have of it stays as it was, and every other page says that something is missing",
        diagnostic::list(paths)
    )
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
