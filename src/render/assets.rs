//! What pages load: files of the theme under names made from their content, so that they can be kept for ever.

use crate::model::Site;
use crate::output::Route;
use crate::source::{ContentHash, SourceFile};
use crate::theme::Theme;

/// The style sheet that carries the site's own colour.
pub(super) const STYLE: &str = "site.css";
/// The icon of a site that brings none.
pub(super) const ICON: &str = "favicon.svg";

/// Every asset of `theme`, with the site's colour in its style sheet, sorted by name.
pub(super) fn all(theme: &Theme, site: &Site) -> Vec<(Route, Vec<u8>)> {
    theme
        .assets
        .iter()
        .map(|(name, file)| asset(name, content(name, file, site)))
        .collect()
}

fn asset(name: &str, bytes: Vec<u8>) -> (Route, Vec<u8>) {
    (Route::asset(name, &ContentHash::of(&bytes).to_hex()), bytes)
}

fn content(name: &str, file: &SourceFile, site: &Site) -> Vec<u8> {
    let mut bytes = file.bytes().to_vec();
    if let Some(accent) = site
        .identity
        .accent
        .as_deref()
        .filter(|accent| name == STYLE && is_plain(accent))
    {
        bytes.extend_from_slice(format!(":root{{--accent:{accent}}}\n").as_bytes());
    }
    bytes
}

/// Whether a colour holds nothing that could end its declaration. It has been checked before; a style sheet is worth a second look.
fn is_plain(color: &str) -> bool {
    color
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"#(),.%/ -".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn a_color_cannot_end_its_declaration() {
        assert!(is_plain("oklch(60% 0.1 180 / 90%)"));
        assert!(!is_plain("red;}body{display:none"));
    }
}
