//! Links and images.

use pulldown_cmark::{CowStr, LinkType};

use super::Writer;
use super::element::{Attribute, Element};
use super::sink::Value;
use crate::markdown::address::Address;

/// A link that is open.
pub(super) struct Link<'a> {
    seen: usize,
    address: CowStr<'a>,
}

/// An image whose alternative text is being gathered. Images in it are part of that text.
pub(super) struct Image<'a> {
    depth: usize,
    address: CowStr<'a>,
    title: CowStr<'a>,
    pub(super) alt: String,
}

impl<'a> Writer<'a> {
    /// Opens a link, if its address is allowed and no link is open; its text stays in any case.
    pub(super) fn open_link(&mut self, kind: LinkType, address: &CowStr<'a>, title: &str) {
        if self.image.is_some() {
            return;
        }
        let nested = self.links.iter().any(Option::is_some);
        let safe = match kind {
            _ if nested => None,
            LinkType::Email => self.safe(&format!("mailto:{address}")),
            _ => self.safe(address),
        };
        let Some(safe) = safe else {
            return self.links.push(None);
        };
        let mut attributes = vec![(Attribute::Href, Value::Address(&safe))];
        if !title.is_empty() {
            attributes.push((Attribute::Title, Value::Text(title)));
        }
        if safe.web {
            attributes.push((Attribute::Rel, Value::Text("noopener")));
        }
        self.out.open(Element::A, &attributes);
        let (seen, address) = (self.out.seen, address.clone());
        self.links.push(Some(Link { seen, address }));
    }

    /// Closes a link. One without text would have no name: its address is the text.
    pub(super) fn close_link(&mut self) {
        if self.image.is_some() {
            return;
        }
        if let Some(Some(Link { seen, address })) = self.links.pop() {
            if self.out.seen == seen {
                self.say(&address);
            }
            self.out.close(Element::A);
        }
    }

    /// A web address in running text.
    pub(super) fn bare(&mut self, address: &str) {
        let Some(safe) = self.safe(address).filter(|_| self.image.is_none()) else {
            return self.say(address);
        };
        self.out.open(
            Element::A,
            &[
                (Attribute::Href, Value::Address(&safe)),
                (Attribute::Rel, Value::Text("noopener")),
            ],
        );
        self.say(address);
        self.out.close(Element::A);
    }

    /// Begins an image.
    pub(super) fn open_image(&mut self, address: &CowStr<'a>, title: &CowStr<'a>) {
        if let Some(image) = &mut self.image {
            image.depth += 1;
            return;
        }
        let (address, title) = (address.clone(), title.clone());
        let (depth, alt) = (0, String::new());
        self.image = Some(Image {
            depth,
            address,
            title,
            alt,
        });
    }

    /// Ends an image. One that is not of this site, or nowhere, leaves its alternative text.
    pub(super) fn close_image(&mut self) {
        let Some(mut image) = self.image.take() else {
            return;
        };
        if image.depth > 0 {
            image.depth -= 1;
            self.image = Some(image);
            return;
        }
        let local = matches!(Address::of(&image.address), Address::Relative(_));
        let Some(safe) = self.safe(&image.address).filter(|_| local) else {
            return self.out.text(&image.alt);
        };
        let source = (Attribute::Src, Value::Address(&safe));
        let alt = (Attribute::Alt, Value::Text(&image.alt));
        let loading = (Attribute::Loading, Value::Text("lazy"));
        if image.title.is_empty() {
            self.out.open(Element::Img, &[source, alt, loading]);
        } else {
            self.out.open(
                Element::Img,
                &[
                    source,
                    alt,
                    loading,
                    (Attribute::Title, Value::Text(&image.title)),
                ],
            );
        }
        self.out.seen += usize::from(!image.alt.trim().is_empty());
    }
}
