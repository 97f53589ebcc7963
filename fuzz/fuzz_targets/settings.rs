//! Bytes as the file of settings.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use sekisho::corpus::CheckedDocument;
use sekisho::settings::Settings;
use sekisho::text::{RepoPath, SourceText};

fuzz_target!(|bytes: &[u8]| {
    let source = Arc::new(SourceText::new(RepoPath::new("sekisho.yaml"), bytes.to_vec()));
    let document = CheckedDocument::read_settings(source);
    let _ = Settings::read(&document, &[]);
});
