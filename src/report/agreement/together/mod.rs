//! What several components are owed together under one agreement for one period.
//!
//! An agreement is about one bill: its fee is what a customer pays for all that it covers, and its cap is the most of that bill that comes
//! back. So credits of several components add up, and their sum ends at the cap, and at the whole price of the period. Days of service end
//! at the cap and at the days of the period. Where a single credit already is more than that by the agreement's own word, it stands.
//!
//! Not everything that is listed side by side may be added. The downtime of a group is that of its members, so where a group and members
//! of it have the same agreement, the group's credit and theirs are for the same time: the greater of both counts. And credits of
//! different agreements, or for different periods, are on different bills: they are never added.

use super::part::Part;
use super::{Owed, Price};
use crate::model::{Agreement, ComponentKey, Credit, Period, Site};
use crate::report::Availability;
use crate::timeline::Interval;

/// What several components are owed together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    /// Position of the agreement in the site's list.
    pub agreement: usize,
    /// The period.
    pub window: Interval,
    /// The components whose credits are added, in the site's order.
    pub components: Vec<ComponentKey>,
    /// The sum.
    pub sum: Sum,
    /// The period still runs.
    pub running: bool,
    /// Not everything that was written about any component of the agreement could be read, whether or not it is owed something so far.
    pub incomplete: bool,
}

/// A sum of credits, and what bounds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// Days of service where all credits are days, else percent of the period's price, rounded up to hundredths.
    pub credit: Credit,
    /// The most that it can be, likewise.
    pub most: Credit,
    /// Whether the credits come to more than that.
    pub capped: bool,
    /// The sum on the agreement's example fee.
    pub worth: Option<Price>,
    /// The most on that fee.
    pub most_worth: Option<Price>,
}

impl Together {
    /// What `owed`, all under one agreement for one period and in the site's order, come to; `None` unless there are several credits to
    /// add. Those that owe nothing belong to it: of what could not be read, they may.
    #[must_use]
    pub fn of(site: &Site, owed: &[Owed]) -> Option<Self> {
        let first = owed.first()?;
        let agreement = site.agreements.get(first.agreement)?;
        let owing: Vec<&Owed> = owed.iter().filter(|one| one.credit.is_some()).collect();
        let chosen = apart(site, agreement, &owing)?;
        let credits = chosen
            .iter()
            .filter_map(|one| Some((one.credit?, one.availability)));
        let credits: Vec<_> = credits.collect();
        let days = match agreement.period {
            Period::Rolling { days } => days,
            // Clocks that go forward or back make a month an hour shorter or longer.
            Period::CalendarMonth | Period::CalendarQuarter => {
                u32::try_from((first.window.seconds() + 43_200) / 86_400).ok()?
            }
        };
        (credits.len() > 1).then_some(())?;
        Some(Self {
            agreement: first.agreement,
            window: first.window,
            components: chosen.iter().map(|one| one.component).collect(),
            sum: together(agreement, days, &credits)?,
            running: owed.iter().any(|one| one.running),
            incomplete: owed.iter().any(|one| one.incomplete),
        })
    }

    /// Whether the sum may still grow.
    #[must_use]
    pub fn at_least(&self) -> bool {
        self.running || self.incomplete
    }
}

/// Those whose downtime is not that of another one: of a group and its members, whichever comes to more.
fn apart<'o>(site: &Site, agreement: &Agreement, all: &[&'o Owed]) -> Option<Vec<&'o Owed>> {
    let part = |owed: &Owed| Part::of(agreement.period, owed.credit?, owed.availability);
    let mut chosen: Vec<&Owed> = Vec::new();
    // Groups stand before their members, so the innermost come first.
    for one in all.iter().rev() {
        if site.component(one.component).is_group() {
            let inside = |other: &&Owed| site.is_within(other.component, one.component);
            let members = chosen.iter().copied().filter(inside).map(part);
            if Part::sum(&members.collect::<Option<Vec<_>>>()?)? > part(one)? {
                continue;
            }
            chosen.retain(|other| !inside(other));
        }
        chosen.push(one);
    }
    chosen.reverse();
    Some(chosen)
}

/// What credits come to under `agreement` for a period of so many days, each with the figure that it is owed for. `None` without credits,
/// and where the numbers are too large to be credits.
#[must_use]
pub fn together(agreement: &Agreement, days: u32, owed: &[(Credit, Availability)]) -> Option<Sum> {
    let period = agreement.period;
    let parts = owed.iter();
    let parts = parts.map(|(credit, figure)| Part::of(period, *credit, *figure));
    let parts = parts.collect::<Option<Vec<_>>>()?;
    let (plain, greatest) = (Part::sum(&parts)?, *parts.iter().max()?);
    let in_days = owed
        .iter()
        .all(|(credit, _)| matches!(credit, Credit::Days(_)));
    let whole = if in_days {
        Part(days.into(), 365)
    } else {
        Part::period(period)
    };
    let cap = match agreement.cap {
        // So many times the downtime of each is what each was held to already.
        None | Some(Credit::Multiple(_)) => None,
        Some(cap) => Some(Part::of(period, cap, Availability::default())?),
    };
    let most = cap.map_or(whole, |cap| cap.min(whole)).max(greatest);
    let sum = plain.min(most);
    let credit = |part: Part| {
        if in_days {
            part.in_days()
        } else {
            part.in_percent(period)
        }
    };
    let price = |part| Price::of_year(agreement.fee.as_ref()?, part);
    Some(Sum {
        credit: credit(sum)?,
        most: credit(most)?,
        capped: plain > most,
        worth: price(sum),
        most_worth: price(most),
    })
}

#[cfg(test)]
mod tests;
