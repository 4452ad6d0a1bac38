//! A file of the old site, taken apart: front matter and body.

use super::config::words;
use crate::import::quote::one_line;
use crate::schema::loose::{Loose, loose};

/// A file with front matter.
#[derive(Debug)]
pub(super) struct Front<'a> {
    /// What stands in the front matter, as text.
    pub(super) values: Loose,
    /// Everything after it.
    pub(super) body: &'a str,
    /// Line of the file that the body begins on.
    pub(super) body_line: usize,
    /// Whether the line that opens the front matter is not there.
    pub(super) unopened: bool,
}

/// Takes a file apart, or says why it cannot be.
pub(super) fn split(text: &str) -> Result<Front<'_>, String> {
    let skipped = text.len() - text.trim_start().len();
    let start = text[..skipped].rfind('\n').map_or(0, |at| at + 1);
    let first = text[start..].lines().next().unwrap_or_default();
    if first.starts_with("+++") || first.starts_with('{') {
        return Err(
            "front matter in TOML or JSON: only YAML between `---` lines is read".to_owned(),
        );
    }
    let fenced = is_fence(first);
    if !fenced && !first.split_once(':').is_some_and(|(key, _)| is_key(key)) {
        return Err("no front matter".to_owned());
    }
    let yaml_start = if fenced {
        start + first.len() + 1
    } else {
        start
    };
    let mut end = yaml_start;
    for line in text
        .get(yaml_start..)
        .unwrap_or_default()
        .split_inclusive('\n')
    {
        if is_fence(line) {
            return parts(text, yaml_start..end, end + line.len(), !fenced);
        }
        end += line.len();
    }
    Err("front matter without a closing `---` line".to_owned())
}

fn parts(
    text: &str,
    yaml: std::ops::Range<usize>,
    body: usize,
    unopened: bool,
) -> Result<Front<'_>, String> {
    let lines = |upto: usize| text[..upto].bytes().filter(|byte| *byte == b'\n').count();
    let above = lines(yaml.start);
    let values = loose(&text[yaml]).map_err(|error| match error.split_once(':') {
        Some((line, rest)) => match line.parse::<usize>() {
            Ok(line) => format!("front matter cannot be read: {}:{rest}", line + above),
            Err(_) => format!("front matter cannot be read: {error}"),
        },
        None => format!("front matter cannot be read: {error}"),
    })?;
    match values {
        Loose::Map(_) | Loose::Null => Ok(Front {
            values,
            body: &text[body..],
            body_line: lines(body) + 1,
            unopened,
        }),
        Loose::Text(_) | Loose::List(_) => Err("front matter is not a list of keys".to_owned()),
    }
}

/// The title that is given, if it is one.
pub(super) fn title(values: &Loose) -> Option<String> {
    values
        .get("title")
        .and_then(words)
        .filter(|text| is_title(text))
}

/// A title made of the name of a file.
pub(super) fn title_of(name: &str) -> String {
    let name = one_line(name);
    if is_title(&name) {
        name
    } else {
        "Untitled".to_owned()
    }
}

/// Whether text can be a title: it says something, and something else than nothing in the words of YAML.
fn is_title(text: &str) -> bool {
    !matches!(text, "" | "~" | "null")
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}

fn is_key(word: &str) -> bool {
    !word.is_empty()
        && word
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_missing_opening_line_is_forgiven() {
        let front = split("title: a\ndate: b\n---\n\nc\n").unwrap();
        assert_eq!(
            (front.body, front.body_line, front.unopened),
            ("\nc\n", 4, true)
        );
    }

    #[test]
    fn a_rule_in_the_body_stays_in_the_body() {
        let front = split("\n---  \na: b\n---\nc\n\n---\nd\n").unwrap();
        assert_eq!((front.body, front.body_line), ("c\n\n---\nd\n", 5));
    }

    #[test]
    fn what_cannot_be_read_is_said_with_its_line() {
        for (text, words) in [
            ("", "no front matter"),
            ("+++\na = 1\n+++\n", "TOML"),
            ("<html>\n", "no front matter"),
            ("---\na: b\n", "closing"),
            ("---\n- a\n---\n", "list of keys"),
            ("---\nx: y\na: b: c\n---\n", ": 3:5: "),
        ] {
            let error = split(text).map(|front| front.values).unwrap_err();
            assert!(error.contains(words), "{error}");
        }
    }
}
