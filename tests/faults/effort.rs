//! How much is tried: a sample, or as much as was asked for.

use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many kill points were asked for; everything else is in proportion.
fn asked() -> Option<usize> {
    let text = std::env::var("FORTHRIGHT_FAULTS").ok()?;
    Some(
        text.parse()
            .expect("FORTHRIGHT_FAULTS is a number of kill points"),
    )
}

/// `sample` in the ordinary run, and one for every `share` kill points in a long one.
pub(crate) fn effort(sample: usize, share: usize) -> usize {
    asked().map_or(sample, |points| (points / share).max(sample))
}

/// Whether this is a long run.
pub(crate) fn is_long() -> bool {
    asked().is_some()
}

/// Says what is not tried here, and why.
pub(crate) fn skip(what: &str, why: &str) {
    eprintln!("skipped: {what}: {why}");
}

/// Whether the command runs here, and ends well.
pub(crate) fn runs(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null());
    command.output().is_ok_and(|output| output.status.success())
}

/// Does `work` with every item on two threads, each with a `bench` of its own, and collects the complaints.
pub(crate) fn each<T: Sync, B>(
    items: &[T],
    bench: impl Fn() -> B + Sync,
    work: impl Fn(&mut B, &T) -> Vec<String> + Sync,
) -> Vec<String> {
    let next = AtomicUsize::new(0);
    let complaints = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let mut bench = bench();
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let found = work(&mut bench, item);
                    complaints.lock().unwrap().extend(found);
                }
            });
        }
    });
    complaints.into_inner().unwrap()
}

/// Of `items`, `count` evenly spread.
pub(crate) fn spread<T: Clone>(items: &[T], count: usize) -> Vec<T> {
    let count = count.min(items.len());
    (0..count)
        .map(|index| items[index * items.len() / count].clone())
        .collect()
}

/// Numbers that look random, and are the same each time.
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// One below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        // SplitMix64, by Sebastiano Vigna.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((bits ^ (bits >> 31)) % limit.max(1) as u64).unwrap()
    }
}
