//! A published key that can no longer be used.

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::document(
    "rfc2350/key-expired",
    Severity::Error,
    Words { ja: "公開している鍵の期限が切れている", en: "a published key has expired" },
    include_str!("key_expired.md"),
    check,
);

fn check(doc: Doc<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
    if doc.kind() != Some("csirt-description") || doc.is_over() {
        return;
    }
    let Some(team) = doc.get("team") else { return };
    for key in team.list("keys") {
        // Keys of before are shown so that old signatures can be checked.
        let is_past = matches!(key.text_of("status"), Some("previous" | "revoked"));
        let Some(expires) = key.get("expires").filter(|_| !is_past) else { continue };
        if expires.date().is_some_and(|day| day <= context.today) {
            sink.report(expired(key, expires));
        }
    }
}

fn expired(key: View<'_>, expires: View<'_>) -> Finding {
    let name = key.name();
    let day = expires.text().unwrap_or_default();
    let message = both! {
        name;
        ja: "鍵「{name}」の期限 ({day}) が切れていて、報告を暗号化できません",
        en: "the key `{name}` expired on {day}, so reports cannot be encrypted"
    };
    expires.finding(message).help(both! {
        ja: "期限を延ばすか新しい鍵を作り、公開している鍵と expires を改めてください。前の鍵として残すのなら status: previous とします",
        en: "extend the key or make a new one, and publish it with its `expires`; a key that is kept for the record has the status previous",
    })
}
