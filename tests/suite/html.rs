//! The tags of a page: enough of HTML to follow links and count headings in what the program itself writes.
//!
//! Whether a page is valid HTML is for the browser checks to say; here every attribute must stand in double quotes, which is
//! how the theme writes them.

use std::collections::BTreeMap;

/// A start tag.
#[derive(Debug)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
}

impl Tag {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

/// Every start tag of `html`, in order; what stands in comments, scripts and styles is no tag.
pub(crate) fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if rest.starts_with(|one: char| one.is_ascii_alphabetic()) {
            let (tag, after) = tag(rest);
            rest = match tag.name.as_str() {
                "script" | "style" => after
                    .split_once(&format!("</{}", tag.name))
                    .map_or("", |(_, after)| after),
                _ => after,
            };
            tags.push(tag);
        }
    }
    tags
}

/// The tag at the start of `text`, and what follows it.
fn tag(text: &str) -> (Tag, &str) {
    let length = text
        .find(|one: char| one.is_whitespace() || matches!(one, '>' | '/'))
        .unwrap_or(text.len());
    let mut tag = Tag {
        name: text[..length].to_ascii_lowercase(),
        attributes: BTreeMap::new(),
    };
    let mut rest = text[length..].trim_start();
    loop {
        if let Some(after) = rest.strip_prefix('>') {
            return (tag, after);
        }
        if let Some(after) = rest.strip_prefix('/') {
            rest = after.trim_start();
            continue;
        }
        let end = rest
            .find(|one: char| one.is_whitespace() || matches!(one, '=' | '>' | '/'))
            .expect("the tag is closed");
        let name = rest[..end].to_owned();
        rest = &rest[end..];
        let value = match rest.strip_prefix("=\"") {
            Some(value) => {
                let (value, after) = value.split_once('"').expect("the value is closed");
                rest = after;
                unescaped(value)
            }
            None => String::new(),
        };
        assert!(
            tag.attributes.insert(name.clone(), value).is_none(),
            "`{name}` twice in <{}>",
            tag.name
        );
        rest = rest.trim_start();
    }
}

/// `text` with its character references resolved.
pub(crate) fn unescaped(text: &str) -> String {
    let known = [
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#x2F;", "/"),
        ("&amp;", "&"),
    ];
    known
        .iter()
        .fold(text.to_owned(), |text, (reference, character)| {
            text.replace(reference, character)
        })
}

/// The words that a reader sees, without tags.
pub(crate) fn words(html: &str) -> String {
    let mut words = String::new();
    let mut inside = false;
    for one in html.chars() {
        match one {
            '<' => inside = true,
            '>' => {
                inside = false;
                words.push(' ');
            }
            one if !inside => words.push(one),
            _ => {}
        }
    }
    unescaped(&words.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn tags_and_words_are_read_as_a_browser_would() {
    let html = "<!-- <p> --><a href=\"x?a&amp;b\" hidden>One &lt; two</a><br/><script>let x = \"<p>\";</script>";
    let read: Vec<String> = tags(html).iter().map(|tag| tag.name.clone()).collect();
    assert_eq!(read, ["a", "br", "script"]);
    assert_eq!(tags(html)[0].get("href"), Some("x?a&b"));
    assert_eq!(words("<p>One &lt; <b>two</b></p>"), "One < two");
}
