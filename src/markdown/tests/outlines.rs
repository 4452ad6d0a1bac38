//! What is found in a write-up.

use super::{codes, cuts, read, sections, whole};
use crate::diagnostic::Severity;
use crate::markdown::{outline, plain};
use crate::source::SourceFile;

#[test]
fn a_body_is_split_at_its_dated_headings() {
    let text = "Opening.\n\n## 12:53 Investigating\n\nA\n\n### More\n\n## 14:10 Resolved\r\n\nB\n";
    assert_eq!(
        sections(text),
        [
            "<p>Opening.</p>\n",
            "<p>A</p>\n<h4 id=\"u-more\">More</h4>\n",
            "<p>B</p>\n"
        ]
    );
    assert_eq!(
        plain(text, &cuts(&read(text))),
        ["Opening.", "A\n\nMore", "B"]
    );
}

#[test]
fn a_dated_heading_tells_its_text_and_place_in_the_file() {
    let body = "## **14:10** Resolved ##\n";
    let text = format!("---\n---\n{body}");
    let found = outline(&SourceFile::new("a.md", text.as_str()), 8..text.len());
    let heading = &found.headings[0];
    assert_eq!(
        (
            heading.text.as_str(),
            &text[heading.span.clone()],
            heading.cut.clone()
        ),
        ("14:10 Resolved", "14:10** Resolved", 0..body.len())
    );
}

#[test]
fn a_heading_without_text_behind_it_is_empty() {
    let found = read("## 12:53 Update\n\n<!-- later -->\n\n## 14:10 Resolved\n\n`x`\n");
    assert_eq!(
        found
            .headings
            .iter()
            .map(|heading| heading.empty)
            .collect::<Vec<_>>(),
        [true, false]
    );
}

#[test]
fn headings_in_code_lists_and_quotes_are_no_updates() {
    let text = "```\n## 14:10 Resolved\n```\n\n> ## 14:10 Resolved\n\n- ## 14:10 Resolved\n";
    assert!(read(text).headings.is_empty() && codes(text).is_empty());
}

#[test]
fn lookalikes_of_updates_are_warned_of() {
    for text in [
        "## Resolved 14:10",
        "### 14:10 Resolved",
        "##14:10 Resolved",
        "**14:10 Resolved**",
    ] {
        assert_eq!(codes(text), ["update-lookalike"], "{text}");
    }
}

#[test]
fn an_unclosed_fence_that_swallows_updates_is_an_error_at_the_fence() {
    let found = read("a\n\n```sh\nls\n\n## 14:10 Resolved\n\nb\n");
    assert_eq!(
        (
            found.diagnostics[0].code,
            found.diagnostics[0].span.start,
            found.diagnostics.len()
        ),
        ("update-swallowed", 3, 1)
    );
}

#[test]
fn an_update_right_below_raw_html_is_an_error() {
    assert_eq!(
        codes("<div>\n## 14:10 Resolved\n</div>\n"),
        ["update-swallowed"]
    );
}

#[test]
fn an_unresolved_merge_is_an_error_at_its_first_mark() {
    let found = read("a\n\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\n");
    assert_eq!(
        (found.diagnostics[0].code, found.diagnostics[0].span.start),
        ("merge-conflict", 3)
    );
}

#[test]
fn raw_html_is_text_and_three_places_are_named() {
    let text = "<b>a</b> <i>b</i>\n\n<script>alert(1)</script>\n\n<u>c</u> <s>d</s>";
    assert_eq!(codes(text), ["markdown-raw-html"; 4]);
    assert!(whole(text).contains("<p>&lt;script&gt;alert(1)&lt;/script&gt;\n</p>"));
}

#[test]
fn comments_come_out_nowhere_and_are_not_warned_of() {
    let text = "a <!-- s1 --> b\n\n<!-- s2\n\n## 14:10 Resolved\n\ns3 -->\n\n- c <!-- s4\n  s5 -->\n\n<!-- s6 -->";
    let found = read(text);
    assert!(found.diagnostics.is_empty() && found.headings.is_empty());
    for out in [whole(text), plain(text, &[]).concat(), found.summary] {
        assert!(!out.contains('s') && !out.contains("--"), "{out}");
    }
}

#[test]
fn comments_that_do_not_end_are_errors() {
    for text in [
        "a <!-- b\n\nc -->",
        "<!-- a\n\nb",
        "<div><!-- a\n\nb -->",
        "<!-- a --> <!-- b\n\n-->",
    ] {
        assert!(codes(text).contains(&"comment-open"), "{text}");
    }
    assert_eq!(
        codes("`<!--` \\<!-- &lt;!--\n\n    <!--\n"),
        Vec::<&str>::new()
    );
}

#[test]
fn unsafe_addresses_are_errors_wherever_they_stand() {
    for text in [
        "[a](javascript:x)",
        "[a](JaVaScRiPt:x)",
        "[a](java&#115;cript&colon;x)",
        "[a](<java&#9;script:x>)",
        "[a](&#1;javascript:x)",
        "[a](data:text/html,x)",
        "[a](//host/x)",
        "<vbscript:x>",
        "[a]: file:///x",
        "[a][b]\n\n[b]: blob:x",
        "![a](data:image/png,x)",
        "|a|\n|-|\n|[a](javascript:x)|",
        "a[^1]\n\n[^1]: [a](javascript:x)",
        "[a](mailto:b@c.example?x=%0d%0aBcc:d)",
    ] {
        let found = read(text).diagnostics;
        assert!(
            found.len() == 1
                && found[0].severity == Severity::Error
                && found[0].code.starts_with("link-"),
            "{text} {found:?}"
        );
        assert!(
            !whole(text).contains("href=\"j") && !whole(text).contains(":x\""),
            "{text}"
        );
    }
}

#[test]
fn an_unsafe_address_is_pointed_at() {
    let text = "see [the javascript:x](javascript:x \"t\")";
    let span = &read(text).diagnostics[0].span;
    assert_eq!(&text[span.start - 2..span.end], "](javascript:x");
}

#[test]
fn images_come_from_the_site_alone() {
    let text = "![a](https://x.example/y.png) ![b](y.png)";
    assert_eq!(codes(text), ["image-remote"]);
    assert_eq!(
        whole(text),
        "<p>a <img src=\"y.png\" alt=\"b\" loading=\"lazy\"></p>\n"
    );
}

#[test]
fn relative_addresses_are_handed_on_with_their_places() {
    let text =
        "[a](b%20c.html#d) ![e](<f g.png>) [h][i] <https://x.example> [j](#k)\n\n[i]: l.md 'm'";
    let found: Vec<_> = read(text)
        .links
        .into_iter()
        .map(|link| (link.target, text[link.span].to_owned()))
        .collect();
    let same = |target: &str| (target.to_owned(), target.to_owned());
    assert_eq!(found, [same("l.md"), same("b%20c.html#d"), same("f g.png")]);
}

#[test]
fn the_summary_is_the_first_paragraph_before_all_updates() {
    assert_eq!(
        read("# Head\n\nSome *words*\nand `code`.\n\nMore.\n\n## 14:10 Resolved\n\nNo.").summary,
        "Some words and code."
    );
    assert_eq!(read("## 14:10 Resolved\n\nNo.").summary, "");
}
