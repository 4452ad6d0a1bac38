//! Connections: how many there may be, and how long one may take to say what it wants.
//!
//! Whoever connects and says nothing, or too much, or never listens, must not keep others out: a head has its time and its size, and
//! where all places are taken the oldest connection makes room. A browser that is cut off that way comes back by itself.

use std::collections::VecDeque;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

/// Open at one time. Below what systems let a program open, mostly 1,024.
const PLACES: usize = 500;
/// How long the head of a request may take, and how long a connection may lie idle.
const HEAD: Duration = Duration::from_secs(5);
/// The longest head, in bytes.
const HEAD_BYTES: usize = 64 * 1024;
/// A rest where the system gives out no more connections.
const REST: Duration = Duration::from_millis(50);

/// Answers everybody who connects, for ever.
pub(super) async fn accept(listener: TcpListener, router: Router) {
    let mut open: VecDeque<AbortHandle> = VecDeque::new();
    loop {
        let accepted = listener.accept().await;
        open.retain(|one| !one.is_finished());
        let full = open.len() >= PLACES || accepted.is_err();
        if full && let Some(oldest) = open.pop_front() {
            oldest.abort();
        }
        match accepted {
            Ok((stream, _)) => {
                let talk = tokio::spawn(talk(stream, router.clone()));
                open.push_back(talk.abort_handle());
            }
            Err(_) => tokio::time::sleep(REST).await,
        }
    }
}

/// One connection, from its first request to its last.
async fn talk(stream: TcpStream, router: Router) {
    // Small answers shall not wait for more to send along.
    let _ = stream.set_nodelay(true);
    let mut server = http1::Builder::new();
    server
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(HEAD_BYTES);
    let service = TowerToHyperService::new(router);
    // What goes wrong here is the other side's: it went away, or it does not speak HTTP.
    let _ = server.serve_connection(TokioIo::new(stream), service).await;
}
