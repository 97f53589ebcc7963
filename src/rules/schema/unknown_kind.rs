//! A `kind` that no kind has.

use crate::both;
use crate::corpus::{Doc, KindOf};
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::schema::{Kind, catalog};
use crate::text::{self, Foreign, Slack};

use super::aside;

pub(crate) static RULE: Rule = Rule::document(
    "schema/unknown-kind",
    Severity::Error,
    Words { ja: "文書の種類 (kind) が知られていない", en: "the kind of the document is not known" },
    include_str!("unknown_kind.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    let KindOf::Unknown(node) = doc.checked().kind else { return };
    let node = doc.checked().tree.node(node);
    let written = node.as_text().unwrap_or(node.source());
    let name = Foreign::new(written);
    let message = both! { ja: "「{name}」という文書の種類はありません", en: "there is no kind of document `{name}`" };
    let help = match nearest(written) {
        Some(kind) => {
            let (near, ja, en) = (kind.name, kind.title.ja, aside(kind.title.en, kind.name));
            both! { ja: "「{near}」({ja}) のことではありませんか", en: "did you mean `{near}`{en}?" }
        }
        None => both! {
            ja: "種類の一覧は `sekisho explain --all kinds` で見られます。CSIRT の文書でないなら、設定の ignore に加えてください",
            en: "list the kinds with `sekisho explain --all kinds`; if this is no document of the CSIRT, add it to `ignore` in the settings",
        },
    };
    sink.report(doc.finding(node.span(), "/kind", written, message).help(help));
}

fn nearest(written: &str) -> Option<&'static Kind> {
    let plain = written.trim().to_lowercase().replace(['_', ' '], "-");
    let is_called = |kind: &&Kind| {
        kind.title.ja == written || kind.title.en.eq_ignore_ascii_case(written) || kind.also.contains(&plain.as_str())
    };
    // 「役割」 is the beginning of one title, 「インシデント」 of several.
    let begins = |kind: &&Kind| written.chars().count() > 1 && kind.title.ja.starts_with(written);
    let only = |mut kinds: Vec<&'static Kind>| if kinds.len() == 1 { kinds.pop() } else { None };
    if let Some(kind) =
        catalog::kinds().iter().find(is_called).or_else(|| only(catalog::kinds().iter().filter(begins).collect()))
    {
        return Some(kind);
    }
    text::nearest(&plain, catalog::kinds().iter().map(|kind| kind.name), Slack::Quarter).and_then(catalog::kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_known_by_what_people_call_it() {
        for (written, meant) in [
            ("Role_Catalog", Some("role-catalog")),
            ("role-catalogue", Some("role-catalog")),
            ("役割定義", Some("role-catalog")),
            ("役割", Some("role-catalog")),
            ("インシデント", None),
            ("RACI", Some("responsibility-matrix")),
            ("rfc2350", Some("csirt-description")),
            ("services", Some("service-catalog")),
            ("escalation", Some("escalation-matrix")),
            ("risks", Some("risk-assessment")),
            ("deployment", None),
        ] {
            assert_eq!(nearest(written).map(|kind| kind.name), meant, "{written}");
        }
    }

    #[test]
    fn no_word_means_two_kinds() {
        let mut words: Vec<&str> = catalog::kinds().iter().flat_map(|kind| kind.also.iter().copied()).collect();
        words.extend(catalog::kinds().iter().map(|kind| kind.name));
        let n_words = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), n_words);
    }
}
