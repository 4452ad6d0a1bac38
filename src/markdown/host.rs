//! What stands before the path of a web address: a host that a browser can look up, and perhaps a port.
//!
//! A browser reads a host whose last part is a number as an IPv4 address, in more forms than people know, and a link to anything
//! else of that kind does nothing. So a number is taken only in the one form that everybody reads alike.

// From `core`, which knows how addresses are written and has nothing that could reach one.
use core::net::{Ipv4Addr, Ipv6Addr};

/// Whether `authority` is a host, perhaps with a port. A name before an `@` would be taken for the host by its readers.
pub(super) fn is_host(authority: &str) -> bool {
    let bracketed = authority
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'));
    let colon = authority.find(':').unwrap_or(authority.len());
    let (host, port) = bracketed.unwrap_or_else(|| authority.split_at(colon));
    let proper = if bracketed.is_some() {
        host.parse::<Ipv6Addr>().is_ok()
    } else {
        is_name(host) && (!ends_in_number(host) || host.parse::<Ipv4Addr>().is_ok())
    };
    proper && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port))
}

fn is_name(host: &str) -> bool {
    let sign = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '.' | '_');
    host.starts_with(char::is_alphanumeric) && host.chars().all(sign)
}

/// Whether a browser takes `host` for a number: its last part is one, a dot at the end aside.
fn ends_in_number(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    let last = host.rsplit('.').next().unwrap_or_default();
    let hexadecimal = last
        .strip_prefix("0x")
        .or_else(|| last.strip_prefix("0X"))
        .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    hexadecimal || is_digits(last)
}

fn is_port(text: &str) -> bool {
    is_digits(text) && text.parse::<u16>().is_ok()
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::is_host;

    #[test]
    fn a_host_is_a_name_or_a_number_and_may_have_a_port() {
        for written in [
            "a.example",
            "a.example:8443",
            "[::1]:80",
            "bücher.example",
            "localhost",
            "127.0.0.1",
            "a_b.example.",
        ] {
            assert!(is_host(written), "{written}");
        }
    }

    #[test]
    fn nothing_else_is_a_host() {
        for written in [
            "a@b", "a:b@c", "a]b", "[x]", "a:b", ".", "[::1", "", "a%20b",
        ] {
            assert!(!is_host(written), "{written}");
        }
    }

    #[test]
    fn a_time_or_a_number_that_no_browser_can_look_up_is_no_host() {
        for written in [
            "09:00",
            "300",
            "1.2.3.256",
            "a.0x1",
            "[::1::2]",
            "a:65536",
            "0x",
        ] {
            assert!(!is_host(written), "{written}");
        }
    }
}
