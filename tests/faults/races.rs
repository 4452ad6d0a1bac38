//! Two builds at once, and locks that nobody holds any more.

use std::fs::File;
use std::process::Stdio;

use crate::effort::effort;
use crate::judge::difference;
use crate::project::Project;
use crate::site::{Bench, Situation};

const LOCK: &str = ".public.forthright-lock";

#[test]
fn two_builds_at_once_leave_one_of_the_two_outputs_whole() {
    let situation = Situation::rebuild();
    let mut bench = Bench::new();
    bench.set(&situation);
    let build = |later: bool| {
        let mut command = bench.build();
        let times = ["2009-09-02T18:00:00-07:00", "2009-09-02T18:01:00-07:00"];
        command.args(["--as-of", times[usize::from(later)]]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    };
    // What each of the two makes alone, over what the other left.
    let alone = |later: bool| {
        bench.restore(situation.before.as_ref());
        for later in [!later, later] {
            assert!(build(later).output().unwrap().status.success());
        }
        bench.output().unwrap()
    };
    let whole = [alone(false), alone(true)];
    let races = effort(4, 50);
    for race in 0..races {
        bench.restore(situation.before.as_ref());
        let builds = [race % 2 == 0, race % 2 == 1].map(|later| build(later).spawn().unwrap());
        for build in builds {
            let output = build.wait_with_output().unwrap();
            assert!(output.status.success(), "race {race}: {output:?}");
        }
        let found = bench.output().unwrap();
        let differences = whole.each_ref().map(|whole| difference(whole, &found));
        assert!(
            differences.iter().any(Vec::is_empty),
            "race {race}: {differences:?}"
        );
        assert_eq!(bench.leftovers(), [""; 0], "race {race}");
    }
    eprintln!("races {races}, broken 0");
}

#[test]
fn a_build_waits_for_another_and_then_names_it() {
    let project = Project::small();
    project.build();
    let before = project.tree("public");
    project.file(LOCK, "4242");
    let lock = File::options()
        .write(true)
        .open(project.root().join(LOCK))
        .unwrap();
    lock.lock().unwrap();
    let expected = "error: another build (process 4242) is writing to `[SCRATCH]/site/public`\n  help: wait until it is done, and build again\n  help: or build into another folder with `--out`\n";
    project.run(["build"]).stderr(expected).fails();
    assert_eq!(before, project.tree("public"));
    assert_eq!(project.text(LOCK), "4242");
}

#[test]
fn another_folder_can_be_built_meanwhile() {
    let project = Project::small();
    project.file(LOCK, "4242");
    let lock = File::options()
        .write(true)
        .open(project.root().join(LOCK))
        .unwrap();
    lock.lock().unwrap();
    project
        .run(["build", "--quiet", "--out", "other"])
        .succeeds();
    assert!(project.tree("other").contains_key("index.html"));
}

#[test]
fn a_lock_that_nobody_holds_is_taken_over() {
    let project = Project::small();
    project.file(LOCK, "4242").build();
    assert!(!project.root().join(LOCK).exists());
}

#[test]
fn something_else_with_the_name_of_the_lock_is_left_alone() {
    let project = Project::small();
    project.file(&format!("{LOCK}/mine.txt"), "mine").build();
    assert_eq!(project.text(&format!("{LOCK}/mine.txt")), "mine");
}
