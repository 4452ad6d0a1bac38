//! Names and words that nothing declares, answered with the nearest that exists.

use crate::diagnostic::{Diagnostic, did_you_mean, list};
use crate::schema::Place;

/// A word that is not in the list of its key.
pub(crate) fn value(place: &Place<'_>, text: &str, known: &[&str]) -> Diagnostic {
    let wrong = place.error("unknown-value", format!("`{text}` is not known here"));
    suggest(wrong, text, known)
}

/// A word that is no level of impact.
pub(crate) fn level(place: &Place<'_>, text: &str, known: &[&str]) -> Diagnostic {
    let wrong = place.error("unknown-value", format!("`{text}` is not a level"));
    suggest(wrong, text, known)
}

/// A name that is no rule of the advice on write-ups.
pub(crate) fn rule(place: &Place<'_>, text: &str, known: &[&str]) -> Diagnostic {
    let wrong = place.error("unknown-value", format!("there is no rule `{text}`"));
    let wrong = match did_you_mean(text, known.iter().copied()) {
        Some(help) => wrong.help(help),
        None => wrong,
    };
    wrong.help("`forthright explain` lists them: the names with a `/`")
}

/// A name that is nothing that the advice on write-ups looks for; it is the key of a map.
pub(crate) fn subject(map: &Place<'_>, key: &str, known: &[&str]) -> Diagnostic {
    let message = format!("the advice on write-ups does not look for `{key}`");
    let wrong = Diagnostic::error("unknown-value", map.key_span(key, 0), message);
    match did_you_mean(key, known.iter().copied()) {
        Some(help) => wrong.help(help),
        None => wrong.help(format!("known here: {}", list(known.iter().copied()))),
    }
}

/// A phrase that the theme does not have, which is told by its key.
pub(crate) fn phrase(strings: &Place<'_>, key: &str, known: &[&str]) -> Diagnostic {
    let message = format!("there is no phrase `{key}`");
    suggest(
        Diagnostic::error("unknown-value", strings.key_span(key, 0), message),
        key,
        known,
    )
}

/// An id that nothing declares. `kind` names the thing: `component`, `incident`, `agreement`, `severity`.
pub(crate) fn id(place: &Place<'_>, kind: Kind, text: &str, known: &[&str]) -> Diagnostic {
    let (code, noun) = match kind {
        Kind::Component => ("unknown-component", "component"),
        Kind::Incident => ("unknown-incident", "incident"),
        Kind::Agreement => ("unknown-agreement", "agreement"),
        Kind::Severity => ("unknown-severity", "severity"),
    };
    suggest(
        place.error(code, format!("there is no {noun} `{text}`")),
        text,
        known,
    )
}

/// What kind of thing an id stands for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    Component,
    Incident,
    Agreement,
    Severity,
}

fn suggest(wrong: Diagnostic, text: &str, known: &[&str]) -> Diagnostic {
    match did_you_mean(text, known.iter().copied()) {
        Some(help) => wrong.help(help),
        None if known.is_empty() => wrong.help("none is declared in `content/site.yaml`"),
        None if known.len() <= 12 => {
            wrong.help(format!("known here: {}", list(known.iter().copied())))
        }
        None => wrong,
    }
}
