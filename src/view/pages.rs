//! Which files a site has, without building any.

use std::collections::BTreeSet;

use rayon::prelude::{
    IndexedParallelIterator, IntoParallelRefIterator, ParallelExtend, ParallelIterator,
    ParallelSliceMut,
};

use super::{Data, Page, Shows, lists};
use crate::model::{LeftOut, Site};
use crate::output::{Kind, Route};
use crate::report::Report;

/// Every file of the site besides its assets and static files, sorted by address.
#[must_use]
pub fn pages(site: &Site, report: &Report) -> Vec<Page> {
    let mut pages = Vec::with_capacity(site.incidents.len() + site.components.len() + 64);
    listings(site, report, &mut pages);
    written(site, &mut pages);
    pages.extend(figures(site, report));
    if !site.left_out.is_empty() {
        stand_in(site, &mut pages);
    }
    pages.par_sort_by(|one, other| one.route.path().cmp(other.route.path()));
    pages
}

/// What lists others, and what hosts and programs read.
fn listings(site: &Site, report: &Report, pages: &mut Vec<Page>) {
    let mut add = |route: Route, shows: Shows| pages.push(Page { route, shows });
    add(Route::home(), Shows::Home);
    add(Route::not_found(), Shows::NotFound);
    add(Route::index(Kind::Incident), Shows::Incidents);
    add(Route::index(Kind::Apology), Shows::Apologies);
    add(Route::index(Kind::Maintenance), Shows::Maintenances);
    add(Route::index(Kind::Notice), Shows::Notices);
    add(
        Route::listing("api/availability.json"),
        Shows::Data(Data::Figures),
    );
    add(Route::listing("robots.txt"), Shows::Data(Data::Robots));
    add(Route::host_file("_headers"), Shows::Data(Data::Headers));
    add(Route::host_file(".nojekyll"), Shows::Data(Data::NoJekyll));
    if site.identity.url.is_some() {
        add(Route::listing("feed.atom"), Shows::Data(Data::Feed));
        add(Route::listing("sitemap.xml"), Shows::Data(Data::Sitemap));
    }
    for year in lists::years(site, report) {
        add(Route::incident_year(year.year), Shows::Year(year.year));
    }
    if site
        .apologies
        .iter()
        .any(|letter| !letter.actions.is_empty())
    {
        add(Route::listing("promises.html"), Shows::Promises);
    }
}

/// A page for each thing that somebody wrote, and for each component.
fn written(site: &Site, pages: &mut Vec<Page>) {
    let mut add = |route: Route, shows: Shows| pages.push(Page { route, shows });
    for (position, apology) in site.apologies.iter().enumerate() {
        add(
            Route::page(Kind::Apology, &apology.id),
            Shows::Apology(position),
        );
    }
    for key in site.component_keys() {
        add(
            Route::page(Kind::Component, &site.component(key).id),
            Shows::Component(key),
        );
    }
    for (position, work) in site.maintenances.iter().enumerate() {
        add(
            Route::page(Kind::Maintenance, &work.id),
            Shows::Maintenance(position),
        );
    }
    for (position, notice) in site.notices.iter().enumerate() {
        add(
            Route::page(Kind::Notice, &notice.id),
            Shows::Notice(position),
        );
    }
    for (position, page) in site.pages.iter().enumerate() {
        add(Route::page(Kind::Plain, &page.id), Shows::Plain(position));
    }
    // Of these there can be very many.
    pages.par_extend(
        site.incidents
            .par_iter()
            .enumerate()
            .map(|(position, one)| Page {
                route: Route::page(Kind::Incident, &one.id),
                shows: Shows::Incident(position),
            }),
    );
}

/// The page of all figures, and the reports of all periods, each with its table; none where nothing has a figure.
fn figures(site: &Site, report: &Report) -> Vec<Page> {
    if site.components.is_empty() {
        return Vec::new();
    }
    let page = |route, shows| Page { route, shows };
    let periods = report.periods();
    let periods = [periods.months, periods.quarters, periods.years];
    let reports = periods.into_iter().flatten().flat_map(move |period| {
        [
            page(Route::period(*period), Shows::Period(*period)),
            page(
                Route::period_csv(*period),
                Shows::Data(Data::PeriodCsv(*period)),
            ),
        ]
    });
    let all = page(Route::availability(), Shows::Availability);
    std::iter::once(all).chain(reports).collect()
}

/// Pages for what was left out, at addresses that nothing else has: links to them must lead somewhere.
fn stand_in(site: &Site, pages: &mut Vec<Page>) {
    let taken: BTreeSet<Route> = pages.iter().map(|page| page.route.clone()).collect();
    let left_out = site.left_out.iter().filter_map(LeftOut::page);
    let free = left_out.filter(|route| !taken.contains(route));
    pages.extend(free.map(|route| Page {
        route,
        shows: Shows::LeftOut,
    }));
}
