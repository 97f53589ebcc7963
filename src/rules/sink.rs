//! Where a rule puts its findings; the one place that gives them their rule and severity.

use crate::finding::{Finding, Fingerprint, Severity};

use super::Rule;

/// Takes the findings of one rule.
pub struct Sink<'f> {
    rule: &'static Rule,
    findings: &'f mut Vec<Finding>,
}

impl<'f> Sink<'f> {
    /// Opens a sink for a rule.
    pub fn new(rule: &'static Rule, findings: &'f mut Vec<Finding>) -> Sink<'f> {
        Sink { rule, findings }
    }

    /// Returns the rule.
    pub fn rule(&self) -> &'static Rule {
        self.rule
    }

    /// Takes a finding with the rule's own severity.
    pub fn report(&mut self, finding: Finding) {
        self.take(finding, self.rule.severity, self.rule.completeness);
    }

    /// Takes a finding of another severity than the rule's.
    pub fn report_as(&mut self, finding: Finding, severity: Severity) {
        self.take(finding, severity, self.rule.completeness);
    }

    /// Takes a finding about something without which the document cannot be understood: never softened in a draft.
    pub fn report_structural(&mut self, finding: Finding) {
        self.take(finding, self.rule.severity, false);
    }

    fn take(&mut self, mut finding: Finding, severity: Severity, completeness: bool) {
        finding.rule = self.rule.id;
        finding.severity = if finding.raised.is_some() { severity.raised() } else { severity };
        finding.completeness = completeness;
        finding.fingerprint = Fingerprint::of(self.rule.id, &finding.subject);
        self.findings.push(finding);
    }
}
