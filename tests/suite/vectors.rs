//! The worked cases of `tests/vectors/availability.json` that a page or a command answers: each goes through the files of a site.

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use crate::project::{Project, repository};

/// Runs `check` on the inputs and expectations of every case of one kind, and demands that there are `count` of them.
fn each(kind: &str, count: usize, check: impl Fn(&Value, &Value, &str)) {
    let path = repository().join("tests/vectors/availability.json");
    let all: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let cases = all["cases"].as_array().unwrap().iter();
    let cases: Vec<_> = cases.filter(|case| case["fn"] == kind).collect();
    assert_eq!(cases.len(), count, "cases of {kind}");
    for case in cases {
        let name = case["name"].as_str().unwrap();
        check(&case["inputs"], &case["expected"], name);
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

const INCIDENT: &str = "content/incidents/it.md";

#[test]
fn a_claim_closes_on_the_clock_after_days_and_by_time_that_passed_after_hours() {
    each("claim_expiry", 2, |inputs, expected, name| {
        let (opens, days) = (text(&inputs["opens"]), inputs["days"].as_i64().unwrap());
        let closes = match text(&inputs["mode"]) {
            "calendar" => format!("{days}d"),
            _ => format!("{}h", days * 24),
        };
        let project = Project::new();
        let zone = text(&inputs["tz"]);
        let site =
            format!("title: Status\ntime_zone: {zone}\ncomponents: [{{ id: mail, name: Mail }}]\n");
        project.file("content/site.yaml", site);
        let incident = format!("---\ntitle: Down\nstarted: {opens}\nresolved: {opens}\n---\n");
        project.file(INCIDENT, incident);
        let claim = format!("{{ link: https://a.example/, opens: \"{opens}\", closes: {closes} }}");
        let letter = format!(
            "---\ntitle: Sorry\nincidents: [it]\npublished: {opens}\nremedy: {{ kind: credit, amount: 5.00 USD, delivery: claim, claim: {claim} }}\n---\nSorry.\n"
        );
        project.file("content/apologies/it.md", letter);
        let arguments = ["build", "--quiet", "--as-of", "2026-11-03T00:00:00-05:00"];
        project.run(arguments).stderr_any().succeeds();
        let page = project.text("public/apologies/it.html");
        let ends = format!("datetime=\"{}\"", text(&expected["expires"]));
        assert!(page.contains(&ends), "{name}: no {ends} in\n{page}");
        let [from, to] = [opens, text(&expected["expires"])].map(seconds);
        assert_eq!(Some(to - from), expected["seconds"].as_i64(), "{name}");
    });
}

/// Seconds of an instant of 2026, from the beginning of October in UTC.
fn seconds(rfc3339: &str) -> i64 {
    let number = |at: std::ops::Range<usize>| rfc3339[at].parse::<i64>().unwrap();
    let days = (number(5..7) - 10) * 31 + number(8..10);
    let offset = number(20..22) * 3_600;
    days * 86_400 + number(11..13) * 3_600 + number(14..16) * 60 + offset
}

#[test]
fn the_times_of_an_incident_stand_on_its_page() {
    each("ttx", 2, |inputs, expected, name| {
        let project = Project::new();
        let site = "title: Status\ntime_zone: UTC\ncomponents: [{ id: edge, name: Edge }]\n";
        project.file("content/site.yaml", site);
        let mut file =
            String::from("---\ntitle: Down\nimpacts: [{ component: edge, level: major_outage }]\n");
        for key in ["started", "resolved"] {
            writeln!(file, "{key}: {}", text(&inputs[key])).unwrap();
        }
        let told = |key: &str| inputs.get(key).map(text);
        if let Some(at) = told("detected") {
            writeln!(file, "detected: {{ at: {at} }}").unwrap();
        }
        file += "---\nThe edge is down.\n";
        for (key, state) in [
            ("first_public", "Investigating"),
            ("mitigated", "Monitoring"),
        ] {
            if let Some(at) = told(key) {
                writeln!(file, "\n## {at} {state}\n\nMore later.").unwrap();
            }
        }
        project.file(INCIDENT, file);
        let run = project.run([
            "build",
            "--quiet",
            "--format",
            "short",
            "--as-of",
            "2024-01-01",
        ]);
        if let Some(error) = expected.get("error") {
            let said = format!("error[{}]: the incident ends before it starts", text(error));
            run.stderr_part(&said).finds_problems();
            return;
        }
        run.succeeds();
        let page = project.text("public/incidents/it.html");
        for (key, label) in [
            ("ttd_s", "Noticed"),
            ("ttp_s", "First public word"),
            ("ttm_s", "Declared mended"),
            ("ttr_s", "Duration"),
        ] {
            let (_, rest) = page.split_once(&format!("<dt>{label}</dt>")).unwrap();
            let fact = rest.split("</dd>").next().unwrap();
            let told = fact.rsplit('>').next().unwrap().trim();
            let told = told.trim_start_matches("after ");
            assert_eq!(
                Some(length(told)),
                expected[key].as_i64(),
                "{name}: {label}"
            );
        }
    });
}

/// A group of members that were each down for what they lack of 100 %, all of them at once, as a program is told of it.
fn group(rollup: &str, percents: &Value) -> Value {
    const WINDOW: i64 = 100 * 86_400;
    let project = Project::new();
    let mut site = format!(
        "title: Status\ntime_zone: UTC\ncomponents:\n  - id: all\n    name: All\n    rollup: {rollup}\n    components:\n"
    );
    for (at, percent) in percents.as_array().unwrap().iter().enumerate() {
        writeln!(site, "      - {{ id: part-{at}, name: Part {at} }}").unwrap();
        let (whole, fraction) = text(percent).split_once('.').unwrap_or((text(percent), ""));
        let thousandths: i64 = format!("{whole}{fraction:0<3}").parse().unwrap();
        let down = WINDOW * (100_000 - thousandths) / 100_000;
        let data = format!(
            "component: part-{at}\ncovers: {{ from: 2009-01-01 }}\noutages:\n  - {{ from: 2009-11-01T00:00Z, to: 2009-11-0{}T{:02}:{:02}Z }}\n",
            1 + down / 86_400,
            down / 3_600 % 24,
            down / 60 % 60
        );
        project.file(&format!("content/uptime/part-{at}.yaml"), data);
    }
    project.file("content/site.yaml", site);
    let asked = [
        "availability",
        "all",
        "--window",
        "100d",
        "--format",
        "json",
    ];
    let run = project.run(asked.iter().chain(&["--as-of", "2010-01-01T00:00:00Z"]));
    let said = run.stdout_any().succeeds();
    let answer: Value = serde_json::from_str(&said.stdout).unwrap();
    answer["figures"][0].clone()
}

#[test]
fn members_in_a_row_that_fail_independently_are_as_worked_by_hand() {
    each("serial_estimate", 1, |inputs, expected, name| {
        let figure = group("any_down", &inputs["percents"]);
        let told = &figure["independent_percent"];
        assert_eq!(told, &expected["percent_6dp"], "{name}");
        assert_eq!(figure["percent"], "99.900000", "they failed together");
    });
}

#[test]
fn members_that_stand_in_for_one_another_and_fail_independently_are_as_worked_by_hand() {
    each("parallel_estimate", 1, |inputs, expected, name| {
        let figure = group("all_down", &inputs["percents"]);
        let told = &figure["independent_percent"];
        assert_eq!(told, &expected["percent_6dp"], "{name}");
        assert_eq!(figure["percent"], "99.000000", "they failed together");
    });
}

#[test]
fn minutes_are_down_strictly_above_their_threshold() {
    each("minute_downtime", 1, |inputs, expected, name| {
        let project = Project::small();
        let percent = inputs["threshold"].as_f64().unwrap() * 100.0;
        let data = format!(
            "component: mail\ncovers: {{ from: 2009-08-20 }}\ninterval: 1m\nerror_rates: mail.csv\nthreshold: {percent}%\n"
        );
        project.file("content/uptime/mail.yaml", data);
        let mut table = String::from("time,error_rate\n");
        for (minute, rate) in inputs["error_rates"].as_array().unwrap().iter().enumerate() {
            writeln!(table, "2009-08-20 10:{minute:02},{rate}").unwrap();
        }
        project.file("content/uptime/mail.csv", table);
        let asked = [
            "availability",
            "mail",
            "--window",
            "2009-08",
            "--format",
            "json",
        ];
        let said = project.run(asked).stdout_any().succeeds();
        let answer: Value = serde_json::from_str(&said.stdout).unwrap();
        let minutes = expected["down_minutes"].as_i64().unwrap();
        let told = &answer["figures"][0]["down_seconds"];
        assert_eq!(told, minutes * 60, "{name}");
    });
}

/// Seconds of "1 h 40 min".
fn length(told: &str) -> i64 {
    let words: Vec<_> = told.split_whitespace().collect();
    let parts = words.chunks(2).map(|part| {
        let unit = match part[1] {
            "d" => 86_400,
            "h" => 3_600,
            "min" => 60,
            _ => 1,
        };
        part[0].parse::<i64>().unwrap() * unit
    });
    parts.sum()
}
