//! Cases about bytes: what version control or an editor would mangle.

use std::fs;
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::os::unix::net::UnixListener;
use std::process::Command;

use super::Made;
use crate::project::Project;

const INCIDENT: &str = "content/incidents/2009-09-01-mail.md";
const DATA: &str = "content/uptime/mail.yaml";
const SETTINGS: &str = "content/site.yaml";

/// Makes the case called `name` in `project`.
pub(super) fn make(name: &str, project: &Project) -> Made {
    if let Some(bytes) = incident(name, &project.text(INCIDENT)) {
        project.file(INCIDENT, bytes);
        return Made::Yes;
    }
    match name {
        "001-byte-order-mark" => marks(project),
        "003-crlf" => line_ends(project, &["\r\n"]),
        "003-lone-cr" => line_ends(project, &["\r"]),
        "003-mixed" => line_ends(project, &["\n", "\r\n", "\r"]),
        "010-zero-width-in-a-file-name" => {
            let text = project.text(INCIDENT);
            project.file("content/incidents/2009-09-02-ma\u{200b}il.md", text);
        }
        "012-an-empty-settings-file" => drop(project.file(SETTINGS, "")),
        _ => return special(name, project),
    }
    Made::Yes
}

/// The bytes of the one incident, made out of its text.
fn incident(name: &str, text: &str) -> Option<Vec<u8>> {
    let with = |bytes: &[u8]| Some([text.as_bytes(), bytes].concat());
    let mangled = match name {
        "002-byte-order-mark-in-mid-file" => text.replace("We are", "\u{feff}We are"),
        "003-crlf-and-an-unknown-key" => text.replace("severity", "sevirity").replace('\n', "\r\n"),
        "004-utf-16-le" => return Some(utf16(text, true, u16::to_le_bytes)),
        "004-utf-16-be" => return Some(utf16(text, true, u16::to_be_bytes)),
        "004-utf-16-without-a-mark" => return Some(utf16(text, false, u16::to_le_bytes)),
        "005-latin-1" => return with(b"\nThe caf\xe9 is open.\n"),
        "006-overlong" => return with(b"\nA zero in two bytes: \xc0\x80.\n"),
        "006-surrogate" => return with(b"\nHalf a pair: \xed\xa0\x80.\n"),
        "006-cut-at-the-end" => return with(b"\nFive \xe2\x82"),
        "007-nul-in-markdown" => text.replace("back.", "back.\0"),
        "007-nul-in-yaml" => text.replace("Mail is", "Mail\0is"),
        "008-bell-escape-and-noncharacter" => text
            .replace("title: Mail", "title: \u{7}Mail")
            .replace("looking", "\u{1b}[31mlooking")
            .replace("is back", "is\u{fffe} back"),
        "009-direction-override" => text
            .replace("title: Mail is", "title: Mail \u{202e}is")
            .replace("is back", "is\u{202e} back"),
        "011-line-separator" => text.replace("is back", "is\u{2028}back"),
        "013-a-long-line" => text.replace("is back", &"is back ".repeat(5 << 17)),
        _ => return None,
    };
    Some(mangled.into_bytes())
}

fn utf16(text: &str, mark: bool, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let units = mark
        .then_some(0xFEFF)
        .into_iter()
        .chain(text.encode_utf16());
    units.flat_map(bytes).collect()
}

/// A byte order mark at the beginning of every file.
pub(super) fn marks(project: &Project) {
    for path in [INCIDENT, SETTINGS] {
        project.file(path, format!("\u{feff}{}", project.text(path)));
    }
}

/// Every file with these line ends, in turn.
pub(super) fn line_ends(project: &Project, ends: &[&str]) {
    for path in [INCIDENT, SETTINGS] {
        let text = project.text(path);
        let lines = text.lines().zip(ends.iter().cycle());
        project.file(
            path,
            lines
                .map(|(line, end)| format!("{line}{end}"))
                .collect::<String>(),
        );
    }
}

/// What is no ordinary file, what may not be read, and what is large.
fn special(name: &str, project: &Project) -> Made {
    let place = project.root().join("content/incidents/odd.md");
    match name {
        "013-long-data" => {
            let comment = "x".repeat(5 << 20);
            project.file(DATA, format!("component: mail\n# {comment}\n"));
        }
        "014-pipe" => assert!(
            Command::new("mkfifo")
                .arg(place)
                .status()
                .unwrap()
                .success()
        ),
        "014-socket" => drop(UnixListener::bind(place).unwrap()),
        "014-device" => {
            let made = Command::new("mknod")
                .arg(&place)
                .args(["c", "1", "3"])
                .output();
            if !made.is_ok_and(|made| made.status.success()) {
                return Made::Cannot("only an administrator makes devices");
            }
            assert!(fs::metadata(place).unwrap().file_type().is_char_device());
        }
        "015-unreadable-file" | "015-unreadable-folder" => return closed(name, project),
        _ => return huge(name, project),
    }
    Made::Yes
}

/// A file or folder without permissions, beside a file with an error.
fn closed(name: &str, project: &Project) -> Made {
    let path = if name.ends_with("file") {
        DATA
    } else {
        "content/uptime"
    };
    project.file(DATA, "component: mail\ncovers: { from: 2009-01-01 }\n");
    project.edit(INCIDENT, "severity", "sevirity");
    fs::set_permissions(project.root().join(path), fs::Permissions::from_mode(0)).unwrap();
    match project.give_to_nobody() {
        Ok(()) => Made::Yes,
        Err(why) => Made::Cannot(why),
    }
}

/// Gives back the permissions that a case took, so that the folder can be removed.
pub(super) fn open_again(project: &Project) {
    for path in ["content/uptime", DATA] {
        let path = project.root().join(path);
        if path.exists() {
            fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
        }
    }
}

/// YAML that would cost a parser much more than its length.
fn huge(name: &str, project: &Project) -> Made {
    let head = "component: mail\ncovers: { from: 2009-01-01 }\n";
    let body = match name {
        "038-many-aliases" => format!("outages: [ &a x{} ]\n", ", *a".repeat(100_000)),
        "038-many-anchors" => (0..50_000).map(|at| format!("- &a{at} x\n")).collect(),
        "039-square-brackets" => format!("outages: {}", "[".repeat(100_000)),
        "039-braces" => format!("outages: {}", "{".repeat(100_000)),
        "039-brackets-in-quotes-and-comments" => {
            let many = "[{".repeat(1_000);
            format!("source: 'it''s {many}' # {many}\n")
        }
        "039-brackets-behind-an-apostrophe" => {
            format!("source: it's\nunknown: {}", "[".repeat(100_000))
        }
        "039-brackets-behind-a-quote-on-the-next-line" => {
            format!("source: one\n  \"\nunknown: {}", "[".repeat(100_000))
        }
        "040-dashes" => format!("outages:\n  {}\n", "- ".repeat(50_000)),
        "040-nested-maps" => (0..2_000)
            .map(|depth| format!("{}a:\n", " ".repeat(depth)))
            .collect(),
        "044-many-unknown-keys" => (0..200_000).map(|at| format!("k{at}: 1\n")).collect(),
        "044-many-wrong-values" => {
            let days = (0..50_000).map(|at| format!("  day {at}: {{ down: 1m }}\n"));
            format!("days:\n{}", days.collect::<String>())
        }
        _ => return Made::No,
    };
    project.file(DATA, format!("{head}{body}"));
    Made::Yes
}
