//! A waiver that the one who asked for it also approved.

use std::collections::BTreeSet;

use crate::both;
use crate::corpus::{Reference, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::corpus(
    "waiver/self-approved",
    Severity::Error,
    Words {
        ja: "例外を、求めた本人が認めている", en: "a waiver is approved by the one who asked for it"
    },
    include_str!("self_approved.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let entries = context.corpus.of_kind("waivers").flat_map(|doc| doc.root()).flat_map(|root| root.list("waivers"));
    for entry in entries {
        let (Some(asked), Some(approved)) = (entry.get("requested_by"), entry.get("approved_by")) else { continue };
        if is_one(asked, approved) {
            sink.report(self_approved(approved, asked));
        }
    }
}

/// Two references mean one person if they are the same, or if only one and the same person stands behind both.
fn is_one(asked: View<'_>, approved: View<'_>) -> bool {
    let (Some(a), Some(b)) = (people(asked), people(approved)) else { return asked.text() == approved.text() };
    asked.text() == approved.text() || (a.len() == 1 && a == b)
}

/// Returns the persons and posts behind a reference to a person or a role; nothing where the role cannot be found.
fn people(view: View<'_>) -> Option<BTreeSet<String>> {
    let reference = Reference::parse(view.text()?);
    let corpus = view.doc().corpus();
    if reference.kind == Some("person") {
        return Some(BTreeSet::from([reference.id.to_owned()]));
    }
    let (_, location) = corpus.entities().find("role", reference.id)?;
    let role = corpus.view(location);
    let role = role.doc().view(role.node().parent()?);
    let holder = |holder: View<'_>| match holder.get_any("post") {
        // Told apart from the id of a person by its type, as in a reference.
        Some(post) => Some(format!("post:{}", post.node().source())),
        None => {
            Some(holder.text().or_else(|| holder.get_any("person")?.text())?.trim_start_matches("person:").to_owned())
        }
    };
    role.list("held_by").map(holder).collect()
}

fn self_approved(approved: View<'_>, asked: View<'_>) -> Finding {
    approved
        .finding(both! {
            ja: "この例外は、求めた本人が認めたことになっています",
            en: "this waiver is approved by the very one who asked for it",
        })
        .label(asked.place(), both! { ja: "求めたのはこちらです", en: "asked for by" })
        .help(both! { ja: "別の人に認めてもらってください", en: "have somebody else approve it" })
}
