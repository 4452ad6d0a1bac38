//! What the preview puts into a page: its bar, right before the end, in a shadow tree that the theme's styles do not reach.
//!
//! It works without script: what is wrong stands in the page itself. The script only keeps it up to date.

use super::policy;
use crate::view::push_escaped;

/// What stands in the page of the preview itself.
pub(super) struct Frame<'a> {
    /// What is shown besides the page, by the element that it stands in.
    pub(super) parts: &'a [(&'static str, String)],
    /// Which page this is; empty for one that only says what is wrong.
    pub(super) key: &'a str,
    /// What the script has to show when it asks.
    pub(super) token: &'a str,
    /// Name of the cookie that moves the clock.
    pub(super) cookie: &'a str,
}

/// The bytes of `page` with the preview in it.
pub(super) fn dress(page: &[u8], frame: &Frame<'_>) -> Vec<u8> {
    let page = policy::widen(&String::from_utf8_lossy(page), frame.token);
    let end = page
        .to_ascii_lowercase()
        .rfind("</body")
        .unwrap_or(page.len());
    let (before, after) = page.split_at(end);
    [before, &element(frame), after].concat().into_bytes()
}

/// A page of our own, for when there is none of the site.
pub(super) fn bare(frame: &Frame<'_>) -> Vec<u8> {
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>Preview</title>\n</head>\n<body>\n{}</body>\n</html>\n",
        element(frame)
    );
    page.into_bytes()
}

/// The element that holds it all.
fn element(frame: &Frame<'_>) -> String {
    let mut markup = String::from("<forthright-preview lang=\"en\" dir=\"ltr\"");
    for (name, value) in [
        ("key", frame.key),
        ("token", frame.token),
        ("cookie", frame.cookie),
    ] {
        markup.extend([" data-", name, "=\""]);
        push_escaped(&mut markup, value);
        markup.push('"');
    }
    // Hidden until the style sheet is there, which shows it.
    markup.push_str("><template shadowrootmode=\"open\"><link rel=\"stylesheet\" href=\"/-/preview.css\"><div class=\"preview\" hidden>");
    for (id, part) in frame.parts {
        markup.extend(["<div id=\"", id, "\"", manner(id), ">", part, "</div>"]);
    }
    markup
        .push_str("</div></template></forthright-preview>\n<script src=\"/-/preview.js\" nonce=\"");
    push_escaped(&mut markup, frame.token);
    markup.push_str("\" defer></script>\n");
    markup
}

/// How a part makes itself heard to those who do not see it.
fn manner(id: &str) -> &'static str {
    match id {
        "errors" => " role=\"alert\"",
        "warnings" => " aria-live=\"polite\"",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{Frame, dress};

    const FRAME: Frame<'_> = Frame {
        parts: &[],
        key: "k",
        token: "t",
        cookie: "c",
    };

    fn dressed(page: &str) -> String {
        String::from_utf8(dress(page.as_bytes(), &FRAME)).unwrap()
    }

    #[test]
    fn the_bar_stands_before_the_end_of_the_page() {
        let page = dressed("<body><p></body in name only></p></BODY></html>");
        assert!(
            page.starts_with("<body><p></body in name only></p><forthright-preview "),
            "{page}"
        );
        assert!(page.ends_with("</script>\n</BODY></html>"), "{page}");
    }

    #[test]
    fn a_page_without_an_end_gets_it_at_its_end() {
        assert!(dressed("<p>x").starts_with("<p>x<forthright-preview "));
        assert!(dressed("").starts_with("<forthright-preview "));
    }
}
