//! The importer of cState sites: from any files to a site of ours without an error in it.

#![no_main]

use std::collections::BTreeMap;

use forthright::SourceTree;
use forthright::diagnostic::Severity;
use forthright::import::cstate::{Options, convert};
use forthright::source::SourceFile;
use forthright_fuzz::files::files;
use forthright_fuzz::sites::{self, must_stay_inside};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let text = String::from_utf8_lossy(input);
    let files: BTreeMap<String, Vec<u8>> = files(&text)
        .into_iter()
        .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
        .collect();
    let options = Options {
        time_zone: (input.len() % 2 == 1).then(|| "Europe/Berlin".to_owned()),
    };
    let Ok(imported) = convert(&files, &options) else {
        return;
    };
    let _ = imported.report();
    for path in imported.files.keys() {
        // A file that is put aside or copied keeps its name, whatever is in it.
        must_stay_inside(&path.replace(['%', ':'], ""));
    }
    let made = imported
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("content/"));
    let tree: SourceTree = made
        .map(|(path, bytes)| SourceFile::with_plain_line_ends(path, bytes))
        .collect();
    let checked = sites::must_speak(&tree, "2030-01-01T00:00:00Z");
    // What is dated later than that is not for the importer to mend.
    let mut wrong = checked
        .diagnostics
        .iter()
        .filter(|one| one.severity == Severity::Error);
    let unexpected = wrong.find(|one| one.code != "after-as-of");
    assert!(
        unexpected.is_none(),
        "the imported site has an error: {unexpected:?}"
    );
    // Years of calendars take long, and other targets look at pages too.
    let pages = checked.prepared.as_ref().filter(|_| input.len() % 16 == 0);
    pages.map(sites::must_render);
});
