//! Who must approve a change: from the settings of both trees, and from who held which role before it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::named;
use crate::both;
use crate::corpus::approvals::Approvals;
use crate::corpus::holders::{self, Duty, Holders, Who};
use crate::corpus::{Corpus, Doc, Status, View};
use crate::engine::Outcome;
use crate::finding::Identity;
use crate::lang::Both;
use crate::settings::{ApprovalDemand, Approved};

/// What must be approved, by whom.
#[derive(Debug, Clone)]
pub struct Needed {
    /// The document, or the settings.
    pub what: Both,
    /// The roles of which any may approve, by name.
    pub roles: Vec<Both>,
    /// The ids of these roles.
    pub role_ids: Vec<String>,
    /// How many different persons must.
    pub count: usize,
    /// Who can: those who hold one of the roles, did not write the change, and are there; or their deputies.
    pub persons: Vec<Both>,
    /// How many have, of the text as it is after the change.
    pub given: usize,
    /// Whether the settings ask for it; else it is the owner, as good practice has it.
    pub is_laid_down: bool,
    /// Whether the holders are those after the change, since before it the role was not known.
    pub is_of_head: bool,
}

impl Needed {
    /// Says whether too few are left who could approve.
    pub fn is_unmet(&self) -> bool {
        self.given + self.persons.len() < self.count
    }

    /// Says whether nothing is left to be done.
    pub fn is_met(&self) -> bool {
        self.given >= self.count
    }
}

/// Those who wrote the change.
#[derive(Debug, Default, Clone)]
pub(super) struct Authors {
    /// Persons, by id.
    pub(super) persons: BTreeSet<String>,
    /// Addresses that belong to no known person.
    pub(super) unmatched: Vec<String>,
}

/// Finds the persons behind the addresses of commits, in the tree before the change and in the one after it.
pub(super) fn authors(base: &Corpus, head: &Corpus, addresses: &BTreeSet<String>) -> Authors {
    let mut found = Authors::default();
    let identities: Vec<(String, String)> = [base, head]
        .into_iter()
        .flat_map(|corpus| corpus.of_kind("people"))
        .filter_map(|doc| doc.root())
        .flat_map(|root| root.list("people"))
        .flat_map(|person| {
            let id = person.text_of("id").unwrap_or_default().to_owned();
            let emails = person.list("git_identities").filter_map(|identity| identity.text_of("email"));
            emails.map(|email| (email.to_lowercase(), id.clone())).collect::<Vec<_>>()
        })
        .collect();
    for address in addresses {
        let mut persons = identities.iter().filter(|(email, _)| email == address).map(|(_, id)| id.clone()).peekable();
        if persons.peek().is_none() {
            found.unmatched.push(address.clone());
        }
        found.persons.extend(persons);
    }
    found
}

/// Returns who must approve, in the order of documents.
pub(super) fn needed(base: &Outcome, head: &Outcome, authors: &Authors, of_settings: bool) -> Vec<Needed> {
    let today = head.today;
    let mut all = Vec::new();
    if of_settings {
        let what = both! { ja: "検査の設定と例外", en: "settings of the check and exceptions" };
        let demands = base.settings.demanded_for_settings().chain(head.settings.demanded_for_settings());
        for demand in distinct(demands) {
            all.push(need(base, head, what.clone(), &demand.roles, demand.count, authors, today));
        }
    }
    for (old, new) in changed(&base.corpus, &head.corpus) {
        let Some(doc) = new.or(old) else { continue };
        let Some(kind) = doc.kind() else { continue };
        let title = doc.title();
        let what = both! { title; ja: "「{title}」", en: "`{title}`" };
        // Who wrote the document cannot approve it either.
        let mut writers = authors.clone();
        writers.persons.extend(written_by(doc));
        let demands = base.settings.demanded_for(kind).chain(head.settings.demanded_for(kind));
        let demands = distinct(demands);
        let given = |roles: &[String]| new.map_or(0, |new| given(new, roles));
        if demands.is_empty() {
            let Some(owner) = owner(doc, if new.is_some() { head } else { base }) else { continue };
            let roles = vec![owner];
            let needed = need(base, head, what, &roles, 1, &writers, today);
            all.push(Needed { given: given(&roles), is_laid_down: false, ..needed });
            continue;
        }
        for demand in demands {
            let needed = need(base, head, what.clone(), &demand.roles, demand.count, &writers, today);
            all.push(Needed { given: given(&demand.roles), ..needed });
        }
    }
    all
}

/// Demands of both trees, each once.
fn distinct<'s>(demands: impl Iterator<Item = &'s ApprovalDemand>) -> Vec<&'s ApprovalDemand> {
    let mut kept: Vec<&ApprovalDemand> = Vec::new();
    for demand in demands {
        let is_same = |other: &&ApprovalDemand| {
            other.roles == demand.roles
                && other.count == demand.count
                && matches!(
                    (&other.of, &demand.of),
                    (Approved::Settings, Approved::Settings) | (Approved::Kinds(_), Approved::Kinds(_))
                )
        };
        if !kept.iter().any(is_same) {
            kept.push(demand);
        }
    }
    kept
}

/// Documents whose content changed, came or went, and that are no drafts on both sides.
fn changed<'c>(base: &'c Corpus, head: &'c Corpus) -> Vec<(Option<Doc<'c>>, Option<Doc<'c>>)> {
    let counts = |old: Option<Doc<'_>>, new: Option<Doc<'_>>| {
        [old, new].into_iter().flatten().any(|doc| doc.status() > Status::Draft)
    };
    let mut pairs = Vec::new();
    let mut before: BTreeMap<Identity, Doc<'c>> = named(base).collect();
    for (key, new) in named(head) {
        let old = before.remove(&key);
        let is_same = old.is_some_and(|old| {
            old.checked().source.text() == new.checked().source.text()
                || (old.checked().digest().is_some() && old.checked().digest() == new.checked().digest())
        });
        if !is_same && counts(old, Some(new)) {
            pairs.push((old, Some(new)));
        }
    }
    pairs.extend(before.into_values().filter(|old| counts(Some(*old), None)).map(|old| (Some(old), None)));
    pairs
}

fn written_by(doc: Doc<'_>) -> BTreeSet<String> {
    let meta = doc.root().and_then(|root| root.get("meta"));
    let authors = meta.into_iter().flat_map(|meta| meta.list("authors"));
    authors.filter_map(|author| author.refers_to("person")).map(str::to_owned).collect()
}

fn owner(doc: Doc<'_>, tree: &Outcome) -> Option<String> {
    let meta = doc.root().and_then(|root| root.get("meta"));
    let own = meta.and_then(|meta| meta.get("owner")).and_then(|owner| owner.refers_to("role")).map(str::to_owned);
    own.or_else(|| tree.settings.default_owner.clone())
}

/// Approvals in force, by different persons or roles.
fn given(doc: Doc<'_>, roles: &[String]) -> usize {
    let approvals = Approvals::of(doc);
    let of_roles =
        approvals.in_force().filter(|given| given.role.is_some_and(|role| roles.iter().any(|known| known == role)));
    of_roles.map(|given| given.by().or(given.role).unwrap_or_default().to_owned()).collect::<BTreeSet<_>>().len()
}

fn need(
    base: &Outcome,
    head: &Outcome,
    what: Both,
    roles: &[String],
    count: usize,
    authors: &Authors,
    today: Date,
) -> Needed {
    let role = |corpus, id: &str| holders::roles(corpus).find(|role: &View<'_>| role.text_of("id") == Some(id));
    let mut needed = Needed {
        what,
        roles: Vec::new(),
        role_ids: roles.to_vec(),
        count,
        persons: Vec::new(),
        given: 0,
        is_laid_down: true,
        is_of_head: false,
    };
    for id in roles {
        // A change cannot make its author an approver.
        let found = role(&base.corpus, id).map(|role| (role, false));
        let found = found.or_else(|| role(&head.corpus, id).map(|role| (role, true)));
        let Some((role, is_of_head)) = found else {
            needed.roles.push(both! { ja: "{id}", en: "{id}" });
            continue;
        };
        needed.is_of_head |= is_of_head;
        needed.roles.push(role.name());
        for name in able(role, authors, today) {
            if !needed.persons.contains(&name) {
                needed.persons.push(name);
            }
        }
    }
    needed
}

/// Those who hold the role in the first place; where none of them may, their deputies in order.
fn able(role: View<'_>, authors: &Authors, today: Date) -> Vec<Both> {
    let holders = Holders::of(role);
    let may = |who: &Who<'_>| !matches!(who, Who::Person(id) if authors.persons.contains(*id));
    let mut there: Vec<_> = holders.on(today).filter(|holder| may(&holder.who)).collect();
    there.sort_by_key(|holder| holder.order.unwrap_or(i64::MAX));
    let name = |holder: &&holders::Holder<'_>| match &holder.who {
        Who::Person(_) => {
            let at = holder.at;
            let person = if at.text().is_some() { Some(at) } else { at.get("person") };
            person.and_then(View::referred).map_or_else(|| at.name(), View::name)
        }
        Who::Post(post) => post.clone(),
        Who::Party(_) => holder.at.referred().map_or_else(|| holder.at.name(), View::name),
        Who::Committee => both! { ja: "合議体", en: "the committee" },
    };
    let of = |duty: Duty| there.iter().filter(move |holder| holder.duty == Some(duty)).map(name).collect::<Vec<_>>();
    let primary = of(Duty::Primary);
    if primary.is_empty() { of(Duty::Deputy) } else { primary }
}
