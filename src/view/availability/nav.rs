//! The ways between the reports of periods: all of them by year, and from one to its neighbours.

use serde::Serialize;

use crate::output::Route;
use crate::timeline::{CivilPeriod, Day, Month, Quarter};
use crate::view::{Link, Scene};

/// The reports of one year.
#[derive(Debug, Serialize)]
pub struct PeriodYear {
    /// The year's own.
    pub year: Link,
    /// Those of its quarters, in order.
    pub quarters: Vec<Link>,
    /// Those of its months, in order.
    pub months: Vec<Link>,
}

/// Where to go on from the report of a period.
#[derive(Debug, Serialize)]
pub struct PeriodLinks {
    /// The period after it.
    pub newer: Option<Link>,
    /// The period before it.
    pub older: Option<Link>,
    /// The longer periods that hold it, the shortest first.
    pub within: Vec<Link>,
    /// The shorter periods that it holds, in order.
    pub holds: Vec<Link>,
    /// All figures.
    pub all: Link,
    /// The same as a table for other programs.
    pub csv: String,
}

/// All reports by year, newest first.
pub(super) fn years(scene: &Scene<'_>) -> Vec<PeriodYear> {
    let years = scene.report.periods().years.iter();
    let year = |period: &CivilPeriod| PeriodYear {
        year: link(scene, *period, &scene.period_name(*period)),
        quarters: quarters(*period)
            .filter(|period| scene.is_reported(*period))
            .map(|period| link(scene, period, &scene.period_name(period)))
            .collect(),
        months: months(*period)
            .filter(|period| scene.is_reported(*period))
            .map(|period| link(scene, period, &month_alone(scene, period)))
            .collect(),
    };
    years.map(year).collect()
}

/// Where to go on from the report of `period`.
pub(super) fn around(scene: &Scene<'_>, period: CivilPeriod) -> PeriodLinks {
    let reported = |other: CivilPeriod| {
        let there = other != period && scene.is_reported(other);
        there.then(|| link(scene, other, &scene.period_name(other)))
    };
    let first = period.first();
    let (quarter, year) = (
        CivilPeriod::Quarter(Quarter::of(first)),
        CivilPeriod::Year(first.year()),
    );
    let (within, holds): (Vec<_>, Vec<_>) = match period {
        CivilPeriod::Month(_) => (vec![quarter, year], Vec::new()),
        CivilPeriod::Quarter(_) => (vec![year], months(period).collect()),
        CivilPeriod::Year(_) => (Vec::new(), quarters(period).chain(months(period)).collect()),
    };
    PeriodLinks {
        newer: reported(period.next()),
        older: reported(period.previous()),
        within: within.into_iter().filter_map(reported).collect(),
        holds: holds.into_iter().filter_map(reported).collect(),
        all: scene.link(&Route::availability(), scene.words.say("availability_all")),
        csv: scene.href(&Route::period_csv(period)),
    }
}

fn link(scene: &Scene<'_>, period: CivilPeriod, text: &str) -> Link {
    scene.link(&Route::period(period), text)
}

/// "September"
fn month_alone(scene: &Scene<'_>, period: CivilPeriod) -> String {
    scene
        .calendar()
        .month_name(period.first().month())
        .to_owned()
}

/// The quarters of a year.
fn quarters(year: CivilPeriod) -> impl Iterator<Item = CivilPeriod> {
    let number = year.first().year();
    let quarters = (1..=4).filter_map(move |quarter| Quarter::new(number, quarter));
    quarters.map(CivilPeriod::Quarter)
}

/// The months of a quarter or a year.
fn months(period: CivilPeriod) -> impl Iterator<Item = CivilPeriod> {
    let last: Day = period.last();
    let first = Month::of(period.first());
    let later = |month: &Month| Some(month.next()).filter(|next| next > month);
    let months = std::iter::successors(Some(first), later);
    months
        .take_while(move |month| month.first() <= last)
        .map(CivilPeriod::Month)
}
