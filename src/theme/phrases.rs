//! Every phrase of the built-in theme, in one place, so that a site can say each in its own way.
//!
//! `{name}` is where a value goes. Keys are sorted.

/// Keys and phrases, sorted by key.
pub(super) static PHRASES: &[(&str, &str)] = &[
    ("about", "about {time}"),
    ("action_detect", "so that we notice sooner"),
    ("action_mitigate", "so that it hurts less"),
    ("action_prevent", "so that it does not happen again"),
    ("after", "after {duration}"),
    ("agreement_owes", "What our agreement owes"),
    ("amount_agreement", "what our agreement owes"),
    ("amount_share", "{percent}\u{202f}% of {of}"),
    (
        "announced_late",
        "later than we promise, so it counts as an outage",
    ),
    (
        "apologies_lead",
        "Where we fell short, what we make of it, and whether we kept what we promised.",
    ),
    ("apologies_none", "There is no apology here so far."),
    ("apologies_title", "Apologies"),
    ("apology_about", "What this is about"),
    ("apology_contact", "Write to us"),
    ("apology_latest", "Latest apology"),
    ("apology_mark", "with an apology"),
    ("apology_of_incident", "We have apologised for this"),
    ("as_of", "As of"),
    ("at_once", "at once"),
    ("basis_agreement", "because our agreement says so"),
    ("basis_from", "Data since {date}."),
    ("basis_goodwill", "because it is right"),
    (
        "basis_incidents_alone",
        "Nothing is measured here: the figures count declared incidents alone.",
    ),
    ("basis_law", "because the law says so"),
    (
        "basis_members_unmeasured",
        "Not all members are measured: those count on declared incidents alone.",
    ),
    (
        "basis_rounding",
        "Figures are rounded down, and take the worse of what we declared and what was measured.",
    ),
    ("basis_source", "Measured by {source}."),
    ("basis_title", "What these figures rest on"),
    ("basis_to", "No data since {date}."),
    ("before", "{duration} before"),
    ("cause_contributing", "What made it worse"),
    ("cause_responsible", "Whose it was"),
    ("cause_summary", "Cause"),
    ("cause_title", "Why it happened"),
    ("cause_trigger", "What set it off"),
    ("cells_count_absent_one", "{n} outside its life"),
    ("cells_count_absent_other", "{n} outside its life"),
    ("cells_count_degraded_one", "{n} with degraded performance"),
    (
        "cells_count_degraded_other",
        "{n} with degraded performance",
    ),
    ("cells_count_major_one", "{n} with a major outage"),
    ("cells_count_major_other", "{n} with major outages"),
    ("cells_count_nodata_one", "{n} without data"),
    ("cells_count_nodata_other", "{n} without data"),
    ("cells_count_partial_one", "{n} with a partial outage"),
    ("cells_count_partial_other", "{n} with partial outages"),
    ("cells_count_planned_one", "{n} with planned work"),
    ("cells_count_planned_other", "{n} with planned work"),
    ("cells_count_up_one", "{n} without harm"),
    ("cells_count_up_other", "{n} without harm"),
    ("cells_days_one", "Last day"),
    ("cells_days_other", "Last {n} days"),
    ("cells_degraded", "degraded performance"),
    ("cells_label", "{window}: {days}"),
    ("cells_major", "major outage"),
    ("cells_mark", "{date}: {kind}, {duration}"),
    ("cells_partial", "partial outage"),
    ("claim_because", "Why you have to ask"),
    ("claim_closes", "Closes"),
    ("claim_once", "once"),
    ("claim_opens", "Opens"),
    ("claim_times", "How often"),
    ("column_component", "Component"),
    ("column_days", "Days"),
    ("column_down", "Downtime counted"),
    ("column_figure", "Availability"),
    ("column_month", "Month"),
    ("column_with", "As it was"),
    ("column_without", "Had this not happened"),
    ("component_description", "{name}: {level}. {figure}."),
    ("component_figures", "Availability"),
    ("component_incidents", "Incidents"),
    ("component_members", "What belongs to it"),
    ("component_months", "Month by month"),
    ("component_no_incidents", "No incident has been declared."),
    ("component_objective", "Aim"),
    ("component_quarters", "Quarters"),
    ("component_retired", "Not in use"),
    ("components_title", "Components"),
    ("contact", "Contact"),
    ("credit_days_one", "{n} day of service"),
    ("credit_days_other", "{n} days of service"),
    ("credit_percent", "{percent}\u{202f}% of the fee"),
    ("data_none", "none was lost or damaged"),
    ("data_some", "some was lost or damaged"),
    ("data_unknown", "not known yet"),
    ("date", "{day} {month} {year}"),
    ("date_comma", ", "),
    ("date_short", "{day} {month}"),
    ("days_ago_one", "{n} day ago"),
    ("days_ago_other", "{n} days ago"),
    ("delivery_automatic", "by itself: there is nothing to do"),
    ("delivery_claim", "by a link of your own"),
    ("delivery_request", "when you ask for it"),
    ("detected_customer", "by customers"),
    ("detected_monitoring", "by our monitoring"),
    ("detected_staff", "by our staff"),
    ("effects_lead", "What this did to the figures of the month."),
    ("effects_title", "In figures"),
    ("fact_accounts", "Accounts hit"),
    ("fact_announced", "Announced"),
    ("fact_data", "Data"),
    ("fact_detected", "Noticed"),
    ("fact_duration", "Duration"),
    ("fact_ended", "Ended"),
    ("fact_explanation", "Explanation"),
    ("fact_first_word", "First public word"),
    ("fact_overrun", "Past its planned end"),
    ("fact_regions", "Where"),
    ("fact_requests", "Requests hit"),
    ("fact_severity", "Severity"),
    ("fact_users", "People hit"),
    ("facts_title", "The facts"),
    ("feed", "Feed"),
    (
        "figure_degraded",
        "{duration} of degraded performance, not counted",
    ),
    ("figure_nines", "{nines} nines"),
    ("figure_no_data", "no data"),
    ("figure_no_downtime", "no recorded downtime"),
    ("figure_planned", "{duration} of planned work"),
    (
        "figure_range",
        "between {strict} and {lenient}, depending on how partial outages count",
    ),
    ("figure_unknown", "{duration} without data"),
    ("group_of", "Part of"),
    (
        "headline_degraded_performance_one",
        "{what} is working, but badly",
    ),
    (
        "headline_degraded_performance_other",
        "{what} are working, but badly",
    ),
    ("headline_everything", "Everything"),
    ("headline_major_outage_one", "{what} is down"),
    ("headline_major_outage_other", "{what} are down"),
    ("headline_nothing", "There is nothing to report on yet"),
    ("headline_operational", "Everything is working"),
    ("headline_partial_outage_one", "{what} is partly down"),
    ("headline_partial_outage_other", "{what} are partly down"),
    ("headline_some", "{n} of {of} components"),
    (
        "headline_under_maintenance_one",
        "Planned work is going on: {what}",
    ),
    (
        "headline_under_maintenance_other",
        "Planned work is going on: {what}",
    ),
    (
        "headline_unknown_one",
        "We do not know how this is doing: {what}",
    ),
    (
        "headline_unknown_other",
        "We do not know how these are doing: {what}",
    ),
    ("history_link", "All incidents"),
    ("home", "Status"),
    ("home_description", "{headline}. {description}"),
    ("impacts_title", "What was hit"),
    (
        "incident_description",
        "{phase}. {level}: {components}. {time}, {duration}.",
    ),
    ("incident_year", "Incidents of"),
    ("incidents_all", "All years"),
    ("incidents_earlier_one", "and {n} earlier incident"),
    ("incidents_earlier_other", "and {n} earlier incidents"),
    (
        "incidents_lead",
        "Everything that went wrong, and what was said about it while it did.",
    ),
    ("incidents_none", "No incident has been declared."),
    ("incidents_one", "{n} incident"),
    ("incidents_open", "Going on now"),
    ("incidents_other", "{n} incidents"),
    ("incidents_recent", "Lately"),
    ("incidents_recent_none", "No incident in the last 15 days."),
    ("incidents_title", "Incidents"),
    ("last_days_one", "Last day"),
    ("last_days_other", "Last {n} days"),
    ("legend_absent", "not in use"),
    ("legend_nodata", "no data"),
    ("legend_planned", "planned work"),
    ("legend_title", "How to read the days"),
    ("legend_up", "no harm"),
    ("level_degraded_performance", "Degraded performance"),
    ("level_major_outage", "Major outage"),
    ("level_operational", "Working"),
    ("level_partial_outage", "Partial outage"),
    ("level_under_maintenance", "Planned work"),
    ("level_unknown", "Unknown"),
    ("list_comma", ", "),
    ("list_last", "{first} and {last}"),
    ("list_semicolon", "; "),
    ("maintenance_cancelled", "Cancelled"),
    ("maintenance_completed", "Completed"),
    ("maintenance_description", "{state}. {components}. {time}."),
    ("maintenance_in_progress", "In progress"),
    ("maintenance_overrun", "Past its planned end"),
    ("maintenance_scheduled", "Scheduled"),
    ("maintenance_touches", "What it touches"),
    ("maintenance_verifying", "Verifying"),
    ("maintenances_coming", "Planned work to come"),
    (
        "maintenances_lead",
        "Work that we announce before it touches you.",
    ),
    ("maintenances_none", "No work has been announced."),
    ("maintenances_past", "Over"),
    ("maintenances_running", "Planned work going on now"),
    ("maintenances_title", "Planned work"),
    ("menu_apologies", "Apologies"),
    ("menu_incidents", "Incidents"),
    ("menu_label", "Pages"),
    ("menu_maintenance", "Planned work"),
    ("menu_notices", "Notices"),
    ("month_01", "January"),
    ("month_02", "February"),
    ("month_03", "March"),
    ("month_04", "April"),
    ("month_05", "May"),
    ("month_06", "June"),
    ("month_07", "July"),
    ("month_08", "August"),
    ("month_09", "September"),
    ("month_10", "October"),
    ("month_11", "November"),
    ("month_12", "December"),
    ("month_of_year", "{month} {year}"),
    ("more_one", "{n} more"),
    ("more_other", "{n} more"),
    ("name_in_group", "{name} ({group})"),
    ("not_found_home", "See how things are now"),
    (
        "not_found_text",
        "There is no page at this address. Addresses of this site never change, so the link that led here was never right, or is not whole.",
    ),
    ("not_found_title", "Nothing is here"),
    ("notice_about", "About"),
    ("notice_until", "Until"),
    ("notices_lead", "Things to know that are no outage."),
    ("notices_none", "There is no notice."),
    ("notices_title", "Notices"),
    ("objective_days", "{percent} over {n} days"),
    ("objective_month", "{percent} in each calendar month"),
    ("objective_quarter", "{percent} in each calendar quarter"),
    ("over_days_one", "over {n} day"),
    ("over_days_other", "over {n} days"),
    (
        "owed_above",
        "Since {from} {component} stands at {percent}, which keeps the agreed {threshold}.",
    ),
    (
        "owed_below",
        "Since {from} {component} stands at {percent}, below the agreed {threshold}.",
    ),
    ("owed_nothing", "nothing so far"),
    ("part_of", "{part} of {whole}"),
    ("phase_identified", "Identified"),
    ("phase_investigating", "Investigating"),
    ("phase_monitoring", "Monitoring"),
    ("phase_resolved", "Resolved"),
    ("phase_update", "Update"),
    ("promise_dropped", "Given up"),
    ("promise_due", "Due"),
    ("promise_kept", "Kept"),
    ("promise_open", "Open"),
    ("promise_overdue", "Overdue"),
    ("promises_kept_one", "{kept} of {n} promise kept"),
    ("promises_kept_other", "{kept} of {n} promises kept"),
    ("promises_overdue_one", "{n} overdue"),
    ("promises_overdue_other", "{n} overdue"),
    ("promises_title", "What we promise"),
    ("published", "Published"),
    ("quarter_of_year", "Q{quarter} {year}"),
    ("remedy_amount", "{kind}: {amount}"),
    ("remedy_basis", "Given"),
    ("remedy_claim", "Claim it"),
    ("remedy_contact", "Questions"),
    ("remedy_credit", "Credit"),
    ("remedy_delivery", "How"),
    ("remedy_eligible", "For"),
    ("remedy_extension", "Longer service"),
    ("remedy_none", "Nothing is given back"),
    ("remedy_refund", "Refund"),
    ("remedy_replacement", "Replacement"),
    ("remedy_title", "What we give back"),
    ("responsible_ours", "ours"),
    ("responsible_shared", "ours and a supplier's"),
    (
        "responsible_supplier",
        "a supplier's; you depend on us, so we answer for it",
    ),
    ("share_hit", "{what} of it"),
    ("since", "Since"),
    ("skip", "Skip to the content"),
    ("so_far", "{duration} so far"),
    ("thousands", ","),
    ("time_range", "to"),
    ("today", "today"),
    ("touch_operational", "Not felt"),
    ("updated", "Last update"),
    ("updates_newest_first", "newest first"),
    ("updates_title", "What we said"),
    ("year_newer", "Newer"),
    ("year_older", "Older"),
    ("year_title", "Incidents of {year}"),
];

#[cfg(test)]
mod tests {
    use super::PHRASES;
    use std::collections::BTreeSet;
    use std::path::Path;

    /// All text of the files in `folder` of this repository.
    fn text_below(folder: &str) -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let files = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_file());
        files
            .map(|path| std::fs::read_to_string(path).unwrap())
            .collect()
    }

    fn words(text: &str) -> BTreeSet<&str> {
        text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
            .collect()
    }

    #[test]
    fn templates_ask_for_phrases_that_exist() {
        let templates = text_below("themes/default/templates");
        let asked = templates
            .match_indices(" t.")
            .filter_map(|(at, _)| words_start(&templates[at + 3..]));
        let known: BTreeSet<_> = PHRASES.iter().map(|(key, _)| *key).collect();
        let unknown: Vec<_> = asked.filter(|key| !known.contains(key)).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }

    fn words_start(text: &str) -> Option<&str> {
        text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
            .next()
    }

    #[test]
    fn every_phrase_is_said_somewhere() {
        let text = [
            text_below("themes/default/templates"),
            text_below("src/view"),
            text_below("src/render"),
        ]
        .concat();
        let mut said = words(&text);
        said.extend(words(include_str!("words.rs")));
        let stem = |key: &'static str| {
            key.strip_suffix("_one")
                .or(key.strip_suffix("_other"))
                .unwrap_or(key)
        };
        let silent: Vec<_> = PHRASES
            .iter()
            .map(|(key, _)| *key)
            .filter(|key| !said.contains(key) && !said.contains(stem(key)))
            .collect();
        assert!(silent.is_empty(), "{silent:?}");
    }
}
