//! The one long answer: word of every newer state, for as long as a browser listens.

use std::convert::Infallible;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{Stream, unfold};
use tokio::sync::watch;

/// How long a browser waits before it asks again when the preview went away.
const AGAIN: Duration = Duration::from_secs(1);
/// How often something is said when there is nothing to say, so that a browser that went away is noticed.
const ALIVE: Duration = Duration::from_secs(15);

/// Says the number of the newest state at once, and that of every newer one.
pub(super) fn events(
    changes: watch::Receiver<u64>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let stream = unfold((changes, true), |(mut changes, first)| async move {
        if !first && changes.changed().await.is_err() {
            return None;
        }
        let number = *changes.borrow_and_update();
        let event = Event::default().retry(AGAIN).data(number.to_string());
        Some((Ok(event), (changes, false)))
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(ALIVE))
}
