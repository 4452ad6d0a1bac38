//! A file of uptime data, as part of a site; behind a line `>>> csv`, the table of outages beside it.

#![no_main]

use forthright::source::SourceFile;
use forthright_fuzz::sites;
use libfuzzer_sys::fuzz_target;

const MARK: &[u8] = b">>> csv\n";

fuzz_target!(|input: &[u8]| {
    let mark = input.windows(MARK.len()).position(|part| part == MARK);
    let data = mark.map_or(input, |at| &input[..at]);
    let mut tree = sites::with("content/uptime/mail.yaml", data);
    if let Some(at) = mark {
        let table = &input[at + MARK.len()..];
        // Line ends stay as they are: a site in memory may have any.
        tree.insert(SourceFile::new("content/uptime/mail.csv", table));
    }
    sites::must_hold(&tree);
});
