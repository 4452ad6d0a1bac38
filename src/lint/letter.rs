//! The letter: its words, its promises, who signs it, and how late it came.

use super::phrases::Book;
use super::text::Text;
use super::tokens;
use super::{apology, clocks, lengths, remedy, rules, wording};
use crate::diagnostic::Diagnostic;
use crate::model::{ActionState, Apology, Incident, Site};
use crate::report::{PromiseState, Report};
use crate::schema::Origin;
use crate::timeline::duration_text;

/// Five working days hold a weekend.
const LATE: i64 = 7 * 86_400;

/// A letter, and what it says.
pub(super) struct Letter<'b> {
    pub(super) position: usize,
    pub(super) written: &'b Apology,
    pub(super) text: Text<'b>,
    pub(super) book: &'b Book,
}

impl Letter<'_> {
    /// Everything about it.
    pub(super) fn found(&self, site: &Site, report: &Report) -> Vec<Diagnostic> {
        let origin = self.origin();
        let top = origin.top();
        let mut found = wording::in_text(&self.text);
        found.append(&mut apology::in_text(&self.text, false));
        found.extend(clocks::without_zone(&self.text));
        let incidents: Vec<_> = self.incidents(site, report).collect();
        found.extend(lengths::disagree(&self.text, &incidents));
        found.append(&mut self.sorry(&origin));
        found.append(&mut self.promises(report, &origin));
        if self.written.author.is_none() {
            found.push(rules::found(
                "apology/unsigned",
                ("", top.key("title").span()),
            ));
        }
        found.extend(self.late(&incidents, &origin));
        let given = self.written.remedy.as_ref();
        let reachable = given.is_some_and(|remedy| remedy.contact.is_some());
        if site.identity.contact.is_none() && !reachable {
            found.push(rules::found(
                "facts/no-contact",
                ("", top.key("title").span()),
            ));
        }
        let lost = remedy::Lost::of(site, report, self.written);
        let given = given.into_iter();
        found.extend(
            given.flat_map(|remedy| remedy::found(remedy, (&lost, &incidents), &top.key("remedy"))),
        );
        found
    }

    /// Where its front matter stands.
    pub(super) fn origin(&self) -> Origin {
        let prose = &self.written.prose;
        Origin::of_front_matter(&prose.file, prose.body.start)
    }

    /// What it is about, each with its length in seconds.
    fn incidents<'s>(
        &self,
        site: &'s Site,
        report: &'s Report,
    ) -> impl Iterator<Item = (&'s Incident, i64)> {
        let about = self.written.incidents.iter();
        about.filter_map(|position| {
            let incident = site.incidents.get(*position)?;
            Some((&**incident, report.incidents.get(*position)?.duration))
        })
    }

    /// Whether and where it apologises. The headline counts.
    fn sorry(&self, origin: &Origin) -> Vec<Diagnostic> {
        let (tokens, sentences) = tokens::read(&self.written.title);
        let mut sentences = sentences.into_iter();
        let headline =
            sentences.any(|range| self.book.signs(&tokens[range]).contains_key("apology"));
        if headline || !self.book.has("apology") {
            return Vec::new();
        }
        let late = apology::up_front(&self.text);
        let absent = || {
            let words = "the letter does not apologise in any words that are known here";
            rules::found("apology/absent", (words, origin.top().key("title").span()))
        };
        let none = !self.text.has("apology");
        late.into_iter().chain(none.then(absent)).collect()
    }

    fn promises(&self, report: &Report, origin: &Origin) -> Vec<Diagnostic> {
        let top = origin.top();
        let actions = &self.written.actions;
        if actions.is_empty() {
            let span = top.key("title").span();
            return vec![rules::found("facts/no-actions", ("", span))];
        }
        let list = top.key("actions");
        let states = &report.apologies[self.position].promises;
        let mut found = Vec::new();
        for (at, action) in actions.iter().enumerate() {
            let here = list.index(at);
            let line = here.key("text");
            found.append(&mut wording::in_line(&action.text, self.book, || {
                line.span()
            }));
            if action.state == ActionState::Open {
                let words = match (&action.owner, action.due) {
                    (None, None) => Some("the promise has no owner and no date"),
                    (None, Some(_)) => Some("the promise has no owner"),
                    (Some(_), None) => Some("the promise has no date"),
                    (Some(_), Some(_)) => None,
                };
                let code = "facts/action-without-owner-date";
                found.extend(words.map(|words| rules::found(code, (words, line.span()))));
            }
            if let (Some(PromiseState::Overdue), Some(due)) = (states.get(at), action.due) {
                let words = format!("this was promised for {due}, and is open");
                let due = here.key("due");
                found.push(rules::found("facts/overdue-action", (&words, due.span())));
            }
        }
        found
    }

    /// How long readers waited, where that was long.
    fn late(&self, incidents: &[(&Incident, i64)], origin: &Origin) -> Option<Diagnostic> {
        let ends = incidents.iter();
        let ends = ends.filter_map(|(incident, _)| incident.resolved);
        let waited = self.written.published.at - ends.map(|end| end.at).max()?;
        let words = format!(
            "the letter came {} after the end",
            duration_text(waited - waited % 3_600)
        );
        let span = || origin.top().key("published").span();
        (waited > LATE).then(|| rules::found("facts/late-explanation", (&words, span())))
    }
}
