//! Numbers and instants as the terminal shows them, and columns of them.

use std::fmt::Write;

use crate::report::{Availability, Figure};
use crate::timeline::{Instant, Zone};

/// Columns whose cells stand under each other, the given ones to the right.
pub(super) fn columns(rows: &[Vec<String>], right: &[usize]) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..count).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            let pad = " ".repeat(widths[column].saturating_sub(cell.chars().count()));
            let gap = if column == 0 { "" } else { "  " };
            // Writing to a string cannot fail.
            let _ = if right.contains(&column) {
                write!(line, "{gap}{pad}{cell}")
            } else {
                write!(line, "{gap}{cell}{pad}")
            };
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// "99.768%", or "no data"; "at most" where something could not be read.
pub(super) fn percent(figure: &Figure) -> String {
    bare_percent(figure.availability)
}

pub(super) fn bare_percent(availability: Availability) -> String {
    availability
        .percent(3)
        .unwrap_or_else(|| "no data".to_owned())
}

/// "2.63", or a dash.
pub(super) fn nines(availability: Availability) -> String {
    availability
        .nines()
        .map_or_else(|| "-".to_owned(), |nines| nines.text(2))
}

/// Parts of a second as seconds with as many decimals as they have: "6000", "1620.3".
pub(super) fn seconds(parts: u128) -> String {
    match parts % 10_000 {
        0 => (parts / 10_000).to_string(),
        rest => {
            let rest = format!("{rest:04}");
            format!("{}.{}", parts / 10_000, rest.trim_end_matches('0'))
        }
    }
}

/// "2009-09-01 12:30 PDT"
pub(super) fn moment(at: Instant, zone: &Zone) -> String {
    let clock = zone.clock(at);
    let mut text = format!("{} ", clock.local.date());
    clock.push_time(&mut text);
    text.push(' ');
    text.push_str(clock.abbreviation());
    text
}

#[cfg(test)]
mod tests {
    use super::{columns, seconds};

    #[test]
    fn columns_stand_under_each_other() {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let text = columns(&[row(["a", "10"]), row(["mail", "2"])], &[1]);
        assert_eq!(text, "a     10\nmail   2\n");
    }

    #[test]
    fn seconds_keep_every_part() {
        let told = [0, 60_000_000, 16_203_000, 1].map(seconds);
        assert_eq!(told, ["0", "6000", "1620.3", "0.0001"]);
    }
}
