//! Who must approve what: the entries of `approvals`.

use crate::corpus::Reference;
use crate::text::Span;
use crate::yaml::Node;

use super::Settings;

/// One entry of `approvals`: so many different persons, each of whom holds any one of the roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalDemand {
    /// What must be approved.
    pub of: Approved,
    /// The ids of the roles that may approve it, without a type in front.
    pub roles: Vec<String>,
    /// How many different persons must.
    pub count: usize,
    /// Where the roles stand in the settings.
    pub span: Span,
}

/// What an entry of `approvals` is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Approved {
    /// Documents of these kinds.
    Kinds(Vec<String>),
    /// Changes of the settings, of the baseline, and waivers that are added.
    Settings,
}

impl Settings {
    /// Returns what is demanded of the approvals of a kind of document. Every entry must be met; where there is none, any
    /// role may approve, and one approval is enough.
    pub fn demanded_for<'s>(&'s self, kind: &'s str) -> impl Iterator<Item = &'s ApprovalDemand> + Clone {
        self.approvals.iter().filter(
            move |demand| matches!(&demand.of, Approved::Kinds(kinds) if kinds.iter().any(|named| named == kind)),
        )
    }

    /// Returns what is demanded of a change of the settings themselves.
    pub fn demanded_for_settings(&self) -> impl Iterator<Item = &ApprovalDemand> + Clone {
        self.approvals.iter().filter(|demand| demand.of == Approved::Settings)
    }
}

impl ApprovalDemand {
    /// Says whether a role, named by its id, may approve.
    pub fn allows(&self, role: &str) -> bool {
        self.roles.iter().any(|allowed| allowed == role)
    }

    /// Reads the entries of a list whose shape was found right.
    pub(super) fn read_all(list: Option<Node<'_>>) -> Vec<ApprovalDemand> {
        list.into_iter().flat_map(|list| list.items()).filter_map(ApprovalDemand::read).collect()
    }

    /// An entry that says `settings: false` demands nothing.
    fn read(entry: Node<'_>) -> Option<ApprovalDemand> {
        let of = match entry.get("kinds") {
            Some(kinds) => Approved::Kinds(kinds.items().filter_map(Node::as_text).map(str::to_owned).collect()),
            None => {
                entry.get("settings").and_then(Node::as_bool).filter(|wanted| *wanted).map(|_| Approved::Settings)?
            }
        };
        let roles = entry.get("roles")?;
        let count = entry.get("count").and_then(Node::as_int).and_then(|count| usize::try_from(count).ok());
        Some(ApprovalDemand {
            of,
            roles: roles.items().filter_map(Node::as_text).map(|role| Reference::parse(role).id.to_owned()).collect(),
            count: count.unwrap_or(1),
            span: roles.span(),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::corpus::CheckedDocument;
    use crate::text::{RepoPath, SourceText};

    use super::*;

    fn settings(text: &str) -> Settings {
        let source = SourceText::new(RepoPath::new("sekisho.yaml"), text.as_bytes().to_vec());
        let document = CheckedDocument::read_settings(Arc::new(source));
        Settings::read(&document, &[]).expect("the settings of this test can be obeyed")
    }

    #[test]
    fn every_entry_of_a_kind_is_demanded() {
        let settings = settings(
            "version: 1\n\
             approvals:\n\
             \x20 - {kinds: [budget, risk-tolerance], roles: [ciso, role:cfo]}\n\
             \x20 - {kinds: [budget], roles: [board], count: 2}\n\
             \x20 - {settings: true, roles: [ciso]}\n\
             \x20 - {settings: false, roles: [nobody]}\n",
        );
        let of = |kind| settings.demanded_for(kind).map(|demand| (demand.roles.join(" "), demand.count)).collect();
        let budget: Vec<(String, usize)> = of("budget");
        assert_eq!(budget, [("ciso cfo".to_owned(), 1), ("board".to_owned(), 2)]);
        let tolerance: Vec<(String, usize)> = of("risk-tolerance");
        assert_eq!(tolerance, [("ciso cfo".to_owned(), 1)]);
        let none: Vec<(String, usize)> = of("people");
        assert_eq!(none, []);
        assert_eq!(settings.demanded_for_settings().map(|demand| demand.roles.join(" ")).collect::<Vec<_>>(), ["ciso"]);
    }
}
