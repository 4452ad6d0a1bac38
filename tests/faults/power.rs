//! A power cut: what was not on the disk is gone, and each page is all the same whole, old or new.

use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::effort::{each, effort, runs, skip, spread};
use crate::judge::{after_a_cut, difference};
use crate::mounts::{number, script};
use crate::site::{Bench, Situation};
use crate::strace::{self, Call};

/// Builds on a disk of its own, which loses at one call everything that was not put on it, and copies out what it holds when it
/// is there again. `2` asks the file system to stop without writing its log.
const SCRIPT: &str = "
truncate -s ${SIZE} disk
mkfs.${SYSTEM} -q disk
mkdir mounted copy
mount -o loop disk mounted
mkdir mounted/site
[ ! -d public ] || cp -a public mounted/site/public
sync -f mounted
code=0
strace -f -qq -o calls -e trace=${NAME} -e inject=${NAME}:signal=KILL:when=${NTH} \
  \"$PROGRAM\" build --quiet --out mounted/site/public > said 2>&1 || code=$?
echo $code > code
perl -e 'open(my $disk, \"<\", $ARGV[0]) or die; my $how = pack(\"L\", 2); ioctl($disk, 0x8004587d, $how) or die $!' mounted
umount mounted
mount -o loop disk mounted
cp -a mounted/site copy/site
umount mounted
";

#[test]
fn a_power_cut_leaves_every_page_whole_on_ext4() {
    power_cuts("ext4", "48M");
}

#[test]
fn a_power_cut_leaves_every_page_whole_on_xfs() {
    power_cuts("xfs", "320M");
}

fn power_cuts(system: &str, size: &str) {
    let what = format!("power cuts on {system}");
    if !runs("unshare", &["-m", "sh", "-c", "losetup -f"]) {
        return skip(&what, "only root makes disks");
    }
    if !runs("sh", &["-c", &format!("command -v mkfs.{system} perl")]) || !strace::is_here() {
        return skip(&what, &format!("mkfs.{system}, perl or strace is missing"));
    }
    let situations = Situation::all();
    let mut bench = Bench::new();
    let mut points: Vec<(usize, Call)> = Vec::new();
    for (index, situation) in situations.iter().enumerate() {
        bench.set(situation);
        let calls = strace::calls(&bench).into_iter();
        // What matters comes from the first record on; before, nothing is changed. The last is never met: the build ends.
        let calls = calls.skip_while(|call| call.name != "syncfs");
        points.extend(calls.map(|call| (index, call)));
        let never = Call {
            name: "syncfs".to_owned(),
            nth: 1000,
            text: String::new(),
        };
        points.push((index, never));
    }
    let points = spread(&points, effort(3, 50));
    let cut = AtomicUsize::new(0);
    let complaints = each(&points, Bench::new, |bench, (index, call)| {
        let situation = &situations[*index];
        bench.set(situation);
        let nth = call.nth.to_string();
        let variables = [
            ("SYSTEM", system),
            ("SIZE", size),
            ("NAME", &call.name),
            ("NTH", &nth),
        ];
        let output = script(&["unshare", "-m"], bench, SCRIPT, &variables);
        if !output.status.success() {
            return vec![format!("the script: {output:?}")];
        }
        let public = bench.root().join("copy/site/public").is_dir();
        let found = public.then(|| bench.project.tree("copy/site/public"));
        let mut wrong = after_a_cut(situation, found.as_ref());
        let code = number(&bench.root().join("code"));
        let said = fs::read_to_string(bench.root().join("said")).unwrap();
        match code {
            0 => wrong.extend(difference(&situation.after, &found.unwrap_or_default())),
            137 => drop(cut.fetch_add(1, Ordering::Relaxed)),
            _ => wrong.push(format!("exit {code}, {said}")),
        }
        let words = |wrong: String| format!("{}, {call:?}: {wrong}", situation.name);
        wrong.into_iter().map(words).take(3).collect()
    });
    let (tries, cut, wrong) = (points.len(), cut.into_inner(), complaints.len());
    eprintln!("{what} {tries} ({cut} in the middle of a build), complaints {wrong}");
    assert!(cut > 0, "no build was cut short");
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}
