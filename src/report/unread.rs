//! Since when something that was written about a component could not be read.
//!
//! From then on, a figure is an upper bound, a quiet day is not known to be quiet, and how things are is not known to be well. What is
//! known of harm stays known.

use crate::model::{Component, Site};
use crate::timeline::Instant;

/// For each component, in the site's order: since when; `None` where everything could be read. A group: where any of its members is.
pub(super) fn since(site: &Site) -> Vec<Option<Instant>> {
    let mut unread = vec![None; site.components.len()];
    for file in &site.left_out {
        let since = file.since.unwrap_or(Instant::EARLIEST);
        for key in &file.hides {
            let earlier = unread[key.0].map_or(since, |other: Instant| other.min(since));
            unread[key.0] = Some(earlier);
        }
    }
    // Groups stand before their members.
    for (position, component) in site.components.iter().enumerate().rev() {
        if component.is_group() {
            unread[position] = of_members(component, &unread);
        }
    }
    unread
}

fn of_members(group: &Component, unread: &[Option<Instant>]) -> Option<Instant> {
    group.members.iter().filter_map(|key| unread[key.0]).min()
}
