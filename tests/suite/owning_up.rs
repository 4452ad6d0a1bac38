//! Owning up: what is given back, what was promised, and what was corrected, as readers see it on the day that they read it.

use crate::html::words;
use crate::project::Project;

const CONSOLE: &str = "apologies/2009-08-27-console-streaming.html";

/// The words of a page of `project` as of `instant`, blanks closed up.
fn page(project: &Project, path: &str, instant: &str) -> String {
    let said = project
        .run(["build", "--quiet", "--as-of", instant, "--format", "short"])
        .stderr_any()
        .succeeds();
    assert!(!said.stderr.contains("error["), "{}", said.stderr);
    let text = words(&project.text(&format!("public/{path}")));
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

#[track_caller]
fn says(page: &str, part: &str) {
    assert!(page.contains(part), "`{part}` is not in {page}");
}

#[track_caller]
fn is_silent_of(page: &str, part: &str) {
    assert!(!page.contains(part), "`{part}` is in {page}");
}

#[test]
fn a_claim_is_open_until_its_instant_and_closed_since() {
    let project = Project::demo();
    let open = page(&project, CONSOLE, "2009-09-02T18:00:00-07:00");
    says(&open, "Open until 4 September 2009, 00:00 PDT");
    says(&open, "Claim it");
    let closed = page(&project, CONSOLE, "2009-09-30T12:00:00-07:00");
    says(&closed, "Closed since 4 September 2009, 00:00 PDT");
    is_silent_of(&closed, "Claim it");
    let letter = "content/apologies/2009-08-27-console-streaming.md";
    project.edit(letter, "opens: 2009-08-28", "opens: 2009-09-03");
    let early = page(&project, CONSOLE, "2009-09-02T18:00:00-07:00");
    says(
        &early,
        "Opens 3 September 2009, 00:00 PDT Closes 10 September 2009, 00:00 PDT",
    );
}

/// Four hours of the 31 days of August: 14400 / 2678400 is 0.53763 %, and 3 % is 5.58 times that.
#[test]
fn a_remedy_is_held_against_what_was_lost() {
    let told = page(&Project::demo(), CONSOLE, "2009-09-02T18:00:00-07:00");
    says(
        &told,
        "4 h are 0.537 % of August 2009; on a month's bill this is 5.5 times that",
    );
}

#[test]
fn goodwill_comes_on_top_of_what_is_owed_or_includes_it() {
    let project = Project::demo();
    let letter = "content/apologies/2009-09-01-mail-web.md";
    project.edit(letter, "amount: agreement", "amount: 5 days");
    project.edit(letter, "basis: agreement", "basis: goodwill");
    let path = "apologies/2009-09-01-mail-web.html";
    let instant = "2009-10-02T00:00:00-07:00";
    let told = page(&project, path, instant);
    says(
        &told,
        "this comes on top of the 3 days of service that it owes",
    );
    project.edit(
        letter,
        "basis: goodwill",
        "basis: goodwill\n  includes_agreement: true",
    );
    let told = page(&project, path, instant);
    says(&told, "the 3 days of service that it owes is part of this");
}

#[test]
fn a_promise_that_is_late_is_first_on_its_page_and_stands_on_the_home_page_after_the_grace() {
    let project = Project::demo();
    project.edit(
        "content/site.yaml",
        "severities:",
        "promises: { grace: 3d }\nseverities:",
    );
    // Due on 5 October: late from the 6th on, and past its grace on the 9th.
    let promise = "A new playback release carries a Thursday evening's traffic";
    let list = page(&project, "promises.html", "2009-10-08T12:00:00-07:00");
    says(
        &list,
        "We have made 13 promises. Of the 9 whose day has come, 8 were kept. 1 is late. 4 are still due.",
    );
    says(&list, &format!("Late {promise}"));
    is_silent_of(
        &page(&project, "index.html", "2009-10-08T23:59:59-07:00"),
        promise,
    );
    let home = page(&project, "index.html", "2009-10-09T00:00:00-07:00");
    says(&home, &format!("Promises that we have not kept {promise}"));
    let component = page(
        &project,
        "components/streaming-console.html",
        "2009-10-09T00:00:00-07:00",
    );
    says(&component, promise);
}

#[test]
fn a_correction_is_listed_below_its_letter_and_dates_it_anew_in_the_feed() {
    let project = Project::demo();
    let letter = "content/apologies/2009-09-01-mail-web.md";
    let revision = "revisions:\n  - { at: 2009-09-02 09:30, text: We first wrote that fewer were hit }\nremedy:";
    project.edit(letter, "remedy:", revision);
    let told = page(
        &project,
        "apologies/2009-09-01-mail-web.html",
        "2009-09-02T18:00:00-07:00",
    );
    says(
        &told,
        "1 September 2009, 18:59 PDT Corrected since 2 September 2009, 09:30 PDT",
    );
    says(&told, "We first wrote that fewer were hit");
    let page = project.text("public/apologies/2009-09-01-mail-web.html");
    says(&page, "\"dateModified\":\"2009-09-02T09:30:00-07:00\"");
    says(
        &project.text("public/feed.atom"),
        "<updated>2009-09-02T09:30:00-07:00</updated>",
    );
}
