//! What sites of any size are made of: the texts of files, each with as much in it as is asked for.

use std::fmt::Write as _;

use forthright::SourceTree;
use forthright::source::SourceFile;

pub(super) type Files = Vec<(String, String)>;

pub(super) fn tree(site: &str, files: Files) -> SourceTree {
    let all = files
        .into_iter()
        .chain([("site.yaml".to_owned(), site.to_owned())]);
    all.map(|(path, text)| SourceFile::new(&format!("content/{path}"), text))
        .collect()
}

/// A site with so many components, all at the top.
pub(super) fn site(components: usize, files: Files) -> SourceTree {
    let member = |at| format!("  - {{ id: c{at}, name: Component {at}, introduced: 2025-10-01 }}");
    tree(
        &format!("{HEAD}components:\n{}", lines(components, member)),
        files,
    )
}

pub(super) const HEAD: &str = "title: Big status\nurl: https://status.example.com/\n";

pub(super) fn grouped(n: usize) -> String {
    let member =
        |at| format!("      - {{ id: c{at}, name: Component {at}, introduced: 2025-10-01 }}");
    format!(
        "{HEAD}components:\n  - id: g\n    name: Group\n    components:\n{}",
        lines(n, member)
    )
}

pub(super) fn groups(n: usize) -> String {
    let group = |at| {
        format!(
            "  - {{ id: g{at}, name: Group {at}, components: [ {{ id: c{at}, name: Component {at}, introduced: 2025-10-01 }} ] }}"
        )
    };
    format!("{HEAD}components:\n{}", lines(n, group))
}

pub(super) fn nested(n: usize) -> String {
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

pub(super) fn rungs(n: usize) -> String {
    let rung = |at| format!("  - {{ id: s{at}, name: Rung {at} }}");
    let member = |at| format!("  - {{ id: c{at}, name: Component {at}, introduced: 2025-10-01 }}");
    format!(
        "{HEAD}components:\n{}severities:\n{}",
        lines(4, member),
        lines(n, rung)
    )
}

pub(super) fn agreements(n: usize) -> String {
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

pub(super) fn lines(n: usize, line: impl Fn(usize) -> String) -> String {
    (0..n).fold(String::new(), |text, at| text + &line(at) + "\n")
}

pub(super) fn list(n: usize, item: impl Fn(usize) -> String) -> String {
    (0..n).map(item).collect::<Vec<_>>().join(", ")
}

pub(super) fn one_file_each(n: usize, file: impl Fn(usize) -> (String, String)) -> Files {
    (0..n).map(file).collect()
}

pub(super) fn dated(facts: &str, body: &str) -> String {
    format!("---\n{facts}---\n\n{body}")
}

/// Incidents over ten years, each on one of so many components.
pub(super) fn incidents(n: usize, components: usize) -> Files {
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

pub(super) fn incident(year: usize, day: usize, facts: &str) -> String {
    let day = format!("{year}-{:02}-{:02}", 1 + day / 28 % 12, 1 + day % 28);
    dated(
        &format!("title: Trouble\nstarted: {day} 10:00\n{facts}"),
        "First.\n\n## 10:05 Investigating\n\nWe look.\n\n## 10:30 Resolved\n\nDone.\n",
    )
}

pub(super) fn impacts(n: usize) -> String {
    format!(
        "impacts:\n{}",
        lines(n, |at| format!(
            "  - {{ component: c{at}, level: major_outage }}"
        ))
    )
}

pub(super) fn unknown(n: usize) -> String {
    format!(
        "impacts:\n{}",
        lines(n, |at| format!(
            "  - {{ component: x{at}, level: major_outage }}"
        ))
    )
}

pub(super) fn updates(n: usize) -> String {
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

pub(super) fn apology(incident: usize, promises: usize) -> String {
    let promises = lines(promises, |at| {
        format!("  - {{ text: Promise {at}, type: prevent, owner: Us, due: 2026-06-01 }}")
    });
    let facts = format!(
        "title: Sorry\nincidents: [i{incident}]\npublished: 2025-12-30 10:00\nauthor: {{ role: Boss }}\nactions:\n{promises}remedy: {{ kind: none, because: it was free }}\n"
    );
    dated(&facts, "We are sorry.\n")
}

pub(super) fn planned(at: usize) -> String {
    let (month, day) = (1 + at / 28 % 12, 1 + at % 28);
    let facts = format!(
        "title: Work\nannounced: 2024-12-01 10:00\nfrom: 2025-{month:02}-{day:02} 10:00\nto: 2025-{month:02}-{day:02} 11:00\ncomponents: [ {{ component: c{} }} ]\n",
        at % 4
    );
    dated(&facts, "Work.\n\n## 2024-12-01 10:00 Scheduled\n\nSoon.\n")
}

pub(super) fn uptime(component: usize, data: &str) -> String {
    format!(
        "component: c{component}\nsource: a check\ncovers: {{ from: 2000-01-01, to: 2025-12-31 }}\ninterval: 1m\n{data}"
    )
}

pub(super) fn measured(data: &str) -> (String, String) {
    ("uptime/c0.yaml".to_owned(), uptime(0, data))
}

pub(super) fn days(n: usize) -> String {
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

pub(super) fn covered(n: usize) -> (String, String) {
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
pub(super) fn outages(n: usize, apart: usize) -> String {
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

pub(super) fn page(piece: &str, n: usize) -> SourceTree {
    page_of(&piece.repeat(n))
}

pub(super) fn page_of(text: &str) -> SourceTree {
    site(
        1,
        vec![("pages/p.md".to_owned(), dated("title: Long\n", text))],
    )
}
