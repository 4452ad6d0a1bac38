//! Paths in links: what stands there as `%20` is a space in the name of a file.

/// `path` with every `%` and two digits made the byte that it stands for; as it is where that is no text.
#[must_use]
pub(crate) fn percent_decoded(path: &str) -> String {
    let bytes = path.as_bytes();
    let digit = |at: usize| {
        bytes
            .get(at)
            .and_then(|byte| char::from(*byte).to_digit(16))
    };
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let coded = if *byte == b'%' {
            digit(at + 1).zip(digit(at + 2))
        } else {
            None
        };
        let value = coded.and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        out.push(value.unwrap_or(*byte));
        at += if value.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::percent_decoded;

    #[test]
    fn a_byte_stands_for_itself_unless_two_digits_follow_its_sign() {
        for (path, wanted) in [
            ("a%20b%C3%A4.png", "a bä.png"),
            ("100%", "100%"),
            ("%2", "%2"),
            ("%zz", "%zz"),
            ("%ff", "%ff"),
        ] {
            assert_eq!(percent_decoded(path), wanted, "{path}");
        }
    }
}
