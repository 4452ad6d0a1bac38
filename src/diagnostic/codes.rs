//! Every code a diagnostic may carry, with its title and its long explanation.
//!
//! To add one: a row in the table below, in alphabetical order, and `explanations/<name>.md` beside it. The file says what
//! is meant, why it matters to the readers of a status page, and shows a wrong example (indented, under `Wrong:`) and the
//! mended one (under `Right:`), in 8 to 25 lines of at most 72 columns that read well in a terminal too.
//!
//! A code, once released, keeps its name and its meaning: people write it in scripts.

/// What a diagnostic is called, in a word, in a phrase, and at length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// Stable name, such as `unknown-key`.
    pub name: &'static str,
    /// What it means, as a phrase.
    pub title: &'static str,
    /// What it means, why it matters, a wrong example and the mended one: lines of at most 72 columns.
    pub explanation: &'static str,
}

/// The code called `name`.
#[must_use]
pub fn code(name: &str) -> Option<&'static Code> {
    CODES
        .binary_search_by(|code| code.name.cmp(name))
        .ok()
        .map(|index| &CODES[index])
}

/// The codes that are rules of the advice on write-ups: those with a `/` in their name.
pub fn rules() -> impl Iterator<Item = &'static str> {
    let rules = CODES.iter().map(|code| code.name);
    rules.filter(|name| name.contains('/'))
}

/// Binds each row to the file of the same name, which then cannot be missing.
macro_rules! codes {
    ($($name:literal: $title:literal,)*) => {
        &[$(Code { name: $name, title: $title, explanation: include_str!(concat!("explanations/", $name, ".md")) }),*]
    };
}

/// Every code, sorted by name.
pub static CODES: &[Code] = codes! {
    "action-date": "a promised action whose dates contradict each other",
    "after-as-of": "something dated after the instant of the build",
    "allow-unused": "advice set aside that was not given",
    "allow-without-reason": "advice set aside without a reason",
    "apology-before-incident": "an apology published before its incident began",
    "apology-without-incident": "an apology that is about no incident",
    "apology/absent": "a serious incident that nobody apologised for",
    "apology/conditional": "an apology on a condition",
    "apology/no-first-person": "an apology that nobody makes",
    "apology/no-responsibility": "an apology that does not say whose doing it was",
    "apology/not-up-front": "an apology far down in the letter",
    "apology/silent-edit": "a letter that changed without a word",
    "apology/unsigned": "a letter that nobody signs",
    "before-introduced": "harm to a component that did not exist yet",
    "claim-missing": "a remedy to claim, without a way to claim it",
    "claim-window": "a claim that closes before it opens",
    "comment-open": "a comment that does not end",
    "component-twice": "a component declared twice",
    "control-character": "an invisible character that no page or feed can carry",
    "count-exceeds-total": "more people hit than there are",
    "csv-columns": "the columns of a CSV file are not the ones that are needed",
    "csv-quote": "a quote in a CSV file that is in the wrong place",
    "csv-row": "a row of a CSV file with more or fewer cells than the first",
    "csv-twice": "one CSV file named by two files",
    "data/prose-disagrees": "a length in the text that the times do not come to",
    "data/stale-open": "an open incident without a word for a day",
    "day-too-long": "a day total longer than the day",
    "day-twice": "one day given twice",
    "direction-override": "a character that reverses the text around it",
    "duplicate-id": "two things with one id",
    "duplicate-key": "the same key twice",
    "empty-file": "a file with nothing in it",
    "empty-value": "a key without a value",
    "ends-at-start": "a stretch of time without length",
    "ends-before-start": "an end before its start",
    "facts/action-without-owner-date": "a promise without an owner or a date",
    "facts/clock-without-zone": "times without a zone",
    "facts/data-safety-unsaid": "no word on whether data was lost",
    "facts/late-explanation": "a letter that came late",
    "facts/no-actions": "a letter without promises",
    "facts/no-cause": "a serious incident without a reason",
    "facts/no-contact": "a letter that cannot be answered",
    "facts/no-detection": "no word on who noticed first",
    "facts/no-impact-number": "a serious incident without a number",
    "facts/overdue-action": "a promise that is late",
    "facts/repeat-of": "a cause that was there before",
    "file-too-large": "a file, or a part of it, above the limit",
    "front-matter-missing": "a write-up that does not begin with front matter",
    "front-matter-other": "front matter in another format",
    "front-matter-unclosed": "front matter that never ends",
    "group-empty": "a group without components",
    "group-measured": "measured data about a group",
    "id-shadows-page": "an id that would take the address of another page",
    "image-alt": "an image without a text",
    "image-remote": "an image on another host",
    "invalid-amount": "a remedy or credit that cannot be read",
    "invalid-color": "not a colour",
    "invalid-date": "a day that does not exist or cannot be read",
    "invalid-duration": "a length of time that cannot be read",
    "invalid-id": "an id that cannot be an address",
    "invalid-money": "an amount of money that cannot be read",
    "invalid-percent": "a percentage that cannot be read, or is out of range",
    "invalid-phrase": "a phrase that cannot be looked for",
    "invalid-rate": "an error rate that cannot be read, or is out of range",
    "invalid-share": "a share that cannot be read, or is out of range",
    "invalid-time": "an instant that cannot be read",
    "invalid-url": "an address that cannot be used",
    "invalid-weight": "a weight that cannot be read, or is out of range",
    "letter-empty": "a letter that says nothing",
    "link-address": "an address that is not what it seems",
    "link-broken": "a link to a page that does not exist",
    "link-empty": "a link that leads nowhere",
    "link-scheme": "a link with a scheme that is not allowed",
    "local-time-missing": "a local time that does not exist",
    "local-time-twice": "a local time that happened twice",
    "mail/private-data-in-link": "a link that says who somebody is",
    "many-problems": "more problems in a file than are shown",
    "markdown-raw-html": "HTML in a write-up",
    "merge-conflict": "an unresolved merge",
    "missing-key": "a key that is required",
    "name-collision": "two names that some systems take for one",
    "name-not-utf-8": "a file name that is not UTF-8",
    "not-a-file": "not an ordinary file",
    "not-a-number": "not a number that can be counted with",
    "not-utf-8": "bytes that are not UTF-8",
    "objective-perfect": "an objective of 100%",
    "open-too-long": "an incident that has been open for a very long time",
    "outage-overlap": "outages that overlap",
    "outside-coverage": "data outside the time that it covers",
    "path-too-long": "a path that is longer than systems take",
    "remedy/below-pro-rata": "less given back than was lost",
    "remedy/claim-friction": "a remedy that people have to fetch",
    "remedy/incomplete": "a claim that does not say who may make it",
    "resolved-before-started": "resolved before it started",
    "resolved-but-down": "resolved, while the data says down",
    "revision-date": "a correction that is older than its letter",
    "smart-quotes": "typographic quotes where YAML wants plain ones",
    "static-forbidden": "a file that must not be published",
    "static-shadows-page": "a static file at the address of a page",
    "symlink-broken": "a symbolic link that leads nowhere",
    "symlink-outside": "a symbolic link that leaves the project",
    "symlink-twice": "a folder that two links lead into",
    "template-error": "a template that cannot be used",
    "theme-setting": "a theme setting that cannot be used",
    "tier-order": "the tiers of an agreement contradict one another",
    "time-twice": "two error rates for one time",
    "time-without-clock": "a day where a time of day is needed",
    "title-too-long": "a very long title",
    "too-deep": "nested too deep",
    "unknown-agreement": "an agreement that the site does not have",
    "unknown-column": "a column that nothing reads",
    "unknown-component": "a component that the site does not have",
    "unknown-csv": "a CSV file that is not there",
    "unknown-file": "a file that nothing reads",
    "unknown-incident": "an incident that the site does not have",
    "unknown-key": "a key that nothing reads",
    "unknown-severity": "a severity that the site does not have",
    "unknown-theme": "a theme that is not there",
    "unknown-value": "a word that is not in the list",
    "unknown-zone": "a time zone that is not known",
    "update-before-previous": "an update dated before the one above it",
    "update-before-start": "an update dated before the start",
    "update-empty": "an update that says nothing",
    "update-lookalike": "a line that looks like an update but is none",
    "update-state": "a state that no update has",
    "update-state-kind": "a state of planned work in an incident, or the reverse",
    "update-swallowed": "an update that is lost in another block",
    "update-time": "the time of an update cannot be read",
    "uptime-twice": "two files of data about one component",
    "wording/absolute-promise": "a promise that nobody can keep",
    "wording/agentless-mistake": "a mistake that nobody made",
    "wording/blames-others": "a cause that is somebody else",
    "wording/blames-people": "a cause that is a person",
    "wording/hedged-impact": "harm that may or may not have happened",
    "wording/minimiser": "a word that makes it small",
    "wording/recycled-apology": "an apology that was used before",
    "wording/vague-quantity": "some users",
    "wording/vigilance-action": "care in place of a change",
    "wrong-encoding": "a file in UTF-16",
    "wrong-type": "another kind of value is expected",
    "yaml-alias": "an alias or an anchor",
    "yaml-documents": "two documents in one file",
    "yaml-merge-key": "the merge key `<<`",
    "yaml-syntax": "not valid YAML",
    "yaml-tab": "a tab in the indentation",
    "yaml-tag": "a tag",
};

#[cfg(test)]
mod tests {
    use super::{CODES, code};

    #[test]
    fn names_are_kebab_case_sorted_and_each_there_once() {
        assert!(CODES.is_sorted_by(|one, next| one.name < next.name));
        for code in CODES {
            let word = |word: &str| {
                !word.is_empty()
                    && word
                        .chars()
                        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
            };
            assert!(code.name.split(['-', '/']).all(word), "{}", code.name);
        }
    }

    #[test]
    fn titles_are_phrases() {
        for code in CODES {
            assert!(
                !code.title.is_empty() && !code.title.ends_with('.') && code.title.len() <= 72,
                "{}",
                code.name
            );
        }
    }

    #[test]
    fn explanations_show_what_is_wrong_and_what_is_right() {
        for code in CODES {
            let examples = code
                .explanation
                .split_once("\nWrong")
                .and_then(|(_, rest)| rest.split_once("\nRight"));
            let indented = |text: &str| text.lines().any(|line| line.starts_with("    "));
            let (wrong, right) =
                examples.unwrap_or_else(|| panic!("{} has no examples", code.name));
            assert!(indented(wrong) && indented(right), "{}", code.name);
        }
    }

    #[test]
    fn explanations_fit_a_terminal() {
        for code in CODES {
            let lines = code.explanation.lines().count();
            assert!((8..=25).contains(&lines), "{} has {lines} lines", code.name);
            let longest = code
                .explanation
                .lines()
                .map(|line| line.chars().count())
                .max()
                .unwrap_or(0);
            assert!(
                longest <= 72,
                "{} has a line of {longest} columns",
                code.name
            );
        }
    }

    #[test]
    fn every_explanation_file_has_a_row() {
        let folder =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/diagnostic/explanations");
        let files = walkdir::WalkDir::new(&folder)
            .into_iter()
            .map(Result::unwrap);
        for file in files.filter(|entry| entry.file_type().is_file()) {
            let path = file.path().strip_prefix(&folder).unwrap();
            let name = path.with_extension("");
            let name = name.to_str().unwrap();
            assert!(code(name).is_some(), "{name}.md belongs to no code");
        }
    }
}
