//! From a request that may be answered to its answer. Everything here may take its time: it runs where waiting is allowed.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::bar::Bar;
use super::key::Noise;
use super::page::{Frame, bare, dress};
use super::place::{Place, base, find};
use super::{Server, types};
use crate::diagnostic::Diagnostic;
use crate::output::Route;
use crate::pipeline::Prepared;
use crate::preview::moment::Moment;
use crate::resolve::AsOf;
use crate::timeline::Instant;

/// What stays as it is in an address.
const ADDRESS: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// What is sent back.
pub(super) enum Answer {
    /// Bytes of this type.
    Bytes(StatusCode, &'static str, Vec<u8>),
    /// It stands at another address.
    Moved(String),
}

/// What is asked for.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// The path, as it stands in the request.
    pub(super) path: String,
    /// Whether the bytes of a build are wanted, with nothing of the preview in them.
    pub(super) plain: bool,
    /// The instant, where the clock was moved.
    pub(super) clock: Option<Instant>,
}

/// What a page in a browser needs to know about the newest state.
#[derive(Serialize)]
struct State<'a> {
    /// The page as it is now; `None` where it cannot be made.
    key: Option<String>,
    /// Path of each asset that can be exchanged, by name.
    assets: BTreeMap<&'a str, &'a str>,
    /// What stands beside the page.
    parts: BTreeMap<&'a str, String>,
}

/// The file that is asked for.
pub(super) fn file(server: &Server, asked: &Asked) -> Answer {
    let moment = server.moment(asked);
    let Some(site) = moment.site.as_deref() else {
        return without_page(server, asked, &moment, None);
    };
    let (status, path) = match find(site, &asked.path) {
        Place::File(path) => (StatusCode::OK, path),
        Place::Nowhere => (StatusCode::NOT_FOUND, Route::not_found().path().to_owned()),
        Place::Moved(to) => {
            let base = base(site.site.identity.url.as_deref());
            let query = if asked.plain { "?plain" } else { "" };
            return Answer::Moved(format!(
                "{base}{}{query}",
                utf8_percent_encode(&to, ADDRESS)
            ));
        }
        Place::Garbled => {
            let text = "The address cannot be read.".into();
            return Answer::Bytes(StatusCode::BAD_REQUEST, types::TEXT, text);
        }
    };
    match site.file(&path) {
        None => Answer::Bytes(
            StatusCode::NOT_FOUND,
            types::TEXT,
            "There is nothing here.".into(),
        ),
        Some(Err(trouble)) => without_page(server, asked, &moment, Some(&trouble)),
        Some(Ok(bytes)) => {
            let kind = types::of(&path);
            if kind != types::HTML || asked.plain {
                return Answer::Bytes(status, kind, bytes.into_owned());
            }
            let key = Noise::of(site).key(&bytes);
            let parts = server.bar(&moment, asked, None).parts();
            Answer::Bytes(status, kind, dress(&bytes, &server.frame(&parts, &key)))
        }
    }
}

/// An error of the server, so that no tool takes it for a page of the site; a browser shows it all the same.
fn without_page(
    server: &Server,
    asked: &Asked,
    moment: &Moment,
    trouble: Option<&Diagnostic>,
) -> Answer {
    let parts = server.bar(moment, asked, trouble).parts();
    let bytes = bare(&server.frame(&parts, ""));
    Answer::Bytes(StatusCode::INTERNAL_SERVER_ERROR, types::HTML, bytes)
}

/// What the page at that address needs to know.
pub(super) fn state(server: &Server, asked: &Asked) -> Answer {
    let moment = server.moment(asked);
    let site = moment.site.as_deref();
    let noise = site.map(Noise::of);
    let page = site.and_then(|site| site.file(&shown(site, &asked.path)));
    let (key, trouble) = match (page, &noise) {
        (Some(Ok(bytes)), Some(noise)) => (Some(noise.key(&bytes)), None),
        (Some(Err(trouble)), _) => (None, Some(trouble)),
        _ => (None, None),
    };
    let parts = server.bar(&moment, asked, trouble.as_ref()).parts();
    let state = State {
        key,
        assets: noise.as_ref().map(Noise::exchangeable).unwrap_or_default(),
        parts: parts.into_iter().collect(),
    };
    match serde_json::to_vec(&state) {
        Ok(bytes) => Answer::Bytes(StatusCode::OK, types::JSON, bytes),
        Err(_) => Answer::Bytes(StatusCode::INTERNAL_SERVER_ERROR, types::TEXT, Vec::new()),
    }
}

/// The file that a browser sees at `path`.
fn shown(site: &Prepared, path: &str) -> String {
    match find(site, path) {
        Place::File(path) => path,
        Place::Moved(_) | Place::Nowhere | Place::Garbled => Route::not_found().path().to_owned(),
    }
}

impl Server {
    /// The state at the instant asked for.
    fn moment(&self, asked: &Asked) -> std::sync::Arc<Moment> {
        self.desk.moment(asked.clock.map(AsOf::At).as_ref())
    }

    fn bar<'a>(
        &'a self,
        moment: &'a Moment,
        asked: &Asked,
        trouble: Option<&'a Diagnostic>,
    ) -> Bar<'a> {
        Bar {
            moment,
            trouble,
            moved: asked.clock.is_some(),
            next: self.desk.next_change(moment),
            editor: self
                .editor
                .as_ref()
                .map(|editor| (editor, self.root.as_path())),
        }
    }

    fn frame<'a>(&'a self, parts: &'a [(&'static str, String)], key: &'a str) -> Frame<'a> {
        Frame {
            parts,
            key,
            token: &self.token,
            cookie: &self.cookie,
        }
    }
}
