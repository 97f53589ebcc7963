//! A document approved by one of its authors.

use crate::both;
use crate::corpus::View;
use crate::corpus::approvals::{Approval, Approvals};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::corpus(
    "sod/self-approval",
    Severity::Error,
    Words { ja: "書いた人が自分で承認している", en: "an author approved the document" },
    include_str!("self_approval.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    for doc in context.corpus.documents() {
        let Some(authors) = doc.root().and_then(|root| root.get_any("meta")?.get_any("authors")) else { continue };
        for approval in Approvals::of(doc).given() {
            let Some(person) = approval.by() else { continue };
            let is_author = |author: &View<'_>| author.refers_to("person") == Some(person) && !author.is_faulty();
            if let Some(author) = authors.items().find(is_author) {
                sink.report(own(approval, author));
            }
        }
    }
}

fn own(approval: &Approval<'_>, author: View<'_>) -> Finding {
    let name = author.referred().unwrap_or(author).name();
    let message = both! {
        name;
        ja: "「{name}」は、自分が書いた文書を承認しています",
        en: "`{name}` approved a document of their own"
    };
    let at = ["person", "role"].into_iter().find_map(|field| approval.at.get_any(field)).unwrap_or(approval.at);
    at.finding(message).label(author.place(), both! { ja: "書いた人です", en: "an author" }).help(both! {
        ja: "別の人の承認を得てください。ほかに承認できる人がいなければ、組織の上の立場の人に頼むか、期限を決めた例外 (waivers) にします",
        en: "have somebody else approve it; where nobody else may, ask management, or make it a waiver with an end",
    })
}
