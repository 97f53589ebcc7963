//! `sekisho approve DOC --as ROLE`: an approval, written into the document.

use std::fmt::Write as _;
use std::path::Path;

use jiff::civil::Date;

use super::failure::Failure;
use super::{PASSED, files, output, watchdog, whole};
use crate::approval::{self, Approval, Decision, Wish};
use crate::both;
use crate::corpus::{Corpus, Doc, KindOf, Reference};
use crate::engine::Outcome;
use crate::finding::Severity;
use crate::git::Root;
use crate::lang::{Both, Lang};
use crate::text::Foreign;

/// What `approve` was asked for.
#[derive(Debug)]
pub(super) struct Options {
    /// The document: its path, its id, or `kind:id`.
    pub document: String,
    /// In which role.
    pub role: String,
    /// Which person.
    pub person: Option<String>,
    /// What is decided.
    pub decision: Decision,
    /// Where the decision is recorded.
    pub evidence: Option<String>,
    /// Whether the edit is shown and not made.
    pub is_dry_run: bool,
    /// The day; today where it is not given.
    pub today: Option<Date>,
    /// The reader's language.
    pub lang: Lang,
}

/// Writes the approval, or shows what would be written.
pub(super) fn run(options: &Options) -> Result<u8, Failure> {
    if options.evidence.as_ref().is_some_and(|text| text.trim().is_empty() || text.chars().any(char::is_control)) {
        return Err(Failure::new(both! {
            ja: "--evidence が空か、使えない文字を含んでいます",
            en: "what stands after --evidence is empty, or holds characters that cannot be written",
        }));
    }
    watchdog::start(options.lang);
    let written = Path::new(&options.document);
    let is_path = written.exists();
    let root = Root::find(if is_path { written } else { Path::new(".") })?;
    let unknown = both! { ja: "誰が承認できるかが分かりません", en: "it is not known who may approve" };
    let outcome = whole::outcome(&root, options.today, &unknown)?;
    let doc = document(&outcome.corpus, &root, options, is_path)?;
    // `role:ciso` is the id of a role as well.
    let bare = |text: &str| Reference::parse(text).id.to_owned();
    let (role, person) = (bare(&options.role), options.person.as_deref().map(bare));
    let wish = Wish {
        role: &role,
        person: person.as_deref(),
        decision: options.decision,
        evidence: options.evidence.as_deref(),
    };
    let approval = approval::approve(&outcome, doc, &wish).map_err(|refusal| {
        let (message, hint) = refusal.words(&wish);
        hint.into_iter().fold(Failure::new(message), Failure::hint)
    })?;
    let before = doc.checked().source.text();
    let mut text = String::new();
    if options.is_dry_run {
        text += &difference(before, &approval.text);
    } else {
        let path = doc.checked().source.path();
        let name = path.as_str().ok_or_else(|| {
            Failure::new(both! {
                ja: "「{path}」は名前の文字コードが UTF-8 ではないため、書き込めません",
                en: "the name of `{path}` is not UTF-8, so nothing is written",
            })
        })?;
        files::replace(&root.folder().join(name), before.as_bytes(), &approval.text)?;
    }
    for sentence in said(&outcome, doc, &wish, &approval, options.is_dry_run) {
        let _ = writeln!(text, "{}", sentence.get(options.lang));
    }
    output::print(&text, PASSED)
}

fn document<'c>(corpus: &'c Corpus, root: &Root, options: &Options, is_path: bool) -> Result<Doc<'c>, Failure> {
    let is_document = |doc: &Doc<'_>| !matches!(doc.checked().kind, KindOf::Settings(_));
    let mut documents = corpus.documents().filter(is_document);
    let shown = Foreign::whole(&options.document).to_string();
    if is_path {
        return documents.find(|doc| doc.checked().source.path() == root.inside()).ok_or_else(|| {
            Failure::new(both! {
                ja: "「{shown}」は検査の対象の文書ではありません",
                en: "`{shown}` is none of the documents that are checked",
            })
        });
    }
    let reference = Reference::parse(&options.document);
    let mut named = documents
        .filter(|doc| doc.id() == Some(reference.id) && reference.kind.is_none_or(|kind| doc.kind() == Some(kind)));
    match (named.next(), named.next()) {
        (Some(doc), None) => Ok(doc),
        (None, _) => {
            Err(Failure::new(both! { ja: "「{shown}」という文書はありません", en: "there is no document `{shown}`" })
                .hint(both! {
                    ja: "文書のファイルの場所か、ID を書いてください",
                    en: "write the path of its file, or its id",
                }))
        }
        (Some(_), Some(_)) => Err(Failure::new(both! {
            ja: "ID が「{shown}」の文書は複数あります",
            en: "several documents have the id `{shown}`",
        })
        .hint(both! {
            ja: "「種類:ID」の形か、ファイルの場所で書いてください",
            en: "write `kind:id`, or the path of its file",
        })),
    }
}

/// What was done, and what was not looked at.
fn said(outcome: &Outcome, doc: Doc<'_>, wish: &Wish<'_>, approval: &Approval, is_dry_run: bool) -> Vec<Both> {
    let path = doc.checked().source.path();
    let role = Foreign::new(wish.role);
    let decision = match wish.decision {
        Decision::Approved => both! { ja: "承認", en: "approval" },
        Decision::Conditional => both! { ja: "条件付き承認", en: "conditional approval" },
        Decision::Rejected => both! { ja: "却下", en: "rejection" },
    };
    let by = match &approval.person {
        Some(person) => {
            let person = Foreign::new(person);
            both! { ja: "「{role}」の「{person}」", en: "`{person}` as `{role}`" }
        }
        None => both! { ja: "「{role}」", en: "`{role}`" },
    };
    let mut said = vec![match is_dry_run {
        false => both! {
            by, decision;
            ja: "{path} に、{by}による{decision}を書きました。",
            en: "Wrote the {decision} by {by} into {path}."
        },
        true => both! {
            by, decision;
            ja: "{path} に、{by}による{decision}を書くとこうなります。まだ書いていません。",
            en: "This is the {decision} by {by} in {path}. Nothing was written."
        },
    }];
    if !approval.is_laid_down {
        said.push(both! {
            ja: "誰がこの種類の文書を承認するかは、設定 (approvals) で決まっていません。どの役割でも承認できます。",
            en: "The settings (`approvals`) do not say who approves such a document; any role may.",
        });
    }
    if !approval.is_author_known {
        said.push(both! {
            ja: "確かめていないこと: 書いた人 (meta.authors) か承認した人が書かれていないため、自分の文書の承認でないかは分かりません。",
            en: "Not checked: whether somebody approves a document of their own, since its authors (`meta.authors`) or the person who approves are not named.",
        });
    }
    let n_errors = outcome
        .active()
        .filter(|finding| finding.severity == Severity::Error && finding.subject.place.path == *path)
        // An approval may be what was missing.
        .filter(|finding| !finding.rule.starts_with("lifecycle/approv"))
        .count();
    if n_errors > 0 {
        said.push(both! {
            ja: "注意: この文書には検査のエラーが{n_errors}件あります。直すと、この承認は効かなくなります。",
            en: "Note: a check finds {n_errors} errors in this document. Mending them voids this approval.",
        });
    }
    let status = doc.checked().meta("status").and_then(|status| status.as_text()).unwrap_or("draft");
    if wish.decision != Decision::Rejected && matches!(status, "draft" | "in-review") {
        said.push(both! {
            ja: "文書の状態は「{status}」のままです。承認済みにするには meta の status を approved にしてください。",
            en: "The document is still `{status}`; set the `status` in its `meta` to `approved` when it shall hold.",
        });
    }
    said
}

/// Returns the lines that differ: those that go with `-`, those that come with `+`.
fn difference(before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let (old, new) = (&old[same..], &new[same..]);
    let behind = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let mut text = String::new();
    for (sign, lines) in [('-', &old[..old.len() - behind]), ('+', &new[..new.len() - behind])] {
        for line in lines {
            let _ = writeln!(text, "{sign} {}", Foreign::whole(line));
        }
    }
    text
}
