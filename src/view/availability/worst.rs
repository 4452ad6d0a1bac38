//! The worst hour, day, week and month of each component: what a figure over a long time hides.

use serde::Serialize;

use crate::model::{ComponentKey, Moment};
use crate::timeline::{Interval, duration_text};
use crate::view::figure::Precision;
use crate::view::{Figure, Html, Link, Scene};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;
/// The lengths that are looked at, and what each is called.
const LENGTHS: [(i64, &str); 4] = [
    (HOUR, "worst_hour"),
    (DAY, "worst_day"),
    (7 * DAY, "worst_week"),
    (30 * DAY, "worst_month"),
];

/// The worst stretches of one component.
#[derive(Debug, Serialize)]
pub struct WorstRow {
    /// The component's page.
    pub component: Link,
    /// One for each length, the shortest first; none where nothing that long was looked at.
    pub stretches: Vec<WorstStretch>,
}

/// The worst stretch of one length.
#[derive(Debug, Serialize)]
pub struct WorstStretch {
    /// "Worst hour"
    pub label: String,
    /// Its figure; none where the time that is known is shorter.
    pub figure: Option<Figure>,
    /// "1 h"
    pub down: String,
    /// When it was: "1 September 2009, 12:30 PDT to 13:30 PDT", as `<time>` elements.
    pub span: Option<Html>,
    /// That some of it is known as the total of a day only.
    pub note: Option<String>,
}

/// The worst stretches of the component at `key` in `range`; `None` where it was not down.
pub(in crate::view) fn row(
    scene: &Scene<'_>,
    key: ComponentKey,
    range: Interval,
) -> Option<WorstRow> {
    let stretch = |(length, label): &(i64, &str)| {
        let worst = scene.report.worst(key, range, *length);
        let figure = worst.map(|worst| worst.availability);
        WorstStretch {
            label: scene.words.say(label).to_owned(),
            down: figure.map_or(String::new(), |figure| duration_text(figure.down_seconds())),
            figure: figure.map(|figure| Figure::bare(&figure, Precision::Fine, scene.words)),
            span: worst.map(|worst| span(scene, worst.window)),
            note: worst
                .filter(|worst| worst.placed_by_day)
                .map(|_| scene.words.say("worst_by_day").to_owned()),
        }
    };
    let stretches: Vec<_> = LENGTHS.iter().map(stretch).collect();
    let found = stretches.iter().any(|stretch| stretch.figure.is_some());
    found.then(|| WorstRow {
        component: scene.component(key),
        stretches,
    })
}

fn span(scene: &Scene<'_>, window: Interval) -> Html {
    let exact = |at| Moment {
        at,
        approximate: false,
    };
    let (from, to) = (exact(window.from()), exact(window.to()));
    scene.calendar().when(from, Some(to), window.to()).span
}

/// What checks at intervals can tell of the component at `key` in `range`; `None` where it is not known that it was sampled.
pub(in crate::view) fn sampled(
    scene: &Scene<'_>,
    key: ComponentKey,
    (range, name): (Interval, &str),
) -> Option<String> {
    let sampled = scene.report.sampled(scene.site, key, range)?;
    let nines = sampled.provable().map(|nines| nines.text(1));
    let percent = |text: String| text.replace('%', "\u{202f}%");
    let values = [
        ("component", scene.full_name(scene.site.component(key))),
        ("interval", duration_text(sampled.interval)),
        ("window", name.to_owned()),
        ("checks", scene.number(sampled.checks)),
        ("failed", scene.number(sampled.failed)),
        ("low", percent(sampled.low(3))),
        ("high", percent(sampled.high(3))),
        ("nines", nines.unwrap_or_default()),
    ];
    let values: Vec<_> = values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let key = if sampled.failed == 0 {
        "sampled_all_passed"
    } else {
        "sampled_some_failed"
    };
    Some(scene.words.fill(key, &values))
}
