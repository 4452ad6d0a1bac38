//! The texts that `forthright new` starts with.
//!
//! Whatever they tell the author stands in comments, in YAML or in HTML: a file that is published as it was made says
//! nothing to readers that nobody has written.

use super::facts;
use crate::model::{Component, Site};
use crate::report::Report;
use crate::timeline::{Instant, Zone};

/// So many components are spelled out to choose from.
const CHOICES: usize = 30;
const DAY: i64 = 86_400;

/// What is known when something new is started.
pub(super) struct Known<'a> {
    /// What could be read of the site.
    pub(super) site: Option<&'a Site>,
    /// What is known of it, where it has no errors.
    pub(super) report: Option<&'a Report>,
    /// The site's zone, where it is certain.
    pub(super) zone: Option<&'a Zone>,
    pub(super) as_of: Instant,
    pub(super) title: &'a str,
    /// The components asked for.
    pub(super) components: &'a [String],
}

impl Known<'_> {
    pub(super) fn incident(&self) -> String {
        let (title, now) = (quoted(self.title), self.moment(0));
        let (severity, impacts) = (
            self.severity(),
            self.touched(
                "impacts",
                "major_outage",
                "   # or partial_outage, degraded_performance",
            ),
        );
        // In the site's zone the time is enough: the first update belongs to the day of `started`.
        let clock = self.zone.and(now.get(11..)).unwrap_or(&now);
        format!(
            "---\ntitle: {title}\nstarted: {now}\n{severity}{impacts}---\n\n\
             <!-- What readers should know first, in a sentence or two. -->\n\n\
             ## {clock} Investigating\n\n\
             We are looking into this.\n\n\
             <!-- Say what does not work, for whom, and what still does; and when the next word comes. -->\n"
        )
    }

    pub(super) fn maintenance(&self) -> String {
        let (title, now) = (quoted(self.title), self.moment(0));
        let (from, to) = (self.moment(7 * DAY), self.moment(7 * DAY + 7_200));
        let components = self.touched("components", "under_maintenance", "");
        format!(
            "---\ntitle: {title}\n{DRAFT}announced: {now}\nfrom: {from}   # change both to the time that you plan\nto: {to}\n{components}---\n\n\
             <!-- What is done, why, and what readers will notice. -->\n"
        )
    }

    pub(super) fn notice(&self) -> String {
        let (title, now) = (quoted(self.title), self.moment(0));
        let components = match self.components {
            [] => String::new(),
            ids => format!("components: [{}]\n", joined(ids)),
        };
        format!(
            "---\ntitle: {title}\npublished: {now}\n{components}# until: {}   # how long it stands on the home page\n---\n\n\
             <!-- What readers should know. -->\n",
            self.day(30)
        )
    }

    /// A letter about the incidents called `about`.
    pub(super) fn apology(&self, about: &[String]) -> String {
        let (title, now) = (quoted(self.title), self.moment(0));
        let hint = if about.is_empty() {
            "   # the name of its file in incidents/, without `.md`"
        } else {
            ""
        };
        let (facts, owed) = self.told(about);
        let amount = if owed.is_empty() {
            "3 days"
        } else {
            "agreement"
        };
        format!(
            "---\ntitle: {title}\n{DRAFT}incidents: [{}]{hint}\npublished: {now}\n\
             # author: {{ name: Your name, role: Your role }}   # a role alone is enough\n\
             # actions:   # what is done has `done_on:`, what is promised an owner and a day\n\
             #   - {{ text: What will be different, type: prevent, owner: Which team, due: {} }}\n\
             # remedy:   # what you give back; for nothing, write `kind: none` and a `because:`\n\
             #   kind: credit\n#   amount: {amount}\n#   eligible: Who gets it\n\
             #   delivery: automatic   # or claim, or request: best is what nobody has to ask for\n---\n\n\
             <!-- These questions are for you; comments never reach the page.\n\
             What was it like for your readers, and for how long? Say first that you are sorry for that.\n\
             Whose doing was it? Say so plainly.\n\
             What happened, so that somebody outside would understand?\n\
             What is different already, and what will be, until when?\n\
             What do you give back, and does it fit what was lost?\n\
             Who are you, and how can somebody answer you? -->\n{facts}",
            joined(about),
            self.day(30),
        )
    }

    /// What the data knows of the incidents, as a comment, and what is owed for them.
    fn told(&self, about: &[String]) -> (String, Vec<String>) {
        let (Some(site), Some(report)) = (self.site, self.report) else {
            return Default::default();
        };
        let positions = site.incidents.iter().enumerate();
        let positions = positions.filter(|(_, incident)| about.contains(&incident.id));
        let (mut lines, mut owed) = (Vec::new(), Vec::new());
        for (position, _) in positions {
            let mut own = facts::lines(site, report, position);
            let credits = super::owed::of_incident(site, report, position);
            own.extend(credits.iter().cloned());
            lines.extend(own);
            owed.extend(credits);
        }
        if lines.is_empty() {
            return (String::new(), owed);
        }
        // Nothing that somebody wrote may end the comment.
        let text = lines.join("\n").replace("--", "\u{2013}");
        (format!("\n<!-- What the data knows:\n{text} -->\n"), owed)
    }

    /// The moment so many seconds from now as people write it: in the site's zone where it is known, else with its offset.
    fn moment(&self, plus: i64) -> String {
        let at = self.as_of.plus(plus);
        match self.zone {
            Some(zone) => at
                .to_rfc3339(zone)
                .chars()
                .take(16)
                .collect::<String>()
                .replace('T', " "),
            None => at.to_rfc3339(&Zone::utc()),
        }
    }

    fn day(&self, plus: i32) -> String {
        let utc = Zone::utc();
        let today = self.zone.unwrap_or(&utc).day_of(self.as_of);
        today.plus_days(plus).to_string()
    }

    /// The components asked for; else, in a comment, those to choose from: nothing is declared down by accident.
    fn touched(&self, key: &str, level: &str, remark: &str) -> String {
        let line = |id: &str| {
            format!(
                "  - {{ component: {}, level: {level} }}{remark}\n",
                word(id)
            )
        };
        if !self.components.is_empty() {
            let lines: String = self.components.iter().map(|id| line(id)).collect();
            return format!("{key}:\n{lines}");
        }
        let all = self.site.map_or(&[][..], |site| &site.components);
        let leaves: Vec<&str> = all
            .iter()
            .filter(|one| !Component::is_group(one))
            .map(|one| one.id.as_str())
            .collect();
        let (hint, choices) = match leaves.as_slice() {
            [] => ("write the id of a component", &["component-id"][..]),
            ids => ("keep the lines of what is hit", ids),
        };
        let shown: Vec<String> = choices
            .iter()
            .take(CHOICES)
            .map(|id| format!("# {}", line(id)))
            .collect();
        let more = match choices.len().saturating_sub(CHOICES) {
            0 => String::new(),
            more => format!("# ({more} more stand in site.yaml.)\n"),
        };
        format!(
            "# Remove the `# ` at the start, and {hint}:\n# {key}:\n{}{more}",
            shown.concat()
        )
    }

    fn severity(&self) -> String {
        let ladder = self.site.map_or(&[][..], |site| &site.severities);
        let names: Vec<&str> = ladder.iter().map(|rung| rung.id.as_str()).collect();
        names.first().map_or_else(String::new, |first| {
            format!(
                "# severity: {}   # one of: {}\n",
                word(first),
                names.join(", ")
            )
        })
    }
}

const DRAFT: &str = "draft: true   # remove this line to publish\n";

fn joined(ids: &[String]) -> String {
    let ids: Vec<String> = ids.iter().map(|id| word(id)).collect();
    ids.join(", ")
}

/// An id as YAML: ids that are in use need no quotes, but where the site cannot be read anything may have been asked for.
fn word(id: &str) -> String {
    let plain = |one: char| one.is_ascii_alphanumeric() || matches!(one, '-' | '_' | '.');
    if id.starts_with(|one: char| one.is_ascii_alphanumeric()) && id.chars().all(plain) {
        id.to_owned()
    } else {
        quoted(id)
    }
}

/// Text as YAML, which reads the strings of JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
