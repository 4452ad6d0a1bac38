//! HTML that may stand in a page as it is: the one kind of text that templates do not escape.

use serde::{Serialize, Serializer};
use tera::Value;

/// Markup that `markdown/` or `render/` made. Nothing that a person wrote becomes one of these unchanged.
///
/// It holds the template engine's own mark for such text, and is the one place outside `render/` that knows the engine.
#[derive(Debug, Clone)]
pub struct Html(Value);

impl Html {
    /// Takes `markup` as safe: call it on the output of an escaper only.
    #[must_use]
    pub(super) fn trusted(markup: &str) -> Self {
        Self(Value::safe_string(markup))
    }

    /// `text`, escaped.
    #[must_use]
    pub(super) fn text(text: &str) -> Self {
        let mut markup = String::with_capacity(text.len() + 16);
        push_escaped(&mut markup, text);
        Self::trusted(&markup)
    }

    /// A link that says `text`.
    #[must_use]
    pub(super) fn link(text: &str, href: &str) -> Self {
        let mut markup = String::with_capacity(text.len() + href.len() + 32);
        markup.push_str("<a href=\"");
        push_escaped(&mut markup, href);
        markup.push_str("\">");
        push_escaped(&mut markup, text);
        markup.push_str("</a>");
        Self::trusted(&markup)
    }

    /// The markup.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str().unwrap_or_default()
    }
}

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// Appends `text` so that it stands for itself, in text and in quoted attributes.
pub(crate) fn push_escaped(markup: &mut String, text: &str) {
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        markup.push_str(&text[plain..at]);
        markup.push_str(escaped);
        plain = at + 1;
    }
    markup.push_str(&text[plain..]);
}

#[cfg(test)]
mod tests {
    use super::Html;

    #[test]
    fn a_link_can_leave_neither_its_attribute_nor_its_element() {
        let link = Html::link("</a>&", "\"' onclick=x");
        assert_eq!(
            link.as_str(),
            "<a href=\"&quot;&#39; onclick=x\">&lt;/a&gt;&amp;</a>"
        );
    }
}
