//! A theme as loaded: templates, assets and phrases. The built-in one is embedded.
//!
//! A theme of a project's own stands in `themes/<name>/` and needs only the files that differ: every other file comes from the
//! built-in theme, which its templates also reach under `default/`. This room never renders.

mod builtin;
mod phrases;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeMap;

pub use builtin::DEFAULT;
pub use words::Words;

use crate::diagnostic::Diagnostic;
use crate::schema::Origin;
use crate::source::{SourceFile, SourceTree, Span};

/// A theme: what pages are made with.
#[derive(Debug, Clone)]
pub struct Theme {
    /// Templates of the project's own, by file name; these come first.
    pub own_templates: BTreeMap<String, SourceFile>,
    /// Templates of the built-in theme, by file name.
    pub base_templates: BTreeMap<String, SourceFile>,
    /// Everything that pages load, by file name, the project's own already in place of the built-in.
    pub assets: BTreeMap<String, SourceFile>,
    /// Every phrase.
    pub words: Words,
}

impl Default for Theme {
    /// The built-in theme.
    fn default() -> Self {
        Self {
            own_templates: BTreeMap::new(),
            base_templates: builtin::files("templates")
                .map(|(name, file)| (name.to_owned(), file))
                .collect(),
            assets: builtin::files("assets")
                .map(|(name, file)| (name.to_owned(), file))
                .collect(),
            words: Words::default(),
        }
    }
}

impl Theme {
    /// The theme with the site's own phrases in place of its.
    #[must_use]
    pub fn with_strings(mut self, strings: BTreeMap<String, String>) -> Self {
        self.words = Words::with(strings);
        self
    }
}

/// The theme called `name`: the built-in one with the files of `themes/<name>/` in place of its.
pub fn load(tree: &SourceTree, name: &str) -> Result<Theme, Vec<Diagnostic>> {
    if !exists(tree, name) {
        return Err(vec![unknown(tree, name)]);
    }
    let mut theme = Theme::default();
    let mut found = Vec::new();
    for (file_name, file) in below(tree, &format!("themes/{name}/templates")) {
        match file.text() {
            // A copy of a built-in template is that template: it needs no place of its own.
            Ok(text)
                if theme
                    .base_templates
                    .get(&file_name)
                    .is_some_and(|base| base.text() == Ok(text)) => {}
            Ok(_) => {
                theme.own_templates.insert(file_name, file);
            }
            Err(error) => found.push(not_text(&file, error.valid_up_to())),
        }
    }
    theme
        .assets
        .extend(below(tree, &format!("themes/{name}/assets")));
    if found.is_empty() {
        Ok(theme)
    } else {
        Err(found)
    }
}

/// Whether there is a theme called `name`.
#[must_use]
pub fn exists(tree: &SourceTree, name: &str) -> bool {
    name == DEFAULT || tree.below(&format!("themes/{name}")).next().is_some()
}

/// The names of all themes: the built-in one and those of the project, sorted.
#[must_use]
pub fn names(tree: &SourceTree) -> Vec<String> {
    let own = tree
        .below("themes")
        .filter_map(|file| file.path().split('/').nth(1).map(str::to_owned));
    let mut names: Vec<_> = own.chain([DEFAULT.to_owned()]).collect();
    names.sort();
    names.dedup();
    names
}

/// The keys of all phrases, sorted.
#[must_use]
pub fn phrases() -> Vec<&'static str> {
    phrases::PHRASES.iter().map(|(key, _)| *key).collect()
}

/// Files directly below `folder`, by name.
fn below(tree: &SourceTree, folder: &str) -> Vec<(String, SourceFile)> {
    let name = |file: &SourceFile| {
        file.path()
            .strip_prefix(folder)
            .map(|rest| rest.trim_start_matches('/').to_owned())
    };
    tree.below(folder)
        .filter_map(|file| name(file).map(|name| (name, file.clone())))
        .collect()
}

fn not_text(file: &SourceFile, at: usize) -> Diagnostic {
    Diagnostic::error(
        "not-utf-8",
        file.span(at..at + 1),
        "this template is not UTF-8 text",
    )
}

fn unknown(tree: &SourceTree, name: &str) -> Diagnostic {
    let path = "content/site.yaml";
    let named = |file: &SourceFile| {
        let origin = Origin::new(file, 0..file.bytes().len());
        origin.top().key("theme").key("name").span()
    };
    let nowhere = || Span::new(&path.into(), 0..0);
    let span = tree.get(path).map_or_else(nowhere, named);
    Diagnostic::error("unknown-theme", span, format!("there is no theme `{name}`")).help(format!(
        "put its files below `themes/{name}/`, or use the built-in theme `{DEFAULT}`"
    ))
}
