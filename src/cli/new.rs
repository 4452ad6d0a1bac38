//! `forthright new`: the right file with the right name, its front matter filled in with what is known.

use std::env;
use std::path::Path;
use std::sync::Arc;

use super::args::{NewKind, NewOptions};
use super::console::Console;
use super::template::Known;
use super::{Outcome, project};
use crate::diagnostic::{Severity, did_you_mean};
use crate::disk::{self, Failure};
use crate::model::{Incident, Site};
use crate::pipeline::{self, Checked};
use crate::resolve::Options;
use crate::timeline::Zone;

pub(super) fn run(options: &NewOptions, console: &Console) -> Result<Outcome, Failure> {
    check_use(options)?;
    let root = project::root(options.root.as_deref())?;
    let settings = Options {
        as_of: project::as_of(options.as_of.as_ref())?,
        drafts: true,
        base_url: None,
    };
    let tree = disk::read(&root).tree;
    let checked = pipeline::prepare(&tree, &settings).map_err(project::wrong_option)?;
    let sound = checked.prepared.as_ref().map(|prepared| &prepared.site);
    if sound.is_none() {
        console.note(
            "the site has errors (`forthright check` lists them), so less could be filled in",
        );
    }
    let site = sound.or(checked.fragment.as_ref());
    check_components(site, &options.component)?;
    let known = Known {
        site,
        report: checked.prepared.as_ref().map(|prepared| &prepared.report),
        zone: site
            .filter(|_| is_zone_known(&checked))
            .map(|site| &site.zone),
        as_of: checked.as_of,
        title: &options.title,
        components: &options.component,
    };
    let (folder, text) = match options.kind {
        NewKind::Incident => ("incidents", known.incident()),
        NewKind::Apology => ("apologies", known.apology(&about(sound, options)?)),
        NewKind::Maintenance => ("maintenance", known.maintenance()),
        NewKind::Notice => ("notices", known.notice()),
    };
    let day = known.zone.unwrap_or(&Zone::utc()).day_of(known.as_of);
    let name = format!("{day}-{}.md", slug(&options.title));
    let path = root.join("content").join(folder).join(name);
    let shown = disk::shown(from_here(&path));
    if path.exists() {
        return Err(Failure::new(format!("`{shown}` is there already"))
            .help("choose another title, or edit that file"));
    }
    disk::create(&path, text.as_bytes())?;
    console.result(&shown);
    Ok(Outcome::Clean)
}

/// Refuses flags that would say nothing about what is started.
fn check_use(options: &NewOptions) -> Result<(), Failure> {
    let apology = options.kind == NewKind::Apology;
    if !apology && !options.incident.is_empty() {
        return Err(Failure::new(
            "`--incident` belongs to an apology: nothing else is about an incident",
        )
        .help("say `forthright new apology`, or leave `--incident` away"));
    }
    if apology && !options.component.is_empty() {
        return Err(Failure::new(
            "an apology is about incidents, and they say which components they hit",
        )
        .help("name the incident with `--incident`, or leave `--component` away"));
    }
    Ok(())
}

/// Where the site file has an error, its zone may be the one that is wrong.
fn is_zone_known(checked: &Checked) -> bool {
    !checked
        .diagnostics
        .iter()
        .any(|one| one.severity == Severity::Error && &*one.span.path == "content/site.yaml")
}

fn check_components(site: Option<&Site>, asked: &[String]) -> Result<(), Failure> {
    let Some(site) = site else { return Ok(()) };
    let ids = || site.components.iter().map(|one| one.id.as_str());
    let Some(id) = asked.iter().find(|id| ids().all(|known| known != *id)) else {
        return Ok(());
    };
    let way_out = did_you_mean(id, ids());
    Err(Failure::new(format!("there is no component `{id}`"))
        .help(way_out.unwrap_or_else(|| "`content/site.yaml` declares them".to_owned())))
}

/// The incidents asked for; else the latest that nobody has apologised for. Of a site with errors nothing is guessed.
fn about(site: Option<&Site>, options: &NewOptions) -> Result<Vec<String>, Failure> {
    let Some(site) = site else {
        return Ok(options.incident.clone());
    };
    if options.incident.is_empty() {
        let open = |one: &&Arc<Incident>| one.apologies.is_empty();
        let latest = site.incidents.iter().find(open).ok_or_else(|| {
            Failure::new("there is no incident without an apology")
                .help("name the one that it is about with `--incident`")
        })?;
        return Ok(vec![latest.id.clone()]);
    }
    let ids = || site.incidents.iter().map(|one| one.id.as_str());
    match options
        .incident
        .iter()
        .find(|id| ids().all(|known| known != *id))
    {
        None => Ok(options.incident.clone()),
        Some(id) => {
            let way_out = did_you_mean(id, ids());
            let wrong = Failure::new(format!("there is no incident `{id}`"));
            Err(wrong.help(way_out.unwrap_or_else(|| {
                "its id is the name of its file in `content/incidents/`".to_owned()
            })))
        }
    }
}

/// The title as a part of an address.
fn slug(title: &str) -> String {
    let slug = slug::slugify(title);
    let short = slug.get(..60).unwrap_or(&slug).trim_end_matches('-');
    if short.is_empty() { "untitled" } else { short }.to_owned()
}

/// The path seen from the current folder, where it lies below it.
fn from_here(path: &Path) -> &Path {
    env::current_dir()
        .ok()
        .and_then(|here| path.strip_prefix(here).ok())
        .unwrap_or(path)
}
