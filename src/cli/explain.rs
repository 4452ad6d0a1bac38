//! `forthright explain`: what a code means, why it matters, and the way out.

use super::Outcome;
use super::args::ExplainOptions;
use super::console::Console;
use crate::diagnostic::{CODES, code, did_you_mean};
use crate::disk::Failure;

pub(super) fn run(options: &ExplainOptions, console: &Console) -> Result<Outcome, Failure> {
    let Some(name) = &options.code else {
        let width = CODES.iter().map(|one| one.name.len()).max().unwrap_or(0);
        let rows: Vec<String> = CODES
            .iter()
            .map(|one| format!("{:width$}  {}", one.name, one.title))
            .collect();
        console.result(&rows.join("\n"));
        return Ok(Outcome::Clean);
    };
    let name = inner(name);
    let Some(code) = code(name) else {
        let near = did_you_mean(name, CODES.iter().map(|one| one.name));
        let way_out = near.unwrap_or_else(|| "`forthright explain` lists them all".to_owned());
        return Err(Failure::new(format!("there is no code `{name}`")).help(way_out));
    };
    let (name, title, text) = (code.name, code.title, code.explanation.trim_end());
    console.result(&format!("{name}: {title}\n\n{text}"));
    Ok(Outcome::Clean)
}

/// The code in `error[unknown-key]`, which is how it stands in a finding.
fn inner(text: &str) -> &str {
    let text = text.trim().trim_end_matches([':', ']']);
    text.rsplit('[').next().unwrap_or(text)
}
