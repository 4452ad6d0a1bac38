//! A clock that is wrong, and zones, languages and threads that differ.

use std::collections::BTreeSet;

use crate::effort::{effort, spread};
use crate::project::Project;

#[test]
fn a_clock_at_1970_is_told_with_the_zone_and_changes_nothing() {
    let project = Project::small();
    project.build();
    let before = project.tree("public");
    project
        .run(["build", "--format", "short"])
        .env("SOURCE_DATE_EPOCH", "0")
        .stderr_part("error[after-as-of]: ")
        .finds_problems();
    let said = project
        .run(["build", "--format", "human"])
        .env("SOURCE_DATE_EPOCH", "0")
        .stderr_any()
        .finds_problems();
    assert!(
        said.stderr.contains("America/Los_Angeles"),
        "{}",
        said.stderr
    );
    assert_eq!(before, project.tree("public"));
}

#[test]
fn a_clock_at_2099_builds_a_page_that_says_so() {
    let project = Project::small();
    project
        .run(["build", "--quiet"])
        .env("SOURCE_DATE_EPOCH", "4070908800")
        .succeeds();
    assert!(project.text("public/index.html").contains("2098-12-31"));
}

#[test]
fn zones_languages_and_threads_make_no_difference() {
    let mut ways = Vec::new();
    for zone in [
        "UTC",
        "Pacific/Apia",
        "America/St_Johns",
        "Asia/Kathmandu",
        "Pacific/Niue",
    ] {
        for language in ["C", "tr_TR.UTF-8", "ar_EG.UTF-8"] {
            for threads in ["1", "2"] {
                ways.push((zone, language, threads));
            }
        }
    }
    let project = Project::small();
    let mut outputs = BTreeSet::new();
    for (zone, language, threads) in spread(&ways, effort(5, 100)) {
        let run = project.run(["build", "--quiet", "--out", "public"]);
        let run = run
            .env("TZ", zone)
            .env("LANG", language)
            .env("LC_ALL", language);
        run.env("RAYON_NUM_THREADS", threads).succeeds();
        outputs.insert(project.tree("public"));
        std::fs::remove_dir_all(project.root().join("public")).unwrap();
    }
    assert_eq!(outputs.len(), 1);
}
