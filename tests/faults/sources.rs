//! Content that changes while it is read.

use crate::effort::skip;
use crate::judge::difference;
use crate::signals::continued;
use crate::site::{Bench, Situation};
use crate::strace;

const MAIL: &str = "content/incidents/2009-09-01-mail.md";

#[test]
fn a_file_that_changes_while_it_is_read_is_read_again() {
    if !strace::is_here() {
        return skip(
            "changing sources",
            "strace is missing, or may not look at programs",
        );
    }
    let situation = Situation::rebuild();
    let before = situation.before.clone();
    let with = |name, word: &str| {
        // So long that it is read in several pieces, and the same length whatever the word.
        let text = String::from_utf8(situation.content[MAIL].clone()).unwrap();
        let lines = format!("{word} line of many.\n\n").repeat(4_000);
        let text = text.replace("Most people", &format!("{lines}Most people"));
        let mut content = situation.content.clone();
        content.insert(MAIL.to_owned(), text.into_bytes());
        Situation::new(name, content, before.clone())
    };
    let (old, new) = (with("old", "One"), with("new", "Two"));

    let mut bench = Bench::new();
    bench.set(&old);
    let calls = strace::calls(&bench);
    let mut reads = calls
        .iter()
        .filter(|call| call.name == "read" && call.text.contains(MAIL));
    let last = reads.next_back().expect("a long file is read in pieces");
    let found = continued(&bench, last, || {
        bench.project.file(MAIL, &new.content[MAIL]);
    });
    assert_eq!(difference(&new.after, &found), [""; 0]);
}
