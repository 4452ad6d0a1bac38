//! HTML as an independent tokeniser reads it: tags with their attributes, and the text between them.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// A piece of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A start tag, its attributes sorted by name.
    Open(String, Vec<(String, String)>),
    /// An end tag.
    Close(String),
    /// Text up to the next tag, decoded.
    Text(String),
    /// A comment, a document type, or a zero byte.
    Other(String),
}

/// The pieces of `html`, in order.
#[must_use]
pub fn pieces(html: &str) -> Vec<Piece> {
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

#[derive(Default)]
struct Sink(RefCell<Vec<Piece>>);

impl Sink {
    fn text(&self, more: &str) {
        let mut pieces = self.0.borrow_mut();
        if let Some(Piece::Text(text)) = pieces.last_mut() {
            text.push_str(more);
        } else {
            pieces.push(Piece::Text(more.to_owned()));
        }
    }

    fn tag(&self, tag: &Tag) {
        let name = tag.name.to_string();
        let piece = match tag.kind {
            TagKind::StartTag => {
                let attribute = |one: &html5ever::Attribute| {
                    (one.name.local.to_string(), one.value.to_string())
                };
                let mut attributes: Vec<_> = tag.attrs.iter().map(attribute).collect();
                attributes.sort_unstable();
                Piece::Open(name, attributes)
            }
            TagKind::EndTag => Piece::Close(name),
        };
        self.0.borrow_mut().push(piece);
    }
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => {
                self.tag(&tag);
                return if tag.kind == TagKind::StartTag {
                    content_of(&tag.name)
                } else {
                    TokenSinkResult::Continue
                };
            }
            Token::CharacterTokens(text) => self.text(&text),
            Token::CommentToken(text) => {
                self.0
                    .borrow_mut()
                    .push(Piece::Other(format!("<!--{text}")));
            }
            Token::DoctypeToken(_) => self.0.borrow_mut().push(Piece::Other("doctype".to_owned())),
            Token::NullCharacterToken => self.0.borrow_mut().push(Piece::Other("\0".to_owned())),
            Token::ParseError(_) | Token::EOFToken => {}
        }
        TokenSinkResult::Continue
    }
}

/// Inside these elements tags are text.
fn content_of(name: &str) -> TokenSinkResult<()> {
    match name {
        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
            TokenSinkResult::RawData(RawKind::Rawtext)
        }
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "plaintext" => TokenSinkResult::Plaintext,
        _ => TokenSinkResult::Continue,
    }
}
