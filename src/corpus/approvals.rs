//! The approvals of a document: who gave them, and whether they are about the text that stands there.

use jiff::civil::Date;

use super::holders::{self, Holders};
use super::{Doc, View};

/// The approvals of one document, in the order of the text.
pub struct Approvals<'c> {
    /// All of them, rejections too.
    pub all: Vec<Approval<'c>>,
    /// The digest of the document as it stands, where there is an approval to compare it with.
    digest: Option<String>,
    /// Whether there may be approvals that cannot be read.
    pub may_be_more: bool,
}

/// One entry of `meta.approvals`.
pub struct Approval<'c> {
    /// The entry.
    pub at: View<'c>,
    /// The id of the role.
    pub role: Option<&'c str>,
    /// The person, as written.
    pub person: Option<&'c str>,
    /// What was decided; nothing where that cannot be read.
    pub decision: Option<Decision>,
    /// The day.
    pub date: Option<Date>,
}

/// What was decided.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decision {
    /// The document holds, with a condition or without.
    Consent,
    /// It does not.
    Rejected,
}

impl<'c> Approvals<'c> {
    /// Reads the approvals of a document.
    pub fn of(doc: Doc<'c>) -> Approvals<'c> {
        let checked = doc.checked();
        let meta = doc.root().and_then(|root| root.get_any("meta"));
        let list = meta.and_then(|meta| meta.get_any("approvals"));
        let all: Vec<Approval<'c>> = list.into_iter().flat_map(View::items).map(Approval::of).collect();
        let is_meant = match (doc.root(), meta) {
            (Some(root), None) => !root.lacks("meta"),
            (_, Some(meta)) => !meta.lacks("approvals") && list.is_none_or(|list| list.is_faulty()),
            (None, None) => true,
        };
        let has_stray = all.iter().any(|approval| approval.role.is_none() || approval.decision.is_none());
        let digest = (!all.is_empty() && checked.problems.is_empty()).then(|| checked.digest()).flatten();
        Approvals {
            all,
            digest: digest.map(|digest| digest.to_string()),
            may_be_more: is_meant || has_stray || checked.may_lack_fields(),
        }
    }

    /// Returns the consents that no later entry of the same role rejects, whatever text they are about.
    pub fn given(&self) -> impl Iterator<Item = &Approval<'c>> {
        self.all.iter().enumerate().filter_map(|(at, approval)| {
            let is_rejected = || {
                let later = &self.all[at + 1..];
                later.iter().any(|later| later.decision == Some(Decision::Rejected) && later.role == approval.role)
            };
            (approval.decision == Some(Decision::Consent) && !is_rejected()).then_some(approval)
        })
    }

    /// Returns the approvals in force: those given to the very text that stands there.
    pub fn in_force(&self) -> impl Iterator<Item = &Approval<'c>> {
        self.given().filter(|approval| self.is_about_this_text(approval))
    }

    /// Says whether an approval names the digest of the document as it stands.
    pub fn is_about_this_text(&self, approval: &Approval<'_>) -> bool {
        self.digest.is_some() && approval.at.text_of("digest") == self.digest.as_deref()
    }
}

impl<'c> Approval<'c> {
    fn of(at: View<'c>) -> Approval<'c> {
        Approval {
            at,
            role: at.get_any("role").and_then(|role| role.refers_to("role")),
            person: at.get_any("person").and_then(|person| person.refers_to("person")),
            decision: match at.get_any("decision").and_then(View::text) {
                Some("approved" | "conditional") => Some(Decision::Consent),
                Some("rejected") => Some(Decision::Rejected),
                _ => None,
            },
            date: at.get_any("date").and_then(View::date),
        }
    }

    /// Returns who holds the role that approved; nothing where no such role is defined.
    pub fn holders(&self) -> Option<Holders<'c>> {
        let role = self.at.get_any("role")?.referred()?;
        holders::holds(role).then(|| Holders::of(role))
    }

    /// Returns the person who approved: as written, else the only one who held the role on that day.
    pub fn by(&self) -> Option<&'c str> {
        self.person.or_else(|| self.holders()?.only_person(self.date?))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::corpus::{CheckedDocument, Corpus, Digest};
    use crate::text::{RepoPath, SourceText};

    const TEXT: &str = "kind: security-policy\ntitle: 方針\nmeta:\n  status: approved\n  approvals:\n";

    fn corpus(entries: &[(&str, &str, bool)]) -> Corpus {
        let read = |text: &str| {
            let source = SourceText::new(RepoPath::new("policy.yaml"), text.as_bytes().to_vec());
            CheckedDocument::read(Arc::new(source))
        };
        let right = Digest::of(&read(&format!("{TEXT}    []\n")).tree).expect("the text has a digest").to_string();
        let wrong = right.replace(['0', '1', '2', '3'], "f");
        let entry = |(role, decision, is_right): &(&str, &str, bool)| {
            let digest = if *is_right { &right } else { &wrong };
            format!("    - {{role: {role}, decision: {decision}, date: 2026-11-25, digest: \"{digest}\"}}\n")
        };
        let text = format!("{TEXT}{}", entries.iter().map(entry).collect::<String>());
        Corpus::new(vec![Arc::new(read(&text))], vec!["ja".to_owned()])
    }

    fn in_force(entries: &[(&str, &str, bool)]) -> Vec<String> {
        let corpus = corpus(entries);
        let doc = corpus.documents().next().expect("it was just read");
        Approvals::of(doc).in_force().filter_map(|approval| approval.role.map(str::to_owned)).collect()
    }

    #[test]
    fn an_approval_is_in_force_for_the_text_that_stands_there_until_its_role_rejects_it() {
        assert_eq!(in_force(&[("ciso", "approved", true), ("cfo", "conditional", true)]), ["ciso", "cfo"]);
        assert_eq!(in_force(&[("ciso", "approved", false)]), Vec::<String>::new());
        assert_eq!(in_force(&[("ciso", "approved", true), ("cfo", "rejected", true)]), ["ciso"]);
        assert_eq!(in_force(&[("ciso", "approved", true), ("ciso", "rejected", true)]), Vec::<String>::new());
        assert_eq!(in_force(&[("ciso", "rejected", true), ("ciso", "approved", true)]), ["ciso"]);
        assert_eq!(in_force(&[]), Vec::<String>::new());
    }
}
