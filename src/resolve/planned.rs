//! Planned work, notices and plain pages as written → as meant.

use super::findings::Findings;
use super::frame::Frame;
use super::impact::read_level;
use super::incident::prose;
use super::updates::Entry;
use super::{updates, value};
use crate::model::{
    ComponentKey, Level, Maintenance, MaintenancePhase, MaintenanceUpdate, Moment, Notice,
    PlainPage,
};
use crate::schema::{Article, MaintenanceFile, NoticeFile, PageFile, Place, TouchEntry};
use crate::timeline::Interval;

/// Resolves one piece of planned work.
pub(crate) fn maintenance(
    article: &Article<MaintenanceFile>,
    id: &str,
    frame: &Frame,
    found: &mut Findings,
) -> Option<Maintenance> {
    let top = article.front.origin.top();
    let MaintenanceFile {
        title,
        announced,
        from,
        to,
        components,
        draft: _,
    } = &article.front.value;
    let title = found.title(title, &top.key("title"));
    let announced = announced
        .as_ref()
        .and_then(|text| frame.past_time(text, &top.key("announced"), found));
    let from = frame.time(from, &top.key("from"), found);
    let to = frame.time(to, &top.key("to"), found);
    let touches = read_touches(components, &top.key("components"), frame, found);
    let (from, to) = (from?, to?);
    let planned = Interval::new(from.at, to.at);
    if planned.is_none() {
        let wrong = top.key("to").error(
            "ends-before-start",
            "the planned work does not end after it starts",
        );
        found.push(
            wrong
                .label("the end")
                .also(top.key("from").span(), "the start")
                .help("check both times, and the days that they stand on"),
        );
    }
    let start = announced.map_or(from.at, |moment| moment.at.min(from.at));
    let file = &article.front.origin.file;
    let entries = updates::read::<MaintenancePhase>((file, &article.outline), start, frame, found);
    let update = |entry: &Entry<MaintenancePhase>| MaintenanceUpdate {
        at: entry.at,
        announces: entry.announces,
    };
    Some(Maintenance {
        id: id.to_owned(),
        title: title?,
        announced,
        planned: planned?,
        touches,
        updates: entries.iter().map(update).collect(),
        prose: prose(article),
    })
}

fn read_touches(
    entries: &[TouchEntry],
    place: &Place<'_>,
    frame: &Frame,
    found: &mut Findings,
) -> Vec<(ComponentKey, Level)> {
    let mut touches = Vec::new();
    for (index, touch) in entries.iter().enumerate() {
        let here = place.index(index);
        let key = frame.component(&touch.component, &here.key("component"), found);
        let level = match &touch.level {
            Some(word) => read_level(word, &here.key("level"), found),
            None => Some(Level::UnderMaintenance),
        };
        if let (Some(key), Some(level)) = (key, level) {
            touches.extend(frame.leaves(key).iter().map(|leaf| (*leaf, level)));
        }
    }
    touches
}

/// Resolves one notice.
pub(crate) fn notice(
    article: &Article<NoticeFile>,
    id: &str,
    frame: &Frame,
    found: &mut Findings,
) -> Option<Notice> {
    let top = article.front.origin.top();
    let NoticeFile {
        title,
        published,
        until,
        components,
        draft: _,
    } = &article.front.value;
    let title = found.title(title, &top.key("title"));
    let published = frame.past_time(published, &top.key("published"), found);
    let until = until
        .as_ref()
        .and_then(|text| found.keep(value::day_end(text, &frame.zone), &top.key("until")));
    let list = top.key("components");
    let components = components
        .iter()
        .enumerate()
        .filter_map(|(index, id)| frame.component(id, &list.index(index), found))
        .collect();
    let published = published?;
    if until.is_some_and(|until| until <= published.at) {
        let wrong = top.key("until").error(
            "ends-before-start",
            "the notice ends before it is published",
        );
        let wrong = wrong.also(top.key("published").span(), "published here");
        found.push(wrong.help("check both, or leave `until` away: the notice then stays"));
    }
    let until = until.map(|at| Moment {
        at,
        approximate: false,
    });
    Some(Notice {
        id: id.to_owned(),
        title: title?,
        published,
        until,
        components,
        prose: prose(article),
    })
}

/// Resolves one plain page.
pub(crate) fn page(
    article: &Article<PageFile>,
    id: &str,
    found: &mut Findings,
) -> Option<PlainPage> {
    let top = article.front.origin.top();
    let PageFile {
        title,
        menu,
        draft: _,
    } = &article.front.value;
    let title = found.title(title, &top.key("title"))?;
    Some(PlainPage {
        id: id.to_owned(),
        title,
        menu: *menu,
        prose: prose(article),
    })
}
