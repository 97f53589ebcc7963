//! A log of a machine whose clock nobody sets.

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

use super::sources::kept;

pub(crate) static RULE: Rule = Rule::document(
    "logging/clock-unsynchronised",
    Severity::Error,
    Words { ja: "ログの時刻を合わせていない", en: "the clock of a log is not synchronised" },
    include_str!("clock_unsynchronised.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    for source in kept(doc) {
        let sync = source.get("time").and_then(|time| time.get("sync"));
        if let Some(sync) = sync.filter(|sync| sync.text() == Some("none")) {
            sink.report(unsynchronised(source, sync));
        }
    }
}

fn unsynchronised(source: View<'_>, sync: View<'_>) -> Finding {
    let name = source.name();
    let message = both! {
        name;
        ja: "ログ「{name}」の時刻を合わせていません",
        en: "the clock of the log `{name}` is not synchronised"
    };
    sync.finding(message).help(both! {
        ja: "時刻をNTPなどで合わせて、sync を書き直してください。切り離された設備で合わせられないのなら、例外として認めます",
        en: "set the clock by NTP or the like, and correct `sync`; where an isolated plant makes that impossible, waive this",
    })
}
