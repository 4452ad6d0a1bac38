//! Markdown → HTML, judged by an independent parser and an independent sanitiser.

#![no_main]

use forthright::markdown::{HtmlOptions, html, outline, plain};
use forthright::source::SourceFile;
use forthright_fuzz::fragment::{must_be_harmless, must_stay_as_it_is};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let file = SourceFile::new("a.md", text);
    let found = outline(&file, 0..text.len());
    for one in &found.diagnostics {
        assert!(text.get(one.span.start..one.span.end).is_some(), "{one:?}");
    }
    let cuts: Vec<_> = found
        .headings
        .iter()
        .map(|heading| heading.cut.clone())
        .collect();
    // Within a page, and in a feed: there all addresses are absolute.
    let feed = text.len() % 2 == 1;
    let link = |written: &str| written.ends_with('x').then(|| format!("../{written}"));
    let options = HtmlOptions {
        prefix: "u-",
        shift: 1,
        link: &link,
        absolute_base: feed.then_some("https://status.example/incidents/a.html"),
    };
    let sections = html(text, &cuts, &options);
    assert_eq!(sections.len(), cuts.len() + 1);
    assert_eq!(plain(text, &cuts).len(), cuts.len() + 1);
    let whole = sections.concat();
    must_be_harmless(&whole, "u-");
    must_stay_as_it_is(&whole);
    if !cuts.is_empty() {
        sections
            .iter()
            .for_each(|section| must_be_harmless(section, "u-"));
    }
});
