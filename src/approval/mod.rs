//! An approval of a document: who may give it, and the edit that writes it down.

mod refusal;

use jiff::civil::Date;

use crate::corpus::holders::{self, Holders};
use crate::corpus::{CheckedDocument, Digest, Doc, Reference, View};
use crate::engine::Outcome;
use crate::settings::ApprovalDemand;
use crate::text::SourceText;
use crate::yaml::edit;

pub use refusal::Refusal;

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// The id of the role in which somebody approves.
    pub role: &'a str,
    /// The id of the person; needed where several hold the role.
    pub person: Option<&'a str>,
    /// What is decided.
    pub decision: Decision,
    /// Where the decision is recorded, in words.
    pub evidence: Option<&'a str>,
}

/// What is decided about a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It holds.
    Approved,
    /// It holds, with a condition.
    Conditional,
    /// It does not hold.
    Rejected,
}

/// An approval that may be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// The person, where a person holds the role.
    pub person: Option<String>,
    /// What it is bound to.
    pub digest: Digest,
    /// The day.
    pub date: Date,
    /// The text of the document with the approval in it.
    pub text: String,
    /// Whether the settings say who may approve a document of this kind; else any role may.
    pub is_laid_down: bool,
    /// Whether it is known that the person did not write the document.
    pub is_author_known: bool,
}

impl Decision {
    /// Returns the word that documents use.
    pub fn name(self) -> &'static str {
        match self {
            Decision::Approved => "approved",
            Decision::Conditional => "conditional",
            Decision::Rejected => "rejected",
        }
    }
}

/// Says what an approval of a document on the day of the check would write.
///
/// # Errors
///
/// A [`Refusal`] where the document cannot be bound by a digest, where the role may not approve it, where the person does
/// not hold the role or wrote the document, or where the same approval stands there already.
pub fn approve(outcome: &Outcome, doc: Doc<'_>, wish: &Wish<'_>) -> Result<Approval, Refusal> {
    let kind = doc.kind().ok_or(Refusal::Unreadable)?;
    let checked = doc.checked();
    if !checked.problems.is_empty() || checked.violations.iter().any(|violation| !violation.is_absence()) {
        return Err(Refusal::Unreadable);
    }
    let digest = Digest::of(&checked.tree).ok_or(Refusal::NoDigest)?;
    let role = holders::roles(&outcome.corpus)
        .find(|role| role.text_of("id") == Some(wish.role))
        .ok_or(Refusal::NoSuchRole)?;
    let mut demands = outcome.settings.demanded_for(kind).peekable();
    let is_laid_down = demands.peek().is_some();
    if is_laid_down && !demands.clone().any(|demand| demand.allows(wish.role)) {
        let roles = demands.flat_map(|demand: &ApprovalDemand| demand.roles.iter().cloned());
        return Err(Refusal::NotEntitled { roles: roles.collect() });
    }
    let person = person(role, wish, outcome.today)?;
    let authors = authors(doc);
    if person.is_some_and(|person| authors.as_ref().is_some_and(|authors| authors.contains(&person))) {
        return Err(Refusal::OwnDocument);
    }
    if stands_already(doc, wish, person, digest) {
        return Err(Refusal::StandsAlready);
    }
    let text = written(checked, wish, person, digest, outcome.today).ok_or(Refusal::NoPlace)?;
    Ok(Approval {
        person: person.map(str::to_owned),
        digest,
        date: outcome.today,
        text,
        is_laid_down,
        is_author_known: authors.is_some() && person.is_some(),
    })
}

/// Returns the person who approves; nothing where the role is a post's or a body's, and nobody is named.
fn person<'a>(role: View<'a>, wish: &Wish<'a>, day: Date) -> Result<Option<&'a str>, Refusal> {
    let holders = Holders::of(role);
    let persons = || holders.on(day).filter_map(holders::Holder::person);
    match wish.person {
        Some(named) if persons().any(|person| person == named) => Ok(Some(named)),
        Some(_) => Err(Refusal::NotHolder { known: holders.is_known(day) }),
        None if holders.staffing(day) != holders::Staffing::Held => {
            Err(Refusal::Vacant { known: holders.is_known(day) })
        }
        None => match holders.only_person(day) {
            Some(person) => Ok(Some(person)),
            None if persons().next().is_none() => Ok(None),
            None => Err(Refusal::WhichPerson { persons: persons().map(str::to_owned).collect() }),
        },
    }
}

/// Returns the ids of the persons who wrote the document, where it says so.
fn authors(doc: Doc<'_>) -> Option<Vec<&str>> {
    let authors = doc.get("meta")?.get("authors")?;
    Some(authors.items().filter_map(|author| author.refers_to("person")).collect())
}

/// Says whether the last word of this role and person is the same, about the same content.
fn stands_already(doc: Doc<'_>, wish: &Wish<'_>, person: Option<&str>, digest: Digest) -> bool {
    let Some(meta) = doc.get("meta") else { return false };
    let of_role = meta.list("approvals").filter(|entry| {
        let role = entry.text_of("role").map(|role| Reference::parse(role).id);
        let by = entry.get("person").and_then(|by| by.refers_to("person"));
        role == Some(wish.role) && (by == person || by.is_none())
    });
    of_role.last().is_some_and(|last| {
        last.text_of("decision") == Some(wish.decision.name())
            && last.text_of("digest") == Some(digest.to_string().as_str())
    })
}

/// Returns the text of the document with the approval in it, read again and found to be the same document.
fn written(
    checked: &CheckedDocument,
    wish: &Wish<'_>,
    person: Option<&str>,
    digest: Digest,
    date: Date,
) -> Option<String> {
    let mut fields = vec![("role", wish.role.to_owned())];
    fields.extend(person.map(|person| ("person", person.to_owned())));
    fields.push(("decision", wish.decision.name().to_owned()));
    fields.push(("date", date.to_string()));
    fields.push(("digest", format!("\"{digest}\"")));
    fields.extend(wish.evidence.map(|evidence| ("evidence", format!("{{value: {}}}", edit::quoted(evidence)))));
    let insertion = edit::with_entry(&checked.tree, "meta", "approvals", &["kind", "id", "title"], &fields)?;
    let text = insertion.apply(checked.source.text());
    let source = SourceText::new(checked.source.path().clone(), text.clone().into_bytes());
    let again = CheckedDocument::read(std::sync::Arc::new(source));
    let n_approvals = |document: &CheckedDocument| document.meta("approvals").map_or(0, |list| list.items().count());
    let is_same = again.problems.is_empty()
        && again.violations.len() <= checked.violations.len()
        && n_approvals(&again) == n_approvals(checked) + 1
        && Digest::of(&again.tree) == Some(digest)
        && again.tree.comments().len() == checked.tree.comments().len();
    is_same.then_some(text)
}
