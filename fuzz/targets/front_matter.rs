//! A Markdown file with its front matter, as part of a site. The first line is the folder that it lies in.

#![no_main]

use forthright_fuzz::sites;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let end = input.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let (folder, text) = match &input[..end] {
        b"apologies" => ("apologies", &input[end + 1..]),
        b"maintenance" => ("maintenance", &input[end + 1..]),
        b"notices" => ("notices", &input[end + 1..]),
        b"pages" => ("pages", &input[end + 1..]),
        b"incidents" => ("incidents", &input[end + 1..]),
        _ => ("incidents", input),
    };
    let tree = sites::with(&format!("content/{folder}/2009-08-20-files.md"), text);
    sites::must_hold(&tree);
});
