//! What makes a figure, line by line, so that a reader can add it up again by hand.

use std::collections::BTreeSet;

use serde::Serialize;

use super::naming::{exact_text, weight_text};
use super::{Aim, OwedRow, agreements, aim};
use crate::model::{ComponentKey, PlannedPolicy};
use crate::output::{Kind, Route};
use crate::report::{Cause, Part, Statement, WhyLeftOut};
use crate::timeline::{CivilPeriod, Interval, duration_text};
use crate::view::figure::Precision;
use crate::view::{Figure, Link, Scene, Time};

/// The weight of a second that counts in full.
const WHOLE: u64 = 10_000;
/// How many stretches that are not observed are told one by one.
pub(in crate::view) const NAMED: usize = 6;

/// The figure of one component in one period, and what makes it.
#[derive(Debug, Serialize)]
pub struct Account {
    /// The component's id; `c-` and this is the id of the section.
    pub id: String,
    /// The component's page.
    pub component: Link,
    /// The figure.
    pub figure: Figure,
    /// Its aim for this very period.
    pub aim: Option<Aim>,
    /// What its agreement owes for this very period.
    pub owed: Option<OwedRow>,
    /// What counts as down: incidents, planned work that broke its word, what was only measured.
    pub counted: Vec<AccountLine>,
    /// What happened and does not count.
    pub uncounted: Vec<AccountLine>,
    /// What is not observed.
    pub missing: Vec<AccountLine>,
    /// "Observed: 30 d − 1 d without data = 2,505,600 s."
    pub observed: String,
    /// "Down: 6,000 s. So 6,000 / 2,592,000 of the time was down, and 99.768 % of it was up."
    pub sum: String,
    /// How the time of members is added up, where it is.
    pub members: Option<String>,
}

/// One thing that makes a figure, or does not.
#[derive(Debug, Serialize)]
pub struct AccountLine {
    /// The page that tells of it.
    pub link: Option<Link>,
    /// When it began: the day.
    pub day: Option<Time>,
    /// "1 h 40 min", "10 h at weight 0.3 = 3 h"
    pub text: String,
}

/// The account of the component at `key`; `None` where there is nothing to tell.
pub(super) fn account(
    scene: &Scene<'_>,
    key: ComponentKey,
    (period, window): (CivilPeriod, Interval),
    statement: &Statement,
) -> Option<Account> {
    let parts = statement.parts();
    let (counted, uncounted, missing) = (
        counted(scene, statement, &parts),
        uncounted(scene, key, (statement, &parts), window),
        missing(scene, statement),
    );
    if counted.is_empty() && uncounted.is_empty() && missing.is_empty() {
        return None;
    }
    let standing = scene.report.standing_in(scene.site, key, period);
    let owed = scene.report.owed_in(scene.site, key, period);
    Some(Account {
        id: scene.site.component(key).id.clone(),
        component: scene.component(key),
        figure: Figure::full(&statement.figure, Precision::Fine, scene.words),
        aim: standing.and_then(|standing| aim(scene, key, &standing)),
        owed: owed.map(|owed| agreements::row(scene, &owed)),
        counted,
        uncounted,
        missing,
        observed: observed(scene, statement),
        sum: sum(scene, statement),
        members: members(scene, statement),
    })
}

/// What counts as down.
fn counted(scene: &Scene<'_>, statement: &Statement, parts: &[Part]) -> Vec<AccountLine> {
    let mut lines: Vec<_> = parts.iter().map(|part| line(scene, part)).collect();
    let (days, down) = statement.by_days();
    if days > 0 {
        let text = scene.words.count("account_days", days);
        lines.push(AccountLine {
            link: None,
            day: None,
            text: text.replace("{duration}", &exact_text(down)),
        });
    }
    lines
}

fn line(scene: &Scene<'_>, part: &Part) -> AccountLine {
    let incident = match part.cause {
        Cause::Incident(position) => scene.site.incidents.get(position),
        Cause::Work | Cause::Measured => None,
    };
    let length = weighed(scene, part);
    let said = |key: &str| {
        let text = scene.words.count(key, part.count);
        text.replace("{duration}", &length)
    };
    AccountLine {
        link: incident.map(|incident| {
            let route = Route::page(Kind::Incident, &incident.id);
            scene.link(&route, &incident.title)
        }),
        day: incident.map(|_| {
            let day = scene.site.zone.day_of(part.since);
            scene.calendar().date(day)
        }),
        text: match part.cause {
            Cause::Incident(_) => length.clone(),
            Cause::Work => said("account_work"),
            Cause::Measured => said("account_measured"),
        },
    }
}

/// "1 h 40 min", "10 h at weight 0.3 = 3 h"
fn weighed(scene: &Scene<'_>, part: &Part) -> String {
    let clock = duration_text(part.seconds);
    if part.weight == WHOLE {
        return clock;
    }
    let values = [
        ("duration", clock.as_str()),
        ("weight", &weight_text(part.weight)),
        ("product", &exact_text(part.down())),
    ];
    scene.words.fill("account_weighed", &values)
}

/// What happened and does not count: planned work, harm that weighs nothing, incidents that another covers.
fn uncounted(
    scene: &Scene<'_>,
    key: ComponentKey,
    (statement, parts): (&Statement, &[Part]),
    window: Interval,
) -> Vec<AccountLine> {
    let words = scene.words;
    let planned = match scene.site.counting.planned {
        PlannedPolicy::ExcludeWindow => "account_planned_excluded",
        PlannedPolicy::NotCounted | PlannedPolicy::CountsAsOutage => "account_planned",
    };
    let done = statement.planned.iter().map(|(position, seconds)| {
        let work = &scene.site.maintenances[*position];
        let duration = duration_text(*seconds);
        AccountLine {
            link: Some(scene.link(&Route::page(Kind::Maintenance, &work.id), &work.title)),
            day: Some(
                scene
                    .calendar()
                    .date(scene.site.zone.day_of(work.planned.from())),
            ),
            text: words.fill(planned, &[("duration", &duration)]),
        }
    });
    let mut lines: Vec<_> = done.collect();
    if statement.figure.degraded > 0 {
        let duration = duration_text(statement.figure.degraded);
        lines.push(AccountLine {
            link: None,
            day: None,
            text: words.fill("account_degraded", &[("duration", &duration)]),
        });
    }
    lines.extend(covered(scene, key, parts, window));
    lines
}

/// Incidents that hit the component in `window` and add nothing to its downtime.
fn covered(
    scene: &Scene<'_>,
    key: ComponentKey,
    parts: &[Part],
    window: Interval,
) -> Vec<AccountLine> {
    let counted: BTreeSet<_> = parts.iter().map(|part| part.cause).collect();
    let incidents = scene.report.components[key.0].incidents.iter().rev();
    let silent = incidents.filter(|position| {
        touches(scene, **position, key, window) && !counted.contains(&Cause::Incident(**position))
    });
    let line = |position: &usize| {
        let incident = &scene.site.incidents[*position];
        AccountLine {
            link: Some(scene.link(&Route::page(Kind::Incident, &incident.id), &incident.title)),
            day: Some(scene.calendar().day_of(incident.started)),
            text: scene.words.say("account_covered").to_owned(),
        }
    };
    silent.map(line).collect()
}

/// Whether the incident at `position` hit the component at `key`, or a member of it, in `window`.
fn touches(scene: &Scene<'_>, position: usize, key: ComponentKey, window: Interval) -> bool {
    let Some(incident) = scene.site.incidents.get(position) else {
        return false;
    };
    let as_of = scene.report.as_of;
    incident.impacts.iter().any(|impact| {
        let end = impact.to.map_or(as_of, |to| to.min(as_of));
        let inside = Interval::new(impact.from, end).and_then(|span| span.intersect(window));
        let (site, hit) = (scene.site, impact.component);
        inside.is_some() && (site.is_within(hit, key) || site.is_within(key, hit))
    })
}

/// What is not observed, besides planned work, which is told among what does not count.
fn missing(scene: &Scene<'_>, statement: &Statement) -> Vec<AccountLine> {
    let parts = statement.left_out.iter();
    let parts: Vec<_> = parts
        .filter(|part| part.why != WhyLeftOut::Planned)
        .collect();
    let said = |why, seconds: i64| {
        let key = match why {
            WhyLeftOut::NotAlive => "account_not_alive",
            WhyLeftOut::NoData => "account_no_data",
            WhyLeftOut::Planned => "account_planned_excluded",
        };
        let duration = duration_text(seconds);
        scene.words.fill(key, &[("duration", &duration)])
    };
    let bare = |text| AccountLine {
        link: None,
        day: None,
        text,
    };
    let unplaced: i64 = statement.days.iter().map(|day| day.unknown).sum();
    if parts.len() > NAMED || unplaced != 0 {
        let sums = [WhyLeftOut::NotAlive, WhyLeftOut::NoData];
        let sums = sums.map(|why| (why, statement.missing(why)));
        let there = sums.into_iter().filter(|(_, seconds)| *seconds > 0);
        return there
            .map(|(why, seconds)| bare(said(why, seconds)))
            .collect();
    }
    let line = |part: &&crate::report::LeftOutTime| AccountLine {
        day: Some(scene.calendar().instant(part.span.from())),
        ..bare(said(part.why, part.amount))
    };
    parts.iter().map(line).collect()
}

/// "Observed: 30 d − 1 d without data = 2,505,600 s."
fn observed(scene: &Scene<'_>, statement: &Statement) -> String {
    const REASONS: [(WhyLeftOut, &str); 3] = [
        (WhyLeftOut::NotAlive, "account_minus_not_alive"),
        (WhyLeftOut::NoData, "account_minus_no_data"),
        (WhyLeftOut::Planned, "account_minus_planned"),
    ];
    let mut time = duration_text(statement.passed_seconds());
    for (why, key) in REASONS {
        let seconds = statement.missing(why);
        if seconds > 0 {
            let duration = duration_text(seconds);
            time.push(' ');
            time.push_str(&scene.words.fill(key, &[("duration", &duration)]));
        }
    }
    let (_, observed) = statement.figure.availability.parts();
    let values = [("time", time.as_str()), ("n", &scene.seconds(observed))];
    scene.words.fill("account_observed", &values)
}

fn sum(scene: &Scene<'_>, statement: &Statement) -> String {
    let figure = Figure::bare(&statement.figure.availability, Precision::Fine, scene.words);
    let (down, observed) = statement.figure.availability.parts();
    let Some(percent) = figure.percent else {
        return scene.words.say("account_no_figure").to_owned();
    };
    let (down, observed) = (scene.seconds(down), scene.seconds(observed));
    let values = [
        ("down", down.as_str()),
        ("observed", &observed),
        ("percent", &percent),
    ];
    let mut said = scene.words.fill("account_sum", &values);
    if statement.figure.incomplete {
        said.push(' ');
        said.push_str(scene.words.say("period_unread"));
    }
    said
}

fn members(scene: &Scene<'_>, statement: &Statement) -> Option<String> {
    let members = statement.figure.availability.members;
    let members = u64::try_from(members).ok().filter(|members| *members > 1)?;
    let members = scene.number(members);
    Some(scene.words.fill("account_members", &[("n", &members)]))
}
