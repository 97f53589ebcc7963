//! The rules: one page each, and a file of Rust beside it where a schema cannot say it.

mod annotated;
mod context;
mod page;
mod raise;
mod sink;

mod class;
pub(crate) mod conf;
mod contact;
mod escalation;
mod exercise;
mod file;
pub(crate) mod gate;
mod legal;
pub(crate) mod lifecycle;
mod logging;
mod manual;
mod party;
pub(crate) mod phase;
mod rfc2350;
mod risk;
mod role;
mod schema;
mod service;
mod sim3;
mod sod;
mod text;
pub(crate) mod waiver;
mod xref;
mod yaml;

pub use context::Context;
pub use schema::sort_words;
pub use sink::Sink;

use crate::corpus::Doc;
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::settings::OptionForm;

/// One rule. Its identity is its id; its text is its page.
#[derive(Debug)]
pub struct Rule {
    /// `group/slug`, named after the defect.
    pub id: &'static str,
    /// The version that brought it.
    pub since: &'static str,
    /// How grave its findings are, unless the document or the settings say otherwise.
    pub severity: Severity,
    /// Whether its findings are about something still to be written, and so no more than `info` in a draft.
    pub completeness: bool,
    /// What the settings may say of it besides its severity.
    pub options: &'static [RuleOption],
    /// What is wrong, in a few words.
    pub summary: Words,
    /// The page, in both languages, with its cases.
    pub page: &'static str,
    /// How it looks.
    pub check: Check,
}

/// An option of a rule in the settings.
#[derive(Debug)]
pub struct RuleOption {
    /// The key.
    pub name: &'static str,
    /// What is written there.
    pub form: OptionForm,
    /// Which way it is stricter, as `x-direction` in the schemas; nothing where any change is a loosening.
    pub direction: Option<&'static str>,
}

/// What a rule sees.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// One document.
    Document(fn(Doc<'_>, &Context<'_>, &mut Sink<'_>)),
    /// All documents, and the paths of the tree.
    Corpus(fn(&Context<'_>, &mut Sink<'_>)),
    /// A field that is absent, or a value that it does not take: `x-rule` and `x-rule-value` in a schema say which, and
    /// nothing else is needed.
    Annotated,
    /// What only judging can know: the engine makes its findings.
    Judging,
    /// What only two trees can show: the review makes its findings.
    Comparing,
}

impl Rule {
    /// The rule with everything that most rules have in common.
    const fn new(id: &'static str, severity: Severity, summary: Words, page: &'static str, check: Check) -> Rule {
        Rule { id, since: "0.1.0", severity, completeness: false, options: &[], summary, page, check }
    }

    const fn document(
        id: &'static str,
        severity: Severity,
        summary: Words,
        page: &'static str,
        check: fn(Doc<'_>, &Context<'_>, &mut Sink<'_>),
    ) -> Rule {
        Rule::new(id, severity, summary, page, Check::Document(check))
    }

    const fn corpus(
        id: &'static str,
        severity: Severity,
        summary: Words,
        page: &'static str,
        check: fn(&Context<'_>, &mut Sink<'_>),
    ) -> Rule {
        Rule::new(id, severity, summary, page, Check::Corpus(check))
    }

    const fn annotated(id: &'static str, severity: Severity, summary: Words, page: &'static str) -> Rule {
        Rule::new(id, severity, summary, page, Check::Annotated).completeness()
    }

    /// A rule about values that are written, and so wrong in a draft too.
    const fn annotated_value(id: &'static str, summary: Words, page: &'static str) -> Rule {
        Rule::new(id, Severity::Error, summary, page, Check::Annotated)
    }

    /// The rule is about something still to be written.
    const fn completeness(mut self) -> Rule {
        self.completeness = true;
        self
    }

    const fn options(mut self, options: &'static [RuleOption]) -> Rule {
        self.options = options;
        self
    }

    /// Returns the part before the slash.
    pub fn group(&self) -> &'static str {
        self.id.split_once('/').map_or(self.id, |(group, _)| group)
    }

    /// Says whether a waiver can hold its findings back.
    pub fn is_waivable(&self) -> bool {
        !matches!(self.group(), "yaml" | "schema" | "file" | "gate" | "waiver") && self.id != "conf/private-key"
    }

    /// Says whether the settings may change its severity: not for what makes a text unreadable or read differently.
    pub fn is_adjustable(&self) -> bool {
        !matches!(
            self.id,
            "yaml/syntax"
                | "yaml/encoding"
                | "yaml/control-character"
                | "yaml/anchor"
                | "yaml/merge-key"
                | "yaml/tag"
                | "yaml/directive"
                | "yaml/many-documents"
                | "yaml/key-not-text"
                | "yaml/duplicate-key"
                | "yaml/full-width-colon"
                | "yaml/limit"
                | "yaml/conflict-marker"
        )
    }
}

/// Returns all rules, by id.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    GROUPS.iter().copied().flatten().copied()
}

/// Asks a rule about one document; a rule of another scope has nothing to say.
pub fn ask_document(rule: &'static Rule, doc: Doc<'_>, context: &Context<'_>, findings: &mut Vec<Finding>) {
    // What is missing may stand in the part of a broken text that could not be read.
    if rule.completeness && doc.checked().may_lack_fields() {
        return;
    }
    let mut sink = Sink::new(rule, findings);
    match rule.check {
        Check::Document(check) => check(doc, context, &mut sink),
        Check::Annotated => annotated::check(doc, context, &mut sink),
        Check::Corpus(_) | Check::Judging | Check::Comparing => {}
    }
}

/// Asks a rule about all documents; a rule of another scope has nothing to say.
pub fn ask_corpus(rule: &'static Rule, context: &Context<'_>, findings: &mut Vec<Finding>) {
    if let Check::Corpus(check) = rule.check {
        check(context, &mut Sink::new(rule, findings));
    }
}

/// Returns a rule by its id.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}

/// The groups by name, and in each the rules by slug.
static GROUPS: &[&[&Rule]] = &[
    class::RULES,
    conf::RULES,
    contact::RULES,
    escalation::RULES,
    exercise::RULES,
    file::RULES,
    gate::RULES,
    legal::RULES,
    lifecycle::RULES,
    logging::RULES,
    manual::RULES,
    party::RULES,
    phase::RULES,
    rfc2350::RULES,
    risk::RULES,
    role::RULES,
    schema::RULES,
    service::RULES,
    sim3::RULES,
    sod::RULES,
    text::RULES,
    waiver::RULES,
    xref::RULES,
    yaml::RULES,
];
