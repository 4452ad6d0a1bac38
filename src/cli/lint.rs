//! `forthright lint`: advice on the finished write-ups, and which parts of an apology each letter has.

use super::args::LintOptions;
use super::console::Console;
use super::{Outcome, advice, project};
use crate::diagnostic::Diagnostic;
use crate::disk::{self, Failure, Inputs};
use crate::lint::{self, LetterParts, Part};
use crate::pipeline::{self, Prepared};
use crate::source::SourceTree;

pub(super) fn run(options: &LintOptions, console: &Console) -> Result<Outcome, Failure> {
    let console = &console.in_form(options.site.format);
    let root = project::root(options.site.root.as_deref())?;
    let settings = project::options(&options.site, None)?;
    let Inputs {
        tree,
        wrong,
        denied,
    } = disk::read(&root);
    let checked = pipeline::prepare_all(&tree, &settings, wrong);
    let checked = checked.map_err(project::wrong_option)?;
    let tell = |found: &[Diagnostic]| {
        console.diagnostics(found, &tree, (options.site.format, &root));
    };
    let errors: Vec<Diagnostic> = checked.errors().cloned().collect();
    let Some(prepared) = checked.prepared.as_ref().filter(|_| errors.is_empty()) else {
        tell(&errors);
        project::all_read(denied, console)?;
        console.note("there is no advice while the content has errors");
        return Ok(Outcome::Problems);
    };
    let found = advice::all(prepared, &root);
    tell(&found);
    project::all_read(denied, console)?;
    advice::tell_set_aside(&prepared.site, console);
    if options.report {
        let letters = lint::parts(&prepared.site);
        for letter in &letters {
            console.result(&report(letter, &tree));
        }
    }
    console.say(&summary(prepared, found.len()));
    let stops = found.iter().any(|one| options.site.stops_at(one.severity));
    Ok(if stops {
        Outcome::Problems
    } else {
        Outcome::Clean
    })
}

/// What was read, and how much there is to say about it.
fn summary(prepared: &Prepared, found: usize) -> String {
    let over = prepared.report.incidents.iter().filter(|one| !one.open);
    let count = |number: usize, noun: &str| {
        format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
    };
    let said = match found {
        0 => "no advice".to_owned(),
        1 => "1 piece of advice".to_owned(),
        more => format!("{more} pieces of advice"),
    };
    format!(
        "{said} on {} and {} that {} over",
        count(prepared.site.apologies.len(), "letter"),
        count(over.clone().count(), "incident"),
        if over.count() == 1 { "is" } else { "are" }
    )
}

/// What is said of a part that a letter does not have.
fn missing(part: &str) -> &'static str {
    if part == lint::FORGIVENESS {
        "not found, and never needed"
    } else {
        "not found"
    }
}

/// Which parts a letter has, each with its place and its words.
fn report(LetterParts { path, parts }: &LetterParts, tree: &SourceTree) -> String {
    let width = parts.iter().map(|part| part.name.len()).max().unwrap_or(0);
    let lines = parts.iter().map(|Part { name, found }| {
        let place = found.as_ref().map_or_else(
            || missing(name).to_owned(),
            |(span, words)| {
                let file = tree.get(&span.path);
                let line = file.map_or(1, |file| file.position(span.start).line);
                format!("line {line}: {}", words.replace('\u{fffc}', "…"))
            },
        );
        format!("  {name:width$}  {place}\n")
    });
    format!("{path}\n{}", lines.collect::<String>())
}
