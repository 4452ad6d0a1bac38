//! Sites that are large in one respect each, made in memory. The same number gives the same bytes, on every machine.

use std::fmt::Write as _;

use forthright::SourceTree;
use forthright::source::SourceFile;

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
const TEXT: usize = 3 << 20;

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

type Files = Vec<(String, String)>;

fn tree(site: &str, files: Files) -> SourceTree {
    let all = files
        .into_iter()
        .chain([("site.yaml".to_owned(), site.to_owned())]);
    all.map(|(path, text)| SourceFile::new(&format!("content/{path}"), text))
        .collect()
}

/// A site with so many components, all at the top.
fn site(components: usize, files: Files) -> SourceTree {
    let member = |at| format!("  - {{ id: c{at}, name: Component {at}, introduced: 2025-10-01 }}");
    tree(
        &format!("{HEAD}components:\n{}", lines(components, member)),
        files,
    )
}

const HEAD: &str = "title: Big status\nurl: https://status.example.com/\n";

fn grouped(n: usize) -> String {
    let member =
        |at| format!("      - {{ id: c{at}, name: Component {at}, introduced: 2025-10-01 }}");
    format!(
        "{HEAD}components:\n  - id: g\n    name: Group\n    components:\n{}",
        lines(n, member)
    )
}

fn groups(n: usize) -> String {
    let group = |at| {
        format!(
            "  - {{ id: g{at}, name: Group {at}, components: [ {{ id: c{at}, name: Component {at}, introduced: 2025-10-01 }} ] }}"
        )
    };
    format!("{HEAD}components:\n{}", lines(n, group))
}

fn nested(n: usize) -> String {
    let mut text = format!("{HEAD}components:\n");
    for at in 0..n {
        let gap = "    ".repeat(at);
        let _ = writeln!(
            text,
            "{gap}  - id: g{at}\n{gap}    name: Group {at}\n{gap}    components:"
        );
    }
    let gap = "    ".repeat(n);
    text + &format!("{gap}  - {{ id: c0, name: Component, introduced: 2025-10-01 }}\n")
}

fn rungs(n: usize) -> String {
    let rung = |at| format!("  - {{ id: s{at}, name: Rung {at} }}");
    let member = |at| format!("  - {{ id: c{at}, name: Component {at}, introduced: 2025-10-01 }}");
    format!(
        "{HEAD}components:\n{}severities:\n{}",
        lines(4, member),
        lines(n, rung)
    )
}

fn agreements(n: usize) -> String {
    let one = |at| format!("  - {{ id: a{at}, tiers: [ {{ below: 99%, credit: 3 days }} ] }}");
    let member = |at| {
        format!(
            "  - {{ id: c{at}, name: Component {at}, introduced: 2025-10-01, agreement: a{at} }}"
        )
    };
    format!(
        "{HEAD}components:\n{}agreements:\n{}",
        lines(n, member),
        lines(n, one)
    )
}

fn lines(n: usize, line: impl Fn(usize) -> String) -> String {
    (0..n).fold(String::new(), |text, at| text + &line(at) + "\n")
}

fn list(n: usize, item: impl Fn(usize) -> String) -> String {
    (0..n).map(item).collect::<Vec<_>>().join(", ")
}

fn one_file_each(n: usize, file: impl Fn(usize) -> (String, String)) -> Files {
    (0..n).map(file).collect()
}

fn dated(facts: &str, body: &str) -> String {
    format!("---\n{facts}---\n\n{body}")
}

/// Incidents over ten years, each on one of so many components.
fn incidents(n: usize, components: usize) -> Files {
    one_file_each(n, |at| {
        let facts = format!(
            "impacts: [ {{ component: c{}, level: major_outage }} ]\n",
            (at * 7 + 1) % components
        );
        (
            format!("incidents/i{at}.md"),
            incident(2016 + at * 9 / n.max(1), at, &facts),
        )
    })
}

fn incident(year: usize, day: usize, facts: &str) -> String {
    let day = format!("{year}-{:02}-{:02}", 1 + day / 28 % 12, 1 + day % 28);
    dated(
        &format!("title: Trouble\nstarted: {day} 10:00\n{facts}"),
        "First.\n\n## 10:05 Investigating\n\nWe look.\n\n## 10:30 Resolved\n\nDone.\n",
    )
}

fn impacts(n: usize) -> String {
    format!(
        "impacts:\n{}",
        lines(n, |at| format!(
            "  - {{ component: c{at}, level: major_outage }}"
        ))
    )
}

fn unknown(n: usize) -> String {
    format!(
        "impacts:\n{}",
        lines(n, |at| format!(
            "  - {{ component: x{at}, level: major_outage }}"
        ))
    )
}

fn updates(n: usize) -> String {
    let mut text = String::from(
        "---\ntitle: Long\nstarted: 2025-01-01 00:00\nimpacts: [ { component: c0, level: major_outage } ]\n---\n\nFirst.\n",
    );
    for at in 0..n {
        let (day, minute) = (1 + at / 1_440 % 28, at % 1_440);
        let _ = write!(
            text,
            "\n## 2025-01-{day:02} {:02}:{:02} Update\n\nStill at it.\n",
            minute / 60,
            minute % 60
        );
    }
    text
}

fn apology(incident: usize, promises: usize) -> String {
    let promises = lines(promises, |at| {
        format!("  - {{ text: Promise {at}, type: prevent, owner: Us, due: 2026-06-01 }}")
    });
    let facts = format!(
        "title: Sorry\nincidents: [i{incident}]\npublished: 2025-12-30 10:00\nauthor: {{ role: Boss }}\nactions:\n{promises}remedy: {{ kind: none, because: it was free }}\n"
    );
    dated(&facts, "We are sorry.\n")
}

fn planned(at: usize) -> String {
    let (month, day) = (1 + at / 28 % 12, 1 + at % 28);
    let facts = format!(
        "title: Work\nannounced: 2024-12-01 10:00\nfrom: 2025-{month:02}-{day:02} 10:00\nto: 2025-{month:02}-{day:02} 11:00\ncomponents: [ {{ component: c{} }} ]\n",
        at % 4
    );
    dated(&facts, "Work.\n\n## 2024-12-01 10:00 Scheduled\n\nSoon.\n")
}

fn uptime(component: usize, data: &str) -> String {
    format!(
        "component: c{component}\nsource: a check\ncovers: {{ from: 2000-01-01, to: 2025-12-31 }}\ninterval: 1m\n{data}"
    )
}

fn measured(data: &str) -> (String, String) {
    ("uptime/c0.yaml".to_owned(), uptime(0, data))
}

fn days(n: usize) -> String {
    let day = |at: usize| {
        format!(
            "  {}-{:02}-{:02}: {{ down: 1m }}",
            2001 + at / 336,
            1 + at / 28 % 12,
            1 + at % 28
        )
    };
    format!("days:\n{}", lines(n, day))
}

fn covered(n: usize) -> (String, String) {
    let from = format!(
        "{}-{:02}-{:02}",
        2025 - n / 336,
        12 - n / 28 % 12,
        28 - n % 28
    );
    (
        "uptime/c0.yaml".to_owned(),
        format!("component: c0\ncovers: {{ from: {from} }}\n"),
    )
}

/// Outages of ten minutes, so many seconds apart, through the years.
fn outages(n: usize, apart: usize) -> String {
    let time = |seconds: usize| {
        let day = seconds / 86_400;
        let (hour, minute) = (seconds / 3_600 % 24, seconds / 60 % 60);
        format!(
            "{}-{:02}-{:02}T{hour:02}:{minute:02}:00Z",
            2001 + day / 336,
            1 + day / 28 % 12,
            1 + day % 28
        )
    };
    let outage = |at: usize| {
        format!(
            "  - {{ from: {}, to: {} }}",
            time(at * apart),
            time(at * apart + 900)
        )
    };
    format!("outages:\n{}", lines(n, outage))
}

fn page(piece: &str, n: usize) -> SourceTree {
    page_of(&piece.repeat(n))
}

fn page_of(text: &str) -> SourceTree {
    site(
        1,
        vec![("pages/p.md".to_owned(), dated("title: Long\n", text))],
    )
}
