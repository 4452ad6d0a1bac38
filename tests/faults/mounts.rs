//! File systems of our own, in a mount namespace that goes with the command.

use std::path::Path;
use std::process::{Command, Output};

use crate::effort::runs;
use crate::site::Bench;

/// How a script with mounts of its own can be run here: `None` where it cannot.
pub(crate) fn namespace() -> Option<Vec<&'static str>> {
    let ways = [vec!["unshare", "-m"], vec!["unshare", "-Urm"]];
    ways.into_iter().find(|way| {
        let mut words = way[1..].to_vec();
        words.extend(["sh", "-c", "mount -t tmpfs none /mnt"]);
        runs(way[0], &words)
    })
}

/// Runs a shell script in a namespace of its own, in the folder of the bench. `$PROGRAM` is the program.
pub(crate) fn script(
    way: &[&str],
    bench: &Bench,
    script: &str,
    variables: &[(&str, &str)],
) -> Output {
    let mut command = Command::new(way[0]);
    command.args(&way[1..]).args(["sh", "-ec", script]);
    bench.prepare(&mut command);
    command
        .env("PROGRAM", env!("CARGO_BIN_EXE_forthright"))
        .envs(variables.iter().copied());
    command.output().unwrap()
}

/// The number that a script wrote into a file.
pub(crate) fn number(path: &Path) -> i32 {
    let text = std::fs::read_to_string(path).unwrap();
    text.trim().parse().unwrap()
}
