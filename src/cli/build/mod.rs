//! `forthright build`: read, resolve, render, and change the output in one go.

mod told;

use std::collections::BTreeSet;

use super::args::BuildOptions;
use super::console::Console;
use super::{Outcome, advice, project};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::disk::{self, Ending, Failure, Inputs, Output, Written};
use crate::model::LeftOut;
use crate::output::Route;
use crate::pipeline::{self, Checked, Prepared, Stop};
use crate::source::ContentHash;

pub(super) fn run(options: &BuildOptions, console: &Console) -> Result<Outcome, Failure> {
    let console = &console.in_form(options.site.format);
    let root = project::root(options.site.root.as_deref())?;
    let settings = project::options(&options.site, options.base_url.as_ref())?;
    let out = options.out.clone().unwrap_or_else(|| root.join("public"));
    let output = Output::open(&out, &root)?;
    let (read, program) = rayon::join(|| disk::read(&root), program);
    let Inputs {
        tree,
        wrong,
        denied,
    } = read;
    console.ignored(&tree);
    let inputs = pipeline::fingerprint(&tree, &settings, program?);
    // An earlier build may not have been strict.
    let anew = options.force || options.site.strict;
    if !anew && wrong.is_empty() && denied.is_empty() && output.is_current(inputs) {
        console.say(&told::unchanged(output.len(), &out));
        return Ok(Outcome::Clean);
    }
    let checked = if options.keep_going {
        pipeline::prepare_without_broken(&tree, &settings, wrong)
    } else {
        pipeline::prepare_all(&tree, &settings, wrong)
    };
    let mut checked = checked.map_err(project::wrong_option)?;
    add_advice(&mut checked, options);
    console.diagnostics(&checked.diagnostics, &tree, (options.site.format, &root));
    project::all_read(denied, console)?;
    let ending = Ending {
        inputs,
        warnings: checked.diagnostics.len(),
        force: options.force,
        carry_over: checked.errors().next().is_some(),
    };
    let written = match buildable(&checked, options) {
        Some(prepared) => write(prepared, output, &ending, console)?,
        None => Err(Vec::new()),
    };
    match (&checked.prepared, written) {
        (Some(prepared), Ok(written)) => {
            told::report(&written, console);
            advice::tell_set_aside(&prepared.site, console);
            console.say(&told::summary(prepared, &written, checked.as_of, &out));
            if ending.carry_over {
                console.note(&told::left_out(&prepared.site));
                return Ok(Outcome::Problems);
            }
            // The program ends here. Giving back a large site's memory piece by piece would only keep people waiting.
            std::mem::forget((checked, tree));
            Ok(Outcome::Clean)
        }
        (_, written) => {
            let wrong = written.err().unwrap_or_default();
            console.diagnostics(&wrong, &tree, (options.site.format, &root));
            console.note(&format!("nothing was written to {}", disk::shown(&out)));
            let way_out = told::way_out(checked.errors(), options.keep_going);
            if let Some(way_out) = way_out {
                console.note(&way_out);
            }
            Ok(Outcome::Problems)
        }
    }
}

/// Adds the advice that a strict build stops at.
fn add_advice(checked: &mut Checked, options: &BuildOptions) {
    let Some(prepared) = checked.prepared.as_ref().filter(|_| options.site.strict) else {
        return;
    };
    let mut advice = pipeline::advice(prepared);
    advice.retain(|one| one.severity != Severity::Info);
    checked.diagnostics.append(&mut advice);
    diagnostic::settle(&mut checked.diagnostics);
}

/// The site, unless something in it stops the build.
fn buildable<'a>(checked: &'a Checked, options: &BuildOptions) -> Option<&'a Prepared> {
    let mut found = checked.diagnostics.iter();
    let strict = options.site.strict && found.any(|one| options.site.stops_at(one.severity));
    let stops = strict || !options.keep_going && checked.errors().next().is_some();
    checked.prepared.as_ref().filter(|_| !stops)
}

/// Renders into a staging folder, and then changes the output. The inner error is about templates.
fn write(
    prepared: &Prepared,
    output: Output,
    ending: &Ending,
    console: &Console,
) -> Result<Result<Written, Vec<Diagnostic>>, Failure> {
    let left_out = prepared.site.left_out.iter().filter_map(LeftOut::page);
    let kept: BTreeSet<Route> = left_out
        .filter(|route| output.may_have(route.path()))
        .collect();
    let stage = output.begin(prepared.pages.len())?;
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

/// What tells this program from another one, so that a newer program never takes its predecessor's output for its own.
fn program() -> Result<ContentHash, Failure> {
    let path = std::env::current_exe()
        .map_err(|error| Failure::io("find", std::path::Path::new("forthright"), &error))?;
    let bytes = std::fs::read(&path).map_err(|error| Failure::io("read", &path, &error))?;
    Ok(ContentHash::of(&bytes))
}
