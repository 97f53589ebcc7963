//! Text as comments that speak to the checker: whatever they cover lies in the document.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use sekisho::corpus::CheckedDocument;
use sekisho::text::{RepoPath, SourceText};

fuzz_target!(|text: &str| {
    let bytes = format!("kind: people\n# sekisho: ignore{text}\ntitle: x # sekisho: {text}\n").into_bytes();
    let document = CheckedDocument::read(Arc::new(SourceText::new(RepoPath::new("a.yaml"), bytes)));
    for waiver in &document.waivers {
        let spans = waiver.said.iter().flat_map(|said| said.covers.iter());
        for span in spans.chain([&waiver.span]) {
            assert!(document.source.text().get(span.range()).is_some(), "{span:?}");
        }
    }
});
