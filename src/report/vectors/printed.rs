//! Cases about what is printed, and about the calendar.

use super::{decimal, each, number, text};
use crate::model::{Claim, Percent};
use crate::report::builder::{at, span};
use crate::report::{Availability, ClaimState, apology, nines_notation};
use crate::timeline::{Day, Interval, Month, Zone, duration_text};

#[test]
fn nines_are_as_worked_by_hand() {
    each("nines", 15, |inputs, expected, name| {
        let down = u128::try_from(number(&inputs["down"])).unwrap() * 10_000;
        let availability = Availability {
            down,
            observed: number(&inputs["total"]),
            members: 1,
        };
        let nines = availability.nines();
        assert_eq!(
            nines.map(|nines| i64::from(nines.whole())),
            expected["whole"].as_i64(),
            "{name}"
        );
        assert_eq!(
            nines.map(|nines| nines.to_string()).as_deref(),
            expected["floor_1dp"].as_str(),
            "{name}"
        );
        if let Some(nines) = nines {
            assert_eq!(nines.text(2), text(&expected["floor_2dp"]), "{name}");
        }
    });
}

#[test]
fn nines_in_digits_are_as_worked_by_hand() {
    each("nines_notation", 9, |inputs, expected, name| {
        let percent = Percent(decimal(text(&inputs["percent"])));
        assert_eq!(
            nines_notation(percent).as_deref(),
            expected["text"].as_str(),
            "{name}"
        );
    });
}

#[test]
fn percentages_are_printed_as_worked_by_hand() {
    each("format_percent", 9, |inputs, expected, name| {
        let (up, total) = (number(&inputs["up"]), number(&inputs["total"]));
        let down = u128::try_from(total - up).unwrap() * 10_000;
        let decimals = u32::try_from(number(&inputs["decimals"])).unwrap();
        let availability = Availability {
            down,
            observed: total,
            members: 1,
        };
        assert_eq!(
            availability.percent(decimals).as_deref(),
            expected["text"].as_str(),
            "{name}"
        );
    });
}

#[test]
fn months_are_as_long_as_worked_by_hand() {
    each("month_seconds", 10, |inputs, expected, name| {
        let zone = Zone::named(text(&inputs["tz"])).unwrap();
        let year = i16::try_from(number(&inputs["year"])).unwrap();
        let month =
            zone.month(Month::new(year, i8::try_from(number(&inputs["month"])).unwrap()).unwrap());
        assert_eq!(
            month,
            span(text(&expected["start_utc"]), text(&expected["end_utc"])),
            "{name}"
        );
        assert_eq!(month.seconds(), number(&expected["seconds"]), "{name}");
    });
}

#[test]
fn days_are_as_long_as_worked_by_hand() {
    each("day_seconds", 4, |inputs, expected, name| {
        let zone = Zone::named(text(&inputs["tz"])).unwrap();
        let day = zone.day(Day::parse(text(&inputs["date"])).unwrap());
        assert_eq!(
            day.map_or(0, Interval::seconds),
            number(&expected["seconds"]),
            "{name}"
        );
    });
}

#[test]
fn durations_are_told_as_worked_by_hand() {
    each("duration_text", 6, |inputs, expected, name| {
        assert_eq!(
            duration_text(number(&inputs["seconds"])),
            text(&expected["text"]),
            "{name}"
        );
    });
}

#[test]
fn claims_open_and_close_as_worked_by_hand() {
    each("claim_state", 3, |inputs, expected, name| {
        let claim = Claim {
            link: String::new(),
            opens: at(text(&inputs["opens"])),
            closes: at(text(&inputs["expires"])),
            once: true,
            because: None,
        };
        let state = match text(&expected["state"]) {
            "not_yet_open" => ClaimState::NotYetOpen,
            "open" => ClaimState::Open,
            "expired" => ClaimState::Closed,
            other => panic!("no state: {other}"),
        };
        assert_eq!(
            apology::claim_state(&claim, at(text(&inputs["at"]))),
            state,
            "{name}"
        );
    });
}
