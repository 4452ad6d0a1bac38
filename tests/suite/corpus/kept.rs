//! What only looks wrong leaves no trace in what is built.

use super::bytes;
use crate::project::Project;

#[test]
fn byte_order_marks_and_line_ends_leave_no_trace_in_the_output() {
    let plain = Project::small();
    plain.build();
    let ends: [&[&str]; 3] = [&["\r\n"], &["\r"], &["\n", "\r\n", "\r"]];
    for ends in ends {
        let other = Project::small();
        bytes::line_ends(&other, ends);
        bytes::marks(&other);
        other.build();
        for (path, bytes) in plain.tree("public") {
            // The record of the last write names the input too.
            let record = path
                .rsplit('/')
                .next()
                .is_some_and(|name| name.starts_with('.'));
            assert!(
                record || other.tree("public").get(&path) == Some(&bytes),
                "{path} after {ends:?}"
            );
        }
    }
}

#[test]
fn what_follows_a_rule_in_the_body_is_on_the_page() {
    let project = Project::small();
    project.add("tests/cases/corpus/022-rule-in-the-body/in");
    project.build();
    let page = project.text("public/incidents/2009-09-01-mail.html");
    assert!(page.contains("The text after the rule is kept.") && page.contains("And so is this."));
}

#[test]
fn a_title_is_shown_as_it_was_typed() {
    for (case, title) in [
        ("1-10", "1.10"),
        ("no", "no"),
        ("2026-01-01", "2026-01-01"),
        ("true", "true"),
    ] {
        let project = Project::small();
        project.add(&format!("tests/cases/corpus/027-{case}/in"));
        project.build();
        let page = project.text("public/incidents/2009-09-01-mail.html");
        assert!(page.contains(&format!(">{title}</h1>")), "{title}");
    }
}
