//! Links, addresses and colours that go into attributes of the page.

use super::Wrong;

/// An absolute link: `https:`, `http:`, `mailto:` or `tel:`.
pub(crate) fn link(text: &str) -> Result<String, Wrong> {
    let wrong = |why: &str| {
        Wrong::new(
            "invalid-url",
            format!("`{text}` is not a link that a page may carry: {why}"),
        )
        .help("write it in full: `https://…`, `mailto:…` or `tel:…`")
    };
    let text = text.trim();
    let (scheme, rest) = text
        .split_once(':')
        .ok_or_else(|| wrong("it has no scheme"))?;
    if text
        .chars()
        .any(|one| one.is_control() || one.is_whitespace() || matches!(one, '<' | '>' | '"' | '\\'))
    {
        return Err(wrong("it has a space or a sign that links cannot carry"));
    }
    let lower = rest.to_ascii_lowercase();
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => {
            let host = rest
                .strip_prefix("//")
                .map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
            match host {
                None | Some("") => Err(wrong("it has no host")),
                Some(host) if host.contains('@') => Err(wrong(
                    "it holds a user name or password, which every reader would see",
                )),
                Some(_) => Ok(text.to_owned()),
            }
        }
        "mailto" if lower.contains("%0d") || lower.contains("%0a") => Err(wrong(
            "`%0d` and `%0a` in it would add lines to the head of a mail",
        )),
        "mailto" | "tel" if !rest.is_empty() => Ok(text.to_owned()),
        _ => Err(wrong("its scheme is not allowed")),
    }
}

/// Where readers reach somebody: a link, a mail address or a telephone number.
pub(crate) fn contact(text: &str) -> Result<String, Wrong> {
    let text = text.trim();
    let number = text.starts_with('+')
        && text[1..]
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"- ().".contains(&byte));
    if number {
        return Ok(format!("tel:{}", text.replace([' ', '(', ')', '.'], "")));
    }
    let address = text.contains('@') && !text.contains(':') && !text.contains('/');
    let written = if address {
        format!("mailto:{text}")
    } else {
        text.to_owned()
    };
    link(&written).map_err(|wrong| {
        let help = "write a mail address, a phone number that begins with `+`, or a link in full";
        Wrong::new(wrong.code, wrong.message).help(help)
    })
}

/// The address of the published site, with a slash at its end.
pub(crate) fn base_url(text: &str) -> Result<String, Wrong> {
    let help = "write where the site will be published: `https://status.example.com/`";
    let address = link(text).map_err(|wrong| Wrong::new(wrong.code, wrong.message).help(help))?;
    if !address.to_ascii_lowercase().starts_with("http") || address.contains(['?', '#']) {
        let message = format!("`{text}` is not the address of a site");
        return Err(Wrong::new("invalid-url", message).help(help));
    }
    // `//a/` at the start of a link would lead to the host `a`.
    let after = address.split_once("://").map_or("", |(_, rest)| rest);
    if after.contains("//") {
        let message = format!("`{text}` has two slashes in a row, or more");
        return Err(Wrong::new("invalid-url", message).help("write one slash between two names"));
    }
    Ok(if address.ends_with('/') {
        address
    } else {
        format!("{address}/")
    })
}

/// A colour: `#0b6`, `#00bb66`, or a CSS name made of letters.
pub(crate) fn color(text: &str) -> Result<String, Wrong> {
    let hex = text.strip_prefix('#').is_some_and(|digits| {
        matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    });
    let name = (3..=24).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_lowercase());
    (hex || name).then(|| text.to_owned()).ok_or_else(|| {
        Wrong::new("invalid-color", format!("`{text}` is not a colour"))
            .help("write it like `\"#00bb66\"` (in quotes: `#` begins a comment)")
    })
}

#[cfg(test)]
mod tests {
    use super::{base_url, color, contact, link};

    #[test]
    fn only_harmless_schemes_pass() {
        assert!(link("https://a.example/x?y#z").is_ok());
        assert!(link("MAILTO:a@b.example").is_ok());
        for text in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//host/x",
            "https://user:pw@host/",
            "https://",
            "http:x",
            "https://a b/",
            "mailto:a@b%0D%0ABcc:c",
            "x",
        ] {
            assert!(link(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_contact_may_be_an_address_or_a_number() {
        assert_eq!(contact("a@b.example"), Ok("mailto:a@b.example".to_owned()));
        assert_eq!(contact("+1-555-0100"), Ok("tel:+1-555-0100".to_owned()));
    }

    #[test]
    fn a_base_url_ends_with_a_slash() {
        assert_eq!(
            base_url("https://a.example/status"),
            Ok("https://a.example/status/".to_owned())
        );
        assert!(base_url("mailto:a@b.example").is_err());
        assert!(base_url("https://a.example//").is_err());
        assert!(base_url("https://a.example//b").is_err());
    }

    #[test]
    fn colours_cannot_carry_style() {
        assert!(color("#0b6").is_ok() && color("teal").is_ok());
        assert!(
            color("red;}body{").is_err() && color("url(x)").is_err() && color("#0b61").is_err()
        );
    }
}
