//! A place that was to be filled in, and was not.

use crate::both;
use crate::corpus::{Doc, Status};
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, RuleOption, Sink};
use crate::settings::OptionForm;
use crate::text::Foreign;
use crate::yaml::Node;

const ID: &str = "text/placeholder";

pub(crate) static RULE: Rule = Rule::document(
    ID,
    Severity::Error,
    Words { ja: "仮の文字が残っている", en: "a place that was to be filled in" },
    include_str!("placeholder.md"),
    check,
)
.options(&[RuleOption { name: "allow", form: OptionForm::Texts, direction: None }]);

/// Words of their own that stand for what is not written yet.
const WORDS: [&str; 8] = ["TODO", "TBD", "TBC", "FIXME", "XXX", "XXXX", "XYZ-CERT", "CERT-XYZ"];
/// Marks that stand for a name or a number, wherever they are.
const MARKS: [&str; 9] = ["○○", "〇〇", "◯◯", "●●", "△△", "××", "000-0000", "0000-0000", "ここに記入"];

fn check(doc: Doc<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
    // Nearly every document is without any, and is searched whole first; what is written by escape cannot be seen there.
    let text = doc.checked().source.text();
    if !text.contains('\\') && !WORDS.iter().chain(&MARKS).any(|hole| text.contains(hole)) {
        return;
    }
    let allowed = context.texts(ID, "allow");
    for node in doc.checked().tree.nodes() {
        // Keys have no part of the schema.
        let Some(text) = node.as_text().filter(|_| doc.checked().shape(node.id()).is_some()) else { continue };
        let Some(found) = hole(text) else { continue };
        if allowed.iter().any(|allowed| text.contains(allowed.as_str())) {
            continue;
        }
        report(doc, node, found, sink);
    }
}

/// Returns what stands for something that is not written yet.
fn hole(text: &str) -> Option<&str> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let word = text.split(|c: char| !is_part(c)).find(|word| WORDS.contains(word));
    word.or_else(|| MARKS.into_iter().find(|mark| text.contains(mark)))
}

fn report(doc: Doc<'_>, node: Node<'_>, found: &str, sink: &mut Sink<'_>) {
    let found = Foreign::new(found).to_string();
    let message = both! {
        ja: "「{found}」は仮の文字で、まだ書かれていません",
        en: "`{found}` stands for something that is not written yet",
    };
    let finding = doc.view(node).finding(message).help(both! {
        ja: "本当の内容に書き換えるか、まだ書けないのなら項目ごと消してください。見本として書いている値なら、設定の allow に書けます",
        en: "write what is meant, or take the field out until it is known; what is written as a sample goes into `allow` in the settings",
    });
    match doc.status() {
        Status::Draft => sink.report_as(finding, Severity::Warning),
        _ => sink.report(finding),
    }
}
