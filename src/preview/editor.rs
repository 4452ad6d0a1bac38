//! Addresses that open a file in somebody's editor, at a line.

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::disk::Failure;
use crate::source::Position;

/// Editors that listen to addresses of their own.
const KNOWN: [(&str, &str); 8] = [
    ("cursor", "cursor://file/{path}:{line}:{column}"),
    (
        "idea",
        "idea://open?file={path}&line={line}&column={column}",
    ),
    (
        "sublime",
        "subl://open?url=file://{path}&line={line}&column={column}",
    ),
    (
        "textmate",
        "txmt://open?url=file://{path}&line={line}&column={column}",
    ),
    ("vscode", "vscode://file/{path}:{line}:{column}"),
    (
        "vscode-insiders",
        "vscode-insiders://file/{path}:{line}:{column}",
    ),
    ("vscodium", "vscodium://file/{path}:{line}:{column}"),
    ("zed", "zed://file/{path}:{line}:{column}"),
];

/// Addresses that a browser runs instead of passing them on.
const RUN: [&str; 4] = ["blob", "data", "javascript", "vbscript"];

/// What stays as it is in a path.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// The address of a place in a file, with holes.
#[derive(Debug, Clone)]
pub struct Editor(String);

impl Editor {
    /// The editor called `text`, or the one whose addresses look like `text`.
    ///
    /// # Errors
    /// It is neither.
    pub fn new(text: &str) -> Result<Self, Failure> {
        if let Some((_, template)) = KNOWN.iter().find(|(name, _)| *name == text) {
            return Ok(Self((*template).to_owned()));
        }
        let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
        let letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
        let good = scheme.starts_with(|one: char| one.is_ascii_alphabetic())
            && scheme.bytes().all(letter)
            && !RUN.contains(&scheme.to_ascii_lowercase().as_str())
            && text.contains("{path}");
        if good {
            return Ok(Self(text.to_owned()));
        }
        let names: Vec<&str> = KNOWN.iter().map(|(name, _)| *name).collect();
        Err(Failure::new(format!("`--editor {}`: neither an editor that is known nor an address with `{{path}}` in it", text.escape_debug()))
            .help(format!("known are {}", names.join(", ")))
            .help("of any other, give the address that it listens to, such as `my-editor://open?file={path}&line={line}&column={column}`"))
    }

    /// The address of `position` in the file at `path` of the project in the folder `root`.
    pub(super) fn link(&self, (root, path): (&Path, &str), position: Position) -> String {
        let root = root.to_string_lossy().replace('\\', "/");
        let whole = format!("{}/{path}", root.trim_end_matches('/'));
        let whole = utf8_percent_encode(&whole, PATH).to_string();
        // Some paths begin with a slash and some with a letter; the address needs one slash either way.
        let template = if whole.starts_with('/') {
            self.0.replace("://file/{path}", "://file{path}")
        } else {
            self.0.clone()
        };
        template
            .replace("{line}", &position.line.to_string())
            .replace("{column}", &position.column.to_string())
            .replace("{path}", &whole)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Editor;
    use crate::source::Position;

    fn link(editor: &str, root: &str) -> String {
        let place = Position { line: 3, column: 7 };
        let at = (Path::new(root), "content/a \"b\".md");
        Editor::new(editor).unwrap().link(at, place)
    }

    #[test]
    fn a_known_editor_has_its_address() {
        let expected = "vscode://file/home/me/content/a%20%22b%22.md:3:7";
        assert_eq!(link("vscode", "/home/me"), expected);
    }

    #[test]
    fn an_address_of_ones_own_is_filled() {
        let expected = "ed://x?f=/s/content/a%20%22b%22.md&l=3";
        assert_eq!(link("ed://x?f={path}&l={line}", "/s/"), expected);
    }

    #[test]
    fn what_a_browser_would_run_is_no_editor() {
        for wrong in [
            "",
            "emacs",
            "javascript:alert('{path}')",
            "JavaScript:{path}",
            "data:{path}",
            "ed://x",
            ":{path}",
        ] {
            assert!(Editor::new(wrong).is_err(), "{wrong}");
        }
    }
}
