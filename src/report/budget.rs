//! What a target allows in a stretch of time, and what of it is spent: the error budget.
//!
//! The budget is the part of the time that may be down: `(1 - target) × time observed`, 43 min 12 s of 30 days at 99.9 %. Of time that still
//! runs, the rest is taken as observed and up, for that is what the budget is for: it is spent once, at whatever hour.

use super::Availability;
use crate::model::Percent;

/// Parts of a second that downtime is counted in.
const PARTS: u128 = 10_000;

/// An exact error budget: fractions of whole numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// The lowest availability that keeps the target.
    pub target: Percent,
    /// What was observed, and what of it was down; of a period that runs, its rest is in it.
    pub availability: Availability,
}

impl Budget {
    /// What `target` allows in so many whole days, with nothing spent.
    #[must_use]
    pub fn of_days(target: Percent, days: u32) -> Self {
        Self {
            target,
            availability: Availability {
                observed: i64::from(days) * 86_400,
                ..Availability::default()
            },
        }
    }

    /// Seconds that may be down, cut off: `(1 - target) × observed`.
    #[must_use]
    pub fn allowed_seconds(self) -> i64 {
        let (allowed, unit) = self.allowed();
        seconds(allowed / unit)
    }

    /// Seconds that may still be down, cut off; negative where more was spent than there was, then rounded up in size.
    #[must_use]
    pub fn left_seconds(self) -> i64 {
        let (allowed, unit) = self.allowed();
        let spent = self.availability.down.saturating_mul(self.denominator());
        match allowed.checked_sub(spent) {
            Some(left) => seconds(left / unit),
            None => -seconds((spent - allowed).div_ceil(unit)),
        }
    }

    /// Whether more was down than the target allows. Exactly at the target, it is kept.
    #[must_use]
    pub fn is_overspent(self) -> bool {
        let (allowed, _) = self.allowed();
        self.availability.down.saturating_mul(self.denominator()) > allowed
    }

    /// The same part as so many of `whole`, cut off: 2,314 of 1,000 where more was spent than there was. `None` where nothing may be down.
    #[must_use]
    pub fn spent_of(self, whole: u32) -> Option<u128> {
        let (allowed, _) = self.allowed();
        let down = self.availability.down.saturating_mul(self.denominator());
        down.saturating_mul(u128::from(whole)).checked_div(allowed)
    }

    /// The part of the budget that is spent, in percent, cut off after `decimals` (at most 4): `231.48%`. `None` where nothing may be down.
    #[must_use]
    pub fn spent(self, decimals: u32) -> Option<String> {
        let power = 10_u32.pow(decimals.min(4));
        let spent = self.spent_of(100 * power)?;
        let power = u128::from(power);
        let places = decimals.min(4) as usize;
        let text = match places {
            0 => spent.to_string(),
            _ => format!("{}.{:0>places$}", spent / power, spent % power),
        };
        Some(text + "%")
    }

    /// The same with `seconds` more spent.
    #[must_use]
    pub fn worse_by(self, seconds: i64) -> Self {
        Self {
            availability: self.availability.worse_by(seconds),
            ..self
        }
    }

    fn denominator(self) -> u128 {
        self.target.fraction().1
    }

    /// What may be down, in parts of a second times the denominator of the target, and how many of those make a second on the clock.
    fn allowed(self) -> (u128, u128) {
        let (numerator, denominator) = self.target.fraction();
        let observed = u128::try_from(self.availability.observed).unwrap_or(0);
        let members = u128::try_from(self.availability.members)
            .unwrap_or(1)
            .max(1);
        let may_fail = denominator.saturating_sub(numerator);
        (
            (observed * PARTS).saturating_mul(may_fail),
            PARTS * members * denominator,
        )
    }
}

fn seconds(number: u128) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::Budget;
    use crate::model::{Decimal, Percent};
    use crate::report::Availability;

    fn month(down: u128) -> Budget {
        Budget {
            target: Percent(Decimal {
                digits: 999,
                scale: 1,
            }),
            availability: Availability {
                down: down * 10_000,
                observed: 30 * 86_400,
                members: 1,
            },
        }
    }

    #[test]
    fn a_hundred_minutes_are_more_than_twice_what_three_nines_allow() {
        let budget = month(6_000);
        assert_eq!(budget.allowed_seconds(), 2_592);
        assert_eq!(budget.spent(2).as_deref(), Some("231.48%"));
        assert_eq!(budget.spent_of(1_000), Some(2_314));
        assert_eq!(budget.left_seconds(), -3_408);
        assert!(budget.is_overspent());
    }

    #[test]
    fn a_budget_is_kept_to_its_last_second() {
        assert!(!month(2_592).is_overspent());
        assert_eq!(month(2_592).left_seconds(), 0);
        assert!(month(2_593).is_overspent());
        assert_eq!(month(2_593).left_seconds(), -1);
    }

    #[test]
    fn where_nothing_may_fail_there_is_no_part_that_is_spent() {
        let target = Percent(Decimal {
            digits: 100,
            scale: 0,
        });
        let none = Budget { target, ..month(1) };
        assert_eq!((none.spent(2), none.is_overspent()), (None, true));
        assert!(!Budget { target, ..month(0) }.is_overspent());
    }
}
