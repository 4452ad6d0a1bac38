//! Tables, each in a frame that scrolls on a narrow screen.

use pulldown_cmark::Alignment;

use super::Writer;
use super::element::{Attribute, Element};
use super::sink::Value;
use super::slugs::Names;

/// The table that is open; tables hold no tables.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    /// Where its frame begins, and where its head.
    frame: usize,
    head: usize,
    in_head: bool,
    in_body: bool,
    /// Whether a cell of the head holds anything.
    headed: bool,
    column: usize,
    labels: Names,
}

impl Writer<'_> {
    /// The frame is written when the head is known: its label is what the head says.
    pub(super) fn open_table(&mut self, alignments: &[Alignment]) {
        self.table.alignments = alignments.to_vec();
        self.table.frame = self.out.html.len();
        self.table.in_body = false;
        self.out.open(Element::Table, &[]);
        self.out.html.push('\n');
    }

    pub(super) fn open_head(&mut self) {
        (self.table.head, self.table.column) = (self.out.html.len(), 0);
        (self.table.in_head, self.table.headed) = (true, false);
        self.echo = Some(String::new());
        self.out.open(Element::Thead, &[]);
        self.out.open(Element::Tr, &[]);
    }

    /// Ends the head and writes the frame. A head without a word is left out.
    pub(super) fn close_head(&mut self) {
        self.table.in_head = false;
        let words = self.echo.take().unwrap_or_default();
        let label = label(&words);
        if self.table.headed {
            self.out.close(Element::Tr);
            self.out.close_block(Element::Thead);
        } else {
            self.out.html.truncate(self.table.head);
        }
        let label = if label.is_empty() {
            "Table".to_owned()
        } else {
            label
        };
        let label = self.table.labels.unique(label, " ");
        let frame = [
            (Attribute::Class, Value::Text("table")),
            (Attribute::Tabindex, Value::Text("0")),
            // A region would be a landmark of the page, which a table is not.
            (Attribute::Role, Value::Text("group")),
            (Attribute::AriaLabel, Value::Text(&label)),
        ];
        self.out.open_at(self.table.frame, Element::Div, &frame);
    }

    pub(super) fn open_row(&mut self) {
        self.table.column = 0;
        if !std::mem::replace(&mut self.table.in_body, true) {
            self.out.open(Element::Tbody, &[]);
            self.out.html.push('\n');
        }
        self.out.open(Element::Tr, &[]);
    }

    /// Ends a cell. An empty one in the head heads nothing, so it is none of its headings.
    pub(super) fn close_cell(&mut self) {
        let blank = self.out.is_blank_since(self.leaf);
        let heading = self.table.in_head && !blank;
        self.table.headed |= heading;
        let element = if heading { Element::Th } else { Element::Td };
        let class = match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => Some("left"),
            Some(Alignment::Center) => Some("center"),
            Some(Alignment::Right) => Some("right"),
            Some(Alignment::None) | None => None,
        };
        let mut attributes = Vec::new();
        attributes.extend(heading.then_some((Attribute::Scope, Value::Text("col"))));
        attributes.extend(class.map(|class| (Attribute::Class, Value::Text(class))));
        self.out.open_at(self.leaf, element, &attributes);
        self.out.close(element);
        self.table.column += 1;
        if let Some(echo) = self.echo.as_mut().filter(|_| !blank) {
            echo.push_str(", ");
        }
    }

    pub(super) fn close_table(&mut self) {
        if self.table.in_body {
            self.out.close_block(Element::Tbody);
        }
        self.out.close(Element::Table);
        self.out.close_block(Element::Div);
    }
}

/// What the head says, as the name of the table: "Region, Errors, Latency".
fn label(words: &str) -> String {
    const LONGEST: usize = 80;
    let words = words.trim_matches(|character: char| character == ',' || character.is_whitespace());
    if words.chars().nth(LONGEST).is_none() {
        return words.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let start: String = words.chars().take(LONGEST).collect();
    let whole = start
        .rfind(',')
        .or_else(|| start.rfind(' '))
        .unwrap_or(start.len());
    format!(
        "{} …",
        start[..whole]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    )
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn a_long_head_is_cut_between_its_cells() {
        assert_eq!(
            label(&"Some words, ".repeat(20)),
            format!("{}Some words …", "Some words, ".repeat(5))
        );
    }
}
