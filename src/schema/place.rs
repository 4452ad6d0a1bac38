//! Where a written value stands: a chain of steps from the top of a file, which costs nothing until something is wrong.

use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span};

use super::locate::{self, Step};
use super::{front_matter, limits};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A file that was read, most often for its YAML.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The file.
    pub file: SourceFile,
    /// Where the YAML stands in its text.
    pub yaml: Range<usize>,
    /// How many values it holds, about.
    values: usize,
    /// How many values were passed over in looking up others.
    looked_up: Arc<AtomicUsize>,
}

/// A place in one file: in its YAML, or at bytes that are known.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    origin: &'a Origin,
    parent: Option<&'a Place<'a>>,
    step: Link<'a>,
}

#[derive(Debug, Clone, Copy)]
enum Link<'a> {
    Top,
    Key(&'a str),
    Index(usize),
    /// Known bytes, which need no looking up.
    Bytes(usize, usize),
}

impl Origin {
    /// The YAML at `yaml` in the text of `file`, which holds about so many `values`.
    #[must_use]
    pub fn new(file: &SourceFile, yaml: Range<usize>, values: usize) -> Self {
        Self {
            file: file.clone(),
            yaml,
            values,
            looked_up: Arc::default(),
        }
    }

    /// The front matter before the body that begins at `body`, in the text of a file that was read without an error.
    #[must_use]
    pub fn of_front_matter(file: &SourceFile, body: usize) -> Self {
        let text = file.text().ok().and_then(|text| text.get(..body));
        let parts = text.and_then(|text| front_matter::split(file, text).ok());
        Self::new(file, parts.map_or(0..0, |parts| parts.yaml), 0)
    }

    /// The top of the file.
    #[must_use]
    pub fn top(&self) -> Place<'_> {
        Place {
            origin: self,
            parent: None,
            step: Link::Top,
        }
    }

    /// The bytes at `range` in the file.
    #[must_use]
    pub fn bytes(&self, range: Range<usize>) -> Place<'_> {
        Place {
            step: Link::Bytes(range.start, range.end),
            ..self.top()
        }
    }

    fn yaml(&self) -> &str {
        self.file
            .text()
            .ok()
            .and_then(|text| text.get(self.yaml.clone()))
            .unwrap_or_default()
    }

    /// What `find` finds in the YAML; the file as a whole, where so much was looked up that it would take too long.
    fn look_up(&self, find: impl FnOnce(&str) -> Option<Range<usize>>) -> Span {
        let cost = self.values.max(limits::YAML_LOOKED_UP / limits::LOOK_UPS);
        if self.looked_up.fetch_add(cost, Ordering::Relaxed) > limits::YAML_LOOKED_UP {
            return self.file.span(0..0);
        }
        self.span(find(self.yaml()))
    }

    fn span(&self, range: Option<Range<usize>>) -> Span {
        let range = range.unwrap_or_else(|| first_line(self.yaml()));
        self.file
            .span(self.yaml.start + range.start..self.yaml.start + range.end)
    }
}

fn first_line(yaml: &str) -> Range<usize> {
    0..yaml.find('\n').unwrap_or(yaml.len())
}

impl<'a> Place<'a> {
    /// The value at `key` in the map that stands here.
    #[must_use]
    pub fn key(&'a self, key: &'a str) -> Place<'a> {
        Place {
            origin: self.origin,
            parent: Some(self),
            step: Link::Key(key),
        }
    }

    /// Item `index` of the list that stands here.
    #[must_use]
    pub fn index(&'a self, index: usize) -> Place<'a> {
        Place {
            origin: self.origin,
            parent: Some(self),
            step: Link::Index(index),
        }
    }

    /// The file.
    #[must_use]
    pub fn file(&self) -> &'a SourceFile {
        &self.origin.file
    }

    /// The bytes of the value; where it is missing, of the nearest thing around it.
    #[must_use]
    pub fn span(&self) -> Span {
        if let Link::Bytes(start, end) = self.step {
            return self.origin.file.span(start..end);
        }
        self.origin.look_up(|yaml| {
            let path = self.path();
            let lengths = (0..=path.len()).rev();
            lengths
                .into_iter()
                .find_map(|length| locate::value(yaml, &path[..length]))
        })
    }

    /// The bytes of the `nth` key called `name` in the map that stands here.
    #[must_use]
    pub fn key_span(&self, name: &str, nth: usize) -> Span {
        self.origin
            .look_up(|yaml| locate::key(yaml, &self.path(), name, nth))
    }

    /// An error about the value.
    #[must_use]
    pub fn error(&self, code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, self.span(), message)
    }

    /// A warning about the value.
    #[must_use]
    pub fn warning(&self, code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::warning(code, self.span(), message)
    }

    fn path(&self) -> Vec<Step> {
        let mut steps = self.parent.map_or_else(Vec::new, Place::path);
        match self.step {
            Link::Top | Link::Bytes(..) => {}
            Link::Key(key) => steps.push(Step::Key(key.to_owned())),
            Link::Index(index) => steps.push(Step::Index(index)),
        }
        steps
    }
}
