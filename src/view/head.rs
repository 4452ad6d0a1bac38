//! What stands in the head of a page, and what its frame needs to know: title, address, how it is shown when shared.

use serde::Serialize;

use super::{Html, Scene, Time};

/// The head of a page.
#[derive(Debug, Clone, Serialize)]
pub struct Head {
    /// Title of the page; the site's own on the home page.
    pub title: String,
    /// The same for the window: with the site's own behind it, where both fit.
    pub window_title: String,
    /// One or two sentences, for search results and shared links.
    pub description: String,
    /// Which entry of the menu the page belongs to: `home`, `incidents`, `apologies`, `maintenance`, `notices`, or an id.
    pub section: String,
    /// What leads from the page to the site's root: empty, `../`, or an absolute path.
    pub root: String,
    /// The whole address; only with a site URL.
    pub canonical: Option<String>,
    /// `website` or `article`, as `OpenGraph` calls it.
    pub kind: &'static str,
    /// When an article was published, RFC 3339.
    pub published: Option<String>,
    /// When an article last changed, RFC 3339.
    pub modified: Option<String>,
    /// Whether search engines shall leave it out.
    pub hidden: bool,
    /// Structured description for robots: the text of a JSON-LD block.
    pub json_ld: Option<Html>,
    /// The instant that the whole site is seen from.
    pub as_of: Time,
}

impl Head {
    /// A page called `title`, in the section of its folder.
    #[must_use]
    pub fn new(scene: &Scene<'_>, title: &str) -> Self {
        let identity = &scene.site.identity;
        let path = scene.route.path();
        let section = path.split_once('/').map_or("", |(folder, _)| folder);
        Self {
            title: title.to_owned(),
            window_title: window_title(title, &identity.title),
            description: identity
                .description
                .clone()
                .unwrap_or_else(|| identity.title.clone()),
            section: section.to_owned(),
            root: scene.route.to_root(),
            canonical: identity.url.as_ref().map(|url| scene.route.absolute(url)),
            kind: "website",
            published: None,
            modified: None,
            hidden: false,
            json_ld: None,
            as_of: scene.calendar().instant(scene.report.as_of),
        }
    }

    /// With a description of its own; an empty one changes nothing.
    #[must_use]
    pub fn described(mut self, description: String) -> Self {
        if !description.is_empty() {
            self.description = description;
        }
        self
    }

    /// In another section.
    #[must_use]
    pub fn section(mut self, section: &str) -> Self {
        section.clone_into(&mut self.section);
        self
    }

    /// An article.
    #[must_use]
    pub fn article(mut self, published: &Time, modified: &Time) -> Self {
        self.kind = "article";
        self.published = Some(published.iso.clone());
        self.modified = Some(modified.iso.clone());
        self
    }

    /// Answered at any depth, so that it finds the site by an absolute path.
    #[must_use]
    pub(super) fn at_any_depth(mut self) -> Self {
        self.root = root_path(self.canonical.as_deref().unwrap_or_default());
        self
    }

    /// Left out by search engines.
    #[must_use]
    pub(super) fn hidden(mut self) -> Self {
        self.canonical = None;
        self.hidden = true;
        self
    }

    /// With a structured description.
    #[must_use]
    pub(super) fn json_ld(mut self, article: &Article<'_>) -> Self {
        let text = serde_json::to_string(article).ok();
        self.json_ld = text.map(|text| Html::trusted(&script_safe(&text)));
        self
    }
}

/// How many characters of a title search results and tabs show.
const WINDOW_TITLE: usize = 70;

fn window_title(title: &str, site: &str) -> String {
    let both = format!("{title} · {site}");
    let fits = title != site && both.chars().count() <= WINDOW_TITLE;
    if fits { both } else { title.to_owned() }
}

/// The path of the folder that `address` stands in: `/status/` for `https://example.org/status/404.html`.
fn root_path(address: &str) -> String {
    let after_host = address
        .split_once("://")
        .and_then(|(_, rest)| rest.find('/').map(|slash| &rest[slash..]));
    let folder = after_host.and_then(|path| path.rfind('/').map(|slash| &path[..=slash]));
    folder.unwrap_or("/").to_owned()
}

/// JSON that can stand in a script element: what could end it, or open another, is escaped.
fn script_safe(json: &str) -> String {
    // The line separators both begin with E2.
    let suspect = |byte: u8| matches!(byte, b'<' | b'>' | b'&' | 0xE2);
    let mut safe = String::with_capacity(json.len() + 16);
    let mut rest = json;
    while let Some(at) = rest.bytes().position(suspect) {
        safe.push_str(&rest[..at]);
        let mut letters = rest[at..].chars();
        match letters.next() {
            Some('<') => safe.push_str("\\u003c"),
            Some('>') => safe.push_str("\\u003e"),
            Some('&') => safe.push_str("\\u0026"),
            Some('\u{2028}') => safe.push_str("\\u2028"),
            Some('\u{2029}') => safe.push_str("\\u2029"),
            other => safe.extend(other),
        }
        rest = letters.as_str();
    }
    safe.push_str(rest);
    safe
}

/// What an article is, as robots read it (schema.org).
#[derive(Serialize)]
pub(super) struct Article<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    headline: &'a str,
    #[serde(rename = "datePublished")]
    published: &'a str,
    #[serde(rename = "dateModified")]
    modified: &'a str,
    publisher: Named<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) author: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// A person or an organisation.
#[derive(Serialize)]
pub(super) struct Named<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) name: &'a str,
}

/// The article on the page of `scene`.
pub(super) fn article<'a>(
    scene: &Scene<'a>,
    headline: &'a str,
    [published, modified]: [&'a Time; 2],
) -> Article<'a> {
    let identity = &scene.site.identity;
    Article {
        context: "https://schema.org",
        kind: "Article",
        headline,
        published: &published.iso,
        modified: &modified.iso,
        publisher: Named {
            kind: "Organization",
            name: &identity.title,
        },
        author: None,
        url: identity.url.as_ref().map(|url| scene.route.absolute(url)),
    }
}

#[cfg(test)]
mod tests {
    use super::{root_path, script_safe};

    #[test]
    fn a_site_below_a_path_is_found_by_that_path() {
        assert_eq!(root_path("https://example.org/status/404.html"), "/status/");
        assert_eq!(root_path(""), "/");
    }

    #[test]
    fn no_text_ends_the_script_that_holds_it() {
        assert_eq!(
            script_safe("</script>\u{2028}–\u{2029}&"),
            "\\u003c/script\\u003e\\u2028–\\u2029\\u0026"
        );
    }
}
