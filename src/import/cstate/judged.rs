//! What is made, judged by the reader that it is made for: a new site has no error in it, whatever the old one held.

use proptest::prelude::{prop_assert_eq, proptest};

use super::tests::soup;
use super::{Files, Options, convert};
use crate::diagnostic::Severity;
use crate::import::Imported;
use crate::pipeline;
use crate::resolve::{self, AsOf};
use crate::source::{SourceFile, SourceTree};

const CONFIG: &str =
    "title: S\nbaseURL: https://s.example\nparams:\n  systems: [{name: Web}, {name: API}]\n";

/// The site made of these files, and some settings where they have none.
fn imported(files: &[(&str, &str)]) -> Imported {
    let mut files: Files = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
        .collect();
    files
        .entry("config.yml".to_owned())
        .or_insert_with(|| CONFIG.into());
    convert(&files, &Options::default()).unwrap()
}

/// The errors that a build of it would stop at.
fn errors(site: &Imported) -> Vec<String> {
    let made = site
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("content/"));
    let tree: SourceTree = made
        .map(|(path, bytes)| SourceFile::with_plain_line_ends(path, bytes))
        .collect();
    let options = resolve::Options {
        as_of: AsOf::Text("2030-01-01T00:00:00Z".to_owned()),
        drafts: true,
        base_url: None,
    };
    let found = pipeline::prepare(&tree, &options).unwrap().diagnostics;
    let wrong = found
        .iter()
        .filter(|one| one.severity == Severity::Error && one.code != "after-as-of");
    wrong
        .map(|one| format!("{}: {} {}", one.span.path, one.code, one.message))
        .collect()
}

const PAGE: &str = "---\ntitle: T\n---\nx\n";

/// Asserts that a site made of these files has no error, and returns it.
fn sound(files: &[(&str, &str)]) -> Imported {
    let site = imported(files);
    assert_eq!(errors(&site), [""; 0], "{files:?}");
    site
}

fn has(site: &Imported, path: &str) -> bool {
    site.files.contains_key(path)
}

#[test]
fn a_page_makes_room_for_what_the_site_makes_and_for_what_is_copied() {
    for name in ["feed", "robots", "sitemap", "api"] {
        let site = sound(&[(&format!("content/{name}.md"), PAGE)]);
        assert!(has(&site, &format!("content/pages/page-{name}.md")));
    }
    for file in ["static/About.html", "static/about.html/x"] {
        let site = sound(&[(file, "x"), ("content/about.md", PAGE)]);
        assert!(has(&site, "content/pages/about-2.md"), "{file}");
    }
}

#[test]
fn a_file_is_copied_only_where_nothing_else_can_stand() {
    for name in ["assets/x.css", "assets", "Incidents", "robots.txt/x"] {
        let site = sound(&[(&format!("static/{name}"), "x")]);
        assert!(!has(&site, &format!("content/static/{name}")), "{name}");
    }
    for (one, other) in [
        ("static/A.png", "static/a.png"),
        ("content/a.png", "static/a.png"),
        ("content/x", "static/X/y"),
        ("content/x/y", "static/x"),
        ("static/caf\u{e9}.png", "static/cafe\u{301}.png"),
    ] {
        let site = sound(&[(one, "1"), (other, "2")]);
        let copied = |path: &&String| path.starts_with("content/static/");
        assert_eq!(site.files.keys().filter(copied).count(), 1, "{one} {other}");
        let said = site
            .remarks
            .iter()
            .any(|remark| remark.text.starts_with("not copied: some systems"));
        assert!(said, "{one} {other}");
    }
}

#[test]
fn a_title_that_says_nothing_gives_way_to_a_name_or_to_none() {
    for (path, front, wanted) in [
        ("content/.md", "", "title: Untitled\n"),
        ("content/null.md", "", "title: Untitled\n"),
        ("content/~.md", "", "title: Untitled\n"),
        ("content/x.md", "title: \"~\"\n", "title: x\n"),
        (
            "content/issues/x.md",
            "title: \"null\"\ndate: 2021-01-01\n",
            "title: x\n",
        ),
    ] {
        let site = sound(&[(path, &format!("---\n{front}---\nx"))]);
        let titled = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).contains(wanted);
        assert!(site.files.values().any(titled), "{path}");
    }
}

#[test]
fn settings_that_a_strict_site_refuses_are_lost_and_named() {
    let long = "aaaaaaaa-bbbbbbbb-cccccccc-dddddddd-ee";
    for (settings, words) in [
        ("baseURL: https://a.example//b", "`baseURL` is no address"),
        (&format!("languageCode: {long}"), "no language tag"),
        (
            "params: { useLogo: true, logo: 'a#b.png', systems: [a] }",
            "logo `a#b.png`",
        ),
        (
            "params: { useLogo: true, logo: 'a%b.png', systems: [a] }",
            "logo `a%b.png`",
        ),
    ] {
        let config = format!("title: S\n{settings}\n");
        let files = [
            ("config.yml", config.as_str()),
            ("content/about.md", PAGE),
            (
                "content/issues/a.md",
                "---\ntitle: a\ndate: 2021-01-01\n---\nx",
            ),
            ("static/a#b.png", "x"),
            ("static/a%b.png", "x"),
        ];
        let site = sound(&files);
        let said = site
            .remarks
            .iter()
            .any(|remark| remark.text.contains(words));
        assert!(said, "{words}: {:?}", site.remarks);
    }
}

#[test]
fn links_lead_to_files_of_any_name_and_to_the_feed_that_there_is() {
    let about = |target: &str| format!("---\ntitle: T\n---\n[x](<{target}>)\n");
    for (file, target, wanted) in [
        ("static/a b.png", "/a%20b.png", "(a%20b.png)"),
        ("static/a(b).png", "/a(b).png", "(a%28b%29.png)"),
        ("static/a%20b.png", "/a%2520b.png", "(a%2520b.png)"),
        ("static/\u{e4}.png", "/\u{e4}.png", "(%C3%A4.png)"),
        ("static/x", "/index.xml", "(feed.atom)"),
    ] {
        let site = sound(&[(file, "x"), ("content/about.md", &about(target))]);
        let page = String::from_utf8_lossy(&site.files["content/pages/about.md"]);
        assert!(page.ends_with(&format!("[x]{wanted}\n")), "{page}");
    }
    let config = ("config.yml", "title: S\nparams: { systems: [a] }\n");
    sound(&[config, ("content/about.md", &about("/index.xml"))]);
}

#[test]
fn no_nesting_of_marks_makes_what_a_site_may_not_have() {
    for body in [
        "![a](#x)",
        "![a][r]\n\n> [r]: https://x.example/y",
        "![a][r]\n\n- [r]: https://x.example/y",
        "![a][r]\n\n[r]:\nhttps://x.example/y",
        "![a][r\ns]\n\n[r\ns]: https://x.example/y",
        "![a][r]\n\n[r]: #x",
        "![\u{1e9e}][]\n\n[ss]: https://x.example/y",
        "![a][r]\n\n**Update 2021-05-06 08:00 UTC**\n\na\n\n**Update 2021-05-06 09:00 UTC**\n\n[r]: https://x.example/y\n\nx",
        "[^a]: [r]: javascript:x",
        "[^]: javascript:x",
        "[^a\nb]: javascript:x",
        "> [a](\n> javascript:x)",
        "> [a\n> b](javascript:x)",
        "`a\n***\n[x](javascript:x)`",
        "`a\n===\n[x](javascript:x)`",
        "- a\n\n  <!-- b\n- c\n-->",
        "> <!-- a\nb -->",
        "- ```\n\n\n [a](javascript:x)",
        "- a\n  - ```\n    x\n  [a](javascript:x)",
        "[a](/&bsol;x)",
        "{{< track \"<!--\" >}}",
        "> ```\n> ## 14:10 x",
        "> <?x\n> ## 14:10 x",
        "## 14\u{a789}10 Resolved",
        "## 1.2.2021 x",
        "## 01-02-2021 x",
        "## 2021\u{2012}05\u{2012}06 x",
        "x\n\n1.2.2021 x\n---\ny",
    ] {
        let text = format!(
            "---\ntitle: T\ndate: 2021-05-06T07:00:00Z\nseverity: down\naffected: [Web]\n---\n\n{body}\n"
        );
        sound(&[("content/issues/a.md", &text)]);
        sound(&[("content/about.md", &format!("---\ntitle: T\n---\n{body}"))]);
    }
}

proptest! {
    #[test]
    fn any_body_gives_a_site_without_an_error(body in soup()) {
        let text = format!("---\ntitle: T\ndate: 2021-05-06T07:00:00Z\nseverity: down\n---\n\n{body}\n");
        let site = imported(&[("content/issues/a.md", &text), ("content/about.md", &text)]);
        prop_assert_eq!(errors(&site), [""; 0]);
    }
}
