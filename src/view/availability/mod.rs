//! The pages of availability: all figures at one look, the report of each period, and what each figure is made of.

mod account;
mod agreements;
mod aim;
mod method;
mod naming;
mod nav;
mod period;
mod sheet;
mod summary;
mod worst;

pub use account::{Account, AccountLine};
pub use agreements::{AgreementView, OwedRow, TogetherRow};
pub use aim::{Aim, Bar};
pub use nav::{PeriodLinks, PeriodYear};
pub use period::{PeriodIncident, PeriodLine, PeriodPage};
pub use sheet::{Cell, Sheet};
pub use worst::{WorstRow, WorstStretch};

pub(super) use account::NAMED;
pub(super) use aim::aim;
pub(super) use naming::weight_text;
pub(super) use period::view as period;
pub(crate) use sheet::sheet;
pub(super) use worst::{row as worst_row, sampled};

use serde::Serialize;

use super::figure::Precision;
use super::{Figure, Head, Link, PeriodRow, Scene, View};
use crate::model::ComponentKey;
use crate::output::Route;
use crate::report::ComponentReport;
use crate::timeline::Interval;

/// All figures.
#[derive(Debug, Serialize)]
pub struct AvailabilityPage {
    /// "Last 30 days", in the site's order.
    pub windows: Vec<String>,
    /// Every living component: groups with their members behind them.
    pub rows: Vec<WindowsRow>,
    /// Every aim in its running period.
    pub aims: Vec<Aim>,
    /// Every agreement that a living component has, and what it owes.
    pub agreements: Vec<AgreementView>,
    /// "last 365 days": what the worst stretches and the samples are taken from; none where the site has no window.
    pub longest: Option<String>,
    /// Names of the lengths of the worst stretches.
    pub lengths: Vec<String>,
    /// The worst stretches of every component that was down and is no group.
    pub worst: Vec<WorstRow>,
    /// What checks at intervals can tell, a sentence for each component that was checked so.
    pub samples: Vec<String>,
    /// The reports of all periods, by year, newest first.
    pub years: Vec<PeriodYear>,
    /// How the figures are made, a rule each.
    pub method: Vec<String>,
    /// Where the same is for programs.
    pub data: String,
}

/// The figures of one component.
#[derive(Debug, Serialize)]
pub struct WindowsRow {
    /// Its page.
    pub component: Link,
    /// Whether it is a group.
    pub group: bool,
    /// "declared incidents alone", where nothing is measured.
    pub note: Option<String>,
    /// Its figure in each window.
    pub figures: Vec<PeriodRow>,
}

pub(super) fn view(scene: &Scene<'_>) -> (Head, View) {
    let longest = longest(scene);
    let name = longest.as_ref().map(|(_, name)| name.clone());
    let worst: Vec<_> = alive(scene)
        .filter(|key| !scene.site.component(*key).is_group())
        .filter_map(|key| worst::row(scene, key, longest.as_ref()?.0))
        .collect();
    let samples = alive(scene).filter_map(|key| {
        let (window, name) = longest.as_ref()?;
        sampled(scene, key, (*window, name))
    });
    let page = AvailabilityPage {
        windows: windows(scene),
        rows: alive(scene).map(|key| row(scene, key)).collect(),
        aims: alive(scene)
            .filter_map(|key| {
                let standing = scene.report.components[key.0].objective.as_ref()?;
                aim(scene, key, standing)
            })
            .collect(),
        agreements: agreements::all(scene),
        lengths: worst.first().map_or_else(Vec::new, |row| {
            let stretches = row.stretches.iter();
            stretches.map(|stretch| stretch.label.clone()).collect()
        }),
        worst,
        samples: samples.collect(),
        longest: name,
        years: nav::years(scene),
        method: method::method(scene),
        data: scene.href(&Route::listing("api/availability.json")),
    };
    let head = Head::new(scene, scene.words.say("availability_title"))
        .described(scene.words.say("availability_description").to_owned());
    (head, View::Availability(Box::new(page)))
}

/// The living components.
fn alive<'a>(scene: &Scene<'a>) -> impl Iterator<Item = ComponentKey> + use<'a> {
    let report = scene.report;
    let keys = scene.site.component_keys();
    keys.filter(move |key| report.components[key.0].alive)
}

fn known<'a>(scene: &Scene<'a>) -> Option<&'a ComponentReport> {
    scene.report.components.first()
}

fn windows(scene: &Scene<'_>) -> Vec<String> {
    let windows = known(scene).map_or(&[][..], |known| &known.windows);
    let named = windows.iter().map(|(days, _)| last_days(scene, *days));
    named.collect()
}

/// "Last 90 days"
fn last_days(scene: &Scene<'_>, days: u32) -> String {
    let days = usize::try_from(days).unwrap_or(0);
    scene.words.count("last_days", days)
}

/// The longest of the site's windows, with its name within a sentence.
pub(super) fn longest(scene: &Scene<'_>) -> Option<(Interval, String)> {
    let windows = known(scene)?.windows.iter();
    let (days, figure) = windows.max_by_key(|(days, _)| *days)?;
    let days = usize::try_from(*days).unwrap_or(0);
    Some((figure.window, scene.words.count("within_days", days)))
}

fn row(scene: &Scene<'_>, key: ComponentKey) -> WindowsRow {
    let (component, known) = (scene.site.component(key), &scene.report.components[key.0]);
    let figures = known.windows.iter().map(|(days, figure)| PeriodRow {
        title: last_days(scene, *days),
        href: None,
        figure: Figure::full(figure, Precision::Fine, scene.words),
    });
    let unmeasured = !known.measured && !component.is_group();
    WindowsRow {
        component: scene.component(key),
        group: component.is_group(),
        note: unmeasured.then(|| scene.words.say("figure_unmeasured").to_owned()),
        figures: figures.collect(),
    }
}
