//! Every phrase of the built-in theme, by subject, so that a site can say each in its own way.
//!
//! `{name}` is where a value goes. Keys are sorted within each subject; here all stand in one table, sorted when the program is compiled.

mod apologies;
mod availability;
mod figures;
mod frame;
mod incidents;

const SUBJECTS: [&[(&str, &str)]; 5] = [
    apologies::PHRASES,
    availability::PHRASES,
    figures::PHRASES,
    frame::PHRASES,
    incidents::PHRASES,
];

const COUNT: usize = {
    let (mut count, mut subject) = (0, 0);
    while subject < SUBJECTS.len() {
        count += SUBJECTS[subject].len();
        subject += 1;
    }
    count
};

/// Keys and phrases, sorted by key.
pub(super) static PHRASES: [(&str, &str); COUNT] = merged();

/// All subjects in one: each phrase is put in front of those that come after it.
const fn merged() -> [(&'static str, &'static str); COUNT] {
    let mut all = [("", ""); COUNT];
    let (mut count, mut subject) = (0, 0);
    while subject < SUBJECTS.len() {
        let mut next = 0;
        while next < SUBJECTS[subject].len() {
            let phrase = SUBJECTS[subject][next];
            let mut place = count;
            while place > 0 && is_before(phrase.0.as_bytes(), all[place - 1].0.as_bytes()) {
                all[place] = all[place - 1];
                place -= 1;
            }
            all[place] = phrase;
            (count, next) = (count + 1, next + 1);
        }
        subject += 1;
    }
    all
}

const fn is_before(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() {
        if one[at] != other[at] {
            return one[at] < other[at];
        }
        at += 1;
    }
    one.len() < other.len()
}
