//! Where the preview listens, and the names by which it may be called.
//!
//! A web page elsewhere can make a browser ask this machine for anything, under any name that its owner lets point here. So the
//! preview listens on this machine alone unless told otherwise, and answers only to names that it knows.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;

use crate::disk::Failure;

/// How many ports after one that is taken are tried before any free one is taken.
const NEIGHBOURS: u16 = 20;

/// A place to listen at, open already.
pub struct Door {
    pub(super) listener: TcpListener,
    pub(super) names: Names,
    host: IpAddr,
    port: u16,
    asked: u16,
}

impl Door {
    /// Listens at `port` of the address `host`, or at a free port where that one is taken, and answers to the names `allowed` too.
    ///
    /// # Errors
    /// An address that is none, or is not of this machine; a name that is none; a port that may not be used.
    pub fn open(host: &str, port: u16, allowed: &[String]) -> Result<Self, Failure> {
        let host = address(host)?;
        let allowed: BTreeSet<String> = allowed
            .iter()
            .map(|one| name(one))
            .collect::<Result<_, _>>()?;
        if host.is_unspecified() && allowed.is_empty() {
            return Err(Failure::new(format!("`--host {host}` needs to know by which names the preview will be called"))
                .help("add `--allow-host` with the name or the address that stands in the browser, such as `--allow-host 192.168.1.20`")
                .help("or name the one address to listen at: `--host 192.168.1.20`"));
        }
        let listener = listen(host, port)?;
        let at = listener.local_addr();
        let at =
            at.map_err(|error| Failure::io("listen on", Path::new(&host.to_string()), &error))?;
        Ok(Self {
            listener,
            names: Names::new(at, allowed),
            host,
            port: at.port(),
            asked: port,
        })
    }

    /// What to type into the browser, without a slash at its end.
    #[must_use]
    pub fn url(&self) -> String {
        let host = if self.host.is_unspecified() {
            IpAddr::V4(Ipv4Addr::LOCALHOST)
        } else {
            self.host
        };
        format!("http://{}", SocketAddr::new(host, self.port))
    }

    /// What is worth saying about where it listens, each in a sentence.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if self.asked != 0 && self.asked != self.port {
            let (asked, port) = (self.asked, self.port);
            remarks.push(format!(
                "port {asked} is taken, so the preview is at port {port}"
            ));
        }
        if !self.host.is_loopback() {
            let network = if self.host.is_unspecified() {
                "every network of this machine".to_owned()
            } else {
                format!("the network of {}", self.host)
            };
            remarks.push(format!(
                "whoever is in {network} can read this preview, with what is not published yet"
            ));
        }
        remarks
    }
}

/// The address that `text` stands for.
fn address(text: &str) -> Result<IpAddr, Failure> {
    let bare = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    match bare.unwrap_or(text) {
        "localhost" => Ok(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        other => other.parse().map_err(|_| {
            Failure::new(format!("`--host {}`: not an address of this machine", text.escape_debug()))
                .help("an address is written in numbers: `127.0.0.1`, `192.168.1.20` or `::1`; names that lead to it go to `--allow-host`")
        }),
    }
}

/// A name as it stands in the head of a request, without port.
fn name(text: &str) -> Result<String, Failure> {
    let name = text.to_ascii_lowercase();
    let part = |part: &str| {
        let letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        !part.is_empty() && part.bytes().all(letter)
    };
    if name.split('.').all(part) {
        return Ok(name);
    }
    let bare = name
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    match bare.unwrap_or(&name).parse::<IpAddr>() {
        Ok(IpAddr::V6(address)) => Ok(format!("[{address}]")),
        _ => Err(Failure::new(format!("`--allow-host {}`: not the name of a host", text.escape_debug()))
            .help("give the name alone, without `http://`, port or path: `--allow-host preview.example.org`")),
    }
}

fn listen(host: IpAddr, port: u16) -> Result<TcpListener, Failure> {
    let last = port.saturating_add(NEIGHBOURS);
    let mut ports = (port..=last).chain([0]);
    loop {
        let port = ports.next().unwrap_or(0);
        let at = SocketAddr::new(host, port);
        match TcpListener::bind(at) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == ErrorKind::AddrInUse && port != 0 => {}
            Err(error) => {
                let failure = Failure::io("listen on", Path::new(&at.to_string()), &error);
                return Err(match error.kind() {
                    ErrorKind::PermissionDenied => failure.help("take a port above 1023"),
                    ErrorKind::AddrNotAvailable => {
                        failure.help("`--host` takes an address that this machine has itself")
                    }
                    _ => failure,
                });
            }
        }
    }
}

/// The names by which the preview may be called.
#[derive(Clone)]
pub(super) struct Names {
    /// Whole, with the port.
    own: BTreeSet<String>,
    /// With any port, as something may stand between that listens at another.
    allowed: BTreeSet<String>,
    /// Where the preview itself listens.
    pub(super) port: u16,
}

impl Names {
    fn new(at: SocketAddr, allowed: BTreeSet<String>) -> Self {
        let port = at.port();
        let mut hosts = vec![
            "127.0.0.1".to_owned(),
            "localhost".to_owned(),
            "[::1]".to_owned(),
        ];
        match at.ip() {
            ip if ip.is_unspecified() => {}
            IpAddr::V4(ip) => hosts.push(ip.to_string()),
            IpAddr::V6(ip) => hosts.push(format!("[{ip}]")),
        }
        let whole = hosts.iter().map(|host| format!("{host}:{port}"));
        let mut own: BTreeSet<String> = whole.collect();
        if port == 80 {
            own.extend(hosts);
        }
        Self { own, allowed, port }
    }

    /// Whether `host`, as a request names it, is one of them.
    pub(super) fn know(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let without_port = match host.rsplit_once(':') {
            Some((name, port))
                if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) =>
            {
                name
            }
            _ => &host,
        };
        self.own.contains(&host) || self.allowed.contains(without_port)
    }
}

#[cfg(test)]
mod tests {
    use super::{Names, address, name};

    fn names(at: &str, allowed: &[&str]) -> Names {
        let allowed = allowed.iter().map(|one| name(one).unwrap()).collect();
        Names::new(at.parse().unwrap(), allowed)
    }

    #[test]
    fn this_machine_is_known_by_its_three_names_and_the_right_port() {
        let names = names("127.0.0.1:1111", &[]);
        for known in [
            "127.0.0.1:1111",
            "localhost:1111",
            "LocalHost:1111",
            "[::1]:1111",
        ] {
            assert!(names.know(known), "{known}");
        }
        for unknown in [
            "",
            "localhost",
            "localhost:1112",
            "localhost.:1111",
            "a@localhost:1111",
            "2130706433:1111",
            "127.1:1111",
            "[::ffff:127.0.0.1]:1111",
            "localhost:1111:1111",
            "0.0.0.0:1111",
            "evil.example:1111",
            " localhost:1111",
        ] {
            assert!(!names.know(unknown), "{unknown}");
        }
    }

    #[test]
    fn an_allowed_name_is_known_at_any_port_and_no_other_name_is() {
        let names = names("0.0.0.0:1111", &["Preview.Example.org", "fe80::1"]);
        for known in [
            "preview.example.org",
            "preview.example.org:443",
            "[fe80::1]:1111",
        ] {
            assert!(names.know(known), "{known}");
        }
        for unknown in [
            "example.org",
            "preview.example.org.:443",
            "preview.example.org:",
            "x.preview.example.org",
            "0.0.0.0:1111",
        ] {
            assert!(!names.know(unknown), "{unknown}");
        }
    }

    #[test]
    fn a_host_is_an_address_and_a_name_is_a_name() {
        assert_eq!(address("[::1]").unwrap().to_string(), "::1");
        assert_eq!(address("localhost").unwrap().to_string(), "127.0.0.1");
        for wrong in ["", "my-machine", "127.0.0.1:80"] {
            assert!(address(wrong).is_err(), "{wrong}");
        }
        for wrong in ["", "a.", "http://a", "a:80", "a/b", "a b"] {
            assert!(name(wrong).is_err(), "{wrong}");
        }
    }
}
