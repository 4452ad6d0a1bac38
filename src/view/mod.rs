//! What each page shows, as plain values: the contract with themes.
//!
//! One serialisable struct per kind of page. Views copy from [`Site`](crate::model::Site) and [`Report`](crate::report::Report) and put
//! numbers and times into words; they calculate nothing. [`pages`] lists every file of the site without building any.

pub mod api;
mod apology;
mod availability;
mod cells;
mod component;
mod feed;
mod figure;
mod head;
mod home;
mod html;
mod incident;
mod lists;
mod maintenance;
mod owed;
mod pages;
mod parts;
mod promises;
mod remedy;
mod rows;
mod scene;
mod time;

pub use apology::{AboutIncident, ApologyPage, Owed, Promise, RevisionRow};
pub(crate) use availability::sheet;
pub use availability::{
    Account, AccountLine, AgreementView, Aim, AvailabilityPage, Bar, Cell, OwedRow, PeriodIncident,
    PeriodLine, PeriodLinks, PeriodPage, PeriodYear, Sheet, TogetherRow, WindowsRow, WorstRow,
    WorstStretch,
};
pub use cells::{CellGroup, Cells, Mark, Run};
pub use component::{ComponentPage, MonthRow, PeriodRow};
pub use feed::{Entry, Feed, feed};
pub use figure::Figure;
pub use head::Head;
pub use home::{Headline, Home, OpenIncident};
pub use html::Html;
#[cfg(feature = "serve")]
pub(crate) use html::push_escaped;
pub use incident::{CausePart, ImpactRow, IncidentPage};
pub use lists::{
    ApologyList, IncidentList, MaintenanceList, NoticeList, NoticePage, PlainView, YearList,
    YearRow,
};
pub use maintenance::MaintenancePage;
pub use pages::pages;
pub use parts::{
    ApologyRow, ComponentCard, Effect, Fact, IncidentGroup, IncidentRow, Letter, Link,
    MaintenanceRow, NoticeRow, State, Update,
};
pub use promises::{PromiseGroup, PromiseList, PromiseRow};
pub use remedy::Remedy;
pub use scene::Scene;
pub use time::{Calendar, Time, When};

use serde::Serialize;

use crate::model::ComponentKey;
use crate::output::Route;
use crate::timeline::CivilPeriod;

/// A file of the site: its address and what it shows. Cheap; its bytes are made on demand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The address.
    pub route: Route,
    /// What stands there.
    pub shows: Shows,
}

/// What a page shows. Positions are those of the site's own lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// The state of everything.
    Home,
    /// All years, and the incidents of the latest.
    Incidents,
    /// The incidents of one year.
    Year(i16),
    /// One incident.
    Incident(usize),
    /// All apologies.
    Apologies,
    /// One apology.
    Apology(usize),
    /// One component or group.
    Component(ComponentKey),
    /// All promises.
    Promises,
    /// All planned work.
    Maintenances,
    /// One piece of planned work.
    Maintenance(usize),
    /// All notices.
    Notices,
    /// One notice.
    Notice(usize),
    /// One plain page.
    Plain(usize),
    /// The place of something that could not be read.
    LeftOut,
    /// What hosts answer where nothing is.
    NotFound,
    /// All figures.
    Availability,
    /// The report of one month, quarter or year.
    Period(CivilPeriod),
    /// No page for readers, so no template makes it.
    Data(Data),
}

/// What programs and hosts read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Data {
    /// Every figure.
    Figures,
    /// The report of one month, quarter or year, as a table.
    PeriodCsv(CivilPeriod),
    /// The feed of everything that was said.
    Feed,
    /// Every page, for robots.
    Sitemap,
    /// What robots may read.
    Robots,
    /// Header lines for hosts that read them from a file.
    Headers,
    /// A mark for hosts that would otherwise hide names with an underscore.
    NoJekyll,
}

/// What one page shows, ready for its template.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum View {
    /// `home.html`
    Home(Box<Home>),
    /// `incidents.html`
    Incidents(IncidentList),
    /// `year.html`
    Year(YearList),
    /// `incident.html`
    Incident(Box<IncidentPage>),
    /// `apologies.html`
    Apologies(ApologyList),
    /// `apology.html`
    Apology(Box<ApologyPage>),
    /// `promises.html`
    Promises(PromiseList),
    /// `component.html`
    Component(Box<ComponentPage>),
    /// `maintenances.html`
    Maintenances(MaintenanceList),
    /// `maintenance.html`
    Maintenance(Box<MaintenancePage>),
    /// `notices.html`
    Notices(NoticeList),
    /// `notice.html`
    Notice(NoticePage),
    /// `page.html`
    Plain(PlainView),
    /// `availability.html`
    Availability(Box<AvailabilityPage>),
    /// `period.html`
    Period(Box<PeriodPage>),
    /// `left-out.html`
    LeftOut {},
    /// `404.html`
    NotFound {},
}

impl View {
    /// What `shows` is about, and what stands in the head of its page; `None` for files that are no page of the theme.
    #[must_use]
    pub fn of(scene: &Scene<'_>, shows: Shows) -> Option<(Head, Self)> {
        Some(match shows {
            Shows::Home => home::view(scene),
            Shows::Incidents => lists::incidents(scene),
            Shows::Year(year) => lists::year(scene, year),
            Shows::Incident(position) => incident::view(scene, position),
            Shows::Apologies => lists::apologies(scene),
            Shows::Apology(position) => apology::view(scene, position),
            Shows::Promises => promises::view(scene),
            Shows::Component(key) => component::view(scene, key),
            Shows::Maintenances => lists::maintenances(scene),
            Shows::Maintenance(position) => maintenance::view(scene, position),
            Shows::Notices => lists::notices(scene),
            Shows::Notice(position) => lists::notice(scene, position),
            Shows::Plain(position) => lists::plain(scene, position),
            Shows::Availability => availability::view(scene),
            Shows::Period(period) => availability::period(scene, period),
            Shows::LeftOut => (
                Head::new(scene, scene.words.say("left_out_page_title")).hidden(),
                Self::LeftOut {},
            ),
            Shows::NotFound => (
                Head::new(scene, scene.words.say("not_found_title"))
                    .at_any_depth()
                    .hidden(),
                Self::NotFound {},
            ),
            Shows::Data(_) => return None,
        })
    }

    /// File name of the template.
    #[must_use]
    pub fn template(&self) -> &'static str {
        match self {
            Self::Home(_) => "home.html",
            Self::Incidents(_) => "incidents.html",
            Self::Year(_) => "year.html",
            Self::Incident(_) => "incident.html",
            Self::Apologies(_) => "apologies.html",
            Self::Apology(_) => "apology.html",
            Self::Promises(_) => "promises.html",
            Self::Component(_) => "component.html",
            Self::Maintenances(_) => "maintenances.html",
            Self::Maintenance(_) => "maintenance.html",
            Self::Notices(_) => "notices.html",
            Self::Notice(_) => "notice.html",
            Self::Plain(_) => "page.html",
            Self::Availability(_) => "availability.html",
            Self::Period(_) => "period.html",
            Self::LeftOut {} => "left-out.html",
            Self::NotFound {} => "404.html",
        }
    }
}
