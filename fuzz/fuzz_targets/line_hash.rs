//! Text as lines: each has a hash, and no two the same.
#![no_main]

use std::collections::HashSet;

use libfuzzer_sys::fuzz_target;
use sekisho::report::line_hash::of_lines;

fuzz_target!(|text: &str| {
    let hashes = of_lines(text);
    let distinct: HashSet<&String> = hashes.iter().collect();
    assert_eq!(distinct.len(), hashes.len());
    if !text.contains('\r') {
        assert_eq!(hashes.len(), text.matches('\n').count() + 1);
    }
});
