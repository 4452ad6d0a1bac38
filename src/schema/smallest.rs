//! The smallest file of each kind: what people are shown when theirs says nothing, or lacks a key.

use super::document::{Kind, kind_of};

/// What the file at `path` is called, and the smallest one that is whole.
pub(super) fn smallest(path: &str) -> Option<(&'static str, &'static str)> {
    Some(match kind_of(path) {
        Kind::Site => ("settings file", "title: Nimbus status\n"),
        Kind::Incident => (
            "incident",
            "---\ntitle: Mail is down\nstarted: 2009-09-01 12:30\n---\n",
        ),
        Kind::Apology => (
            "apology",
            "---\ntitle: We are sorry\npublished: 2009-09-02 09:00\n---\n",
        ),
        Kind::Maintenance => (
            "planned work",
            "---\ntitle: New routers\nfrom: 2009-09-12 02:00\nto: 2009-09-12 04:00\n---\n",
        ),
        Kind::Notice => (
            "notice",
            "---\ntitle: A new region\npublished: 2009-09-02 09:00\n---\n",
        ),
        Kind::Page => ("page", "---\ntitle: About us\n---\n"),
        Kind::Uptime => (
            "file of uptime data",
            "component: mail\ncovers: { from: 2009-01-01 }\n",
        ),
        Kind::Table => (
            "table of outages",
            "from,to\n2009-09-01 12:30,2009-09-01 14:09\n",
        ),
        Kind::Static | Kind::Droppings | Kind::Unknown => return None,
    })
}

/// The way out for a file that says nothing.
pub(super) fn shown(path: &str) -> Option<String> {
    let (kind, text) = smallest(path)?;
    Some(format!("the smallest {kind} is\n{}", text.trim_end()))
}

/// The way out for a file that lacks a key: all that it cannot do without.
pub(super) fn required(path: &str) -> Option<String> {
    let (kind, text) = smallest(path)?;
    let keys = text.lines().filter_map(|line| line.split_once(':'));
    let keys = crate::diagnostic::list(keys.map(|(key, _)| key));
    let article = if kind.starts_with(['a', 'i']) {
        "an "
    } else {
        "a "
    };
    let article = if kind == "planned work" { "" } else { article };
    Some(format!("{article}{kind} needs {keys}"))
}

#[cfg(test)]
mod tests {
    use super::smallest;
    use crate::schema::read;
    use crate::source::SourceFile;

    const PATHS: [&str; 7] = [
        "content/site.yaml",
        "content/incidents/x.md",
        "content/apologies/x.md",
        "content/maintenance/x.md",
        "content/notices/x.md",
        "content/pages/x.md",
        "content/uptime/x.yaml",
    ];

    #[test]
    fn the_smallest_files_are_read_without_a_word() {
        for path in PATHS {
            let (_, text) = smallest(path).unwrap();
            let (document, found) = read(&SourceFile::new(path, text));
            assert!(document.is_some() && found.is_empty(), "{path}: {found:?}");
        }
    }

    #[test]
    fn without_any_of_its_keys_the_smallest_file_is_wrong() {
        for path in PATHS {
            let (_, text) = smallest(path).unwrap();
            for line in text.lines().filter(|line| line.contains(':')) {
                let rest = text.replace(&format!("{line}\n"), "");
                let (_, found) = read(&SourceFile::new(path, rest));
                assert!(!found.is_empty(), "{path} without {line}");
            }
        }
    }
}
