//! Wrong input, and what is said of it: `tests/cases/corpus/<number>-<slug>/`, whose numbers `README.md` there explains.
//!
//! A case is laid over the small site, which was built before. `check` must say what was read and blessed (`stderr`) and nothing
//! but the codes that `outcome` names; `build` must come to the same, and must leave the output alone unless it succeeds.

pub(crate) mod bytes;
mod kept;
pub(crate) mod lay;
mod names;
mod pages;
mod table;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use self::lay::lay;
pub(crate) use self::names::deep;
use crate::cases::words;
use crate::project::{Project, copy_folder, folders};

const CASES: &str = "tests/cases/corpus";

/// What a case comes to.
struct Outcome {
    exit: i32,
    /// Code, and whether it is an error.
    codes: BTreeSet<(bool, String)>,
}

#[test]
fn every_wrong_input_gets_the_answer_that_was_blessed() {
    let cases = folders(CASES);
    let count = cases.len();
    let built = Project::small();
    built.build();
    let root = built.root();
    let checked = cases.into_par_iter().map(|case| {
        let name = case.file_name().unwrap().to_str().unwrap();
        check(&case, name, &root)
            .err()
            .map(|why| format!("=== {CASES}/{name}: {why}"))
    });
    let wrong: Vec<String> = checked.flatten().collect();
    assert!(
        wrong.is_empty() && count > 0,
        "{} of {count}\n{}",
        wrong.len(),
        wrong.join("\n\n")
    );
}

fn check(case: &Path, name: &str, built: &Path) -> Result<(), String> {
    let project = Project::new();
    copy_folder(built, &project.root());
    let result = answer(case, name, &project);
    bytes::open_again(&project);
    result
}

/// Lays the case over the site that was built, and compares what the program says with what was blessed.
#[expect(
    clippy::print_stderr,
    reason = "what is skipped is said, with its reason"
)]
fn answer(case: &Path, name: &str, project: &Project) -> Result<(), String> {
    let outcome = Outcome::read(case)?;
    let options = words(
        fs::read_to_string(case.join("options"))
            .unwrap_or_default()
            .trim_end(),
    );
    let options = options.into_iter().filter(|word| !word.is_empty());
    let options: Vec<String> = options.collect();
    let command =
        |name: &str| [vec![name.to_owned(), "--quiet".to_owned()], options.clone()].concat();
    let built = (project.tree("public"), project.times("public"));
    if let Some(why) = lay(case, name, project)? {
        eprintln!("skipped: {name}: {why}");
        return Ok(());
    }
    let said = project
        .run(command("check"))
        .stderr_file(&case.join("stderr"))
        .check(outcome.exit)?;
    // Advice has a `/` in its name, and is none about wrong input.
    let codes = said.codes().into_iter();
    let codes = codes
        .filter(|(_, code)| !code.contains('/'))
        .map(|(is_error, code)| (is_error, code.to_owned()));
    if outcome.codes != codes.collect() {
        return Err(format!("`outcome` names other codes than\n{}", said.stderr));
    }
    project
        .run(command("build"))
        .stderr_any()
        .check(outcome.exit)?;
    let now = (project.tree("public"), project.times("public"));
    if outcome.exit != 0 && built != now {
        return Err("a build that failed touched the output".to_owned());
    }
    Ok(())
}

impl Outcome {
    /// The line in `outcome`: `E code …`, `W code …`, `OK`, or `X`; a `~` before a code makes it a warning among errors.
    fn read(case: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(case.join("outcome"))
            .map_err(|error| format!("`outcome`: {error}"))?;
        let mut words = text.split_whitespace();
        let (exit, are_errors, least) = match words.next() {
            Some("E") => (1, true, 1),
            Some("W") => (0, false, 1),
            Some("OK") => (0, false, 0),
            Some("X") => (2, true, 0),
            other => {
                return Err(format!(
                    "`outcome` begins with {other:?}, not with E, W, OK or X"
                ));
            }
        };
        let codes = words.map(|word| match word.strip_prefix('~') {
            Some(warning) => (false, warning.to_owned()),
            None => (are_errors, word.to_owned()),
        });
        let codes: BTreeSet<(bool, String)> = codes.collect();
        if codes.len() < least {
            return Err("`outcome` names no code".to_owned());
        }
        Ok(Self { exit, codes })
    }
}
