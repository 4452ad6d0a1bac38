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

/// The instant that every imported site is built at.
const AS_OF: &str = "2030-01-01T00:00:00Z";

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
        must_stay_inside(&path.replace(['%', ':'], "_"));
    }
    let made = imported
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("content/"));
    let tree: SourceTree = made
        .map(|(path, bytes)| SourceFile::with_plain_line_ends(path, bytes))
        .collect();
    // Years of calendars and the templates take long, and other targets look at them too: every input is resolved, some become pages.
    let whole = input.len() % 16 == 0;
    let checked = whole.then(|| sites::must_speak(&tree, AS_OF));
    let found = match &checked {
        Some(checked) => checked.diagnostics.clone(),
        None => sites::findings(&tree, AS_OF),
    };
    // What is dated later than that is not for the importer to mend.
    let mut wrong = found.iter().filter(|one| one.severity == Severity::Error);
    let unexpected = wrong.find(|one| one.code != "after-as-of");
    assert!(
        unexpected.is_none(),
        "the imported site has an error: {unexpected:?}"
    );
    let pages = checked
        .as_ref()
        .and_then(|checked| checked.prepared.as_ref());
    pages.map(sites::must_render);
});
