//! The settings file of a site.

#![no_main]

use forthright_fuzz::sites;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    sites::must_hold(&sites::with("content/site.yaml", input));
});
