//! Ids: the names of files become URLs, so they are kept to what every system and every link can carry.

use super::value::Wrong;
use crate::output::{Kind, Route};

/// Names that Windows keeps for devices.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Whether `id` can be the id of a thing of this kind.
pub(crate) fn check(id: &str, kind: Kind) -> Result<(), Wrong> {
    if let Some(route) = Route::reserved(kind, id) {
        return Err(Wrong::new(
            "id-shadows-page",
            format!("the id `{id}` would take the place of `{route}`"),
        )
        .help("choose another name"));
    }
    let plain = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b'.')
    };
    let stem = id.split('.').next().unwrap_or(id);
    let port = |prefix: &str| {
        stem.strip_prefix(prefix)
            .is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    let device = DEVICES.contains(&stem) || port("com") || port("lpt");
    let edges = id.starts_with(['.', '-']) || id.ends_with('.');
    if !id.is_empty() && id.len() <= 200 && id.bytes().all(plain) && !device && !edges {
        return Ok(());
    }
    let suggestion = slug::slugify(id);
    let wrong = Wrong::new("invalid-id", format!("`{}` cannot be an id", id.escape_debug()))
        .help("an id becomes part of an address: lower-case letters, digits, `-`, `_` and `.`, at most 200 of them");
    Err(if suggestion.is_empty() || device {
        wrong
    } else {
        wrong.help(format!("for example `{}`", crop(&suggestion)))
    })
}

fn crop(text: &str) -> &str {
    text.get(..200).unwrap_or(text)
}

/// The id of the file at `path`: its name without its ending.
pub(crate) fn of_path(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".md").unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::output::Kind;

    #[test]
    fn ids_are_what_every_system_can_carry() {
        assert!(check("2009-09-01-mail-web", Kind::Incident).is_ok());
        for id in [
            "",
            "A",
            "a b",
            "ä",
            "a%2e",
            "a:b",
            "a*",
            "a\\b",
            "con",
            "nul.txt",
            "com1",
            "a.",
            ".a",
            "-a",
            "\u{200b}a",
        ] {
            assert!(check(id, Kind::Incident).is_err(), "{id}");
        }
    }

    #[test]
    fn an_id_never_takes_the_place_of_another_page() {
        assert_eq!(
            check("2026", Kind::Incident).map_err(|wrong| wrong.code),
            Err("id-shadows-page")
        );
        assert!(check("2026", Kind::Notice).is_ok());
        assert!(check("api", Kind::Plain).is_err());
    }
}
