//! The site that is built again and again, and the situations in which a fault may find it.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::project::{Project, repository};

/// Path → bytes of every file of a folder.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

pub(crate) const RECORD: &str = ".forthright.json";
const NOW: &str = "1251939600";

/// Content to build, what is there before, and what is to be there afterwards.
#[derive(Clone)]
pub(crate) struct Situation {
    pub(crate) name: &'static str,
    pub(crate) content: Tree,
    pub(crate) before: Option<Tree>,
    pub(crate) after: Tree,
    /// What the output before was built from, where it was built.
    pub(crate) former: Option<Tree>,
}

impl Situation {
    /// A first build, a build into a folder that holds a file of somebody else's, a rebuild that adds, changes and removes, and
    /// one that mostly removes.
    pub(crate) fn all() -> Vec<Self> {
        let stranger = Tree::from([("kept.txt".to_owned(), b"mine\n".to_vec())]);
        let rebuild = Self::rebuild();
        let mut removals = Self::new("rebuild with removals", few(), Some(rebuild.after.clone()));
        removals.former = Some(rebuild.content.clone());
        vec![
            Self::new("first build", late(), None),
            Self::new("build beside a stranger", late(), Some(stranger)),
            rebuild,
            removals,
        ]
    }

    pub(crate) fn new(name: &'static str, content: Tree, before: Option<Tree>) -> Self {
        let after = built(&content, before.as_ref());
        Self {
            name,
            content,
            before,
            after,
            former: None,
        }
    }

    /// The rebuild alone.
    pub(crate) fn rebuild() -> Self {
        let before = built(&early(), None);
        let mut rebuild = Self::new("rebuild", late(), Some(before));
        rebuild.former = Some(early());
        rebuild
    }
}

/// What `content` builds over `before`.
fn built(content: &Tree, before: Option<&Tree>) -> Tree {
    let mut bench = Bench::new();
    bench.set_content(content);
    bench.restore(before);
    let output = bench.build().output().unwrap();
    assert!(output.status.success(), "{output:?}");
    bench.output().unwrap()
}

fn incident(day: u32, words: &str) -> String {
    format!(
        "---\ntitle: Files on day {day}\nstarted: 2009-08-{day:02} 11:00\n---\n\n{words}\n\n## 12:00 Resolved\n\nBack.\n"
    )
}

fn base(days: impl Iterator<Item = u32>, words: &str) -> Tree {
    let base = repository().join("tests/diagnostics/_base");
    let read = |path: &str| (path.to_owned(), fs::read(base.join(path)).unwrap());
    let mut tree = Tree::from([
        read("content/site.yaml"),
        read("content/incidents/2009-09-01-mail.md"),
    ]);
    tree.get_mut("content/site.yaml")
        .unwrap()
        .extend(b"theme: { name: own }\n");
    for day in days {
        let path = format!("content/incidents/2009-08-{day:02}-files.md");
        tree.insert(path, incident(day, words).into_bytes());
    }
    tree
}

fn with(mut tree: Tree, files: &[(&str, &str)]) -> Tree {
    for (path, text) in files {
        tree.insert((*path).to_owned(), text.as_bytes().to_vec());
    }
    tree
}

fn early() -> Tree {
    with(
        base(1..9, "Files were slow."),
        &[
            ("themes/own/assets/site.css", "body { color: black }\n"),
            ("content/static/old/terms.txt", "The old terms.\n"),
            ("content/static/logo.txt", "A logo.\n"),
        ],
    )
}

fn late() -> Tree {
    let mut story = String::new();
    for line in 0..4000 {
        writeln!(story, "Line {line} of the story.").unwrap();
    }
    with(
        base(4..14, "Files were very slow."),
        &[
            ("themes/own/assets/site.css", "body { color: navy }\n"),
            ("content/static/new/terms.txt", "The new terms.\n"),
            ("content/static/new/story.txt", &story),
            ("content/static/logo.txt", "Another logo.\n"),
            (
                "content/incidents/2008-12-31-files.md",
                "---\ntitle: New year\nstarted: 2008-12-31 11:00\n---\n\nSlow.\n\n## 12:00 Resolved\n\nBack.\n",
            ),
            (
                "content/notices/2009-08-30-hello.md",
                "---\ntitle: Hello\npublished: 2009-08-30 09:00\n---\n\nHello.\n",
            ),
        ],
    )
}

fn few() -> Tree {
    with(
        base(12..14, "Files were very slow."),
        &[("themes/own/assets/site.css", "body { color: navy }\n")],
    )
}

/// A scratch folder in which one build at a time is tried.
pub(crate) struct Bench {
    pub(crate) project: Project,
    content: Tree,
}

impl Bench {
    /// In memory where there is such a folder: what is tried is the order of the calls, and not the disk.
    pub(crate) fn new() -> Self {
        let memory = Path::new("/dev/shm");
        let place = if memory.is_dir() {
            memory.to_owned()
        } else {
            std::env::temp_dir()
        };
        let scratch = tempfile::Builder::new()
            .prefix("forthright-faults-")
            .tempdir_in(place)
            .unwrap();
        fs::create_dir(scratch.path().join("site")).unwrap();
        Self {
            project: Project {
                scratch,
                ordinary: Cell::new(false),
            },
            content: Tree::new(),
        }
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.project.root()
    }

    /// Puts the content there, unless it is there, and the output as it was before.
    pub(crate) fn set(&mut self, situation: &Situation) {
        self.set_content(&situation.content);
        self.restore(situation.before.as_ref());
    }

    /// Puts the content there, unless it is there.
    pub(crate) fn set_content(&mut self, content: &Tree) {
        if self.content == *content {
            return;
        }
        self.content.clone_from(content);
        for folder in ["content", "themes"] {
            let _ = fs::remove_dir_all(self.root().join(folder));
        }
        for (path, bytes) in content {
            self.project.file(path, bytes);
        }
    }

    pub(crate) fn restore(&self, output: Option<&Tree>) {
        for entry in fs::read_dir(self.root()).unwrap() {
            let entry = entry.unwrap();
            if entry.file_name() != "content" && entry.file_name() != "themes" {
                let path = entry.path();
                fs::remove_dir_all(&path)
                    .or_else(|_| fs::remove_file(&path))
                    .unwrap();
            }
        }
        let Some(output) = output else { return };
        // The record last: it is younger than what it names.
        for (path, bytes) in output.iter().filter(|(path, _)| *path != RECORD) {
            self.project.file(&format!("public/{path}"), bytes);
        }
        if let Some(bytes) = output.get(RECORD) {
            self.project.file(&format!("public/{RECORD}"), bytes);
        }
    }

    /// What lies in the output folder now.
    pub(crate) fn output(&self) -> Option<Tree> {
        self.root()
            .join("public")
            .is_dir()
            .then(|| self.project.tree("public"))
    }

    /// What a build left behind that is no output.
    pub(crate) fn leftovers(&self) -> Vec<String> {
        let mut found = Vec::new();
        for folder in [self.root(), self.root().join("public")] {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let name = entry.unwrap().file_name().into_string().unwrap();
                let is_ours = name.starts_with(".forthright-") || name.ends_with("forthright-lock");
                found.extend(is_ours.then_some(name));
            }
        }
        found
    }

    /// Folders of the output with nothing in them.
    pub(crate) fn empty_folders(&self) -> Vec<PathBuf> {
        let public = self.root().join("public");
        let folders = walkdir::WalkDir::new(public).into_iter().flatten();
        let folders = folders.filter(|entry| entry.file_type().is_dir());
        folders
            .map(walkdir::DirEntry::into_path)
            .filter(|path| fs::read_dir(path).unwrap().next().is_none())
            .collect()
    }

    /// The build, on one thread so that the calls come in the same order each time.
    pub(crate) fn build(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_forthright"));
        command.args(["build", "--quiet"]);
        self.prepare(&mut command);
        command
    }

    /// Gives `command` the folder and the environment of a build.
    pub(crate) fn prepare(&self, command: &mut Command) {
        let home = self.project.scratch.path().join("home");
        fs::create_dir_all(&home).unwrap();
        command
            .current_dir(self.root())
            .env_clear()
            .env("HOME", home)
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("SOURCE_DATE_EPOCH", NOW)
            .env("RAYON_NUM_THREADS", "1");
    }
}
