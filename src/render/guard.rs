//! What a template of the project's own may cost: checked before the engine sees it, and counted while it renders.
//!
//! The engine bounds how deep tags and expressions nest. It does not bound how often loops turn, how many templates include one
//! another, and how long the chain of `elif` is, and it overflows the stack on the last two. So a call that counts is put
//! behind each loop and each include; [`Counted`] knows where, so that errors are told at the place that somebody wrote.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use super::tags::{Tag, tags};
use crate::diagnostic::Diagnostic;
use crate::schema::limits;
use crate::source::SourceFile;
use crate::theme::Theme;

/// The name of the function that counts a turn.
pub(super) const TURN: &str = "count_one_turn";
/// What the function says when there were too many.
pub(super) const ENDLESS: &str =
    "the loops and includes of this page go on for more than a million turns";

/// The templates of the project's own, with a call that counts behind every loop and include.
pub(super) struct Counted(BTreeMap<String, Text>);

struct Text {
    text: String,
    calls: Vec<Call>,
}

/// A call that was put into a template.
struct Call {
    /// Where it stands in the new text.
    place: Range<usize>,
    /// The tag before it, in the text as written.
    tag: Range<usize>,
}

impl Counted {
    /// The templates of `theme`, ready to be counted.
    ///
    /// # Errors
    /// More templates, or a longer chain of `elif`, than the engine bears.
    pub(super) fn new(theme: &Theme) -> Result<Self, Vec<Diagnostic>> {
        let mut wrong = Vec::new();
        if let Some(extra) = theme.own_templates.values().nth(limits::TEMPLATES) {
            let message = format!(
                "a theme has at most {} templates of its own",
                limits::TEMPLATES
            );
            let error = Diagnostic::error("template-error", extra.span(0..0), message);
            wrong
                .push(error.help(
                    "remove those that are copies of the built-in ones, and join small ones",
                ));
        }
        let mut texts = BTreeMap::new();
        for (name, file) in &theme.own_templates {
            let text = file.text().unwrap_or_default();
            let text = text.trim_start_matches('\u{feff}');
            let tags = tags(text);
            wrong.extend(long_chain(file, &tags));
            wrong.extend(include_in_component(file, &tags));
            texts.insert(name.clone(), Text::new(text, &tags));
        }
        if wrong.is_empty() {
            Ok(Self(texts))
        } else {
            Err(wrong)
        }
    }

    /// Every template, by its name.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, text)| (name.as_str(), text.text.as_str()))
    }

    /// What the engine was given as the template `name`, where that is one of the project's own.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|text| text.text.as_str())
    }

    /// The place, in the text as written, of what the engine knows as `place` in the template `name`.
    pub(super) fn written(&self, name: &str, place: Range<usize>) -> Range<usize> {
        let Some(text) = self.0.get(name) else {
            return place;
        };
        let within = |call: &&Call| call.place.contains(&place.start);
        if let Some(call) = text.calls.iter().find(within) {
            return call.tag.clone();
        }
        let before = |at: usize| {
            let calls = text.calls.iter().take_while(|call| call.place.end <= at);
            at - calls.map(|call| call.place.len()).sum::<usize>()
        };
        before(place.start)..before(place.end)
    }
}

impl Text {
    fn new(written: &str, tags: &[Tag<'_>]) -> Self {
        let mut made = Self {
            text: String::with_capacity(written.len()),
            calls: Vec::new(),
        };
        let mut copied = 0;
        for tag in tags
            .iter()
            .filter(|tag| matches!(tag.word, "for" | "include"))
        {
            made.text.push_str(&written[copied..tag.place.end]);
            copied = tag.place.end;
            let start = made.text.len();
            // A tag that swallows the space behind it goes on to do so.
            let dash = if tag.trims { "-" } else { "" };
            for part in ["{{ ", TURN, "() ", dash, "}}"] {
                made.text.push_str(part);
            }
            made.calls.push(Call {
                place: start..made.text.len(),
                tag: tag.place.clone(),
            });
        }
        made.text.push_str(&written[copied..]);
        made
    }
}

fn long_chain(file: &SourceFile, tags: &[Tag<'_>]) -> Option<Diagnostic> {
    let mut chain = tags.iter().filter(|tag| tag.word == "elif");
    let extra = chain.nth(limits::ELIFS)?;
    let message = format!("more than {} `elif` in one template", limits::ELIFS);
    let wrong = Diagnostic::error("template-error", file.span(extra.place.clone()), message);
    Some(wrong.help("look the answer up in a map, or part the template in two"))
}

/// A component may call itself some dozens of times. If each of those calls included templates, the two would multiply.
fn include_in_component(file: &SourceFile, tags: &[Tag<'_>]) -> Option<Diagnostic> {
    let mut inside = false;
    let include = tags.iter().find(|tag| {
        match tag.word {
            "component" => inside = true,
            "endcomponent" => inside = false,
            _ => {}
        }
        inside && tag.word == "include"
    })?;
    let message = "a component cannot include a template";
    let wrong = Diagnostic::error("template-error", file.span(include.place.clone()), message);
    Some(wrong.help("make what it includes a component too, and call that"))
}

/// How many turns the page took that each thread is rendering: a page is rendered by one thread from its start to its end.
pub(super) struct Turns(Vec<AtomicU64>);

impl Turns {
    pub(super) fn new() -> Self {
        let threads = 0..=rayon::current_num_threads();
        Self(threads.map(|_| AtomicU64::new(0)).collect())
    }

    /// A page begins.
    pub(super) fn restart(&self) {
        if let Some(turns) = self.mine() {
            turns.store(0, Ordering::Relaxed);
        }
    }

    /// Whether one more turn is left.
    pub(super) fn one(&self) -> bool {
        self.mine()
            .is_none_or(|turns| turns.fetch_add(1, Ordering::Relaxed) < limits::TURNS)
    }

    fn mine(&self) -> Option<&AtomicU64> {
        let thread = rayon::current_thread_index().and_then(|index| self.0.get(index));
        thread.or_else(|| self.0.last())
    }
}
