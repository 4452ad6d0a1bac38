//! The allow-list: every element that can come out of a write-up, and every attribute that it may carry.
//!
//! The writer can name nothing else, and an attribute that is not on its element's row is not written.

/// An element on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::markdown) enum Element {
    A,
    Blockquote,
    Br,
    Code,
    Dd,
    Del,
    Div,
    Dl,
    Dt,
    Em,
    H1,
    H2,
    H3,
    H4,
    H5,
    H6,
    Hr,
    Img,
    Input,
    Label,
    Li,
    Ol,
    P,
    Pre,
    Strong,
    Sup,
    Table,
    Tbody,
    Td,
    Th,
    Thead,
    Tr,
    Ul,
}

/// An attribute on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::markdown) enum Attribute {
    Alt,
    AriaLabel,
    Checked,
    Class,
    Disabled,
    Href,
    Id,
    Loading,
    Rel,
    Role,
    Scope,
    Src,
    Start,
    Tabindex,
    Title,
    Type,
    Value,
}

impl Element {
    /// Its name.
    pub(in crate::markdown) const fn name(self) -> &'static str {
        match self {
            Self::A => "a",
            Self::Blockquote => "blockquote",
            Self::Br => "br",
            Self::Code => "code",
            Self::Dd => "dd",
            Self::Del => "del",
            Self::Div => "div",
            Self::Dl => "dl",
            Self::Dt => "dt",
            Self::Em => "em",
            Self::H1 => "h1",
            Self::H2 => "h2",
            Self::H3 => "h3",
            Self::H4 => "h4",
            Self::H5 => "h5",
            Self::H6 => "h6",
            Self::Hr => "hr",
            Self::Img => "img",
            Self::Input => "input",
            Self::Label => "label",
            Self::Li => "li",
            Self::Ol => "ol",
            Self::P => "p",
            Self::Pre => "pre",
            Self::Strong => "strong",
            Self::Sup => "sup",
            Self::Table => "table",
            Self::Tbody => "tbody",
            Self::Td => "td",
            Self::Th => "th",
            Self::Thead => "thead",
            Self::Tr => "tr",
            Self::Ul => "ul",
        }
    }

    /// The attributes that it may carry.
    pub(in crate::markdown) const fn attributes(self) -> &'static [Attribute] {
        use Attribute::{
            Alt, AriaLabel, Checked, Class, Disabled, Href, Id, Loading, Rel, Role, Scope, Src,
            Start, Tabindex, Title, Type, Value,
        };
        match self {
            Self::A => &[Href, Id, Rel, Role, Title],
            Self::Code | Self::Label | Self::P | Self::Td => &[Class],
            Self::Div => &[AriaLabel, Class, Role, Tabindex],
            Self::H1 | Self::H2 | Self::H3 | Self::H4 | Self::H5 | Self::H6 => &[Id],
            Self::Img => &[Alt, Loading, Src, Title],
            Self::Input => &[Checked, Disabled, Type],
            Self::Li => &[Id, Value],
            Self::Ol => &[Class, Start],
            Self::Pre => &[Tabindex],
            Self::Th => &[Class, Scope],
            Self::Blockquote
            | Self::Br
            | Self::Dd
            | Self::Del
            | Self::Dl
            | Self::Dt
            | Self::Em
            | Self::Hr
            | Self::Strong
            | Self::Sup
            | Self::Table
            | Self::Tbody
            | Self::Thead
            | Self::Tr
            | Self::Ul => &[],
        }
    }

    /// The heading of a level; levels above 6 are 6.
    pub(super) const fn heading(level: u8) -> Self {
        match level {
            0 | 1 => Self::H1,
            2 => Self::H2,
            3 => Self::H3,
            4 => Self::H4,
            5 => Self::H5,
            _ => Self::H6,
        }
    }
}

impl Attribute {
    /// Its name.
    pub(in crate::markdown) const fn name(self) -> &'static str {
        match self {
            Self::Alt => "alt",
            Self::AriaLabel => "aria-label",
            Self::Checked => "checked",
            Self::Class => "class",
            Self::Disabled => "disabled",
            Self::Href => "href",
            Self::Id => "id",
            Self::Loading => "loading",
            Self::Rel => "rel",
            Self::Role => "role",
            Self::Scope => "scope",
            Self::Src => "src",
            Self::Start => "start",
            Self::Tabindex => "tabindex",
            Self::Title => "title",
            Self::Type => "type",
            Self::Value => "value",
        }
    }
}
