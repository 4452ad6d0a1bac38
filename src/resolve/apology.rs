//! An apology as written → as meant.

use std::collections::{BTreeMap, BTreeSet};

use super::findings::Findings;
use super::frame::Frame;
use super::ids;
use super::incident::prose;
use super::index::Inputs;
use super::unknown::{self, Kind};
use super::value::{self, Wrong};
use crate::model::{
    Action, ActionKind, ActionState, Allowance, Apology, Author, Basis, Claim, Delivery, Incident,
    Moment, Remedy, RemedyKind,
};
use crate::schema::{
    ActionEntry, AllowEntry, ApologyFile, Article, AuthorEntry, ClaimEntry, Place, RemedyEntry,
};
use crate::timeline::{Instant, Zone};

const ACTION_KINDS: [(&str, ActionKind); 3] = [
    ("prevent", ActionKind::Prevent),
    ("detect", ActionKind::Detect),
    ("mitigate", ActionKind::Mitigate),
];
const REMEDY_KINDS: [(&str, RemedyKind); 5] = [
    ("credit", RemedyKind::Credit),
    ("refund", RemedyKind::Refund),
    ("extension", RemedyKind::Extension),
    ("replacement", RemedyKind::Replacement),
    ("none", RemedyKind::None),
];
const BASES: [(&str, Basis); 3] = [
    ("goodwill", Basis::Goodwill),
    ("agreement", Basis::Agreement),
    ("law", Basis::Law),
];
const DELIVERIES: [(&str, Delivery); 3] = [
    ("automatic", Delivery::Automatic),
    ("claim", Delivery::Claim),
    ("request", Delivery::Request),
];

/// The incidents that an apology may be about.
pub(crate) struct Incidents {
    /// Position and start, by id.
    known: BTreeMap<String, (usize, Instant)>,
    /// Ids of files that are there but could not be read, or are drafts: errors of their own, where they are any.
    unread: BTreeSet<String>,
}

impl Incidents {
    /// `incidents` in their final order, and the files behind them.
    pub(crate) fn new(incidents: &[Incident], inputs: &Inputs) -> Self {
        let known = incidents
            .iter()
            .enumerate()
            .map(|(at, one)| (one.id.clone(), (at, one.started.at)))
            .collect();
        let read = inputs.incidents.iter().map(|article| article.id.clone());
        let broken = inputs
            .broken
            .iter()
            .filter(|path| path.starts_with("content/incidents/"));
        Self {
            known,
            unread: read
                .chain(broken.map(|path| ids::of_path(path).to_owned()))
                .collect(),
        }
    }
}

/// Resolves one apology.
pub(crate) fn apology(
    article: &Article<ApologyFile>,
    id: &str,
    (frame, incidents): (&Frame, &Incidents),
    found: &mut Findings,
) -> Option<Apology> {
    let top = article.front.origin.top();
    let ApologyFile {
        title,
        incidents: about,
        published,
        author,
        actions,
        remedy,
        allow,
        draft: _,
    } = &article.front.value;
    let title = found.title(title, &top.key("title"));
    let published = frame.past_time(published, &top.key("published"), found)?;
    let about = read_incidents(about, &top, (incidents, published), found);
    let list = top.key("actions");
    let actions = actions
        .iter()
        .enumerate()
        .filter_map(|(at, entry)| read_action(entry, &list.index(at), frame, found));
    let actions = actions.collect();
    let allow_list = top.key("allow");
    let allow = allow
        .iter()
        .enumerate()
        .filter_map(|(at, entry)| read_allowance(entry, &allow_list.index(at), found));
    let allow = allow.collect();
    Some(Apology {
        id: id.to_owned(),
        title: title?,
        incidents: about,
        published,
        author: author
            .as_ref()
            .and_then(|entry| read_author(entry, &top.key("author"), found)),
        actions,
        allow,
        remedy: remedy
            .as_ref()
            .and_then(|entry| read_remedy(entry, &top.key("remedy"), frame, found)),
        prose: prose(article),
    })
}

fn read_incidents(
    ids: &[String],
    top: &Place<'_>,
    (incidents, published): (&Incidents, Moment),
    found: &mut Findings,
) -> Vec<usize> {
    let place = top.key("incidents");
    if ids.is_empty() {
        found.push(place.error("apology-without-incident", "the apology does not say which incident it is about").help("add `incidents: [2009-09-01-mail-web]`, with the names of files in `incidents/`"));
    }
    let mut about = Vec::new();
    for (index, id) in ids.iter().enumerate() {
        let here = place.index(index);
        match incidents.known.get(id) {
            None if incidents.unread.contains(id) => {}
            None => {
                let known: Vec<&str> = incidents.known.keys().map(String::as_str).collect();
                found.push(unknown::id(&here, Kind::Incident, id, &known));
            }
            Some((_, started)) if *started > published.at => {
                found.push(
                    here.error(
                        "apology-before-incident",
                        format!("the apology was published before `{id}` began"),
                    )
                    .also(top.key("published").span(), "published here"),
                );
            }
            Some((position, _)) if !about.contains(position) => about.push(*position),
            Some(_) => {}
        }
    }
    about
}

fn read_author(entry: &AuthorEntry, place: &Place<'_>, found: &mut Findings) -> Option<Author> {
    let AuthorEntry { name, role } = entry;
    let name = found.optional_line(name.as_ref(), &place.key("name"));
    let role = found.optional_line(role.as_ref(), &place.key("role"));
    if name.is_none() && role.is_none() {
        found.push(
            place
                .error(
                    "missing-key",
                    "the author has neither a `name` nor a `role`",
                )
                .help("a role alone is enough"),
        );
        return None;
    }
    Some(Author { name, role })
}

fn read_action(
    entry: &ActionEntry,
    place: &Place<'_>,
    frame: &Frame,
    found: &mut Findings,
) -> Option<Action> {
    let ActionEntry {
        text,
        kind,
        owner,
        status: _,
        due,
        done_on: _,
        because: _,
        link,
    } = entry;
    let text = found.line(text, &place.key("text"));
    let state = action_state(entry, place, frame, found);
    Some(Action {
        text: text?,
        kind: kind
            .as_ref()
            .and_then(|word| found.word(word, &place.key("type"), &ACTION_KINDS)),
        owner: found.optional_line(owner.as_ref(), &place.key("owner")),
        state: state?,
        due: found.optional(due.as_ref(), &place.key("due"), value::day),
        link: found.optional(link.as_ref(), &place.key("link"), value::link),
    })
}

fn action_state(
    entry: &ActionEntry,
    place: &Place<'_>,
    frame: &Frame,
    found: &mut Findings,
) -> Option<ActionState> {
    let done_on = found.optional(entry.done_on.as_ref(), &place.key("done_on"), value::day);
    if done_on.is_some_and(|day| day > frame.zone.day_of(frame.as_of)) {
        found.push(place.key("done_on").error(
            "action-date",
            "the action was done after the instant of the build",
        ));
    }
    match entry.status.as_deref() {
        None if done_on.is_some() => Some(ActionState::Done(done_on)),
        None | Some("open") => Some(ActionState::Open),
        Some("done") => {
            if done_on.is_none() {
                found.push(
                    place
                        .key("status")
                        .warning("action-date", "the action is done, but not since when")
                        .help("add `done_on: 2009-09-01`"),
                );
            }
            Some(ActionState::Done(done_on))
        }
        Some("dropped") => {
            let because = found.optional_line(entry.because.as_ref(), &place.key("because"));
            if because.is_none() {
                found.push(
                    place
                        .key("status")
                        .error("missing-key", "a promise that is dropped needs its reason")
                        .help("add `because: …`"),
                );
            }
            because.map(ActionState::Dropped)
        }
        Some(other) => {
            found.push(unknown::value(
                &place.key("status"),
                other,
                &["open", "done", "dropped"],
            ));
            None
        }
    }
}

fn read_remedy(
    entry: &RemedyEntry,
    place: &Place<'_>,
    frame: &Frame,
    found: &mut Findings,
) -> Option<Remedy> {
    let RemedyEntry {
        kind,
        amount,
        basis,
        eligible,
        delivery,
        claim,
        contact,
        because,
    } = entry;
    let kind = found.word(kind, &place.key("kind"), &REMEDY_KINDS)?;
    let delivery = delivery
        .as_ref()
        .and_then(|word| found.word(word, &place.key("delivery"), &DELIVERIES));
    let remedy = Remedy {
        kind,
        amount: found.optional(amount.as_ref(), &place.key("amount"), value::amount),
        basis: basis
            .as_ref()
            .and_then(|word| found.word(word, &place.key("basis"), &BASES)),
        eligible: found.optional_line(eligible.as_ref(), &place.key("eligible")),
        delivery,
        claim: claim
            .as_ref()
            .and_then(|entry| read_claim(entry, &place.key("claim"), frame, found)),
        contact: found.optional(contact.as_ref(), &place.key("contact"), value::contact),
        because: found.optional_line(because.as_ref(), &place.key("because")),
    };
    if kind == RemedyKind::None && remedy.because.is_none() {
        found.push(
            place
                .key("kind")
                .error("missing-key", "giving nothing back needs its reason")
                .help("add `because: …`"),
        );
    }
    if delivery == Some(Delivery::Claim) && claim.is_none() {
        found.push(place.key("delivery").error(
            "claim-missing",
            "a remedy that is claimed needs a `claim` with its link and its time",
        ));
    }
    Some(remedy)
}

fn read_claim(
    entry: &ClaimEntry,
    place: &Place<'_>,
    frame: &Frame,
    found: &mut Findings,
) -> Option<Claim> {
    let ClaimEntry {
        link,
        opens,
        closes,
        once,
        because,
    } = entry;
    let link = found.keep(value::link(link), &place.key("link"));
    let because = found.optional_line(because.as_ref(), &place.key("because"));
    let opens = found.keep(value::day_or_time(opens, &frame.zone), &place.key("opens"))?;
    let closes = found.keep(
        read_closing(closes, opens, &frame.zone),
        &place.key("closes"),
    )?;
    if closes <= opens {
        let wrong = place
            .key("closes")
            .error("claim-window", "the claim closes before it opens");
        found.push(wrong.also(place.key("opens").span(), "it opens here"));
        return None;
    }
    Some(Claim {
        link: link?,
        opens,
        closes,
        once: *once,
        because,
    })
}

/// A duration counts in calendar days: seven days later at the same time of the reader's clock, whatever the clocks do between.
fn read_closing(text: &str, opens: Instant, zone: &Zone) -> Result<Instant, Wrong> {
    let Ok(seconds) = value::duration(text) else {
        return value::day_end(text, zone);
    };
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let local = zone.local(opens);
    let same_clock = i32::try_from(days)
        .ok()
        .map(|days| local.on(local.date().plus_days(days)));
    let closes = same_clock.and_then(|local| zone.instant(local).ok());
    Ok(closes
        .unwrap_or_else(|| opens.plus(days * 86_400))
        .plus(rest))
}

fn read_allowance(
    entry: &AllowEntry,
    place: &Place<'_>,
    found: &mut Findings,
) -> Option<Allowance> {
    let AllowEntry { rule, because } = entry;
    let because = found.optional_line(because.as_ref(), &place.key("because"));
    if because.is_none() {
        found.push(
            place
                .key("rule")
                .error(
                    "allow-without-reason",
                    format!("`{rule}` is allowed without a reason"),
                )
                .help("add `because: …`: it is shown in the summary of the build"),
        );
    }
    Some(Allowance {
        rule: rule.clone(),
        because: because?,
    })
}
