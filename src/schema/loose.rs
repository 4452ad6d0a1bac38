//! YAML of unknown shape, as a tree of text: how importers read what other programs' users wrote.
//!
//! The strict structs of this room are for our own files. A foreign file may say `title: 1.10`, repeat a key or leave a value out,
//! and an importer wants to see exactly that, so nothing is interpreted here: a scalar stays the text that was typed, a repeated key
//! stays twice. It must never decide what a value means, and never let a hostile file cost more than its size.

use std::fmt;

use serde::Deserialize as _;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess as _, Visitor,
};

/// Longest text that is read, in bytes.
const LONGEST: usize = 1_000_000;
/// Deepest nesting of `[` and `{`: the parser's time grows with depth times length.
const DEEPEST: usize = 100;
/// Most `[` and `{` in one text, however they are nested: bounds the parser's time even where quotes hide the nesting from [`depth`].
const MOST_OPENINGS: usize = 5_000;

/// A YAML value whose scalars are still text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loose {
    /// Nothing, `~` or `null`.
    Null,
    /// A scalar: what stands in the quotes, or the plain text as typed.
    Text(String),
    /// A list.
    List(Vec<Loose>),
    /// A mapping in the order written; a key may be there twice.
    Map(Vec<(String, Loose)>),
}

impl Loose {
    /// The text of a scalar.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Null | Self::List(_) | Self::Map(_) => None,
        }
    }

    /// The last value at `key` in a mapping, capitals aside: the one that most programs use when a key is there twice.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries()
            .iter()
            .rev()
            .find(|(name, _)| name.eq_ignore_ascii_case(key))
            .map(|(_, value)| value)
    }

    /// The entries of a mapping, in the order written; none for anything else.
    #[must_use]
    pub fn entries(&self) -> &[(String, Self)] {
        match self {
            Self::Map(entries) => entries,
            Self::Null | Self::Text(_) | Self::List(_) => &[],
        }
    }

    /// The items of a list; none for anything else.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            Self::Null | Self::Text(_) | Self::Map(_) => &[],
        }
    }
}

/// Reads one YAML document. The error says where, as `line:column`, and why.
pub fn loose(text: &str) -> Result<Loose, String> {
    if text.len() > LONGEST {
        return Err(format!(
            "1:1: {} bytes of YAML, and at most {LONGEST} are read",
            text.len()
        ));
    }
    depth(text)?;
    let shape = first_document(text, Shape)?;
    if matches!(shape, Loose::Null | Loose::Text(_)) {
        Ok(shape)
    } else {
        first_document(text, Fill(shape))
    }
}

/// Runs `seed` on the only document of `text`.
fn first_document<S: for<'a> DeserializeSeed<'a, Value = Loose>>(
    text: &str,
    seed: S,
) -> Result<Loose, String> {
    let mut documents = serde_yaml::Deserializer::from_str(text);
    let Some(first) = documents.next() else {
        return Ok(Loose::Null);
    };
    let value = seed.deserialize(first).map_err(|error| placed(&error))?;
    match documents.next() {
        None => Ok(value),
        Some(second) => serde::de::IgnoredAny::deserialize(second)
            .map_err(|error| placed(&error))
            .and(Err(
                "1:1: more than one YAML document (a second `---` line)".to_owned(),
            )),
    }
}

/// The parser's words behind its place.
fn placed(error: &serde_yaml::Error) -> String {
    let words = error.to_string();
    let Some(place) = error.location() else {
        return format!("1:1: {words}");
    };
    let suffix = format!(" at line {} column {}", place.line(), place.column());
    format!(
        "{}:{}: {}",
        place.line(),
        place.column(),
        words.replace(&suffix, "")
    )
}

/// Refuses brackets nested so deep that the parser would take quadratic time. Brackets in quotes and comments do not count.
fn depth(text: &str) -> Result<(), String> {
    let openings = text
        .bytes()
        .filter(|byte| matches!(byte, b'[' | b'{'))
        .count();
    if openings > MOST_OPENINGS {
        return Err(format!(
            "1:1: {openings} opening brackets, {MOST_OPENINGS} at most"
        ));
    }
    let (mut open, mut line, mut quote, mut comment) = (0_usize, 1, None, false);
    let (mut starts, mut after_space) = (true, true);
    for byte in text.bytes() {
        match (quote, byte) {
            (_, b'\n') => {
                line += 1;
                comment = false;
            }
            (Some(mark), _) if byte == mark => quote = None,
            (None, b'#') if after_space => comment = true,
            (None, b'"' | b'\'') if starts && !comment => quote = Some(byte),
            (None, b'[' | b'{') if !comment => open += 1,
            (None, b']' | b'}') if !comment => open = open.saturating_sub(1),
            _ => {}
        }
        if open > DEEPEST {
            return Err(format!("{line}:1: brackets nested over {DEEPEST} deep"));
        }
        after_space = byte.is_ascii_whitespace();
        starts = after_space || matches!(byte, b'[' | b'{' | b',' | b':' | b'-');
    }
    Ok(())
}

/// First reading: lists, mappings and nulls are final, every other scalar only holds its place.
///
/// The parser offers a number only as a number, so that `1.10` would come out as `1.1`. Once the shape is known, [`Fill`] asks for text
/// where a scalar stands, and text is what it then gets.
#[derive(Clone, Copy)]
struct Shape;

impl<'de> DeserializeSeed<'de> for Shape {
    type Value = Loose;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Loose, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Shape {
    type Value = Loose;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("any YAML value")
    }

    fn visit_unit<E>(self) -> Result<Loose, E> {
        Ok(Loose::Null)
    }

    fn visit_none<E>(self) -> Result<Loose, E> {
        Ok(Loose::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Loose, E> {
        Ok(Loose::Text(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Loose, E> {
        Ok(Loose::Text(value.to_string()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Loose, E> {
        Ok(Loose::Text(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Loose, E> {
        Ok(Loose::Text(value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Loose, E> {
        Ok(Loose::Text(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Loose, E> {
        Ok(Loose::Text(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Loose, E> {
        Ok(Loose::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Loose, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = from.next_element_seed(Self)? {
            items.push(item);
        }
        Ok(Loose::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Loose, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = from.next_key_seed(Words)? {
            entries.push((key, from.next_value_seed(Self)?));
        }
        Ok(Loose::Map(entries))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, from: A) -> Result<Loose, A::Error> {
        let (_tag, value) = from.variant::<String>()?;
        value.newtype_variant_seed(Self)
    }
}

/// A scalar as text.
struct Words;

impl<'de> DeserializeSeed<'de> for Words {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<String, D::Error> {
        from.deserialize_str(self)
    }
}

impl Visitor<'_> for Words {
    type Value = String;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a text")
    }

    fn visit_str<E>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }
}

/// Second reading: the shape is known, so scalars are asked for as text.
struct Fill(Loose);

impl<'de> DeserializeSeed<'de> for Fill {
    type Value = Loose;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Loose, D::Error> {
        match &self.0 {
            Loose::Null => serde::de::IgnoredAny::deserialize(from).map(|_| Loose::Null),
            Loose::Text(_) => Words.deserialize(from).map(Loose::Text),
            Loose::List(_) | Loose::Map(_) => from.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for Fill {
    type Value = Loose;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the same YAML value again")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Loose, A::Error> {
        let Loose::List(shapes) = self.0 else {
            return Ok(self.0);
        };
        let mut items = Vec::with_capacity(shapes.len());
        for shape in shapes {
            items.extend(from.next_element_seed(Self(shape))?);
        }
        Ok(Loose::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Loose, A::Error> {
        let Loose::Map(shapes) = self.0 else {
            return Ok(self.0);
        };
        let mut entries = Vec::with_capacity(shapes.len());
        for (_, shape) in shapes {
            let Some(key) = from.next_key_seed(Words)? else {
                break;
            };
            entries.push((key, from.next_value_seed(Self(shape))?));
        }
        Ok(Loose::Map(entries))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, from: A) -> Result<Loose, A::Error> {
        let (_tag, value) = from.variant::<String>()?;
        value.newtype_variant_seed(self)
    }
}

#[cfg(test)]
mod tests {
    use super::{Loose, loose};

    fn text(word: &str) -> Loose {
        Loose::Text(word.to_owned())
    }

    #[test]
    fn scalars_stay_as_typed() {
        let read = loose(
            "[1.10, no, 0x1F, 'a''b', 2024-05-07 9:00:00, 1e400, 99999999999999999999999, ~, true, !x y]",
        );
        let words = [
            "1.10",
            "no",
            "0x1F",
            "a'b",
            "2024-05-07 9:00:00",
            "1e400",
            "99999999999999999999999",
        ];
        let mut wanted: Vec<_> = words.map(text).into();
        wanted.extend([Loose::Null, text("true"), text("y")]);
        assert_eq!(read, Ok(Loose::List(wanted)));
    }

    #[test]
    fn a_key_given_twice_is_there_twice_and_the_last_one_is_found() {
        let read = loose("Title: a\ntitle: b\n").unwrap();
        assert_eq!(read.entries().len(), 2);
        assert_eq!(read.get("TITLE").and_then(Loose::text), Some("b"));
    }

    #[test]
    fn aliases_are_followed() {
        assert_eq!(
            loose("a: &x 1.50\nb: *x\n").unwrap().get("b"),
            Some(&text("1.50"))
        );
    }

    #[test]
    fn errors_name_line_and_column() {
        let error = loose("title: a\nplace: b: c\n").unwrap_err();
        assert!(error.starts_with("2:9: "), "{error}");
    }

    #[test]
    fn brackets_in_quotes_and_comments_do_not_count_as_nesting() {
        let line = format!("a: \"{}\" # {}\n", "[".repeat(300), "[".repeat(300));
        assert!(loose(&line).is_ok());
    }

    #[test]
    fn hostile_nesting_is_refused_before_the_parser_sees_it() {
        for text in [
            "[".repeat(200_000),
            "{a: ".repeat(150_000),
            "[ \"]\" ".repeat(60_000),
            "- ".repeat(100_000),
        ] {
            assert!(loose(&text).is_err());
        }
    }

    #[test]
    fn an_alias_bomb_is_refused() {
        let bomb = (1..12).fold("a0: &a0 [x, x, x]\n".to_owned(), |text, level| {
            let below = level - 1;
            text + &format!("a{level}: &a{level} [*a{below}, *a{below}, *a{below}, *a{below}, *a{below}, *a{below}]\n")
        });
        assert!(loose(&bomb).is_err());
    }

    #[test]
    fn nothing_and_two_documents() {
        assert_eq!(loose("# only a comment\n"), Ok(Loose::Null));
        assert!(loose("a: 1\n---\nb: 2\n").is_err());
    }
}
