//! The last line of a run: how much was found.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Severity};

/// `2 errors, 1 warning and 3 infos in 2 files`; `None` when there is nothing to say.
#[must_use]
pub fn summary(diagnostics: &[Diagnostic]) -> Option<String> {
    let found = counts(diagnostics)?;
    let files: BTreeSet<_> = diagnostics.iter().map(|one| &one.span.path).collect();
    Some(format!("{found} in {}", count(files.len(), "file")))
}

/// `2 errors, 1 warning and 3 infos`; `None` when there is nothing to say.
#[must_use]
pub fn counts(diagnostics: &[Diagnostic]) -> Option<String> {
    let nouns = [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Info, "info"),
    ];
    let counted = nouns.map(|(severity, noun)| {
        let found = diagnostics.iter();
        let found = found.filter(|one| one.severity == severity).count();
        (found > 0).then(|| count(found, noun))
    });
    let counted: Vec<String> = counted.into_iter().flatten().collect();
    match &counted[..] {
        [] => None,
        [one] => Some(one.clone()),
        [some @ .., last] => Some(format!("{} and {last}", some.join(", "))),
    }
}

/// `1 file`, `2 files`.
fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::summary;
    use crate::diagnostic::{Diagnostic, Severity};
    use crate::source::SourceFile;

    #[test]
    fn errors_warnings_and_files_are_counted() {
        let at = |path| SourceFile::new(path, "").span(0..0);
        let found = [
            Diagnostic::error("a", at("x"), ""),
            Diagnostic::error("a", at("y"), ""),
            Diagnostic::warning("b", at("x"), ""),
        ];
        assert_eq!(
            summary(&found).as_deref(),
            Some("2 errors and 1 warning in 2 files")
        );
        assert_eq!(summary(&found[2..]).as_deref(), Some("1 warning in 1 file"));
        assert_eq!(summary(&[]), None);
    }

    #[test]
    fn infos_are_counted_for_themselves() {
        let at = SourceFile::new("x", "").span(0..0);
        let info = Diagnostic::warning("a", at, "").with(Severity::Info);
        let mut found = vec![info.clone().with(Severity::Error), info.clone(), info];
        let said = "1 error and 2 infos in 1 file";
        assert_eq!(summary(&found).as_deref(), Some(said));
        found[1] = found[1].clone().with(Severity::Warning);
        let said = "1 error, 1 warning and 1 info in 1 file";
        assert_eq!(summary(&found).as_deref(), Some(said));
    }
}
