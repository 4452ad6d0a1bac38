//! Attacks from a page elsewhere, open in the same browser: other names for this machine, and requests on behalf of other sites.

use super::attacks::{Attack, By};

const REFUSED: &[u16] = &[403];
const UNCLEAR: &[u16] = &[400];
const FINE: &[u16] = &[200];
const EVENTS: &str = "/-/events?token={token}";
const STATE: &str = "/-/state?token={token}&page=/";
const ASSET: &str = "/picture.svg";
const HOST: &str = "Host: {host}";
const CROSS: &str = "Sec-Fetch-Site: cross-site";
const LINK: &str = "Sec-Fetch-Mode: navigate";

const fn get(
    name: &'static str,
    target: &'static str,
    lines: &'static [&'static str],
    right: &'static [u16],
) -> Attack {
    let by = By::Request("GET", target, lines);
    Attack { name, by, right }
}

/// For whom the request is.
pub(super) const NAMES: &[Attack] = &[
    get("another host", "/", &["Host: evil.example"], REFUSED),
    get(
        "another host with our port",
        "/",
        &["Host: evil.example:1111"],
        REFUSED,
    ),
    get("another port", "/", &["Host: localhost:1"], REFUSED),
    get("no port", "/", &["Host: localhost"], REFUSED),
    get(
        "a dot behind the name",
        "/",
        &["Host: localhost.:1111"],
        REFUSED,
    ),
    get("a user before the name", "/", &["Host: me@{host}"], REFUSED),
    get(
        "our name as a user",
        "/",
        &["Host: {host}@evil.example"],
        REFUSED,
    ),
    get(
        "an address as one number",
        "/",
        &["Host: 2130706433:1111"],
        REFUSED,
    ),
    get("a short address", "/", &["Host: 127.1:1111"], REFUSED),
    get(
        "an address of the other kind",
        "/",
        &["Host: [::ffff:127.0.0.1]:1111"],
        REFUSED,
    ),
    get("every address", "/", &["Host: 0.0.0.0:1111"], REFUSED),
    get(
        "a name below ours",
        "/",
        &["Host: x.localhost:1111"],
        REFUSED,
    ),
    get("an empty host", "/", &["Host:"], &[400, 403]),
    get("a malformed host", "/", &["Host: [::1"], &[400, 403]),
    get("a host with a path", "/", &["Host: {host}/"], &[400, 403]),
    get("no host", "/", &[], UNCLEAR),
    get("two hosts", "/", &[HOST, HOST], UNCLEAR),
    get(
        "two different hosts",
        "/",
        &[HOST, "Host: evil.example"],
        UNCLEAR,
    ),
    get(
        "another host beside a target of ours",
        "http://{host}/",
        &["Host: evil.example"],
        REFUSED,
    ),
    get(
        "a target elsewhere",
        "http://evil.example/",
        &[HOST],
        REFUSED,
    ),
];

/// Whose page sent it.
pub(super) const ORIGINS: &[Attack] = &[
    get(
        "a page from elsewhere asks for a page",
        "/",
        &[HOST, "Origin: http://evil.example"],
        REFUSED,
    ),
    get(
        "a page from elsewhere asks for an asset",
        ASSET,
        &[HOST, "Origin: http://evil.example"],
        REFUSED,
    ),
    get(
        "a page from elsewhere listens",
        EVENTS,
        &[HOST, "Origin: http://evil.example"],
        REFUSED,
    ),
    get(
        "a page from elsewhere asks for the state",
        STATE,
        &[HOST, "Origin: http://evil.example"],
        REFUSED,
    ),
    get(
        "a page without origin asks for a page",
        "/",
        &[HOST, "Origin: null"],
        REFUSED,
    ),
    get(
        "a page without origin asks for an asset",
        ASSET,
        &[HOST, "Origin: null"],
        REFUSED,
    ),
    get(
        "a page without origin listens",
        EVENTS,
        &[HOST, "Origin: null"],
        REFUSED,
    ),
    get(
        "a garbled origin asks for a page",
        "/",
        &[HOST, "Origin: http://["],
        REFUSED,
    ),
    get(
        "a garbled origin asks for an asset",
        ASSET,
        &[HOST, "Origin: \x7f"],
        &[400, 403],
    ),
    get(
        "a garbled origin listens",
        EVENTS,
        &[HOST, "Origin: ,,,"],
        REFUSED,
    ),
    get(
        "an origin that begins like ours",
        "/",
        &[HOST, "Origin: http://{host}.evil.example"],
        REFUSED,
    ),
    get(
        "another port of this machine",
        "/",
        &[HOST, "Origin: http://127.0.0.1:1"],
        REFUSED,
    ),
    get(
        "two origins",
        "/",
        &[HOST, "Origin: http://{host}", "Origin: http://evil.example"],
        REFUSED,
    ),
    Attack {
        name: "a question before a request from elsewhere",
        by: By::Request(
            "OPTIONS",
            "/",
            &[
                HOST,
                "Origin: http://evil.example",
                "Access-Control-Request-Method: GET",
            ],
        ),
        right: REFUSED,
    },
    Attack {
        name: "a question for private networks",
        by: By::Request(
            "OPTIONS",
            "/",
            &[HOST, "Access-Control-Request-Private-Network: true"],
        ),
        right: &[405],
    },
];

/// On whose behalf the browser asks.
pub(super) const FETCHES: &[Attack] = &[
    get(
        "another site listens",
        EVENTS,
        &[HOST, CROSS, "Sec-Fetch-Mode: no-cors"],
        REFUSED,
    ),
    get(
        "another site asks for the state",
        STATE,
        &[HOST, CROSS],
        REFUSED,
    ),
    get(
        "another site loads our script",
        "/-/preview.js",
        &[HOST, CROSS, "Sec-Fetch-Dest: script"],
        REFUSED,
    ),
    get(
        "another site shows a picture",
        ASSET,
        &[
            HOST,
            CROSS,
            "Sec-Fetch-Mode: no-cors",
            "Sec-Fetch-Dest: image",
        ],
        REFUSED,
    ),
    get(
        "another port of this machine shows a picture",
        ASSET,
        &[HOST, "Sec-Fetch-Site: same-site"],
        REFUSED,
    ),
    get(
        "another site frames a page",
        "/",
        &[HOST, CROSS, LINK, "Sec-Fetch-Dest: iframe"],
        REFUSED,
    ),
    get(
        "another site embeds a page",
        "/",
        &[HOST, CROSS, LINK, "Sec-Fetch-Dest: object"],
        REFUSED,
    ),
    get(
        "another site links to the state",
        STATE,
        &[HOST, CROSS, LINK, "Sec-Fetch-Dest: document"],
        REFUSED,
    ),
    get(
        "another site links to a page",
        "/",
        &[HOST, CROSS, LINK, "Sec-Fetch-Dest: document"],
        FINE,
    ),
];

/// What only the preview's own pages know.
pub(super) const TOKENS: &[Attack] = &[
    get("listening without the token", "/-/events", &[HOST], REFUSED),
    get(
        "listening with another token",
        "/-/events?token=0",
        &[HOST],
        REFUSED,
    ),
    get(
        "listening with an empty token",
        "/-/events?token=",
        &[HOST],
        REFUSED,
    ),
    get(
        "asking for the state without the token",
        "/-/state?page=/",
        &[HOST],
        REFUSED,
    ),
    get(
        "asking for the state of what is outside",
        "/-/state?token={token}&page=%2F..%2Fsecret.txt",
        &[HOST],
        FINE,
    ),
    get(
        "names and texts that are scripts, in the page",
        "/",
        &[HOST],
        FINE,
    ),
    get(
        "names and texts that are scripts, in the state",
        STATE,
        &[HOST],
        FINE,
    ),
    get(
        "a clock that is a script",
        "/",
        &[
            HOST,
            "Cookie: forthright_clock_1=\"><script>alert(5)</script>",
        ],
        FINE,
    ),
];
