//! The last line of a run: how much was found.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Severity};

/// `2 errors and 1 warning in 2 files`; `None` when there is nothing to say.
#[must_use]
pub fn summary(diagnostics: &[Diagnostic]) -> Option<String> {
    let errors = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .count();
    let warnings = diagnostics.len() - errors;
    let files = diagnostics
        .iter()
        .map(|diagnostic| &diagnostic.span.path)
        .collect::<BTreeSet<_>>()
        .len();
    let found = match (errors, warnings) {
        (0, 0) => return None,
        (_, 0) => count(errors, "error"),
        (0, _) => count(warnings, "warning"),
        _ => format!(
            "{} and {}",
            count(errors, "error"),
            count(warnings, "warning")
        ),
    };
    Some(format!("{found} in {}", count(files, "file")))
}

/// `1 file`, `2 files`.
fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::summary;
    use crate::diagnostic::Diagnostic;
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
}
