//! The only door to the YAML parser: text in, a strict struct or a diagnostic out.
//!
//! The parser's messages are stable; what they name (the unknown field, the fields that exist) is taken out of them, so
//! that people see our words, the nearest valid name, and the exact place.

use std::ops::Range;

use serde::de::DeserializeOwned;

use super::{homes, locate, smallest};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::source::{SourceFile, Span};

/// Reads the YAML at `range` of `text`, the text of `file`.
pub(super) fn read<T: DeserializeOwned>(
    file: &SourceFile,
    text: &str,
    range: Range<usize>,
) -> Result<T, Diagnostic> {
    let yaml = &text[range.clone()];
    serde_yaml::from_str(yaml).map_err(|error| {
        let wrong = explain(file, yaml, range.start, &error);
        let message = error.to_string();
        match (wrong.code, unknown_field(without_place(&message))) {
            ("unknown-key", Some((_, name, _))) => at_home::<T>(wrong, name),
            // What the file as a whole needs helps only where it is the file that lacks it.
            ("missing-key", _) => smallest::required(file.path())
                .filter(|needs| lacks_one_of(&message, needs))
                .into_iter()
                .fold(wrong, Diagnostic::help),
            ("wrong-type", _) if message.starts_with("invalid type") => {
                smallest::required(file.path())
                    .into_iter()
                    .fold(wrong, Diagnostic::help)
            }
            _ => wrong,
        }
    })
}

/// Whether the parser's message is about one of the keys that stand in `needs`, at the top of the file.
fn lacks_one_of(message: &str, needs: &str) -> bool {
    let name = message.strip_prefix("missing field `");
    let name = name.and_then(|rest| rest.split('`').next());
    name.is_some_and(|name| needs.contains(&format!("`{name}`")))
}

/// Says where the key `name` belongs, before all else that may help.
fn at_home<T: DeserializeOwned>(mut wrong: Diagnostic, name: &str) -> Diagnostic {
    let home = homes::home(name, |text| {
        let message = serde_yaml::from_str::<T>(text).err()?.to_string();
        let (_, unknown, known) = unknown_field(without_place(&message))?;
        (unknown == "?").then(|| known.into_iter().map(str::to_owned).collect())
    });
    if let Some(home) = home {
        wrong
            .help
            .insert(0, format!("`{name}` belongs {home}").into());
    }
    wrong
}

/// Turns the parser's error into ours. `start` is where the YAML begins in the file.
fn explain(file: &SourceFile, yaml: &str, start: usize, error: &serde_yaml::Error) -> Diagnostic {
    let index = error
        .location()
        .map_or(0, |location| location.index())
        .min(yaml.len());
    let place = |range: Range<usize>| file.span(start + range.start..start + range.end);
    let token = locate::token(yaml, index);
    let full = error.to_string();
    let message = without_place(&full);
    if let Some((path, name, known)) = unknown_field(message) {
        return unknown_key(place(token), path, name, &known);
    }
    if let Some((path, name)) = split_field(message, "duplicate field `") {
        return duplicate_key(file, yaml, start, (path, name)).unwrap_or_else(|| {
            Diagnostic::error(
                "duplicate-key",
                place(token),
                format!("the key `{name}` is given twice"),
            )
        });
    }
    if let Some((_, name)) = split_field(message, "missing field `") {
        return Diagnostic::error(
            "missing-key",
            place(token),
            format!("the key `{name}` is missing"),
        )
        .label(format!("needs a `{name}`"));
    }
    if let Some(rest) = message.find("invalid type: ").map(|at| &message[at + 14..]) {
        return wrong_type(place(token), rest);
    }
    syntax(place(index..token.end.max(index)), message, yaml, index)
}

/// `message` without ` at line 3 column 1` and what follows it.
fn without_place(message: &str) -> &str {
    message
        .find(" at line ")
        .map_or(message, |at| &message[..at])
}

/// Path, name and known fields out of ``impacts[0]: unknown field `levl`, expected `a` or `b` ``.
fn unknown_field(message: &str) -> Option<(&str, &str, Vec<&str>)> {
    let (path, name) = split_field(message, "unknown field `")?;
    let known = message
        .rsplit_once("expected ")
        .map(|(_, list)| list.split('`').skip(1).step_by(2).collect());
    Some((path, name, known.unwrap_or_default()))
}

/// The path before `marker`, and the name between `marker` and the next backtick.
fn split_field<'a>(message: &'a str, marker: &str) -> Option<(&'a str, &'a str)> {
    let (path, rest) = message.split_once(marker)?;
    let name = rest.split("`, expected ").next()?.trim_end_matches('`');
    Some((path.trim_end_matches(": "), name))
}

fn unknown_key(span: Span, path: &str, name: &str, known: &[&str]) -> Diagnostic {
    if name == "<<" {
        return Diagnostic::error(
            "yaml-merge-key",
            span,
            "the merge key `<<` is not used here",
        )
        .help("write the keys out");
    }
    let message = if path.is_empty() {
        format!("unknown key `{name}`")
    } else {
        format!("unknown key `{name}` in `{path}`")
    };
    let wrong = Diagnostic::error("unknown-key", span, message).label("no such key");
    match did_you_mean(name, known.iter().copied()) {
        Some(help) => wrong.help(help),
        None => wrong.help(format!(
            "known here: {}",
            crate::diagnostic::list(known.iter().copied())
        )),
    }
}

fn duplicate_key(
    file: &SourceFile,
    yaml: &str,
    start: usize,
    key: (&str, &str),
) -> Option<Diagnostic> {
    let (path, name) = key;
    let path = locate::parse_path(path);
    let [first, second] = [0, 1].map(|nth| locate::key(yaml, &path, name, nth));
    let (first, second) = (first?, second?);
    let place = |range: Range<usize>| file.span(start + range.start..start + range.end);
    let message = format!("the key `{name}` is given twice");
    Some(
        Diagnostic::error("duplicate-key", place(second), message)
            .label("again here")
            .also(place(first), "first here")
            .help("keep one of them"),
    )
}

fn wrong_type(span: Span, rest: &str) -> Diagnostic {
    let (found, wanted) = rest
        .split_once(", expected ")
        .unwrap_or((rest, "something else"));
    let wanted = match wanted {
        "a sequence" => "a list, such as `[a, b]`",
        "a map" => "a map, such as `{ key: value }`",
        "a string" => "text",
        "a boolean" => "`true` or `false`",
        "field identifier" => "a key",
        other if other.starts_with("struct ") => "a map of keys and values",
        other => other,
    };
    let found = match found.split(' ').next() {
        Some("sequence") => "a list".to_owned(),
        Some("map") => "a map".to_owned(),
        Some("unit") => "nothing".to_owned(),
        _ => found.replace("string \"", "text \""),
    };
    let message = format!("found {found} where {wanted} belongs");
    let wrong = Diagnostic::error("wrong-type", span, message).label("of the wrong kind");
    match (wanted, found.as_str()) {
        ("text", "a list") => wrong.help("if it is a text that begins with `[`, put it in quotes"),
        ("text", "a map") => wrong.help("if it is a text that begins with `{`, put it in quotes"),
        _ => wrong,
    }
}

fn syntax(span: Span, message: &str, yaml: &str, index: usize) -> Diagnostic {
    if yaml[index..].starts_with('\t') || message.contains("tab character") {
        let span = Span::new(&span.path, span.start..span.end.min(span.start + 1));
        return Diagnostic::error(
            "yaml-tab",
            span,
            "a tab indents this line; YAML wants spaces",
        )
        .label("tab")
        .help("indent with two spaces");
    }
    let wrong = Diagnostic::error("yaml-syntax", span, format!("this is not YAML: {message}"));
    if message.contains("mapping values are not allowed") {
        return wrong
            .label("a second `: ` on this line")
            .help("put the text in quotes: `title: \"API: down\"`");
    }
    if message.contains("cannot start any token") {
        return wrong
            .label("YAML reads this character as a sign of its own")
            .help("put the text in quotes");
    }
    wrong
}
