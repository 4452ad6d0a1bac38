//! What was measured of each component, out of all files of uptime data.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::findings::Findings;
use super::frame::Frame;
use super::index::Inputs;
use super::tables;
use super::uptime::{self, Data};
use crate::diagnostic::Diagnostic;
use crate::model::{ComponentKey, Incident, Measured};

/// What was measured, by component; two files about one component are an error. `incidents` are all that the site tells of.
pub(crate) fn measured(
    inputs: &Inputs<'_>,
    incidents: &[Arc<Incident>],
    frame: &Frame,
    found: &mut Findings,
) -> BTreeMap<ComponentKey, Measured> {
    let linked = tables::link(inputs, found);
    for table in linked.unclaimed {
        uptime::unclaimed(table, frame, found);
    }
    let owned = owned(incidents);
    let mut measured = BTreeMap::new();
    let mut first = BTreeMap::new();
    for (file, tables) in inputs.uptime.iter().zip(linked.tables) {
        let Some(data) = uptime::uptime(file, &tables, frame, found) else {
            continue;
        };
        let Data {
            key,
            measured: data,
            running,
        } = data;
        let name = &file.value.component;
        if let Some(other) = first.insert(key, file) {
            let message = format!("two files measure `{name}`");
            let top = file.origin.top();
            let wrong = top.key("component").error("uptime-twice", message);
            let other = other.origin.top().key("component").span();
            let wrong = wrong.also(other, "the other file");
            found.push(wrong.help("keep all its data in one file"));
        }
        if let Some(running) = running.filter(|_| !owned.contains(&key)) {
            let message =
                format!("`{name}` is down now by this data, and no open incident says so");
            let warning = Diagnostic::warning("resolved-but-down", running.span, message);
            let help = "tell your readers: `forthright new incident`";
            found.push(if running.endless {
                warning.help(format!("{help}; or give this outage its end"))
            } else {
                warning.help(help)
            });
        }
        measured.insert(key, data);
    }
    measured
}

/// The components that an open incident speaks of. Where another one is down by its data, the page shows the worse.
fn owned(incidents: &[Arc<Incident>]) -> BTreeSet<ComponentKey> {
    let open = incidents
        .iter()
        .filter(|incident| incident.resolved.is_none());
    let impacts = open.flat_map(|incident| &incident.impacts);
    impacts.map(|impact| impact.component).collect()
}
