//! What is asked: which components, in which windows.

use crate::cli::args::AvailabilityOptions;
use crate::cli::project;
use crate::diagnostic::did_you_mean;
use crate::disk::Failure;
use crate::model::{Component, ComponentKey, Site};
use crate::report::{Figure, Report};
use crate::resolve::asked::{self, Asked};
use crate::timeline::Interval;

/// What is asked of a site.
pub(super) struct Question<'a> {
    pub(super) site: &'a Site,
    pub(super) report: &'a Report,
    pub(super) keys: Vec<ComponentKey>,
    pub(super) windows: Vec<Window>,
}

/// A window under the name that it was asked for by.
pub(super) struct Window {
    pub(super) name: String,
    pub(super) span: Interval,
}

impl<'a> Question<'a> {
    pub(super) fn new(
        site: &'a Site,
        report: &'a Report,
        options: &AvailabilityOptions,
    ) -> Result<Self, Failure> {
        Ok(Self {
            site,
            report,
            keys: keys(site, &options.components)?,
            windows: windows(site, report, options)?,
        })
    }

    pub(super) fn component(&self, key: ComponentKey) -> &'a Component {
        self.site.component(key)
    }

    /// Every component in every window in which it lived: the row of a table.
    pub(super) fn rows(&self) -> impl Iterator<Item = (ComponentKey, &Window, Figure)> {
        let pairs = self.keys.iter().flat_map(|key| {
            let windows = self.windows.iter();
            windows.map(move |window| (*key, window))
        });
        pairs.filter_map(|(key, window)| Some((key, window, self.report.figure(key, window.span)?)))
    }
}

fn keys(site: &Site, ids: &[String]) -> Result<Vec<ComponentKey>, Failure> {
    if site.components.is_empty() {
        return Err(
            Failure::new("the site has no components, so there are no figures")
                .help("declare them in `content/site.yaml` under `components:`"),
        );
    }
    if ids.is_empty() {
        return Ok(site.component_keys().collect());
    }
    let known = || site.components.iter().map(|one| one.id.as_str());
    ids.iter()
        .map(|id| {
            let found = site
                .component_keys()
                .find(|key| site.component(*key).id == *id);
            found.ok_or_else(|| {
                let way_out = did_you_mean(id, known());
                Failure::new(format!("there is no component `{}`", id.escape_debug()))
                    .help(way_out.unwrap_or_else(|| "`content/site.yaml` declares them".to_owned()))
            })
        })
        .collect()
}

fn windows(
    site: &Site,
    report: &Report,
    options: &AvailabilityOptions,
) -> Result<Vec<Window>, Failure> {
    let running = site.zone.day_of(report.as_of.plus(-1));
    if options.window.is_empty() {
        // A sum of a year is long: the first window is what most want explained.
        let count = if options.explain { 1 } else { usize::MAX };
        let own = site.counting.windows.iter().take(count);
        let own: Vec<_> = own
            .map(|days| Window {
                name: format!("{days}d"),
                span: report.rolling(site, *days),
            })
            .collect();
        if !own.is_empty() {
            return Ok(own);
        }
    }
    let month = ["month".to_owned()];
    let asked = if options.window.is_empty() {
        &month[..]
    } else {
        &options.window[..]
    };
    let windows = asked.iter().map(|text| {
        let asked = asked::window(text.trim(), &site.zone, running);
        let asked = asked.map_err(project::wrong_option)?;
        let (name, span) = match asked {
            Asked::Days(days) => (format!("{days}d"), report.rolling(site, days)),
            Asked::Period(period) => (period.to_string(), period.window(&site.zone)),
            Asked::Between(span) => (text.trim().to_owned(), span),
        };
        Ok(Window { name, span })
    });
    windows.collect()
}
