//! What can be asked of a report: figures of any window, what makes them, what is worst, what is owed. Worked out when asked for, as
//! pages are made one by one.

use super::agreement;
use super::calendar::{period, rolling};
use super::component;
use super::facts::{BudgetCost, MonthEffect, Owed, Report, Standing};
use super::incident;
use super::statement::{self, Statement};
use super::worst::{self, Worst};
use super::{Figure, Sampled, Together};
use crate::model::{ComponentKey, Period, Site};
use crate::timeline::{CivilPeriod, Instant, Interval};

impl Report {
    /// What the incident at `position` of `site` did to the figures of the months that it touches, by component in the order of its
    /// impacts (a group by its members), then by month.
    #[must_use]
    pub fn effects(&self, site: &Site, position: usize) -> Vec<MonthEffect> {
        let incident = site.incidents.get(position);
        incident.map_or_else(Vec::new, |incident| {
            incident::months(site, position, incident, &self.books, self.as_of)
        })
    }

    /// What the incident at `position` took from the error budgets of the components that it hit and that have an objective: of the period
    /// in which it began.
    #[must_use]
    pub fn costs(&self, site: &Site, position: usize) -> Vec<BudgetCost> {
        let incident = site.incidents.get(position);
        incident.map_or_else(Vec::new, |incident| {
            incident::costs(site, position, incident, &self.books, self.as_of)
        })
    }

    /// The figure of the component at `key` in `window`.
    #[must_use]
    pub fn figure(&self, key: ComponentKey, window: Interval) -> Option<Figure> {
        let (ledger, _) = self.books.ledgers.get(key.0)?;
        Some(ledger.figure(window))
    }

    /// The last `days` days of the site's zone, the running one included.
    #[must_use]
    pub fn rolling(&self, site: &Site, days: u32) -> Interval {
        rolling(&site.zone, self.books.calendar.running, days)
    }

    /// What the agreement of the component at `key` would owe for the running period, had it been down once more, for `seconds`.
    #[must_use]
    pub fn owed_if(&self, site: &Site, key: ComponentKey, seconds: i64) -> Option<Owed> {
        let position = site.components.get(key.0)?.agreement?;
        let at = self.as_of.plus(-1);
        let window = agreement::window_at(site, site.agreements.get(position)?, at);
        agreement::owed_if(
            site,
            &self.books,
            (key, position),
            window,
            (self.as_of, seconds),
        )
    }

    /// Whether the component at `key` lived in any of `window`, up to as-of.
    #[must_use]
    pub fn lived(&self, key: ComponentKey, window: Interval) -> bool {
        let books = self.books.ledgers.get(key.0);
        books.is_some_and(|(ledger, _)| ledger.placed(window).alive > 0)
    }

    /// What makes the figure of the component at `key` in `window`.
    #[must_use]
    pub fn statement(&self, site: &Site, key: ComponentKey, window: Interval) -> Option<Statement> {
        statement::statement(site, self, key, window)
    }

    /// The `length` seconds within `range`, up to as-of, in which the component at `key` was down most; `None` where it was not down, or
    /// the range is shorter.
    #[must_use]
    pub fn worst(&self, key: ComponentKey, range: Interval, length: i64) -> Option<Worst> {
        let (ledger, _) = self.books.ledgers.get(key.0)?;
        worst::worst(ledger, range, length)
    }

    /// How sampled data bounds the figure of the component at `key` in `window`; `None` where it was not sampled.
    #[must_use]
    pub fn sampled(&self, site: &Site, key: ComponentKey, window: Interval) -> Option<Sampled> {
        let interval = site.component(key).measured.as_ref()?.interval?;
        let availability = self.figure(key, window)?.availability;
        let checks = u64::try_from(availability.observed_seconds() / interval.max(1)).ok()?;
        let failed = availability.down_seconds().unsigned_abs();
        let failed = failed.div_ceil(interval.max(1).unsigned_abs());
        Sampled::new(interval, checks, failed.min(checks))
    }

    /// How the component at `key` keeps to its objective in the period that holds `at`; `None` without an objective.
    #[must_use]
    pub fn standing(&self, site: &Site, key: ComponentKey, at: Instant) -> Option<Standing> {
        let objective = site.components.get(key.0)?.objective?;
        let (ledger, _) = self.books.ledgers.get(key.0)?;
        let window = period(&site.zone, objective.period, at);
        Some(component::standing(objective, ledger, window, self.as_of))
    }

    /// How the component at `key` kept to its objective in a calendar period, where that is the one it is meant for.
    #[must_use]
    pub fn standing_in(
        &self,
        site: &Site,
        key: ComponentKey,
        named: CivilPeriod,
    ) -> Option<Standing> {
        let objective = site.components.get(key.0)?.objective?;
        let fits = matches!(
            (objective.period, named),
            (Period::CalendarMonth, CivilPeriod::Month(_))
                | (Period::CalendarQuarter, CivilPeriod::Quarter(_))
        );
        fits.then(|| self.standing(site, key, named.window(&site.zone).from()))?
    }

    /// What the agreement of the component at `key` owes for the period that holds `at`; `None` without an agreement of its own.
    #[must_use]
    pub fn owed(&self, site: &Site, key: ComponentKey, at: Instant) -> Option<Owed> {
        let position = site.components.get(key.0)?.agreement?;
        let window = agreement::window_at(site, site.agreements.get(position)?, at);
        agreement::owed(site, &self.books, (key, position), window, self.as_of)
    }

    /// What the agreement of the component at `key` owes for a calendar period, where that is the one it counts in, in its own zone.
    #[must_use]
    pub fn owed_in(&self, site: &Site, key: ComponentKey, named: CivilPeriod) -> Option<Owed> {
        let position = site.components.get(key.0)?.agreement?;
        let window = agreement::window_of(site, site.agreements.get(position)?, named)?;
        agreement::owed(site, &self.books, (key, position), window, self.as_of)
    }

    /// What the agreement at `position` owes for a calendar period, where that is the one it counts in, for all its components together;
    /// `None` where there are not several credits to add.
    #[must_use]
    pub fn owed_together_in(
        &self,
        site: &Site,
        position: usize,
        named: CivilPeriod,
    ) -> Option<Together> {
        let window = agreement::window_of(site, site.agreements.get(position)?, named)?;
        self.owed_together(site, position, window)
    }

    /// The same for the period that runs; a rolling one ends with the running day.
    #[must_use]
    pub fn owed_together_now(&self, site: &Site, position: usize) -> Option<Together> {
        let at = self.as_of.plus(-1);
        let window = agreement::window_at(site, site.agreements.get(position)?, at);
        self.owed_together(site, position, window)
    }

    /// The same for `window`, one of the agreement's periods.
    #[must_use]
    pub fn owed_together(
        &self,
        site: &Site,
        position: usize,
        window: Interval,
    ) -> Option<Together> {
        let keys = site.component_keys();
        let with_it = keys.filter(|key| site.component(*key).agreement == Some(position));
        let owed = with_it.filter_map(|key| {
            agreement::owed(site, &self.books, (key, position), window, self.as_of)
        });
        Together::of(site, &owed.collect::<Vec<_>>())
    }

    /// The months, quarters and years from the first that the site says anything about to the running ones: each kind newest first.
    #[must_use]
    pub fn periods(&self) -> Periods<'_> {
        let calendar = &self.books.calendar;
        Periods {
            months: &calendar.all_months,
            quarters: &calendar.all_quarters,
            years: &calendar.all_years,
        }
    }
}

/// Calendar periods that have a report, newest first.
#[derive(Debug, Clone, Copy)]
pub struct Periods<'a> {
    /// Months.
    pub months: &'a [CivilPeriod],
    /// Quarters.
    pub quarters: &'a [CivilPeriod],
    /// Years.
    pub years: &'a [CivilPeriod],
}
