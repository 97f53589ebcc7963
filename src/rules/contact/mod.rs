//! Contacts, and whether anybody can be reached through them.

mod emergency_missing;
mod emergency_not_24x7;
mod fallback_cycle;
mod fallback_same_endpoint;
mod invalid_value;
mod no_out_of_band;
mod report_missing;

use super::{Context, Rule};
use crate::corpus::{Corpus, Doc, View};

pub(super) static RULES: &[&Rule] = &[
    &emergency_missing::RULE,
    &emergency_not_24x7::RULE,
    &fallback_cycle::RULE,
    &fallback_same_endpoint::RULE,
    &invalid_value::RULE,
    &no_out_of_band::RULE,
    &report_missing::RULE,
];

/// Returns the directories that hold, in the order of their paths.
fn directories(corpus: &Corpus) -> impl Iterator<Item = Doc<'_>> {
    corpus.of_kind("contact-directory").filter(|doc| !doc.is_over())
}

/// Returns the contacts of all directories that hold.
fn contacts(corpus: &Corpus) -> impl Iterator<Item = View<'_>> {
    directories(corpus).filter_map(|doc| doc.root()).flat_map(|root| root.list("contacts"))
}

/// Returns the contacts for a purpose, with the directory of the highest status, at which is said that there are none;
/// nothing where there is no directory with contacts, where one may hold more than can be read, or where it is decided
/// that there shall be none.
fn serving<'c>(context: &Context<'c>, purpose: &str) -> Option<(Vec<View<'c>>, Doc<'c>)> {
    let corpus = context.corpus;
    // Whatever purposes are missing or cannot be read may be this one.
    let is_unknown = |contact: View<'_>| contact.get_any("purposes").is_none_or(View::holds_fault);
    if corpus.may_be_hidden("contact") || contacts(corpus).any(is_unknown) || contacts(corpus).next().is_none() {
        return None;
    }
    let absent = directories(corpus).filter_map(|doc| doc.root()).flat_map(|root| root.list("absent"));
    if absent.into_iter().any(|entry| entry.text_of("purpose").is_none_or(|of| of == purpose)) {
        return None;
    }
    let first = directories(corpus).next()?;
    let best = directories(corpus).fold(first, |best, doc| if doc.status() > best.status() { doc } else { best });
    Some((contacts(corpus).filter(|contact| serves(*contact, purpose)).collect(), best))
}

/// Says whether a contact may have ways that cannot be read.
fn has_unknown_channels(contact: View<'_>) -> bool {
    match contact.get_any("channels") {
        Some(channels) => channels.holds_fault(),
        None => !contact.lacks("channels"),
    }
}

fn serves(contact: View<'_>, purpose: &str) -> bool {
    contact.list("purposes").any(|of| of.text() == Some(purpose))
}
