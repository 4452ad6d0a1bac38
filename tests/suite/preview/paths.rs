//! Attacks by path: out of the site, to what is hidden, and to what came into it by the back door.

use super::attacks::{Attack, By};

const NOTHING: &[u16] = &[404];
const GARBLED: &[u16] = &[400];

/// The rows.
pub(super) const ROWS: &[Attack] = &[
    at("up", "/../secret.txt", NOTHING),
    at("up, encoded", "/%2e%2e/secret.txt", NOTHING),
    at("up, with an encoded slash", "/..%2fsecret.txt", NOTHING),
    at("up, encoded twice", "/%252e%252e/secret.txt", NOTHING),
    at("up, with an encoded backslash", "/..%5csecret.txt", NOTHING),
    at("two slashes", "//secret.txt", NOTHING),
    at(
        "another host after two slashes",
        "//evil.example/%2e%2e",
        NOTHING,
    ),
    at("here and up", "/./../secret.txt", NOTHING),
    at("down and up twice", "/assets/../../secret.txt", NOTHING),
    at("a semicolon", "/..;/secret.txt", NOTHING),
    at("a null byte", "/secret.txt%00.html", NOTHING),
    at(
        "a dot in too many bytes",
        "/%c0%ae%c0%ae/secret.txt",
        GARBLED,
    ),
    at("a lone percent sign", "/%", GARBLED),
    at("half an encoding", "/index.html%2", GARBLED),
    at("a drive", "/C:/secret.txt", NOTHING),
    at("a stream of a file", "/index.html::$DATA", NOTHING),
    at("a line break", "/index.html%0d%0aX-Evil:1", NOTHING),
    at(
        "a sibling that begins alike",
        "/site-sibling/secret.txt",
        NOTHING,
    ),
    at(
        "a sibling beside the root",
        "/../site-sibling/secret.txt",
        NOTHING,
    ),
    at("a link to a file", "/link.txt", NOTHING),
    at("a link to a folder", "/folder/secret.txt", NOTHING),
    at("a pipe", "/pipe.txt", NOTHING),
    at("the records of git", "/.git/config", NOTHING),
    at("settings of the environment", "/.env", NOTHING),
    at(
        "a swap file",
        "/content/incidents/.2009-09-01-mail.md.swp",
        NOTHING,
    ),
    at(
        "a swap file where its page is",
        "/incidents/.2009-09-01-mail.md.swp",
        NOTHING,
    ),
    at("a backup file", "/incidents/2009-09-01-mail.md~", NOTHING),
    at("a draft", "/later.html", NOTHING),
    at("a draft without its ending", "/later", NOTHING),
    at("the sources", "/content/site.yaml", NOTHING),
    at("the last build", "/public/old.html", NOTHING),
    at("the record of the last build", "/.forthright.json", NOTHING),
    at(
        "the stage of a build",
        "/.forthright-stage/files/index.html",
        NOTHING,
    ),
    at("a file of our own that is not there", "/-/secret", NOTHING),
    at("up from our own files", "/-/../secret.txt", NOTHING),
];

const fn at(name: &'static str, path: &'static str, right: &'static [u16]) -> Attack {
    let by = By::Path(path);
    Attack { name, by, right }
}
