//! What is known of the time outside the rows of error rates: only a row says that it was up, or a total of the day.
//!
//! An export that stops while a component is down must not make the rest of the month look well. So data begins and ends with the rows,
//! wherever `covers` begins and ends. A day on which there is no row is known all the same where its total is given.

use crate::timeline::{Instant, Interval, IntervalSet};

/// What remains of the time covered.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Heard {
    /// Without data, before what was heard last.
    pub(super) unknown: Vec<Interval>,
    /// When data ended. Nobody knows what came after it, and it is no word on the present.
    pub(super) to: Instant,
}

/// What is known between two instants, where `rows` speak for that time, and `days` have totals.
pub(super) fn heard(
    (from, to): (Instant, Option<Instant>),
    rows: Option<Interval>,
    days: impl Iterator<Item = Interval>,
) -> Heard {
    let covered = Interval::new(from, to.unwrap_or(Instant::LATEST));
    let without_row = |day: &Interval| rows.is_none_or(|rows| rows.intersect(*day).is_none());
    let known: IntervalSet = days
        .filter(without_row)
        .chain(rows)
        .filter_map(|span| span.intersect(covered?))
        .collect();
    let end = known.as_slice().last().map_or(from, |last| last.to());
    let until_then: IntervalSet = Interval::new(from, end).into_iter().collect();
    Heard {
        unknown: until_then.subtract(&known).as_slice().to_vec(),
        to: end,
    }
}

#[cfg(test)]
mod tests {
    use super::{Heard, heard};
    use crate::timeline::{Instant, Interval};

    fn at(second: i64) -> Instant {
        Instant::from_seconds(second)
    }

    fn span(from: i64, to: i64) -> Interval {
        Interval::new(at(from), at(to)).unwrap()
    }

    /// What is known of the time from second 0 to second 100.
    fn known(rows: Option<Interval>, days: &[Interval]) -> (Vec<Interval>, Instant) {
        let Heard { unknown, to } = heard((at(0), Some(at(100))), rows, days.iter().copied());
        (unknown, to)
    }

    #[test]
    fn data_begins_and_ends_with_the_rows() {
        let rows = Some(span(20, 60));
        assert_eq!(known(rows, &[]), (vec![span(0, 20)], at(60)));
        assert_eq!(known(Some(span(0, 100)), &[]), (vec![], at(100)));
    }

    #[test]
    fn without_a_row_nothing_is_known() {
        assert_eq!(known(None, &[]), (vec![], at(0)));
    }

    #[test]
    fn a_day_without_a_row_is_known_by_its_total() {
        let days = [span(0, 10), span(15, 25), span(80, 110)];
        let unknown = vec![span(10, 20), span(60, 80)];
        assert_eq!(known(Some(span(20, 60)), &days), (unknown, at(100)));
    }
}
