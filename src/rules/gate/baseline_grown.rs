//! A finding that a change accepts into the baseline.

use crate::both;
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Check, Rule, file};
use crate::text::{Foreign, RepoPath};

pub(crate) static RULE: Rule = Rule::new(
    "gate/baseline-grown",
    Severity::Warning,
    Words { ja: "受け入れた指摘が増えている", en: "the baseline has grown" },
    include_str!("baseline_grown.md"),
    Check::Comparing,
);

/// Says which finding is accepted; `about` is what its rule is about.
pub(crate) fn finding(baseline: &RepoPath, fingerprint: &str, path: &str, rule: &str, about: Option<Words>) -> Finding {
    let path = Foreign::new(path).to_string();
    let about = about.unwrap_or(Words { ja: "不明なルール", en: "an unknown rule" });
    let rule = Foreign::new(rule).to_string();
    let message = both! {
        about;
        ja: "「{path}」の指摘「{about}」({rule}) が、受け入れたものに加わります",
        en: "a finding in `{path}` joins the baseline: {about} ({rule})"
    };
    let mut finding = file::about(baseline, message).help(both! {
        ja: "直せるものは直し、受け入れるなら理由を確かめてください",
        en: "mend it if you can; else see whether the reason holds",
    });
    finding.subject.value = fingerprint.to_owned();
    finding
}
