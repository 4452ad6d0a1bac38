//! The tags of a template: just enough of the engine's language to find its loops.
//!
//! Where a template is not well formed the list ends; the engine says what is wrong with it.

use std::ops::Range;

/// A tag: `{% for one in all %}`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// Its first word.
    pub(super) word: &'a str,
    /// From `{%` to `%}`, both included.
    pub(super) place: Range<usize>,
    /// Whether it swallows the space behind it: `-%}`.
    pub(super) trims: bool,
}

/// Every tag of `text`, in order; what stands in comments and in `raw` is none.
pub(super) fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('{').map(|found| at + found) {
        let end = match text.as_bytes().get(start + 1) {
            Some(b'#') => text[start..].find("#}").map(|end| start + end + 2),
            Some(b'{') => closing(text, start + 2, "}}"),
            Some(b'%') => closing(text, start + 2, "%}"),
            _ => Some(start + 1),
        };
        let Some(end) = end else { break };
        at = end;
        if text[start..].starts_with("{%") {
            let inside = &text[start + 2..end - 2];
            let word = inside.trim_start_matches('-').split_whitespace().next();
            let tag = Tag {
                word: word.unwrap_or_default().trim_end_matches('-'),
                place: start..end,
                trims: inside.ends_with('-'),
            };
            if tag.word == "raw" {
                let Some(after) = end_of_raw(text, end) else {
                    break;
                };
                at = after;
            }
            tags.push(tag);
        }
    }
    tags
}

/// The place behind `mark`, which does not count within quotes.
fn closing(text: &str, from: usize, mark: &str) -> Option<usize> {
    let mut quote = None;
    for (at, one) in text[from..].char_indices() {
        if let Some(open) = quote {
            quote = Some(open).filter(|open| *open != one);
        } else if matches!(one, '"' | '\'' | '`') {
            quote = Some(one);
        } else if text[from + at..].starts_with(mark) {
            return Some(from + at + mark.len());
        }
    }
    None
}

/// The place behind `{% endraw %}`.
fn end_of_raw(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(start) = text[at..].find("{%").map(|found| at + found) {
        let inside = text[start + 2..].trim_start_matches('-').trim_start();
        if let Some(rest) = inside.strip_prefix("endraw") {
            let end = rest.find("%}")?;
            return Some(text.len() - rest.len() + end + 2);
        }
        at = start + 2;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::tags;

    fn words(text: &str) -> Vec<(&str, &str, bool)> {
        let tags = tags(text).into_iter();
        tags.map(|tag| (tag.word, &text[tag.place], tag.trims))
            .collect()
    }

    #[test]
    fn tags_are_found_with_their_first_word() {
        assert_eq!(
            words("a{% for x in y %}{{ x }}{%- endfor -%}"),
            [
                ("for", "{% for x in y %}", false),
                ("endfor", "{%- endfor -%}", true)
            ]
        );
    }

    #[test]
    fn comments_strings_and_raw_text_hold_no_tags() {
        let text =
            "{# {% for #}{{ \"{% for %}\" }}{% raw %}{% for %}{% endraw %}{% set a = '%}' %}";
        assert_eq!(
            words(text)
                .iter()
                .map(|(word, ..)| *word)
                .collect::<Vec<_>>(),
            ["raw", "set"]
        );
    }

    #[test]
    fn what_is_not_well_formed_ends_the_list() {
        for text in [
            "{",
            "{%",
            "{% for",
            "{{ \"",
            "{#",
            "{% raw %}{% endraw",
            "{% raw %}{%",
            "{%%}",
            "{%-%}",
            "{% é",
        ] {
            tags(text);
        }
    }
}
