//! Links and images: what may not be linked is said at its place, what is relative is handed on.

use std::ops::Range;

use pulldown_cmark::{LinkType, OffsetIter};

use super::{Outline, Place, RelativeLink};
use crate::diagnostic::Diagnostic;
use crate::markdown::address::{Address, Refusal};

/// The definitions of reference links: what is wrong with one is said there once, not at each of its uses.
pub(super) fn definitions(events: &OffsetIter<'_>, place: Place<'_>, outline: &mut Outline) {
    let mut found: Vec<_> = events
        .reference_definitions()
        .iter()
        .map(|(_, link)| (&link.span, &link.dest))
        .collect();
    // They come in no order.
    found.sort_unstable_by_key(|(span, _)| span.start);
    for (span, address) in found {
        check(
            address,
            &span_of(address, "]:", &place.trimmed(span), place),
            place,
            outline,
        );
    }
}

/// A link at `range`.
pub(super) fn link(
    kind: LinkType,
    address: &str,
    range: &Range<usize>,
    place: Place<'_>,
    outline: &mut Outline,
) {
    match kind {
        LinkType::Inline => check(
            address,
            &span_of(address, "](", range, place),
            place,
            outline,
        ),
        LinkType::Autolink => check(address, range, place, outline),
        // What the parser takes for a mail address is one, and of references the definition has said it.
        _ => {}
    }
}

/// An image at `range`: it comes from this site, or not at all.
pub(super) fn image(
    kind: LinkType,
    address: &str,
    range: &Range<usize>,
    place: Place<'_>,
    outline: &mut Outline,
) {
    let inline = matches!(kind, LinkType::Inline);
    let span = if inline {
        span_of(address, "](", range, place)
    } else {
        range.clone()
    };
    match Address::of(address) {
        Address::Web(_) => outline.diagnostics.push(
            place
                .error("image-remote", &span, "an image from another host")
                .label("a page loads nothing from elsewhere")
                .help("copy the image into `content/static/` and write its path there"),
        ),
        Address::Contact(_) | Address::Fragment(_) => outline.diagnostics.push(
            place
                .error(
                    "image-remote",
                    &span,
                    format!("`{address}` is no image of this site"),
                )
                .help("put the image into `content/static/` and write its path there"),
        ),
        // By reference, the definition has said it.
        _ if inline => check(address, &span, place, outline),
        _ => {}
    }
}

/// Whether the images that are open have a text for those who do not see them.
#[derive(Default)]
pub(super) struct Images(Vec<bool>);

impl Images {
    /// An image begins.
    pub(super) fn begin(&mut self) {
        self.0.push(false);
    }

    /// Text within it.
    pub(super) fn text(&mut self, text: &str) {
        if let Some(told) = self.0.last_mut() {
            *told |= !text.trim_start().is_empty();
        }
    }

    /// It ends.
    pub(super) fn end(&mut self, range: &Range<usize>, place: Place<'_>) -> Option<Diagnostic> {
        let told = self.0.pop()?;
        // The text of an image within is text of the one around it.
        if let Some(outer) = self.0.last_mut() {
            *outer |= told;
            return None;
        }
        (!told).then(|| {
            place
                .warning("image-alt", range, "an image without a text for those who do not see it")
                .help("say between the brackets what the image shows: `![Errors rise from 14:05](graph.png)`")
        })
    }
}

/// Judges one address.
fn check(address: &str, span: &Range<usize>, place: Place<'_>, outline: &mut Outline) {
    match Address::of(address) {
        Address::Web(_) | Address::Contact(_) | Address::Fragment(_) => {}
        Address::Relative(target) => {
            outline.links.push(RelativeLink {
                target: target.to_owned(),
                span: place.in_file(span),
            });
        }
        Address::Empty => outline.diagnostics.push(
            place
                .warning("link-empty", span, "a link that leads nowhere")
                .help("write the address between the round brackets"),
        ),
        Address::Refused(refusal) => outline.diagnostics.push(refused(refusal, span, place)),
    }
}

fn refused(refusal: Refusal<'_>, span: &Range<usize>, place: Place<'_>) -> Diagnostic {
    let error = |code, message: String| place.error(code, span, message);
    match refusal {
        Refusal::Scheme(scheme) => error("link-scheme", format!("links with `{}:` are not allowed", brief(scheme)))
            .label("this address does not come out")
            .help("a link may be `https:`, `http:`, `mailto:`, `tel:`, a path in the site or `#` and a heading")
            .help("to show the text as it is, put it between backticks"),
        Refusal::NoScheme => error("link-scheme", "an address that begins with `//`".to_owned())
            .help("write `https://` and the host, or a path that begins with a single `/`"),
        Refusal::Host => error("link-address", "a web address without a host that can be looked up, or with a name or password before it".to_owned())
            .help("write `https://`, the host and the path; or a path in the site, without the scheme"),
        Refusal::Control => error("link-address", "a control character in an address".to_owned())
            .help("remove it; browsers skip such characters, so the address is not what it seems"),
        Refusal::Backslash => error("link-address", "a backslash in an address".to_owned()).help("write `/`"),
        Refusal::Header => error("link-address", "a line break in a mail address".to_owned())
            .help("remove `%0a` and `%0d`; they would add lines to the head of the mail"),
    }
}

/// As much of a hostile scheme as a message can bear.
fn brief(scheme: &str) -> String {
    scheme
        .chars()
        .take(20)
        .flat_map(char::escape_debug)
        .collect()
}

/// Where in `range` the address stands: behind the last `mark`, if it is written there as it is meant; else all of `range`.
fn span_of(address: &str, mark: &str, range: &Range<usize>, place: Place<'_>) -> Range<usize> {
    let source = place.text.get(range.clone()).unwrap_or_default();
    let found = source.rfind(mark).map(|at| at + mark.len()).and_then(|at| {
        let rest = &source[at..];
        let skipped = rest.len() - rest.trim_start_matches([' ', '<', '\t', '\n', '\r']).len();
        (!address.is_empty() && rest[skipped..].starts_with(address)).then(|| at + skipped)
    });
    found.map_or(range.clone(), |at| {
        range.start + at..range.start + at + address.len()
    })
}
