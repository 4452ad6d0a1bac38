//! What words tell about a report whose settings leave it open. The lists are data: they were drawn up on the reports of real sites.

use super::issue::Severity;

/// Words of planned work, in a title.
const PLANNED: [&str; 16] = [
    "brownout",
    "maintenance",
    "maintenances",
    "maintenance window",
    "migrate",
    "migrating",
    "migration",
    "move of",
    "planned",
    "rebooting",
    "scheduled",
    "upcoming",
    "update of",
    "upgrade",
    "upgrades",
    "upgrading",
];
/// Words of planned work that are plain enough in a text.
const PLANNED_IN_TEXT: [&str; 8] = [
    "a maintenance",
    "brownout",
    "is planned",
    "maintenance window",
    "planned maintenance",
    "scheduled maintenance",
    "will be performed",
    "will perform",
];
/// Words of harm.
const HARM: [&str; 29] = [
    "broken",
    "crash",
    "crashed",
    "degraded",
    "disruption",
    "down",
    "emergency",
    "errors",
    "expired",
    "failed",
    "failing",
    "failure",
    "failures",
    "incident",
    "intermittent",
    "not available",
    "not created",
    "not running",
    "not working",
    "offline",
    "outage",
    "outages",
    "problem",
    "problems",
    "slow",
    "stuck",
    "unable",
    "unavailable",
    "unplanned",
];
/// What takes the harm out of those words.
const DENIALS: [&str; 15] = [
    "no downtime",
    "no disruption",
    "no down time",
    "no global outage",
    "no global outages",
    "no outage",
    "no outages",
    "no impact",
    "not expect any significant disruption",
    "not expect any disruption",
    "without disruption",
    "team will be unavailable",
    "we are unavailable",
    "we ll be unavailable",
    "without downtime",
];

/// Whether a report that does not say so is about planned work: by its title or its file's name, or by its text where those tell of no
/// harm.
pub(super) fn is_planned(title: &str, name: &str, body: &str) -> bool {
    let title = plain(title) + plain(name).trim_start();
    let named = holds(&title, &PLANNED) && !title.contains(" unplanned ");
    named || (!holds(&title, &HARM) && holds(&plain(body), &PLANNED_IN_TEXT))
}

/// Whether a report that names no system is about harm nevertheless: by its title, or by its first paragraph.
pub(super) fn is_harm(title: &str, body: &str) -> bool {
    let first = body
        .split("\n\n")
        .find(|paragraph| !paragraph.trim().is_empty())
        .unwrap_or_default();
    !holds(&plain(title), &PLANNED) && (holds(&plain(title), &HARM) || holds(&plain(first), &HARM))
}

/// The severity that a word stands for, and whether it is the very word.
pub(super) fn nearest_severity(word: &str) -> (Severity, bool) {
    let known = [
        ("down", Severity::Down),
        ("disrupted", Severity::Disrupted),
        ("notice", Severity::Notice),
        ("announcement", Severity::Notice),
    ];
    if let Some((_, severity)) = known.iter().find(|(name, _)| *name == word) {
        return (*severity, true);
    }
    let word: String = word.chars().take(20).flat_map(char::to_lowercase).collect();
    let near = known
        .iter()
        .find(|(name, _)| distance(&word, name) <= name.len() / 4);
    (
        near.map_or(Severity::Unknown, |(_, severity)| *severity),
        false,
    )
}

/// Letters to add, remove or replace to get from one word to the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (line, letter) in from.chars().enumerate() {
        let mut corner = row[0];
        row[0] = line + 1;
        for at in 0..to.len() {
            let replaced = corner + usize::from(letter != to[at]);
            corner = row[at + 1];
            row[at + 1] = replaced.min(corner + 1).min(row[at] + 1);
        }
    }
    row[to.len()]
}

/// Lower-case words between single spaces, one at each end, with what is denied taken out.
fn plain(text: &str) -> String {
    let mut words = String::with_capacity(text.len() + 2);
    words.push(' ');
    for part in text
        .split(|next: char| !next.is_alphanumeric())
        .filter(|part| !part.is_empty())
    {
        words += &part.to_lowercase();
        words.push(' ');
    }
    DENIALS.iter().fold(words, |words, denial| {
        words.replace(&format!(" {denial} "), " ")
    })
}

fn holds(words: &str, phrases: &[&str]) -> bool {
    phrases
        .iter()
        .any(|phrase| words.contains(&format!(" {phrase} ")))
}

#[cfg(test)]
mod tests {
    use super::super::issue::Severity;
    use super::{is_harm, is_planned, nearest_severity};

    #[test]
    fn planned_work_is_told_from_harm() {
        assert!(is_planned("Maintenance Window on AKS", "", ""));
        assert!(is_planned(
            "AKS",
            "",
            "A maintenance on the controller is planned for the 25th."
        ));
        assert!(is_planned(
            "Kubernetes 1.25",
            "2023-07-07-maintenance-aks",
            ""
        ));
        assert!(!is_planned(
            "Unplanned storage outage",
            "",
            "We will be performing a check."
        ));
        assert!(!is_planned(
            "Update center not refreshed",
            "",
            "It broke after an upgrade."
        ));
        assert!(is_harm("August 27th", "We had an outage."));
        assert!(!is_harm(
            "System upgrade scheduled",
            "It may be unavailable."
        ));
        assert!(!is_harm("DNS", "No downtime is expected"));
        assert!(!is_harm(
            "Summer",
            "Most of the team will be unavailable on Monday."
        ));
    }

    #[test]
    fn misspelt_severities_are_read() {
        for (word, severity, exact) in [
            ("down", Severity::Down, true),
            ("Down", Severity::Down, false),
            ("dissrupted", Severity::Disrupted, false),
            ("major", Severity::Unknown, false),
            ("", Severity::Unknown, false),
        ] {
            assert_eq!(nearest_severity(word), (severity, exact), "{word}");
        }
    }
}
