//! Times, durations, shares and sums as people write them: read exactly, and the same when written out and read again.

#![no_main]

use forthright::SourceTree;
use forthright::model::Site;
use forthright::resolve::{AsOf, instant};
use forthright::source::SourceFile;
use forthright::timeline::{Day, Instant, Zone, duration_text};
use forthright_fuzz::sites;
use libfuzzer_sys::fuzz_target;

const ZONES: [&str; 6] = [
    "UTC",
    "America/Los_Angeles",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Asia/Kathmandu",
];

fuzz_target!(|input: (u8, &str)| {
    let (choice, text) = input;
    let name = ZONES[usize::from(choice) % ZONES.len()];
    let zone = Zone::named(name).expect("is in the database");
    for line in text.lines() {
        time(line, &zone);
    }
    let mut lines = text.lines();
    let mut line = || lines.next().unwrap_or_default();
    let written = Written {
        heading: line(),
        notice: line(),
        share: line(),
        objective: line(),
        amount: line(),
        fee: line(),
    };
    let read = site(&written, name);
    // What was read is written out in the plainest form, and must come back.
    let notice = format!("{}s", read.counting.notice);
    let objective = read.components[0]
        .objective
        .map(|objective| format!("{}%", objective.target.0.text()));
    let again = site(
        &Written {
            notice: &notice,
            objective: objective.as_deref().unwrap_or("99%"),
            ..written
        },
        name,
    );
    assert_eq!(read.counting.notice, again.counting.notice, "{notice}");
    let target = |site: &Site| {
        site.components[0]
            .objective
            .map(|objective| objective.target)
    };
    assert!(
        objective.is_none() || target(&read) == target(&again),
        "{objective:?}"
    );
});

/// What each field of a site says.
struct Written<'a> {
    heading: &'a str,
    notice: &'a str,
    share: &'a str,
    objective: &'a str,
    amount: &'a str,
    fee: &'a str,
}

/// A time that can be read has one instant, and every way to write that instant leads back to it.
fn time(text: &str, zone: &Zone) {
    let _ = Day::parse(text).map(|day| (day.next(), day.previous(), zone.day(day)));
    let _ = Instant::parse_rfc3339(text).map(|at| at.to_rfc3339(zone));
    let Ok(at) = instant(&AsOf::Text(text.to_owned()), zone) else {
        return;
    };
    let long = at.to_rfc3339(zone);
    let same = Instant::parse_rfc3339(&long);
    assert_eq!(same, Some(at), "{text:?} became {long:?}");
    let local = zone.local(at);
    assert!(
        zone.instant(local).map_or(true, |again| again == at),
        "{text:?}"
    );
    let _ = duration_text(at.seconds());
}

/// A site with a contact that is none, which spares making pages: only what was read is wanted.
fn site(written: &Written<'_>, zone: &str) -> Site {
    let text = format!(
        "title: x\ncontact: none\ntime_zone: {zone}\ncomponents:\n  - {{ id: a, name: A, agreement: b, objective: {} }}\navailability: {{ notice: {} }}\nagreements:\n  - {{ id: b, fee: {}, tiers: [ {{ below: 99%, credit: {} }} ] }}\n",
        quoted(written.objective),
        quoted(written.notice),
        quoted(written.fee),
        quoted(written.amount),
    );
    let incident = format!(
        "---\ntitle: x\nstarted: 2009-09-01 12:30\nimpacts: [ {{ component: a, level: major_outage, share: {} }} ]\n---\n\nText.\n\n## {}\n\nMore.\n",
        quoted(written.share),
        written.heading,
    );
    let files = [
        ("content/site.yaml", text),
        ("content/incidents/a.md", incident),
    ];
    let tree: SourceTree = files
        .map(|(path, text)| SourceFile::new(path, text))
        .into_iter()
        .collect();
    let checked = sites::read(&tree, "2030-01-01T00:00:00Z");
    checked.fragment.expect("the site file can be read")
}

/// `text` as a value in YAML that nothing in it breaks out of.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for one in text.chars() {
        if one.is_ascii_graphic() && !matches!(one, '"' | '\\') || one == ' ' {
            out.push(one);
        } else {
            out.push_str(&format!("\\U{:08x}", u32::from(one)));
        }
    }
    out + "\""
}
