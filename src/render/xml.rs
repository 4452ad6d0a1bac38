//! XML as it is written: the one place that knows how text stands in it.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// An XML document under construction. Writing to memory cannot fail.
pub(super) struct Document(Writer<Vec<u8>>);

impl Document {
    /// A document with its declaration.
    pub(super) fn new() -> Self {
        let mut document = Self(Writer::new(Vec::with_capacity(64 * 1024)));
        document.put(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        document.line();
        document
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.put(Event::Start(start(name, attributes)));
        self.line();
    }

    /// Closes an element.
    pub(super) fn close(&mut self, name: &str) {
        self.put(Event::End(BytesEnd::new(name)));
        self.line();
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.put(Event::Empty(start(name, attributes)));
        self.line();
    }

    /// An element that holds text.
    pub(super) fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.put(Event::Start(start(name, attributes)));
        self.put(Event::Text(BytesText::new(&allowed(text))));
        self.close(name);
    }

    /// The bytes.
    pub(super) fn finish(self) -> Vec<u8> {
        self.0.into_inner()
    }

    fn line(&mut self) {
        self.put(Event::Text(BytesText::from_escaped("\n")));
    }

    fn put(&mut self, event: Event<'_>) {
        // A vector takes every byte.
        let _ = self.0.write_event(event);
    }
}

fn start<'a>(name: &'a str, attributes: &[(&'a str, &'a str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, allowed(value).as_str()));
    }
    start
}

/// `text` without the characters that XML 1.0 forbids.
fn allowed(text: &str) -> String {
    let fits =
        |letter: &char| matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::Document;

    #[test]
    fn text_is_escaped_and_forbidden_characters_are_left_out() {
        let mut document = Document::new();
        document.text("a", &[("b", "\"<")], "]]>&\u{0}\u{fffe}x");
        let text = String::from_utf8(document.finish()).unwrap();
        assert!(
            text.ends_with("<a b=\"&quot;&lt;\">]]&gt;&amp;x</a>\n"),
            "{text}"
        );
    }
}
