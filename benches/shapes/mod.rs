//! Sites that are large in one respect each, made in memory. The same number gives the same bytes, on every machine.

mod parts;

use forthright::SourceTree;

use self::parts::{
    agreements, apology, covered, dated, days, grouped, groups, impacts, incident, incidents,
    lines, list, measured, nested, one_file_each, outages, page, page_of, planned, rungs, site,
    tree, unknown, updates, uptime,
};

/// One respect in which a site can be large.
pub(crate) struct Shape {
    /// What there is much of.
    pub(crate) name: &'static str,
    /// How many to begin with.
    pub(crate) least: usize,
    /// How many a site may have, at most.
    pub(crate) most: usize,
    /// The site with so many.
    pub(crate) make: fn(usize) -> SourceTree,
}

const fn shape(
    name: &'static str,
    least: usize,
    most: usize,
    make: fn(usize) -> SourceTree,
) -> Shape {
    Shape {
        name,
        least,
        most,
        make,
    }
}

/// Large enough for whatever has no limit of its own.
const MANY: usize = 1 << 20;
/// Longest text of a page that a shape makes: under the limit for files.
const TEXT: usize = 896 << 10;

/// Every respect, by what it belongs to.
pub(crate) const SHAPES: &[Shape] = &[
    shape("incidents", 100, MANY, |n| site(4, incidents(n, 4))),
    shape("incidents at once on one component", 100, MANY, |n| {
        site(
            1,
            one_file_each(n, |at| {
                (
                    format!("incidents/i{at}.md"),
                    incident(2020, 0, &impacts(1)),
                )
            }),
        )
    }),
    shape("components", 50, MANY, |n| site(n, Vec::new())),
    shape("components and incidents", 50, MANY, |n| {
        site(n, incidents(n, n))
    }),
    shape("components hit by one incident", 50, 8_000, |n| {
        site(
            n,
            vec![(
                "incidents/a.md".to_owned(),
                incident(2025, 300, &impacts(n)),
            )],
        )
    }),
    shape("warnings in one file", 50, 8_000, |n| {
        site(
            n,
            vec![("incidents/a.md".to_owned(), incident(2025, 1, &impacts(n)))],
        )
    }),
    shape("members of one group", 50, MANY, |n| {
        tree(&grouped(n), Vec::new())
    }),
    shape("groups of one member", 50, MANY, |n| {
        tree(&groups(n), Vec::new())
    }),
    shape("depth of groups", 2, 32, |n| tree(&nested(n), Vec::new())),
    shape("updates in one incident", 50, 10_000, |n| {
        site(1, vec![("incidents/a.md".to_owned(), updates(n))])
    }),
    shape("apologies", 50, MANY, |n| {
        let mut files = incidents(n, 4);
        files.extend((0..n).map(|at| (format!("apologies/a{at}.md"), apology(at, 1))));
        site(4, files)
    }),
    shape("apologies for one incident", 50, MANY, |n| {
        let mut files = incidents(1, 4);
        files.extend((0..n).map(|at| (format!("apologies/a{at}.md"), apology(0, 1))));
        site(4, files)
    }),
    shape("promises in one apology", 50, 2_000, |n| {
        let mut files = incidents(1, 4);
        files.push(("apologies/a.md".to_owned(), apology(0, n)));
        site(4, files)
    }),
    shape("planned work", 50, MANY, |n| {
        site(
            4,
            one_file_each(n, |at| (format!("maintenance/m{at}.md"), planned(at))),
        )
    }),
    shape("notices", 50, MANY, |n| {
        site(
            4,
            one_file_each(n, |at| {
                (
                    format!("notices/n{at}.md"),
                    dated("title: News\npublished: 2025-02-01 10:00\n", "News.\n"),
                )
            }),
        )
    }),
    shape("pages", 50, MANY, |n| {
        site(
            1,
            one_file_each(n, |at| {
                (
                    format!("pages/p{at}.md"),
                    dated("title: About\n", "Text.\n"),
                )
            }),
        )
    }),
    shape("pages in the menu", 50, 2_000, |n| {
        site(
            1,
            one_file_each(n, |at| {
                (
                    format!("pages/p{at}.md"),
                    dated("title: About\nmenu: true\n", "Text.\n"),
                )
            }),
        )
    }),
    shape("static files", 50, MANY, |n| {
        site(
            1,
            one_file_each(n, |at| (format!("static/f{at}.txt"), "x".to_owned())),
        )
    }),
    shape("days of uptime data", 100, 8_000, |n| {
        site(1, vec![measured(&days(n))])
    }),
    shape("days that data covers", 100, 8_000, |n| {
        site(1, vec![covered(n)])
    }),
    shape("outages in one file", 100, 40_000, |n| {
        site(1, vec![measured(&outages(n, 7_200))])
    }),
    shape("outages one over the other", 100, 40_000, |n| {
        site(1, vec![measured(&outages(n, 600))])
    }),
    shape("files of uptime data", 50, MANY, |n| {
        site(
            n,
            one_file_each(n, |at| {
                (format!("uptime/c{at}.yaml"), uptime(at, &days(12)))
            }),
        )
    }),
    shape("severities", 50, MANY, |n| tree(&rungs(n), incidents(4, 4))),
    shape("agreements", 50, MANY, |n| tree(&agreements(n), Vec::new())),
    shape("front matter: causes", 100, 4_000, |n| {
        let causes = list(n, |at| format!("reason {at}"));
        site(
            1,
            vec![(
                "incidents/a.md".to_owned(),
                incident(
                    2025,
                    1,
                    &format!(
                        "{}cause: {{ summary: x, contributing: [{causes}] }}\n",
                        impacts(1)
                    ),
                ),
            )],
        )
    }),
    shape("front matter: title", 1_000, 200_000, |n| {
        site(
            1,
            vec![(
                "pages/p.md".to_owned(),
                dated(&format!("title: {}\n", "word ".repeat(n / 5)), "Text.\n"),
            )],
        )
    }),
    shape("front matter: unknown keys", 100, 8_000, |n| {
        site(
            1,
            vec![(
                "pages/p.md".to_owned(),
                dated(
                    &format!("title: x\n{}", lines(n, |at| format!("key{at}: 1"))),
                    "Text.\n",
                ),
            )],
        )
    }),
    shape("front matter: anchors", 100, 8_000, |n| {
        site(
            1,
            vec![(
                "pages/p.md".to_owned(),
                dated(
                    &format!("title: x\n{}", lines(n, |at| format!("key{at}: &a{at} 1"))),
                    "Text.\n",
                ),
            )],
        )
    }),
    shape("references to nothing, from many files", 50, MANY, |n| {
        site(4, incidents(n, 1 << 40))
    }),
    shape("references to nothing, among many names", 50, 4_000, |n| {
        site(
            n,
            vec![("incidents/a.md".to_owned(), incident(2025, 1, &unknown(n)))],
        )
    }),
    shape("broken files", 50, MANY, |n| {
        site(
            1,
            one_file_each(n, |at| {
                (
                    format!("pages/p{at}.md"),
                    "---\ntitle: 'x\n---\n".to_owned(),
                )
            }),
        )
    }),
    shape("broken days in one file", 100, 20_000, |n| {
        site(
            1,
            vec![measured(&format!(
                "days:\n{}",
                lines(n, |at| format!("  2025-13-{at}: {{ down: 1x }}"))
            ))],
        )
    }),
    shape("text: words", 1_000, TEXT / 5, |n| page("word ", n)),
    shape("text: paragraphs", 1_000, TEXT / 6, |n| page("word\n\n", n)),
    shape("text: headings", 1_000, TEXT / 8, |n| page("### a\n\n", n)),
    shape("text: links", 1_000, TEXT / 24, |n| {
        page("[a](https://a.example) ", n)
    }),
    shape("text: links within the site", 1_000, TEXT / 24, |n| {
        page("[a](p.md) ", n)
    }),
    shape("text: broken links", 100, 20_000, |n| {
        page("[a](none.md) ", n)
    }),
    shape("text: refused links", 100, 20_000, |n| {
        page("[a](javascript:x) ", n)
    }),
    shape("text: bare addresses", 1_000, TEXT / 24, |n| {
        page("https://a.example/b ", n)
    }),
    shape("text: one long address", 1_000, TEXT, |n| {
        page_of(&format!("https://a.example/{}", "(".repeat(n)))
    }),
    shape("text: schemes without an end", 1_000, TEXT / 8, |n| {
        page("https://", n)
    }),
    shape("text: definitions", 1_000, TEXT / 32, |n| {
        page_of(&lines(n, |at| {
            format!("[a{at}]\n\n[a{at}]: https://a.example\n")
        }))
    }),
    shape("text: footnotes", 1_000, TEXT / 32, |n| {
        page_of(&lines(n, |at| format!("x[^a{at}]\n\n[^a{at}]: note\n")))
    }),
    shape("text: uses of one footnote", 1_000, TEXT / 8, |n| {
        page_of(&format!("{}\n\n[^a]: note\n", "x[^a] ".repeat(n)))
    }),
    shape("text: table rows", 1_000, TEXT / 8, |n| {
        page_of(&format!("|a|b|\n|-|-|\n{}", "|1|2|\n".repeat(n)))
    }),
    shape("text: table columns", 100, 20_000, |n| {
        page_of(&format!(
            "|{}\n|{}\n|{}\n",
            "a|".repeat(n),
            "-|".repeat(n),
            "1|".repeat(n)
        ))
    }),
    shape("text: short rows of a wide table", 100, 20_000, |n| {
        page_of(&format!(
            "|{}\n|{}\n{}",
            "a|".repeat(n),
            "-|".repeat(n),
            "|1|\n".repeat(n)
        ))
    }),
    shape("text: quotes in quotes", 100, TEXT, |n| {
        page_of(&format!("{}a\n", "> ".repeat(n)))
    }),
    shape("text: lists in lists", 100, TEXT, |n| {
        page_of(&format!("{}a\n", "- ".repeat(n)))
    }),
    shape("text: list items", 1_000, TEXT / 4, |n| page("- a\n", n)),
    shape("text: open brackets", 1_000, TEXT, |n| page("[", n)),
    shape("text: brackets in brackets", 1_000, TEXT / 5, |n| {
        page_of(&format!("{}a{}", "[".repeat(n), "](b)".repeat(n)))
    }),
    shape("text: images in images", 1_000, TEXT / 6, |n| {
        page_of(&format!("{}a{}", "![".repeat(n), "](b)".repeat(n)))
    }),
    shape("text: stars", 1_000, TEXT / 4, |n| page("*a **a ", n)),
    shape("text: mixed emphasis", 1_000, TEXT / 6, |n| {
        page("a**b_c ", n)
    }),
    shape("text: struck out", 1_000, TEXT / 6, |n| page("~~a~ ", n)),
    shape("text: runs of backticks", 100, 2_000, |n| {
        page_of(&lines(n, |at| "`".repeat(at + 1)))
    }),
    shape("text: raw tags", 1_000, TEXT / 6, |n| page("a <b> ", n)),
    shape("text: comments", 1_000, TEXT / 12, |n| {
        page("a <!-- b -->\n\n", n)
    }),
    shape("text: open comments", 1_000, TEXT / 5, |n| page("<!-- ", n)),
    shape("text: open declarations", 1_000, TEXT / 10, |n| {
        page("a <!A <?a ", n)
    }),
    shape("text: entities", 1_000, TEXT / 6, |n| page("&amp; ", n)),
    shape("text: backslashes", 1_000, TEXT, |n| page("\\", n)),
    shape("text: code fences", 1_000, TEXT / 12, |n| {
        page("```\na\n```\n\n", n)
    }),
    shape(
        "text: headings with a time, in fences",
        1_000,
        20_000,
        |n| page("```\n## 14:10 Resolved\n```\n\n", n),
    ),
    shape("text: look-alikes of updates", 100, 20_000, |n| {
        page("**14:10 Resolved**\n\n", n)
    }),
    shape("text: merge markers", 100, 20_000, |n| {
        page("<<<<<<< a\n=======\n>>>>>>> b\n\n", n)
    }),
    shape("text: direction overrides", 100, 20_000, |n| {
        page("a\u{202e}b ", n)
    }),
    shape("text: control characters", 100, 20_000, |n| {
        page("a\u{7} ", n)
    }),
    shape("text: definition lists", 1_000, TEXT / 8, |n| {
        page("T\n: d\n\n", n)
    }),
    shape("text: tasks", 1_000, TEXT / 8, |n| page("- [x] a\n", n)),
    shape("text: alerts", 1_000, TEXT / 16, |n| {
        page("> [!NOTE]\n> a\n\n", n)
    }),
];
