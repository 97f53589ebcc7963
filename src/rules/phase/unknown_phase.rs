//! An entry of the plan that is no phase of the standard flow, and has no name of its own.

use crate::both;
use crate::corpus::Doc;
use crate::corpus::plan;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::text::{Foreign, Slack, nearest};

pub(crate) static RULE: Rule = Rule::document(
    "phase/unknown-phase",
    Severity::Warning,
    Words {
        ja: "標準の工程にない、名前のない工程がある", en: "a phase is not of the standard flow, and has no name"
    },
    include_str!("unknown_phase.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    let Some(root) = doc.root().filter(|_| doc.kind() == Some("phase-plan") && !doc.is_over()) else { return };
    if root.text_of("preset") != Some("jpcert-8") {
        return;
    }
    for entry in root.list("phases") {
        let Some(id) = entry.get("id").filter(|id| !id.is_faulty()) else { continue };
        let Some(written) = id.text().filter(|id| !plan::preset_phases().contains(id)) else { continue };
        if !entry.lacks("name") {
            continue;
        }
        let name = Foreign::new(written).to_string();
        let message = both! {
            ja: "「{name}」は標準の8工程になく、名前 (name) もありません",
            en: "`{name}` is none of the eight standard phases, and has no `name` of its own",
        };
        let help = match nearest(written, plan::preset_phases().into_iter(), Slack::Third) {
            Some(meant) => both! {
                ja: "「{meant}」のことではありませんか。自分たちで加えた工程なら、name に名前を書いてください",
                en: "did you mean `{meant}`? If the phase is one of your own, give it a `name`",
            },
            None => both! {
                ja: "自分たちで加えた工程なら、name に名前を書いてください",
                en: "if the phase is one of your own, give it a `name`",
            },
        };
        sink.report(id.finding(message).help(help));
    }
}
