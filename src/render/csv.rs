//! Tables as CSV (RFC 4180): the one place that knows how a cell stands in it.
//!
//! Spreadsheets run what begins like a formula, so words that do are written with an apostrophe in front, which makes them words again
//! (OWASP, "CSV Injection"). Numbers stand as they are.

use crate::view::{Cell, Sheet};

/// Letters at which spreadsheets begin to calculate.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The bytes of `sheet`: UTF-8, lines that end with CR LF.
pub(crate) fn csv(sheet: &Sheet) -> Vec<u8> {
    let mut text = String::with_capacity(sheet.rows.len() * 160);
    for row in &sheet.rows {
        for (place, cell) in row.iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            push(&mut text, cell);
        }
        text.push_str("\r\n");
    }
    text.into_bytes()
}

fn push(text: &mut String, cell: &Cell) {
    let words = match cell {
        Cell::Number(number) => {
            text.push_str(number);
            return;
        }
        Cell::Text(words) => words,
    };
    let runs = words.trim_start_matches(' ').starts_with(FORMULA);
    let defused = if runs { "'" } else { "" };
    if !words.contains(['"', ',', '\r', '\n']) {
        text.extend([defused, words]);
        return;
    }
    text.push('"');
    text.push_str(defused);
    text.push_str(&words.replace('"', "\"\""));
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::csv;
    use crate::view::{Cell, Sheet};

    fn written(words: &str) -> String {
        let rows = vec![vec![
            Cell::Text(words.to_owned()),
            Cell::Number("-1".to_owned()),
        ]];
        String::from_utf8(csv(&Sheet { rows })).unwrap()
    }

    #[test]
    fn what_would_be_a_formula_is_words_and_numbers_are_numbers() {
        for begin in ["=cmd()", "+1", "-1", "@a", "\tx", " =1"] {
            assert_eq!(written(begin), format!("'{begin},-1\r\n"));
        }
    }

    #[test]
    fn quotes_commas_and_line_ends_stay_within_their_cell() {
        assert_eq!(written("a, \"b\"\nc"), "\"a, \"\"b\"\"\nc\",-1\r\n");
        assert_eq!(written("=\"x\",y"), "\"'=\"\"x\"\",y\",-1\r\n");
        assert_eq!(written("plain"), "plain,-1\r\n");
    }
}
