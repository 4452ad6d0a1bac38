//! The record of the last write: whatever it says, nothing outside the output folder is ever ours.

#![no_main]

use forthright::output::Manifest;
use forthright_fuzz::sites::must_stay_inside;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(manifest) = Manifest::from_bytes(bytes) else {
        return;
    };
    for path in manifest.files.keys().chain(manifest.former.keys()) {
        // A file copied from `static/` may have `%` in its name.
        must_stay_inside(&path.replace('%', ""));
        assert!(manifest.names(path));
    }
    let again = Manifest::from_bytes(&manifest.to_bytes()).expect("what we write we can read");
    assert_eq!(manifest, again);
    let mut next = Manifest::new(manifest.inputs, 0);
    next.keep_former(&manifest);
    assert!(next.former.keys().all(|path| manifest.names(path)));
});
