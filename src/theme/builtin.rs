//! The built-in theme, embedded: `themes/default/` of this repository as a table.

use crate::source::SourceFile;

/// Name of the built-in theme.
pub const DEFAULT: &str = "default";

/// One file of the theme: its path within it, and its text.
type Entry = (&'static str, &'static str);

macro_rules! embedded {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../themes/default/", $path)))),*]
    };
}

/// Every file of the built-in theme, sorted by path.
static FILES: &[Entry] = embedded![
    "assets/favicon.svg",
    "assets/site.css",
    "templates/404.html",
    "templates/apologies.html",
    "templates/apology.html",
    "templates/availability.html",
    "templates/base.html",
    "templates/component.html",
    "templates/home.html",
    "templates/incident.html",
    "templates/incidents.html",
    "templates/left-out.html",
    "templates/legend.html",
    "templates/maintenance.html",
    "templates/maintenances.html",
    "templates/notice.html",
    "templates/notices.html",
    "templates/page.html",
    "templates/parts.html",
    "templates/period.html",
    "templates/promises.html",
    "templates/updates.html",
    "templates/year.html",
];

/// The built-in files below `folder` (`templates` or `assets`), by name.
pub(super) fn files(folder: &'static str) -> impl Iterator<Item = (&'static str, SourceFile)> {
    FILES.iter().filter_map(move |(path, text)| {
        let name = path.strip_prefix(folder)?.strip_prefix('/')?;
        Some((
            name,
            SourceFile::new(&format!("themes/{DEFAULT}/{path}"), text),
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::FILES;
    use std::path::Path;

    #[test]
    fn the_table_names_every_file_of_the_folder() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
        let mut found = Vec::new();
        for folder in ["assets", "templates"] {
            for entry in std::fs::read_dir(root.join(folder)).unwrap() {
                found.push(format!(
                    "{folder}/{}",
                    entry.unwrap().file_name().to_str().unwrap()
                ));
            }
        }
        found.sort();
        let known: Vec<_> = FILES.iter().map(|(path, _)| (*path).to_owned()).collect();
        assert_eq!(known, found);
    }
}
