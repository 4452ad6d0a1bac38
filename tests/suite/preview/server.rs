//! A preview that runs, and a client that says exactly what a test wants it to say.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::marker::PhantomData;
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::project::Project;

/// How long anything may take on a machine that is busy with other things.
const PATIENCE: Duration = Duration::from_secs(60);
/// Who connects and is not answered for this long is not answered at all.
const SILENCE: Duration = Duration::from_secs(20);

/// A preview. It ends when dropped, before its project does.
pub(crate) struct Server<'p> {
    child: Child,
    /// The folder must stay as long as the preview does.
    project: PhantomData<&'p Project>,
    pub(crate) port: u16,
    /// The address, as its first line says it.
    pub(crate) url: String,
    /// What it said in its first lines.
    pub(crate) said: Vec<String>,
}

impl<'p> Server<'p> {
    /// A preview of `project` at a free port, at the usual instant.
    pub(crate) fn start(project: &'p Project) -> Self {
        Self::with(project, &["--port", "0"])
    }

    /// The same with these arguments.
    pub(crate) fn with(project: &'p Project, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_forthright"))
            .arg("serve")
            .args(arguments)
            .current_dir(project.root())
            .env_clear()
            .env("SOURCE_DATE_EPOCH", "1251939600")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut said = Vec::new();
        for _ in 0..2 {
            let mut line = String::new();
            lines.read_line(&mut line).unwrap();
            said.push(line.trim_end().to_owned());
        }
        let url = said[0].rsplit(' ').next().unwrap_or_default().to_owned();
        let port = url.strip_prefix("http://").and_then(port);
        let Some(port) = port else {
            let _ = child.kill();
            let mut why = String::new();
            let _ = child.stderr.take().unwrap().read_to_string(&mut why);
            panic!("no address: {said:?} {why}");
        };
        drain(lines);
        drain(child.stderr.take().unwrap());
        Self {
            child,
            project: PhantomData,
            port,
            url,
            said,
        }
    }

    /// A connection.
    pub(crate) fn connect(&self) -> TcpStream {
        self.try_connect().unwrap()
    }

    /// A connection, where the system has one left.
    pub(crate) fn try_connect(&self) -> std::io::Result<TcpStream> {
        let stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(SILENCE))?;
        Ok(stream)
    }

    /// The head of a request to `target`, with `lines` after its first; `{host}` stands for what the preview is called.
    pub(crate) fn request(&self, method: &str, target: &str, lines: &[&str]) -> String {
        let mut text = format!("{method} {target} HTTP/1.1\r\n");
        for line in lines {
            text.push_str(line);
            text.push_str("\r\n");
        }
        text.push_str("Connection: close\r\n\r\n");
        text.replace("{host}", &format!("127.0.0.1:{}", self.port))
    }

    /// What is answered to these bytes until the preview closes the connection. What never ends is cut off.
    pub(crate) fn raw(&self, bytes: &[u8]) -> Answer {
        let mut stream = self.connect();
        // It may close before it has heard everything.
        let _ = stream.write_all(bytes);
        let (mut answer, mut piece) = (Vec::new(), [0; 16 * 1024]);
        let deadline = Deadline::after(SILENCE);
        while let Ok(length @ 1..) = stream.read(&mut piece) {
            answer.extend_from_slice(&piece[..length]);
            if deadline.is_over() {
                break;
            }
        }
        Answer::new(&answer)
    }

    /// What is answered to somebody who asks as browsers do.
    pub(crate) fn get(&self, target: &str) -> Answer {
        self.ask("GET", target, &[])
    }

    /// The same with a method and more lines.
    pub(crate) fn ask(&self, method: &str, target: &str, lines: &[&str]) -> Answer {
        let lines: Vec<&str> = ["Host: {host}"].iter().chain(lines).copied().collect();
        self.raw(self.request(method, target, &lines).as_bytes())
    }

    /// What a page of the preview shows when it asks for more than pages.
    pub(crate) fn token(&self) -> String {
        let page = self.get("/").text();
        let token = page.split("data-token=\"").nth(1).unwrap();
        token.split('"').next().unwrap().to_owned()
    }

    /// Waits until the page at `target` holds `part`.
    pub(crate) fn wait_for(&self, target: &str, part: &str) -> String {
        let deadline = Deadline::new();
        loop {
            let page = self.get(target).text();
            if page.contains(part) {
                return page;
            }
            assert!(!deadline.is_over(), "no {part} in {page}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Whether it runs on.
    pub(crate) fn is_alive(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Waits until it hardly uses the processor. What never rests spins.
    pub(crate) fn wait_for_rest(&self) -> Result<(), String> {
        let deadline = Deadline::new();
        let mut last = self.ticks();
        while !deadline.is_over() {
            thread::sleep(Duration::from_millis(500));
            let ticks = self.ticks();
            if ticks - last <= 5 {
                return Ok(());
            }
            last = ticks;
        }
        Err("it does not come to rest".to_owned())
    }

    /// Hundredths of a second that it used the processor; nothing where the system does not say.
    fn ticks(&self) -> u64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()));
        let stat = stat.unwrap_or_default();
        let fields = stat.rsplit(") ").next().unwrap_or_default().split(' ');
        fields
            .skip(11)
            .take(2)
            .filter_map(|one| one.parse::<u64>().ok())
            .sum()
    }
}

/// The end of all patience: for the day when what is waited for never comes.
pub(crate) struct Deadline(Instant);

impl Deadline {
    pub(crate) fn new() -> Self {
        Self::after(PATIENCE)
    }

    fn after(time: Duration) -> Self {
        Self(now() + time)
    }

    pub(crate) fn is_over(&self) -> bool {
        now() > self.0
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "it decides how long is waited, and nothing that is compared"
)]
fn now() -> Instant {
    Instant::now()
}

impl Drop for Server<'_> {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn port(address: &str) -> Option<u16> {
    let host = address.split('/').next()?;
    host.rsplit(':').next()?.parse().ok()
}

/// Reads on, so that the other side never waits.
fn drain(mut from: impl Read + Send + 'static) {
    thread::spawn(move || std::io::copy(&mut from, &mut std::io::sink()));
}

/// What was answered.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The status; 0 where there was no answer.
    pub(crate) status: u16,
    /// Header lines by their small names.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The connection was closed without a word.
    pub(crate) fn none() -> Self {
        Self::new(&[])
    }

    fn new(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let head = String::from_utf8_lossy(&bytes[..end.unwrap_or(bytes.len())]).into_owned();
        let mut lines = head.split("\r\n");
        let status = lines
            .next()
            .and_then(|line| line.split(' ').nth(1)?.parse().ok());
        let headers = lines.filter_map(|line| line.split_once(": "));
        Self {
            status: status.unwrap_or(0),
            headers: headers
                .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
                .collect(),
            body: end.map_or_else(Vec::new, |end| bytes[end + 4..].to_vec()),
        }
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}
