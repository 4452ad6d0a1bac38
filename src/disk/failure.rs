//! What goes wrong with the environment: the path, and the system's own words.

use std::fmt;
use std::path::{Path, PathBuf};

/// The environment did not let us: no diagnostic, as it is not about the user's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What was tried, and what came of it.
    message: String,
    /// Ways out.
    help: Vec<String>,
}

impl Failure {
    /// A failure in our own words.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: Vec::new(),
        }
    }

    /// `deed` did not work on `path`, in the system's words.
    #[must_use]
    pub fn io(deed: &str, path: &Path, error: &std::io::Error) -> Self {
        Self::new(format!("cannot {deed} `{}`: {}", shown(path), plain(error)))
    }

    /// Adds a way out.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// The ways out.
    #[must_use]
    pub fn ways_out(&self) -> &[String] {
        &self.help
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

/// The system's words without its error number.
fn plain(error: &std::io::Error) -> String {
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or(&text);
    words
        .chars()
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().to_string())
        + words.get(1..).unwrap_or_default()
}

/// A path for people: nothing in it can fool a terminal, and bytes that are no letters are spelled out.
#[must_use]
pub(crate) fn shown(path: &Path) -> String {
    let path: PathBuf = path.components().collect();
    let mut text = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        for one in chunk.valid().chars() {
            if one.is_control() {
                text.extend(one.escape_default());
            } else {
                text.push(one);
            }
        }
        let bytes = chunk.invalid().iter();
        text.extend(bytes.map(|byte| format!("\\x{byte:02X}")));
    }
    text
}
