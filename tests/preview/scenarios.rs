//! What editors, version control and people do to files, one after the other: fault row 21.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::time::Duration;

use crate::effort;
use crate::server::{Server, Site};

/// The write-up that is edited.
const STORY: &str = "incidents/2009-09-01-mail-web.md";

/// What is done to a site; `number` is different each time.
type Deed = fn(&Site, &str);

/// Everything that must be seen, and whether the preview may watch.
const SCENARIOS: [(&str, Deed, &[&str]); 24] = [
    ("saved in place", in_place, &[]),
    ("saved by rename", by_rename, &[]),
    ("vim with a backup", vim_backup, &[]),
    ("vim with a copied backup", vim_copy, &[]),
    ("vim with a swap file and 4913", vim_swap, &[]),
    ("emacs with a lock link and a backup", emacs, &[]),
    ("a JetBrains safe write", jetbrains, &[]),
    ("VS Code, truncated and written", truncated, &[]),
    ("saved in two halves", halves, &[]),
    ("a thousand files checked out", checkout, &[]),
    ("a folder moved out and in", moved, &[]),
    ("the root replaced", root_replaced, &[]),
    ("the content folder replaced", content_replaced, &[]),
    ("a link to a file retargeted", link_retargeted, &[]),
    ("a link to a folder retargeted", folder_retargeted, &[]),
    ("deleted and made anew", recreated, &[]),
    ("a new folder with files in it", new_folder, &[]),
    ("a folder that was not there", first_theme, &[]),
    ("two writes in one tick", one_tick, &[]),
    ("an old time stamp", old_stamp, &[]),
    ("no watches: saved in place", in_place, &["--poll"]),
    ("no watches: saved by rename", by_rename, &["--poll"]),
    ("no watches: a folder moved out and in", moved, &["--poll"]),
    ("no watches: the root replaced", root_replaced, &["--poll"]),
];

#[test]
fn whatever_is_done_to_the_files_the_preview_shows_it() {
    let rounds = effort(1, 150);
    for (name, deed, options) in SCENARIOS {
        let site = Site::demo();
        let mut server = Server::start(&site.root, options);
        let mut slowest = Duration::ZERO;
        for round in 0..rounds {
            deed(&site, &format!("Round {round} of it."));
            let files = site.built().unwrap_or_else(|| panic!("{name}: has errors"));
            let took = server.wait(name, |server| server.differences(&files));
            slowest = slowest.max(took);
        }
        eprintln!("{name}: {rounds} of {rounds}, slowest {slowest:?}");
    }
}

/// The story with a word at its end.
fn with(site: &Site, word: &str) -> String {
    let text = site.text(STORY);
    let text = text.split("\nRound ").next().unwrap_or_default();
    format!("{}\n\nRound {word}\n", text.trim_end())
}

fn in_place(site: &Site, word: &str) {
    site.write(STORY, with(site, word));
}

fn by_rename(site: &Site, word: &str) {
    site.write("incidents/.story.tmp", with(site, word));
    fs::rename(site.path("incidents/.story.tmp"), site.path(STORY)).unwrap();
}

/// The old file becomes the backup, and a new one is written.
fn vim_backup(site: &Site, word: &str) {
    let (text, backup) = (with(site, word), site.path(&format!("{STORY}~")));
    fs::rename(site.path(STORY), &backup).unwrap();
    site.write(STORY, text);
    fs::remove_file(backup).unwrap();
}

fn vim_copy(site: &Site, word: &str) {
    let backup = site.path(&format!("{STORY}~"));
    fs::copy(site.path(STORY), &backup).unwrap();
    site.write(STORY, with(site, word));
    fs::remove_file(backup).unwrap();
}

/// It tries whether the folder can be written to, too.
fn vim_swap(site: &Site, word: &str) {
    let text = with(site, word);
    site.write("incidents/.2009-09-01-mail-web.md.swp", "b0VIM");
    site.write("incidents/4913", "");
    fs::remove_file(site.path("incidents/4913")).unwrap();
    vim_backup(site, word);
    assert_eq!(site.text(STORY), text);
    fs::remove_file(site.path("incidents/.2009-09-01-mail-web.md.swp")).unwrap();
}

fn emacs(site: &Site, word: &str) {
    let lock = site.path("incidents/.#2009-09-01-mail-web.md");
    symlink("somebody@somewhere.1:2", &lock).unwrap();
    let text = with(site, word);
    fs::rename(site.path(STORY), site.path(&format!("{STORY}~"))).unwrap();
    site.write(STORY, text);
    fs::remove_file(lock).unwrap();
}

fn jetbrains(site: &Site, word: &str) {
    let (new, old) = (
        site.path(&format!("{STORY}___jb_tmp___")),
        site.path(&format!("{STORY}___jb_old___")),
    );
    fs::write(&new, with(site, word)).unwrap();
    fs::rename(site.path(STORY), &old).unwrap();
    fs::rename(&new, site.path(STORY)).unwrap();
    fs::remove_file(old).unwrap();
}

fn truncated(site: &Site, word: &str) {
    let text = with(site, word);
    let mut file = File::create(site.path(STORY)).unwrap();
    file.sync_all().unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

fn halves(site: &Site, word: &str) {
    let text = with(site, word);
    let (first, second) = text.split_at(text.find("\n---\n").unwrap() + 40);
    let mut file = File::create(site.path(STORY)).unwrap();
    file.write_all(first.as_bytes()).unwrap();
    file.sync_all().unwrap();
    file.write_all(second.as_bytes()).unwrap();
}

fn checkout(site: &Site, word: &str) {
    for number in 0..1_000 {
        let (day, month) = (number % 28 + 1, number / 28 % 12 + 1);
        let name = format!("incidents/2007-{month:02}-{day:02}-number-{number}.md");
        let text = format!(
            "---\ntitle: Number {number}\nstarted: 2007-{month:02}-{day:02} 10:00\nresolved: 2007-{month:02}-{day:02} 11:00\n---\n\n{word}\n"
        );
        site.write(&name, text);
    }
}

fn moved(site: &Site, word: &str) {
    let (there, away) = (site.path("incidents"), site.path("../away"));
    fs::rename(&there, &away).unwrap();
    let story = away.join("2009-09-01-mail-web.md");
    let text = fs::read_to_string(&story).unwrap();
    fs::write(&story, format!("{text}\n{word}\n")).unwrap();
    fs::rename(&away, &there).unwrap();
}

fn replaced(folder: &Path, word: &str) {
    let name = folder.file_name().unwrap().to_str().unwrap();
    let away = folder.with_file_name(format!("{name}-away"));
    fs::rename(folder, &away).unwrap();
    crate::server::copy(&away, folder);
    fs::remove_dir_all(&away).unwrap();
    let story = ["content/", ""].map(|inside| folder.join(format!("{inside}{STORY}")));
    let story = story.iter().find(|path| path.exists()).unwrap();
    let mut file = OpenOptions::new().append(true).open(story).unwrap();
    writeln!(file, "\n{word}").unwrap();
}

fn root_replaced(site: &Site, word: &str) {
    replaced(&site.root, word);
}

fn content_replaced(site: &Site, word: &str) {
    replaced(&site.root.join("content"), word);
}

fn link_retargeted(site: &Site, word: &str) {
    let (text, link) = (with(site, word), site.path(STORY));
    let name = format!("../kept-{}.md", word.len() + text.len() % 7);
    fs::write(site.path(&name), text).unwrap();
    fs::remove_file(&link).unwrap();
    symlink(site.path(&name), &link).unwrap();
}

fn folder_retargeted(site: &Site, word: &str) {
    let link = site.path("static/more");
    let targets = ["../one", "../two"].map(|name| site.path(name));
    let now = fs::read_link(&link).ok();
    let next = targets
        .iter()
        .find(|target| Some(*target) != now.as_ref())
        .unwrap();
    fs::create_dir_all(next).unwrap();
    fs::write(next.join("word.txt"), word).unwrap();
    let _ = fs::remove_file(&link);
    symlink(next, &link).unwrap();
}

fn recreated(site: &Site, word: &str) {
    let text = with(site, word);
    fs::remove_file(site.path(STORY)).unwrap();
    site.write(STORY, text);
}

fn new_folder(site: &Site, word: &str) {
    let name = word.replace([' ', '.'], "-").to_lowercase();
    site.write(&format!("static/{name}/deep/er/file.txt"), word);
}

fn first_theme(site: &Site, word: &str) {
    let _ = fs::remove_dir_all(site.root.join("themes"));
    site.write("../themes/own/assets/site.css", format!("/* {word} */\n"));
    let settings = site.text("site.yaml");
    site.write("site.yaml", settings.replace("name: default", "name: own"));
}

/// Of the same length, so that only the content tells them apart.
fn one_tick(site: &Site, word: &str) {
    let text = with(site, word);
    site.write(STORY, text.replace("Round Round", "Round round"));
    site.write(STORY, text);
}

fn old_stamp(site: &Site, word: &str) {
    let stamp = fs::metadata(site.path(STORY)).unwrap().modified().unwrap();
    let text = with(site, word);
    site.write(STORY, text);
    let file = OpenOptions::new()
        .append(true)
        .open(site.path(STORY))
        .unwrap();
    file.set_modified(stamp).unwrap();
}
