//! `forthright init`: a starter site, dated around today, that builds at once.

use std::collections::BTreeMap;

use super::args::InitOptions;
use super::console::Console;
use super::{Outcome, project};
use crate::disk::{self, Failure};
use crate::resolve;
use crate::timeline::{Day, Zone};

/// Each starter file: its path and its text, both with dates to fill in.
const FILES: [(&str, &str); 6] = [
    ("content/site.yaml", include_str!("starter/site.yaml")),
    (
        "content/incidents/@YESTERDAY@-checkout.md",
        include_str!("starter/incident.md"),
    ),
    (
        "content/apologies/@YESTERDAY@-checkout.md",
        include_str!("starter/apology.md"),
    ),
    (
        "content/maintenance/@IN_NINE_DAYS@-database.md",
        include_str!("starter/maintenance.md"),
    ),
    ("content/pages/about.md", include_str!("starter/about.md")),
    (IGNORE, "/public\n"),
];
const IGNORE: &str = ".gitignore";
const WORKFLOW: (&str, &str) = (
    ".github/workflows/status-page.yml",
    include_str!("starter/github-pages.yml"),
);

pub(super) fn run(options: &InitOptions, console: &Console) -> Result<Outcome, Failure> {
    let zone = Zone::utc();
    let as_of = resolve::instant(&project::as_of(options.as_of.as_ref())?, &zone)
        .map_err(project::wrong_option)?;
    // The day on which the starter site was announced must have reached nine o'clock.
    let today = zone.day_of(as_of.plus(-9 * 3_600));
    let ignored = options.folder.join(IGNORE).exists();
    let files = FILES
        .iter()
        .chain(options.github_pages.then_some(&WORKFLOW))
        .filter(|(path, _)| *path != IGNORE || !ignored);
    let files: BTreeMap<String, Vec<u8>> = files
        .map(|(path, text)| (dated(path, today), dated(text, today).into_bytes()))
        .collect();
    disk::create_all(&options.folder, &files)?;
    let folder = disk::shown(&options.folder);
    console.say(&format!("made a site of {} files in {folder}", files.len()));
    if ignored {
        console.note(&format!(
            "{folder}/{IGNORE} is there already and was left alone; add a line `/public` to it"
        ));
    }
    console.say(&format!(
        "edit {folder}/content/site.yaml, then build it: forthright build --root {folder}"
    ));
    Ok(Outcome::Clean)
}

fn dated(text: &str, today: Day) -> String {
    text.replace("@TODAY@", &today.to_string())
        .replace("@YESTERDAY@", &today.plus_days(-1).to_string())
        .replace("@IN_NINE_DAYS@", &today.plus_days(9).to_string())
        .replace("@IN_A_MONTH@", &today.plus_days(30).to_string())
        .replace("@VERSION@", env!("CARGO_PKG_VERSION"))
}
