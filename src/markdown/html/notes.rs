//! Footnotes: numbered in the order in which they are met, set at the end of the section that defines them.

use std::collections::{BTreeMap, BTreeSet};

use super::HtmlOptions;
use super::element::{Attribute, Element};
use super::sink::{Sink, Value};
use crate::markdown::address::Safe;

/// All footnotes of a body.
#[derive(Default)]
pub(super) struct Notes {
    numbers: BTreeMap<String, usize>,
    /// How often each number was referred to.
    references: BTreeMap<usize, usize>,
    /// Definitions that are being written, each with the HTML that goes on after it.
    open: Vec<(Note, String)>,
    done: Vec<Note>,
}

struct Note {
    section: usize,
    number: usize,
    html: String,
}

impl Notes {
    /// Names are the same whatever their case, as in the parser.
    fn number(&mut self, name: &str) -> usize {
        let next = self.numbers.len() + 1;
        *self.numbers.entry(name.to_lowercase()).or_insert(next)
    }

    /// Writes a reference; within a link it is a number only, since links hold no links.
    pub(super) fn refer(
        &mut self,
        name: &str,
        out: &mut Sink,
        options: &HtmlOptions<'_>,
        linked: bool,
    ) {
        let number = self.number(name);
        let digits = number.to_string();
        if linked {
            return out.element(Element::Sup, &[], &digits);
        }
        let count = self.references.entry(number).or_default();
        *count += 1;
        let id = match *count {
            1 => format!("{}fnref_{number}", options.prefix),
            again => format!("{}fnref_{number}_{again}", options.prefix),
        };
        let target = Safe::place(
            &format!("{}fn_{number}", options.prefix),
            options.absolute_base,
        );
        let attributes = [
            (Attribute::Id, Value::Text(id.as_str())),
            (Attribute::Href, Value::Address(&target)),
            (Attribute::Role, Value::Text("doc-noteref")),
        ];
        out.open(Element::Sup, &[]);
        out.element(Element::A, &attributes, &digits);
        out.close(Element::Sup);
    }

    /// Begins a definition: what `out` gets until [`Notes::close`] is its text.
    pub(super) fn open(&mut self, name: &str, section: usize, out: &mut Sink) {
        let number = self.number(name);
        self.open.push((
            Note {
                section,
                number,
                html: String::new(),
            },
            std::mem::take(&mut out.html),
        ));
    }

    /// Ends the innermost definition.
    pub(super) fn close(&mut self, out: &mut Sink) {
        if let Some((note, after)) = self.open.pop() {
            let html = std::mem::replace(&mut out.html, after);
            self.done.push(Note { html, ..note });
        }
    }

    /// Adds the definitions to the ends of their sections. One that nothing refers to is shown as well: nothing that was
    /// written is lost.
    pub(super) fn write(mut self, sections: &mut [String], options: &HtmlOptions<'_>) {
        self.done.sort_by_key(|note| (note.section, note.number));
        let mut named = BTreeSet::new();
        for notes in self
            .done
            .chunk_by(|one, other| one.section == other.section)
        {
            let Some(section) = notes
                .first()
                .and_then(|note| sections.get_mut(note.section))
            else {
                continue;
            };
            let mut out = Sink {
                html: std::mem::take(section),
                seen: 0,
            };
            out.open(Element::Ol, &[(Attribute::Class, Value::Text("footnotes"))]);
            out.html.push('\n');
            for note in notes {
                // A second definition of the same name has the number, but not the id.
                let first = named.insert(note.number);
                let referred = self.references.contains_key(&note.number);
                item(&mut out, note, options, (first, referred));
            }
            out.close_block(Element::Ol);
            *section = out.html;
        }
    }
}

/// One definition; the way back goes to the first reference.
fn item(out: &mut Sink, note: &Note, options: &HtmlOptions<'_>, (first, referred): (bool, bool)) {
    let number = note.number.to_string();
    let id = format!("{}fn_{number}", options.prefix);
    let value = (Attribute::Value, Value::Text(number.as_str()));
    let with_id = [(Attribute::Id, Value::Text(id.as_str())), value];
    out.open(Element::Li, if first { &with_id } else { &with_id[1..] });
    let (html, end) = match note.html.strip_suffix("</p>\n") {
        Some(html) => (html, "</p>\n"),
        None => (note.html.as_str(), ""),
    };
    out.html.push_str(html);
    if first && referred {
        let back = Safe::place(
            &format!("{}fnref_{number}", options.prefix),
            options.absolute_base,
        );
        let attributes = [
            (Attribute::Href, Value::Address(&back)),
            (Attribute::Role, Value::Text("doc-backlink")),
        ];
        out.html.push(' ');
        out.element(Element::A, &attributes, "↩");
    }
    out.html.push_str(end);
    out.close_block(Element::Li);
}
