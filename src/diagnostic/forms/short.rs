//! The form for editors and for `grep`: one line each.

use super::places::Places;
use super::{escape, word};
use crate::diagnostic::Diagnostic;
use crate::source::SourceTree;

/// One line for each diagnostic, as compilers write it, with the first way out in parentheses:
/// ``content/incidents/x.md:3:1: error[unknown-key]: unknown key `sevirity` (did you mean `severity`?)``.
///
/// The column counts characters. Always a line and a column, so that one pattern matches every line.
#[must_use]
pub fn short(diagnostics: &[Diagnostic], sources: &SourceTree) -> String {
    let mut places = Places::new(sources);
    diagnostics
        .iter()
        .map(|diagnostic| line(diagnostic, &mut places))
        .collect()
}

fn line(diagnostic: &Diagnostic, places: &mut Places<'_>) -> String {
    let (start, _) = places.ends(&diagnostic.span);
    let help = diagnostic.help.first().and_then(|help| help.lines().next());
    format!(
        "{}:{}:{}: {}[{}]: {}{}\n",
        escape::one_line(&diagnostic.span.path),
        start.line,
        start.column,
        word(diagnostic.severity),
        diagnostic.code,
        escape::one_line(&diagnostic.message),
        help.map(|help| format!(" ({})", escape::one_line(help)))
            .unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests {
    use super::short;
    use crate::diagnostic::Diagnostic;
    use crate::source::{SourceFile, SourceTree};

    #[test]
    fn a_diagnostic_is_one_line_whatever_it_says() {
        let file = SourceFile::new("content/a\u{1b}.md", b"x\n\xc3\xa4sevirity: 1");
        let help = "did you mean `severity`?\nOr not.";
        let diagnostic =
            Diagnostic::error("unknown-key", file.span(4..12), "unknown key `sevi\nrity`")
                .help(help);
        let expected = "content/a\\u{1b}.md:2:2: error[unknown-key]: unknown key `sevi\\nrity` (did you mean `severity`?)\n";
        assert_eq!(
            short(&[diagnostic], &SourceTree::from_iter([file])),
            expected
        );
    }

    #[test]
    fn a_file_that_could_not_be_read_has_a_first_line() {
        let file = SourceFile::new("content/a.md", "");
        let diagnostic = Diagnostic::warning("unknown-file", file.span(7..9), "nothing reads this");
        assert_eq!(
            short(&[diagnostic], &SourceTree::default()),
            "content/a.md:1:1: warning[unknown-file]: nothing reads this\n"
        );
    }
}
