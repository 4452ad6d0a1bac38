//! Bytes of a foreign file → text that a strict site accepts, with the changes named.

use super::quote::is_unprintable;

/// Largest text file that is read, in bytes.
pub(super) const LONGEST: usize = 1_000_000;

/// A file's text: UTF-8 without a byte order mark, lines ended by `\n`, without characters that nobody can see.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) text: String,
    /// What had to be changed, for people.
    pub(super) changes: Vec<String>,
}

/// Decodes a file, or says why it cannot be read.
pub(super) fn decode(bytes: &[u8]) -> Result<Text, String> {
    if bytes.len() > LONGEST {
        return Err(format!(
            "{} bytes, and at most {LONGEST} are read",
            bytes.len()
        ));
    }
    let mut changes = Vec::new();
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes, &mut changes)?,
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes, &mut changes)?,
        _ => utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes))?.to_owned(),
    };
    let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
    let unseen = text
        .chars()
        .filter(|character| is_unprintable(*character))
        .count();
    if unseen > 0 {
        text = text.replace(is_unprintable, "\u{fffd}");
        changes.push(format!(
            "{unseen} control or invisible characters became \u{fffd}"
        ));
    }
    Ok(Text { text, changes })
}

fn utf8(bytes: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(bytes).map_err(|error| {
        let (before, after) = bytes.split_at(error.valid_up_to());
        let line = before.split(|byte| *byte == b'\n').count();
        let byte = after.first().copied().unwrap_or_default();
        format!("not UTF-8: byte {byte:#04x} on line {line}")
    })
}

fn utf16(
    bytes: &[u8],
    join: fn([u8; 2]) -> u16,
    changes: &mut Vec<String>,
) -> Result<String, String> {
    let pairs = bytes.chunks_exact(2);
    let whole = pairs.remainder().is_empty();
    let units: Vec<u16> = pairs.map(|pair| join([pair[0], pair[1]])).collect();
    changes.push("UTF-16 became UTF-8".to_owned());
    match String::from_utf16(&units) {
        Ok(text) if whole => Ok(text),
        _ => Err("UTF-16 that is cut off or damaged".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn utf16_and_line_ends_are_read_and_named() {
        let bytes: Vec<u8> = "\u{feff}a\r\nä"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let text = decode(&bytes).unwrap();
        assert_eq!((text.text.as_str(), text.changes.len()), ("a\nä", 1));
    }

    #[test]
    fn a_byte_that_is_no_utf8_is_refused_with_its_line() {
        assert_eq!(
            decode(b"a\nb\xe9c").unwrap_err(),
            "not UTF-8: byte 0xe9 on line 2"
        );
    }
}
