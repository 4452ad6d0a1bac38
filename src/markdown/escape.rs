//! The one place where text becomes part of HTML: escaped, and cleared of characters that neither HTML nor XML may hold.
//!
//! An entity such as `&#7;` brings a control character past every check of the source; a feed with it would not parse.

/// What a byte means to the escaper.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Markup,
    Quote,
    /// A control character, or the first byte of a character that may be one or none.
    Suspect,
}

const KINDS: [Kind; 256] = kinds();

const fn kinds() -> [Kind; 256] {
    let mut kinds = [Kind::Plain; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte {
            0x26 | 0x3C | 0x3E => Kind::Markup,
            0x22 => Kind::Quote,
            0x09 | 0x0A => Kind::Plain,
            // C1 controls begin with C2; noncharacters with EF or F0 to F4.
            0..0x20 | 0x7F | 0xC2 | 0xEF | 0xF0..=0xF4 => Kind::Suspect,
            _ => Kind::Plain,
        };
        byte += 1;
    }
    kinds
}

/// Adds `text` to the content of an element.
pub(super) fn text(out: &mut String, text: &str) {
    escape(out, text, |kind| {
        kind == Kind::Markup || kind == Kind::Suspect
    });
}

/// Adds `text` to the value of an attribute in double quotes.
pub(super) fn attribute(out: &mut String, text: &str) {
    escape(out, text, |kind| kind != Kind::Plain);
}

/// Adds `text` to a plain text.
pub(super) fn clean(out: &mut String, text: &str) {
    escape(out, text, |kind| kind == Kind::Suspect);
}

fn escape(out: &mut String, text: &str, stops: impl Fn(Kind) -> bool) {
    let bytes = text.as_bytes();
    let (mut from, mut at) = (0, 0);
    loop {
        at += ordinary(&bytes[at..]);
        let Some(next) = bytes[at..]
            .iter()
            .position(|byte| stops(KINDS[usize::from(*byte)]))
        else {
            break;
        };
        at += next;
        let length = text
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(1, char::len_utf8);
        if let Some(instead) = instead(&text[at..at + length], bytes.get(at + length)) {
            out.push_str(&text[from..at]);
            out.push_str(instead);
            from = at + length;
        }
        at += length;
    }
    out.push_str(&text[from..]);
}

/// How many bytes at the beginning of `bytes` certainly are text that stays: whole blocks, looked at with the machine's wide
/// instructions, because most of a write-up is nothing else.
fn ordinary(bytes: &[u8]) -> usize {
    const BLOCK: usize = 16;
    let blocks = bytes.chunks_exact(BLOCK);
    let calm = |block: &&[u8]| block.iter().fold(true, |calm, byte| calm & is_calm(*byte));
    blocks.take_while(calm).count() * BLOCK
}

/// Whether `byte` is plain by a few comparisons: blanks, letters, digits, and most punctuation.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "without branches, sixteen bytes are looked at in one go"
)]
fn is_calm(byte: u8) -> bool {
    let control = (byte < 0x20) & (byte != b'\n');
    let markup = (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'"');
    !(control | markup | (byte >= 0x7F))
}

/// What stands for `character`, which `next` follows; nothing when it may stay.
fn instead(character: &str, next: Option<&u8>) -> Option<&'static str> {
    match character {
        "&" => Some("&amp;"),
        "<" => Some("&lt;"),
        ">" => Some("&gt;"),
        "\"" => Some("&quot;"),
        "\r" => Some(if next == Some(&b'\n') { "" } else { "\n" }),
        _ => character.chars().any(is_forbidden).then_some("\u{FFFD}"),
    }
}

/// Control characters and noncharacters: an error in HTML, and most of them in XML.
fn is_forbidden(character: char) -> bool {
    let code = u32::from(character);
    let control =
        code < 0x20 && !matches!(code, 0x09 | 0x0A | 0x0D) || (0x7F..0xA0).contains(&code);
    control || (0xFDD0..0xFDF0).contains(&code) || code & 0xFFFE == 0xFFFE
}

/// Adds an address to the value of an attribute: what may not stand in a URL is percent-encoded, a `%` that encodes nothing
/// too.
pub(super) fn address(out: &mut String, address: &str) {
    let bytes = address.as_bytes();
    let authority = authority_end(address);
    let (mut fragment, mut at) = (false, 0);
    while let Some(byte) = bytes.get(at).copied() {
        let rest = &bytes[at..];
        let plain = rest
            .iter()
            .position(|byte| !PLAIN[usize::from(*byte)])
            .unwrap_or(rest.len());
        if plain > 0 {
            out.push_str(&address[at..at + plain]);
            at += plain;
            continue;
        }
        let stays = match byte {
            b'%' => rest
                .get(1..3)
                .is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit)),
            b'#' => !std::mem::replace(&mut fragment, true),
            b'[' | b']' => at < authority,
            _ => false,
        };
        match byte {
            b'&' => out.push_str("&amp;"),
            _ if stays => out.push(char::from(byte)),
            _ => percent(out, byte),
        }
        at += 1;
    }
}

/// The bytes that may stand anywhere in an address.
const PLAIN: [bool; 256] = {
    let (mut plain, mut byte) = ([false; 256], 0);
    while byte < 256 {
        plain[byte] = matches!(
            byte,
            0x30..=0x3B // digits : ;
                | 0x40..=0x5A // @ capitals
                | 0x61..=0x7A // small letters
                | 0x21 | 0x24 | 0x27..=0x2F // ! $ ' ( ) * + , - . /
                | 0x3D | 0x3F | 0x5F | 0x7E // = ? _ ~
        );
        byte += 1;
    }
    plain
};

fn percent(out: &mut String, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.push('%');
    out.push(char::from(DIGITS[usize::from(byte >> 4)]));
    out.push(char::from(DIGITS[usize::from(byte & 15)]));
}

/// Where the host of a web address ends; 0 in all others. Brackets stand there alone, round an IPv6 address.
fn authority_end(address: &str) -> usize {
    let Some(start) = address
        .find("://")
        .map(|at| at + 3)
        .filter(|start| *start <= 8)
    else {
        return 0;
    };
    address[start..]
        .find(['/', '?', '#'])
        .map_or(address.len(), |length| start + length)
}

#[cfg(test)]
mod tests {
    fn with(escape: fn(&mut String, &str), text: &str) -> String {
        let mut out = String::new();
        escape(&mut out, text);
        out
    }

    #[test]
    fn markup_is_escaped_and_quotes_stay_in_content() {
        assert_eq!(
            with(super::text, "a<b>&\"c\" ü°🙂"),
            "a&lt;b&gt;&amp;\"c\" ü°🙂"
        );
    }

    #[test]
    fn quotes_are_escaped_in_attributes() {
        assert_eq!(with(super::attribute, "\"><x"), "&quot;&gt;&lt;x");
    }

    #[test]
    fn characters_that_xml_cannot_carry_are_replaced() {
        assert_eq!(
            with(
                super::clean,
                "a\u{7}\u{85}\u{FFFE}\u{FDD0}\u{1FFFF}b\u{FEFF}"
            ),
            format!("a{}b\u{FEFF}", "\u{FFFD}".repeat(5))
        );
    }

    #[test]
    fn carriage_returns_become_line_feeds() {
        assert_eq!(with(super::text, "a\r\nb\rc"), "a\nb\nc");
    }

    #[test]
    fn addresses_keep_what_a_url_may_hold() {
        assert_eq!(
            with(super::address, "https://[::1]/a[1] ü\"%2f%zz?a&b#c#d"),
            "https://[::1]/a%5B1%5D%20%C3%BC%22%2f%25zz?a&amp;b#c%23d"
        );
    }
}
