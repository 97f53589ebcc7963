//! A department that incidents concern, and that never agreed to work with the CSIRT.

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

use super::departments::{Named, Places, relevant};

pub(crate) static RULE: Rule = Rule::corpus(
    "phase/department-consent-missing",
    Severity::Warning,
    Words { ja: "同意も確認もしていない部署がある", en: "a department neither agreed nor took note" },
    include_str!("department_consent_missing.md"),
    check,
)
.completeness();

/// Where it shows that a department agreed. Who asks for the CSIRT, and who has it, need not say so.
const AGREED: Places = &[
    ("establishment-approval", &["department_consents", "department"]),
    ("cooperation-agreement", &["acknowledgements", "department"]),
    ("establishment-approval", &["requester", "department"]),
    ("basic-framework", &["position", "within"]),
    ("basic-framework", &["host"]),
];

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let Some(agreed) = Named::of(context.corpus, AGREED, asks_departments) else { return };
    for department in relevant(context.corpus).filter(|department| !agreed.names(*department)) {
        sink.report_as(agreed.point_out(no_consent(department)), agreed.severity(&RULE));
    }
}

/// An agreement with outsiders asks no department; one that lives elsewhere, and does not say its sort, may.
fn asks_departments(doc: Doc<'_>) -> bool {
    match doc.kind() {
        Some("cooperation-agreement") => match doc.root().and_then(|root| root.text_of("type")) {
            Some(sort) => sort == "internal-understanding",
            None => doc.checked().is_external(),
        },
        kind => kind == Some("establishment-approval"),
    }
}

fn no_consent(department: View<'_>) -> Finding {
    let name = department.name();
    let message = both! {
        name;
        ja: "「{name}」は、CSIRTの設置に同意した記録も、連携を確認した記録もありません",
        en: "nothing shows that `{name}` agreed to the CSIRT or took note of working with it"
    };
    department.finding(message).help(both! {
        ja: "稟議書の department_consents か連携合意の acknowledgements に加えるか、インシデントに関わらない部署なら relevant_to_incidents: false と書いてください",
        en: "add it to `department_consents` or `acknowledgements`; if it has nothing to do with incidents, write `relevant_to_incidents: false`",
    })
}
