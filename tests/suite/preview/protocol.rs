//! Attacks on HTTP itself, and on the patience of the server.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::attacks::{Attack, By};
use super::server::{Answer, Deadline, Server};

const HOST: &str = "Host: {host}";
const ONLY_READ: &[u16] = &[405];
const CLOSED: &[u16] = &[0, 400, 408, 414, 431];

/// The rows.
pub(super) const ROWS: &[Attack] = &[
    bytes(
        "a line of garbage",
        || b"\x16\x03\x01\x02\x00\x01\x00\xff\xfe\r\n\r\n".to_vec(),
        CLOSED,
    ),
    bytes(
        "words that are no request",
        || b"HELO there\r\n\r\n".to_vec(),
        CLOSED,
    ),
    bytes(
        "the greeting of HTTP/2",
        || b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(),
        CLOSED,
    ),
    bytes(
        "HTTP/1.0 without a host",
        || b"GET / HTTP/1.0\r\n\r\n".to_vec(),
        &[400],
    ),
    bytes(
        "a raw backslash",
        || request("GET", "/\\\\host\\x"),
        &[400, 404],
    ),
    bytes(
        "raw bytes that are no letters",
        || b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n".to_vec(),
        CLOSED,
    ),
    bytes(
        "a head of 2 MB",
        || with(&format!("X-Long: {}", "x".repeat(2_000_000))),
        CLOSED,
    ),
    bytes(
        "ten thousand lines",
        || with(&"X: y\r\n".repeat(10_000)),
        CLOSED,
    ),
    bytes(
        "a path of 100 kB",
        || request("GET", &format!("/{}", "x".repeat(100_000))),
        CLOSED,
    ),
    bytes(
        "a path of 60 kB",
        || request("GET", &format!("/{}", "a/".repeat(30_000))),
        &[404, 414, 431],
    ),
    bytes(
        "both kinds of length",
        || {
            with(
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /secret HTTP/1.1",
            )
        },
        &[400],
    ),
    bytes(
        "two lengths",
        || with("Content-Length: 5\r\nContent-Length: 6"),
        CLOSED,
    ),
    bytes(
        "a length below nothing",
        || with("Content-Length: -1"),
        CLOSED,
    ),
    bytes("a folded line", || with("X: a\r\n b"), CLOSED),
    ask(
        "a file that is put",
        "PUT",
        "/index.html",
        &[HOST, "Content-Length: 0"],
        ONLY_READ,
    ),
    ask(
        "a file that is removed",
        "DELETE",
        "/index.html",
        &[HOST],
        ONLY_READ,
    ),
    ask(
        "a form",
        "POST",
        "/",
        &[HOST, "Content-Length: 0"],
        ONLY_READ,
    ),
    ask("an echo", "TRACE", "/", &[HOST], ONLY_READ),
    ask("a tunnel", "CONNECT", "{host}", &[HOST], &[400, 405]),
    ask("a method of one's own", "BREW", "/", &[HOST], ONLY_READ),
    ask(
        "something brought along",
        "GET",
        "/",
        &[HOST, "Content-Length: 9000000000"],
        &[400],
    ),
    ask(
        "another protocol",
        "GET",
        "/",
        &[HOST, "Upgrade: websocket", "Sec-WebSocket-Key: x"],
        &[200],
    ),
    ask(
        "another version",
        "GET",
        "/",
        &[
            HOST,
            "Upgrade: h2c",
            "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
        ],
        &[200],
    ),
    ask(
        "a part of a page",
        "GET",
        "/",
        &[HOST, "Range: bytes=0-10"],
        &[200],
    ),
    bytes(
        "ten thousand parts of a page",
        || with(&format!("Range: bytes={}0-", "0-,".repeat(10_000))),
        &[200],
    ),
    ask("only the head", "HEAD", "/", &[HOST], &[200]),
    deeds("requests in a row", requests_in_a_row, &[200]),
    deeds("600 who connect and say nothing", half_open, &[200]),
    deeds("one who says a letter at a time", slow_talker, CLOSED),
    deeds("one who never reads", slow_reader, &[200]),
    deeds("1,000 who listen", listeners, &[200]),
];

const fn bytes(name: &'static str, make: fn() -> Vec<u8>, right: &'static [u16]) -> Attack {
    let by = By::Bytes(make);
    Attack { name, by, right }
}

const fn deeds(
    name: &'static str,
    deeds: fn(&Server<'_>) -> Answer,
    right: &'static [u16],
) -> Attack {
    let by = By::Deeds(deeds);
    Attack { name, by, right }
}

const fn ask(
    name: &'static str,
    method: &'static str,
    target: &'static str,
    lines: &'static [&'static str],
    right: &'static [u16],
) -> Attack {
    let by = By::Request(method, target, lines);
    Attack { name, by, right }
}

fn request(method: &str, target: &str) -> Vec<u8> {
    format!("{method} {target} HTTP/1.1\r\nHost: {{host}}\r\nConnection: close\r\n\r\n")
        .into_bytes()
}

/// A good request with these lines.
fn with(lines: &str) -> Vec<u8> {
    format!("GET / HTTP/1.1\r\nHost: {{host}}\r\nConnection: close\r\n{lines}\r\n\r\n").into_bytes()
}

/// One hundred at once; each must be answered, in order.
fn requests_in_a_row(server: &Server<'_>) -> Answer {
    let more = server
        .request("GET", "/picture.svg", &["Host: {host}"])
        .replace("Connection: close\r\n", "");
    let last = server.request("GET", "/", &["Host: {host}"]);
    let mut answer = server.raw((more.repeat(99) + &last).as_bytes());
    let text = answer.text();
    // The first answer was taken apart already.
    assert_eq!(text.matches("HTTP/1.1 200 OK").count(), 99);
    answer.body.clear();
    answer
}

fn half_open(server: &Server<'_>) -> Answer {
    let open: Vec<TcpStream> = (0..600).map_while(|_| server.try_connect().ok()).collect();
    for mut stream in &open {
        let _ = stream.write_all(b"GET / HT");
    }
    server.get("/")
}

/// The head must be over when its time is, whatever comes meanwhile.
fn slow_talker(server: &Server<'_>) -> Answer {
    let mut stream = server.connect();
    let pause = Some(Duration::from_millis(200));
    stream.set_read_timeout(pause).unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nX: ").unwrap();
    let deadline = Deadline::new();
    loop {
        let silent = match stream.read(&mut [0; 1_024]) {
            Ok(_) => false,
            Err(error) => matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut),
        };
        if !silent || stream.write_all(b"x").is_err() {
            return Answer::none();
        }
        assert!(!deadline.is_over(), "it listens for ever");
    }
}

fn slow_reader(server: &Server<'_>) -> Answer {
    let deaf = server.connect();
    let ask = server
        .request("GET", "/", &["Host: {host}"])
        .replace("Connection: close\r\n", "");
    deaf.set_write_timeout(Some(Duration::from_millis(200)))
        .unwrap();
    let _ = (&deaf).write_all(ask.repeat(2_000).as_bytes());
    let answer = server.get("/");
    drop(deaf);
    answer
}

fn listeners(server: &Server<'_>) -> Answer {
    let target = format!("/-/events?token={}", server.token());
    let ask = server.request("GET", &target, &["Host: {host}"]);
    let mut open = Vec::new();
    for _ in 0..1_000 {
        let Ok(mut stream) = server.try_connect() else {
            break;
        };
        if stream.write_all(ask.as_bytes()).is_ok() {
            open.push(stream);
        }
    }
    // Some of them are among those who are served; the last surely is.
    let mut heard = [0; 12];
    if let Some(last) = open.last_mut() {
        last.read_exact(&mut heard).unwrap();
        assert_eq!(&heard, b"HTTP/1.1 200");
    }
    server.get("/")
}
