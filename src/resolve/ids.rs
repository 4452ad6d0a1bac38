//! Ids: the names of files become URLs, so they are kept to what every system and every link can carry.

use super::value::Wrong;
use crate::output::{Kind, Route, is_device};

/// The longest id, in bytes: with an ending after it, it is still a file name on every system.
const LONGEST: usize = 200;

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
    let device = is_device(id);
    let edges = id.starts_with(['.', '-']) || id.ends_with('.');
    if !id.is_empty() && id.len() <= LONGEST && id.bytes().all(plain) && !device && !edges {
        return Ok(());
    }
    if device {
        let stem = id.split('.').next().unwrap_or(id);
        let message = format!("`{id}` cannot be an id: Windows keeps the name for a device");
        return Err(Wrong::new("invalid-id", message).help(format!("say more: `{stem}-page`")));
    }
    // Letter by letter, so that an accent of its own is spelled out: `cafe\u{301}` looks like `café`, and is another name.
    let shown: String = id
        .chars()
        .take(LONGEST)
        .flat_map(char::escape_debug)
        .collect();
    let wrong = Wrong::new("invalid-id", format!("`{shown}` cannot be an id"));
    if id.len() > LONGEST {
        return Err(wrong.help(format!(
            "it has {} bytes, and an id at most {LONGEST}",
            id.len()
        )));
    }
    let wrong = wrong.help(format!("an id becomes part of an address: lower-case letters, digits, `-`, `_` and `.`, at most {LONGEST} of them"));
    let suggestion = slug::slugify(id);
    Err(if suggestion.is_empty() {
        wrong
    } else {
        wrong.help(format!(
            "for example `{}`",
            suggestion.get(..LONGEST).unwrap_or(&suggestion)
        ))
    })
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
