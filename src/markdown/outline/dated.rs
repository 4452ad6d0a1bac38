//! Whether a text begins like a time, well written or not.
//!
//! What a time means is decided elsewhere. Here it only matters that nobody's update is taken for an ordinary heading: a
//! misspelt one must reach the reader of times, who explains it.

/// One group of digits and the sign behind it.
#[derive(Default, Clone, Copy)]
struct Group {
    digits: usize,
    value: u32,
    sign: Option<char>,
}

/// Whether `text` begins like a date or a time of day, after an optional `~`.
pub(super) fn begins_like_a_time(text: &str) -> bool {
    let text = text
        .trim_start_matches(is_blank)
        .trim_start_matches(['~', '～', '≈'])
        .trim_start_matches(is_blank);
    if !text.starts_with(|first| digit(first).is_some()) {
        return false;
    }
    let [first, second, third] = groups(text);
    let (Some(sign), true) = (first.sign, second.digits > 0) else {
        return false;
    };
    let year_first = first.digits == 4 && (is_dash(sign) || is_dot(sign));
    let year_last = first.digits <= 2
        && second.digits <= 2
        && (is_dash(sign) || is_dot(sign))
        && third.digits == 4;
    let clock = first.digits <= 2 && (first.digits == 2 || second.digits >= 2);
    if year_first || year_last {
        let parted = second
            .sign
            .is_some_and(|sign| is_dash(sign) || is_dot(sign));
        return parted && second.digits <= 2 && third.digits > 0;
    }
    // `14.10` is how some write the time, but `99.95 %` begins the same way: with a dot it has to be a time that exists.
    let exists = first.digits == 2 && second.digits == 2 && first.value <= 24 && second.value < 60;
    clock && (is_colon(sign) || is_dot(sign) && exists && second.sign.is_none_or(is_blank))
}

/// The first three groups of digits, as far as one follows on the other.
fn groups(text: &str) -> [Group; 3] {
    let (mut groups, mut index) = ([Group::default(); 3], 0);
    for character in text.chars() {
        let Some(group) = groups.get_mut(index) else {
            break;
        };
        match digit(character) {
            Some(value) => {
                group.digits += 1;
                group.value = group.value.saturating_mul(10).saturating_add(value);
            }
            None if group.digits == 0 => break,
            None => {
                group.sign = Some(character);
                index += 1;
            }
        }
    }
    groups
}

/// A digit, also of the wide ones that East Asian keyboards type.
fn digit(character: char) -> Option<u32> {
    match character {
        '０'..='９' => Some(u32::from(character) - u32::from('０')),
        _ => character.to_digit(10),
    }
}

fn is_colon(character: char) -> bool {
    matches!(character, ':' | '：' | '﹕' | '∶' | '꞉')
}

fn is_dot(character: char) -> bool {
    matches!(character, '.' | '．')
}

fn is_dash(character: char) -> bool {
    matches!(
        character,
        '-' | '‐' | '‑' | '‒' | '–' | '—' | '−' | '－' | '/'
    )
}

/// White space, and what looks like none at all.
fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::begins_like_a_time;

    #[test]
    fn dates_and_times_are_seen_however_they_are_written() {
        for text in [
            "2009-09-01 12:53 Investigating",
            "12:53 Investigating",
            "~12:53",
            "~ 12:53",
            "2009-09-01T12:53:00-07:00 Update",
            "2009-09-01",
            "25:61 Resolved",
            "14：10 Resolved",
            "１４：１０",
            "\u{a0}14:10\u{a0}Resolved",
            "9:30 x",
            "14:1 x",
            "14.10 Resolved",
            "2009–09–01 x",
            "2009/9/1",
            "01.09.2009 12:00",
            "03/04/2026 12:00",
            "2009.09.01",
            "14.10",
        ] {
            assert!(begins_like_a_time(text), "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_times() {
        for text in [
            "99.95 % of all requests",
            "99.9%",
            "10.5 million",
            "3:1",
            "2009",
            "2009-09",
            "12",
            "1.2.3",
            "Resolved 14:10",
            "",
            "~",
            "14.10%",
            "10: x",
        ] {
            assert!(!begins_like_a_time(text), "{text}");
        }
    }
}
