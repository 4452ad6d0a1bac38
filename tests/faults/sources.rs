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
    let longer = "A line that was not there.\n\n".repeat(400);
    let mut text = String::from_utf8(situation.content[MAIL].clone()).unwrap();
    text = text.replace("Most people", &format!("{longer}Most people"));
    let mut content = situation.content.clone();
    content.insert(MAIL.to_owned(), text.clone().into_bytes());
    let expected = Situation::new("changed", content, situation.before.clone());

    let mut bench = Bench::new();
    bench.set(&situation);
    let calls = strace::calls(&bench);
    let mut reads = calls
        .iter()
        .filter(|call| call.name == "read" && call.text.contains(MAIL));
    // The first read takes the old text, and the second would go on in the new one.
    let second = reads.nth(1).expect("a file is read to its end");
    let found = continued(&bench, second, || {
        bench.project.file(MAIL, &text);
    });
    assert_eq!(difference(&expected.after, &found), [""; 0]);
}
