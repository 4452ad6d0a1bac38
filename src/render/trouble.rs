//! What went wrong in a template, as a diagnostic at its place.

use tera::{Error, ErrorKind};

use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span};
use crate::theme::{DEFAULT, Theme};

/// The diagnostic for `error`.
pub(super) fn diagnostic(theme: &Theme, error: &Error) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = match file(theme, report.filename()) {
                Some(file) => file.span(report.span().range.clone()),
                None => somewhere(theme),
            };
            said(span, report.message())
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
fn report(theme: &Theme, text: &str) -> Diagnostic {
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
        let file = file(theme, parts.next()?)?;
        let begin: usize = file
            .text()
            .ok()?
            .split_inclusive('\n')
            .take(line.checked_sub(1)?)
            .map(str::len)
            .sum();
        let start = begin + column.checked_sub(1)?;
        Some(file.span(start..start + carets))
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

/// The template that the engine knows as `name`.
fn file<'a>(theme: &'a Theme, name: &str) -> Option<&'a SourceFile> {
    let built_in = || {
        theme
            .base_templates
            .get(name.strip_prefix("default/").unwrap_or(name))
    };
    theme.own_templates.get(name).or_else(built_in)
}

fn named(theme: &Theme, name: &str) -> Span {
    file(theme, name).map_or_else(|| somewhere(theme), |file| file.span(0..0))
}

/// For errors that name no file: the first template of the project's own, which is the likeliest culprit.
fn somewhere(theme: &Theme) -> Span {
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
