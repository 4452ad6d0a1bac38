//! Letters that were changed in silence: the text is not what readers were given, and no revision says so.
//!
//! What readers were given is the text as it was committed a day after the letter was published, or last revised: by then the slips of the
//! pen are mended. Only the words count; what became of a promise, and all else in the front matter, has its own place on the page.

use super::rules;
use crate::diagnostic::Diagnostic;
use crate::model::{Apology, Site};
use crate::report::Report;
use crate::schema::{self, Document, Origin};
use crate::source::SourceFile;
use crate::timeline::Instant;

/// The rule. It is asked apart from the others, by those who can look into a history.
pub(super) const RULE: &str = "apology/silent-edit";

/// How long a text may be mended without a word.
const SETTLED: i64 = 86_400;

/// The letters whose words changed in silence. `then` is a file as it was at an instant, where that is known.
pub fn silent_edits(
    site: &Site,
    report: &Report,
    mut then: impl FnMut(&str, Instant) -> Option<SourceFile>,
) -> Vec<Diagnostic> {
    let allows = |letter: &&Apology| letter.allow.iter().any(|one| one.rule == RULE);
    let letters = site.apologies.iter().filter(|letter| !allows(letter));
    let found = letters.filter_map(|letter| {
        let revised = letter.revisions.iter().map(|revision| revision.at.at);
        let said = revised.fold(letter.published.at, Instant::max);
        let settled = said.plus(SETTLED);
        let file = &letter.prose.file;
        let before = (settled <= report.as_of).then(|| then(file.path(), settled))??;
        let changed = words(&before)? != words(file)?;
        changed.then(|| finding(letter, site, said))
    });
    found.collect()
}

/// The words of a letter, whatever the lines that they stand on.
fn words(file: &SourceFile) -> Option<Vec<&str>> {
    let (Some(Document::Apology(letter)), _) = schema::read(file) else {
        return None;
    };
    let body = file.text().ok()?.get(letter.body.clone())?;
    Some(body.split_whitespace().collect())
}

fn finding(letter: &Apology, site: &Site, said: Instant) -> Diagnostic {
    let prose = &letter.prose;
    let origin = Origin::of_front_matter(&prose.file, prose.body.start);
    let day = site.zone.day_of(said.plus(SETTLED));
    let words = format!("the letter does not read as it did on {day}, and nothing says so");
    rules::found(RULE, (&words, origin.top().key("published").span()))
}
