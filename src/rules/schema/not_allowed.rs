//! A value outside the vocabulary of its field, or two fields of which only one may be there.

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};
use crate::schema::{Choice, Shape, What};
use crate::text::{self, Foreign, Slack};
use crate::yaml::NodeId;

use super::{as_help, aside, field_of, one_of, owner_of};

pub(crate) static RULE: Rule = Rule::document(
    "schema/not-allowed",
    Severity::Error,
    Words { ja: "決まった値のどれでもない", en: "a value is none of those that are known" },
    include_str!("not_allowed.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    for (view, violation) in super::violations(doc) {
        match &violation.what {
            What::NotAllowed => sink.report(not_allowed(view, violation.shape)),
            What::ExactlyOne { present, .. } if present.len() > 1 => sink.report(only_one(view, present)),
            _ => {}
        }
    }
}

fn not_allowed(view: View<'_>, shape: Option<&'static Shape>) -> Finding {
    let written = view.text().unwrap_or(view.node().source());
    let (field, value) = (field_of(view), Foreign::new(written));
    let message = both! {
        field;
        ja: "「{value}」は{field}に書ける値ではありません",
        en: "`{value}` is none of the values that {field} takes"
    };
    let finding = view.finding(message);
    match shape.map(|shape| shape.values).filter(|values| !values.is_empty()) {
        Some(values) => finding.help(suggestion(written, values)),
        None => match shape.and_then(|shape| shape.message.or(shape.description)) {
            Some(words) => finding.help(as_help(words)),
            None => finding,
        },
    }
}

fn suggestion(written: &str, values: &[Choice]) -> Both {
    if let Some(choice) = nearest(written, values) {
        let (value, ja, en) = (choice.value, choice.words.ja, aside(choice.words.en, choice.value));
        return both! { ja: "「{value}」({ja}) のことではありませんか", en: "did you mean `{value}`{en}?" };
    }
    one_of(values)
}

/// Returns the value that was most likely meant: by letter case, by the words for it, by a retired name, or by a slip.
fn nearest<'v>(written: &str, values: &'v [Choice]) -> Option<&'v Choice> {
    let lower = written.trim().to_lowercase();
    let plain = lower.strip_prefix("tlp:").unwrap_or(&lower).replace(['_', ' '], "-");
    let plain = match plain.as_str() {
        // TLP 2.0 renamed WHITE, and writes the strict label with a plus.
        "white" => "clear",
        "amber-strict" | "amberstrict" => "amber+strict",
        other => other,
    };
    let by_words = |choice: &&Choice| choice.words.ja == written.trim() || choice.words.en.to_lowercase() == lower;
    let exact = values.iter().find(|choice| choice.value == plain).or_else(|| values.iter().find(by_words));
    exact.or_else(|| {
        let near = text::nearest(plain, values.iter().map(|choice| choice.value), Slack::Third)?;
        values.iter().find(|choice| choice.value == near)
    })
}

fn only_one(map: View<'_>, present: &[NodeId]) -> Finding {
    let doc = map.doc();
    let node = |id: &NodeId| doc.view(doc.checked().tree.node(*id));
    let keys: Vec<String> =
        present.iter().map(|id| Foreign::new(node(id).text().unwrap_or_default()).to_string()).collect();
    let owner = owner_of(map);
    let (ja, en) = (keys.join("」と「"), keys.join("` and `"));
    let message = both! {
        owner;
        ja: "{owner}に「{ja}」が両方あります。書けるのはどれか一つです",
        en: "{owner} has `{en}`, of which only one may stand there"
    };
    let second = node(&present[1]);
    let pointer = format!("{}/{}", map.pointer(), second.text().unwrap_or_default());
    doc.finding(second.node().span(), &pointer, "", message)
        .label(node(&present[0]).place(), both! { ja: "一つ目はここです", en: "the first is here" })
        .help(both! { ja: "どちらを残すか決め、もう一つを消してください", en: "decide which one stays, and delete the other" })
}
