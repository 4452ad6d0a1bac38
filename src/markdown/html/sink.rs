//! Where HTML is written: the only file that puts a `<` into it.

use super::element::{Attribute, Element};
use crate::markdown::address::Safe;
use crate::markdown::escape;

/// What an attribute says.
#[derive(Clone, Copy)]
pub(super) enum Value<'a> {
    /// Nothing: that it is there is all.
    Set,
    /// A text.
    Text(&'a str),
    /// An address that may be linked.
    Address(&'a Safe),
}

/// HTML in the making.
#[derive(Default)]
pub(super) struct Sink {
    /// What is written so far.
    pub(super) html: String,
    /// Grows with every piece of text that a reader can see: equal at two moments when there was none between.
    pub(super) seen: usize,
}

impl Sink {
    /// An empty one with room for `size` bytes.
    pub(super) fn with_room(size: usize) -> Self {
        Self {
            html: String::with_capacity(size),
            seen: 0,
        }
    }

    /// Opens an element. An attribute that the allow-list does not give to it is left out.
    pub(super) fn open(&mut self, element: Element, attributes: &[(Attribute, Value<'_>)]) {
        self.html.push('<');
        self.html.push_str(element.name());
        if attributes.is_empty() {
            return self.html.push('>');
        }
        let allowed = element.attributes();
        for (attribute, value) in attributes
            .iter()
            .filter(|(attribute, _)| allowed.contains(attribute))
        {
            self.attribute(attribute.name(), *value);
        }
        self.html.push('>');
    }

    fn attribute(&mut self, name: &str, value: Value<'_>) {
        self.html.push(' ');
        self.html.push_str(name);
        if matches!(value, Value::Set) {
            return;
        }
        self.html.push_str("=\"");
        match value {
            Value::Set => {}
            Value::Text(text) => escape::attribute(&mut self.html, text),
            Value::Address(safe) => escape::address(&mut self.html, &safe.text),
        }
        self.html.push('"');
    }

    /// Closes an element.
    pub(super) fn close(&mut self, element: Element) {
        self.html.push_str("</");
        self.html.push_str(element.name());
        self.html.push('>');
    }

    /// Closes a block: an element with a line feed after it.
    pub(super) fn close_block(&mut self, element: Element) {
        self.close(element);
        self.html.push('\n');
    }

    /// Adds text.
    pub(super) fn text(&mut self, text: &str) {
        escape::text(&mut self.html, text);
        self.seen += usize::from(text.bytes().any(|byte| byte > b' '));
    }

    /// Adds an element that holds this text alone.
    pub(super) fn element(
        &mut self,
        element: Element,
        attributes: &[(Attribute, Value<'_>)],
        text: &str,
    ) {
        self.open(element, attributes);
        self.text(text);
        self.close(element);
    }

    /// Opens, at `place`, an element round all that was written since.
    pub(super) fn open_at(
        &mut self,
        place: usize,
        element: Element,
        attributes: &[(Attribute, Value<'_>)],
    ) {
        let mut tag = Self::default();
        tag.open(element, attributes);
        self.html.insert_str(place, &tag.html);
    }

    /// Whether nothing but blanks was written since `place`.
    pub(super) fn is_blank_since(&self, place: usize) -> bool {
        self.html
            .get(place..)
            .is_none_or(|since| since.trim_ascii().is_empty())
    }
}
