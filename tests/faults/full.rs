//! A full disk, at each size, and one that holds no more files.

use std::collections::BTreeSet;
use std::fs;

use crate::effort::{each, effort, skip, spread};
use crate::judge::difference;
use crate::mounts::{namespace, number, script};
use crate::site::{Bench, Situation, Tree};

/// Builds into a small file system, and copies out what is there afterwards.
const SCRIPT: &str = "
mkdir small copy
mount -t tmpfs -o size=${BYTES},nr_inodes=${FILES} none small
mkdir small/site
[ ! -d public ] || cp -a public small/site/public
code=0
\"$PROGRAM\" build --quiet --out small/site/public > said 2>&1 || code=$?
echo $code > code
cp -a small/site copy/site
";

const PAGE: usize = 4096;

/// How many blocks or files more there are than the output that is there takes.
#[derive(Debug, Clone, Copy)]
enum Limit {
    Blocks(usize),
    Files(usize),
}

#[test]
fn a_full_disk_is_told_with_what_is_missing_and_changes_nothing() {
    let Some(way) = namespace() else {
        return skip("full disks", "no mount can be made, even in a namespace");
    };
    let mut first = Situation::rebuild();
    first.before = None;
    let situations = [Situation::rebuild(), first];
    let sizes: Vec<Limit> = (0..64).map(Limit::Blocks).collect();
    let files: Vec<Limit> = (0..16).map(Limit::Files).collect();
    let mut limits = spread(&sizes, effort(5, 100));
    limits.extend(spread(&files, effort(3, 400)));
    let tries: Vec<(usize, Limit)> = limits
        .iter()
        .enumerate()
        .flat_map(|(index, limit)| {
            let both = if limits.len() == 80 {
                0..2
            } else {
                index % 2..index % 2 + 1
            };
            both.map(move |situation| (situation, *limit))
        })
        .collect();
    let complaints = each(&tries, Bench::new, |bench, (index, limit)| {
        let wrong = outcome(bench, &situations[*index], *limit, &way);
        let words = |wrong: String| format!("{}, {limit:?}: {wrong}", situations[*index].name);
        wrong.into_iter().map(words).collect()
    });
    eprintln!(
        "full disks {} ({} sizes, {} numbers of files), complaints {}",
        tries.len(),
        limits
            .iter()
            .filter(|one| matches!(one, Limit::Blocks(_)))
            .count(),
        limits
            .iter()
            .filter(|one| matches!(one, Limit::Files(_)))
            .count(),
        complaints.len()
    );
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

fn outcome(bench: &mut Bench, situation: &Situation, limit: Limit, way: &[&str]) -> Vec<String> {
    bench.set(situation);
    let nothing = Tree::new();
    let before = situation.before.as_ref().unwrap_or(&nothing);
    let taken: usize = before
        .values()
        .map(|bytes| bytes.len().div_ceil(PAGE))
        .sum();
    // The root, the folder of the site, the output and its folders, and what lies in them.
    let folders: BTreeSet<&str> = before
        .keys()
        .filter_map(|path| path.rsplit_once('/').map(|(folder, _)| folder))
        .collect();
    let there = 2 + usize::from(situation.before.is_some()) + folders.len() + before.len();
    let (blocks, files) = match limit {
        Limit::Blocks(more) => (taken + more.max(1), 100_000),
        Limit::Files(more) => (100_000, there + more),
    };
    let variables = [
        ("BYTES", (blocks * PAGE).to_string()),
        ("FILES", files.to_string()),
    ];
    let variables = variables
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let output = script(way, bench, SCRIPT, &variables);
    if !output.status.success() {
        return vec![format!("the script: {output:?}")];
    }
    let said = fs::read_to_string(bench.root().join("said")).unwrap();
    let code = number(&bench.root().join("code"));
    let found = bench.project.tree("copy/site");
    let expected = before
        .iter()
        .map(|(path, bytes)| (format!("public/{path}"), bytes.clone()));
    let mut wrong = difference(&expected.collect(), &found);
    if situation.before.is_none() && bench.root().join("copy/site/public").exists() {
        wrong.push("a folder was made".to_owned());
    }
    let names_what_is_missing =
        said.contains("no space left on device") || said.contains("has room for");
    if code != 2 || !names_what_is_missing || !said.contains("make room there") {
        wrong.push(format!("exit {code}, {said}"));
    }
    wrong
}
