//! Planned work at one instant: where it stands, and which of its time was planned and which was not.
//!
//! Quiet work follows the clock: it begins and ends as planned. Work that is told about ends when somebody says so: after an `In progress`
//! or `Verifying`, only `Completed` or `Cancelled` ends it, and what lies past the planned end is an overrun, which counts as an outage.

use super::{MaintenanceReport, MaintenanceState};
use crate::model::{Maintenance, MaintenancePhase};
use crate::timeline::{Instant, Interval};

/// Planned work, split by what was promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Course {
    /// What lies within the planned time.
    pub(super) planned: Option<Interval>,
    /// What lies past it.
    pub(super) overrun: Option<Interval>,
    /// Whether it was announced as early as the site promises.
    pub(super) in_time: bool,
}

/// The course of `work` as known at `as_of`; time that goes on ends at `horizon`.
pub(super) fn course(work: &Maintenance, notice: i64, as_of: Instant, horizon: Instant) -> Course {
    let told = told(work, as_of);
    let end = match told {
        Told::Over(end, _) => end,
        Told::GoesOn => horizon,
        Told::Quiet => work.planned.to(),
    };
    let in_time = work
        .announced
        .is_some_and(|announced| announced.at.plus(notice.max(0)) <= work.planned.from());
    Course {
        planned: Interval::new(work.planned.from(), end.min(work.planned.to())),
        overrun: Interval::new(work.planned.to(), end),
        in_time,
    }
}

/// What is known of `work` at `as_of`.
pub(super) fn maintenance(work: &Maintenance, notice: i64, as_of: Instant) -> MaintenanceReport {
    let told = told(work, as_of);
    let past = as_of >= work.planned.to();
    let state = match told {
        Told::Over(_, true) => MaintenanceState::Cancelled,
        Told::Over(_, false) => MaintenanceState::Completed,
        Told::GoesOn if past => MaintenanceState::Overrun,
        Told::Quiet if past => MaintenanceState::Completed,
        Told::Quiet if as_of < work.planned.from() => MaintenanceState::Scheduled,
        Told::GoesOn | Told::Quiet => MaintenanceState::InProgress,
    };
    let course = course(work, notice, as_of, as_of);
    MaintenanceReport {
        state,
        in_time: course.in_time,
        ended: if let Told::Over(end, _) = told {
            Some(end)
        } else {
            None
        },
        overrun: course.overrun.map_or(0, Interval::seconds),
        over_cap: 0,
    }
}

/// What the updates say of the end.
#[derive(Debug, Clone, Copy)]
enum Told {
    /// It ended then; `true` where it was called off.
    Over(Instant, bool),
    /// It has begun and not ended.
    GoesOn,
    /// Nothing.
    Quiet,
}

fn told(work: &Maintenance, as_of: Instant) -> Told {
    let given = work
        .updates
        .iter()
        .take_while(|update| update.at.at <= as_of);
    let last = given
        .filter_map(|update| update.announces.map(|phase| (phase, update.at.at)))
        .last();
    match last {
        Some((MaintenancePhase::Completed, at)) => Told::Over(at, false),
        Some((MaintenancePhase::Cancelled, at)) => Told::Over(at, true),
        Some((MaintenancePhase::InProgress | MaintenancePhase::Verifying, _)) => Told::GoesOn,
        Some((MaintenancePhase::Scheduled, _)) | None => Told::Quiet,
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Level, Maintenance, MaintenancePhase, MaintenanceUpdate};
    use crate::report::builder::{at, component, moment, site, span, work};
    use crate::report::{MaintenanceState, Report, report};

    /// A site with one component and one piece of work from 2 to 4 o'clock, with what was said of it, as seen at `as_of`.
    fn seen(
        said: &[(&str, MaintenancePhase)],
        level: Level,
        as_of: &str,
        change: impl Fn(&mut Maintenance),
    ) -> Report {
        let mut site = site("UTC");
        site.counting.notice = 86_400;
        site.components
            .push(component("storage", Some(at("2009-09-12T00:00Z"))));
        let mut work = work(0, level, span("2009-09-12T02:00Z", "2009-09-12T04:00Z"));
        work.updates = said
            .iter()
            .map(|(when, phase)| MaintenanceUpdate {
                at: moment(at(when)),
                announces: Some(*phase),
            })
            .collect();
        change(&mut work);
        site.maintenances.push(work);
        report(&site, at(as_of))
    }

    fn down(report: &Report) -> i64 {
        report.components[0]
            .days
            .last()
            .unwrap()
            .figure
            .availability
            .down_seconds()
    }

    #[test]
    fn quiet_work_follows_the_clock() {
        let state = |as_of| seen(&[], Level::UnderMaintenance, as_of, |_| ()).maintenances[0].state;
        assert_eq!(state("2009-09-12T01:59:59Z"), MaintenanceState::Scheduled);
        assert_eq!(state("2009-09-12T02:00Z"), MaintenanceState::InProgress);
        assert_eq!(state("2009-09-12T04:00Z"), MaintenanceState::Completed);
    }

    #[test]
    fn work_that_was_said_to_have_begun_and_not_to_have_ended_is_an_outage_past_its_planned_end() {
        let said = [("2009-09-12T02:01Z", MaintenancePhase::InProgress)];
        let report = seen(&said, Level::UnderMaintenance, "2009-09-12T05:00Z", |_| ());
        assert_eq!(report.maintenances[0].state, MaintenanceState::Overrun);
        assert_eq!(report.maintenances[0].overrun, 3_600);
        assert_eq!(report.components[0].level, Level::MajorOutage);
        assert_eq!(down(&report), 3_600);
        assert_eq!(report.overall.running, [0]);
    }

    #[test]
    fn a_word_of_completion_ends_the_overrun() {
        let said = [
            ("2009-09-12T02:01Z", MaintenancePhase::InProgress),
            ("2009-09-12T04:30Z", MaintenancePhase::Completed),
        ];
        let report = seen(
            &said,
            Level::DegradedPerformance,
            "2009-09-12T06:00Z",
            |_| (),
        );
        assert_eq!(report.maintenances[0].state, MaintenanceState::Completed);
        assert_eq!(report.maintenances[0].ended, Some(at("2009-09-12T04:30Z")));
        let today = report.components[0].days.last().unwrap();
        assert_eq!(
            (today.harm, today.figure.planned, down(&report)),
            ([0, 0, 1_800], 7_200, 0)
        );
    }

    #[test]
    fn work_that_was_called_off_leaves_no_trace() {
        let said = [("2009-09-11T12:00Z", MaintenancePhase::Cancelled)];
        let report = seen(&said, Level::MajorOutage, "2009-09-12T06:00Z", |_| ());
        assert_eq!(report.maintenances[0].state, MaintenanceState::Cancelled);
        let today = report.components[0].days.last().unwrap();
        assert_eq!((today.figure.planned, today.harm), (0, [0; 3]));
    }

    #[test]
    fn work_announced_late_is_an_outage_at_its_level() {
        let late =
            |work: &mut Maintenance| work.announced = Some(moment(at("2009-09-11T02:00:01Z")));
        let down_at = |level| down(&seen(&[], level, "2009-09-12T06:00Z", late));
        assert_eq!(down_at(Level::MajorOutage), 7_200);
        assert_eq!(down_at(Level::PartialOutage), 2_160);
        assert_eq!(down_at(Level::UnderMaintenance), 7_200);
        assert_eq!(down_at(Level::Operational), 0);
        let just_in_time =
            |work: &mut Maintenance| work.announced = Some(moment(at("2009-09-11T02:00Z")));
        assert_eq!(
            down(&seen(
                &[],
                Level::MajorOutage,
                "2009-09-12T06:00Z",
                just_in_time
            )),
            0
        );
    }

    #[test]
    fn a_component_under_announced_work_is_said_to_be_so() {
        let report = seen(&[], Level::MajorOutage, "2009-09-12T03:00Z", |_| ());
        assert_eq!(report.components[0].level, Level::UnderMaintenance);
        assert_eq!(report.components[0].since, Some(at("2009-09-12T02:00Z")));
    }
}
