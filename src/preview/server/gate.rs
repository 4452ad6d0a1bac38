//! Who may ask, and how: looked at before anything else is done with a request.
//!
//! A page elsewhere in the same browser may send requests here, under a name of its own that points to this machine, from a
//! frame, a script or a form. It must read nothing, start nothing and learn no names. Nothing of a request is said back.

use axum::http::header::{CONTENT_LENGTH, HOST, ORIGIN, TRANSFER_ENCODING};
use axum::http::{HeaderMap, Method, StatusCode, Uri};

use super::OWN;
use crate::preview::door::Names;

/// Why a request is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// It does not say once and clearly whom it is for.
    NoHost,
    /// It is for somebody else.
    OtherHost,
    /// A page elsewhere sent it.
    FromElsewhere,
    /// It wants to change something.
    Method,
    /// It brings something along.
    Body,
}

impl Refused {
    /// Status and reason.
    pub(super) fn said(self) -> (StatusCode, &'static str) {
        match self {
            Self::NoHost => (
                StatusCode::BAD_REQUEST,
                "The request does not say in one Host line whom it is for.",
            ),
            Self::OtherHost => (
                StatusCode::FORBIDDEN,
                "The preview does not answer to this name or port. `forthright serve --allow-host NAME` lets it.",
            ),
            Self::FromElsewhere => (
                StatusCode::FORBIDDEN,
                "The preview does not answer to pages of other sites.",
            ),
            Self::Method => (
                StatusCode::METHOD_NOT_ALLOWED,
                "The preview can be read, and nothing else.",
            ),
            Self::Body => (
                StatusCode::BAD_REQUEST,
                "The preview takes nothing that a request brings along.",
            ),
        }
    }
}

/// Whether a request may be answered.
pub(super) fn judge(
    names: &Names,
    (method, uri): (&Method, &Uri),
    headers: &HeaderMap,
) -> Result<(), Refused> {
    let host = only(headers, HOST.as_str()).ok_or(Refused::NoHost)?;
    let address = uri.authority().is_none_or(|named| named.as_str() == host);
    if !names.know(host) || !address {
        return Err(Refused::OtherHost);
    }
    if !is_own(host, headers) || !is_invited(uri, headers) {
        return Err(Refused::FromElsewhere);
    }
    if method != Method::GET && method != Method::HEAD {
        return Err(Refused::Method);
    }
    let length = headers
        .get_all(CONTENT_LENGTH)
        .iter()
        .any(|length| length != "0");
    if length || headers.contains_key(TRANSFER_ENCODING) {
        return Err(Refused::Body);
    }
    Ok(())
}

/// The value of a header that stands there exactly once.
fn only<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next().filter(|_| values.next().is_none())?;
    value.to_str().ok()
}

/// Whether the page that sent the request, where the browser names it, came from here.
fn is_own(host: &str, headers: &HeaderMap) -> bool {
    if !headers.contains_key(ORIGIN) {
        return true;
    }
    let origin = only(headers, ORIGIN.as_str()).unwrap_or_default();
    let named = origin
        .strip_prefix("http://")
        .or(origin.strip_prefix("https://"));
    named.is_some_and(|named| named.eq_ignore_ascii_case(host))
}

/// Whether the browser asks on behalf of the preview's own pages or of a person. From elsewhere only a link to a page may lead here.
fn is_invited(uri: &Uri, headers: &HeaderMap) -> bool {
    if !headers.contains_key("sec-fetch-site") {
        return true;
    }
    let site = only(headers, "sec-fetch-site");
    let link = only(headers, "sec-fetch-mode") == Some("navigate")
        && only(headers, "sec-fetch-dest") == Some("document");
    matches!(site, Some("same-origin" | "none")) || link && !uri.path().starts_with(OWN)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};

    use super::{Refused, judge};
    use crate::preview::door::Door;

    /// What becomes of a request for `path` with these header lines, where `{}` stands for the port.
    fn outcome(method: &str, path: &str, lines: &[&str]) -> Result<(), Refused> {
        let door = Door::open("127.0.0.1", 0, &["preview.example".to_owned()]).unwrap();
        let filled = |text: &str| text.replace("{}", &door.names.port.to_string());
        let mut headers = HeaderMap::new();
        for line in lines {
            let (name, value) = line.split_once(": ").unwrap();
            let name: HeaderName = name.parse().unwrap();
            headers.append(name, HeaderValue::from_str(&filled(value)).unwrap());
        }
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let uri: Uri = filled(path).parse().unwrap();
        judge(&door.names, (&method, &uri), &headers)
    }

    #[test]
    fn a_person_may_read() {
        for lines in [
            &["host: 127.0.0.1:{}"][..],
            &["host: localhost:{}", "sec-fetch-site: none"],
            &[
                "host: localhost:{}",
                "sec-fetch-site: same-origin",
                "origin: http://LOCALHOST:{}",
            ],
            &["host: preview.example", "origin: https://preview.example"],
            &[
                "host: localhost:{}",
                "sec-fetch-site: cross-site",
                "sec-fetch-mode: navigate",
                "sec-fetch-dest: document",
            ],
        ] {
            assert_eq!(outcome("GET", "/", lines), Ok(()), "{lines:?}");
        }
        assert_eq!(
            outcome("HEAD", "http://localhost:{}/", &["host: localhost:{}"]),
            Ok(())
        );
    }

    #[test]
    fn another_name_is_refused() {
        for lines in [
            &["host: evil.example:{}"][..],
            &["host: preview.example."],
            &["host: localhost"],
            &["host: "],
        ] {
            assert_eq!(
                outcome("GET", "/", lines),
                Err(Refused::OtherHost),
                "{lines:?}"
            );
        }
        let absolute = outcome("GET", "http://evil.example/", &["host: localhost:{}"]);
        assert_eq!(absolute, Err(Refused::OtherHost));
    }

    #[test]
    fn one_host_is_named() {
        for lines in [
            &[][..],
            &["host: localhost:{}", "host: localhost:{}"],
            &["host: löcal"],
        ] {
            assert_eq!(
                outcome("GET", "/", lines),
                Err(Refused::NoHost),
                "{lines:?}"
            );
        }
    }

    #[test]
    fn a_page_from_elsewhere_is_refused() {
        for line in [
            "origin: null",
            "origin: http://evil.example",
            "origin: ftp://localhost:{}",
            "origin: http://localhost:{} http://localhost:{}",
            "sec-fetch-site: cross-site",
            "sec-fetch-site: same-site",
            "sec-fetch-site: same-origin, cross-site",
        ] {
            let refused = outcome("GET", "/", &["host: localhost:{}", line]);
            assert_eq!(refused, Err(Refused::FromElsewhere), "{line}");
        }
    }

    #[test]
    fn a_link_from_elsewhere_leads_to_a_page_but_into_no_frame_and_to_nothing_of_our_own() {
        let link = |destination, path| {
            let lines = [
                "host: localhost:{}",
                "sec-fetch-site: cross-site",
                "sec-fetch-mode: navigate",
                destination,
            ];
            outcome("GET", path, &lines)
        };
        assert_eq!(link("sec-fetch-dest: document", "/incidents/"), Ok(()));
        assert_eq!(
            link("sec-fetch-dest: iframe", "/"),
            Err(Refused::FromElsewhere)
        );
        assert_eq!(
            link("sec-fetch-dest: document", "/-/events"),
            Err(Refused::FromElsewhere)
        );
    }

    #[test]
    fn nothing_is_taken() {
        let host = "host: localhost:{}";
        for method in [
            "POST", "PUT", "DELETE", "TRACE", "OPTIONS", "CONNECT", "BREW",
        ] {
            assert_eq!(
                outcome(method, "/", &[host]),
                Err(Refused::Method),
                "{method}"
            );
        }
        for line in ["content-length: 5", "transfer-encoding: chunked"] {
            assert_eq!(
                outcome("GET", "/", &[host, line]),
                Err(Refused::Body),
                "{line}"
            );
        }
    }
}
