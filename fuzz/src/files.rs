//! Several files in one input.
//!
//! A line `>>> path` begins a file; what stands before the first such line is left out. Whatever libFuzzer makes of an input is
//! again some files.

/// The files in `input`, with what stands behind their names.
#[must_use]
pub fn files(input: &str) -> Vec<(&str, &str)> {
    let mut rest = input.strip_prefix(">>> ");
    if rest.is_none() {
        rest = input.split_once("\n>>> ").map(|(_, rest)| rest);
    }
    let mut files = Vec::new();
    while let Some(file) = rest {
        let (whole, next) = match file.split_once("\n>>> ") {
            Some((whole, next)) => (whole, Some(next)),
            None => (file, None),
        };
        files.push(whole.split_once('\n').unwrap_or((whole, "")));
        rest = next;
    }
    files
}
