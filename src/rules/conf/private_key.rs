//! The secret half of a key, in a document or in a file that is named like a key.

use crate::both;
use crate::corpus::Doc;
use crate::finding::{Finding, Identity, Place, Severity, Subject};
use crate::git::{Entry, Mode};
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};
use crate::text::Span;

pub(crate) static RULE: Rule = Rule::corpus(
    "conf/private-key",
    Severity::Error,
    Words { ja: "秘密鍵が置かれている", en: "a private key lies in the repository" },
    include_str!("private_key.md"),
    check,
);

/// Endings of files in which keys are kept, and names of such files.
const NAMED_LIKE_A_KEY: [&str; 9] = [".pem", ".key", ".asc", ".gpg", ".pgp", ".ppk", ".age", "id_rsa", "id_ed25519"];

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    for doc in context.corpus.documents() {
        for at in found_in(doc.checked().source.text()) {
            sink.report(in_document(doc, at));
        }
    }
    let is_key = |entry: &&Entry| {
        let name = String::from_utf8_lossy(entry.path.file_name()).to_lowercase();
        entry.mode == Mode::File && NAMED_LIKE_A_KEY.iter().any(|ending| name.ends_with(ending))
    };
    for entry in context.snapshot.entries().iter().filter(is_key) {
        // Of a file that cannot be read nothing is said; it is no document.
        let Ok(bytes) = context.snapshot.read(&entry.path) else { continue };
        if found_in(&String::from_utf8_lossy(&bytes)).next().is_some() {
            let place = Place { path: entry.path.clone(), span: Span::default() };
            let subject = Subject {
                document: Identity::Path(entry.path.clone()),
                place,
                pointer: String::new(),
                value: String::new(),
            };
            sink.report(Finding::new(subject, message()).help(help()));
        }
    }
}

/// Returns where the armour of a private key begins. Public keys and certificates have another.
fn found_in(text: &str) -> impl Iterator<Item = usize> {
    let marks = ["AGE-SECRET-KEY-1", "PuTTY-User-Key-File-"];
    // To say that there is none is quicker than to look for the places.
    if !text.contains("PRIVATE KEY") && !marks.iter().any(|mark| text.contains(mark)) {
        return Vec::new().into_iter();
    }
    let armoured = text.match_indices("-----BEGIN ").filter(|(at, begin)| {
        let line = text[at + begin.len()..].lines().next().unwrap_or_default();
        line.contains("PRIVATE KEY")
    });
    let others = marks.into_iter().flat_map(|mark| text.match_indices(mark));
    let mut places: Vec<usize> = armoured.chain(others).map(|(at, _)| at).collect();
    places.sort_unstable();
    places.into_iter()
}

fn in_document(doc: Doc<'_>, at: usize) -> Finding {
    let length = doc.checked().source.text()[at..].lines().next().unwrap_or_default().trim_end().len();
    // The value is no part of the identity: nothing of a key is kept.
    doc.finding(Span::new(at..at + length.min(11)), "", "", message()).help(help())
}

fn message() -> Both {
    both! { ja: "秘密鍵がここにあります", en: "a private key lies here" }
}

fn help() -> Both {
    both! {
        ja: "この鍵は漏れたものとして扱い、失効させて作り直してください。消しても履歴に残るので、履歴からも取り除きます。公開鍵だけなら置いて構いません",
        en: "treat the key as leaked: revoke it and make a new one. Deleting it leaves it in the history, so clean that, too. Public keys may stay",
    }
}
