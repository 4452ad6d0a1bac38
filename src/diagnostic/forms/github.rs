//! The form for GitHub Actions: workflow commands, which the service shows beside the lines of a change.

use super::places::Places;
use super::{escape, word};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::SourceTree;

/// One workflow command for each diagnostic, on a line of its own:
/// ``::error file=status/content/incidents/x.md,line=3,endLine=3,col=1,endColumn=9,title=unknown-key::unknown key `sevirity` ``.
///
/// `folder` is the way from the workspace, where GitHub looks for files, to the project: empty, or with a slash at its end.
/// What explains the message follows it on lines of their own. Columns are given within one line only, as GitHub wants it,
/// and a diagnostic about a whole file is shown at its first line.
#[must_use]
pub fn github(diagnostics: &[Diagnostic], sources: &SourceTree, folder: &str) -> String {
    let mut places = Places::new(sources);
    diagnostics
        .iter()
        .map(|diagnostic| command(diagnostic, folder, &mut places))
        .collect()
}

fn command(diagnostic: &Diagnostic, folder: &str, places: &mut Places<'_>) -> String {
    let span = &diagnostic.span;
    let (start, end) = places.ends(span);
    let path = property(&format!("{folder}{}", span.path));
    let columns = if span.end > 0 && start.line == end.line {
        format!(",col={},endColumn={}", start.column, end.column)
    } else {
        String::new()
    };
    let place = format!(
        "file={path},line={},endLine={}{columns}",
        start.line, end.line
    );
    let others = diagnostic.others.iter();
    let others = others.map(|other| also(other, folder, places));
    let others: Vec<String> = others.collect();
    let help = diagnostic
        .help
        .iter()
        .map(|help| format!("help: {}", escape::many_lines(help)));
    let lines = std::iter::once(escape::one_line(&diagnostic.message));
    let text: Vec<String> = lines.chain(others).chain(help).collect();
    format!(
        "::{} {place},title={}::{}\n",
        level(diagnostic.severity),
        property(diagnostic.code),
        data(&text.join("\n"))
    )
}

/// The service's own word.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "notice",
        Severity::Error | Severity::Warning => word(severity),
    }
}

/// `first here: content/site.yaml:3`
fn also(other: &Label, folder: &str, places: &mut Places<'_>) -> String {
    let Label { span, text } = other;
    let (start, _) = places.ends(span);
    let path = escape::one_line(&format!("{folder}{}", span.path));
    format!("{}: {path}:{}", escape::one_line(text), start.line)
}

/// A text behind `::`. The commands are lines, so line breaks and the sign that escapes them are written as numbers.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A text between `,` and `=`, which these signs would end.
fn property(text: &str) -> String {
    data(&escape::one_line(text))
        .replace(':', "%3A")
        .replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::github;
    use crate::diagnostic::{Diagnostic, Severity};
    use crate::source::{SourceFile, SourceTree};

    fn said(diagnostic: Diagnostic, files: &[&SourceFile]) -> String {
        let sources: SourceTree = files.iter().copied().cloned().collect();
        github(&[diagnostic], &sources, "")
    }

    #[test]
    fn the_place_is_given_as_github_wants_it() {
        let file = SourceFile::new("content/x.md", "---\ntitle: A\nsevirity: b\n");
        let diagnostic =
            Diagnostic::error("unknown-key", file.span(13..21), "unknown key `sevirity`")
                .help("did you mean `severity`?");
        assert_eq!(
            said(diagnostic, &[&file]),
            "::error file=content/x.md,line=3,endLine=3,col=1,endColumn=9,title=unknown-key::unknown key `sevirity`%0Ahelp: did you mean `severity`?\n"
        );
    }

    #[test]
    fn a_warning_about_a_whole_file_stands_at_its_first_line() {
        let file = SourceFile::new("content/x.txt", "x\n");
        let diagnostic = Diagnostic::warning("unknown-file", file.span(0..0), "nothing reads this");
        assert_eq!(
            said(diagnostic, &[&file]),
            "::warning file=content/x.txt,line=1,endLine=1,title=unknown-file::nothing reads this\n"
        );
    }

    #[test]
    fn an_info_is_a_notice() {
        let file = SourceFile::new("content/x.md", "x\n");
        let diagnostic = Diagnostic::warning("allow-unused", file.span(0..1), "nothing to allow");
        assert_eq!(
            said(diagnostic.with(Severity::Info), &[&file]),
            "::notice file=content/x.md,line=1,endLine=1,col=1,endColumn=2,title=allow-unused::nothing to allow\n"
        );
    }

    #[test]
    fn columns_are_left_out_where_a_place_has_several_lines() {
        let file = SourceFile::new("content/x.md", "one\ntwo\n");
        let diagnostic = Diagnostic::error("yaml-syntax", file.span(1..6), "this is not YAML");
        assert_eq!(
            said(diagnostic, &[&file]),
            "::error file=content/x.md,line=1,endLine=2,title=yaml-syntax::this is not YAML\n"
        );
    }

    #[test]
    fn no_text_can_end_a_command_or_begin_another() {
        let file = SourceFile::new("content/a,b:c%0A::d\n.md", "x\n");
        let diagnostic = Diagnostic::error(
            "unknown-key",
            file.span(0..1),
            "100%\n::set-env name=A::b\r",
        )
        .help("one\ntwo, three: 5%");
        assert_eq!(
            said(diagnostic, &[&file]),
            "::error file=content/a%2Cb%3Ac%250A%3A%3Ad\\n.md,line=1,endLine=1,col=1,endColumn=2,title=unknown-key::100%25\\n::set-env name=A::b\\r%0Ahelp: one%0Atwo, three: 5%25\n"
        );
    }

    #[test]
    fn another_place_is_named_with_the_way_to_the_project() {
        let (one, other) = (
            SourceFile::new("content/a.md", "x\n"),
            SourceFile::new("content/b.md", "\ny\n"),
        );
        let diagnostic =
            Diagnostic::error("duplicate-id", one.span(0..0), "two files have the id `a`")
                .also(other.span(1..2), "the other file");
        let sources: SourceTree = [one, other].into_iter().collect();
        assert_eq!(
            github(&[diagnostic], &sources, "status/"),
            "::error file=status/content/a.md,line=1,endLine=1,title=duplicate-id::two files have the id `a`%0Athe other file: status/content/b.md:2\n"
        );
    }
}
