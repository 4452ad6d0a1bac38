//! What must hold for any text at all.

use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, proptest};
use proptest::sample::select;

use super::{cuts, read, whole};
use crate::markdown::html::element::{Attribute, Element};
use crate::markdown::{HtmlOptions, html, outline, plain};
use crate::source::SourceFile;

/// Every element on the list; the checker below knows no other.
const ELEMENTS: [Element; 33] = [
    Element::A,
    Element::Blockquote,
    Element::Br,
    Element::Code,
    Element::Dd,
    Element::Del,
    Element::Div,
    Element::Dl,
    Element::Dt,
    Element::Em,
    Element::H1,
    Element::H2,
    Element::H3,
    Element::H4,
    Element::H5,
    Element::H6,
    Element::Hr,
    Element::Img,
    Element::Input,
    Element::Label,
    Element::Li,
    Element::Ol,
    Element::P,
    Element::Pre,
    Element::Strong,
    Element::Sup,
    Element::Table,
    Element::Tbody,
    Element::Td,
    Element::Th,
    Element::Thead,
    Element::Tr,
    Element::Ul,
];

/// Elements that hold running text alone.
const PHRASING: [&str; 14] = [
    "a", "code", "del", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "label", "p", "strong",
];
const RUNNING: [&str; 9] = [
    "a", "br", "code", "del", "em", "img", "input", "label", "strong",
];

/// Fails unless the tags in `html` balance, nest as HTML wants, and are on the list with all that they carry.
fn check(html: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut ids = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        if rest[..at].contains('>') {
            return Err(format!("a bare > in {rest}"));
        }
        let (tag, after) = rest[at + 1..].split_once('>').ok_or("an open tag")?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let element = ELEMENTS
            .iter()
            .find(|element| element.name() == name)
            .ok_or_else(|| format!("<{name}>"))?;
        check_attributes(attributes, element.attributes(), &mut ids)?;
        let running = RUNNING.contains(&name) || name == "sup";
        if open.last().is_some_and(|parent| PHRASING.contains(parent)) && !running {
            return Err(format!("<{name}> in {open:?}"));
        }
        if open.contains(&name) && matches!(name, "a" | "label" | "p") {
            return Err(format!("<{name}> in itself"));
        }
        if !matches!(name, "br" | "hr" | "img" | "input") {
            open.push(name);
        }
    }
    if open.is_empty() && !rest.contains('>') {
        Ok(())
    } else {
        Err(format!("left open: {open:?}"))
    }
}

fn check_attributes(
    mut text: &str,
    allowed: &[Attribute],
    ids: &mut Vec<String>,
) -> Result<(), String> {
    while !text.is_empty() {
        let end = text.find(['=', ' ']).unwrap_or(text.len());
        let name = &text[..end];
        if !allowed.iter().any(|attribute| attribute.name() == name) {
            return Err(format!("attribute {name}"));
        }
        let Some(value) = text[end..].strip_prefix("=\"") else {
            text = text[end..].trim_start();
            continue;
        };
        let (value, after) = value.split_once('"').ok_or("an open value")?;
        if name == "href" || name == "src" {
            let scheme = value.split(['/', '?', '#']).next().unwrap_or_default();
            let known = ["http:", "https:", "mailto:", "tel:"]
                .iter()
                .any(|known| scheme.to_ascii_lowercase().starts_with(known));
            if scheme.contains(':') && !known
                || value.starts_with("//")
                || value.chars().any(|character| character <= ' ')
            {
                return Err(format!("address {value}"));
            }
        }
        if name == "id" {
            if ids.iter().any(|id| id == value) {
                return Err(format!("id {value} twice"));
            }
            ids.push(value.to_owned());
        }
        text = after.trim_start();
    }
    Ok(())
}

const PIECES: [&str; 96] = [
    "a",
    "b ",
    " ",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "    ",
    "- ",
    "* ",
    "1. ",
    "7) ",
    "> ",
    "> ",
    "# ",
    "## ",
    "### ",
    "## 14:10 Resolved\n",
    "## 2009-09-01 12:53 Update",
    "Resolved 14:10",
    "**",
    "*",
    "_",
    "__",
    "~",
    "~~",
    "`",
    "``",
    "```",
    "```rs\n",
    "~~~",
    "[",
    "]",
    "](",
    ")",
    "(",
    "![",
    "[a](b)",
    "![a](b.png \"t\")",
    "[a][r]",
    "[r]",
    "\n[r]: javascript:x\n",
    "\n[r]: /x 'y'\n",
    "[^1]",
    "[^A]",
    "\n[^1]: ",
    "\n\n[^a]: x\n",
    "[^1]: y",
    "<",
    ">",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "<!-- x -->",
    "<div>\n",
    "<script>",
    "</script>",
    "<?x",
    "?>",
    "<![CDATA[",
    "]]>",
    "<https://x.example>",
    "<javascript:x>",
    "<a@b.example>",
    "https://x.example/a_b",
    "http://",
    "javascript:",
    "data:",
    "//",
    "\\",
    "&",
    "&amp;",
    "&#7;",
    "&#0;",
    "&#x3c;",
    "\"",
    "'",
    "|",
    "|a|b|\n|-|:-:|\n",
    "\n|-|-|\n",
    "---",
    "===\n",
    "\n: ",
    "T\n: d\n",
    "- [x] ",
    "- [ ] a\n",
    "> [!NOTE]\n",
    "<<<<<<< a\n",
    "=======\n",
    ">>>>>>> b\n",
    "ü🙂\u{202e}\u{a0}",
    "\u{0}\u{7}\u{85}\u{fffe}",
];

fn soup() -> impl Strategy<Value = String> {
    proptest::collection::vec(select(&PIECES[..]), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_comes_out_as_balanced_html_of_the_list(text in soup()) {
        let cuts = cuts(&read(&text));
        let options = HtmlOptions { prefix: "u-", shift: 1, link: &|_| None, absolute_base: None };
        let sections = html(&text, &cuts, &options);
        prop_assert_eq!(sections.len(), cuts.len() + 1);
        prop_assert_eq!(plain(&text, &cuts).len(), cuts.len() + 1);
        for section in &sections {
            prop_assert_eq!(check(section), Ok(()), "{}", section);
        }
        prop_assert_eq!(check(&sections.concat()), Ok(()));
    }

    #[test]
    fn any_cuts_give_one_section_more(text in soup(), cuts in proptest::collection::vec(any::<(u8, u8)>(), 0..5)) {
        let cuts: Vec<_> = cuts.into_iter().map(|(start, length)| usize::from(start)..usize::from(start) + usize::from(length)).collect();
        let options = HtmlOptions { prefix: "", shift: 9, link: &|_| Some("//x".to_owned()), absolute_base: Some("x") };
        let sections = html(&text, &cuts, &options);
        prop_assert_eq!(sections.len(), cuts.len() + 1);
        for section in &sections {
            prop_assert_eq!(check(section), Ok(()), "{}", section);
        }
    }

    #[test]
    fn every_place_that_an_outline_names_is_in_the_body(text in soup(), before in "[a-zü]{0,5}") {
        let file = SourceFile::new("a.md", format!("{before}{text}"));
        let found = outline(&file, before.len()..before.len() + text.len());
        let whole = file.text().unwrap();
        for heading in &found.headings {
            prop_assert!(whole.get(heading.span.clone()).is_some() && text.get(heading.cut.clone()).is_some());
        }
        for span in found.diagnostics.iter().map(|diagnostic| diagnostic.span.start..diagnostic.span.end) {
            prop_assert!(span.start >= before.len() && whole.get(span).is_some());
        }
    }

    #[test]
    fn no_text_at_all_makes_it_fail(text in any::<String>()) {
        prop_assert_eq!(check(&whole(&text)), Ok(()));
    }
}
