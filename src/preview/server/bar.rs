//! What the preview shows besides the page: what is wrong, what deserves a look, and of when the page is.
//!
//! The same words as in the terminal. Everything that came out of a file is escaped here, and stands nowhere but in text and in
//! quoted attributes.

use std::path::Path;

use crate::diagnostic::{self, Diagnostic, Severity};
use crate::preview::editor::Editor;
use crate::preview::moment::Moment;
use crate::timeline::{Instant, Zone};
use crate::view::push_escaped;

/// Problems that are shown in full; of the others only the number is said.
const SHOWN: usize = 20;
/// Seconds of an hour and of a day.
const STEPS: [(&str, i64); 2] = [("+1 hour", 3_600), ("+1 day", 86_400)];

/// What the bar is made from.
pub(super) struct Bar<'a> {
    /// The newest state.
    pub(super) moment: &'a Moment,
    /// Why the page that was asked for cannot be made, where it cannot.
    pub(super) trouble: Option<&'a Diagnostic>,
    /// Whether the clock was moved.
    pub(super) moved: bool,
    /// When something changes next without an edit.
    pub(super) next: Option<Instant>,
    /// Where files are opened, and the folder that they are in.
    pub(super) editor: Option<(&'a Editor, &'a Path)>,
}

impl Bar<'_> {
    /// The parts, each with the id of its place.
    pub(super) fn parts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("errors", self.errors()),
            ("warnings", self.warnings()),
            ("clock", self.clock()),
        ]
    }

    /// The banner; empty where nothing is wrong.
    fn errors(&self) -> String {
        let known = self.moment.diagnostics.iter();
        let errors =
            known.filter(|one| one.severity == Severity::Error && self.trouble != Some(one));
        // First why this very page cannot be made.
        let found: Vec<Diagnostic> = self.trouble.into_iter().chain(errors).cloned().collect();
        let denied = &self.moment.denied;
        if found.is_empty() && denied.is_empty() {
            return String::new();
        }
        let mut head = diagnostic::summary(&found).into_iter().collect::<Vec<_>>();
        head.extend((!denied.is_empty()).then(|| "not every file could be read".to_owned()));
        let stays = match (&self.moment.site, self.trouble) {
            (Some(_), None) => "You see the page as it was before.",
            (Some(_), Some(_)) => "This page cannot be made anew until this is mended.",
            (None, _) => "There is no page to see until this is mended.",
        };
        let mut markup = String::from("<details open><summary><strong>");
        push_escaped(&mut markup, &head.join("; "));
        markup.extend([
            "</strong> <span>",
            stays,
            "</span></summary><div class=\"found\">",
        ]);
        for sentence in denied.iter().take(SHOWN) {
            markup.push_str("<p>");
            push_escaped(&mut markup, sentence);
            markup.push_str("</p>");
        }
        self.push_blocks(&mut markup, &found);
        markup.push_str("</div></details>");
        markup
    }

    /// The corner that can be folded away; empty where there is nothing.
    fn warnings(&self) -> String {
        let found = self
            .moment
            .diagnostics
            .iter()
            .filter(|one| one.severity != Severity::Error);
        let found = found.chain(self.moment.advice());
        let found: Vec<Diagnostic> = found.cloned().collect();
        if found.is_empty() {
            return String::new();
        }
        let mut markup = String::from("<details data-kept=\"warnings\"><summary>");
        push_escaped(&mut markup, &diagnostic::counts(&found).unwrap_or_default());
        markup.push_str("</summary><div class=\"found\">");
        self.push_blocks(&mut markup, &found);
        markup.push_str("</div></details>");
        markup
    }

    /// One block for each of the first.
    fn push_blocks(&self, markup: &mut String, found: &[Diagnostic]) {
        let shown = &found[..found.len().min(SHOWN)];
        let texts = diagnostic::blocks(shown, &self.moment.tree);
        for (one, text) in shown.iter().zip(texts) {
            markup.push_str("<article><pre tabindex=\"0\">");
            push_escaped(markup, text.trim_end());
            markup.push_str("</pre>");
            self.push_link(markup, one);
            markup.push_str("</article>");
        }
        if let more @ 1.. = found.len().saturating_sub(SHOWN) {
            let more = more.to_string();
            markup.extend([
                "<p>and ",
                more.as_str(),
                " more: the terminal shows them all</p>",
            ]);
        }
    }

    /// Where an editor is known, the way into it.
    fn push_link(&self, markup: &mut String, found: &Diagnostic) {
        let file = self.moment.tree.get(&found.span.path);
        if let (Some((editor, root)), Some(file)) = (self.editor, file) {
            let position = file.position(found.span.start);
            markup.push_str("<a href=\"");
            push_escaped(markup, &editor.link((root, &found.span.path), position));
            markup.push_str("\">Open ");
            push_escaped(markup, &format!("{}:{}", found.span.path, position.line));
            markup.push_str("</a>");
        }
    }

    /// Of when the page is, and the ways to another time. They need the script, which shows them.
    fn clock(&self) -> String {
        let utc = Zone::utc();
        let zone = self
            .moment
            .site
            .as_ref()
            .map_or(&utc, |site| &site.site.zone);
        let at = self.moment.as_of;
        let label = if self.moved {
            "Clock moved to"
        } else {
            "Preview as of"
        };
        let mut markup = format!("<details data-kept=\"clock\"><summary><span>{label}</span> ");
        push_time(&mut markup, zone, at);
        markup.push_str("</summary><p data-script hidden>");
        for (name, seconds) in STEPS {
            push_button(&mut markup, name, &at.plus(seconds).to_rfc3339(&utc));
        }
        if let Some(next) = self.next {
            push_button(
                &mut markup,
                &format!("Next change: {}", local(zone, next)),
                &next.to_rfc3339(&utc),
            );
        }
        if self.moved {
            push_button(&mut markup, "Back to now", "");
        }
        markup.push_str("</p></details>");
        markup
    }
}

/// A button that moves the clock.
fn push_button(markup: &mut String, name: &str, to: &str) {
    markup.push_str("<button type=\"button\" data-to=\"");
    push_escaped(markup, to);
    markup.push_str("\">");
    push_escaped(markup, name);
    markup.push_str("</button>");
}

fn push_time(markup: &mut String, zone: &Zone, at: Instant) {
    markup.push_str("<time datetime=\"");
    push_escaped(markup, &at.to_rfc3339(zone));
    markup.push_str("\">");
    push_escaped(markup, &local(zone, at));
    markup.push_str("</time>");
}

/// `2009-09-01 12:30 PDT`
fn local(zone: &Zone, at: Instant) -> String {
    let clock = zone.clock(at);
    let mut text = format!("{} ", clock.local.date());
    clock.push_time(&mut text);
    text.push(' ');
    let name = clock.abbreviation();
    if name.starts_with(['+', '-']) {
        text.push_str("UTC");
    }
    text.push_str(name);
    text
}
