//! A server that runs, and questions to it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

/// A server on this machine. It ends when dropped.
pub(crate) struct Server {
    child: Child,
    host: String,
}

impl Server {
    /// The preview of the site at `root`.
    pub(crate) fn forthright(root: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_forthright"));
        command
            .args(["serve", "--port", "0", "--as-of", "2026-01-01", "--root"])
            .arg(root);
        let mut child = start(command.stdout(Stdio::piped()));
        let mut lines = BufReader::new(child.stdout.take().expect("its output is read"));
        let mut first = String::new();
        lines.read_line(&mut first).expect("it says where it is");
        thread::spawn(move || lines.lines().for_each(drop));
        let (_, rest) = first.split_once("http://").expect("an address");
        let host = rest.split('/').next().unwrap_or_default().trim().to_owned();
        Self { child, host }
    }

    /// Another program, which will answer at `host`.
    pub(crate) fn other(mut command: Command, host: &str) -> Self {
        Self {
            child: start(command.stdout(Stdio::null())),
            host: host.to_owned(),
        }
    }

    /// What stands at `path`; nothing where there is no answer.
    pub(crate) fn get(&self, path: &str) -> String {
        self.ask(path).unwrap_or_default()
    }

    fn ask(&self, path: &str) -> std::io::Result<String> {
        let mut stream = TcpStream::connect(&self.host)?;
        let host = &self.host;
        let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }

    /// Waits until there is a page at `path`.
    pub(crate) fn wait(&self, path: &str) {
        while !self.get(path).starts_with("HTTP/1.1 200") {
            thread::sleep(Duration::from_millis(100));
        }
    }

    /// Megabytes that it holds; 0 where the system does not say.
    pub(crate) fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
        kilobytes.unwrap_or(0) / 1024
    }
}

fn start(command: &mut Command) -> Child {
    let command = command.stdin(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("the program starts")
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
