//! What the figure of a group would be, had its members failed independently of one another: an estimate, to hold what was measured against.
//!
//! The availability of parts in a row is the product of theirs; of parts that stand in for one another, what is down is the product of
//! what they are down. That is how a design is reckoned before it runs (IEC 61078, "Reliability block diagrams"). Real parts share power,
//! networks and releases, and fail together more often than chance would have it, or are mended one after the other. So the figure of a
//! group is made from the overlap that was measured, and this stands beside it: the distance between the two tells what they share.
//!
//! The products are whole numbers of any size. Nothing is rounded before the last digit that is printed, and that is cut off.

use super::availability::decimal;
use super::natural::Natural;
use super::{Availability, Report};
use crate::model::{ComponentKey, Rollup, Site};
use crate::timeline::Interval;

/// What members that fail independently would come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Independent {
    up: Natural,
    total: Natural,
}

impl Independent {
    /// Of parts in a row, which are up together while all of them are; `None` where fewer than two have data.
    #[must_use]
    pub fn serial(parts: &[Availability]) -> Option<Self> {
        let (up, total) = product(parts, |down, whole| whole - down)?;
        Some(Self { up, total })
    }

    /// Of parts that stand in for one another, which are down together only while all of them are; `None` where fewer than two have data.
    #[must_use]
    pub fn parallel(parts: &[Availability]) -> Option<Self> {
        let (down, total) = product(parts, |down, _| down)?;
        let up = total.minus(&down);
        Some(Self { up, total })
    }

    /// The percentage cut off after `decimals` (at most 9), as that of an [`Availability`]: `99.500999%`; `100%` and `0%` only where it is
    /// exactly that.
    #[must_use]
    pub fn percent(&self, decimals: u32) -> String {
        if self.up == self.total {
            return "100%".to_owned();
        }
        if self.up == Natural::new(0) {
            return "0%".to_owned();
        }
        let power = 10_u128.pow(decimals.min(9));
        match self.steps(100 * power) {
            0 => format!("<{}%", decimal(1, power)),
            steps => decimal(steps, power) + "%",
        }
    }

    /// The most steps that fit into what is up, where `all` of them make the whole.
    fn steps(&self, all: u128) -> u128 {
        let up = self.up.times(&Natural::new(all));
        let (mut fit, mut none) = (0, all);
        while none - fit > 1 {
            let middle = fit + (none - fit) / 2;
            if self.total.times(&Natural::new(middle)) <= up {
                fit = middle;
            } else {
                none = middle;
            }
        }
        fit
    }
}

/// The product of `side` of every part that has data, of its time down and its whole time, and the product of the whole times.
fn product(
    parts: &[Availability],
    side: impl Fn(u128, u128) -> u128,
) -> Option<(Natural, Natural)> {
    let known: Vec<_> = parts.iter().filter(|part| part.has_data()).collect();
    let one = (Natural::new(1), Natural::new(1));
    let product = known.iter().fold(one, |(product, total), part| {
        let (down, whole) = part.parts();
        let factor = side(down.min(whole), whole);
        (
            product.times(&Natural::new(factor)),
            total.times(&Natural::new(whole)),
        )
    });
    (known.len() > 1).then_some(product)
}

impl Report {
    /// What the group at `key` would come to in `window`, had its members failed independently, each as it did by itself. Nothing for
    /// means, which are the same either way, and where fewer than two members have data.
    #[must_use]
    pub fn independent(
        &self,
        site: &Site,
        key: ComponentKey,
        window: Interval,
    ) -> Option<Independent> {
        let group = site.components.get(key.0)?;
        let figures = group.members.iter();
        let figures = figures.filter_map(|member| self.figure(*member, window));
        let parts: Vec<_> = figures.map(|figure| figure.availability).collect();
        match group.rollup {
            Rollup::AnyDown => Independent::serial(&parts),
            Rollup::AllDown => Independent::parallel(&parts),
            Rollup::Mean | Rollup::Weighted => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Independent;
    use crate::report::Availability;

    fn part(down: u128, observed: i64) -> Availability {
        Availability {
            down,
            observed,
            members: 1,
        }
    }

    #[test]
    fn a_hundred_members_of_the_finest_fractions_have_an_exact_estimate() {
        let finest = part(1, i64::MAX);
        assert_eq!(
            Independent::serial(&[finest; 100]).unwrap().percent(9),
            "99.999999999%"
        );
        assert_eq!(
            Independent::parallel(&[finest; 100]).unwrap().percent(9),
            "99.999999999%"
        );
        // 0.9 to the hundredth power.
        let tenth = part(1_000, 1);
        assert_eq!(
            Independent::serial(&[tenth; 100]).unwrap().percent(9),
            "0.002656139%"
        );
    }

    #[test]
    fn a_product_that_ends_where_printing_does_is_not_a_step_below() {
        // 0.98 x 0.98 = 0.9604, to the digit.
        let two_percent = part(200, 1);
        assert_eq!(
            Independent::serial(&[two_percent; 2]).unwrap().percent(2),
            "96.04%"
        );
    }

    #[test]
    fn nothing_down_is_a_hundred_and_nothing_up_is_nought() {
        let (up, down) = (part(0, 1), part(10_000, 1));
        let serial = |parts: &[Availability]| Independent::serial(parts).unwrap().percent(2);
        let parallel = |parts: &[Availability]| Independent::parallel(parts).unwrap().percent(2);
        assert_eq!(serial(&[up, up]), "100%");
        assert_eq!(serial(&[up, down]), "0%");
        assert_eq!(parallel(&[up, down]), "100%");
        assert_eq!(parallel(&[down, down]), "0%");
        assert_eq!(serial(&[part(9_999, 1); 2]), "<0.01%");
    }

    #[test]
    fn members_without_data_are_no_part_of_it_and_one_member_alone_has_none() {
        let nothing = Availability::default();
        assert_eq!(Independent::serial(&[part(1, 1), nothing]), None);
        let two = [part(100, 1), nothing, part(100, 1)];
        assert_eq!(Independent::parallel(&two).unwrap().percent(4), "99.9900%");
    }
}
