//! The form for people, as it reads: one whole text for each kind of place.

use super::{blocks, human};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, SourceTree};

fn incident() -> SourceFile {
    let text = "---\ntitle: Mail is down\nsevirity: sev1\n---\n";
    SourceFile::new("content/incidents/x.md", text)
}

#[track_caller]
fn reads(diagnostic: Diagnostic, files: &[&SourceFile], expected: &str) {
    let sources: SourceTree = files.iter().copied().cloned().collect();
    let found = [diagnostic];
    let text = human(&found, &sources, false);
    assert_eq!(blocks(&found, &sources), [text.as_str()]);
    assert_eq!(text, expected.trim_start_matches('\n'), "it reads:\n{text}");
}

#[test]
fn one_label_and_a_way_out() {
    let file = incident();
    let diagnostic = Diagnostic::error("unknown-key", file.span(24..32), "unknown key `sevirity`")
        .label("incidents have no such key")
        .help("did you mean `severity`?");
    let expected = "
error[unknown-key]: unknown key `sevirity`
 --> content/incidents/x.md:3:1
  |
3 | sevirity: sev1
  | ^^^^^^^^ incidents have no such key
  |
  = help: did you mean `severity`?
";
    reads(diagnostic, &[&file], expected);
}

#[test]
fn two_labels_in_one_file() {
    let file = SourceFile::new(
        "content/incidents/x.md",
        "---\ntitle: A\nstarted: x\ntitle: B\n---\n",
    );
    let diagnostic = Diagnostic::error(
        "duplicate-key",
        file.span(24..29),
        "the key `title` stands twice",
    )
    .label("again here")
    .also(file.span(4..9), "first here");
    let expected = "
error[duplicate-key]: the key `title` stands twice
 --> content/incidents/x.md:4:1
  |
2 | title: A
  | ----- first here
3 | started: x
4 | title: B
  | ^^^^^ again here
";
    reads(diagnostic, &[&file], expected);
}

#[test]
fn labels_in_two_files() {
    let file = SourceFile::new("content/uptime/b.yaml", "component: mail-web\n");
    let other = SourceFile::new(
        "content/uptime/a.yaml",
        format!("{}component: mail-web\n", "#\n".repeat(99)),
    );
    let diagnostic = Diagnostic::error(
        "uptime-twice",
        file.span(11..19),
        "two files are about `mail-web`",
    )
    .also(other.span(209..217), "the other one")
    .help("put both into one file");
    let expected = "
error[uptime-twice]: two files are about `mail-web`
   --> content/uptime/b.yaml:1:12
    |
  1 | component: mail-web
    |            ^^^^^^^^
    |
   ::: content/uptime/a.yaml:100:12
    |
100 | component: mail-web
    |            -------- the other one
    |
    = help: put both into one file
";
    reads(diagnostic, &[&file, &other], expected);
}

#[test]
fn carets_stand_below_tabs_and_wide_characters() {
    let file = SourceFile::new("content/site.yaml", "\ttitle: 状态页 Größe: x\r\n");
    let diagnostic = Diagnostic::error("yaml-syntax", file.span(25..26), "a colon within a text")
        .label("quote the text")
        .also(file.span(0..1), "a tab");
    let expected = "
error[yaml-syntax]: a colon within a text
 --> content/site.yaml:1:18
  |
1 |     title: 状态页 Größe: x
  | ---- a tab             ^ quote the text
";
    reads(diagnostic, &[&file], expected);
}

#[test]
fn the_end_of_the_file_has_a_place() {
    let file = incident();
    let diagnostic = Diagnostic::error("yaml-syntax", file.span(43..43), "a quote is never closed")
        .label("the file ends");
    let expected = "
error[yaml-syntax]: a quote is never closed
 --> content/incidents/x.md:5:1
  |
5 |
  | ^ the file ends
";
    reads(diagnostic, &[&file], expected);
}

#[test]
fn several_lines_are_marked_at_their_side() {
    let file = incident();
    let diagnostic = Diagnostic::error("update-swallowed", file.span(4..39), "it is never closed")
        .label("all of this");
    let expected = "
error[update-swallowed]: it is never closed
 --> content/incidents/x.md:2:1
  |
2 | / title: Mail is down
3 | | sevirity: sev1
  | |______________^ all of this
";
    reads(diagnostic, &[&file], expected);
}

#[test]
fn bytes_that_are_not_utf_8_are_shown_and_counted() {
    let file = SourceFile::new("content/site.yaml", b"title: St\xf6rung im Postfach\n");
    let diagnostic = Diagnostic::error("not-utf-8", file.span(9..10), "the byte F6 is not UTF-8")
        .also(file.span(15..17), "column 16");
    let expected = "
error[not-utf-8]: the byte F6 is not UTF-8
 --> content/site.yaml:1:10
  |
1 | title: St\\xF6rung im Postfach
  |          ^^^^     -- column 16
";
    reads(diagnostic, &[&file], expected);
}

#[test]
fn an_override_cannot_turn_the_line_around() {
    let file = SourceFile::new("content/a\u{202e}.md", "title: Mail \u{202e}is down");
    let diagnostic = Diagnostic::warning(
        "direction-override",
        file.span(12..15),
        "U+202E after `Mail \u{202e}`",
    );
    let expected = "
warning[direction-override]: U+202E after `Mail \\u{202e}`
 --> content/a\\u{202e}.md:1:13
  |
1 | title: Mail \\u{202e}is down
  |             ^^^^^^^^
";
    reads(diagnostic, &[&file], expected);
}

#[test]
fn nothing_of_a_file_is_shown_that_is_wrong_as_a_whole() {
    let file = SourceFile::new("content/static/.env", b"PASSWORD=secret");
    let diagnostic = Diagnostic::error(
        "static-forbidden",
        file.span(0..0),
        "this would be published",
    )
    .help("move it");
    let expected = "
error[static-forbidden]: this would be published
 --> content/static/.env
  |
  = help: move it
";
    reads(diagnostic, &[&file], expected);
}

#[test]
fn a_file_that_is_not_there_keeps_its_label() {
    let file = incident();
    let diagnostic =
        Diagnostic::error("symlink-broken", file.span(3..4), "a broken link").label("leads to `y`");
    reads(
        diagnostic,
        &[],
        "error[symlink-broken]: a broken link\n --> content/incidents/x.md: leads to `y`\n",
    );
}

#[test]
fn only_the_first_hundred_of_a_file_are_shown() {
    let (file, other) = (incident(), SourceFile::new("z", "z"));
    let mut diagnostics = vec![Diagnostic::error("unknown-key", file.span(0..3), "x"); 20_000];
    diagnostics.push(Diagnostic::error("unknown-key", other.span(0..1), "last"));
    let text = human(&diagnostics, &SourceTree::from_iter([file, other]), false);
    assert_eq!(text.matches("error[").count(), 101);
    assert!(text.contains(
        "\n\n... and 19900 more in content/incidents/x.md\n\nerror[unknown-key]: last\n"
    ));
}

#[test]
fn any_two_ranges_over_any_bytes_can_be_shown() {
    for text in [&b"a\r\n\xff\te\xcc"[..], "\n\nä\r".as_bytes(), b""] {
        let file = SourceFile::new("x", text);
        let sources = SourceTree::from_iter([file.clone()]);
        let ranges = || {
            (0..text.len() + 2).flat_map(|start| (start..text.len() + 2).map(move |end| start..end))
        };
        for primary in ranges() {
            for other in ranges() {
                let diagnostic = Diagnostic::error("a", file.span(primary.clone()), "b").label("c");
                let text = human(&[diagnostic.also(file.span(other), "d")], &sources, true);
                assert!(text.contains("x:"), "{text}");
            }
        }
    }
}

#[test]
fn another_file_as_a_whole_is_named_with_its_label() {
    let file = SourceFile::new("content/incidents/2010/x.md", "---");
    let other = SourceFile::new("content/incidents/2009/x.md", "---");
    let diagnostic =
        Diagnostic::error("duplicate-id", file.span(0..0), "two files have the id `x`")
            .also(other.span(0..0), "the other file")
            .help("rename one of them");
    let expected = "
error[duplicate-id]: two files have the id `x`
 --> content/incidents/2010/x.md
 ::: content/incidents/2009/x.md: the other file
  |
  = help: rename one of them
";
    reads(diagnostic, &[&file, &other], expected);
}
