//! What kind of file stands at an address, by the ending of its name.

/// HTML, in which the preview puts its own.
pub(super) const HTML: &str = "text/html; charset=utf-8";
/// Text without any meaning to a browser.
pub(super) const TEXT: &str = "text/plain; charset=utf-8";
/// What programs exchange.
pub(super) const JSON: &str = "application/json";

/// Endings, small, and what browsers call such a file.
const TYPES: [(&str, &str); 30] = [
    ("atom", "application/atom+xml; charset=utf-8"),
    ("avif", "image/avif"),
    ("css", "text/css; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("gif", "image/gif"),
    ("htm", HTML),
    ("html", HTML),
    ("ico", "image/x-icon"),
    ("ics", "text/calendar; charset=utf-8"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", JSON),
    ("map", JSON),
    ("md", "text/markdown; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("mp4", "video/mp4"),
    ("otf", "font/otf"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("rss", "application/rss+xml; charset=utf-8"),
    ("svg", "image/svg+xml"),
    ("ttf", "font/ttf"),
    ("txt", TEXT),
    ("wasm", "application/wasm"),
    ("webm", "video/webm"),
    ("webmanifest", "application/manifest+json"),
    ("webp", "image/webp"),
    ("woff2", "font/woff2"),
    ("xml", "application/xml; charset=utf-8"),
];

/// The type of the file at `path`; of one without an ending that is known, bytes, which no browser shows or runs.
pub(super) fn of(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    if matches!(name, "_headers" | "_redirects" | ".nojekyll" | "CNAME") {
        return TEXT;
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let ending = ending.to_ascii_lowercase();
    let known = TYPES.iter().find(|(known, _)| *known == ending);
    known.map_or("application/octet-stream", |(_, kind)| kind)
}

/// Whether a browser may run what stands in a file of this type. Pages have a policy of their own.
pub(super) fn is_active(kind: &str) -> bool {
    kind.contains("xml")
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn the_ending_decides_whatever_its_case() {
        assert_eq!(of("a.b/feed.atom"), "application/atom+xml; charset=utf-8");
        assert_eq!(of("LOGO.SVG"), "image/svg+xml");
    }

    #[test]
    fn files_that_speak_to_hosts_are_text() {
        assert_eq!(of("_headers"), "text/plain; charset=utf-8");
        assert_eq!(of(".nojekyll"), "text/plain; charset=utf-8");
    }

    #[test]
    fn what_is_not_known_is_bytes() {
        assert_eq!(of("html"), "application/octet-stream");
        assert_eq!(of("a.exe"), "application/octet-stream");
    }
}
