//! A judge of XML: well-formed, and of characters that XML can carry.

use quick_xml::Reader;
use quick_xml::events::Event;

/// Panics unless `bytes` are a well-formed document.
///
/// # Panics
/// They are not.
pub fn must_be_well_formed(path: &str, bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).expect("XML is UTF-8");
    for one in text.chars() {
        let carried = matches!(one, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
        assert!(carried, "{path}: {one:?}");
    }
    let mut reader = Reader::from_str(text);
    let mut depth = 0_usize;
    loop {
        match reader
            .read_event()
            .unwrap_or_else(|error| panic!("{path}: {error}"))
        {
            Event::Start(tag) => {
                tag.attributes()
                    .for_each(|one| drop(one.expect("an attribute is one")));
                depth += 1;
            }
            Event::End(_) => depth -= 1,
            Event::GeneralRef(name) => {
                let known = ["lt", "gt", "amp", "apos", "quot"].contains(&&*name);
                assert!(known || name.starts_with('#'), "{path}: an unknown entity");
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "{path}: left open");
}
