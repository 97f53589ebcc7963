//! No contact to which the constituency, or anybody, may report an incident.

use crate::both;
use crate::corpus::View;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::corpus(
    "contact/report-missing",
    Severity::Error,
    Words {
        ja: "インシデントの報告を受ける連絡先がない", en: "there is no contact for reporting an incident"
    },
    include_str!("report_missing.md"),
    check,
)
.completeness();

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let Some((contacts, directory)) = super::serving(context, "incident-report") else { return };
    if contacts.iter().any(is_open) {
        return;
    }
    let message = both! {
        ja: "インシデントの報告を受ける連絡先がありません",
        en: "there is no contact to which an incident is reported",
    };
    let finding = directory.finding(directory.grip().span, "/contacts", "incident-report", message);
    let finding = match contacts.first() {
        Some(contact) => {
            finding.label(contact.grip(), both! { ja: "サービス対象者は使えません", en: "not for the constituency" })
        }
        None => finding,
    };
    sink.report(finding.help(both! {
        ja: "用途 (purposes) に incident-report を持ち、サービス対象者 (constituency) か一般 (public) が使える連絡先を書いてください。受け付けないのなら、absent に理由を書きます",
        en: "write a contact with the purpose `incident-report` for the `constituency` or the `public`; if none is offered, give the reason under `absent`",
    }));
}

/// Of a contact for nobody in particular, nothing says that it is closed.
fn is_open(contact: &View<'_>) -> bool {
    match contact.get_any("audience") {
        Some(audience) if !audience.holds_fault() && !audience.is_none() => {
            audience.items().any(|of| matches!(of.text(), Some("public" | "constituency" | "internal")))
        }
        Some(audience) => audience.holds_fault(),
        None => true,
    }
}
