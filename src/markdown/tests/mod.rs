//! Behaviour of the whole room, and what must hold for any text at all.

mod outlines;
mod pages;
mod properties;

use std::ops::Range;

use super::{HtmlOptions, Outline, html, outline};
use crate::source::SourceFile;

fn read(text: &str) -> Outline {
    outline(&SourceFile::new("a.md", text), 0..text.len())
}

fn codes(text: &str) -> Vec<&'static str> {
    read(text)
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect()
}

fn cuts(outline: &Outline) -> Vec<Range<usize>> {
    outline
        .headings
        .iter()
        .map(|heading| heading.cut.clone())
        .collect()
}

fn sections(text: &str) -> Vec<String> {
    let options = HtmlOptions {
        prefix: "u-",
        shift: 1,
        link: &|_| None,
        absolute_base: None,
    };
    html(text, &cuts(&read(text)), &options)
}

fn whole(text: &str) -> String {
    let options = HtmlOptions {
        prefix: "u-",
        shift: 1,
        link: &|_| None,
        absolute_base: None,
    };
    html(text, &[], &options).concat()
}
