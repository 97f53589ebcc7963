//! Bytes as a document: read, held against a schema, and every place that is named lies in the text.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use sekisho::corpus::CheckedDocument;
use sekisho::text::{RepoPath, SourceText};

fuzz_target!(|bytes: &[u8]| {
    let source = Arc::new(SourceText::new(RepoPath::new("a.yaml"), bytes.to_vec()));
    let document = CheckedDocument::read(source);
    let text = document.source.text();
    for problem in &document.problems {
        assert!(text.get(problem.span.range()).is_some(), "{problem:?}");
    }
});
