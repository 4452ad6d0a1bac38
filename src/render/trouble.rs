//! What went wrong in a template, as a diagnostic at its place.

use std::ops::Range;

use tera::{Error, ErrorKind};

use super::guard::{self, Counted};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span};
use crate::theme::{DEFAULT, Theme};

/// The theme, and its templates as the engine knows them.
type Known<'a> = (&'a Theme, &'a Counted);

/// The diagnostic for `error`.
pub(super) fn diagnostic(theme: Known<'_>, error: &Error) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = match file(theme, report.filename()) {
                Some(file) => written(
                    theme,
                    file,
                    (report.filename(), report.span().range.clone()),
                ),
                None => somewhere(theme),
            };
            let wrong = said(span, report.message());
            match way_out(report.message()) {
                Some(help) => wrong.help(help),
                None => wrong,
            }
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            said(named(theme, tpl), "this template contains itself").help(
                "break the ring: a template may not extend or include one that leads back to it",
            )
        }
        ErrorKind::MissingParent { current, parent } => said(
            named(theme, current),
            &format!("there is no template `{parent}` to extend"),
        )
        .help(format!(
            "the built-in templates stand under `{DEFAULT}/`, such as `{DEFAULT}/base.html`"
        )),
        _ => report(theme, &error.to_string()),
    }
}

/// The engine says some errors only as a finished report: the message, ` --> file:line:column`, and the line with carets.
fn report(theme: Known<'_>, text: &str) -> Diagnostic {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let message = first.strip_prefix("error: ").unwrap_or(first);
    let place = lines.find_map(|line| line.trim_start().strip_prefix("--> "));
    let carets = text
        .lines()
        .last()
        .map_or(1, |line| line.matches('^').count().max(1));
    let span = place.and_then(|place| {
        let mut parts = place.rsplitn(3, ':');
        let (column, line) = (
            parts.next()?.parse::<usize>().ok()?,
            parts.next()?.parse::<usize>().ok()?,
        );
        let name = parts.next()?;
        let file = file(theme, name)?;
        let text = theme.1.text(name).or_else(|| file.text().ok())?;
        let begin: usize = text
            .split_inclusive('\n')
            .take(line.checked_sub(1)?)
            .map(str::len)
            .sum();
        let start = begin + column.checked_sub(1)?;
        Some(written(theme, file, (name, start..start + carets)))
    });
    said(span.unwrap_or_else(|| somewhere(theme)), message)
}

fn said(span: Span, message: &str) -> Diagnostic {
    let mut letters = message.trim_end_matches('.').chars();
    let first = letters
        .next()
        .map(|first| first.to_lowercase().to_string())
        .unwrap_or_default();
    Diagnostic::error(
        "template-error",
        span,
        format!("{first}{}", letters.as_str()),
    )
}

/// What to do about a limit of the engine, or of ours.
fn way_out(message: &str) -> Option<&'static str> {
    let ways = [
        (
            guard::ENDLESS,
            "show less: a loop within a loop takes as many turns as the two multiplied",
        ),
        (
            "too complex",
            "give a part of it a name first, with `{% set name = … %}`",
        ),
        (
            "nesting is too deep",
            "move what is innermost into a template or a component of its own",
        ),
    ];
    ways.iter()
        .find(|(limit, _)| message.contains(limit))
        .map(|(_, help)| *help)
}

/// A place that the engine names, as the author of the template knows it. A byte order mark was not given to the engine.
fn written(
    (_, counted): Known<'_>,
    file: &SourceFile,
    (name, place): (&str, Range<usize>),
) -> Span {
    let mark = if file.bytes().starts_with(b"\xef\xbb\xbf") {
        3
    } else {
        0
    };
    let place = counted.written(name, place);
    file.span(place.start + mark..place.end + mark)
}

/// The template that the engine knows as `name`.
fn file<'a>((theme, _): Known<'a>, name: &str) -> Option<&'a SourceFile> {
    let built_in = || {
        theme
            .base_templates
            .get(name.strip_prefix("default/").unwrap_or(name))
    };
    theme.own_templates.get(name).or_else(built_in)
}

fn named(theme: Known<'_>, name: &str) -> Span {
    file(theme, name).map_or_else(|| somewhere(theme), |file| file.span(0..0))
}

/// For errors that name no file: the first template of the project's own, which is the likeliest culprit.
fn somewhere((theme, _): Known<'_>) -> Span {
    let mut files = theme
        .own_templates
        .values()
        .chain(theme.base_templates.values());
    files.next().map_or_else(
        || Span {
            path: "themes".into(),
            start: 0,
            end: 0,
        },
        |file| file.span(0..0),
    )
}
