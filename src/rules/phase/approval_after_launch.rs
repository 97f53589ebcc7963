//! A CSIRT at work before management decided on it.

use jiff::civil::Date;

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

use super::launch::{Launch, decision_of, launches};

pub(crate) static RULE: Rule = Rule::corpus(
    "phase/approval-after-launch",
    Severity::Error,
    Words {
        ja: "経営層が決める前に活動を始めている", en: "the team was at work before management decided"
    },
    include_str!("approval_after_launch.md"),
    check,
)
.completeness();

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let requests: Vec<Doc<'_>> = context.corpus.of_kind("establishment-approval").collect();
    let Some(request) = requests.iter().max_by_key(|doc| doc.status()) else { return };
    // A decision that cannot be read may be the one that matters.
    let is_hidden = context.corpus.may_be_hidden("establishment-approval");
    if is_hidden || requests.iter().any(|doc| may_have_another_decision(*doc)) {
        return;
    }
    let launches = launches(context.corpus);
    let decisions: Vec<View<'_>> = requests.iter().filter_map(|doc| doc.get("decision")).collect();
    let is_consent = |decision: &&View<'_>| decision_of(decision.doc()) != Some("rejected");
    let consents =
        decisions.iter().filter(is_consent).filter_map(|decision| Some((decision.date_of("date")?, *decision)));
    if let Some((date, decision)) = consents.min_by_key(|(date, _)| *date) {
        for launch in launches.iter().filter(|launch| launch.date < date) {
            sink.report_structural(too_early(launch, date, decision));
        }
        return;
    }
    // One decision is wanting, however many days have passed without it.
    let first = launches.iter().min_by_key(|launch| launch.date).filter(|launch| launch.date <= context.today);
    match (first, decisions.first()) {
        (Some(launch), Some(rejection)) => sink.report_structural(against(launch, *rejection)),
        (Some(launch), None) => sink.report(undecided(launch, *request)),
        (None, _) => {}
    }
}

/// Says whether a request may hold a decision that is not seen here, or not understood.
fn may_have_another_decision(request: Doc<'_>) -> bool {
    request.root().is_some_and(|root| match root.get_any("decision") {
        Some(decision) => decision.holds_fault(),
        None => request.checked().is_external() || !root.lacks("decision"),
    })
}

fn too_early(launch: &Launch<'_>, date: Date, decision: View<'_>) -> Finding {
    let (what, day) = (launch.what, launch.date);
    let message = both! {
        what;
        ja: "{what} ({day}) が、経営層の決定 ({date}) より前です",
        en: "{what} ({day}) comes before the decision of management ({date})"
    };
    launch
        .at
        .finding(message)
        .label(decision.key_place(), both! { ja: "経営層の決定です", en: "the decision of management" })
        .help(both! {
            ja: "日付を確かめてください。すでに動いていたチームを後から正式にしたのなら、例外 (waiver) に理由を書きます",
            en: "check the dates; if a team that already worked was made official later, say so in a waiver",
        })
}

fn against(launch: &Launch<'_>, rejection: View<'_>) -> Finding {
    let (what, day) = (launch.what, launch.date);
    let message = both! {
        what;
        ja: "経営層は設置を却下しましたが、{what} ({day}) は過ぎています",
        en: "management rejected the CSIRT, yet {what} ({day}) has passed"
    };
    launch
        .at
        .finding(message)
        .label(rejection.key_place(), both! { ja: "却下の決定です", en: "the rejection" })
        .help(both! {
            ja: "後で承認されたのなら、その決定を稟議書の decision に書いてください。活動していないのなら、この日付を消します",
            en: "if management agreed later, write that decision into the request; if the team is not at work, delete this date",
        })
}

fn undecided(launch: &Launch<'_>, request: Doc<'_>) -> Finding {
    let (what, day) = (launch.what, launch.date);
    let message = both! {
        what;
        ja: "{what} ({day}) は過ぎていますが、経営層の決定が書かれていません",
        en: "{what} ({day}) has passed, but no decision of management is recorded"
    };
    request
        .finding(request.grip().span, "/decision", "", message)
        .label(
            launch.at.place(),
            both! {
                what;
                ja: "{what}です",
                en: "{what}"
            },
        )
        .help(both! {
            ja: "decision に、結果 (result)、決めた役割、日付を書いてください",
            en: "write the `decision`: result, role and date",
        })
}
