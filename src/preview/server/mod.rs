//! The server: one page when it is asked for, and word of every newer state.
//!
//! Every request passes the gate first. What stands at an address is looked up in the site in memory and made by the same code as in
//! a build; nothing is read from disk because of a request, nothing is written, and nothing can be changed from outside.

mod answer;
mod bar;
mod connections;
mod gate;
mod key;
mod page;
mod place;
mod policy;
mod stream;
mod types;

use std::hash::{BuildHasher, RandomState};
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, HeaderName,
    LOCATION, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use percent_encoding::percent_decode_str;
use tokio::net::TcpListener;

use self::answer::{Answer, Asked};
use self::gate::Refused;
pub(super) use self::place::base;
use super::desk::Desk;
use super::door::Names;
use super::editor::Editor;
use crate::timeline::Instant;

/// Where the preview's own files stand, beside the site.
const OWN: &str = "/-/";
const SCRIPT: &str = include_str!("../browser/preview.js");
const STYLE: &str = include_str!("../browser/preview.css");

/// What every answer says about itself: keep it nowhere, guess nothing, show it in no frame, give it to no other site.
const HEADERS: [(HeaderName, &str); 7] = [
    (CACHE_CONTROL, "no-store"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (X_FRAME_OPTIONS, "DENY"),
    (CONTENT_SECURITY_POLICY, "frame-ancestors 'none'"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
];

/// For pictures and feeds that could hold scripts: somebody may have sent them with a change that is not read yet.
const NO_SCRIPTS: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'";

/// What answers need.
pub(super) struct Server {
    desk: Arc<Desk>,
    names: Names,
    /// What a script must show that asks for more than pages: known to nobody who has not read one. Another one in each run.
    token: String,
    /// Name of the cookie that moves the clock. Cookies do not know ports, so it does.
    cookie: String,
    editor: Option<Editor>,
    root: PathBuf,
}

impl Server {
    /// A server for what lies on `desk`, under these names; `editor` opens files below `root`.
    pub(super) fn new(
        desk: Arc<Desk>,
        names: Names,
        (editor, root): (Option<Editor>, PathBuf),
    ) -> Self {
        let random = RandomState::new();
        Self {
            desk,
            token: format!("{:016x}{:016x}", random.hash_one(0), random.hash_one(1)),
            cookie: format!("forthright_clock_{}", names.port),
            names,
            editor,
            root,
        }
    }

    /// Answers, for ever.
    ///
    /// # Errors
    /// The system cannot watch the listener.
    pub(super) async fn run(self, listener: std::net::TcpListener) -> std::io::Result<()> {
        let listener = TcpListener::from_std(listener)?;
        let server = Arc::new(self);
        let own =
            |kind, text: &'static str| any(move || async move { ([(CONTENT_TYPE, kind)], text) });
        let router = Router::new()
            .route(
                "/-/preview.js",
                own("text/javascript; charset=utf-8", SCRIPT),
            )
            .route("/-/preview.css", own("text/css; charset=utf-8", STYLE))
            .route("/-/events", any(events))
            .route("/-/state", any(state))
            .fallback(file)
            .layer(from_fn_with_state(Arc::clone(&server), guard))
            .with_state(server);
        connections::accept(listener, router).await;
        Ok(())
    }
}

/// Turns away what must not be answered, and says on every answer what may be done with it.
async fn guard(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let line = (request.method(), request.uri());
    let mut response = match gate::judge(&server.names, line, request.headers()) {
        Ok(()) => next.run(request).await,
        Err(refused) => refuse(refused),
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    if kind.is_some_and(types::is_active) {
        headers.insert(
            CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(NO_SCRIPTS),
        );
    }
    response
}

fn refuse(refused: Refused) -> Response {
    let (status, text) = refused.said();
    let mut response = (
        status,
        [(CONTENT_TYPE, types::TEXT), (CONNECTION, "close")],
        text,
    )
        .into_response();
    if refused == Refused::Method {
        response
            .headers_mut()
            .insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

/// A file of the site.
async fn file(State(server): State<Arc<Server>>, uri: Uri, headers: HeaderMap) -> Response {
    let asked = Asked {
        path: uri.path().to_owned(),
        plain: value(&uri, "plain").is_some(),
        clock: clock(&headers, &server.cookie),
    };
    apart(move || answer::file(&server, &asked)).await
}

/// What the page at `page` needs to know.
async fn state(State(server): State<Arc<Server>>, uri: Uri, headers: HeaderMap) -> Response {
    if value(&uri, "token").as_deref() != Some(&server.token) {
        return stranger();
    }
    let asked = Asked {
        path: value(&uri, "page").unwrap_or_default(),
        plain: false,
        clock: clock(&headers, &server.cookie),
    };
    apart(move || answer::state(&server, &asked)).await
}

/// Word of newer states.
async fn events(State(server): State<Arc<Server>>, uri: Uri) -> Response {
    if value(&uri, "token").as_deref() != Some(&server.token) {
        return stranger();
    }
    stream::events(server.desk.changes()).into_response()
}

/// Whoever does not know the token of this run.
fn stranger() -> Response {
    (
        StatusCode::FORBIDDEN,
        [(CONTENT_TYPE, types::TEXT)],
        "This is for the preview's own pages.",
    )
        .into_response()
}

/// The answer that `make` gives where waiting is allowed. Should it break off by a fault of ours, the others are answered on.
async fn apart(make: impl FnOnce() -> Answer + Send + 'static) -> Response {
    match tokio::task::spawn_blocking(make).await {
        Ok(Answer::Bytes(status, kind, bytes)) => {
            (status, [(CONTENT_TYPE, kind)], bytes).into_response()
        }
        Ok(Answer::Moved(to)) => (StatusCode::FOUND, [(LOCATION, to)]).into_response(),
        Err(_) => {
            let text = "The preview broke off: the terminal says more.";
            (
                StatusCode::INTERNAL_SERVER_ERROR,
                [(CONTENT_TYPE, types::TEXT)],
                text,
            )
                .into_response()
        }
    }
}

/// The value of `name` in what stands behind the question mark; empty where it stands alone.
fn value(uri: &Uri, name: &str) -> Option<String> {
    let pairs = uri.query().unwrap_or_default().split('&');
    let mut pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let (_, value) = pairs.find(|(known, _)| *known == name)?;
    percent_decode_str(value)
        .decode_utf8()
        .ok()
        .map(String::from)
}

/// The instant to which somebody moved the clock; what is none is no reason not to answer.
fn clock(headers: &HeaderMap, cookie: &str) -> Option<Instant> {
    let lines = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok());
    let mut pairs = lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    let (_, value) = pairs.find(|(name, _)| *name == cookie)?;
    Instant::parse_rfc3339(value)
}
