//! The rules, and what each says: what was seen, why a reader minds, and one way out.
//!
//! A rule never says that something is bad, gives no mark, and writes no sentence for the author.

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

/// One rule.
#[derive(Debug)]
pub(super) struct Rule {
    /// Its code.
    pub(super) code: &'static str,
    severity: Severity,
    /// What was seen; `{}` stands for the words.
    seen: &'static str,
    /// Why a reader minds.
    why: &'static str,
    /// A way out.
    out: &'static str,
}

/// Rules, one in a line: code, severity, what was seen, why a reader minds, a way out.
macro_rules! rules {
    ($($code:literal, $severity:ident, $seen:literal, $why:literal, $out:literal;)*) => {
        &[$(Rule { code: $code, severity: Severity::$severity, seen: $seen, why: $why, out: $out }),*]
    };
}

/// All rules that find words or gaps, sorted by code.
pub(super) static RULES: &[Rule] = rules! {
    "apology/absent", Warning, "{}", "readers were without it, and nobody has said sorry",
        "write a letter with `forthright new apology`, or say it here in your own words";
    "apology/conditional", Warning, "`{}` apologises on a condition", "a reader cannot tell whether you think that there was harm",
        "say what happened and to whom, and apologise for that";
    "apology/no-first-person", Info, "nobody speaks in `{}`", "an apology needs somebody who makes it",
        "say who is sorry: I or we";
    "apology/no-responsibility", Info, "`{}` does not say whose doing it was", "of all parts of an apology, readers ask for this one first",
        "say which part was yours; if none was, say what you answer for";
    "apology/not-up-front", Info, "the first apology is this one: `{}`", "many readers stop after the second paragraph",
        "say it in one of the first two paragraphs";
    "apology/silent-edit", Info, "{}", "readers who kept the letter find another one in its place",
        "add what changed to `revisions`; a mended slip of the pen needs no word";
    "apology/unsigned", Info, "nobody signs the letter", "a letter from nobody is a notice",
        "add `author: { name: …, role: … }`; a role alone is enough";
    "data/prose-disagrees", Warning, "`{}` is not what the times of the incident come to", "readers who count find two stories",
        "check the sentence, and `started`, `resolved` and `impacts` in the incident";
    "data/stale-open", Warning, "{}", "readers cannot tell whether anybody is still at work",
        "add an update; if it is over, one that says `Resolved`";
    "facts/action-without-owner-date", Warning, "{}", "a promise without a date and somebody to keep it is a hope",
        "add `owner` (a team is fine) and `due`";
    "facts/clock-without-zone", Warning, "`{}` is a time without a zone, and so are all others here", "readers sit in other zones",
        "name the zone once: behind the first time, or in a line about all times";
    "facts/data-safety-unsaid", Info, "nothing says whether data was lost", "it is the first thing that people ask after an outage",
        "add `affected: { data: none }`, or `some`, or `unknown`";
    "facts/late-explanation", Info, "{}", "the longer an explanation takes, the more is guessed",
        "nothing can be done about this one; it is a number to know";
    "facts/no-actions", Warning, "the letter promises nothing", "readers ask what will be different next time",
        "add `actions`, each with `owner` and `due`; if none is needed, `allow` this rule and say why";
    "facts/no-cause", Warning, "{}", "without a reason readers think of the worst one",
        "add `cause: { summary: … }`; if you do not know it yet, say so, and when you will say more";
    "facts/no-contact", Info, "nothing says where readers can answer", "somebody who lost work has nobody to tell",
        "add `contact` to `content/site.yaml`, or `remedy.contact` to the letter";
    "facts/no-detection", Info, "nothing says who noticed first", "readers ask whether you would have known without them",
        "add `detected: { at: …, by: monitoring }`, or `customer`, or `staff`";
    "facts/no-impact-number", Warning, "nothing says how many were hit", "a reader cannot tell whether it was ten people or ten million",
        "add `affected: { users: …, of: … }`, or give the number or the share in the text";
    "facts/overdue-action", Warning, "{}", "a promise that is late in silence costs more than none",
        "mark it `done` with `done_on`, or `dropped` with `because`, or tell readers the new date in a new letter";
    "facts/repeat-of", Info, "{}", "readers remember, and will put the two side by side",
        "say what the first time taught you, and why it was not enough";
    "mail/private-data-in-link", Error, "{}", "addresses are kept in histories and logs, and passed on to other sites",
        "put nothing about a person into a link; give each person a link that means nothing to others";
    "remedy/below-pro-rata", Warning, "{}", "what comes back is worth less than what was lost",
        "give at least the share of the price that the lost time makes";
    "remedy/claim-friction", Info, "{}", "only those who find the link and have time for it are given anything",
        "give it by itself or leave more time; or say why not with `claim.because`";
    "remedy/incomplete", Warning, "nothing says who can claim the remedy", "readers cannot tell whether they are meant",
        "add `remedy.eligible`: who, where and when";
    "wording/absolute-promise", Warning, "`{}` is more than anybody can promise", "the next outage turns it into a broken promise",
        "say what was changed, and what that prevents";
    "wording/agentless-mistake", Warning, "`{}` does not say who did it", "it reads as if nobody here had done it",
        "say who or what did: we, our script, our tool";
    "wording/blames-others", Info, "`{}` points at somebody else", "readers bought from you, not from them",
        "say also which part was yours: the choice, the missing spare, the late word";
    "wording/blames-people", Warning, "`{}` gives the fault to a person", "the next person can make the same slip",
        "say what let one slip do so much: the tool, the missing check, the default";
    "wording/hedged-impact", Warning, "`{}` leaves open whether it happened", "a reader asks: was that me or not?",
        "if you know, say who; if you cannot know, say why you cannot";
    "wording/minimiser", Info, "`{}` calls it small", "how small it was is for those to say who were hit",
        "say how long it lasted and what did not work";
    "wording/recycled-apology", Warning, "this apology stood word for word in an earlier write-up", "who reads both takes it for a form",
        "say what this incident cost those who were hit by it";
    "wording/vague-quantity", Info, "`{}` is no number", "some of ten, or of ten million?",
        "give the number or the share, or say that you do not know it";
    "wording/vigilance-action", Warning, "`{}` changes nothing that lasts", "care runs out on a busy day",
        "say what will be different in the system, until when, and who does it";
};

/// The longest that words are quoted, in characters.
const QUOTED: usize = 60;

/// What the rule `code` says of `words` at `span`.
pub(super) fn found(code: &str, (words, span): (&str, Span)) -> Diagnostic {
    let at = RULES.binary_search_by(|rule| rule.code.cmp(code));
    let rule = &RULES[at.unwrap_or_default()];
    debug_assert_eq!(rule.code, code, "a finding of no rule");
    let message = if rule.seen == "{}" {
        words.to_owned()
    } else {
        rule.seen.replace("{}", &quoted(words))
    };
    Diagnostic::warning(rule.code, span, message)
        .with(rule.severity)
        .label(rule.why)
        .help(rule.out)
}

/// `words` on one line, cut to what fits, without what would end the quote.
fn quoted(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.replace('\u{fffc}', "…");
    match line.char_indices().nth(QUOTED) {
        Some((cut, _)) => format!("{}…", line[..cut].trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::RULES;
    use crate::diagnostic;

    #[test]
    fn the_rules_are_the_codes_with_a_slash() {
        assert!(RULES.is_sorted_by(|one, next| one.code < next.code));
        let rules: BTreeSet<&str> = RULES.iter().map(|rule| rule.code).collect();
        assert_eq!(rules, diagnostic::rules().collect());
    }
}
