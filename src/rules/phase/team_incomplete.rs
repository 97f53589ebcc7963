//! A project team without anybody who leads, or anybody who stands for it.

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::document(
    "phase/team-incomplete",
    Severity::Warning,
    Words {
        ja: "構築の体制に、担当者または責任を負う経営層がいない",
        en: "the project team lacks a lead or a sponsor",
    },
    include_str!("team_incomplete.md"),
    check,
)
.completeness();

const NEEDED: [(&str, Words); 2] =
    [("lead", Words { ja: "構築担当者", en: "lead" }), ("sponsor", Words { ja: "責任を負う経営層", en: "sponsor" })];

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    if doc.kind() != Some("project-charter") {
        return;
    }
    let Some(team) = doc.get("team").filter(|team| !team.is_faulty()) else { return };
    // A duty that is none of the values may be the one that is missing.
    if team.items().any(|member| member.get_any("duty").is_none_or(View::is_faulty)) {
        return;
    }
    for (duty, words) in NEEDED {
        if !team.items().any(|member| member.text_of("duty") == Some(duty)) {
            sink.report(lacks(team, duty, words));
        }
    }
}

fn lacks(team: View<'_>, duty: &str, what: Words) -> Finding {
    let message = both! {
        what;
        ja: "プロジェクトの体制に「{what} (duty: {duty})」がいません",
        en: "the project team has no {what} (`duty: {duty}`)"
    };
    let mut finding = team.finding(message);
    finding.subject.value = duty.to_owned();
    finding.help(both! {
        ja: "team に「duty: {duty}」の人または役職を加えてください。一人が兼ねるときは二行に分けて書きます",
        en: "add a person or a post with `duty: {duty}`; who does both has two entries",
    })
}
