//! What comes out of a write-up.

use super::{sections, whole};
use crate::markdown::{HtmlOptions, html};

#[test]
fn relative_links_are_rewritten_and_made_absolute() {
    let link = |path: &str| path.strip_suffix(".md").map(|path| format!("{path}.html"));
    let options = HtmlOptions {
        prefix: "",
        shift: 0,
        link: &link,
        absolute_base: Some("https://s.example/a/b.html"),
    };
    let text = "[a](../c.md) [b](d.png) [e](#f)";
    let expected = "<p><a href=\"https://s.example/c.html\" rel=\"noopener\">a</a> \
        <a href=\"https://s.example/a/d.png\" rel=\"noopener\">b</a> <a href=\"https://s.example/a/b.html#f\" rel=\"noopener\">e</a></p>\n";
    assert_eq!(html(text, &[], &options).concat(), expected);
}

#[test]
fn a_rewriter_cannot_bring_an_address_past_the_list() {
    let options = HtmlOptions {
        prefix: "",
        shift: 0,
        link: &|_| Some("javascript:x".to_owned()),
        absolute_base: None,
    };
    assert_eq!(html("[a](b)", &[], &options), ["<p>a</p>\n"]);
}

#[test]
fn bare_addresses_become_links_but_not_in_links_and_code() {
    let link = "<a href=\"https://a.example/b_c?d&amp;e\" rel=\"noopener\">https://a.example/b_c?d&amp;e</a>";
    assert_eq!(
        whole("See https://a.example/b_c?d&e."),
        format!("<p>See {link}.</p>\n")
    );
    assert_eq!(
        whole("`https://a.example`"),
        "<p><code>https://a.example</code></p>\n"
    );
    assert_eq!(
        whole("[https://a.example](b)"),
        "<p><a href=\"b\">https://a.example</a></p>\n"
    );
}

#[test]
fn a_table_stands_in_a_frame_named_by_its_head() {
    let expected = "<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"A, B\"><table>\n<thead><tr>\
        <th scope=\"col\" class=\"right\">A</th><th scope=\"col\">B</th></tr></thead>\n<tbody>\n<tr><td class=\"right\">1</td><td></td></tr>\n</tbody>\n</table></div>\n";
    assert_eq!(whole("|A|B|\n|-:|-|\n|1|\n"), expected);
    assert!(!whole("| | |\n|-|-|\n|1|2|\n").contains("thead"));
}

#[test]
fn a_task_has_its_text_as_its_label() {
    let expected = "<ul>\n<li><label class=\"task\"><input type=\"checkbox\" disabled checked> a <em>b</em></label><ul>\n<li>c</li>\n</ul>\n</li>\n<li>[ ]</li>\n</ul>\n";
    assert_eq!(whole("- [x] a *b*\n  - c\n- [ ]\n"), expected);
}

#[test]
fn a_footnote_stands_at_the_end_of_the_section_that_defines_it() {
    let text = "a[^n]\n\n[^n]: note\n\n## 14:10 Update\n\nb[^N]\n";
    let reference = |id: &str| {
        format!("<sup><a id=\"u-{id}\" href=\"#u-fn_1\" role=\"doc-noteref\">1</a></sup>")
    };
    let note = "<ol class=\"footnotes\">\n<li id=\"u-fn_1\" value=\"1\"><p>note <a href=\"#u-fnref_1\" role=\"doc-backlink\">↩</a></p>\n</li>\n</ol>\n";
    assert_eq!(
        sections(text),
        [
            format!("<p>a{}</p>\n{note}", reference("fnref_1")),
            format!("<p>b{}</p>\n", reference("fnref_1_2"))
        ]
    );
}

#[test]
fn an_alert_says_what_it_is() {
    assert_eq!(
        whole("> [!WARNING]\n> a"),
        "<div class=\"alert warning\" role=\"note\"><p class=\"alert-label\">Warning</p>\n<p>a</p>\n</div>\n"
    );
}

#[test]
fn one_tilde_means_about_and_two_strike_out() {
    assert_eq!(whole("~a~ ~~b~~"), "<p>~a~ <del>b</del></p>\n");
}

#[test]
fn text_and_headings_stay_as_typed() {
    assert_eq!(
        whole("\"a\" -- b...\n\n# c {onclick=x}"),
        "<p>\"a\" -- b...</p>\n<h2 id=\"u-c-onclick-x\">c {onclick=x}</h2>\n"
    );
}

#[test]
fn no_level_of_headings_is_skipped() {
    let text = "#### a\n\n# b\n\n##### c\n\n## 14:10 Update\n\n###### d\n";
    let levels: Vec<_> = sections(text)
        .concat()
        .split("<h")
        .skip(1)
        .map(|rest| rest[..1].to_owned())
        .collect();
    assert_eq!(levels, ["3", "2", "3", "4"]);
}

#[test]
fn the_language_of_code_is_its_first_word() {
    assert!(whole("```rust,ignore\na\n```").contains("class=\"language-rust\""));
}

#[test]
fn what_is_quoted_in_attributes_is_escaped() {
    assert_eq!(
        whole("[a](b '\"><x') ![\"><x](c)\n\n``` \"><x\nd\n```"),
        "<p><a href=\"b\" title=\"&quot;&gt;&lt;x\">a</a> <img src=\"c\" alt=\"&quot;&gt;&lt;x\" loading=\"lazy\"></p>\n<pre tabindex=\"0\"><code class=\"language-x\">d\n</code></pre>\n"
    );
}

#[test]
fn a_link_without_text_shows_its_address() {
    assert_eq!(
        whole("[](a.html)"),
        "<p><a href=\"a.html\">a.html</a></p>\n"
    );
}
