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
