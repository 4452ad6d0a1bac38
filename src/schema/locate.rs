//! Finds where a value or a key stands in YAML text, on the error path only.
//!
//! Values carry no position once they are read. So the text is read again with a seed that walks the wanted path and then
//! fails on purpose: the parser attaches the position of the node to that error. Exact, also through aliases.

use std::fmt;
use std::ops::Range;

use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// One step down: into a map by key, or into a list by position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// The value at this key.
    Key(String),
    /// The item at this position.
    Index(usize),
}

/// The bytes of the value at `path`.
pub(super) fn value(yaml: &str, path: &[Step]) -> Option<Range<usize>> {
    let index = find(
        yaml,
        Seed {
            path,
            target: Target::Value,
        },
    )?;
    Some(token(yaml, index))
}

/// The bytes of the `nth` key called `name` in the map at `path`.
pub(super) fn key(yaml: &str, path: &[Step], name: &str, nth: usize) -> Option<Range<usize>> {
    let index = find(
        yaml,
        Seed {
            path,
            target: Target::Key { name, nth },
        },
    )?;
    Some(token(yaml, index))
}

/// The path as the parser prints it: `impacts[0].component`.
pub(super) fn parse_path(text: &str) -> Vec<Step> {
    let parts = text.split(['.', '[']).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            match part
                .strip_suffix(']')
                .and_then(|digits| digits.parse().ok())
            {
                Some(index) => Step::Index(index),
                None => Step::Key(part.to_owned()),
            }
        })
        .collect()
}

/// The bytes of the scalar, key, or list or map that begins at `index`; of what goes on for several lines, the first.
pub(super) fn token(yaml: &str, index: usize) -> Range<usize> {
    let rest = yaml.get(index..).unwrap_or_default();
    let length = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest[1..].find(quote).map_or(1, |end| end + 2),
        Some('[' | '{') => bracketed_length(rest),
        Some('-') if rest[1..].starts_with([' ', '\n']) => line_length(rest),
        Some('&' | '*' | '!' | ']' | '}') => 1,
        Some(_) => plain_length(rest),
        None => 0,
    };
    index..index + length
}

/// Length of the list or map in brackets at the start of `rest`, or of its first line.
fn bracketed_length(rest: &str) -> usize {
    let line = &rest[..line_length(rest)];
    let (mut depth, mut quote) = (0_usize, None);
    for (at, byte) in line.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'[' | b'{') => depth += 1,
            (None, b']' | b'}') if depth == 1 => return at + 1,
            (None, b']' | b'}') => depth -= 1,
            _ => {}
        }
    }
    line.len()
}

fn line_length(rest: &str) -> usize {
    rest.split('\n')
        .next()
        .map_or(0, |line| line.trim_end().len())
}

/// Length of the unquoted scalar at the start of `rest`: up to the end of the line, a comment, `: `, or a closing bracket.
fn plain_length(rest: &str) -> usize {
    let line = rest.split('\n').next().unwrap_or_default();
    let ends = [
        line.find(": "),
        line.find(" #"),
        line.find(','),
        line.find('}'),
        line.find(']'),
    ];
    let end = ends.into_iter().flatten().min().unwrap_or(line.len());
    line[..end]
        .trim_end()
        .trim_end_matches(':')
        .len()
        .max(line.chars().next().map_or(0, char::len_utf8))
}

#[derive(Clone, Copy)]
enum Target<'a> {
    Value,
    Key { name: &'a str, nth: usize },
}

#[derive(Clone, Copy)]
struct Seed<'a> {
    path: &'a [Step],
    target: Target<'a>,
}

/// The words of the error that means "here".
const HERE: &str = "forthright-here";

fn find(yaml: &str, seed: Seed<'_>) -> Option<usize> {
    let error = seed
        .deserialize(serde_yaml::Deserializer::from_str(yaml))
        .err()?;
    let found = error.to_string().contains(HERE);
    found.then(|| error.location().map_or(0, |location| location.index()))
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(HERE)
    }

    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<(), E> {
        self.scalar()
    }

    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<(), E> {
        self.scalar()
    }

    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<(), E> {
        self.scalar()
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<(), E> {
        self.scalar()
    }

    fn visit_str<E: serde::de::Error>(self, _: &str) -> Result<(), E> {
        self.scalar()
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.scalar()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Some((step, path)) = self.path.split_first() else {
            return Err(A::Error::custom(HERE));
        };
        let mut at = 0;
        loop {
            let wanted = *step == Step::Index(at);
            at += 1;
            let next = if wanted {
                items.next_element_seed(Seed { path, ..self })?
            } else {
                items.next_element::<IgnoredAny>()?.map(drop)
            };
            if next.is_none() {
                return Ok(());
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        match (self.path.split_first(), self.target) {
            (None, Target::Value) => Err(A::Error::custom(HERE)),
            (None, Target::Key { name, nth }) => {
                let mut left = nth;
                while entries
                    .next_key_seed(KeySeed {
                        name,
                        left: &mut left,
                    })?
                    .is_some()
                {
                    entries.next_value::<IgnoredAny>()?;
                }
                Ok(())
            }
            (Some((step, path)), _) => {
                while let Some(key) = entries.next_key::<String>()? {
                    if *step == Step::Key(key) {
                        entries.next_value_seed(Seed { path, ..self })?;
                    } else {
                        entries.next_value::<IgnoredAny>()?;
                    }
                }
                Ok(())
            }
        }
    }
}

impl Seed<'_> {
    fn scalar<E: serde::de::Error>(self) -> Result<(), E> {
        if self.path.is_empty() {
            Err(E::custom(HERE))
        } else {
            Ok(())
        }
    }
}

struct KeySeed<'a> {
    name: &'a str,
    left: &'a mut usize,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<(), E> {
        if key != self.name {
            return Ok(());
        }
        match self.left.checked_sub(1) {
            Some(left) => {
                *self.left = left;
                Ok(())
            }
            None => Err(E::custom(HERE)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{key, parse_path, value};

    const YAML: &str = "title: 'ä b' # c\nimpacts:\n  - { component: mail, level: x }\n  - component: *a\n    level:\n      - deep\ntitle: again\n";

    fn found(path: &str) -> Option<&'static str> {
        value(YAML, &parse_path(path)).map(|range| &YAML[range])
    }

    #[test]
    fn finds_scalars_in_block_and_flow_style() {
        assert_eq!(found("title"), Some("'ä b'"));
        assert_eq!(found("impacts[0].component"), Some("mail"));
        assert_eq!(found("impacts[0].level"), Some("x"));
    }

    #[test]
    fn a_list_or_map_is_shown_to_its_end_or_to_the_end_of_its_line() {
        assert_eq!(found("impacts[0]"), Some("{ component: mail, level: x }"));
        let yaml = "a: [x, '}]', [y]] # z\nb: {\n  c: 1 }\nd: -5\n";
        let found = |path| value(yaml, &parse_path(path)).map(|range| &yaml[range]);
        assert_eq!(found("a"), Some("[x, '}]', [y]]"));
        assert_eq!(found("b"), Some("{"));
        assert_eq!(found("d"), Some("-5"));
    }

    #[test]
    fn a_blank_of_another_script_is_shown_whole() {
        let yaml = "a: \u{a0}\n";
        assert_eq!(value(yaml, &parse_path("a")), Some(3..5));
    }

    #[test]
    fn finds_the_second_of_two_equal_keys() {
        let yaml = "a: 1\nb:\n  c: 2\n  c: 3\n";
        let range = key(yaml, &parse_path("b"), "c", 1).expect("is there");
        assert_eq!(range.start, 17);
    }

    #[test]
    fn a_path_that_does_not_exist_has_no_place() {
        assert_eq!(value("a: 1\n", &parse_path("b.c")), None);
    }
}
