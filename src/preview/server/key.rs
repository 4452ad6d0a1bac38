//! Whether a page still looks the same: a hash of what it shows, whatever its assets are called and at whichever minute it was made.
//!
//! Without it every edit would reload every tab, and so would the clock: the name of the style sheet and the instant of the build
//! stand on every page.

use std::collections::BTreeMap;

use crate::output::Route;
use crate::pipeline::Prepared;
use crate::source::ContentHash;
use crate::timeline::{Instant, Zone};

/// What stands on every page and says nothing about it.
pub(super) struct Noise<'a> {
    /// Name of each asset, and the path where it stands just now.
    assets: BTreeMap<String, &'a str>,
    /// How the element begins that says of when the page is.
    as_of: String,
}

impl<'a> Noise<'a> {
    /// The noise of `site`.
    pub(super) fn of(site: &'a Prepared) -> Self {
        let named = |path: &'a str| Route::asset_name(path).map(|name| (name, path));
        Self::new(
            site.assets().filter_map(named).collect(),
            site.report.as_of,
            &site.site.zone,
        )
    }

    fn new(assets: BTreeMap<String, &'a str>, as_of: Instant, zone: &Zone) -> Self {
        let as_of = format!("<time datetime=\"{}\">", as_of.to_rfc3339(zone));
        Self { assets, as_of }
    }

    /// Assets by their names: a page can change the address of one without being loaded again. Scripts cannot be taken back.
    pub(super) fn exchangeable(&self) -> BTreeMap<&str, &'a str> {
        let assets = self
            .assets
            .iter()
            .map(|(name, path)| (name.as_str(), *path));
        assets.filter(|(name, _)| !is_script(name)).collect()
    }

    /// The key of the page with these bytes.
    pub(super) fn key(&self, page: &[u8]) -> String {
        let mut text = String::from_utf8_lossy(page).into_owned();
        for (name, path) in self.exchangeable() {
            text = text.replace(path, name);
        }
        let mut parts = text.split(self.as_of.as_str());
        let mut heard = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            heard.push_str(part.find("</time>").map_or(part, |end| &part[end..]));
        }
        ContentHash::of(heard.as_bytes()).to_hex()
    }
}

fn is_script(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, ending)| matches!(ending, "js" | "mjs"))
}

#[cfg(test)]
mod tests {
    use super::Noise;
    use crate::timeline::{Instant, Zone};

    /// The key of a page that is made like this one, at that minute, with assets of that generation.
    fn key(page: &str, minute: i64, generation: u8) -> String {
        let at = Instant::from_seconds(minute * 60);
        let iso = at.to_rfc3339(&Zone::utc());
        let style = format!("assets/site.{generation:016x}.css");
        let script = format!("assets/site.{generation:016x}.js");
        let page = page.replace("STYLE", &style).replace("SCRIPT", &script);
        let page = page.replace("NOW", &format!("<time datetime=\"{iso}\">{minute}</time>"));
        let assets = [
            ("site.css".to_owned(), style.as_str()),
            ("site.js".to_owned(), script.as_str()),
        ];
        Noise::new(assets.into(), at, &Zone::utc()).key(page.as_bytes())
    }

    #[test]
    fn another_minute_and_another_style_make_no_other_page() {
        let page = "<link href=\"../STYLE\"><p>NOW and NOW</p>";
        assert_eq!(key(page, 1, 1), key(page, 2, 2));
    }

    #[test]
    fn other_words_another_time_and_another_script_do() {
        let first = key("<p>a NOW</p>", 1, 1);
        assert_ne!(first, key("<p>b NOW</p>", 1, 1));
        assert_ne!(
            first,
            key(
                "<p>a <time datetime=\"1970-01-01T00:00:00Z\">0</time></p>",
                1,
                1
            )
        );
        assert_ne!(key("SCRIPT", 1, 1), key("SCRIPT", 1, 2));
    }
}
