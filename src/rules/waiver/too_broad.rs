//! A waiver over everything, or for longer than a year.

use jiff::Span as Duration;
use jiff::civil::Date;

use crate::both;
use crate::corpus::{Corpus, Doc, document};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, RuleOption, Sink};
use crate::settings::OptionForm;

use super::About;

const ID: &str = "waiver/too-broad";

pub(crate) static RULE: Rule = Rule::document(
    ID,
    Severity::Warning,
    Words {
        ja: "例外の範囲が広すぎる、または長すぎる", en: "a waiver covers too much, or lasts too long"
    },
    include_str!("too_broad.md"),
    check,
)
.options(&[RuleOption { name: "longest", form: OptionForm::Duration, direction: Some("shorter-is-stricter") }]);

fn check(doc: Doc<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
    let longest = context.duration(ID, "longest").unwrap_or_else(|| Duration::new().years(1));
    let Ok(last) = context.today.checked_add(longest) else { return };
    for inline in &doc.checked().waivers {
        if inline.said.as_ref().is_ok_and(|waiver| waiver.until > last) {
            sink.report(too_long(About::Comment(doc, inline.span), last));
        }
    }
    if doc.kind() != Some("waivers") {
        return;
    }
    for entry in doc.root().into_iter().flat_map(|root| root.list("waivers")) {
        if let Some(expires) = entry.get("expires").filter(|expires| expires.date().is_some_and(|until| until > last)) {
            sink.report(too_long(About::Entry(expires), last));
        }
        let path = entry.get("target").and_then(|target| target.get("path"));
        if let Some(path) = path.filter(|path| path.text().is_some_and(|glob| covers_everything(context.corpus, glob)))
        {
            sink.report(too_wide(About::Entry(path)));
        }
    }
}

/// Says whether a glob names no file and no folder (`**`, `*`, `**/*.yaml`), or holds for every document there is.
fn covers_everything(corpus: &Corpus, glob: &str) -> bool {
    let names_nothing = |segment: &str| segment.contains('*') && segment.trim_matches(['*', '.']).len() <= "yaml".len();
    if glob.split('/').all(names_nothing) {
        return true;
    }
    let Some(matcher) = super::matcher(glob).filter(|_| glob.contains(['*', '?', '[', '{'])) else { return false };
    let mut documents = corpus.documents().filter(|doc| doc.kind() != Some(document::SETTINGS));
    documents.all(|doc| doc.checked().source.path().as_str().is_some_and(|path| matcher.is_match(path)))
}

fn too_long(about: About<'_>, last: Date) -> Finding {
    about
        .finding(both! { ja: "この例外の期限が長すぎます", en: "this waiver lasts too long" })
        .help(both! { ja: "{last} までの日を書き、必要ならそのとき延ばしてください", en: "let it end by {last}, and renew it then if need be" })
}

fn too_wide(about: About<'_>) -> Finding {
    about
        .finding(both! { ja: "この例外はすべての文書に効いてしまいます", en: "this waiver covers every document" })
        .help(both! { ja: "フォルダーや文書を絞って書いてください", en: "name the folder or the document it is for" })
}
