//! Where a link leads, read as forgivingly as a browser reads it.

/// Schemes that a page may send its readers to.
pub const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Whether a browser that follows `address` stays in the site or uses one of [`SCHEMES`].
#[must_use]
pub fn is_harmless(address: &str) -> bool {
    let outer = |one: char| one <= ' ';
    let seen: String = address
        .trim_matches(outer)
        .chars()
        .filter(|one| !matches!(one, '\t' | '\n' | '\r'))
        .map(|one| {
            if one == '\\' {
                '/'
            } else {
                one.to_ascii_lowercase()
            }
        })
        .collect();
    if seen.starts_with("//") {
        return false;
    }
    match seen.split_once(':') {
        Some((scheme, _)) if is_scheme(scheme) => SCHEMES.contains(&scheme),
        _ => true,
    }
}

fn is_scheme(text: &str) -> bool {
    let part = |one: char| one.is_ascii_alphanumeric() || matches!(one, '+' | '-' | '.');
    text.starts_with(|one: char| one.is_ascii_alphabetic()) && text.chars().all(part)
}
