//! An approval of another text than the one that stands there.

use crate::both;
use crate::corpus::{Doc, Status, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::schema::Violation;

pub(crate) static RULE: Rule = Rule::document(
    "lifecycle/approval-stale",
    Severity::Error,
    Words { ja: "承認の後で内容が変わっている", en: "the text was changed after it was approved" },
    include_str!("approval_stale.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    if doc.status() < Status::Approved || !doc.checked().problems.is_empty() {
        return;
    }
    // The settings have no `meta`, and other broken shapes are the schema's business.
    let Some(meta) = doc.root().and_then(|root| root.get_any("meta")) else { return };
    let approvals: Vec<View<'_>> = meta.get_any("approvals").into_iter().flat_map(View::items).collect();
    if approvals.is_empty() {
        return;
    }
    let Some(digest) = doc.checked().digest() else {
        // A wrong shape is one fault already; what is left is a number that JSON does not hold exactly.
        if doc.checked().violations.iter().all(Violation::is_absence) {
            approvals
                .iter()
                .filter(|approval| is_consent(**approval))
                .for_each(|approval| sink.report(no_digest(*approval)));
        }
        return;
    };
    let right = digest.to_string();
    let agrees = |approval: &View<'_>| approval.text_of("digest") == Some(right.as_str());
    for (at, approval) in approvals.iter().enumerate() {
        let Some(written) =
            approval.get("digest").filter(|digest| !agrees(approval) && is_consent(*approval) && !digest.is_faulty())
        else {
            continue;
        };
        let role = role_of(*approval);
        let replaces = |later: &&View<'_>| role_of(**later) == role && is_consent(**later) && agrees(later);
        let replaced = approvals[at + 1..].iter().any(|later| replaces(&later));
        if !replaced {
            sink.report(stale(*approval, written));
        }
    }
}

fn role_of(approval: View<'_>) -> Option<&str> {
    approval.get("role")?.refers_to("role")
}

/// A rejection of an older text is history.
fn is_consent(approval: View<'_>) -> bool {
    matches!(approval.text_of("decision"), Some("approved" | "conditional"))
}

fn no_digest(approval: View<'_>) -> Finding {
    let message = both! {
        ja: "この文書には大きすぎる数があり、承認したときの内容と比べられません",
        en: "the document holds a number too large to compare it with what was approved",
    };
    approval.get("digest").unwrap_or(approval).finding(message).help(both! {
        ja: "16 桁を超える数は引用符で囲んで書き、改めて承認してもらってください",
        en: "put numbers of more than 15 digits in quotes, and have the document approved again",
    })
}

fn stale(approval: View<'_>, digest: View<'_>) -> Finding {
    let role = approval.get("role").and_then(View::words);
    let message = match role {
        Some(role) => both! {
            role;
            ja: "「{role}」が承認した後で、文書の内容が変わっています",
            en: "the document was changed after `{role}` approved it"
        },
        None => {
            both! { ja: "承認の後で、文書の内容が変わっています", en: "the document was changed after this approval" }
        }
    };
    digest.finding(message).help(both! {
        ja: "変更を確かめて、改めて承認してもらってください。承認の記録は「sekisho approve」で書き込めます",
        en: "have the change approved; `sekisho approve` writes the record",
    })
}
