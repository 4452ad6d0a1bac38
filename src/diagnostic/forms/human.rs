//! The form for people: the line, the carets, what is there, and a way out.
//!
//! annotate-snippets lays the lines out, as rustc does. It is given only the few lines that are shown, already cut and spelled
//! out, so it cannot know the column in the file itself: that is put in afterwards.

use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Padding, Renderer, Snippet};

use super::escape;
use super::excerpt::{Excerpt, Mark, excerpts};
use super::places::Places;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Position, SourceTree, Span};

/// Diagnostics of one file that are printed in full; of the others only the number is said.
const IN_FULL: usize = 100;
/// Second places of one diagnostic that are shown.
const OTHERS: usize = 10;
/// Lines are cut before they reach annotate-snippets; its own cutting, which drops the end of a mark, must not set in.
const WIDE: usize = 100_000;
/// Stands where a path will stand. A noncharacter, so it never survives [`escape`].
const HOLE: char = '\u{fdd0}';

/// The diagnostics as a person reads them: one block each, blank lines between, at most 100 for one file.
/// A diagnostic at `0..0` is about the file as a whole, and nothing of the file is shown.
#[must_use]
pub fn human(diagnostics: &[Diagnostic], sources: &SourceTree, color: bool) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    }
    .term_width(WIDE);
    let mut places = Places::new(sources);
    let mut unseen: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        *unseen.entry(&*diagnostic.span.path).or_default() += 1;
    }
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut blocks = Vec::new();
    for diagnostic in diagnostics {
        let path = &*diagnostic.span.path;
        let (seen, unseen) = (
            seen.entry(path).or_default(),
            unseen.entry(path).or_default(),
        );
        *seen += 1;
        *unseen -= 1;
        if *seen <= IN_FULL {
            blocks.push(block(diagnostic, &mut places, &renderer));
        }
        if *seen == IN_FULL && *unseen > 0 {
            blocks.push(format!(
                "... and {unseen} more in {}\n",
                escape::one_line(path)
            ));
        }
    }
    blocks.join("\n")
}

/// The same without colours, each block for itself, and each diagnostic has one.
#[must_use]
pub fn blocks(diagnostics: &[Diagnostic], sources: &SourceTree) -> Vec<String> {
    let renderer = Renderer::plain().term_width(WIDE);
    let mut places = Places::new(sources);
    let blocks = diagnostics.iter();
    blocks
        .map(|one| block(one, &mut places, &renderer))
        .collect()
}

/// One diagnostic, with a line feed at the end.
fn block(diagnostic: &Diagnostic, places: &mut Places<'_>, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = level.primary_title(escape::one_line(&diagnostic.message));
    let mut group = Group::with_title(title.id(diagnostic.code));
    let mut origins = Vec::new();
    let mut has_lines = false;
    for (path, marks) in by_file(diagnostic) {
        match places.index(path) {
            Some(index) if !is_whole_file(&marks) => {
                for excerpt in excerpts(index, marks) {
                    let Position { line, column } = excerpt.position;
                    origins.push(format!("{}:{line}:{column}", escape::one_line(path)));
                    group = group.element(snippet(excerpt));
                    has_lines = true;
                }
            }
            _ => {
                origins.push(without_lines(path, &marks));
                group = group.element(Origin::path(HOLE.to_string()));
            }
        }
    }
    let has_notes = !diagnostic.help.is_empty() || diagnostic.others.len() > OTHERS;
    if !has_lines && has_notes {
        group = group.element(Padding);
    }
    if let more @ 1.. = diagnostic.others.len().saturating_sub(OTHERS) {
        group = group.element(Level::NOTE.message(format!("and {more} more places")));
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(escape::many_lines(help)));
    }
    let text = with_origins(&renderer.render(&[group]), &origins);
    // Without a line number there is no margin for it, and the block would stand one column to the left of all others.
    if has_lines {
        text + "\n"
    } else {
        text.replace('\n', "\n ") + "\n"
    }
}

/// The origin of a file of which no line is shown: its path, and what its labels say.
fn without_lines(path: &str, marks: &[Mark<'_>]) -> String {
    let said = marks
        .iter()
        .map(|mark| mark.text)
        .filter(|text| !text.is_empty());
    let parts: Vec<_> = std::iter::once(path)
        .chain(said)
        .map(escape::one_line)
        .collect();
    parts.join(": ")
}

/// The marks of a diagnostic by file: its own file first, then the others as they first come.
fn by_file(diagnostic: &Diagnostic) -> Vec<(&str, Vec<Mark<'_>>)> {
    let mark = |span: &Span, text, primary| Mark {
        range: span.start..span.end,
        text,
        primary,
    };
    let mut files = vec![(
        &*diagnostic.span.path,
        vec![mark(&diagnostic.span, diagnostic.label.as_str(), true)],
    )];
    for label in diagnostic.others.iter().take(OTHERS) {
        let found = mark(&label.span, &label.text, false);
        match files
            .iter_mut()
            .find(|(path, _)| *path == &*label.span.path)
        {
            Some((_, marks)) => marks.push(found),
            None => files.push((&label.span.path, vec![found])),
        }
    }
    files
}

/// Whether the file as a whole is meant. Nothing of it is shown then: it may be a secret, or no text at all.
fn is_whole_file(marks: &[Mark<'_>]) -> bool {
    marks.iter().all(|mark| mark.range == (0..0))
}

fn snippet(excerpt: Excerpt<'_>) -> Snippet<'static, annotate_snippets::Annotation<'static>> {
    let annotations = excerpt.marks.into_iter().map(|mark| {
        let kind = if mark.primary {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        kind.span(mark.range).label(escape::one_line(mark.text))
    });
    Snippet::source(excerpt.text)
        .line_start(excerpt.first_line)
        .path(HOLE.to_string())
        .annotations(annotations)
}

/// `rendered` with every hole, and the position in the excerpt behind it, replaced by the place in the file.
fn with_origins(rendered: &str, origins: &[String]) -> String {
    let mut pieces = rendered.split(HOLE);
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for (piece, origin) in pieces.zip(origins) {
        text.push_str(origin);
        text.push_str(
            piece.trim_start_matches(|character: char| {
                character == ':' || character.is_ascii_digit()
            }),
        );
    }
    text
}
