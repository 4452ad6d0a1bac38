//! Days as a strip of cells: geometry for one small drawing, and the same in words.
//!
//! One day is ten units wide and thirty high. Days alike lie in one line, whose dashes the style sheet draws as cells, so that
//! ninety quiet days cost a few bytes. A day with harm has its own mark, tall as the share of the day that was hit, with a shape
//! below it for its kind, and leads to what happened; the rest of it looks as it was. One bad minute does not paint a day.

use std::fmt::Write;

use serde::Serialize;

use super::Scene;
use crate::model::Component;
use crate::output::{Kind, Route};
use crate::report::{DayCell, DayState};
use crate::timeline::{Month, duration_text};

/// Units from one day to the next.
const STEP: usize = 10;
/// How many days a phone shows.
const RECENT: usize = 30;
/// How many days of one kind the words name one by one.
const NAMED: usize = 5;

/// A strip of days.
#[derive(Debug, Clone, Serialize)]
pub struct Cells {
    /// Width of the drawing in units; it is 40 high.
    pub width: usize,
    /// The strip in words: "Last 90 days: 89 without harm, 1 with a major outage (1 September, 1 h 40 min)".
    pub label: String,
    /// Whether any mark is a link: a drawing with links in it is no image.
    pub linked: bool,
    /// First what narrow screens leave out, then the rest; either may be missing.
    pub groups: Vec<CellGroup>,
}

/// Days that are shown or hidden together.
#[derive(Debug, Clone, Serialize)]
pub struct CellGroup {
    /// Whether narrow screens leave it out.
    pub older: bool,
    /// Lines of days alike.
    pub runs: Vec<Run>,
    /// Days with harm.
    pub marks: Vec<Mark>,
}

/// Lines of days that look the same.
#[derive(Debug, Clone, Serialize)]
pub struct Run {
    /// `up`, `some` (data for a part of the day only), `planned`, `nodata` or `absent`.
    pub name: &'static str,
    /// Path data of its lines.
    pub path: String,
}

/// A day with harm.
#[derive(Debug, Clone, Serialize)]
pub struct Mark {
    /// `major`, `partial` or `degraded`.
    pub name: &'static str,
    /// "1 September 2009: major outage, 1 h 40 min"
    pub title: String,
    /// What happened on it.
    pub href: Option<String>,
    /// Left edge in units.
    pub x: usize,
    /// How the rest of the day was: `up`, or `nodata` where much of it is not known.
    pub rest: &'static str,
    /// How tall that is, in units from the top; a gap parts it from the bar.
    pub rest_height: i64,
    /// Path data of the bar, a line from the bottom up.
    pub bar: String,
    /// Path data of the shape below it.
    pub shape: String,
}

impl Cells {
    /// The last days of a component, oldest first; the last thirty can stand alone.
    #[must_use]
    pub fn strip(scene: &Scene<'_>, component: &Component, days: &[DayCell]) -> Self {
        let cut = days.len().saturating_sub(RECENT);
        let place = |index: usize| index * STEP;
        let older = group(
            scene,
            component,
            true,
            days[..cut]
                .iter()
                .enumerate()
                .map(|(index, day)| (place(index), day)),
        );
        let recent = (cut..).map(place).zip(&days[cut..]);
        let recent = group(scene, component, false, recent);
        let count = scene.words.count("cells_days", days.len());
        let groups = [older, recent]
            .into_iter()
            .filter(|group| !group.runs.is_empty() || !group.marks.is_empty())
            .collect();
        Self::new(
            days.len(),
            scene.words.fill(
                "cells_label",
                &[("window", &count), ("days", &in_words(scene, days))],
            ),
            groups,
        )
    }

    /// The days of one month, each at its place in it.
    #[must_use]
    pub fn month(scene: &Scene<'_>, component: &Component, month: Month, days: &[DayCell]) -> Self {
        let place = |day: &DayCell| usize::try_from(day.day.day() - 1).unwrap_or(0) * STEP;
        let group = group(
            scene,
            component,
            false,
            days.iter().map(|day| (place(day), day)),
        );
        let title = scene.calendar().month(month);
        Self::new(
            31,
            scene.words.fill(
                "cells_label",
                &[("window", &title), ("days", &in_words(scene, days))],
            ),
            vec![group],
        )
    }

    fn new(days: usize, label: String, groups: Vec<CellGroup>) -> Self {
        let linked = groups
            .iter()
            .any(|group| group.marks.iter().any(|mark| mark.href.is_some()));
        Self {
            width: (days * STEP).saturating_sub(2),
            label,
            linked,
            groups,
        }
    }
}

/// Lines and marks for days at their places, from left to right.
fn group<'a>(
    scene: &Scene<'_>,
    component: &Component,
    older: bool,
    days: impl Iterator<Item = (usize, &'a DayCell)>,
) -> CellGroup {
    let (mut lines, mut marks) = (Vec::<Line>::new(), Vec::new());
    for (x, day) in days {
        match (look(day), lines.last_mut()) {
            (Look::Harm(name, index), _) => {
                marks.push(mark(scene, component, day, &Harm { name, index, x }));
            }
            (Look::Plain(name), Some(line)) if line.name == name && line.to == x => {
                line.to = x + STEP;
            }
            (Look::Plain(name), _) => lines.push(Line {
                name,
                from: x,
                to: x + STEP,
            }),
        }
    }
    CellGroup {
        older,
        runs: runs(&lines),
        marks,
    }
}

/// A line of days alike, from the left edge of the first to that of the one after the last.
struct Line {
    name: &'static str,
    from: usize,
    to: usize,
}

/// One path for all lines of a kind, in the order in which kinds first appear.
fn runs(lines: &[Line]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for line in lines {
        let middle = match line.name {
            "absent" => 29,
            "some" => 25,
            _ => 15,
        };
        let path = format!("M{} {middle}h{}", line.from, line.to - line.from - 2);
        match runs.iter_mut().find(|run| run.name == line.name) {
            Some(run) => run.path.push_str(&path),
            None => runs.push(Run {
                name: line.name,
                path,
            }),
        }
    }
    runs
}

/// How a day is drawn.
enum Look {
    /// As part of a line.
    Plain(&'static str),
    /// With a mark: the kind of harm, and its place in [`DayCell::harm`].
    Harm(&'static str, usize),
}

fn look(day: &DayCell) -> Look {
    match day.state {
        DayState::NotAlive => Look::Plain("absent"),
        DayState::NoData => Look::Plain("nodata"),
        DayState::Up if is_thin(day) => Look::Plain("some"),
        DayState::Up => Look::Plain("up"),
        DayState::Planned => Look::Plain("planned"),
        DayState::Degraded => Look::Harm("degraded", 2),
        DayState::Partial => Look::Harm("partial", 1),
        DayState::Major => Look::Harm("major", 0),
    }
}

/// Whether a quarter of the day or more is not known.
fn is_thin(day: &DayCell) -> bool {
    day.figure.unknown.saturating_mul(4) >= day.figure.window.seconds().max(1)
}

/// Harm to draw: its kind, its place in the day's list, its left edge.
struct Harm {
    name: &'static str,
    index: usize,
    x: usize,
}

fn mark(scene: &Scene<'_>, component: &Component, day: &DayCell, harm: &Harm) -> Mark {
    let Harm { name, index, x } = *harm;
    let duration = duration_text(day.harm[index]);
    let kind = scene
        .words
        .say(["cells_major", "cells_partial", "cells_degraded"][index]);
    let date = scene.calendar().date(day.day).text;
    Mark {
        name,
        title: scene.words.fill(
            "cells_mark",
            &[("date", &date), ("kind", kind), ("duration", &duration)],
        ),
        href: href(scene, component, day),
        x,
        rest: if is_thin(day) { "nodata" } else { "up" },
        rest_height: (29 - height(day)).max(0),
        bar: format!("M{} 30v-{}", x + 4, height(day)),
        shape: match index {
            0 => format!("M{} 33h6v6h-6z", x + 1),
            1 => format!("M{x} 39l4-6 4 6z"),
            _ => format!("M{x} 35h8v3h-8z"),
        },
    }
}

/// How tall the bar is: the share of the day that was hit, of thirty units, and never too small to be seen.
fn height(day: &DayCell) -> i64 {
    let length = day.figure.window.seconds().max(1);
    let hit: i64 = day.harm.iter().sum();
    (hit.clamp(0, length) * 30 / length).clamp(4, 30)
}

/// What happened: the first incident of the day, else the month in the component's own table.
fn href(scene: &Scene<'_>, component: &Component, day: &DayCell) -> Option<String> {
    if let Some(incident) = day
        .incidents
        .first()
        .and_then(|position| scene.site.incidents.get(*position))
    {
        return Some(scene.href(&Route::page(Kind::Incident, &incident.id)));
    }
    let own = Route::page(Kind::Component, &component.id);
    let anchor = format!("#m-{:04}-{:02}", day.day.year(), day.day.month());
    (own != *scene.route).then(|| scene.href(&own) + &anchor)
}

/// "88 without harm, 1 with a major outage (1 September, 1 h 40 min), 1 without data"
fn in_words(scene: &Scene<'_>, days: &[DayCell]) -> String {
    const KINDS: [(DayState, &str); 7] = [
        (DayState::Up, "cells_count_up"),
        (DayState::Major, "cells_count_major"),
        (DayState::Partial, "cells_count_partial"),
        (DayState::Degraded, "cells_count_degraded"),
        (DayState::Planned, "cells_count_planned"),
        (DayState::NoData, "cells_count_nodata"),
        (DayState::NotAlive, "cells_count_absent"),
    ];
    let mut text = String::new();
    for (state, key) in KINDS {
        let alike: Vec<_> = days.iter().filter(|day| day.state == state).collect();
        if alike.is_empty() {
            continue;
        }
        let comma = if text.is_empty() {
            ""
        } else {
            scene.words.say("list_comma")
        };
        let thin = alike.iter().filter(|day| is_thin(day)).count();
        let named = match alike.first().map(|day| look(day)) {
            Some(Look::Harm(_, index)) if alike.len() <= NAMED => Some(dates(scene, &alike, index)),
            _ if state == DayState::Up && thin > 0 => {
                Some(format!(" ({})", scene.words.count("cells_thin", thin)))
            }
            _ => None,
        };
        let counted = scene.words.count(key, alike.len());
        // Writing to a string cannot fail.
        let _ = write!(text, "{comma}{counted}{}", named.unwrap_or_default());
    }
    text
}

/// " (1 September, 1 h 40 min; 3 September, 5 min)"
fn dates(scene: &Scene<'_>, days: &[&DayCell], harm: usize) -> String {
    let day = |day: &&DayCell| {
        let (date, length) = (
            scene.calendar().short_date(day.day),
            duration_text(day.harm[harm]),
        );
        [&date, scene.words.say("list_comma"), &length].concat()
    };
    format!(
        " ({})",
        days.iter()
            .map(day)
            .collect::<Vec<_>>()
            .join(scene.words.say("list_semicolon"))
    )
}
