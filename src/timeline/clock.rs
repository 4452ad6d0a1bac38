//! A clock on the wall at one instant: what it shows, how far it is from UTC, and what people call its zone.
//!
//! All three come from one look at the zone's rules, which is the dear part of telling a time.

use jiff::tz::TimeZoneOffsetInfo;

use super::digits;
use super::{Instant, LocalTime, Zone};

/// What [`Zone::clock`] reads.
#[derive(Debug)]
pub struct Clock<'z> {
    /// What it shows.
    pub local: LocalTime,
    at: Instant,
    zone: &'z Zone,
    info: TimeZoneOffsetInfo<'z>,
}

impl<'z> Clock<'z> {
    /// The clock of `zone` at `at`, of which the rules say `info`.
    pub(super) fn new(zone: &'z Zone, at: Instant, info: TimeZoneOffsetInfo<'z>) -> Self {
        Self {
            local: LocalTime::from_offset(at, info.offset().seconds()),
            at,
            zone,
            info,
        }
    }

    /// What people call the zone just then, such as `PDT`; an offset where they have no word for it.
    #[must_use]
    pub fn abbreviation(&self) -> &str {
        self.info.abbreviation()
    }

    /// The instant with the zone's offset, such as `2009-09-01T12:30:00-07:00`; `Z` in UTC.
    #[must_use]
    pub fn rfc3339(&self) -> String {
        let offset = self.info.offset().seconds();
        // Before the zones, offsets had seconds, which the format cannot say: such an instant is told in UTC.
        if offset % 60 != 0 {
            return self.at.to_rfc3339(&Zone::utc());
        }
        let mut text = String::with_capacity("2009-09-01T12:30:00-07:00".len());
        push_local(&mut text, self.local);
        if offset == 0 && self.zone.name() == "UTC" {
            text.push('Z');
            return text;
        }
        text.push(if offset < 0 { '-' } else { '+' });
        let minutes = offset.abs() / 60;
        digits::push(&mut text, minutes / 60, 2);
        text.push(':');
        digits::push(&mut text, minutes % 60, 2);
        text
    }

    /// Appends "12:30"; with seconds where there are some.
    pub fn push_time(&self, text: &mut String) {
        digits::push(text, self.local.hour, 2);
        text.push(':');
        digits::push(text, self.local.minute, 2);
        if self.local.second > 0 {
            text.push(':');
            digits::push(text, self.local.second, 2);
        }
    }
}

/// Appends `2009-09-01T12:30:00`.
fn push_local(text: &mut String, local: LocalTime) {
    digits::push(text, local.year, 4);
    for (mark, number) in [
        ('-', local.month),
        ('-', local.day),
        ('T', local.hour),
        (':', local.minute),
        (':', local.second),
    ] {
        text.push(mark);
        digits::push(text, number, 2);
    }
}
