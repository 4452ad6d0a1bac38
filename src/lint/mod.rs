//! Advice on the finished write-up: what contradicts the data, what readers will ask for, and words that readers mind.
//!
//! It changes no figure and stops no build. It never marks a text, and never writes a sentence for its author. What it looks for in words
//! is data (`phrases/en.yaml`), and a site may add to it; in a language without phrases it is silent about words.
//!
//! | file | is about |
//! |---|---|
//! | `wording.rs` | words of a final text: hedges, blame, promises that nobody can keep |
//! | `apology.rs` | the sentences that apologise |
//! | `incident.rs` | what readers will ask about an incident that was serious |
//! | `letter.rs` | promises, contact, and how late the letter is |
//! | `remedy.rs` | what is given back, and how it is claimed |
//! | `lengths.rs`, `clocks.rs` | lengths of time and clock times in the text |
//! | `silent.rs` | words of a letter that changed without a revision |
//! | `allow.rs` | advice that an author has set aside |
//!
//! Contradictions in the data itself are errors of every build, found by `resolve`, and not told again:
//!
//! | rule in the literature of this tool | its code |
//! |---|---|
//! | an end that is not after its start | `ends-before-start`, `ends-at-start`, `resolved-before-started` |
//! | a time without a zone | none: `time_zone` gives it; `local-time-twice` and `local-time-missing` where it does not |
//! | a value that nothing declares | `unknown-value`, `unknown-component`, `unknown-severity`, … |
//! | open for a very long time | `open-too-long`; before that, `data/stale-open` |
//! | a claim without its link or its dates | `missing-key`, `claim-missing` |
//! | a claim that closes before it opens | `claim-window` |

mod allow;
mod apology;
mod clocks;
mod incident;
mod lengths;
mod letter;
mod matcher;
mod parts;
mod phrases;
mod remedy;
mod rules;
mod silent;
mod text;
mod tokens;
mod wording;

use rayon::prelude::*;

pub use self::parts::{FORGIVENESS, LetterParts, Part, parts};
pub use self::silent::silent_edits;

use self::incident::Case;
use self::letter::Letter;
use self::phrases::Book;
use self::text::Text;
use crate::diagnostic::Diagnostic;
use crate::model::Site;
use crate::report::Report;

/// All advice on the write-ups of `site`, at the instant of `report`, without what their authors have set aside. It can take a while
/// where there are many: `None` as soon as `stop` says that there is something better to do.
pub fn lint_unless(
    site: &Site,
    report: &Report,
    stop: &(impl Fn() -> bool + Sync),
) -> Option<Vec<Diagnostic>> {
    let book = Book::of(site);
    let letters: Vec<Letter<'_>> = letters(site, &book);
    let advice = letters
        .par_iter()
        .map(|letter| {
            let found = (!stop()).then(|| letter.found(site, report))?;
            let said = apology::said(&letter.text, letter.written.published.at);
            Some((found, said))
        })
        .collect::<Option<Vec<_>>>()?;
    let (advice, mut apologies): (Vec<_>, Vec<_>) = advice.into_iter().unzip();
    let earlier = incident::Earlier::new(site);
    let incidents = site.incidents.par_iter().enumerate();
    let more = incidents
        .map(|(position, incident)| {
            if stop() {
                return None;
            }
            let is_over = !report.incidents[position].open;
            let text = is_over.then(|| Text::of_incident(incident, &book));
            let case = Case {
                site,
                report,
                position,
                incident,
                letters: &letters,
            };
            let end = incident.resolved.map_or(incident.started.at, |end| end.at);
            let said = text.iter().flat_map(|text| apology::said(text, end));
            let said = said.collect();
            Some((case.found(text.as_ref(), &earlier), said))
        })
        .collect::<Option<Vec<_>>>()?;
    let (more, more_apologies): (Vec<_>, Vec<_>) = more.into_iter().unzip();
    apologies.extend::<Vec<Vec<apology::Said>>>(more_apologies);
    let mut found: Vec<Diagnostic> = advice.into_iter().chain(more).flatten().collect();
    found.extend(apology::recycled(apologies.into_iter().flatten().collect()));
    Some(allow::without_allowed(found, site, report))
}

fn letters<'b>(site: &'b Site, book: &'b Book) -> Vec<Letter<'b>> {
    let letters = site.apologies.par_iter().enumerate();
    letters
        .map(|(position, written)| Letter {
            position,
            written,
            text: Text::of_letter(&written.prose, book),
            book,
        })
        .collect()
}
