//! Advice on finished write-ups: where it points, when it is silent, how it is set aside, and what stops at it.

use crate::project::Project;

const INCIDENT: &str = "content/incidents/2009-09-01-mail.md";
const LETTER: &str = "content/apologies/2009-09-01-mail.md";
const HEDGE: &str = "Customers may have been unable to open their mail.";
const FRONT: &str = "title: We are sorry about the mail outage\nincidents: [2009-09-01-mail]\npublished: 2009-09-01 18:59\nauthor: { role: Head of Mail }\nactions:\n  - { text: Load is measured first, owner: Mail, due: 2009-10-15 }\n";

/// The small site with a letter that leaves nothing to say.
fn with_letter(more: &str, text: &str) -> Project {
    let project = Project::small();
    project.edit(
        "content/site.yaml",
        "time_zone:",
        "contact: https://nimbus.example/help\ntime_zone:",
    );
    let body = "I am sorry. Our change kept you from your mail.";
    project.file(
        LETTER,
        format!("---\n{FRONT}{more}---\n\n{body}\n\n{text}\n"),
    );
    project
}

#[test]
fn the_demo_leaves_nothing_to_warn_of() {
    Project::demo()
        .run(["lint", "--strict"])
        .stdout("no advice on 4 letters and 12 incidents that are over\n")
        .succeeds();
}

#[test]
fn a_finding_points_at_the_words_and_names_the_way_out() {
    let found = "content/apologies/2009-09-01-mail.md:12:11: warning[wording/hedged-impact]: `may have been unable` leaves open whether it happened (if you know, say who; if you cannot know, say why you cannot)\n";
    with_letter("", HEDGE)
        .run(["lint", "--format", "short"])
        .stdout("1 piece of advice on 1 letter and 1 incident that is over\n")
        .stderr(found)
        .succeeds();
}

#[test]
fn strict_stops_at_warnings_and_not_at_infos() {
    with_letter("", HEDGE)
        .run(["lint", "--strict", "--quiet"])
        .stderr_part("warning[wording/hedged-impact]")
        .finds_problems();
    let project = with_letter("", "Some users saw errors.");
    project
        .run(["lint", "--strict", "--quiet"])
        .stderr_part("info[wording/vague-quantity]")
        .succeeds();
    project
        .run(["check", "--strict", "--quiet"])
        .stderr_part("1 info in 1 file")
        .succeeds();
}

#[test]
fn an_error_of_the_advice_is_one_of_the_check_too() {
    let remedy = "remedy:\n  kind: credit\n  amount: 3% of the bill\n  delivery: claim\n  eligible: All\n  claim: { link: \"https://a.example/?email=a%40b.example\", opens: 2009-09-02, closes: 14d }\n";
    let project = with_letter(remedy, "");
    for command in ["lint", "check"] {
        project
            .run([command, "--quiet"])
            .stderr_part("error[mail/private-data-in-link]")
            .finds_problems();
    }
    project.build();
}

#[test]
fn a_plain_build_is_silent_about_advice_and_a_strict_one_stops() {
    let project = with_letter("", HEDGE);
    project.build();
    let built = project.tree("public");
    project
        .run(["build", "--strict", "--quiet"])
        .stderr_part("warning[wording/hedged-impact]")
        .finds_problems();
    assert!(built == project.tree("public"));
}

#[test]
fn a_strict_build_leaves_infos_alone() {
    with_letter("", "Some users saw errors.")
        .run(["build", "--strict", "--quiet"])
        .succeeds();
}

#[test]
fn there_is_no_advice_while_the_content_has_errors() {
    let project = with_letter("", HEDGE);
    project.edit(INCIDENT, "severity:", "sevirity:");
    project
        .run(["lint", "--format", "short"])
        .stderr("content/incidents/2009-09-01-mail.md:4:1: error[unknown-key]: [..]\nnote: there is no advice while the content has errors\n")
        .finds_problems();
}

#[test]
fn what_is_set_aside_is_said_with_its_reason() {
    let allow = "allow:\n  - { rule: wording/hedged-impact, because: we cannot see devices }\n";
    let project = with_letter(allow, HEDGE);
    let note = "note: `wording/hedged-impact` is set aside in content/apologies/2009-09-01-mail.md: we cannot see devices\n";
    project
        .run(["lint"])
        .stdout("no advice on 1 letter and 1 incident that is over\n")
        .stderr(note)
        .succeeds();
    for command in ["check", "build"] {
        project
            .run([command])
            .stdout("[..]\n")
            .stderr(note)
            .succeeds();
    }
}

#[test]
fn an_incident_can_set_advice_aside_too() {
    let project = Project::small();
    project
        .edit(INCIDENT, "Most people could not open their mail.", HEDGE)
        .edit(
            INCIDENT,
            "severity:",
            "allow: [{ rule: wording/hedged-impact, because: we cannot see devices }]\nseverity:",
        );
    project.run(["lint", "--quiet"]).succeeds();
}

#[test]
fn a_rule_that_is_not_there_is_answered_with_the_nearest() {
    let allow = "allow:\n  - { rule: wording/hedge-impact, because: we cannot see devices }\n";
    with_letter(allow, HEDGE)
        .run(["check", "--format", "short", "--quiet"])
        .stderr("content/apologies/2009-09-01-mail.md:9:13: error[unknown-value]: there is no rule `wording/hedge-impact` (did you mean `wording/hedged-impact`?)\n")
        .finds_problems();
}

#[test]
fn a_hedge_is_honest_while_an_incident_is_open() {
    let project = Project::small();
    project.edit(INCIDENT, "Most people could not open their mail.", HEDGE);
    project.edit(INCIDENT, "14:10 Resolved", "14:10 Monitoring");
    project.edit(INCIDENT, "2009-09-01 12:30", "2009-09-02 12:30");
    project.run(["lint", "--quiet"]).succeeds();
}

#[test]
fn what_was_said_while_an_incident_was_open_stays_as_it_was() {
    let project = Project::small();
    project.edit(INCIDENT, "We are looking for the cause.", HEDGE);
    project.run(["lint", "--quiet"]).succeeds();
    project.edit(INCIDENT, "Everything is back.", HEDGE);
    project
        .run(["lint", "--quiet", "--format", "short"])
        .stderr("content/incidents/2009-09-01-mail.md:17:11: warning[wording/hedged-impact][..]\n")
        .succeeds();
}

#[test]
fn planned_work_is_not_read() {
    let project = Project::small();
    let front = "title: New routers\nfrom: 2009-09-12 02:00\nto: 2009-09-12 04:00";
    project.file(
        "content/maintenance/a.md",
        format!("---\n{front}\n---\n\n{HEDGE}\n"),
    );
    project.run(["lint", "--quiet"]).succeeds();
}

#[test]
fn another_language_is_left_alone_until_the_site_brings_its_phrases() {
    let project = with_letter("", "Kunden waren eventuell betroffen.");
    project.edit(
        "content/site.yaml",
        "time_zone:",
        "language: de\ntime_zone:",
    );
    project.run(["lint", "--quiet"]).succeeds();
    let phrases = "lint:\n  phrases:\n    find:\n      wording/hedged-impact: [waren eventuell|womöglich betroffen]\n";
    project.edit(
        "content/site.yaml",
        "severities:",
        &format!("{phrases}severities:"),
    );
    project
        .run(["lint", "--quiet", "--format", "short"])
        .stderr("content/apologies/2009-09-01-mail.md:12:8: warning[wording/hedged-impact]: `waren eventuell betroffen` leaves open whether it happened[..]\n")
        .succeeds();
}

#[test]
fn a_site_may_add_phrases_of_its_own() {
    let project = with_letter("", "A hiccough kept you out.");
    project.run(["lint", "--quiet"]).succeeds();
    let phrases = "lint: { phrases: { find: { wording/minimiser: [hiccough] } } }\n";
    project.edit(
        "content/site.yaml",
        "severities:",
        &format!("{phrases}severities:"),
    );
    project
        .run(["lint", "--quiet", "--format", "short"])
        .stderr("[..]info[wording/minimiser]: `hiccough` calls it small[..]\n")
        .succeeds();
}

#[test]
fn code_quotes_comments_and_addresses_are_not_read() {
    let text = "```\nmay have been unable\n```\n\n> may have been unable\n\n<!-- may have been unable -->\n\n[here](https://a.example/may-have-been-unable), `may have been unable`";
    with_letter("", text).run(["lint", "--quiet"]).succeeds();
}

#[test]
fn the_report_shows_the_parts_of_a_letter_and_no_mark() {
    let report = "\
content/apologies/2009-09-01-mail.md
  responsibility         line 10: Our change
  repair                 not found
  regret                 line 10: sorry
  explanation            not found
  promises               line 7: Load is measured first
  asking to be forgiven  not found, and never needed

no advice on 1 letter and 1 incident that is over
";
    with_letter("", "")
        .run(["lint", "--report"])
        .stdout(report)
        .succeeds();
}

#[test]
fn a_rule_can_be_explained() {
    let project = Project::new();
    let run = project.run(["explain", "wording/hedged-impact"]);
    let said = run.stdout_any().succeeds().stdout;
    let begins = "wording/hedged-impact: harm that may or may not have happened\n\nWhile an incident is open";
    assert!(said.starts_with(begins), "{said}");
}

#[test]
fn programs_get_the_severity_in_their_words() {
    let project = with_letter("", "Some users saw errors.");
    project
        .run(["lint", "--quiet", "--format", "json"])
        .stderr_part("{\"severity\":\"info\",\"code\":\"wording/vague-quantity\"")
        .succeeds();
    project
        .run(["lint", "--quiet", "--format", "github"])
        .stderr_part("::notice file=content/apologies/2009-09-01-mail.md,line=12,")
        .succeeds();
}

#[test]
fn a_letter_that_changed_in_silence_is_told_from_one_that_says_so() {
    let project = with_letter("", "Of you, 100,000 were hit.");
    project.commit("2009-09-02T08:00:00Z");
    let lint = || project.run(["lint", "--quiet", "--as-of", "2009-09-20"]);
    lint().succeeds();
    project.edit(LETTER, "100,000", "150,000");
    lint()
        .stderr_part("info[apology/silent-edit]: the letter does not read as it did on 2009-09-02")
        .succeeds();
    // What is committed later is no more said than what is not committed.
    project.commit("2009-09-10T08:00:00Z");
    lint().stderr_part("info[apology/silent-edit]").succeeds();
    let revision =
        "revisions: [{ at: 2009-09-10 01:00, text: The number was wrong. }]\n---\n\nI am";
    project.edit(LETTER, "---\n\nI am", revision);
    lint().succeeds();
}

#[test]
fn a_letter_that_changes_on_its_first_day_or_keeps_a_promise_is_left_alone() {
    let project = with_letter("", "Of you, 100,000 were hit.");
    project.commit("2009-09-02T02:00:00Z");
    project.edit(LETTER, "100,000", "150,000");
    project.commit("2009-09-02T20:00:00Z");
    project.edit(
        LETTER,
        "due: 2009-10-15 }",
        "due: 2009-10-15, done_on: 2009-09-12 }",
    );
    project
        .run(["lint", "--quiet", "--as-of", "2009-09-20"])
        .succeeds();
}

#[test]
fn a_silent_edit_is_set_aside_like_other_advice() {
    let allow = "allow: [{ rule: apology/silent-edit, because: The first text named a person. }]\n";
    let project = with_letter(allow, "Of you, 100,000 were hit.");
    project.commit("2009-09-02T08:00:00Z");
    project.edit(LETTER, "100,000", "150,000");
    project
        .run(["lint", "--quiet", "--as-of", "2009-09-20"])
        .stderr_any()
        .succeeds();
    let said = project.run(["lint", "--as-of", "2009-09-20"]).say();
    assert!(said.stdout.starts_with("no advice"), "{}", said.stdout);
}

#[test]
fn a_checkout_that_would_start_a_program_starts_none() {
    let project = with_letter("", "Of you, 100,000 were hit.");
    let at = "2009-09-02T08:00:00Z";
    project.commit(at);
    // Git asks the other end for what is missing, by the program that the settings name.
    let letter = project.git(&["rev-parse", &format!("HEAD:{LETTER}")], at);
    let (folder, name) = letter.trim().split_at(2);
    project.remove(&format!(".git/objects/{folder}/{name}"));
    let trace = project.root().join("started");
    let program = format!("sh -c \"touch {}\" #", trace.display());
    let settings = [
        ("core.repositoryformatversion", "1"),
        ("remote.origin.url", "."),
        ("remote.origin.promisor", "true"),
        ("remote.origin.uploadpack", program.as_str()),
        ("protocol.file.allow", "always"),
    ];
    for (key, value) in settings {
        project.git(&["config", key, value], at);
    }
    for command in ["lint", "check"] {
        project
            .run([command, "--quiet", "--as-of", "2009-09-20"])
            .succeeds();
    }
    assert!(!trace.exists());
}

#[test]
fn a_folder_that_is_no_checkout_has_no_history_whatever_the_environment_says() {
    let project = with_letter("", "Of you, 100,000 were hit.");
    project.commit("2009-09-02T08:00:00Z");
    let elsewhere = project.root().join("../elsewhere");
    std::fs::rename(project.root().join(".git"), &elsewhere).unwrap();
    project.edit(LETTER, "100,000", "150,000");
    project
        .run(["lint", "--quiet", "--as-of", "2009-09-20"])
        .env("GIT_DIR", &elsewhere)
        .succeeds();
}
