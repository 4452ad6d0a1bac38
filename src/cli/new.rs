//! `forthright new`: the right file with the right name, its front matter filled in with what is known.

use super::args::{NewKind, NewOptions};
use super::console::Console;
use super::{Outcome, project};
use crate::disk::{self, Failure};
use crate::model::{Component, Incident, Site};
use crate::pipeline;
use crate::resolve::Options;
use crate::timeline::{Instant, Zone};

pub(super) fn run(options: &NewOptions, console: &Console) -> Result<Outcome, Failure> {
    let root = project::root(options.root.as_deref())?;
    let as_of = project::as_of(options.as_of.as_ref())?;
    let (tree, _) = disk::read(&root)?;
    let settings = Options {
        as_of,
        drafts: true,
        base_url: None,
    };
    let checked = pipeline::prepare(&tree, &settings).map_err(Failure::new)?;
    let known = Known {
        site: checked.prepared.as_ref().map(|prepared| &prepared.site),
        as_of: checked.as_of,
        options,
    };
    if known.site.is_none() {
        console.note(
            "the site has errors (`forthright check` lists them), so less could be filled in",
        );
    }
    known.check_components()?;
    let (folder, text) = match options.kind {
        NewKind::Incident => ("incidents", known.incident()),
        NewKind::Apology => ("apologies", known.apology()?),
        NewKind::Maintenance => ("maintenance", known.maintenance()),
        NewKind::Notice => ("notices", known.notice()),
    };
    let slug = slug::slugify(&options.title);
    let slug = if slug.is_empty() {
        "untitled"
    } else {
        slug.get(..60).unwrap_or(&slug).trim_end_matches('-')
    };
    let name = format!(
        "content/{folder}/{}-{slug}.md",
        known.zone().day_of(known.as_of)
    );
    let path = root.join(&name);
    disk::create(&path, text.as_bytes())?;
    console.result(&disk::shown(&path));
    Ok(Outcome::Clean)
}

/// What is known when something new is started.
struct Known<'a> {
    site: Option<&'a Site>,
    as_of: Instant,
    options: &'a NewOptions,
}

impl Known<'_> {
    fn zone(&self) -> Zone {
        self.site.map_or_else(Zone::utc, |site| site.zone.clone())
    }

    /// The moment as people write it: in the site's zone where it is known, else with its offset.
    fn moment(&self, plus: i64) -> String {
        let text = self.as_of.plus(plus).to_rfc3339(&self.zone());
        if self.site.is_some() {
            text[..16].replace('T', " ")
        } else {
            text
        }
    }

    fn title(&self) -> String {
        serde_json::Value::from(self.options.title.as_str()).to_string()
    }

    fn check_components(&self) -> Result<(), Failure> {
        let Some(site) = self.site else { return Ok(()) };
        for id in &self.options.component {
            if !site.components.iter().any(|component| component.id == *id) {
                let wrong = Failure::new(format!("there is no component `{id}`"));
                let near = crate::diagnostic::did_you_mean(
                    id,
                    site.components
                        .iter()
                        .map(|component| component.id.as_str()),
                );
                return Err(wrong
                    .help(near.unwrap_or_else(|| "`content/site.yaml` declares them".to_owned())));
            }
        }
        Ok(())
    }

    /// The components asked for; else a line to choose from.
    fn components(&self, level: &str) -> String {
        let line = |id: &str| format!("  - {{ component: {id}, level: {level} }}\n");
        if !self.options.component.is_empty() {
            return self.options.component.iter().map(|id| line(id)).collect();
        }
        let leaves = |site: &Site| -> Vec<String> {
            site.components
                .iter()
                .filter(|one| !Component::is_group(one))
                .map(|one| one.id.clone())
                .collect()
        };
        let all = self.site.map(leaves).unwrap_or_default();
        let first = all.first().map_or("component-id", String::as_str);
        format!("  # one of: {}\n{}", all.join(", "), line(first))
    }

    fn severity(&self) -> String {
        let ladder = self
            .site
            .map(|site| site.severities.as_slice())
            .unwrap_or_default();
        let names: Vec<&str> = ladder.iter().map(|rung| rung.id.as_str()).collect();
        names.first().map_or_else(String::new, |first| {
            format!("severity: {first}   # one of: {}\n", names.join(", "))
        })
    }

    fn incident(&self) -> String {
        let (title, now) = (self.title(), self.moment(0));
        let (severity, impacts) = (self.severity(), self.components("major_outage"));
        let clock = &now[11..16];
        format!(
            "---\ntitle: {title}\nstarted: {now}\n{severity}impacts:   # levels: major_outage, partial_outage, degraded_performance\n{impacts}---\n\n\
             What readers should know first, in a sentence or two.\n\n\
             ## {clock} Investigating\n\n\
             What does not work, for whom, and what still does. When the next word comes.\n"
        )
    }

    fn maintenance(&self) -> String {
        let (title, now) = (self.title(), self.moment(0));
        let (from, to) = (self.moment(7 * 86_400), self.moment(7 * 86_400 + 7_200));
        let components = self.components("under_maintenance");
        format!(
            "---\ntitle: {title}\nannounced: {now}\nfrom: {from}\nto: {to}\ncomponents:\n{components}---\n\n\
             What is done, why, and what readers will notice.\n"
        )
    }

    fn notice(&self) -> String {
        let (title, now) = (self.title(), self.moment(0));
        format!("---\ntitle: {title}\npublished: {now}\n---\n\nWhat readers should know.\n")
    }

    fn apology(&self) -> Result<String, Failure> {
        let (title, now) = (self.title(), self.moment(0));
        let incidents = self.apologised()?;
        let ids: Vec<&str> = incidents
            .iter()
            .map(|incident| incident.id.as_str())
            .collect();
        let about = if ids.is_empty() {
            self.options.incident.join(", ")
        } else {
            ids.join(", ")
        };
        Ok(format!(
            "---\ntitle: {title}\nincidents: [{about}]\npublished: {now}\nauthor: {{ name: Your name, role: Your role }}\n\
             actions:\n  - {{ text: What will be different, type: prevent, owner: Which team, due: {due} }}\n\
             remedy:   # what you give back; `kind: none` needs a `because:`\n  kind: none\n  because: Say why\n---\n\n\
             <!-- These questions are for you; comments never reach the page.\n\
             What was it like for your readers, and for how long? Say first that you are sorry for that.\n\
             Whose doing was it? Say so plainly.\n\
             What happened, so that somebody outside would understand?\n\
             What is different already, and what will be, until when? -->\n",
            due = self.zone().day_of(self.as_of).plus_days(30),
        ))
    }

    /// The incidents asked for; else the latest that nobody has apologised for.
    fn apologised(&self) -> Result<Vec<&Incident>, Failure> {
        let Some(site) = self.site else {
            return Ok(Vec::new());
        };
        if self.options.incident.is_empty() {
            return Ok(site
                .incidents
                .iter()
                .find(|incident| incident.apologies.is_empty())
                .into_iter()
                .collect());
        }
        let find = |id: &String| {
            site.incidents
                .iter()
                .find(|incident| incident.id == *id)
                .ok_or_else(|| {
                    let wrong = Failure::new(format!("there is no incident `{id}`"));
                    let near = crate::diagnostic::did_you_mean(
                        id,
                        site.incidents.iter().map(|incident| incident.id.as_str()),
                    );
                    wrong.help(near.unwrap_or_else(|| {
                        "its id is the name of its file in `content/incidents/`".to_owned()
                    }))
                })
        };
        self.options.incident.iter().map(find).collect()
    }
}
