//! A site that was built without a broken file never looks better than the same site with the file.
//!
//! Each file of the demo is broken in turn, in three ways: so that nothing of it can be read, so that its front matter can, and so that
//! only its front matter cannot. What is known then is compared with the truth.

use std::fs;

use forthright::SourceTree;
use forthright::model::Level;
use forthright::pipeline::{Prepared, prepare, prepare_without_broken};
use forthright::report::{DayCell, DayState, Figure};
use forthright::resolve::{AsOf, Options};
use forthright::source::SourceFile;

use crate::project::repository;

/// Instants after the demo's outages, before and after the end of the month.
const INSTANTS: [&str; 2] = ["2009-09-02T18:00:00-07:00", "2009-10-20T00:00:00-07:00"];

/// Every file of the demo, as text.
fn demo() -> Vec<(String, String)> {
    let root = repository();
    let files = walkdir::WalkDir::new(root.join("content")).sort_by_file_name();
    let files = files.into_iter().map(Result::unwrap);
    files
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(root).unwrap();
            (
                path.to_str().unwrap().to_owned(),
                fs::read_to_string(entry.path()).unwrap(),
            )
        })
        .collect()
}

/// The demo, with the measured outages of one component in a table.
fn demo_with_a_table() -> Vec<(String, String)> {
    let mut files = demo();
    let data = files
        .iter_mut()
        .find(|(path, _)| path.ends_with("uptime/mail-web.yaml"));
    let (_, text) = data.unwrap();
    let (head, rest) = text.split_once("outages:\n").unwrap();
    let end = rest.find("days:").unwrap();
    let cell = |part: &str| {
        part.split_once(": ")
            .unwrap()
            .1
            .trim_end_matches(" }")
            .to_owned()
    };
    let row = |line: &str| line.split(", ").map(cell).collect::<Vec<_>>().join(",") + "\n";
    let rows: String = rest[..end].lines().map(row).collect();
    *text = format!("{head}outages: mail-web.csv\n{}", &rest[end..]);
    let table = format!("from,to,level,share\n{rows}");
    files.push(("content/uptime/mail-web.csv".to_owned(), table));
    files
}

fn tree(files: &[(String, String)]) -> SourceTree {
    files
        .iter()
        .map(|(path, text)| SourceFile::with_plain_line_ends(path, text.as_bytes()))
        .collect()
}

fn options(instant: &str) -> Options {
    Options {
        as_of: AsOf::Text(instant.to_owned()),
        drafts: false,
        base_url: None,
    }
}

/// The ways to break a file.
fn broken(path: &str, text: &str) -> Vec<String> {
    if path.contains("/uptime/") && !text.contains("component:") {
        let slip = text.replacen("2009-09-01T12", "2009-13-01T12", 1);
        return vec!["[\n".to_owned() + text, text.to_owned() + "\"\n", slip];
    }
    let mut ways = vec!["[\n".to_owned() + text, text.replacen(": ", ": [", 1)];
    if text.contains("\n## 2009-") {
        ways.push(text.replacen("\n## 2009-", "\n## 2009-13-", 1));
    }
    ways
}

/// Figures compared: not better, and where nothing is said of it, the same.
fn figure(known: &Figure, truth: &Figure) -> Result<(), String> {
    if !known.incomplete && known.availability != truth.availability {
        return Err(format!("{known:?} is shown as certain, and is {truth:?}"));
    }
    Ok(())
}

fn day(known: &DayCell, truth: &DayCell) -> Result<(), String> {
    figure(&known.figure, &truth.figure)?;
    if known.state == DayState::Up && truth.state > DayState::Up {
        return Err(format!(
            "{:?} is shown as up, and was {:?}",
            known.day, truth.state
        ));
    }
    Ok(())
}

/// Everything that a page shows of the components.
fn compare(known: &Prepared, truth: &Prepared) -> Result<(), String> {
    for (known, truth) in known.report.components.iter().zip(&truth.report.components) {
        if known.level < truth.level && known.level != Level::Unknown {
            return Err(format!(
                "{:?} is shown, and it is {:?}",
                known.level, truth.level
            ));
        }
        let windows = known.windows.iter().zip(&truth.windows);
        for ((_, known), (_, truth)) in windows {
            figure(known, truth)?;
        }
        let months = known.months.iter().filter_map(|(month, figure)| {
            let truth = truth.months.iter().find(|(other, _)| other == month);
            truth.map(|(_, truth)| (figure, truth))
        });
        for (known, truth) in months {
            figure(known, truth)?;
        }
        for (known, truth) in known.days.iter().zip(&truth.days) {
            day(known, truth)?;
        }
    }
    let (level, truth) = (known.report.overall.level, truth.report.overall.level);
    if level == Level::Operational && truth != level {
        return Err(format!("everything is said to work, and it is {truth:?}"));
    }
    Ok(())
}

#[test]
fn a_site_without_a_broken_file_never_looks_better_than_the_truth() {
    let files = demo_with_a_table();
    let mut tried = 0;
    for instant in INSTANTS {
        let Some(truth) = prepare(&tree(&files), &options(instant)).unwrap().prepared else {
            continue;
        };
        for (position, (path, text)) in files.iter().enumerate() {
            if path.ends_with("site.yaml") || path.contains("/static/") {
                continue;
            }
            for way in broken(path, text) {
                let mut files = files.clone();
                files[position].1 = way;
                let checked =
                    prepare_without_broken(&tree(&files), &options(instant), Vec::new()).unwrap();
                let known = checked
                    .prepared
                    .unwrap_or_else(|| panic!("no site without {path}"));
                assert!(
                    !known.site.left_out.is_empty(),
                    "{path} is not broken: {}",
                    files[position].1
                );
                if let Err(why) = compare(&known, &truth) {
                    panic!("without {path} as of {instant}: {why}");
                }
                tried += 1;
            }
        }
    }
    assert!(tried > 100, "only {tried} broken files");
}
