//! All errors in all files in one run: the point of checking a site before it is published.

use crate::project::Project;

/// A site in which everything is wrong that people get wrong, one mistake a file.
fn wrong_in_every_way() -> Project {
    let project = Project::small();
    let incident = |started: &str, more: &str, body: &str| {
        format!("---\ntitle: Files are slow\nstarted: {started}\n{more}---\n\nSlow.\n\n{body}")
    };
    let over = "## 23:00 Resolved\n\nFast.\n";
    let file = |name: &str, text: String| {
        project.file(&format!("content/incidents/{name}.md"), text);
    };
    file(
        "2009-08-01-typo",
        incident("2009-08-01 11:00", "sevirity: sev1\n", over),
    );
    file(
        "2009-08-02-component",
        incident(
            "2009-08-02 11:00",
            "impacts:\n  - { component: fils, level: major_outage }\n",
            over,
        ),
    );
    file(
        "2009-08-03-end",
        incident("2009-08-03 11:00", "resolved: 2009-08-03 10:00\n", over),
    );
    file("2009-03-08-gap", incident("2009-03-08 02:30", "", over));
    file(
        "2009-08-06-fence",
        "---\ntitle: Files are slow\nstarted: 2009-08-06 11:00\n\nSlow.\n".to_owned(),
    );
    file(
        "2009-08-07-bomb",
        incident("2009-08-07 11:00", &bomb(), over),
    );
    project.file(
        "content/incidents/2008/2009-09-01-mail.md",
        incident("2008-09-01 11:00", "", over),
    );
    let latin = incident("2009-08-05 11:00", "", over)
        .replace("Slow", "Caf\u{1}")
        .into_bytes();
    let latin: Vec<u8> = latin
        .into_iter()
        .map(|byte| if byte == 1 { 0xE9 } else { byte })
        .collect();
    project.file("content/incidents/2009-08-05-latin.md", latin);
    project
}

/// Aliases that grow to 9^9 values.
fn bomb() -> String {
    let first = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    let line = |(one, next): (char, char)| {
        format!(
            "{next}: &{next} [{}]\n",
            vec![format!("*{one}"); 9].join(", ")
        )
    };
    first
        + &"abcdefgh"
            .chars()
            .zip("bcdefghi".chars())
            .map(line)
            .collect::<String>()
}

/// Place and code of each, as they come: by path.
const EXPECTED: [(&str, &str); 8] = [
    (
        "content/incidents/2009-03-08-gap.md:3:10",
        "local-time-missing",
    ),
    ("content/incidents/2009-08-01-typo.md:4:1", "unknown-key"),
    (
        "content/incidents/2009-08-02-component.md:5:18",
        "unknown-component",
    ),
    (
        "content/incidents/2009-08-03-end.md:4:11",
        "resolved-before-started",
    ),
    ("content/incidents/2009-08-05-latin.md:6:4", "not-utf-8"),
    (
        "content/incidents/2009-08-06-fence.md:1:1",
        "front-matter-unclosed",
    ),
    ("content/incidents/2009-08-07-bomb.md:4:4", "yaml-alias"),
    ("content/incidents/2009-09-01-mail.md:1:1", "duplicate-id"),
];

#[test]
fn one_run_reports_every_error_in_every_file_with_its_place() {
    let project = wrong_in_every_way();
    for command in ["check", "build"] {
        let said = project
            .run([command, "--format", "short"])
            .stderr_part("error[")
            .finds_problems();
        let found: Vec<&str> = said
            .stderr
            .lines()
            .filter(|line| line.contains("error["))
            .collect();
        assert_eq!(found.len(), EXPECTED.len(), "{}", said.stderr);
        for ((place, code), line) in EXPECTED.iter().zip(found) {
            assert!(
                line.starts_with(place) && line.contains(&format!("error[{code}]: ")),
                "expected {place} {code}, found {line}"
            );
        }
    }
}

#[test]
fn a_build_with_every_error_leaves_the_output_untouched() {
    let good = Project::small();
    good.build();
    let bad = wrong_in_every_way();
    crate::project::copy_folder(&good.root().join("public"), &bad.root().join("public"));
    let before = (bad.tree("public"), bad.times("public"));
    bad.run(["build"])
        .stderr_part("8 errors in 8 files\n")
        .finds_problems();
    assert!(
        before == (bad.tree("public"), bad.times("public")),
        "the output was touched"
    );
}

#[test]
fn the_three_forms_tell_the_same_findings() {
    let project = wrong_in_every_way();
    let say = |form: &str| {
        project
            .run(["check", "--format", form])
            .stderr_part("error")
            .finds_problems()
            .stderr
    };
    let (human, short, json) = (say("human"), say("short"), say("json"));
    let json: Vec<serde_json::Value> = json
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect();
    assert_eq!(json.len(), short.lines().count());
    for (object, line) in json.iter().zip(short.lines()) {
        let place = format!(
            "{}:{}:{}",
            object["path"].as_str().unwrap(),
            object["line"],
            object["column"]
        );
        let code = object["code"].as_str().unwrap();
        assert!(
            line.starts_with(&format!("{place}: error[{code}]: ")),
            "{line}"
        );
        // People are not told the line of what concerns a whole file.
        let place = place.trim_end_matches(":1:1");
        assert!(
            human.contains(&format!("error[{code}]: ")) && human.contains(place),
            "{place}"
        );
    }
}
