//! The sources as code: without comments, without the text inside literals, and without what only tests see.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// One source file.
pub(super) struct Source {
    /// `src/disk/read.rs`
    pub(super) path: String,
    /// Its text as it stands.
    pub(super) text: String,
    /// Its text without comments and string literals, so that what is left is code.
    pub(super) code: String,
}

impl Source {
    /// The room that the file lies in; `None` for `lib.rs` and `main.rs`.
    pub(super) fn room(&self) -> Option<&str> {
        let inside = self.path.strip_prefix("src/")?;
        let room = inside
            .split_once('/')
            .map_or_else(|| inside.trim_end_matches(".rs"), |(room, _)| room);
        (!matches!(room, "lib" | "main")).then_some(room)
    }

    /// The code without its tests, which may read files.
    fn productive(&self) -> &str {
        self.code
            .find("#[cfg(test)]\nmod tests {")
            .map_or(&self.code, |at| &self.code[..at])
    }

    /// The rooms that the code names behind `crate::`.
    pub(super) fn imports(&self) -> BTreeSet<String> {
        let mut rooms = BTreeSet::new();
        for (at, found) in self.code.match_indices("crate::") {
            if self.code[..at].ends_with(is_part_of_name) {
                continue;
            }
            let rest = &self.code[at + found.len()..];
            match rest.strip_prefix('{') {
                Some(group) => rooms.extend(heads_of_group(group)),
                None => rooms.extend([head(rest)]),
            }
        }
        rooms
    }

    /// Whether the code says `name`, as a whole word.
    pub(super) fn says(&self, name: &str) -> bool {
        let code = self.productive();
        code.match_indices(name).any(|(at, _)| {
            let after = &code[at + name.len()..];
            !code[..at].ends_with(is_part_of_name) && !after.starts_with(is_part_of_name)
        })
    }

    /// Whether the code reaches into the library `name`.
    pub(super) fn uses(&self, name: &str) -> bool {
        let code = self.productive();
        code.match_indices(name).any(|(at, _)| {
            let after = &code[at + name.len()..];
            let alone = !code[..at].ends_with(|one| is_part_of_name(one) || one == ':');
            alone
                && (after.starts_with("::")
                    || (code[..at].ends_with("use ") && after.starts_with(';')))
        })
    }
}

fn is_part_of_name(one: char) -> bool {
    one.is_alphanumeric() || one == '_'
}

fn head(path: &str) -> String {
    path.chars()
        .take_while(|one| is_part_of_name(*one))
        .collect()
}

/// The first names of `a::{b, c}, d}`: `a` and `d`.
fn heads_of_group(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut heads = vec![String::new()];
    for one in group.chars() {
        match one {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(String::new()),
            _ if depth == 0 => heads.last_mut().unwrap().push(one),
            _ => {}
        }
    }
    heads
        .iter()
        .map(|path| head(path.trim()))
        .filter(|name| !name.is_empty())
        .collect()
}

/// Every file below `src/`, sorted by path, without those that only tests see.
pub(super) fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    rust_files(&root.join("src"), &mut paths);
    let read = |path: &String| Source {
        path: path.clone(),
        text: fs::read_to_string(root.join(path)).unwrap(),
        code: code_of(&fs::read_to_string(root.join(path)).unwrap()),
    };
    let all: Vec<Source> = paths.iter().map(read).collect();
    let for_tests: BTreeSet<String> = all.iter().flat_map(test_files).collect();
    all.into_iter()
        .filter(|source| !for_tests.contains(&source.path))
        .collect()
}

fn rust_files(folder: &Path, paths: &mut Vec<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            paths.push(
                path.strip_prefix(root)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .replace('\\', "/"),
            );
        }
    }
}

/// The files that `source` declares as `#[cfg(test)] mod name;`.
fn test_files(source: &Source) -> Vec<String> {
    let folder = source.path.strip_suffix("mod.rs").unwrap_or("src/none/");
    let after = source.code.split("#[cfg(test)]\nmod ").skip(1);
    after
        .map(head)
        .map(|name| format!("{folder}{name}.rs"))
        .collect()
}

/// `text` without comments and with empty string literals. Raw strings and character literals are taken care of.
fn code_of(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(length) = literal(rest, code.ends_with(is_part_of_name)) {
            code.push_str("\"\"");
            length
        } else {
            code.push(first);
            first.len_utf8()
        };
        rest = &rest[skipped..];
    }
    code
}

/// The length of the string or character literal at the start of `text`.
fn literal(text: &str, in_name: bool) -> Option<usize> {
    let hashes = text
        .strip_prefix('r')
        .filter(|_| !in_name)
        .map(|raw| raw.bytes().take_while(|one| *one == b'#').count());
    if let Some(hashes) = hashes.filter(|hashes| text[1 + hashes..].starts_with('"')) {
        let end = format!("\"{}", "#".repeat(hashes));
        let start = hashes + 2;
        return text[start..].find(&end).map(|at| start + at + end.len());
    }
    let quote = text
        .chars()
        .next()
        .filter(|one| matches!(one, '"' | '\''))?;
    let mut escaped = false;
    for (at, one) in text.char_indices().skip(1) {
        if one == quote && !escaped {
            // `'a'` is a character; `'a` with no quote behind it is a lifetime.
            return Some(at + 1);
        }
        if quote == '\'' && !escaped && at > 1 && !text[1..].starts_with('\\') {
            return None;
        }
        escaped = one == '\\' && !escaped;
    }
    None
}

#[test]
fn comments_and_texts_are_no_code() {
    let text = "// crate::view\nuse crate::{a::{b, c}, d};\nlet x: &'a str = \"crate::e\"; r#\"crate::f\"#; '\"'; '\\''; crate::g::h();";
    let source = Source {
        path: "src/room/file.rs".to_owned(),
        text: text.to_owned(),
        code: code_of(text),
    };
    assert_eq!(
        source.imports().into_iter().collect::<Vec<_>>(),
        ["a", "d", "g"]
    );
    assert!(source.code.contains("&'a str"), "{}", source.code);
}
