//! What a write-up says for good: its sentences, each with its signs and its place.
//!
//! A letter is final as a whole. Of an incident that is over, the opening is, and what was said from its last resolution on; updates
//! given while it was open are not, for then a hedge is honest.

use std::collections::BTreeSet;
use std::ops::Range;

use super::phrases::{Book, Signs};
use super::tokens::{self, Token};
use crate::markdown::{self, Passage, PassageKind};
use crate::model::{Incident, Phase, Prose};
use crate::source::{SourceFile, Span};

/// The final text of one write-up.
pub(super) struct Text<'b> {
    file: SourceFile,
    body: usize,
    book: &'b Book,
    passages: Vec<Read<'b>>,
    /// What any of its sentences is a sign of.
    signs: BTreeSet<&'b str>,
}

/// A passage with its words.
struct Read<'b> {
    passage: Passage,
    tokens: Vec<Token>,
    sentences: Vec<(Range<usize>, Signs<'b>)>,
}

/// One sentence.
#[derive(Clone, Copy)]
pub(super) struct Sentence<'t> {
    /// Number of its passage, headings aside.
    pub(super) passage: usize,
    /// Its words.
    pub(super) tokens: &'t [Token],
    /// What it is a sign of.
    pub(super) signs: &'t Signs<'t>,
    text: &'t str,
    place: (&'t SourceFile, usize, &'t Passage),
}

impl<'b> Text<'b> {
    /// All of a letter.
    pub(super) fn of_letter(prose: &Prose, book: &'b Book) -> Self {
        Self::new(prose, book, |_| true)
    }

    /// What is final of an incident that is over.
    pub(super) fn of_incident(incident: &Incident, book: &'b Book) -> Self {
        let closing = incident.updates.iter().rev();
        let closing = closing.take_while(|update| update.phase == Phase::Resolved);
        let last_live = incident.updates.len() - closing.count();
        Self::new(&incident.prose, book, |section| {
            section == 0 || section > last_live
        })
    }

    fn new(prose: &Prose, book: &'b Book, is_final: impl Fn(usize) -> bool) -> Self {
        let passages = markdown::passages(prose.text(), &prose.cuts).into_iter();
        let passages = passages.filter(|passage| is_final(passage.section));
        let read = passages.map(|passage| {
            let (tokens, sentences) = tokens::read(&passage.text);
            let sentences = sentences.into_iter().map(|range| {
                let signs = book.signs(&tokens[range.clone()]);
                (range, signs)
            });
            let sentences = sentences.collect();
            Read {
                passage,
                tokens,
                sentences,
            }
        });
        let passages: Vec<Read<'_>> = read.collect();
        let sentences = passages.iter().flat_map(|read| &read.sentences);
        let signs = sentences.flat_map(|(_, signs)| signs.keys().copied());
        Self {
            file: prose.file.clone(),
            body: prose.body.start,
            book,
            signs: signs.collect(),
            passages,
        }
    }

    /// What its sentences were searched for.
    pub(super) fn book(&self) -> &'b Book {
        self.book
    }

    /// Every sentence, in order; those of headings where they are asked for.
    pub(super) fn sentences(&self, headings: bool) -> impl Iterator<Item = Sentence<'_>> {
        let wanted = self.passages.iter();
        let wanted =
            wanted.filter(move |read| headings || read.passage.kind != PassageKind::Heading);
        wanted.enumerate().flat_map(move |(number, read)| {
            read.sentences.iter().map(move |(range, signs)| Sentence {
                passage: number,
                tokens: &read.tokens[range.clone()],
                signs,
                text: &read.passage.text,
                place: (&self.file, self.body, &read.passage),
            })
        })
    }

    /// The first sentence that is a sign of `subject`, headings included.
    pub(super) fn first(&self, subject: &str) -> Option<Sentence<'_>> {
        self.sentences(true)
            .find(|sentence| sentence.signs.contains_key(subject))
    }

    /// Whether anything is a sign of `subject`, headings included.
    pub(super) fn has(&self, subject: &str) -> bool {
        self.signs.contains(subject)
    }
}

impl<'t> Sentence<'t> {
    /// The words that are a sign of `subject`, as written, and their place.
    pub(super) fn sign(&self, subject: &str) -> Option<(&'t str, Span)> {
        self.signs.get(subject).map(|range| self.words(range))
    }

    /// All its words, as written, and their place.
    pub(super) fn whole(&self) -> (&'t str, Span) {
        self.words(&(0..self.tokens.len()))
    }

    /// These of its words, as written, and their place.
    pub(super) fn words(&self, range: &Range<usize>) -> (&'t str, Span) {
        let tokens = self.tokens.get(range.clone()).unwrap_or_default();
        let start = tokens.first().map_or(0, |first| first.range.start);
        let end = tokens.last().map_or(start, |last| last.range.end);
        let (file, body, passage) = self.place;
        let source = passage.source(&(start..end));
        let span = file.span(body + source.start..body + source.end);
        (self.text.get(start..end).unwrap_or_default(), span)
    }
}
