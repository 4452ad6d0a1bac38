//! Attacks by path: out of the site, to what is hidden, and to what came into it by the back door.

use super::attacks::{Attack, By};

const NOTHING: &[u16] = &[404];
const GARBLED: &[u16] = &[400];

/// The rows.
pub(super) fn rows() -> Vec<Attack> {
    let rows = [
        ("up", "/../secret.txt", NOTHING),
        ("up, encoded", "/%2e%2e/secret.txt", NOTHING),
        ("up, with an encoded slash", "/..%2fsecret.txt", NOTHING),
        ("up, encoded twice", "/%252e%252e/secret.txt", NOTHING),
        ("up, with an encoded backslash", "/..%5csecret.txt", NOTHING),
        ("two slashes", "//secret.txt", NOTHING),
        (
            "another host after two slashes",
            "//evil.example/%2e%2e",
            NOTHING,
        ),
        ("here and up", "/./../secret.txt", NOTHING),
        ("down and up twice", "/assets/../../secret.txt", NOTHING),
        ("a semicolon", "/..;/secret.txt", NOTHING),
        ("a null byte", "/secret.txt%00.html", NOTHING),
        (
            "a dot in too many bytes",
            "/%c0%ae%c0%ae/secret.txt",
            GARBLED,
        ),
        ("a lone percent sign", "/%", GARBLED),
        ("half an encoding", "/index.html%2", GARBLED),
        ("a drive", "/C:/secret.txt", NOTHING),
        ("a stream of a file", "/index.html::$DATA", NOTHING),
        ("a line break", "/index.html%0d%0aX-Evil:1", NOTHING),
        (
            "a sibling that begins alike",
            "/site-sibling/secret.txt",
            NOTHING,
        ),
        (
            "a sibling beside the root",
            "/../site-sibling/secret.txt",
            NOTHING,
        ),
        ("a link to a file", "/link.txt", NOTHING),
        ("a link to a folder", "/folder/secret.txt", NOTHING),
        ("a pipe", "/pipe.txt", NOTHING),
        ("the records of git", "/.git/config", NOTHING),
        ("settings of the environment", "/.env", NOTHING),
        (
            "a swap file",
            "/content/incidents/.2009-09-01-mail.md.swp",
            NOTHING,
        ),
        (
            "a swap file where its page is",
            "/incidents/.2009-09-01-mail.md.swp",
            NOTHING,
        ),
        ("a backup file", "/incidents/2009-09-01-mail.md~", NOTHING),
        ("a draft", "/later.html", NOTHING),
        ("a draft without its ending", "/later", NOTHING),
        ("the sources", "/content/site.yaml", NOTHING),
        ("the last build", "/public/old.html", NOTHING),
        ("the record of the last build", "/.forthright.json", NOTHING),
        (
            "the stage of a build",
            "/.forthright-stage/files/index.html",
            NOTHING,
        ),
        ("a file of our own that is not there", "/-/secret", NOTHING),
        ("up from our own files", "/-/../secret.txt", NOTHING),
    ];
    rows.into_iter()
        .map(|(name, path, right)| Attack {
            name,
            by: By::Path(path),
            right,
        })
        .collect()
}
