//! The one total order of findings: path bytes, byte offset, rule id, fingerprint.

use super::Finding;

/// Sorts findings into the order in which every report shows them.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| key(a).cmp(&key(b)));
}

fn key(finding: &Finding) -> impl Ord {
    let place = &finding.subject.place;
    (place.path.clone(), place.span, finding.rule, finding.fingerprint)
}
