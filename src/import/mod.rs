//! Another status page's data → content files of ours, with a report of everything that did not go over as it was.
//!
//! Each system has its own room here and one function, from its files in memory to ours. What they share stands beside them: ids and
//! YAML that nothing in the input can break out of, times as people type them, and Markdown that is made safe for a strict site.
//! Nothing here touches the disk, and nothing may be lost silently: what cannot be carried over is named in a [`Remark`].

use std::fmt::Write as _;

pub mod cstate;

mod id;

mod prose;
mod quote;
mod remark;
mod text;
mod when;

use std::collections::BTreeMap;

pub use remark::{Remark, RemarkKind};

/// A new site, and what its owner should know about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Files by path, relative to the new site's root, parts joined by `/`.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What was changed, guessed, lost or skipped: sorted by path, then by line.
    pub remarks: Vec<Remark>,
}

impl Imported {
    /// The remarks as text: by file, then one line of counts.
    #[must_use]
    pub fn report(&self) -> String {
        let mut out = String::new();
        let mut path = None;
        for remark in &self.remarks {
            if path != Some(&remark.path) {
                let gap = if path.is_some() { "\n" } else { "" };
                let _ = writeln!(out, "{gap}{}", remark.path);
                path = Some(&remark.path);
            }
            let line = remark
                .line
                .map(|line| format!(" (line {line})"))
                .unwrap_or_default();
            let _ = writeln!(out, "  {}: {}{line}", remark.kind.word(), remark.text);
        }
        if path.is_some() {
            out.push('\n');
        }
        out + &self.counts()
    }

    /// How many files were made, and how many remarks of each kind.
    fn counts(&self) -> String {
        let count = |kind| {
            self.remarks
                .iter()
                .filter(|remark| remark.kind == kind)
                .count()
        };
        let kinds = RemarkKind::ALL
            .map(|kind| format!("{} {}", count(kind), kind.word()))
            .join(", ");
        let plural = if self.files.len() == 1 { "" } else { "s" };
        format!("{} file{plural} made; remarks: {kinds}\n", self.files.len())
    }
}
