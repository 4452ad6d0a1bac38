//! Did you mean …? Said only when the word is close to one that exists; a wild guess costs more than it helps.
//!
//! Written here rather than taken from a crate: those measure whole words against one another, and the check against
//! 10,000 component ids needs a distance that gives up early. It is forty lines.

/// Words longer than this are not compared letter by letter.
const LONGEST: usize = 100;
/// How many names [`list`] spells out.
const LISTED: usize = 12;

/// The candidate that `word` was most likely meant to be; of equals the first.
///
/// In this order: the same but for case, `-`, `_` and spaces; a few letters off (a swapped pair is one); the beginning of
/// the other (`start`, `started`); a whole word of the other (`outage`, `major_outage`).
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = Folded::new(word);
    let ranked = candidates
        .into_iter()
        .filter_map(|candidate| Some((rank(&word, &Folded::new(candidate))?, candidate)));
    ranked
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, candidate)| candidate)
}

/// ``did you mean `severity`?``, when there is something close.
#[must_use]
pub fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    nearest(word, candidates).map(|candidate| format!("did you mean `{candidate}`?"))
}

/// The names in backticks: `` `a`, `b` and `c` ``. Of a long list the first twelve and how many more there are.
#[must_use]
pub fn list<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    let mut names: Vec<_> = items.into_iter().map(|item| format!("`{item}`")).collect();
    if names.len() > LISTED + 1 {
        let more = names.len() - LISTED;
        names.truncate(LISTED);
        names.push(format!("{more} more"));
    }
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

/// A word without case.
struct Folded {
    text: String,
    letters: Vec<char>,
}

impl Folded {
    fn new(word: &str) -> Self {
        let text = word.to_lowercase();
        let letters = text.chars().collect();
        Self { text, letters }
    }

    /// The words within, between `-`, `_` and spaces.
    fn parts(&self) -> impl Iterator<Item = &str> {
        self.text
            .split(is_separator)
            .filter(|part| !part.is_empty())
    }

    /// The letters that are no separators.
    fn essence(&self) -> impl Iterator<Item = &char> {
        self.letters.iter().filter(|letter| !is_separator(**letter))
    }
}

fn is_separator(letter: char) -> bool {
    matches!(letter, '-' | '_' | ' ')
}

/// How far `candidate` is from `word`: the kind of likeness first, then the distance; `None` when they are not alike.
fn rank(word: &Folded, candidate: &Folded) -> Option<(u8, usize)> {
    let difference = word.letters.len().abs_diff(candidate.letters.len());
    if word.essence().next().is_some() && word.essence().eq(candidate.essence()) {
        return Some((0, difference));
    }
    let swap = candidate.letters.len() < word.letters.len();
    let (shorter, longer) = if swap {
        (candidate, word)
    } else {
        (word, candidate)
    };
    let limit = match longer.letters.len() {
        0..3 => 0,
        3..6 => 1,
        6..12 => 2,
        _ => 3,
    };
    if let Some(distance) = distance(&shorter.letters, &longer.letters, limit) {
        return Some((1, distance));
    }
    let meaningful = shorter.letters.len() >= 3;
    if meaningful && longer.letters.starts_with(&shorter.letters) {
        return Some((2, difference));
    }
    let mut parts = shorter.parts();
    (meaningful && parts.all(|part| longer.parts().any(|other| other == part)))
        .then_some((3, difference))
}

/// Letters to insert, remove, replace, or swap with their neighbour to make one word the other; `None` above `limit`.
///
/// Only the band of the table that can stay within the limit is filled in, so the work is length times limit.
fn distance(shorter: &[char], longer: &[char], limit: usize) -> Option<usize> {
    if longer.len() > LONGEST || longer.len() - shorter.len() > limit {
        return None;
    }
    let (shorter, longer) = without_common_ends(shorter, longer);
    let far = limit + 1;
    let mut rows = [
        vec![far; longer.len() + 1],
        (0..=longer.len()).collect::<Vec<_>>(),
    ];
    for (row, letter) in shorter.iter().enumerate() {
        let [before, last] = &rows;
        let mut next = vec![far; longer.len() + 1];
        next[0] = row + 1;
        for column in row.saturating_sub(limit)..(row + limit + 1).min(longer.len()) {
            let replaced = last[column] + usize::from(*letter != longer[column]);
            let swapped = row > 0
                && column > 0
                && *letter == longer[column - 1]
                && shorter[row - 1] == longer[column];
            let swap = if swapped { before[column - 1] + 1 } else { far };
            next[column + 1] = replaced
                .min(swap)
                .min(last[column + 1] + 1)
                .min(next[column] + 1);
        }
        if next.iter().all(|distance| *distance > limit) {
            return None;
        }
        let [_, last] = rows;
        rows = [last, next];
    }
    rows[1]
        .last()
        .copied()
        .filter(|distance| *distance <= limit)
}

/// Both words without the beginning and the end that they share: ids often differ in a letter or two only.
fn without_common_ends<'a>(one: &'a [char], other: &'a [char]) -> (&'a [char], &'a [char]) {
    let same = |(a, b): &(&char, &char)| a == b;
    let start = one.iter().zip(other).take_while(same).count();
    let (one, other) = (&one[start..], &other[start..]);
    let end = one
        .iter()
        .rev()
        .zip(other.iter().rev())
        .take_while(same)
        .count();
    (&one[..one.len() - end], &other[..other.len() - end])
}

#[cfg(test)]
mod tests {
    use super::{did_you_mean, list, nearest};

    const KEYS: [&str; 9] = [
        "title",
        "started",
        "resolved",
        "severity",
        "impacts",
        "affected",
        "detected",
        "cause",
        "time_zone",
    ];

    #[track_caller]
    fn means(word: &str, expected: Option<&str>) {
        assert_eq!(nearest(word, KEYS), expected, "for `{word}`");
    }

    #[test]
    fn letters_that_slipped_are_put_right() {
        means("sevirity", Some("severity"));
        means("titel", Some("title"));
        means("tilte", Some("title"));
        means("casue", Some("cause"));
        means("dettected", Some("detected"));
        assert_eq!(nearest("data", ["date"]), Some("date"));
    }

    #[test]
    fn case_and_separators_do_not_matter() {
        means("Title", Some("title"));
        means("timeZone", Some("time_zone"));
        means("time-zone", Some("time_zone"));
        assert_eq!(
            nearest("Major Outage", ["partial_outage", "major_outage"]),
            Some("major_outage")
        );
    }

    #[test]
    fn the_beginning_of_a_word_stands_for_it() {
        means("start", Some("started"));
        means("impact", Some("impacts"));
        means("resolved_at", Some("resolved"));
        assert_eq!(
            nearest("major", ["partial_outage", "major_outage"]),
            Some("major_outage")
        );
    }

    #[test]
    fn a_whole_word_within_is_found() {
        means("zone", Some("time_zone"));
        assert_eq!(nearest("web", ["mail", "mail-web"]), Some("mail-web"));
    }

    #[test]
    fn nothing_is_guessed_where_nothing_is_close() {
        means("colour", None);
        means("", None);
        means("x", None);
        means("a", None);
        means(&"e".repeat(1_000_000), None);
    }

    #[test]
    fn of_equals_the_first_is_taken() {
        assert_eq!(nearest("sev", ["sev1", "sev2"]), Some("sev1"));
        assert_eq!(nearest("sev3", ["sev2", "sev1"]), Some("sev2"));
    }

    #[test]
    fn names_are_listed_in_words() {
        assert_eq!(list([]), "");
        assert_eq!(list(["a"]), "`a`");
        assert_eq!(list(["a", "b", "c"]), "`a`, `b` and `c`");
        assert!(list(vec!["x"; 10_000]).ends_with("`x` and 9988 more"));
    }

    #[test]
    fn the_sentence_is_a_question() {
        assert_eq!(
            did_you_mean("sevirity", KEYS).as_deref(),
            Some("did you mean `severity`?")
        );
    }

    #[test]
    fn the_band_of_the_table_gives_what_the_whole_table_gives() {
        let words: Vec<Vec<char>> = [
            "", "a", "ab", "ba", "abc", "acb", "bca", "cabb", "abcab", "bacba", "abcabc",
        ]
        .iter()
        .map(|word| word.chars().collect())
        .collect();
        for one in &words {
            for other in words.iter().filter(|other| other.len() >= one.len()) {
                let whole = super::distance(one, other, 100);
                for limit in 0..4 {
                    let within = whole.filter(|distance| *distance <= limit);
                    assert_eq!(
                        super::distance(one, other, limit),
                        within,
                        "{one:?} {other:?} {limit}"
                    );
                }
            }
        }
    }
}
