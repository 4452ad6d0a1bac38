//! What hosts and robots read: sitemap, robots and header lines.

use super::xml::Document;
use crate::model::Site;
use crate::output::{Kind, Route};
use crate::report::Report;
use crate::view::{Shows, pages};

/// How long pages live in caches: short, so that nobody reads yesterday's state, but longer where the origin does not answer.
const SHORT: &str = "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400";
/// How long assets live, whose names change with their content.
const LONG: &str = "public, max-age=31536000, immutable";
/// What every answer says about itself.
const POLICY: [&str; 6] = [
    "Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options: nosniff",
    "Referrer-Policy: no-referrer",
    "Cross-Origin-Resource-Policy: same-origin",
    "Cross-Origin-Opener-Policy: same-origin",
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=()",
];
/// Hosts take a hundred rules: plain pages beyond this many live by the host's own habit.
const PLAIN_PAGES: usize = 60;

/// Every page, for robots; empty for a site without URL.
pub(super) fn sitemap(site: &Site, report: &Report) -> Vec<u8> {
    let Some(url) = site.identity.url.as_deref() else {
        return Vec::new();
    };
    let mut xml = Document::new();
    xml.open(
        "urlset",
        &[("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")],
    );
    for page in pages(site, report)
        .iter()
        .filter(|page| is_page(page.shows))
    {
        xml.open("url", &[]);
        xml.text("loc", &[], &page.route.absolute(url));
        xml.close("url");
    }
    xml.close("urlset");
    xml.finish()
}

fn is_page(shows: Shows) -> bool {
    !matches!(shows, Shows::NotFound | Shows::Data(_))
}

/// Robots may read everything.
pub(super) fn robots(site: &Site) -> Vec<u8> {
    let sitemap = site.identity.url.as_deref().map(|url| {
        format!(
            "\nSitemap: {}\n",
            Route::listing("sitemap.xml").absolute(url)
        )
    });
    format!("User-agent: *\nAllow: /\n{}", sitemap.unwrap_or_default()).into_bytes()
}

/// Header lines, in the form that several hosts share. No two rules about caching touch one path, because hosts join what both say.
pub(super) fn headers(site: &Site) -> Vec<u8> {
    let mut text = String::from("/*\n");
    for line in POLICY {
        text.extend(["  ", line, "\n"]);
    }
    rule(&mut text, "/assets/*", LONG);
    for path in ["/", "/index.html", "/feed.atom", "/sitemap.xml"] {
        rule(&mut text, path, SHORT);
    }
    for kind in [
        Kind::Incident,
        Kind::Apology,
        Kind::Component,
        Kind::Maintenance,
        Kind::Notice,
    ] {
        rule(&mut text, &format!("/{}/*", kind.folder()), SHORT);
    }
    rule(&mut text, &format!("/{}/*", Route::AVAILABILITY), SHORT);
    for page in site.pages.iter().take(PLAIN_PAGES) {
        rule(
            &mut text,
            &format!("/{}", Route::page(Kind::Plain, &page.id)),
            SHORT,
        );
    }
    text.into_bytes()
}

fn rule(text: &mut String, path: &str, cache: &str) {
    text.extend([path, "\n  Cache-Control: ", cache, "\n"]);
}
