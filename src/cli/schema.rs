//! `sekisho schema KIND`: the schema of a kind, for editors.

use super::failure::Failure;
use super::{PASSED, output};
use crate::both;
use crate::schema::catalog;
use crate::text::Foreign;

/// Prints the schema of a kind, or of the settings.
pub(super) fn run(kind: &str) -> Result<u8, Failure> {
    match catalog::text(kind) {
        Some(text) => output::print(&text, PASSED),
        None => Err(unknown_kind(kind)),
    }
}

/// There is no kind of this name.
fn unknown_kind(kind: &str) -> Failure {
    let name = Foreign::new(kind);
    Failure::new(both! { ja: "「{name}」という文書の種類はありません", en: "there is no kind of document `{name}`" })
        .hint(both! {
            ja: "種類の一覧は `sekisho explain --all kinds` で見られます",
            en: "list the kinds with `sekisho explain --all kinds`",
        })
}
